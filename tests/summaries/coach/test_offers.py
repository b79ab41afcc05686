"""What the coach offers: splits, lines, words to know, and nothing that would type a number about people."""

import pytest

from portal.shared.i18n import LANGUAGES
from portal.summaries import operations
from portal.summaries.advising import advice_on, advice_on_summary, judgement_in, pages_of
from portal.summaries.coach import CoachRule, StatementContext, advise, apply_fix, entries_of
from portal.summaries.coach.splitting import split_of
from portal.summaries.coach.text import sentences
from portal.summaries.enums import Section
from portal.summaries.queries import statements_of
from tests.summaries.factories import WRITER

ANY = StatementContext(picture_alt="A cup", picture_alt_language="en")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("We were late and you had to wait.", "We were late.\nYou had to wait."),
        ("We wanted to ring you but we were too late.", "We wanted to ring you.\nBut we were too late."),
        ("It was late; you went home.", "It was late.\nYou went home."),
        (
            "Letters are hard to read because the words are long.",
            "Letters are hard to read.\nThis is because the words are long.",
        ),
        ("We asked what you think, so we can change it.", "We asked what you think.\nSo we can change it."),
    ],
)
def test_a_sentence_is_split_where_two_can_stand_alone(before, after):
    assert apply_fix(before, split_of(sentences(before)[0])) == after


@pytest.mark.parametrize(
    "whole",
    [
        "You told us that the staff and the managers are kind.",
        "When you ring us and we do not answer, you wait.",
        "Carers and their families are tired and need a break.",
        "Bring a coat and the green form.",
        "We are late.",
    ],
)
def test_a_sentence_that_would_fall_apart_is_left_whole(whole):
    assert split_of(sentences(whole)[0]) is None


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "You came. We heard."), ("cy", "Daethoch chi. Clywsom ni."), ("ur", "آپ آئے۔ ہم نے سنا۔")],
)
def test_sentences_that_share_a_line_get_a_line_each_in_any_language(language, text):
    [advice] = [
        one for one in advise(text, language=language, context=ANY) if one.rule is CoachRule.SENTENCES_IN_PARAGRAPH
    ]
    assert apply_fix(text, advice.fixes[0]).splitlines() == [one.text for one in sentences(text)]


def test_splits_are_offered_in_english_only():
    long = "Gair " * 20
    assert [one.fixes for one in advise(long, language="cy", context=ANY) if one.rule is CoachRule.SENTENCE_LENGTH] == [
        ()
    ]


def test_a_hard_word_is_found_in_the_list_from_any_of_its_languages():
    assert entries_of("eiriolwr", "cy") == entries_of("advocate", "en")
    assert entries_of("nonsense", "en") == {}


def test_a_word_in_the_list_is_no_hard_word_any_more(session, summary, phone):
    def hard(rows):
        found = advice_on(rows, {"en": "An advocate can come."}, picture="phone", of=phone, own={})
        return [word.word for word in found[0].to_know]

    assert hard(statements_of(session, summary_id=summary.id)) == ["advocate"]
    operations.add_word_to_know(session, summary=summary, word="advocate", language="en", by=WRITER)
    assert hard(statements_of(session, summary_id=summary.id)) == []


def test_a_word_explained_in_the_row_before_is_no_hard_word(session, summary, phone):
    rows = list(statements_of(session, summary_id=summary.id))
    before = rows[rows.index(phone) - 1]
    before.texts = {"en": "An advocate is a person who speaks up for you."}
    assert advice_on(rows, {"en": "Your advocate can come."}, picture="phone", of=phone, own={})[0].to_know == ()


def test_letters_explained_in_the_list_are_no_riddle(session, summary, phone):
    def riddles(rows):
        [found] = advice_on(rows, {"en": "Ask your OT."}, picture="phone", of=phone, own={})
        return [one.advice.term for one in found.about if one.advice.rule is CoachRule.ABBREVIATION]

    assert riddles(statements_of(session, summary_id=summary.id)) == ["OT"]
    operations.add_statement(
        session,
        summary=summary,
        section=Section.WORDS,
        texts={"en": "OT: a person who helps with daily life."},
        by=WRITER,
    )
    assert riddles(statements_of(session, summary_id=summary.id)) == []


def test_no_fix_would_type_a_number_about_people(session, summary):
    rows = statements_of(session, summary_id=summary.id)
    for text, offered in (("Ten people came.", False), ("Ten days passed.", True)):
        [found] = advice_on(rows, {"en": text}, picture="phone", own={})
        assert [bool(one.after) for one in found.about if one.advice.rule is CoachRule.NUMBER_WORD] == [offered]


def test_a_whole_summary_is_judged_in_one_language(session, summary, phone):
    phone.texts = {**phone.texts, "en": "The doctor was late.", "cy": ""}
    rows = statements_of(session, summary_id=summary.id)
    rows[1].texts = {**rows[1].texts, "en": "You like the GP."}
    english = advice_on_summary(rows, language=LANGUAGES["en"], own={})
    assert [(one.advice.rule, row.id) for one, row in english.whole] == [(CoachRule.TWO_WORDS_FOR_ONE, phone.id)]
    riddle = [one.advice.term for row, said in english.rows if row == rows[1] for one in said.about if one.advice.term]
    assert (english.pages, riddle) == (6, ["GP"])
    welsh = advice_on_summary(rows, language=LANGUAGES["cy"], own={})
    assert (welsh.whole, welsh.pages) == ((), 6)


@pytest.mark.parametrize(("statements", "pages"), [(0, 0), (1, 4), (4, 4), (5, 5), (24, 9)])
def test_about_four_statements_go_on_a_page(statements, pages):
    assert pages_of(statements) == pages


@pytest.mark.parametrize("language", LANGUAGES.values(), ids=lambda one: one.code)
def test_every_rule_is_judged_in_part_or_not_at_all(language):
    judgement = judgement_in(language)
    parts = [*judgement.judged, *judgement.in_part, *judgement.silent]
    assert sorted(parts) == sorted(CoachRule)
