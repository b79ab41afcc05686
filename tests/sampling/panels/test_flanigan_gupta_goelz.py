"""Published numbers: 200 people for 20 seats, everyone 10 %; OpenDLP's pool of 100 for 30, lowest chance 27/91."""

import pytest

from portal.sampling.panels import fairest, pool_of
from tests.real_data import real_data
from tests.sampling.panels.pools import invented, read, two_by_two


def chances(candidates, targets, *, leximin=True):
    pool = pool_of(candidates, targets)
    mixture = fairest(pool, targets, leximin=leximin)
    return sorted(chance for chance, kind in zip(mixture.chances, pool.kinds, strict=True) for _person in kind.people)


def gini(values):
    count, total = len(values), sum(values)
    return sum((2 * place - count - 1) * value for place, value in enumerate(values, 1)) / (count * total)


@pytest.mark.parametrize("leximin", [False, True])
def test_small_20_gives_everyone_ten_per_cent(leximin):
    folder = real_data("pools", "small_20")
    candidates, targets = read(folder, size=20, value="feature") if folder else two_by_two()
    found = chances(candidates, targets, leximin=leximin)
    assert len(found) == 200
    assert found == pytest.approx([0.1] * 200, abs=1e-6)


def test_opendlp_30_has_its_lowest_chance_and_its_gini():
    folder = real_data("pools", "opendlp")
    if folder is None:
        candidates, targets = invented(60, size=10)
        found = chances(candidates, targets)
        assert sum(found) == pytest.approx(10)
        return
    candidates, targets = read(folder, size=30, value="name")
    assert chances(candidates, targets, leximin=False)[0] == pytest.approx(27 / 91, abs=1e-6)
    found = chances(candidates, targets)
    assert found[0] == pytest.approx(27 / 91, abs=1e-6)
    assert round(gini(found), 4) == 0.0100
