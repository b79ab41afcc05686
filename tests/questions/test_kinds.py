"""Ranking, agree-words, pictures, consents, numbers with a unit, and questions that are truly needed."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.errors import NotAnAnswer
from portal.questions.rules import (
    AskedQuestion,
    Option,
    ReceivedFile,
    Typed,
    in_words,
    is_left_alone,
    moved,
    read_answer,
    typed_again,
)
from portal.shared.i18n import speaking
from tests.questions import samples

OPTIONS = tuple(Option(code, {"en": code.title()}) for code in ("tea", "rest", "talk"))


def question(kind: QuestionKind, **values) -> AskedQuestion:
    return AskedQuestion(id=uuid.uuid4(), key="q", kind=kind, texts=values.pop("texts", {"en": "How?"}), **values)


RATING = question(QuestionKind.RATING_5)
RANKING = question(QuestionKind.RANKING, options=OPTIONS)
PICTURES = question(QuestionKind.PICTURES, options=OPTIONS)
CONSENT = question(QuestionKind.CONSENT, texts={"en": "May we?", "ur": "کیا ہم؟"}, hints={"en": "You can say no."})
HOURS = question(QuestionKind.NUMBER, unit={"en": "hours", "ur": "گھنٹے"}, lowest=0, highest=168)
PHOTO = question(QuestionKind.PHOTO)
VOICE = question(QuestionKind.VOICE)
SPOKEN = question(QuestionKind.LONG_TEXT, allows_voice=True)
NEEDED = question(QuestionKind.SINGLE, options=OPTIONS, required=True)
ALL = (RATING, RANKING, PICTURES, CONSENT, HOURS, PHOTO, VOICE, SPOKEN, NEEDED)
CHANGED = "The words on this page have changed. Read them again, then choose."
ENGLISH = CONSENT.consent_sha256("en")


def refusal(asked: AskedQuestion, typed: Typed) -> str:
    with pytest.raises(NotAnAnswer) as refused:
        read_answer(asked, typed)
    return str(refused.value)


@pytest.mark.parametrize(
    ("asked", "typed", "value"),
    [
        (RATING, Typed(("5",)), {"number": 5}),
        (RANKING, Typed(("talk", "tea", "rest"), confirmed=True), {"ranked": ["talk", "tea", "rest"]}),
        (PICTURES, Typed(("rest",)), {"code": "rest"}),
        (CONSENT, Typed(("yes",), shown=ENGLISH), {"code": "yes", "language": "en", "sha256": ENGLISH}),
        (HOURS, Typed(text="12"), {"number": 12}),
        (HOURS, Typed(text="12 Hours"), {"number": 12}),
        (HOURS, Typed(text="۱۲ گھنٹے"), {"number": 12}),
    ],
)
def test_an_answer_is_read_as_it_was_meant(asked, typed, value):
    answer = read_answer(asked, typed)
    assert (answer.state, answer.value, answer.words, answer.file) == (AnswerState.ANSWERED, value, None, None)
    again = read_answer(asked, typed_again(asked, value=answer.value, words=answer.words))
    assert again == answer


@pytest.mark.parametrize(
    ("asked", "typed", "message"),
    [
        (RATING, Typed(("0",)), "Choose one of the answers on this page"),
        (RATING, Typed(("٣",)), "Choose one of the answers on this page"),
        (RATING, Typed(("sNaN",)), "Choose one of the answers on this page"),
        (RATING, Typed(), "Choose one answer, or press “Skip this question”"),
        (RANKING, Typed(("tea", "rest")), "Something was missing from your list. Put it in order again."),
        (RANKING, Typed(("tea", "rest", "rest")), "Something was missing from your list. Put it in order again."),
        (RANKING, Typed(("tea", "rest", "\x00")), "Something was missing from your list. Put it in order again."),
        (PICTURES, Typed(("1_0",)), "Choose one of the answers on this page"),
        (PICTURES, Typed(("tea", "rest")), "Choose one of the answers on this page"),
        (CONSENT, Typed(("yes",)), "The words on this page have changed. Read them again, then choose."),
        (
            CONSENT,
            Typed(("yes",), shown="0" * 64),
            "The words on this page have changed. Read them again, then choose.",
        ),
        (CONSENT, Typed(("maybe",), shown=ENGLISH), "Choose one of the answers on this page"),
        (HOURS, Typed(text="1_0 hours"), "Write a whole number, like 12"),
        (HOURS, Typed(text="sNaN"), "Write a whole number, like 12"),
        (HOURS, Typed(text="9" * 400), "Write a whole number, like 12"),
        (HOURS, Typed(text="hours"), "Write a number, or press “Skip this question”"),
        (HOURS, Typed(text="169"), "Write a number that is 168 or less"),
        (PHOTO, Typed(text="my garden"), "Choose a photo, or press “Skip this question”"),
        (VOICE, Typed(), "Record or choose a voice message, or press “Skip this question”"),
        (SPOKEN, Typed(), "Write something, or press “Skip this question”"),
    ],
)
def test_what_is_no_answer_is_refused_with_what_to_do(asked, typed, message):
    assert refusal(asked, typed) == message


def test_an_order_nobody_touched_is_asked_about_once():
    untouched = Typed(("tea", "rest", "talk"))
    assert refusal(RANKING, untouched) == (
        "Is this the right order for you? Move what you want to move, or press “Continue” again."
    )
    assert is_left_alone(RANKING, untouched)
    assert read_answer(RANKING, Typed(("tea", "rest", "talk"), confirmed=True)).value == {
        "ranked": ["tea", "rest", "talk"]
    }


@pytest.mark.parametrize(
    ("command", "order", "stands"),
    [
        ("up:talk", ("tea", "talk", "rest"), "up-2"),
        ("down:tea", ("rest", "tea", "talk"), "down-2"),
        ("up:rest", ("rest", "tea", "talk"), "down-1"),
        ("down:rest", ("tea", "talk", "rest"), "up-3"),
        ("up:tea", ("tea", "rest", "talk"), "down-1"),
    ],
)
def test_one_step_moves_one_thing_and_leaves_its_mover_at_a_button_that_works(command, order, stands):
    step = moved(RANKING, Typed(), command)
    assert step is not None
    assert (step.order, step.next_button) == (order, stands)


@pytest.mark.parametrize("command", ["up:coffee", "sideways:tea", "up", "", "next", "up:tea:rest"])
def test_a_doctored_step_moves_nothing(command):
    assert moved(RANKING, Typed(), command) is None
    assert moved(PICTURES, Typed(), "up:tea") is None


@given(st.lists(st.tuples(st.sampled_from(("up", "down")), st.sampled_from(("tea", "rest", "talk")))))
def test_however_often_things_are_moved_none_is_lost(steps):
    order = ("tea", "rest", "talk")
    for direction, code in steps:
        step = moved(RANKING, Typed(order), f"{direction}:{code}")
        assert step is not None
        order = step.order
    assert sorted(order) == ["rest", "talk", "tea"]


def test_consent_is_to_the_words_in_the_language_they_were_read_in():
    urdu = CONSENT.consent_sha256("ur")
    given_ = read_answer(CONSENT, Typed(("no",), shown=urdu))
    assert given_.value == {"code": "no", "language": "ur", "sha256": urdu}
    assert urdu != ENGLISH


def test_words_nobody_translated_count_as_the_source_they_are_shown_in():
    assert CONSENT.consent_sha256("cy") == ENGLISH


@pytest.mark.parametrize("typed", [Typed(), Typed(text="  ")])
def test_what_is_truly_needed_is_asked_once_more_and_says_how_not_to_answer(typed):
    assert refusal(NEEDED, typed) == (
        "This answer matters to us. Please answer if you can. If not, press “I would rather not say”."
    )
    assert read_answer(NEEDED, Typed(("tea",))).value == {"code": "tea"}


@pytest.mark.parametrize(
    ("asked", "value", "words", "said"),
    [
        (RATING, {"number": 4}, None, "I agree"),
        (RANKING, {"ranked": ["talk", "tea", "rest"]}, None, "Talk, Tea and Rest"),
        (PICTURES, {"code": "rest"}, None, "Rest"),
        (CONSENT, {"code": "no"}, None, "No, I do not agree"),
        (HOURS, {"number": 12}, None, "12 hours"),
        (SPOKEN, None, "so many words", "so many words"),
        (question(QuestionKind.SINGLE, options=OPTIONS, allows_other=True), {"code": "other"}, "a swim", "a swim"),
    ],
)
def test_an_answer_is_said_in_words(asked, value, words, said):
    assert in_words(asked, value, words) == said


def test_an_answer_is_said_in_the_language_being_spoken():
    with speaking("ur"):
        assert in_words(HOURS, {"number": 12}, None) == "12 گھنٹے"


nasty = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["\x00", "\u202etxet", "sNaN", "1_0", "1e999", "٣", "۱۲", "-0", "½", "9" * 30, "tea", "yes", "other", "\ud800"]
)
files = st.none() | st.builds(
    ReceivedFile,
    nasty,
    st.binary(max_size=80)
    | st.sampled_from([samples.HEIC, samples.WEBM, samples.M4A, samples.SVG, samples.recording(), samples.photo()]),
)
typings = st.builds(
    Typed,
    chosen=st.lists(nasty, max_size=4).map(tuple),
    text=nasty,
    parts=st.dictionaries(st.sampled_from(("day", "month", "year")), nasty),
    file=files,
    kept_file=st.none() | st.just(str(uuid.uuid4())),
    shown=nasty | st.just(ENGLISH),
    confirmed=st.booleans(),
)


@given(typings)
def test_whatever_comes_is_an_answer_or_a_message(typed):
    for asked in ALL:
        try:
            answer = read_answer(asked, typed)
        except NotAnAnswer:
            continue
        assert answer.state is AnswerState.ANSWERED
        assert "\x00" not in (answer.words or "")
        assert in_words(asked, answer.value, answer.words) is not None
