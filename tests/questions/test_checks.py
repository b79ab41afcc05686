"""What is found before publishing, what changed between editions, and where a set is used."""

import pytest

from portal.questions import operations
from portal.questions.desk.checks import checks
from portal.questions.desk.differences import differences
from portal.questions.desk.texts import all_progress, parts_of, progress_of, status_of
from portal.questions.desk.uses import uses_of
from portal.questions.enums import QuestionKind, TextStatus
from portal.questions.examples import carers_support
from portal.questions.operations import Written, WrittenOption
from portal.rounds.queries.uses import rounds_asking
from tests.rounds.asking.factories import make_round, make_service


@pytest.fixture
def draft(session):
    return operations.start_set(session, name="Carers", language="cy", by=None)


def add(session, draft, text, kind=QuestionKind.LONG_TEXT, **more):
    columns = more.pop("columns", {})
    written = Written(text, columns=columns, **more)
    return operations.add_question(session, question_set=draft, kind=kind, written=written)


def found(draft):
    return [(check.place, check.stops, check.words) for check in checks(draft) if check.language is None]


def test_an_empty_set_has_one_thing_to_put_right(draft):
    assert found(draft) == [(None, True, "There is no question in this set yet")]


def test_long_words_and_long_lists_are_something_to_think_about(session, draft):
    options = tuple(WrittenOption(f"Answer {n}") for n in range(10))
    add(session, draft, "word " * 21, QuestionKind.SINGLE, hint="word " * 41, options=options)
    assert found(draft) == [
        (1, False, "It is long. Try to say it in fewer words."),
        (1, False, "The help below it is long. Try to say it in fewer words."),
        (1, False, "It has many answers to choose from. Nine or fewer are easier."),
    ]


def test_one_answer_is_no_choice_and_something_else_is_a_second_one(session, draft):
    one = (WrittenOption("Yes"),)
    add(session, draft, "Did it help?", QuestionKind.SINGLE, options=one)
    add(session, draft, "Did that help?", QuestionKind.SINGLE, options=one, columns={"allows_other": True})
    assert found(draft) == [(1, True, "It needs two answers or more to choose from")]


def test_many_questions_and_many_that_are_asked_again_are_too_much(session, draft):
    for n in range(13):
        add(session, draft, f"Question {n}?", columns={"required": n < 3})
    assert [words for _place, _stops, words in found(draft)] == [
        "13 questions are a lot: many people stop halfway",
        "Several questions are asked once more when left empty. Keep that for what you truly need.",
    ]


def test_languages_are_measured_against_the_one_that_was_written_first(session, draft):
    first, _second = add(session, draft, "Pam?"), add(session, draft, "Pryd?")
    operations.save_translation(
        session,
        question_set=draft,
        question=first,
        language="en",
        words={"text": "Why?"},
        status=TextStatus.CHECKED,
        by=None,
    )
    english = progress_of(draft, language="en")
    assert (english.translated, english.checked, english.total, english.is_complete) == (1, 1, 2, False)
    assert [one.language for one in all_progress(draft)] == ["en", "en-easy", "ur"]
    assert [check.words for check in checks(draft) if check.language == "en"] == [
        "1 question is not complete in English"
    ]
    assert status_of(draft, first, language="cy") is TextStatus.SOURCE


def test_questions_of_an_older_set_have_the_status_of_their_set(session):
    made = carers_support(session)
    later = operations.new_edition(session, question_set=made)
    assert {status_of(later, one, language="ur") for one in later.questions} == {TextStatus.MACHINE_DRAFT}
    first = later.questions[0]
    words = {part.name: part.texts["ur"] for part in parts_of(first)}
    operations.save_translation(
        session, question_set=later, question=first, language="ur", words=words, status=TextStatus.CHECKED, by=None
    )
    progress = progress_of(later, language="ur")
    assert (progress.translated, progress.checked) == (7, 1)
    assert later.text_status["ur"] == TextStatus.MACHINE_DRAFT  # the least trusted speaks for all


def test_what_changed_is_said_question_by_question(session, draft):
    options = (WrittenOption("Oedd"), WrittenOption("Nac oedd"))
    first = add(session, draft, "A oedd yn help?", QuestionKind.SINGLE, key="helped", options=options)
    add(session, draft, "Pam?", key="why")
    add(session, draft, "Pryd?", QuestionKind.DATE, key="when")
    operations.publish(session, question_set=draft)
    later = operations.new_edition(session, question_set=draft)
    helped, why, when = later.questions
    new = (WrittenOption("Oedd", code="oedd"), WrittenOption("Weithiau"))
    operations.change_question(
        session, question_set=later, question=helped, written=Written("Oedd e’n help?", options=new)
    )
    rule = {"question": "helped", "test": "answered"}
    operations.add_test(session, question_set=later, question=why, test=rule)
    operations.remove_question(session, question_set=later, question=when)
    add(session, later, "Ble?", key="where")
    said = differences(draft.questions, later.questions)
    assert [(one.what, one.words, one.notes) for one in said] == [
        ("Changed", "Oedd e’n help?", ["Answers added: weithiau", "Answers taken away: nac-oedd"]),
        ("Changed", "Pam?", ["Only if: question 1 is answered"]),
        ("New", "Ble?", []),
        ("Taken out", "Pryd?", []),
    ]
    [reworded] = said[0].reworded
    assert (reworded.language, reworded.before, reworded.now) == ("cy", "A oedd yn help?", "Oedd e’n help?")
    assert differences(draft.questions, draft.questions) == []
    assert first.options[1]["code"] == "nac-oedd"


def test_a_question_put_in_front_has_moved_nobody(session, draft):
    add(session, draft, "Pam?", key="why")
    operations.publish(session, question_set=draft)
    later = operations.new_edition(session, question_set=draft)
    operations.add_question(
        session, question_set=later, kind=QuestionKind.LONG_TEXT, written=Written("Ble?", key="where"), after=0
    )
    order = sorted(later.questions, key=lambda one: one.place)
    assert [(one.what, one.words) for one in differences(draft.questions, order)] == [("New", "Ble?")]


def test_a_set_knows_the_rounds_that_ask_it(session, draft):
    round_ = make_round(session, make_service(session))
    round_.question_set_id = set_id = draft.id
    session.flush()
    assert uses_of(session, []) == {}
    [use] = rounds_asking(session, [set_id])[set_id]
    assert (use.name, use.endpoint, use.values) == (round_.name, "rounds.show_round", {"round_id": round_.id})
    assert list(uses_of(session, [set_id])) == [set_id]  # the hall has handed it over
