"""Every so-manyth of a sorted list: the places, the chances, and the record that says so."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.allocation import allocate
from portal.sampling.draws import SamplePlan, Scheme, Selection, draw
from portal.sampling.frames import Frame, FrameRow
from portal.sampling.ordering import CIRCLE, draw_key, in_systematic_order, one_of_household, sorting_key
from portal.sampling.records import SYSTEMATIC, DrawRecord
from portal.sampling.redraws import DifferenceKind, redraw, release_reserves
from portal.sampling.strata import stratify

FIELDS = ("status", "ethnicity")
SCHEME = Scheme(selection=Selection.SYSTEMATIC, sort_field="area")
SEED = "5eed" * 16


def frame_of(size):
    return Frame(
        FrameRow(f"P-{n:04}", {"status": "active", "ethnicity": "ABC"[n % 3], "area": f"Area {n * 7 % 12}"})
        for n in range(size)
    )


@pytest.fixture(scope="module")
def frame():
    return frame_of(300)


@pytest.fixture(scope="module")
def record(frame):
    made = stratify(frame, fields=FIELDS)
    return draw(frame, SamplePlan(made, allocate(made, total=40)), SEED, scheme=SCHEME)


def test_values_with_numbers_are_sorted_by_the_number():
    assert sorted(["10–15", "5–9", "Team 10", "Team 2", "not_known", ""], key=sorting_key) == [
        "",
        "5–9",
        "10–15",
        "Team 2",
        "Team 10",
        "not_known",
    ]


def test_the_places_are_those_of_the_fractional_interval():
    people = {f"P-{n}": f"{n:04}" for n in range(10)}
    start = int.from_bytes(draw_key("seed", "start:s01")) / CIRCLE
    taken = in_systematic_order(people, sample=4, seed="seed", code="s01")[:4]
    assert [int(people[one]) for one in taken] == [int((start + k) * 10 / 4) for k in range(4)]


@given(size=st.integers(0, 60), share=st.floats(0, 1), seed=st.text(max_size=5))
def test_a_systematic_order_holds_everyone_once_and_the_sample_runs_down_the_list(size, share, seed):
    people = {f"P-{n:02}": f"{n % 9}" for n in range(size)}
    sample = int(size * share)
    ordered = in_systematic_order(people, sample=sample, seed=seed, code="s01")
    assert sorted(ordered) == sorted(people)
    taken = [people[one] for one in ordered[:sample]]
    assert taken == sorted(taken)


@given(sample=st.integers(5, 60), seed=st.text(max_size=5))
def test_each_value_gets_its_share_of_the_sample_to_within_one_person(sample, seed):
    people = {f"P-{n:02}": "abcde"[n % 5] for n in range(60)}
    taken = [people[one] for one in in_systematic_order(people, sample=sample, seed=seed, code="s01")[:sample]]
    assert all(abs(taken.count(value) - sample / 5) <= 1 for value in "abcde")


def test_over_2000_seeds_everyone_is_drawn_equally_often():
    """Cochran 1977 § 8.2. Each draw of a person is a coin of chance n/N; people are independent between seeds only, so
    the list is sorted by nothing: then the order within is by key, as good as new with every seed."""
    people, sample, seeds = {f"P-{n}": "" for n in range(1000)}, 100, 2000
    times = dict.fromkeys(people, 0)
    for seed in range(seeds):
        for person in in_systematic_order(people, sample=sample, seed=f"seed {seed}", code="s01")[:sample]:
            times[person] += 1
    share = sample / len(people)
    chi_square = sum((count - seeds * share) ** 2 for count in times.values()) / (seeds * share * (1 - share))
    assert 0.9 <= chi_square / len(people) <= 1.1


def test_over_2000_seeds_with_a_sorted_list_and_a_crooked_interval_the_chance_is_still_n_over_n():
    people = {f"P-{n:02}": f"{n:02}" for n in range(37)}
    times = dict.fromkeys(people, 0)
    for seed in range(2000):
        for person in in_systematic_order(people, sample=10, seed=f"seed {seed}", code="s01")[:10]:
            times[person] += 1
    expected, spread = 2000 * 10 / 37, (2000 * 10 / 37 * 27 / 37) ** 0.5
    assert max(abs(count - expected) for count in times.values()) < 4 * spread


def test_over_2000_seeds_one_of_each_household_down_a_sorted_list_is_everyones_equal_chance():
    """500 homes of two, one of each picked, 100 drawn by interval from a list sorted by area: everyone 1 in 10."""
    homes, seeds = [(f"A-{n}", f"B-{n}") for n in range(500)], 2000
    area_of = {person: f"Area {n % 10}" for n, home in enumerate(homes) for person in home}
    times = dict.fromkeys(area_of, 0)
    for number in range(seeds):
        seed = f"seed {number}"
        picked = {one: area_of[one] for one in (one_of_household(home, seed=seed) for home in homes)}
        for person in in_systematic_order(picked, sample=100, seed=seed, code="s01")[:100]:
            times[person] += 1
    chi_square = sum((count - seeds * 0.1) ** 2 for count in times.values()) / (seeds * 0.1 * 0.9)
    assert 0.9 <= chi_square / len(times) <= 1.1


def test_the_record_says_how_it_was_drawn_and_survives_being_written(frame, record):
    assert (record.algorithm, record.sort_field) == (SYSTEMATIC, "area")
    assert DrawRecord.from_json(record.to_json()) == record
    assert DrawRecord.from_json(record.to_json()).to_json() == record.to_json()
    assert {s.inclusion_probability for s in record.strata} == {s.sample_size / s.size for s in record.strata}
    assert redraw(record) == ()
    assert redraw(record, frame) == ()


def test_a_value_bent_so_that_someone_else_comes_out_is_found(frame, record):
    first = record.strata[0]
    values = ("Area 0", *first.values[1:-1], "Area 11")
    bent = dataclasses.replace(record, strata=(dataclasses.replace(first, values=values), *record.strata[1:]))
    assert DifferenceKind.VALUE_DIFFERS in {one.kind for one in redraw(bent, frame)}


def test_a_record_without_the_values_it_sorted_by_is_found(record):
    bare = dataclasses.replace(record, strata=(dataclasses.replace(record.strata[0], values=()), *record.strata[1:]))
    assert [one.kind for one in redraw(bare)] == [DifferenceKind.VALUE_DIFFERS]


def test_reserves_of_a_systematic_draw_bring_everyone_to_the_same_chance():
    """The first 10 of 40 by interval, 6 more at random of those left: over many seeds all were asked equally often."""
    people, seeds = {f"P-{n:02}": f"{n % 4}" for n in range(40)}, 2000
    times = dict.fromkeys(people, 0)
    for seed in range(seeds):
        for person in in_systematic_order(people, sample=10, seed=f"seed {seed}", code="s01")[:16]:
            times[person] += 1
    expected, spread = seeds * 0.4, (seeds * 0.4 * 0.6) ** 0.5
    assert max(abs(count - expected) for count in times.values()) < 4 * spread


def test_released_reserves_count_in_the_chance(record):
    stratum = record.strata[0]
    asked = release_reserves(stratum, batch_size=5, batches=1)
    assert asked.inclusion_probability == (stratum.sample_size + 5) / stratum.size
