"""Rows from which nobody can be told apart."""

from collections import Counter, defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.rounds.rules.deidentify import SILENT, WITHHELD, TooFewRows, deidentify

TRAITS, ANSWERS = ("area", "age", "sex"), ("faces", "using")
K = 5


def row(area="North", age="25–34", sex="Female", faces="good", using="yes"):
    return {"area": area, "age": age, "sex": sex, "faces": faces, "using": using}


def safe(rows, k=K):
    return deidentify(rows, traits=TRAITS, answers=ANSWERS, k=k)


def test_rows_alike_enough_stay_as_they_are():
    rows = [row(faces=face, using=using) for face, using in (("good", "yes"), ("bad", "no")) for _n in range(K)]
    found = safe(rows)
    assert (list(found.rows), dict(found.withheld), found.smallest) == (rows, dict.fromkeys(TRAITS + ANSWERS, 0), 10)


def test_a_value_of_few_people_goes_with_the_next_rarest_so_that_it_does_not_follow_from_the_rest():
    rows = [row(area=area) for area in ["North"] * 12 + ["South"] * 6 + ["East"]]
    found = Counter(one["area"] for one in safe(rows).rows)
    assert found == {"North": 12, WITHHELD: 7}


def test_a_rare_mixture_of_common_values_goes_too():
    rows = [
        row(area=area, age=age, using=use) for area in "NS" for age in "ab" for use in ("y", "n") for _n in range(5)
    ]
    rows += [row(area="N", age="a", sex="Other", using="yes"), *[row(area="S", age="b", sex="Other", using="no")] * 5]
    found = safe(rows)
    groups = Counter(tuple(one[trait] for trait in TRAITS) for one in found.rows)
    assert (len(found.rows), min(groups.values()) >= K, found.smallest) == (46, True, min(groups.values()))


def test_an_answer_everyone_of_a_group_gave_is_withheld():
    rows = [row(area="North", faces="bad") for _n in range(6)] + [
        row(area="South", faces=face) for face in ("bad", "good") for _n in range(6)
    ]
    faces = defaultdict(set)
    for one in safe(rows).rows:
        faces[one["area"]].add(one["faces"])
    assert faces == {"North": {WITHHELD}, "South": {"bad", "good"}}


def test_fewer_rows_than_a_group_must_have_give_no_file():
    with pytest.raises(TooFewRows):
        safe([row()] * (K - 1))


ROWS = st.lists(
    st.builds(
        row,
        area=st.sampled_from(["North", "South", "East", "not_known"]),
        age=st.sampled_from(["16–17", "25–34", "65+"]),
        sex=st.sampled_from(["Female", "Male"]),
        faces=st.sampled_from(["good", "bad", "skipped", "so_so"]),
        using=st.sampled_from(["yes", "no"]),
    ),
    min_size=K,
    max_size=60,
)


@settings(max_examples=200, deadline=None)
@given(ROWS)
def test_no_group_no_value_and_no_gap_is_of_fewer_people_and_nothing_is_made_up(rows):
    found = safe(rows)
    assert len(found.rows) == len(rows)
    groups = defaultdict(list)
    for before, after in zip(rows, found.rows, strict=True):
        assert all(after[column] in (before[column], WITHHELD) for column in TRAITS + ANSWERS)
        groups[tuple(after[trait] for trait in TRAITS)].append(after)
    assert min(map(len, groups.values())) >= K
    for column in TRAITS + ANSWERS:
        assert min(Counter(one[column] for one in found.rows).values()) >= K
    for group, inside in groups.items():
        for answer in ANSWERS:
            given_answers = {one[answer] for one in inside}
            assert set(group) <= SILENT or len(given_answers) > 1 or given_answers <= SILENT
