"""At most one person of a household, each with the same chance, and weights that are right all the same."""

import dataclasses

import pytest

from portal.sampling.allocation import allocate
from portal.sampling.draws import SamplePlan, Scheme, draw, drawable
from portal.sampling.frames import HOUSEHOLD, Frame, FrameRow
from portal.sampling.households import Crowding, crowding, expected_sizes, households_of, set_aside
from portal.sampling.ordering import one_of_household
from portal.sampling.records import SORT_PLUS, DrawRecord
from portal.sampling.redraws import DifferenceKind, redraw
from portal.sampling.sample_sizes import expected_precision
from portal.sampling.strata import stratify
from tests.sampling.frames import mixed_homes

FIELDS = ("status", "ethnicity")
SCHEME = Scheme(one_per_household=True)
SEED = "5eed" * 16


def plan_and_draw(frame, total, seed, scheme=SCHEME):
    pool, _homes = drawable(frame, scheme, seed=seed)
    cut = stratify(frame.without(scheme.left_out_ids()), fields=FIELDS)
    sized = cut.resized(cut.sizes_in(pool))
    return draw(frame, SamplePlan(sized, allocate(sized, total=total)), seed, scheme=scheme)


@pytest.fixture(scope="module")
def frame():
    return mixed_homes(240)


@pytest.fixture(scope="module")
def record(frame):
    return plan_and_draw(frame, 50, SEED)


def test_only_those_who_share_a_home_are_a_household():
    rows = [("a", "1"), ("b", "1"), ("c", "2"), ("d", None), ("e", None)]
    frame = Frame(FrameRow(one, {HOUSEHOLD: home} if home else {}) for one, home in rows)
    assert households_of(frame) == (("a", "b"),)
    assert households_of(frame, left_out={"b"}) == ()
    assert len(set_aside((("a", "b"),), seed="x")) == 1


def test_over_2000_seeds_everyone_of_a_household_is_picked_equally_often():
    people, seeds = ("a", "b", "c", "d"), 2000
    times = dict.fromkeys(people, 0)
    for seed in range(seeds):
        times[one_of_household(people, seed=f"seed {seed}")] += 1
    assert max(abs(count - 500) for count in times.values()) < 4 * (2000 * 0.25 * 0.75) ** 0.5


def test_nobody_lives_with_another_one_drawn(frame, record):
    home_of = {row.person_id: row.fields.get(HOUSEHOLD, row.person_id) for row in frame}
    homes = [home_of[one] for stratum in record.strata for one in stratum.ordered_ids]
    assert len(homes) == len(set(homes))
    assert record.sample_size == 50
    assert sum(stratum.people for stratum in record.strata) == len(frame)


def test_the_record_holds_the_rule_and_is_drawn_again_from_itself(frame, record):
    assert (record.algorithm, record.one_per_household) == (SORT_PLUS, True)
    assert record.households == households_of(frame)
    assert DrawRecord.from_json(record.to_json()) == record
    assert redraw(record) == ()
    assert redraw(record, frame) == ()


def test_a_flatmate_slipped_in_for_the_one_picked_is_found(frame, record):
    home = record.households[0]
    picked = one_of_household(home, seed=record.seed)
    other = next(one for one in home if one != picked)
    swapped = [
        dataclasses.replace(one, ordered_ids=tuple(other if i == picked else i for i in one.ordered_ids))
        for one in record.strata
    ]
    kinds = {one.kind for one in redraw(dataclasses.replace(record, strata=tuple(swapped)))}
    assert DifferenceKind.HOUSEHOLD_DIFFERS in kinds


def test_a_household_torn_apart_in_the_record_is_found_with_the_frame(frame, record):
    fewer = dataclasses.replace(record, households=record.households[1:])
    assert redraw(fewer) == ()
    kinds = {one.kind for one in redraw(fewer, frame)}
    assert DifferenceKind.HOUSEHOLD_DIFFERS in kinds


def test_over_2000_seeds_the_weights_of_everyone_add_up_to_one_person_each():
    """Särndal, Swensson and Wretman 1992, § 9.3: over the seeds, each person's Σ 1/chance comes to the seeds."""
    frame, seeds = mixed_homes(60), 2000
    weights = dict.fromkeys((row.person_id for row in frame), 0.0)
    squares = dict(weights)
    for seed in range(seeds):
        record = plan_and_draw(frame, 20, f"seed {seed}")
        sizes = record.household_sizes()
        for stratum in record.strata:
            for person in stratum.sample_ids:
                weight = sizes.get(person, 1) / stratum.inclusion_probability
                weights[person] += weight
                squares[person] += weight**2
    chi_square = sum((weights[one] - seeds) ** 2 / (squares[one] - weights[one] ** 2 / seeds) for one in weights) / len(
        weights
    )
    assert 0.6 <= chi_square <= 1.4  # 60 people: two in a hundred draws of chi² lie outside


def test_who_was_left_out_counts_neither_in_the_draw_nor_in_their_home(frame):
    home = households_of(frame)[0]
    scheme = dataclasses.replace(SCHEME, left_out={"asked_recently": home[:-1]})
    record = plan_and_draw(frame, 50, SEED, scheme)
    assert home not in record.households
    assert record.left_out == {"asked_recently": home[:-1]}
    assert redraw(record, frame) == ()
    slipped = dataclasses.replace(record, left_out={})
    assert redraw(slipped, frame) != ()


def test_someone_left_out_and_drawn_all_the_same_is_found(record):
    bent = dataclasses.replace(record, left_out={"asked_recently": (record.sample_ids()[0],)})
    assert DifferenceKind.LEFT_OUT_DRAWN in {one.kind for one in redraw(bent)}


def test_crowding_counts_people_homes_and_sharing():
    rows = [("a", "1"), ("b", "1"), ("c", None)]
    frame = Frame(
        FrameRow(one, {"status": "active", "ethnicity": "A"} | ({HOUSEHOLD: home} if home else {}))
        for one, home in rows
    )
    crowded = crowding(frame, stratify(frame, fields=FIELDS), households_of(frame))
    assert crowded == {"s01": Crowding(people=3, homes=2.0, sharing=5)}
    assert expected_sizes(crowded) == {"s01": 2}


def test_uneven_homes_make_the_design_effect_larger(frame):
    cut = stratify(frame, fields=FIELDS)
    crowded = crowding(frame, cut, households_of(frame))
    sized = cut.resized(expected_sizes(crowded))
    allocation = allocate(sized, total=60)
    plain = expected_precision(allocate(cut, total=60))[0]
    shared = expected_precision(allocation, crowded=crowded)[0]
    assert shared.population == len(frame)
    assert shared.design_effect > plain.design_effect


def test_one_person_to_a_home_changes_nothing_for_people_who_live_alone():
    frame = Frame(FrameRow(f"P-{n}", {"status": "active", "ethnicity": "A"}) for n in range(50))
    cut = stratify(frame, fields=FIELDS)
    crowded = crowding(frame, cut, households_of(frame))
    assert expected_precision(allocate(cut, total=9), crowded=crowded) == expected_precision(allocate(cut, total=9))
