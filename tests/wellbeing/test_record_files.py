"""Records from files, and the shape of table 1 of the SSIA pilot made of them."""

import datetime as dt
import random

import pytest

from portal.wellbeing.rules.measures import by_service, measures
from portal.wellbeing.rules.record_files import faults_of_headings, people_from_rows

END = dt.date(2026, 12, 31)
USUAL = {"person": "P1", "service": "Flintshire", "outcome": "To sleep", "by": "own"}


def row(what: str, date: str, score: str = "", **more: str) -> dict[str, str]:
    return {**USUAL, "what": what, "date": date, "score": score, **more}


def outcome(person: str, service: str, words: str, baseline: int, goal: int, review: int) -> list[dict[str, str]]:
    about = {"person": person, "service": service, "outcome": words}
    return [
        row("agreed", "2026-01-01", **about),
        row("baseline", "2026-01-02", str(baseline), **about),
        row("goal", "2026-01-02", str(goal), **about),
        row("review", "2026-05-01", str(review), **about),
    ]


def pilot(service: str, *, people: int, people_achieved: int, achieved: int, progressed: int, outcomes: int) -> list:
    """Rows in which so many people and outcomes achieved and progressed; every person has one outcome at least."""
    kinds = ["achieved"] * achieved + ["progressed"] * progressed + ["lower"] * (outcomes - achieved - progressed)
    owners = [*range(people_achieved)] + [place % people_achieved for place in range(achieved - people_achieved)]
    others = [place for place in range(people_achieved, people)]
    owners += others + [place % people_achieved for place in range(outcomes - achieved - len(others))]
    reviews = {"achieved": 7, "progressed": 5, "lower": 1}
    return [
        one
        for place, (kind, owner) in enumerate(zip(kinds, owners, strict=True))
        for one in outcome(f"{service} {owner}", service, f"Outcome {place}", 3, 6, reviews[kind])
    ]


def test_table_1_of_the_ssia_pilot_per_site_and_all():
    """Three sites, with bases in which their percentages are whole; all of them: of the sums, no mean of shares."""
    rows = [
        *pilot("Flintshire", people=100, people_achieved=81, achieved=108, progressed=31, outcomes=150),
        *pilot("Bridgend", people=100, people_achieved=39, achieved=48, progressed=57, outcomes=150),
        *pilot("Blaenau Gwent", people=200, people_achieved=164, achieved=246, progressed=27, outcomes=300),
    ]
    random.Random(1).shuffle(rows)
    people, faults = people_from_rows(rows)
    assert faults == []
    table = by_service(people, until=END)
    assert list(table) == ["Blaenau Gwent", "Bridgend", "Flintshire"]
    assert {
        name: [round(100 * share.share) for share in (one.people_achieved, one.achieved, one.progressed)]
        for name, one in table.items()
    } == {"Flintshire": [81, 72, 21], "Bridgend": [39, 32, 38], "Blaenau Gwent": [82, 82, 9]}
    whole = measures(people, until=END)
    assert (whole.people_achieved.count, whole.people_achieved.base) == (284, 400)
    assert (whole.achieved.count, whole.achieved.base) == (402, 600)
    assert whole.dominant == ("Blaenau Gwent", 0.5)


def test_people_without_an_outcome_are_in_the_funnel():
    rows = [
        {"person": "A", "service": "S", "standing": "referred"},
        {"person": "B", "service": "S", "standing": "unable"},
        {"person": "C", "service": "S", "standing": "joined"},
        *outcome("D", "S", "To sleep", 3, 6, 5),
    ]
    people, faults = people_from_rows(rows)
    funnel = measures(people, until=END).funnel
    assert faults == []
    assert (funnel.referred, funnel.joined, funnel.unable, funnel.without_outcome, funnel.reviewed) == (4, 2, 1, 1, 1)


@pytest.mark.parametrize(
    ("bad", "column", "code"),
    [
        (row("baseline", "2026-01-02", "11"), "score", "no_score"),
        (row("baseline", "2026-01-02", "3.5"), "score", "no_score"),
        (row("baseline", "2026-01-02"), "score", "empty"),
        (row("baseline", "02/01/2026", "3"), "date", "no_date"),
        (row("baseline", "2026-02-30", "3"), "date", "no_date"),
        (row("baseline", "2026-01-02", "3", by="family"), "by", "unknown"),
        (row("baseline", "2026-01-02", "3", by=""), "by", "empty"),
        (row("start", "2026-01-02", "3"), "what", "unknown"),
        (row("baseline", "2026-01-02", "3", person=""), "person", "empty"),
        (row("baseline", "2026-01-02", "3", outcome=""), "outcome", "empty"),
        (row("baseline", "2026-01-02", "3", standing="gone"), "standing", "unknown"),
        (row("baseline", "2026-01-02", "3", intent="more"), "intent", "unknown"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_wrong_is_said_by_row_and_column_and_nothing_is_taken_in(bad, column, code):
    people, faults = people_from_rows([*outcome("P2", "Flintshire", "To walk", 3, 6, 5), bad])
    assert people == []
    assert [(fault.row, fault.column, fault.code) for fault in faults] == [(6, column, code)]


def test_no_baseline_before_agreeing_and_no_review_before_the_baseline():
    rows = [row("agreed", "2026-02-01"), row("baseline", "2026-01-02", "3"), row("review", "2026-01-01", "4")]
    _people, faults = people_from_rows(rows)
    assert [(fault.row, fault.code) for fault in faults] == [(3, "before_agreed"), (4, "before_baseline")]


def test_one_person_is_not_in_two_services():
    _people, faults = people_from_rows([row("agreed", "2026-01-01"), row("agreed", "2026-01-01", service="Bridgend")])
    assert [(fault.row, fault.code, fault.value) for fault in faults] == [(3, "two_services", "Bridgend")]


@pytest.mark.parametrize("heading", ["Score (1-10)", "score 1 to 10", "Sgôr 1–10"])
def test_a_scale_from_1_to_10_is_refused_by_its_heading(heading):
    assert [(fault.column, fault.code) for fault in faults_of_headings(["person", heading])] == [
        (heading, "scale_from_one")
    ]


def test_a_scale_from_0_to_10_in_a_heading_is_none_of_that():
    headings = ["person", "service", "outcome", "what", "date", "score", "by", "score 0-10", "11 to 10"]
    assert faults_of_headings(headings) == []
    assert [fault.column for fault in faults_of_headings(headings[1:])] == ["person"]


def test_a_hundred_scores_without_a_nought_must_be_asked_about():
    rows = [one for place in range(40) for one in outcome(f"P{place}", "S", "To sleep", 1, 10, 5)]
    assert [fault.code for fault in people_from_rows(rows)[1]] == ["no_nought_anywhere"]
    rows[1]["score"] = "0"
    assert people_from_rows(rows)[1] == []
