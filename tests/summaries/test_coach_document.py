"""What the coach says about a whole document, and its list of hard words."""

import csv
from pathlib import Path

import pytest

import portal.summaries.coach as coach_room
from portal.summaries.coach import (
    CoachRule,
    Row,
    Severity,
    advise_document,
    advise_rows,
    hard_words_in,
    words_to_know,
)

HARD_WORDS = Path(coach_room.__file__).with_name("hard_words.csv")


def rows(*texts):
    return [Row(text=text, picture_alt="A cup", picture_alt_language="en") for text in texts]


def document_rules(*texts, language="en", pages=None):
    return [advice.rule for advice in advise_document(rows(*texts), language=language, pages=pages)]


def hard_words_flagged(*texts):
    return [[a.term for a in row if a.rule is CoachRule.HARD_WORD] for row in advise_rows(rows(*texts), language="en")]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (None, []),
        (12, []),
        (13, [(Severity.WARNING, 12)]),
        (20, [(Severity.WARNING, 12)]),
        (21, [(Severity.ERROR, 20)]),
    ],
)
@pytest.mark.parametrize("language", ["en", "ur", "pl"])
def test_over_12_pages_is_long_and_over_20_too_long(pages, expected, language):
    found = advise_document(rows("You came."), language=language, pages=pages)
    assert [(advice.severity, advice.numbers["limit"]) for advice in found] == expected


def test_two_words_for_one_thing_are_found_across_rows():
    [advice] = advise_document(rows("You told your doctor.", "Your GP helped you.", "The GP rang you."), language="en")
    assert (advice.rule, advice.row, advice.term, advice.meaning) == (CoachRule.TWO_WORDS_FOR_ONE, 1, "gp", "doctor")
    assert advice.span == (5, 7)


def test_the_same_word_once_or_many_is_one_word():
    assert document_rules("You told your doctor.", "Your doctors helped you.") == []


def test_every_page_of_four_rows_speaks_to_the_reader():
    page = ["The bus was late."] * 4
    assert document_rules("We know.", *page[1:], "You came.") == []
    [advice] = advise_document(rows("We know.", *page[1:], *page), language="en")
    assert (advice.rule, advice.row, advice.numbers) == (CoachRule.YOU_AND_WE, 4, {"page": 2})


def test_languages_without_these_word_lists_are_not_judged_on_them():
    assert document_rules("The doctor.", "The GP.", language="cy") == []


def test_a_hard_word_may_be_explained_one_row_away_but_not_two():
    use, other, explain = "You have an advocate.", "You have tea.", "An advocate is a person on your side."
    assert hard_words_flagged(use, explain) == [[], []]
    assert hard_words_flagged(explain, use) == [[], []]
    assert hard_words_flagged(use, other, explain) == [["advocate"], [], []]


def test_the_row_after_may_say_this_means():
    assert hard_words_flagged("You are eligible.", "This means you can get help.") == [[], []]
    assert hard_words_flagged("You are eligible.", "You can get help.") == [["eligible"], []]


def test_words_to_know_are_listed_once_and_in_order():
    texts = ["You need a referral.", "Your tenancy.", "More referrals."]
    assert [word.word for word in words_to_know(texts, "en")] == ["referral", "tenancy"]
    assert words_to_know(["Potrzebujesz skierowania."], "pl") == []


def test_phrases_are_taken_before_their_parts():
    assert [one.hard_word.word for one in hard_words_in("a direct payment for social care", "en")] == [
        "direct payment",
        "social care",
    ]


def test_welsh_words_are_known_when_their_first_letter_changes():
    for text in ("cyllideb", "gyllideb", "chyllideb", "nghyllideb"):
        assert [one.hard_word.word for one in hard_words_in(text, "cy")] == ["cyllideb"]
    assert hard_words_in("syllideb", "cy") == []


def test_the_list_of_hard_words_is_long_and_explains_each_in_easy_words():
    with HARD_WORDS.open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    assert len(entries) >= 250
    assert len({entry["word_en"] for entry in entries}) == len(entries)
    assert [e["word_en"] for e in entries if not e["meaning_en"] or e["meaning_en"].lower() == e["word_en"]] == []
    assert [e["word_en"] for e in entries if len(e["meaning_en"].split()) > 20] == []
    for language in ("cy", "ur"):
        explained = [entry for entry in entries if entry[f"word_{language}"]]
        assert len(explained) >= 80
        assert [entry["word_en"] for entry in explained if not entry[f"meaning_{language}"]] == []
