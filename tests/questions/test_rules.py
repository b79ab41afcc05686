"""What counts as an answer, for every kind of question, both ways."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.questions.rules import AskedQuestion, Option, Typed, is_blank, read_answer, typed_again

OPTIONS = (Option("tea", {"en": "Tea"}), Option("rest", {"en": "Rest"}), Option("none", {"en": "None"}, exclusive=True))


def question(kind: QuestionKind, **values) -> AskedQuestion:
    return AskedQuestion(id=uuid.uuid4(), key="q", kind=kind, texts={"en": "How?"}, **values)


SINGLE = question(QuestionKind.SINGLE, options=OPTIONS, allows_other=True)
SEVERAL = question(QuestionKind.SEVERAL, options=OPTIONS, allows_other=True, highest=2)
FACES = question(QuestionKind.FACES)
SCALE = question(QuestionKind.SCALE)
WORDS = question(QuestionKind.LONG_TEXT)
FEW_WORDS = question(QuestionKind.SHORT_TEXT)
DATE = question(QuestionKind.DATE)
NUMBER = question(QuestionKind.NUMBER, lowest=0, highest=120)
TO_READ = question(QuestionKind.INFORMATION)


def date(day: str, month: str, year: str) -> Typed:
    return Typed(parts={"day": day, "month": month, "year": year})


@pytest.mark.parametrize(
    ("asked", "typed", "value", "words"),
    [
        (SINGLE, Typed(("tea",)), {"code": "tea"}, None),
        (SINGLE, Typed(("other",), text=" a swim "), {"code": "other"}, "a swim"),
        (SINGLE, Typed(text="a swim"), {"code": "other"}, "a swim"),
        (SEVERAL, Typed(("rest", "tea")), {"codes": ["tea", "rest"]}, None),
        (SEVERAL, Typed(("none",)), {"codes": ["none"]}, None),
        (SEVERAL, Typed(("tea",), text="a swim"), {"codes": ["tea", "other"]}, "a swim"),
        (FACES, Typed(("1",)), {"number": 1}, None),
        (SCALE, Typed(("0",)), {"number": 0}, None),
        (SCALE, Typed(("10",)), {"number": 10}, None),
        (WORDS, Typed(text="one\r\ntwo"), None, "one\ntwo"),
        (WORDS, Typed(text="a\x00b\u202ec"), None, "abc"),
        (FEW_WORDS, Typed(text="ہاں"), None, "ہاں"),
        (DATE, date("27", "3", "2026"), {"date": "2026-03-27"}, None),
        (DATE, date("۲۹", "۲", "۲۰۲۴"), {"date": "2024-02-29"}, None),
        (NUMBER, Typed(text=" ۱۲ "), {"number": 12}, None),
        (TO_READ, Typed(), None, None),
    ],
)
def test_an_answer_is_read_as_it_was_meant(asked, typed, value, words):
    answer = read_answer(asked, typed)
    assert (answer.state, answer.value, answer.words) == (AnswerState.ANSWERED, value, words)


@pytest.mark.parametrize(
    ("asked", "typed", "message"),
    [
        (SINGLE, Typed(), "Choose one answer, or press “Skip this question”"),
        (SINGLE, Typed(("coffee",)), "Choose one of the answers on this page"),
        (SINGLE, Typed(("tea", "rest")), "Choose one of the answers on this page"),
        (SEVERAL, Typed(), "Choose one or more answers, or press “Skip this question”"),
        (SEVERAL, Typed(("tea", "coffee")), "Choose from the answers on this page"),
        (SEVERAL, Typed(("tea", "rest"), text="a swim"), "Choose no more than 2 answers"),
        (SEVERAL, Typed(("tea", "none")), "Some of your answers do not go together. Take one of them away."),
        (SEVERAL, Typed(text="x" * 501), "This is too long by 1 letter. Please make it shorter."),
        (FACES, Typed(("6",)), "Choose one of the answers on this page"),
        (FACES, Typed(), "Choose one answer, or press “Skip this question”"),
        (SCALE, Typed(("11",)), "Choose one of the answers on this page"),
        (SCALE, Typed(("1_0",)), "Choose one of the answers on this page"),
        (WORDS, Typed(text=" \x00 "), "Write something, or press “Skip this question”"),
        (WORDS, Typed(text="x" * 20_002), "This is too long by 2 letters. Please make it shorter."),
        (FEW_WORDS, Typed(text="x" * 501), "This is too long by 1 letter. Please make it shorter."),
        (DATE, Typed(), "Write a date, or press “Skip this question”"),
        (DATE, date("30", "2", "2026"), "There is no such date. Write it like this: 27 3 2026"),
        (DATE, date("1", "2", "26"), "There is no such date. Write it like this: 27 3 2026"),
        (DATE, date("one", "2", "2026"), "There is no such date. Write it like this: 27 3 2026"),
        (DATE, date("", "2", "2026"), "Write the day too. If you do not know it, write a day that is near."),
        (DATE, date("1", "", "2026"), "Write the month too, as a number. March is 3."),
        (DATE, date("1", "2", ""), "Write the year too, like 2026."),
        (NUMBER, Typed(), "Write a number, or press “Skip this question”"),
        (NUMBER, Typed(text="1_0"), "Write a whole number, like 12"),
        (NUMBER, Typed(text="sNaN"), "Write a whole number, like 12"),
        (NUMBER, Typed(text="-1"), "Write a number that is 0 or more"),
        (NUMBER, Typed(text="121"), "Write a number that is 120 or less"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_do(asked, typed, message):
    with pytest.raises(NotAnAnswer) as refused:
        read_answer(asked, typed)
    assert str(refused.value) == message


@given(st.text(max_size=60), st.text(max_size=6), st.lists(st.text(max_size=5), max_size=3))
def test_whatever_is_typed_is_an_answer_or_a_message_and_comes_back_as_the_same_answer(text, part, chosen):
    typed = Typed(chosen=tuple(chosen), text=text, parts={"day": part, "month": part, "year": part})
    for asked in (SINGLE, SEVERAL, FACES, SCALE, WORDS, FEW_WORDS, DATE, NUMBER):
        try:
            first = read_answer(asked, typed)
        except NotAnAnswer:
            continue
        assert read_answer(asked, typed_again(asked, value=first.value, words=first.words)) == first


def test_nothing_typed_is_blank_and_a_lone_box_of_a_date_is_not():
    assert is_blank(Typed(text="  ", parts={"day": " "}))
    assert not is_blank(Typed(parts={"day": "", "month": "3"}))
