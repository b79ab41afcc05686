"""The yearly sample: a known share stays, each year is a fair sample by itself, nobody returns before their turn."""

import dataclasses
import itertools

import pytest

from portal.sampling.allocation import allocate
from portal.sampling.coordination import kept, next_start, starts_after
from portal.sampling.draws import SamplePlan, Scheme, draw
from portal.sampling.frames import Frame, FrameRow
from portal.sampling.ordering import CIRCLE, in_drawn_order
from portal.sampling.records import DrawnStratum, DrawRecord
from portal.sampling.redraws import DifferenceKind, redraw
from portal.sampling.strata import stratify
from tests.sampling.frames import invented_frame

FIELDS = ("status", "ethnicity")
SEED = "5eed" * 16


def year_of(frame, before=None, *, keep=50, total=100):
    cut = stratify(frame, fields=FIELDS)
    starts = starts_after(before, cut.strata, keep_percent=keep) if before else {}
    scheme = Scheme(starts=starts, follows_sha256="before" if before else "", design={"kind": "yearly"})
    return draw(frame, SamplePlan(cut, allocate(cut, total=total)), SEED, scheme=scheme)


@pytest.fixture(scope="module")
def frame():
    return invented_frame(2000)


def test_going_round_from_a_start_is_the_same_order_begun_elsewhere():
    people = [f"P-{n}" for n in range(50)]
    straight = in_drawn_order(people, seed=SEED)
    moved = in_drawn_order(people, seed=SEED, start=CIRCLE // 3)
    place = straight.index(moved[0])
    assert moved == straight[place:] + straight[:place]
    assert place > 0


@pytest.mark.parametrize(("keep", "expected"), [(0, 0), (50, 50), (75, 75), (100, 100)])
def test_about_the_share_chosen_stays(frame, keep, expected):
    first = year_of(frame, keep=keep)
    assert kept(first, year_of(frame, first, keep=keep)) == pytest.approx(expected, abs=5)


def test_nobody_new_was_asked_the_year_before_and_nobody_returns_for_years(frame):
    large = Frame(row for row in frame if row.fields["ethnicity"] in ("White", "Black"))
    years = [year_of(large)]
    for _year in range(5):
        years.append(year_of(large, years[-1]))
    asked: set[str] = set()
    for before, after in itertools.pairwise(years):
        new = set(after.sample_ids()) - set(before.sample_ids())
        asked |= set(before.sample_ids())
        assert new & asked == set()


def test_who_joins_the_frame_has_a_place_on_the_circle_at_once(frame):
    first = year_of(frame)
    joined = Frame([*frame, *(FrameRow(f"N-{n:04}", dict(frame.rows[n].fields)) for n in range(1000))])
    second = year_of(joined, first)
    new = sum(one.startswith("N-") for one in second.sample_ids())
    assert second.sample_size == 100
    assert 15 <= new <= 55


def times_drawn_in_the_second_year(people, joining, seeds):
    """How often each was drawn in the second year; `joining` come in between. Twenty are drawn, ten stay."""
    times = dict.fromkeys([*people, *joining], 0)
    for number in range(seeds):
        seed = f"seed {number}"
        first = DrawnStratum("s01", "active", (), 20, 0.1, in_drawn_order(people, seed=seed))
        start = next_start(first, seed=seed, keep_percent=50)
        for person in in_drawn_order(times, seed=seed, start=start)[:20]:
            times[person] += 1
    return times


def chi_square_of(times, seeds):
    share = 20 / len(times)
    return sum((count - seeds * share) ** 2 for count in times.values()) / (seeds * share * (1 - share)) / len(times)


def test_over_2000_seeds_the_second_year_is_a_fair_sample_by_itself():
    """Ohlsson 1995: neighbours in a random order are a simple random sample, wherever one begins."""
    times = times_drawn_in_the_second_year([f"P-{n}" for n in range(600)], [], 2000)
    assert 0.9 <= chi_square_of(times, 2000) <= 1.1


def test_over_2000_seeds_those_who_joined_have_the_same_chance():
    times = times_drawn_in_the_second_year([f"P-{n}" for n in range(250)], [f"N-{n}" for n in range(50)], 2000)
    assert 0.9 <= chi_square_of(times, 2000) <= 1.1
    joined = sum(count for person, count in times.items() if person.startswith("N"))
    assert joined / 2000 == pytest.approx(20 / 6, abs=0.2)


def test_the_record_keeps_the_starts_and_a_start_moved_by_hand_is_found(frame):
    second = year_of(frame, year_of(frame))
    assert DrawRecord.from_json(second.to_json()) == second
    assert redraw(second, frame) == ()
    stratum = dataclasses.replace(second.strata[0], start=second.strata[0].start + CIRCLE // 2)
    moved = dataclasses.replace(second, strata=(stratum, *second.strata[1:]))
    assert DifferenceKind.ORDER_DIFFERS in {one.kind for one in redraw(moved)}


def test_released_reserves_are_the_ones_who_stay(frame):
    stratum = max(year_of(frame).strata, key=lambda one: one.size)
    n = stratum.sample_size
    start = next_start(stratum, seed=SEED, keep_percent=50, asked=n + 10)
    assert in_drawn_order(stratum.ordered_ids, seed=SEED, start=start)[0] == stratum.ordered_ids[n + 10 - (n + 1) // 2]


def test_a_new_group_begins_at_nought_and_a_share_over_a_hundred_is_refused(frame):
    first = year_of(frame)
    grown = Frame([*frame, *(FrameRow(f"N-{n}", {"status": "new", "ethnicity": "A"}) for n in range(9))])
    cut = stratify(grown, fields=FIELDS)
    starts = starts_after(first, cut.strata, keep_percent=50)
    assert [starts[one.code] for one in cut.strata if one.group == "new"] == [0]
    with pytest.raises(ValueError, match="101"):
        next_start(first.strata[0], seed=SEED, keep_percent=101)
