"""What a participant's journey costs beside the floor. A ratio, so that a slow machine does not fail it."""

import pytest

from tests.bench.bench_journey import costs

AT_MOST = 2.5

pytestmark = [pytest.mark.serial, pytest.mark.slow, pytest.mark.database]


def test_a_journey_costs_little_more_than_the_least_that_could_do_the_same(request):
    cost = costs(request.config.getoption("--database"), turns=3, journeys=24)
    assert cost.journey <= AT_MOST * cost.floor_journey
