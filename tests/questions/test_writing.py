"""Writing a set: what goes in, what is refused, and what happens to other languages and to conditions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questions import operations
from portal.questions.enums import QuestionKind, TextStatus
from portal.questions.errors import (
    AlreadyPublished,
    DraftExists,
    KeyTaken,
    NotATranslation,
    NotReady,
    PathsBroken,
    StillNeeded,
)
from portal.questions.operations import Written, WrittenOption
from portal.questions.operations.translating import next_to_translate
from portal.questions.operations.writing import free_name

YES_OR_NO = (WrittenOption("Yes"), WrittenOption("No"))


@pytest.fixture
def draft(session):
    return operations.start_set(session, name="Carers", language="en", by=None)


@pytest.fixture
def two(session, draft):
    """One choice, then own words."""
    first = operations.add_question(
        session,
        question_set=draft,
        kind=QuestionKind.SINGLE,
        written=Written("Did it help?", hint="Choose one.", options=YES_OR_NO),
    )
    second = operations.add_question(
        session, question_set=draft, kind=QuestionKind.LONG_TEXT, written=Written("Why?", key="why")
    )
    return first, second


def translated(session, draft, question, language="cy", status=TextStatus.CHECKED, **words):
    operations.save_translation(
        session, question_set=draft, question=question, language=language, words=words, status=status, by=None
    )


def keys(draft):
    return [(one.place, one.key) for one in sorted(draft.questions, key=lambda one: one.place)]


def test_short_names_and_codes_are_made_of_the_words(draft, two):
    assert keys(draft) == [(1, "did-it-help"), (2, "why")]
    assert [(one["code"], one["texts"]) for one in two[0].options] == [("yes", {"en": "Yes"}), ("no", {"en": "No"})]


def test_a_question_goes_where_it_is_put_and_moves_by_one(session, draft, two):
    operations.add_question(session, question_set=draft, kind=QuestionKind.DATE, written=Written("When?"), after=1)
    assert keys(draft) == [(1, "did-it-help"), (2, "when"), (3, "why")]
    operations.move_question(session, question_set=draft, question=two[1], by=-1)
    operations.move_question(session, question_set=draft, question=two[0], by=-1)
    assert keys(draft) == [(1, "did-it-help"), (2, "why"), (3, "when")]


def test_a_question_that_only_moved_keeps_its_version(session, draft, two):
    before = two[1].version
    operations.move_question(session, question_set=draft, question=two[1], by=-1)
    session.expire_all()
    assert (two[1].place, two[1].version) == (1, before)


def test_two_questions_never_share_a_short_name(session, draft, two):
    with pytest.raises(KeyTaken):
        operations.add_question(
            session, question_set=draft, kind=QuestionKind.DATE, written=Written("When?", key="why")
        )
    twin = operations.add_question(session, question_set=draft, kind=QuestionKind.LONG_TEXT, written=Written("Why?"))
    assert twin.key == "why-2"


def test_codes_stay_when_words_change_and_order_does(session, draft, two):
    options = (WrittenOption("No, not at all", code="no"), WrittenOption("Yes", code="yes"), WrittenOption("Other"))
    operations.change_question(
        session, question_set=draft, question=two[0], written=Written("Did it help?", options=options)
    )
    assert [(one["code"], one["texts"]["en"]) for one in two[0].options] == [
        ("no", "No, not at all"),
        ("yes", "Yes"),
        ("other-2", "Other"),  # "other" itself is "Something else"
    ]


def test_new_words_in_the_first_language_make_the_others_need_an_update(session, draft, two):
    translated(session, draft, two[0], text="A oedd yn help?", hint="Dewiswch un.", **{"option:yes": "Oedd"})
    translated(session, draft, two[1], text="Pam?")
    operations.change_question(session, question_set=draft, question=two[1], written=Written("Why was that?"))
    assert two[1].text_status == {"cy": TextStatus.NEEDS_UPDATE}
    assert two[0].text_status == {"cy": TextStatus.CHECKED}
    assert draft.text_status == {"en": TextStatus.SOURCE, "cy": TextStatus.NEEDS_UPDATE}


def test_the_same_words_again_or_a_new_order_outdate_nothing(session, draft, two):
    translated(session, draft, two[1], text="Pam?")
    operations.change_question(
        session, question_set=draft, question=two[1], written=Written("Why?", columns={"required": True})
    )
    operations.move_question(session, question_set=draft, question=two[1], by=-1)
    assert (two[1].required, two[1].text_status) == (True, {"cy": TextStatus.CHECKED})


def test_a_translation_touches_its_own_language_only(session, draft, two):
    translated(session, draft, two[0], text="A oedd yn help?", low_words="dim", **{"option:no": "Na"})
    assert two[0].texts == {"en": "Did it help?", "cy": "A oedd yn help?"}
    assert two[0].low_words == {}  # the first language says nothing there
    assert two[0].options[1]["texts"] == {"en": "No", "cy": "Na"}
    for language in ("en", "xx"):
        with pytest.raises(NotATranslation):
            translated(session, draft, two[0], language=language, text="Changed")


def test_who_checked_a_translation_and_when_is_kept_until_it_is_no_longer_checked(session, draft, two):
    translated(session, draft, two[1], text="Pam?")
    assert set(two[1].checked) == {"cy"}
    translated(session, draft, two[1], status=TextStatus.MACHINE_DRAFT, text="Pam hynny?")
    assert two[1].checked == {}


def test_the_next_to_translate_comes_behind_and_then_from_the_top(session, draft, two):
    assert next_to_translate(draft, language="cy", after=two[0]) is two[1]
    assert next_to_translate(draft, language="cy", after=two[1]) is two[0]
    translated(session, draft, two[1], text="Pam?")
    assert next_to_translate(draft, language="cy", after=two[0]) is None


def test_a_question_others_wait_for_stays_and_so_do_its_answers(session, draft, two):
    rule = {"question": "did-it-help", "test": "any_of", "codes": ["no"]}
    operations.add_test(session, question_set=draft, question=two[1], test=rule)
    with pytest.raises(StillNeeded) as needed:
        operations.remove_question(session, question_set=draft, question=two[0])
    assert needed.value.args == (2,)
    with pytest.raises(PathsBroken):
        operations.move_question(session, question_set=draft, question=two[0], by=1)


def test_taking_an_answer_away_that_a_condition_names_is_refused(session, draft, two):
    rule = {"question": "did-it-help", "test": "any_of", "codes": ["no"]}
    operations.add_test(session, question_set=draft, question=two[1], test=rule)
    with pytest.raises(StillNeeded):
        operations.change_question(
            session,
            question_set=draft,
            question=two[0],
            written=Written("Did it help?", options=(WrittenOption("Yes", code="yes"), WrittenOption("Maybe"))),
        )


def test_a_new_short_name_is_followed_by_the_conditions(session, draft, two):
    rule = {"question": "did-it-help", "test": "any_of", "codes": ["no"]}
    operations.add_test(session, question_set=draft, question=two[1], test=rule)
    options = (WrittenOption("Yes", code="yes"), WrittenOption("No", code="no"))
    operations.change_question(
        session, question_set=draft, question=two[0], written=Written("Did it help?", key="helped", options=options)
    )
    assert two[1].show_when == {"all": [{**rule, "question": "helped"}]}


def test_without_its_last_rule_a_question_is_asked_of_everyone(session, draft, two):
    for codes in (["no"], ["yes", "no"]):
        rule = {"question": "did-it-help", "test": "any_of", "codes": codes}
        operations.add_test(session, question_set=draft, question=two[1], test=rule)
    operations.choose_how(session, question_set=draft, question=two[1], how="any")
    assert list(two[1].show_when) == ["any"]
    operations.remove_test(session, question_set=draft, question=two[1], index=0)
    assert [test["codes"] for test in two[1].show_when["any"]] == [["yes", "no"]]
    operations.remove_test(session, question_set=draft, question=two[1], index=0)
    assert two[1].show_when is None


def test_a_taken_question_brings_its_languages_and_leaves_its_condition(session, draft, two):
    translated(session, draft, two[1], text="Pam?")
    operations.add_test(
        session, question_set=draft, question=two[1], test={"question": "did-it-help", "test": "answered"}
    )
    other = operations.start_set(session, name="Another", language="en", by=None)
    [taken] = operations.take_questions(session, question_set=other, questions=[two[1]])
    assert (taken.key, taken.texts, taken.show_when, taken.taken_from) == (
        "why",
        {"en": "Why?", "cy": "Pam?"},
        None,
        two[1].id,
    )
    [again] = operations.take_questions(session, question_set=other, questions=[two[1]])
    assert (again.key, again.place) == ("why-2", 2)


def test_a_copy_is_a_set_of_its_own(session, draft, two):
    copy = operations.copy_set(session, question_set=draft, name="A copy", by=None)
    assert (copy.series != draft.series, copy.edition, copy.copied_from, copy.name["en"]) == (
        True,
        1,
        draft.id,
        "A copy",
    )
    assert keys(copy) == keys(draft)


def test_a_published_edition_refuses_every_verb(session, draft, two):
    operations.publish(session, question_set=draft)
    for refused in (
        lambda: operations.rename_set(session, question_set=draft, names={"en": "New"}),
        lambda: operations.add_question(session, question_set=draft, kind=QuestionKind.DATE, written=Written("When?")),
        lambda: operations.change_question(session, question_set=draft, question=two[0], written=Written("Else?")),
        lambda: operations.move_question(session, question_set=draft, question=two[0], by=1),
        lambda: operations.remove_question(session, question_set=draft, question=two[1]),
        lambda: operations.remove_test(session, question_set=draft, question=two[1], index=0),
        lambda: translated(session, draft, two[1], text="Pam?"),
    ):
        with pytest.raises(AlreadyPublished):
            refused()


def test_one_next_edition_is_written_at_a_time(session, draft, two):
    operations.publish(session, question_set=draft)
    second = operations.new_edition(session, question_set=draft)
    with pytest.raises(DraftExists) as exists:
        operations.new_edition(session, question_set=draft)
    assert exists.value.args == (second.id,)


def test_a_list_with_one_answer_is_not_published(session, draft):
    operations.add_question(
        session,
        question_set=draft,
        kind=QuestionKind.SINGLE,
        written=Written("Did it help?", options=(WrittenOption("Yes"),)),
    )
    with pytest.raises(NotReady):
        operations.publish(session, question_set=draft)


@given(st.text(max_size=80), st.sets(st.text("abc-", max_size=5), max_size=5))
def test_a_short_name_is_plain_short_and_free(text, taken):
    name = free_name(text, taken=taken, otherwise="question")
    assert name not in taken
    assert 0 < len(name) <= 40
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")
