import itertools

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.sampling.differencing import DifferenceFault, ReleasedCut, differencing_clashes, may_be_released
from portal.sampling.disclosure import (
    HIDDEN,
    DisclosureRules,
    ProtectedCount,
    percentage_step,
    protect_count,
    protect_table,
    protected_interval,
    protected_mean,
    protected_percentage,
    protected_weighted_percentage,
)
from portal.sampling.intervals import wilson_interval
from portal.sampling.suppression import Relation, determined, hide_in_sums


def shown(table):
    return {key: count.value for key, count in table.cells.items()}


@pytest.mark.parametrize(
    ("count", "value"),
    [(0, None), (1, None), (9, None), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20), (1003, 1005)],
)
def test_counts_under_ten_are_hidden_and_the_rest_rounded_to_five(count, value):
    assert protect_count(count) == ProtectedCount(value)
    assert protect_count(count).hidden is (value is None)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError):
        protect_count(-1)
    with pytest.raises(ValueError):
        protect_table({("a",): -1, ("b",): 4})


def test_percentages_are_made_from_the_rounded_counts():
    assert protected_percentage(ProtectedCount(15), ProtectedCount(40)) == 38
    assert protected_percentage(HIDDEN, ProtectedCount(40)) is None
    assert protected_percentage(ProtectedCount(15), HIDDEN) is None


def test_a_mean_is_made_from_the_rounded_bands_or_not_at_all():
    bands = {2.0: protect_count(12), 5.5: protect_count(23), 8.5: protect_count(41)}
    assert protected_mean(bands) == round((2 * 10 + 5.5 * 25 + 8.5 * 40) / 75, 1)
    assert protected_mean(bands | {10.0: protect_count(3)}) is None
    assert protected_mean({}) is None


def test_an_interval_is_made_from_the_rounded_counts():
    assert protected_interval(protect_count(21), protect_count(98)) == wilson_interval(20, 100)
    assert protected_interval(HIDDEN, protect_count(98)) is None
    assert protected_interval(protect_count(21), HIDDEN) is None


@pytest.mark.parametrize(
    ("replies", "step", "percentage"), [(32, 20, 40), (60, 10, 40), (120, 5, 35), (300, 2, 38), (500, 1, 37)]
)
def test_a_weighted_percentage_tells_no_more_than_rounded_counts(replies, step, percentage):
    assert percentage_step(protect_count(replies)) == step
    assert protected_weighted_percentage(0.371, protect_count(12), protect_count(replies)) == percentage


def test_no_weighted_percentage_under_thirty_replies_or_of_what_is_hidden():
    assert protected_weighted_percentage(0.4, protect_count(12), protect_count(27)) is None
    assert protected_weighted_percentage(0.4, HIDDEN, protect_count(500)) is None
    assert protected_weighted_percentage(0.999, protect_count(490), protect_count(490)) == 100


def test_a_safe_table_is_only_rounded():
    table = protect_table({("yes",): 41, ("no",): 23, ("not sure",): 12})
    assert shown(table) == {("yes",): 40, ("no",): 25, ("not sure",): 10}
    assert table.total == ProtectedCount(75)
    assert table.percentage("yes") == 53
    assert table.hidden_cells == 0


def test_one_small_count_takes_the_next_smallest_with_it():
    table = protect_table({("yes",): 41, ("no",): 23, ("not sure",): 4})
    assert shown(table) == {("yes",): 40, ("no",): None, ("not sure",): None}
    assert table.total == ProtectedCount(70)
    assert table.percentage("no") is None


def test_two_small_counts_that_add_up_to_under_ten_take_a_third_with_them():
    assert shown(protect_table({("a",): 50, ("b",): 30, ("c",): 2, ("d",): 3})) == {
        ("a",): 50,
        ("b",): None,
        ("c",): None,
        ("d",): None,
    }


def test_when_everyone_gave_the_same_answer_it_is_not_told():
    assert shown(protect_table({("yes",): 40, ("no",): 0})) == {("yes",): None, ("no",): None}


