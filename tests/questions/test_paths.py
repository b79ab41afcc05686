"""Conditions in words, and those that can never be true."""

import uuid

import pytest

from portal.questions.desk.conditions import all_steps, in_words, possible_tests, troubles, unreachable
from portal.questions.enums import QuestionKind
from portal.questions.rules import AskedQuestion, Option


def asked(key, kind=QuestionKind.SINGLE, codes=("yes", "no"), when=None, **more):
    options = (
        tuple(Option(code, {"en": code.capitalize()}) for code in codes)
        if kind
        in (
            QuestionKind.SINGLE,
            QuestionKind.SEVERAL,
        )
        else ()
    )
    return AskedQuestion(uuid.uuid4(), key, kind, {"en": f"{key}?"}, options=options, show_when=when, **more)


def rule(question, test="any_of", *codes, number=None):
    said = {"question": question, "test": test}
    return said | ({"codes": list(codes)} if codes else {}) | ({"number": number} if number is not None else {})


FIRST = asked("first")
MANY = asked("many", QuestionKind.SEVERAL, ("tea", "rest", "none"))
HOW_FAR = asked("far", QuestionKind.SCALE)


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, "Everyone is asked"),
        ({"all": [rule("first", "any_of", "no")]}, "Only if: question 1 is answered “No”"),
        (
            {"any": [rule("first", "none_of", "yes", "no"), rule("far", "at_least", number=7)]},
            "Only if one of these is true: question 1 is not answered “Yes” and “No”; "
            "the answer to question 3 is 7 or more",
        ),
        (
            {"all": [rule("many", "answered"), rule("far", "at_most", number=2)]},
            "Only if all of these are true: question 2 is answered; the answer to question 3 is 2 or less",
        ),
        ({"all": [rule("gone", "answered")]}, "Only if: a question that is not in this set"),
    ],
)
def test_a_condition_reads_as_a_sentence(when, words):
    last = asked("last", when=when)
    assert in_words(last, [FIRST, MANY, HOW_FAR, last]) == words


@pytest.mark.parametrize(
    ("when", "reachable"),
    [
        ({"all": [rule("first", "any_of", "yes"), rule("first", "any_of", "no")]}, False),
        ({"any": [rule("first", "any_of", "yes"), rule("first", "any_of", "no")]}, True),
        ({"all": [rule("many", "any_of", "tea"), rule("many", "any_of", "rest")]}, True),
        ({"all": [rule("many", "any_of", "tea"), rule("many", "none_of", "tea")]}, False),
        ({"all": [rule("far", "at_least", number=8), rule("far", "at_most", number=3)]}, False),
        ({"all": [rule("far", "at_least", number=3), rule("far", "at_most", number=3)]}, True),
        ({"all": [rule("far", "at_least", number=11)]}, False),
        ({"all": [rule("first", "not_answered"), rule("first", "none_of", "yes")]}, True),
        ({"all": [rule("first", "not_answered"), rule("first", "any_of", "yes")]}, False),
    ],
)
def test_a_condition_no_answers_make_true_is_found(when, reachable):
    last = asked("last", when=when)
    assert unreachable([FIRST, MANY, HOW_FAR, last]) == ([] if reachable else [4])


def test_what_leads_to_a_question_counts_for_what_that_question_leads_to():
    only_yes = asked("only-yes", when={"all": [rule("first", "any_of", "yes")]})
    never = asked("never", when={"all": [rule("only-yes", "answered"), rule("first", "any_of", "no")]})
    sometimes = asked("sometimes", when={"all": [rule("only-yes", "not_answered"), rule("first", "any_of", "no")]})
    assert unreachable([FIRST, only_yes, never, sometimes]) == [3]


def test_a_number_is_only_as_large_as_it_may_be():
    age = asked("age", QuestionKind.NUMBER, lowest=0, highest=120)
    for limit, found in ((120, []), (121, [2])):
        last = asked("last", when={"all": [rule("age", "at_least", number=limit)]})
        assert unreachable([age, last]) == found


def test_many_rules_are_looked_at_quickly():
    """Each question looks at all before it, any of them: more ways than could ever be tried one by one."""
    questions = [FIRST]
    for n in range(30):
        questions.append(asked(f"q{n}", when={"any": [rule(one.key, "any_of", "yes") for one in questions]}))
    assert unreachable(questions) == []


def test_what_is_wrong_is_said_place_by_place():
    early = asked("early", when={"all": [rule("later", "answered")]})
    later = asked("later", when={"all": [rule("gone", "answered")]})
    piped = AskedQuestion(uuid.uuid4(), "piped", QuestionKind.LONG_TEXT, {"en": "You said {answer:coming}. Why?"})
    coming = asked("coming")
    assert [(one.place, one.words) for one in troubles([early, later, piped, coming])] == [
        (1, "The condition looks at a question that comes later"),
        (2, "The condition looks at a question that is not in this set"),
        (3, "An answer is put into its words that is not asked before"),
    ]


def test_every_step_says_what_its_answers_lead_to():
    last = asked("last", when={"all": [rule("first", "any_of", "no")]})
    steps = all_steps([FIRST, last])
    assert [(step.place, step.words, step.when, step.leads_to) for step in steps] == [
        (1, "first?", "Everyone is asked", ["“No” can lead to question 2"]),
        (2, "last?", "Only if: question 1 is answered “No”", []),
    ]


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_what_can_be_asked_about_an_answer_fits_its_kind(kind):
    tests = possible_tests(asked("one", kind))
    assert ("any_of" in tests) == (
        kind
        in (
            QuestionKind.SINGLE,
            QuestionKind.SEVERAL,
            QuestionKind.FACES,
            QuestionKind.RATING_5,
            QuestionKind.CONSENT,
        )
    )
    assert ("at_least" in tests) == (kind in (QuestionKind.SCALE, QuestionKind.NUMBER))
    assert ("answered" in tests) == kind.is_asked
