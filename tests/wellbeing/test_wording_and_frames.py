import pytest

from portal.shared.i18n import LANGUAGES
from portal.wellbeing.rules.national_frames import national_frames
from portal.wellbeing.rules.wording import Advice, advice_on, can_advise


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I want to feel less alone in the evenings"),
        ("en-easy", "I can go out again without fear"),
        ("cy", "Rwyf am deimlo'n llai unig gyda'r nos"),
        ("ur", "میں شام کو کم تنہا محسوس کرنا چاہتا ہوں"),
    ],
)
def test_words_of_change_are_found_in_every_language_we_judge(language, text):
    assert [remark.advice for remark in advice_on(text, language=language)] == [Advice.SAYS_A_CHANGE]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "Attend the carers group each Monday", "Attend"),
        ("en", "She will be provided with a bath seat", "provided"),
        ("cy", "Darparu cymorth yn y cartref bob dydd", "Darparu"),
        ("ur", "گھر پر روزانہ مدد فراہم کرنا", "فراہم"),
    ],
)
def test_words_of_doing_ask_why_and_so_what(language, text, word):
    [remark] = [one for one in advice_on(text, language=language) if one.advice is Advice.SAYS_A_DOING]
    assert word in remark.words


def test_neither_the_one_nor_the_other_is_said_too():
    assert [remark.advice for remark in advice_on("The garden and my dog", language="en")] == [Advice.SAYS_NO_CHANGE]


def test_two_words_are_short_and_fifty_are_long():
    assert Advice.VERY_SHORT in [remark.advice for remark in advice_on("Sleep better", language="en")]
    assert Advice.VERY_LONG in [remark.advice for remark in advice_on("better " * 50, language="en")]


def test_a_stem_inside_another_word_is_not_found():
    assert advice_on("The unsupported bridge over the river", language="en") == advice_on("A b c d", language="en")


def test_of_a_language_we_do_not_know_nothing_is_said():
    assert not can_advise("pl")
    assert advice_on("Chcę czuć się lepiej", language="pl") == []
    assert all(can_advise(code) for code in LANGUAGES)


def test_the_lists_of_three_nations_with_source_and_licence():
    frames = national_frames()
    assert [(one.code, len(one.entries)) for one in frames] == [
        ("care-act-2014", 9),
        ("scotland-health-and-wellbeing", 9),
        ("wales-act-2014", 8),
    ]
    assert all("https://www.legislation.gov.uk/" in one.source and one.licence for one in frames)
    assert all({"en", "cy", "ur"} <= set(entry) for one in frames for entry in one.entries.values())
