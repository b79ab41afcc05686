"""Who is asked what: conditions, the way they make, and what is wrong with them."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questions.enums import AnswerState, BranchFault, QuestionKind
from portal.questions.rules import (
    AskedQuestion,
    AskedSet,
    Given,
    Option,
    Unsound,
    faults,
    is_shown,
    with_answers,
    without_answers,
)
from portal.questions.rules.branching import TESTS

SILENT = (AnswerState.SKIPPED, AnswerState.UNABLE, AnswerState.PREFER_NOT_TO_SAY)


def asked(key: str, *, when: dict | None = None, kind=QuestionKind.SINGLE, **values) -> AskedQuestion:
    options = tuple(Option(code, {"en": code}) for code in ("yes", "no"))
    texts = values.pop("texts", {"en": key})
    return AskedQuestion(
        id=uuid.uuid5(uuid.NAMESPACE_URL, key),
        key=key,
        kind=kind,
        texts=texts,
        options=options,
        show_when=when,
        **values,
    )


def when(key: str, test: str, **more) -> dict:
    return {"all": [{"question": key, "test": test, **more}]}


def said(value: dict | None, state: AnswerState = AnswerState.ANSWERED) -> Given:
    return Given(state, value)


@pytest.mark.parametrize(
    ("test", "more", "yes", "no"),
    [
        ("any_of", {"codes": ["a", "b"]}, {"code": "b"}, {"code": "c"}),
        ("any_of", {"codes": ["a"]}, {"codes": ["c", "a"]}, {"codes": ["c"]}),
        ("any_of", {"codes": ["a"]}, {"ranked": ["a", "c"]}, {"ranked": ["c", "a"]}),
        ("any_of", {"codes": ["4", "5"]}, {"number": 4}, {"number": 3}),
        ("none_of", {"codes": ["a"]}, {"code": "b"}, {"code": "a"}),
        ("at_least", {"number": 5}, {"number": 5}, {"number": 4}),
        ("at_most", {"number": 5}, {"number": 5}, {"number": 6}),
        ("at_least", {"number": 5}, {"number": 50}, {"date": "2026-01-01"}),
    ],
)
def test_each_test_tells_one_answer_from_another(test, more, yes, no):
    condition = when("q", test, **more)
    assert is_shown(condition, {"q": said(yes)})
    assert not is_shown(condition, {"q": said(no)})


@pytest.mark.parametrize("state", SILENT)
def test_whoever_says_nothing_has_chosen_nothing(state):
    heard = {"q": said(None, state)}
    found = {
        test: is_shown(when("q", test, codes=["a"], number=0), heard)
        for test in ("any_of", "none_of", "answered", "not_answered", "at_least", "at_most")
    }
    assert found == {
        "any_of": False,
        "none_of": True,
        "answered": False,
        "not_answered": True,
        "at_least": False,
        "at_most": False,
    }


def test_all_wants_every_test_and_any_wants_one():
    tests = [{"question": "p", "test": "answered"}, {"question": "q", "test": "answered"}]
    heard = {"p": said({"code": "yes"})}
    assert not is_shown({"all": tests}, heard)
    assert is_shown({"any": tests}, heard)


SET = AskedSet(
    uuid.uuid4(),
    (
        asked("using"),
        asked("why", when=when("using", "any_of", codes=["no"])),
        asked("else", when=when("why", "any_of", codes=["yes"])),
        asked("last"),
    ),
)


def way(**answers: str) -> tuple[int, ...]:
    ids = {question.key: question.id for question in SET.questions}
    return SET.path({ids[key]: said({"code": code}) for key, code in answers.items()}).places


def test_the_way_follows_the_answers():
    assert way() == (1, 4)
    assert way(using="no") == (1, 2, 4)
    assert way(using="no", why="yes") == (1, 2, 3, 4)


def test_an_answer_off_the_way_leads_nowhere():
    assert way(using="yes", why="yes") == (1, 4)


def test_numbers_next_and_back_are_those_of_the_way():
    path = SET.path({})
    assert (path.total, path.number(4), path.after(1), path.before(4), path.last) == (2, 2, 4, 1, 4)
    assert (path.after(4), path.before(1), 2 in path, path.number(2)) == (None, None, False, 1)


def test_a_set_without_conditions_leads_through_everything():
    plain = AskedSet(uuid.uuid4(), (asked("a"), asked("b")))
    assert (plain.has_branches, plain.depends, plain.path({}).places) == (False, False, (1, 2))


def test_the_next_open_question_lies_on_the_way():
    ids = [question.id for question in SET.questions]
    assert SET.next_open({ids[0]: said({"code": "yes"})}) == 4
    assert SET.next_open({ids[0]: said({"code": "no"})}) == 2


@pytest.mark.parametrize(
    ("condition", "fault", "about"),
    [
        ({}, BranchFault.NOT_READABLE, ""),
        ({"all": []}, BranchFault.NOT_READABLE, ""),
        ({"all": [1]}, BranchFault.NOT_READABLE, ""),
        ({"all": [], "any": []}, BranchFault.NOT_READABLE, ""),
        (when("using", "is_nice"), BranchFault.NOT_READABLE, ""),
        (when("nowhere", "answered"), BranchFault.NO_QUESTION, "nowhere"),
        (when("later", "answered"), BranchFault.LATER, "later"),
        (when("it", "answered"), BranchFault.LATER, "it"),
        (when("using", "any_of"), BranchFault.NO_CODES, "using"),
        (when("using", "any_of", codes=["maybe"]), BranchFault.NO_SUCH_CODE, "maybe"),
        (when("using", "at_least"), BranchFault.NO_NUMBER, "using"),
        (when("using", "at_least", number=True), BranchFault.NO_NUMBER, "using"),
    ],
)
def test_a_condition_that_cannot_be_followed_is_named_before_anyone_is_asked(condition, fault, about):
    questions = [asked("using"), asked("it", when=condition), asked("later")]
    assert faults(questions) == [Unsound("it", fault, about)]


def test_sound_conditions_have_no_faults():
    assert faults(SET.questions) == []


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(("q", *TESTS)),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(("all", "any", "question", "test", "codes", "number")), inner, max_size=4)
    ),
    max_leaves=12,
)
answers = st.builds(
    Given,
    st.sampled_from(AnswerState),
    st.none()
    | st.builds(lambda code: {"code": code}, st.text(max_size=4))
    | st.builds(lambda codes: {"codes": codes}, st.lists(st.text(max_size=4)))
    | st.builds(lambda number: {"number": number}, st.integers()),
)


@given(junk, answers)
def test_no_condition_and_no_answer_breaks_the_way(condition, answer):
    questions = (asked("q"), asked("it", when=condition))
    asked_set = AskedSet(uuid.uuid4(), questions)
    assert asked_set.path({questions[0].id: answer}).places in ((1,), (1, 2))
    if not faults(questions):
        assert condition is None or is_shown(condition, {"q": answer}) in (True, False)
    elif not isinstance(condition, dict):
        assert is_shown(condition, {"q": answer})


def test_an_earlier_answer_is_put_into_the_words():
    question = asked("more", texts={"en": "You said {answer:using}. Why?"})
    assert with_answers(question, {"using": "Yes\nindeed"}).texts == {"en": "You said Yes indeed. Why?"}
    assert question.pipes


@pytest.mark.parametrize(("text", "shown"), [("Why {answer:x}?", "Why …?"), ("Why {answer:x|that}?", "Why that?")])
def test_silence_puts_in_the_words_for_it_or_three_dots(text, shown):
    assert with_answers(asked("more", texts={"en": text}), {}).texts == {"en": shown}
    assert without_answers(text) == shown


def test_a_long_answer_is_put_in_shortened():
    [text] = with_answers(asked("more", texts={"en": "{answer:x}"}), {"x": "w" * 900}).texts.values()
    assert (len(text), text[-1]) == (200, "…")


def test_an_answer_that_looks_like_a_pipe_is_not_one():
    texts = with_answers(asked("more", texts={"en": "{answer:x}"}), {"x": "{answer:y}", "y": "secret"}).texts
    assert texts == {"en": "{answer:y}"}
