"""The gate: whatever the true counts, what is shown points at nobody."""

from dataclasses import fields, is_dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.questions.enums import QuestionKind
from portal.questions.rules import AskedQuestion, AskedSet, Option
from portal.rounds.disclosure import shown_part, shown_results
from portal.rounds.door_enums import Door
from portal.rounds.operations import counting, releasing
from portal.rounds.rules.bands import ranges_of
from portal.sampling.disclosure import ProtectedCount
from portal.sampling.dispositions import Disposition
from tests.rounds.understanding.factories import Asked, ask, make_round, respond, usual_round

COUNT = st.integers(0, 60)


def question(kind: QuestionKind, number: int) -> AskedQuestion:
    import uuid

    options = tuple(Option(code, {"en": code}) for code in ("a", "b", "c"))
    return AskedQuestion(uuid.UUID(int=number), kind.value, kind, {"en": kind.value}, options=options)


ASKED = AskedSet(
    id=None,
    questions=tuple(
        question(kind, number)
        for number, kind in enumerate(
            (QuestionKind.SINGLE, QuestionKind.SEVERAL, QuestionKind.SCALE, QuestionKind.FACES), start=1
        )
    ),
)


@st.composite
def tallies(draw):
    """Counts of rounds of every size, with many small cells."""
    statuses = draw(st.lists(st.sampled_from(["active", "completed", "disengaged"]), min_size=1, unique=True))
    cases = {s: {d.value: draw(COUNT) for d in draw(st.sets(st.sampled_from(Disposition)))} for s in statuses}
    questions = {}
    for one in ASKED.questions:
        codes = {
            QuestionKind.SCALE: list(map(str, range(11))),
            QuestionKind.FACES: list(map(str, range(1, 6))),
        }.get(one.kind, ["a", "b", "c"])
        values = {code: [n, n, float(n), 0.1, 0.9] for code in codes for n in [draw(COUNT)]}
        answered = sum(row[0] for row in values.values())
        if one.kind is QuestionKind.SEVERAL:
            answered = max((row[0] for row in values.values()), default=0) + draw(st.integers(0, 20))
        states = {"answered": answered, "skipped": draw(COUNT)}
        bands = {
            band: [*[sum(row[place] for row in some) for place in range(3)], 0.1, 0.9]
            for band, numbers in ranges_of(one.kind).items()
            for some in [[row for code, row in values.items() if int(code) in numbers]]
        }
        first = {code: [draw(st.integers(0, int(row[0]))), 1.0] for code, row in values.items()}
        later = {code: [row[0] - first[code][0], 1.0] for code, row in values.items()}
        tries = {
            "1": {"base": [sum(row[0] for row in first.values()), 1.0], "values": first},
            "2": {"base": [answered, 1.0], "values": later},
        }
        questions[str(one.id)] = {
            "states": states,
            "whose": {"own_words": answered},
            "values": values,
            "bands": bands,
            "base": [answered, answered, float(answered)],
            "tries": tries,
        }
    comments = draw(COUNT)
    sent = draw(COUNT)
    return {
        "by_field": {"status": cases, "area": {"north": cases[statuses[0]]}, "route": {"email": cases[statuses[0]]}},
        "frame": {"status": dict.fromkeys(statuses, 500)},
        "coverage": {s: {"in_frame": n, "roster": n + draw(COUNT)} for s in statuses for n in [draw(COUNT)]},
        "steps": {
            "status": {
                s: [40, n, min(n, k), 400.0, n * 10.0, min(n, k) * 10.0]
                for s in statuses
                for n, k in [(draw(st.integers(0, 40)), draw(COUNT))]
            }
        },
        "likeness": {"r": 0.71, "partial": [["status", 0.1, 0.05, [[s, 40.0, 0.3, -0.02] for s in statuses]]]},
        "weighting": None,
        "attempts": draw(COUNT),
        "doors": {door.value: draw(COUNT) for door in Door},
        "responses": [[True, "own_words", "en", sent], [False, None, "en", draw(COUNT)]],
        "questions": questions,
        "comments": {"1": [comments, 0]},
        "themes": {"t": draw(st.integers(0, comments))},
    }


def counts_in(shown) -> list[ProtectedCount]:
    if isinstance(shown, ProtectedCount):
        return [shown]
    if is_dataclass(shown):
        return [one for f in fields(shown) for one in counts_in(getattr(shown, f.name))]
    if isinstance(shown, tuple):
        return [one for part in shown for one in counts_in(part)]
    return []


@given(content=tallies())
@settings(max_examples=150, deadline=None)
def test_no_count_under_ten_and_none_that_is_not_rounded_is_ever_shown(content):
    results = shown_results(content, asked=ASKED, themes={"t": "Waiting"})
    found = counts_in(results)
    assert len(found) > 20
    assert [one.value for one in found if one.value is not None and (one.value < 10 or one.value % 5)] == []


@given(content=tallies())
@settings(max_examples=150, deadline=None)
def test_percentages_say_no_more_than_the_counts_beside_them(content):
    for shown in shown_results(content, asked=ASKED, themes={"t": "Waiting"}).questions:
        for share in shown.shares:
            assert (share.percent is None) == (share.count.hidden or shown.base.hidden)
            if share.percent is not None:
                exact = 100 * share.count.value / shown.base.value
                assert abs(share.percent - min(exact, 100)) <= 0.5
                assert share.low <= share.percent <= share.high
        if shown.mean is not None:
            assert not any(share.count.hidden for share in shown.shares)


@given(whole=st.integers(0, 500), data=st.data())
@settings(deadline=None)
def test_an_option_that_all_but_a_few_chose_is_hidden_too(whole, data):
    part = data.draw(st.integers(0, whole))
    count, base = shown_part(part, whole)
    assert base.hidden == (whole < 10)
    assert count.hidden == (part < 10 or whole - part < 10)


def test_a_round_with_few_answers_shows_nothing_but_its_size(session):
    asked = make_round(session)
    invitations = ask(session, asked, "active", count=40)
    respond(session, asked, invitations[:9], support=5, change="Nobody rang me back")
    results = shown(session, asked)
    assert results.everyone.asked == ProtectedCount(40)
    assert results.everyone.answered.hidden
    assert results.everyone.share is None
    assert results.responses.hidden
    assert all(share.count.hidden for question in results.questions for share in question.shares)
    assert results.missing == ()


def test_what_is_shown_stands_beside_its_interval_and_its_weighted_share(session):
    results = shown(session, usual_round(session))
    using = next(question for question in results.questions if question.key == "using")
    yes, stopped, never = using.shares
    assert using.base == ProtectedCount(100)
    # Nobody said "never": nought is hidden, and so must be the next smallest, or the rest would give it away.
    assert [share.count.value for share in (yes, stopped, never)] == [80, None, None]
    assert (yes.percent, yes.low, yes.high) == (80, 71, 87)
    # 80 people of a group of 1,000 against 20 of 300: 77 % unrounded, 75 in steps of 5 people of 100.
    assert yes.weighted == 75
    assert using.mean is None


def test_scales_are_put_into_bands_when_single_numbers_are_small(session):
    results = shown(session, usual_round(session))
    difference = next(question for question in results.questions if question.key == "difference")
    assert difference.banded
    assert [(share.code, share.count.value) for share in difference.shares] == [
        ("0–4", None),
        ("5–6", None),
        ("7–10", 60),
    ]


def shown(session, asked: Asked):
    content = counting.count(session, round_=asked.round).content
    return releasing.results_of(session, round_=asked.round, content=content)
