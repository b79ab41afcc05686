"""The measures of the SSIA pilot (Wales 2016): table 1 and section 5.3 of its report."""

import datetime as dt

import pytest

from portal.wellbeing.enums import Intent, Perspective
from portal.wellbeing.rules.measures import OutcomeOf, PersonOf, Reach, Share, State, by_service, measures
from portal.wellbeing.rules.paths import Path, Score

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


def outcome(
    baseline: int, goal: int, *reviews: int, intent: Intent = Intent.CHANGE, state: State = State.LIVE
) -> OutcomeOf:
    scores = tuple(Score(START + dt.timedelta(days=place + 1), value) for place, value in enumerate(reviews))
    return OutcomeOf(Path((Score(START, baseline),), (Score(START, goal),), scores, intent), state)


UP, GOT, SAME, DOWN = outcome(3, 6, 5), outcome(3, 6, 6), outcome(3, 6, 3), outcome(3, 6, 1)


def test_the_four_measures_with_their_bases():
    people = [
        PersonOf("A", outcomes=(GOT, UP)),
        PersonOf("A", outcomes=(UP, DOWN)),
        PersonOf("B", outcomes=(SAME,)),
        PersonOf("B", outcomes=(outcome(3, 6),)),
    ]
    found = measures(people, until=END)
    assert (found.progressed, found.achieved) == (Share(2, 5), Share(1, 5))
    assert (found.people_any, found.people_achieved) == (Share(2, 3), Share(1, 3))
    assert (found.same, found.lower, found.mixed) == (Share(1, 5), Share(1, 5), Share(1, 3))


def test_what_should_stay_as_it_is_has_a_row_of_its_own():
    keep = outcome(4, 4, 4, intent=Intent.KEEP_AS_IS)
    found = measures([PersonOf("A", outcomes=(keep, UP))], until=END)
    assert (found.kept, found.achieved, found.progressed) == (Share(1, 1), Share(0, 1), Share(1, 1))


def test_withdrawn_outcomes_are_counted_and_measured_nowhere():
    gone = outcome(3, 6, 6, state=State.WITHDRAWN)
    found = measures([PersonOf("A", outcomes=(gone, UP))], until=END)
    assert (found.withdrawn, found.achieved) == (Share(1, 2), Share(0, 1))


def test_outcomes_scored_only_by_others_are_said_and_not_counted():
    proxy = Score(START, 3, Perspective.PROXY_AS_PERSON)
    theirs = OutcomeOf(Path((proxy,), (proxy,), (Score(END, 9, Perspective.PROXY_AS_PERSON),)))
    found = measures([PersonOf("A", outcomes=(theirs, UP))], until=END)
    assert (found.proxy_only, found.progressed) == (1, Share(1, 1))


def test_the_funnel_of_the_ssia_pilot_73_17_71_per_cent():
    """Of referrals 73 % joined; of those 17 % had no outcome yet; of the rest 71 % were reviewed; 7 % were unable."""
    people = [
        *[PersonOf("A", Reach.UNABLE)] * 70,
        *[PersonOf("A", Reach.REFERRED)] * 200,
        *[PersonOf("A")] * 124,
        *[PersonOf("A", outcomes=(outcome(3, 6),))] * 176,
        *[PersonOf("A", outcomes=(UP,))] * 430,
    ]
    funnel = measures(people, until=END).funnel
    assert (funnel.referred, funnel.joined, funnel.unable) == (1000, 730, 70)
    assert (funnel.without_outcome, funnel.with_outcome, funnel.reviewed) == (124, 606, 430)
    assert [round(100 * part / whole) for part, whole in ((124, 730), (430, 606), (430, 730))] == [17, 71, 59]


def test_the_largest_service_is_named_when_it_has_more_than_a_quarter():
    people = [*[PersonOf("Blaenau Gwent", outcomes=(GOT,))] * 2, *[PersonOf("B", outcomes=(GOT,))] * 1]
    assert measures(people, until=END).dominant == ("Blaenau Gwent", pytest.approx(2 / 3))
    even = [PersonOf(name, outcomes=(GOT,)) for name in "ABCD"]
    assert measures(even, until=END).dominant is None
    assert measures(people[:2], until=END).dominant is None


def test_services_stand_in_the_order_of_their_names():
    people = [PersonOf("C", outcomes=(DOWN,)), PersonOf("A", outcomes=(DOWN,)), PersonOf("B", outcomes=(GOT,))]
    assert list(by_service(people, until=END)) == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [(1, 0.17674, 5.44862), (5, 2.15437, 11.17505), (20, 13.33669, 28.88292), (65, 55.25444, 73.63576)],
)
def test_wilson_intervals_of_shares_of_100(count, low, high):
    interval = Share(count, 100).interval
    assert (100 * interval.low, 100 * interval.high) == (pytest.approx(low, abs=1e-5), pytest.approx(high, abs=1e-5))


def test_nothing_of_nothing_has_no_share():
    nothing = measures([], until=END)
    assert (nothing.achieved.share, nothing.achieved.interval) == (None, None)