def test_a_table_of_few_people_shows_nothing_not_even_its_total():
    table = protect_table({("yes",): 5, ("no",): 2})
    assert (table.hidden_cells, table.total) == (2, HIDDEN)


def test_a_two_way_table_hides_a_rectangle_around_one_small_cell():
    counts = {
        ("north", "yes"): 40, ("north", "no"): 30, ("north", "unsure"): 22,
        ("south", "yes"): 50, ("south", "no"): 4, ("south", "unsure"): 21,
        ("west", "yes"): 60, ("west", "no"): 35, ("west", "unsure"): 45,
    }  # fmt: skip
    table = protect_table(counts)
    hidden = {key for key, count in table.cells.items() if count.hidden}
    assert hidden == {("south", "no"), ("south", "unsure"), ("north", "no"), ("north", "unsure")}
    assert table.rows["south"] == ProtectedCount(75)
    assert table.columns["no"] == ProtectedCount(70)
    assert table.row_percentage("west", "yes") == 43


def test_a_small_row_is_hidden_with_its_margin_and_cannot_be_had_from_the_other_rows():
    counts = {("a", "x"): 50, ("a", "y"): 40, ("b", "x"): 30, ("b", "y"): 20, ("c", "x"): 3, ("c", "y"): 4}
    table = protect_table(counts)
    assert table.rows["c"].hidden
    assert sum(count.hidden for count in table.rows.values()) >= 2
    assert table.total == ProtectedCount(145)


@pytest.mark.parametrize("keys", [[], [()], [("a",), ("a", "b")], [("a", "b", "c")]])
def test_tables_of_other_shapes_are_refused(keys):
    with pytest.raises(ValueError):
        protect_table(dict.fromkeys(keys, 20))


def test_pairs_that_are_missing_are_nought():
    table = protect_table({("a", "x"): 50, ("b", "y"): 50})
    assert table.cells["a", "y"].hidden


def test_stricter_rules_can_be_given():
    rules = DisclosureRules(smallest=20, round_to=10)
    assert shown(protect_table({("a",): 26, ("b",): 34, ("c",): 45}, rules=rules)) == {
        ("a",): 30,
        ("b",): 30,
        ("c",): 50,
    }


def test_a_hidden_cell_between_two_rectangles_would_be_found_by_algebra():
    """Every row and column has two hidden cells or none, yet the one that joins two rectangles has one value only."""
    hidden = {("cell", r, c) for r, c in itertools.product("ab", "xy")}
    hidden |= {("cell", r, c) for r, c in itertools.product("de", "vw")} | {("cell", "a", "v")}
    relations = [Relation(("row", r), tuple(("cell", r, c) for c in "xyvw")) for r in "abde"]
    relations += [Relation(("column", c), tuple(("cell", r, c) for r in "abde")) for c in "xyvw"]
    assert list(determined(relations, hidden)) == [("cell", "a", "v")]


def relations_of(rows, columns):
    relations = [Relation(("row", r), tuple(("cell", r, c) for c in columns)) for r in rows]
    relations += [Relation(("column", c), tuple(("cell", r, c) for r in rows)) for c in columns]
    return [
        *relations,
        Relation(("total",), tuple(("row", r) for r in rows)),
        Relation(("total",), tuple(("column", c) for c in columns)),
    ]


@settings(max_examples=150)
@given(
    st.integers(1, 5).flatmap(
        lambda width: st.lists(st.lists(st.integers(0, 60), min_size=width, max_size=width), min_size=1, max_size=5)
    )
)
@example([[60, 60, 5, 60], [60, 60, 60, 60], [5, 60, 60, 60], [60, 60, 60, 5]])
def test_nothing_hidden_in_a_two_way_table_follows_from_what_is_shown(matrix):
    rows, columns = [f"r{n}" for n in range(len(matrix))], [f"c{n}" for n in range(len(matrix[0]))]
    counts = {(r, c): matrix[i][j] for i, r in enumerate(rows) for j, c in enumerate(columns)}
    table = protect_table(counts)
    nodes = {("cell", *key): count for key, count in table.cells.items()}
    nodes |= {("row", key): count for key, count in table.rows.items()}
    nodes |= {("column", key): count for key, count in table.columns.items()} | {("total",): table.total}
    hidden = {node for node, count in nodes.items() if count.hidden}
    assert list(determined(relations_of(rows, columns), hidden)) == []
    for key, count in counts.items():
        assert table.cells[key].hidden or count >= 10
    for r in rows:
        secret = [counts[r, c] for c in columns if table.cells[r, c].hidden]
        assert table.rows[r].hidden or not secret or (len(secret) > 1 and sum(secret) >= 10)


