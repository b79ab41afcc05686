import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.sampling.errors import DuplicateId, FieldNotInFrame
from portal.sampling.frames import Frame, FrameRow
from portal.sampling.strata import Merge, stratify, stratify_counts

FIELDS = ("status", "ethnicity")


def row(person_id, status="active", ethnicity="White"):
    return FrameRow(person_id, {"status": status, "ethnicity": ethnicity})


def test_the_hash_of_a_frame_can_be_made_by_hand():
    by_hand = (
        'heard-frame/1\n["a",{"ethnicity":"Gwyn \\u00ea","status":"active"}]\n["b",{"ethnicity":"","status":"x"}]\n'
    )
    frame = Frame([row("b", "x", ""), row("a", "active", "Gwyn ê")])
    assert frame.sha256 == hashlib.sha256(by_hand.encode()).hexdigest()


@given(st.permutations([row(str(number), "active", str(number % 3)) for number in range(8)]))
def test_the_hash_does_not_depend_on_the_order_of_the_rows(rows):
    assert Frame(rows).sha256 == Frame([row(str(n), "active", str(n % 3)) for n in range(8)]).sha256


def test_one_changed_value_changes_the_hash():
    assert Frame([row("a", "active")]).sha256 != Frame([row("a", "completed")]).sha256


def test_nobody_stands_twice_in_a_frame():
    with pytest.raises(DuplicateId) as caught:
        Frame([row("a"), row("b"), row("a", "completed")])
    assert caught.value.person_id == "a"


def test_not_known_is_a_category_but_a_missing_field_is_refused():
    assert Frame([row("a", "active", "")]).count(FIELDS) == {("active", ""): 1}
    with pytest.raises(FieldNotInFrame) as caught:
        Frame([FrameRow("a", {"status": "active"})]).count(FIELDS)
    assert (caught.value.field, caught.value.person_id) == ("ethnicity", "a")


def test_cells_under_five_join_the_next_smallest_of_their_status_and_it_is_shown():
    counts = {("active", "A"): 3, ("active", "B"): 4, ("active", "C"): 60, ("disengaged", "A"): 5}
    made = stratify_counts(counts, fields=FIELDS)
    assert [(s.code, s.cells, s.size) for s in made.strata] == [
        ("s01", (("active", "A"), ("active", "B")), 7),
        ("s02", (("active", "C"),), 60),
        ("s03", (("disengaged", "A"),), 5),
    ]
    assert made.merges == (
        Merge("s01", "active", ((("active", "A"), 3), (("active", "B"), 4)), size=7, still_small=False),
    )


def test_a_cell_of_exactly_five_stands_by_itself():
    made = stratify_counts({("active", "A"): 5, ("active", "B"): 5}, fields=FIELDS)
    assert [stratum.size for stratum in made.strata] == [5, 5]
    assert made.merges == ()


def test_statuses_are_never_merged_however_small():
    made = stratify_counts({("active", "A"): 50, ("never_started", "A"): 1, ("never_started", "B"): 2}, fields=FIELDS)
    assert made.group_sizes() == {"active": 50, "never_started": 3}
    assert [(merge.group, merge.still_small) for merge in made.merges] == [("never_started", True)]


@given(st.dictionaries(st.tuples(st.sampled_from("xyz"), st.sampled_from("ABCDEFG")), st.integers(0, 30)))
def test_strata_hold_everyone_once_and_are_large_enough_unless_their_whole_group_is_small(counts):
    made = stratify_counts(counts, fields=FIELDS)
    assert made.population == sum(counts.values())
    cells = [cell for stratum in made.strata for cell in stratum.cells]
    assert sorted(cells) == sorted(cell for cell, size in counts.items() if size)
    for stratum in made.strata:
        assert stratum.size == sum(counts[cell] for cell in stratum.cells)
        assert stratum.size >= 5 or stratum.size == made.group_sizes()[stratum.group]


def test_strata_of_a_frame_follow_its_counts():
    frame = Frame([row(str(number), "active", "A" if number < 6 else "B") for number in range(12)])
    assert [stratum.size for stratum in stratify(frame, fields=FIELDS).strata] == [6, 6]
