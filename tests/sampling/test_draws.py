import dataclasses
import hashlib
import hmac
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.allocation import allocate
from portal.sampling.draws import SamplePlan, draw, draw_key, in_drawn_order, new_seed
from portal.sampling.errors import CellNotPlanned, DamagedRecord, FrameDiffersFromPlan
from portal.sampling.frames import Frame, FrameRow
from portal.sampling.records import DrawRecord, keeps_commitment, seed_commitment
from portal.sampling.redraws import DifferenceKind, redraw, release_reserves
from portal.sampling.strata import stratify
from tests.sampling.frames import big_frame, invented_frame

FIELDS = ("status", "ethnicity")
SEED = "5eed" * 16


def plan_for(frame, total=60):
    made = stratify(frame, fields=FIELDS)
    return SamplePlan(made, allocate(made, total=total))


@pytest.fixture(scope="module")
def frame():
    return invented_frame(500)


@pytest.fixture(scope="module")
def record(frame):
    return draw(frame, plan_for(frame), SEED, drawn_by="account-7", drawn_at="2026-03-01T09:00:00Z")


def kinds(differences):
    return [difference.kind for difference in differences]


def with_first(record, **changes):
    return dataclasses.replace(record, strata=(dataclasses.replace(record.strata[0], **changes), *record.strata[1:]))


def test_the_key_is_the_hmac_of_rfc_4231_case_2():
    assert draw_key("Jefe", "what do ya want for nothing?").hex() == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


def test_the_first_of_each_stratum_are_the_sample_and_the_rest_the_reserve_in_order(frame, record):
    for stratum, part in zip(record.strata, plan_for(frame).allocation.strata, strict=True):
        ordered = sorted(
            stratum.ordered_ids, key=lambda i: hmac.new(SEED.encode(), i.encode(), hashlib.sha256).digest()
        )
        assert list(stratum.sample_ids) == ordered[: part.sample]
        assert list(stratum.reserve_ids) == ordered[part.sample :]
        assert stratum.inclusion_probability == part.sample / stratum.size
    assert (record.sample_size, record.frame_size) == (60, 500)
    assert len(set(record.sample_ids())) == 60


@given(order=st.randoms(use_true_random=False))
def test_the_draw_does_not_depend_on_the_order_of_the_rows(order):
    rows = list(invented_frame(80))
    straight = draw(Frame(rows), plan_for(Frame(rows), 20), SEED)
    order.shuffle(rows)
    assert draw(Frame(rows), plan_for(Frame(rows), 20), SEED).to_json() == straight.to_json()


def test_the_draw_does_not_depend_on_pythons_hash_seed(record):
    script = (
        "from tests.sampling.test_draws import *\n"
        "f = invented_frame(500)\n"
        "r = draw(f, plan_for(f), SEED, drawn_by='account-7', drawn_at='2026-03-01T09:00:00Z')\n"
        "print(hashlib.sha256(r.to_json().encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for hash_seed in ("1", "2")
    }
    assert printed == {hashlib.sha256(record.to_json().encode()).hexdigest()}


def test_another_seed_draws_other_people(frame, record):
    assert draw(frame, plan_for(frame), "other").sample_ids() != record.sample_ids()


def test_the_seed_is_sealed_and_can_be_opened_by_nobody_else(record):
    seed = new_seed()
    assert len(seed) == 64
    assert keeps_commitment(seed=seed, commitment=seed_commitment(seed))
    assert not keeps_commitment(seed=seed + "0", commitment=seed_commitment(seed))
    assert record.seed_commitment == hashlib.sha256(SEED.encode()).hexdigest()


def test_a_record_survives_being_written_and_read_byte_for_byte(record):
    text = record.to_json()
    again = DrawRecord.from_json(text)
    assert again == record
    assert again.to_json() == text
    assert record.stratum("s01") == record.strata[0]
    with pytest.raises(KeyError):
        record.stratum("s99")


@pytest.mark.parametrize("field", ["format", "frame_size", "sample_size", "strata", "seed", "frame_sha256", "fields"])
@pytest.mark.parametrize("damage", [None, 3, {"a": 1}, [7]])
def test_a_record_with_a_damaged_field_is_refused(record, field, damage):
    raw = json.loads(record.to_json())
    with pytest.raises(DamagedRecord):
        DrawRecord.from_json(json.dumps(raw | {field: damage}))


@pytest.mark.parametrize("field", ["code", "group", "cells", "size", "sample_size", "ordered_ids"])
@pytest.mark.parametrize("damage", [None, 3.5, [7]])
def test_a_record_with_a_damaged_stratum_is_refused(record, field, damage):
    raw = json.loads(record.to_json())
    raw["strata"][0][field] = damage
    with pytest.raises(DamagedRecord):
        DrawRecord.from_json(json.dumps(raw))


@pytest.mark.parametrize("text", ["", "[]", "null", "{}", "3", '"x"', "[" * 100_000])
def test_what_is_no_record_is_refused(text):
    with pytest.raises(DamagedRecord):
        DrawRecord.from_json(text)


def test_a_true_record_is_drawn_again_with_and_without_the_frame(frame, record):
    assert redraw(record) == ()
    assert redraw(record, frame) == ()