@given(st.dictionaries(st.tuples(st.text(max_size=3)), st.integers(0, 80), min_size=1, max_size=9))
def test_a_one_way_table_never_gives_a_small_count_away(counts):
    table = protect_table(counts)
    secret = [count for key, count in counts.items() if table.cells[key].hidden]
    assert all(table.cells[key].hidden or count >= 10 for key, count in counts.items())
    if not table.total.hidden and secret:
        assert len(secret) > 1
        assert sum(secret) >= 10


def people(*numbers):
    return frozenset(str(number) for number in numbers)


EVERYONE = ReleasedCut("everyone", people(*range(100)))


@pytest.mark.parametrize(("fewer", "allowed"), [(0, True), (1, False), (9, False), (10, True), (60, True)])
def test_a_cut_differs_from_a_released_one_by_nobody_or_by_ten(fewer, allowed):
    assert may_be_released(people(*range(100 - fewer)), [EVERYONE]) is allowed


def test_swapping_a_few_people_is_too_close_as_well():
    clashes = differencing_clashes(people(*range(4, 104)), [EVERYONE])
    assert [(clash.fault, clash.released) for clash in clashes] == [(DifferenceFault.TOO_CLOSE, ("everyone",))]


def test_what_released_parts_leave_of_a_new_cut_is_not_given_away():
    parts = [ReleasedCut("young", people(*range(50))), ReleasedCut("old", people(*range(50, 95)))]
    (clash,) = differencing_clashes(EVERYONE.people, parts)
    assert (clash.fault, clash.released) == (DifferenceFault.REMAINDER_OF_NEW, ("young", "old"))


def test_what_a_new_part_leaves_of_a_released_cut_is_not_given_away():
    released = [EVERYONE, ReleasedCut("young", people(*range(50)))]
    (clash,) = differencing_clashes(people(*range(50, 95)), released)
    assert (clash.fault, clash.released) == (DifferenceFault.REMAINDER_OF_RELEASED, ("everyone", "young"))
    assert may_be_released(people(*range(50, 100)), released)


def test_a_cut_that_is_out_already_may_be_shown_again_whatever_came_after_it():
    parts = [ReleasedCut("young", people(*range(50))), ReleasedCut("old", people(*range(50, 95)))]
    assert may_be_released(EVERYONE.people, [EVERYONE, *parts])


def test_the_first_cut_and_the_same_people_again_are_fine():
    assert may_be_released(EVERYONE.people, [])
    assert may_be_released(EVERYONE.people, [EVERYONE])


def test_many_sums_are_looked_at_one_by_one_until_none_gives_a_hidden_part_away():
    def node(name):
        return (name,)

    counts = {node(one): n for one, n in {"a": 4, "b": 20, "c": 30, "ab": 24, "all": 54, "bc": 50}.items()}
    sums = [
        Relation(node("ab"), (node("a"), node("b"))),
        Relation(node("all"), (node("ab"), node("c"))),
        Relation(node("bc"), (node("b"), node("c"))),
    ]
    found = hide_in_sums(counts, sums, [node("a")], smallest=10)
    # The four would follow from b, and b, being the only one hidden of bc, from c; c's whole is shown, and so goes ab.
    assert found == {node("a"), node("b"), node("c"), node("ab")}
    assert hide_in_sums(counts, sums, [], smallest=10) == frozenset()