def test_two_people_changing_places_is_found(record):
    one, two, *rest = record.strata[0].ordered_ids
    (difference,) = redraw(with_first(record, ordered_ids=(two, one, *rest)))
    assert (difference.kind, difference.expected, difference.found) == (DifferenceKind.ORDER_DIFFERS, one, two)
    assert str(difference) == f"order differs in stratum s01: expected {one}, found {two}"


def test_another_seed_in_the_record_is_found(record):
    assert DifferenceKind.COMMITMENT_BROKEN in kinds(redraw(dataclasses.replace(record, seed="better for us")))


def test_another_algorithm_is_found(record):
    assert kinds(redraw(dataclasses.replace(record, algorithm="dice"))) == [DifferenceKind.ALGORITHM_UNKNOWN]


def test_another_sample_size_is_found(record):
    size = record.strata[0].size
    assert kinds(redraw(with_first(record, sample_size=1))) == [DifferenceKind.PROBABILITY_DIFFERS]
    assert kinds(redraw(with_first(record, sample_size=size + 1))) == [DifferenceKind.SAMPLE_SIZE_IMPOSSIBLE]


def test_a_person_left_out_or_added_is_found_with_the_frame(frame, record):
    fewer = with_first(record, ordered_ids=record.strata[0].ordered_ids[:-1])
    assert DifferenceKind.PEOPLE_DIFFER in kinds(redraw(fewer, frame))
    more = Frame([*frame, FrameRow("Z", dict(frame.rows[0].fields))])
    assert kinds(redraw(record, more)) == [DifferenceKind.FRAME_CHANGED, DifferenceKind.PEOPLE_DIFFER]
    gone = Frame([row for row in frame if row.person_id != record.strata[0].ordered_ids[0]])
    differences = redraw(record, gone)
    assert kinds(differences) == [DifferenceKind.FRAME_CHANGED, DifferenceKind.PEOPLE_DIFFER]
    assert (differences[1].expected, differences[1].found) == ("", record.strata[0].ordered_ids[0])
    new_cell = Frame([*frame, FrameRow("Z", {"status": "new", "ethnicity": "new"})])
    assert kinds(redraw(record, new_cell)) == [DifferenceKind.FRAME_CHANGED, DifferenceKind.PEOPLE_DIFFER]


def test_one_person_in_two_strata_is_found(record):
    twice = with_first(record, ordered_ids=(*record.strata[0].ordered_ids, record.strata[1].ordered_ids[0]))
    assert DifferenceKind.ID_TWICE in kinds(redraw(twice))


def test_a_plan_made_for_another_frame_is_refused(frame):
    with pytest.raises(CellNotPlanned):
        draw(Frame([*frame, FrameRow("Z", {"status": "new", "ethnicity": "new"})]), plan_for(frame), SEED)
    with pytest.raises(FrameDiffersFromPlan) as caught:
        draw(Frame([*frame, FrameRow("Z", dict(frame.rows[0].fields))]), plan_for(frame), SEED)
    assert caught.value.found == caught.value.planned + 1


def test_reserves_are_released_in_whole_batches_and_everyone_released_counts(record):
    stratum = max(record.strata, key=lambda part: part.size)
    n, size = stratum.sample_size, stratum.size
    assert release_reserves(stratum, batch_size=5, batches=0).asked_ids == stratum.sample_ids
    second = release_reserves(stratum, batch_size=5, batches=2)
    assert second.asked_ids == stratum.ordered_ids[: n + 10]
    assert second.new_ids == stratum.ordered_ids[n + 5 : n + 10]
    assert second.inclusion_probability == (n + 10) / size
    last = release_reserves(stratum, batch_size=5, batches=10_000)
    assert (last.asked_ids, last.new_ids, last.inclusion_probability) == (stratum.ordered_ids, (), 1.0)
    with pytest.raises(ValueError):
        release_reserves(stratum, batch_size=0, batches=1)


def test_over_2000_seeds_everyone_is_drawn_equally_often():
    people, sample, seeds = [f"P-{number}" for number in range(1000)], 100, 2000
    times = dict.fromkeys(people, 0)
    for seed in range(seeds):
        for person in in_drawn_order(people, seed=f"seed {seed}")[:sample]:
            times[person] += 1
    share = sample / len(people)
    chi_square = sum((count - seeds * share) ** 2 for count in times.values()) / (seeds * share * (1 - share))
    # Drawn without replacement, chi² · (N − 1)/N follows the distribution with N − 1 degrees of freedom.
    assert 0.9 <= chi_square / len(people) <= 1.1


def test_400_of_20000_are_drawn_well_within_a_second():
    frame = big_frame()
    began = time.process_time()
    record = draw(frame, plan_for(frame, 400), SEED)
    assert record.sample_size == 400
    assert time.process_time() - began < 1.0


def test_a_record_of_an_older_version_is_still_drawn_again_byte_for_byte():
    text = (Path(__file__).parent / "published" / "draw_of_an_older_version.json").read_text()
    record = DrawRecord.from_json(text)
    assert redraw(record, invented_frame(120)) == ()
    assert record.to_json() == text
    assert draw(invented_frame(120), plan_for(invented_frame(120), 24), SEED).sample_ids() == record.sample_ids()
