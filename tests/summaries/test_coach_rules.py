"""Every rule of the coach both ways: what it must flag, and the nearest thing it must leave alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.i18n import PSEUDO, speaking
from portal.summaries.coach import (
    CoachRule,
    Fix,
    Severity,
    StatementContext,
    advise,
    apply_fix,
    cannot_judge,
    judged_in_part,
    judged_rules,
)

PICTURES = {
    "en": "A cup on a table",
    "en-easy": "A cup on a table",
    "cy": "Cwpan ar fwrdd",
    "ur": "میز پر ایک پیالی",
    "pl": "Filiżanka na stole",
}


def context(language="en", **changes):
    return StatementContext(**{"picture_alt": PICTURES[language], "picture_alt_language": language, **changes})


def coach(text, language="en", **changes):
    return advise(text, language=language, context=context(language, **changes))


def rules(text, language="en", **changes):
    return {advice.rule for advice in coach(text, language, **changes)}


def the(rule, text, language="en", **changes):
    [advice] = [advice for advice in coach(text, language, **changes) if advice.rule is rule]
    return advice


def words(count, word="carers", stop="."):
    return " ".join([word] * count) + stop


@pytest.mark.parametrize(("language", "word", "stop"), [("en", "carers", "."), ("cy", "pobl", "."), ("ur", "لوگ", "۔")])
def test_a_sentence_may_have_12_words_is_long_at_13_and_too_long_at_16(language, word, stop):
    assert CoachRule.SENTENCE_LENGTH not in rules(words(12, word, stop), language)
    for count, severity, limit in ((13, Severity.WARNING, 12), (15, Severity.WARNING, 12), (16, Severity.ERROR, 15)):
        advice = the(CoachRule.SENTENCE_LENGTH, words(count, word, stop), language)
        assert (advice.severity, advice.numbers) == (severity, {"words": count, "limit": limit})


def test_the_span_is_the_long_sentence_and_not_its_neighbour():
    text = "It rains.\n" + words(14)
    start, end = the(CoachRule.SENTENCE_LENGTH, text).span
    assert text[start:end] == words(14)


@pytest.mark.parametrize(
    "text",
    [
        "You can ask Dr. Jones or a nurse at St. Mary hospital about it at 3.30 p.m. today.",
        "Carers asked for help, e.g. a call in the week or a visit at the weekend.",
    ],
)
def test_a_stop_in_a_short_form_or_a_number_does_not_end_a_sentence(text):
    assert the(CoachRule.SENTENCE_LENGTH, text).span == (0, len(text))


def test_a_telephone_number_counts_as_one_word():
    advice = the(CoachRule.SENTENCE_LENGTH, words(12, stop="") + " 0800 123 45 67.")
    assert advice.numbers["words"] == 13


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [("en", "You came.", "We heard."), ("cy", "Daethoch chi.", "Clywsom ni."), ("ur", "آپ آئے۔", "ہم نے سنا۔")],
)
def test_each_sentence_has_a_line_of_its_own_and_a_picture_has_two_at_most(language, one, two):
    assert CoachRule.SENTENCES_IN_PARAGRAPH not in rules(f"{one}\n{two}", language)
    assert the(CoachRule.SENTENCES_IN_PARAGRAPH, f"{one} {two}", language).numbers["sentences"] == 2
    assert CoachRule.SENTENCES_PER_PICTURE not in rules(f"{one}\n{two}", language)
    assert the(CoachRule.SENTENCES_PER_PICTURE, f"{one}\n{two}\n{one}", language).severity is Severity.ERROR


def test_an_urdu_question_ends_a_sentence():
    assert the(CoachRule.SENTENCES_IN_PARAGRAPH, "کیا آپ خوش ہیں؟ ہمیں بتائیں۔", "ur").numbers["sentences"] == 2


@pytest.mark.parametrize(
    "text", ["Come, sit, rest.", "Come and rest or go.", "It is late; go home.", "We met carers who work."]
)
def test_linked_ideas_are_flagged(text):
    assert the(CoachRule.LINKED_IDEAS, text).severity is Severity.WARNING


@pytest.mark.parametrize("text", ["You and I met.", "Who can help you?", "It costs £1,000.", "Sit, please."])
def test_one_joint_a_question_or_a_comma_in_a_number_links_nothing(text):
    assert CoachRule.LINKED_IDEAS not in rules(text)


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("You will be told soon.", "be told"),
        ("It was not always written down.", "was not always written"),
        ("Were you asked?", "Were you asked"),
        ("You are being heard.", "are being heard"),
        ("He was annoyed by it.", "was annoyed"),
    ],
)
def test_the_passive_is_found_with_its_helping_word(text, passive):
    start, end = the(CoachRule.PASSIVE, text).span
    assert text[start:end] == passive


@pytest.mark.parametrize(
    "text", ["I was worried.", "We told you.", "They are kind.", "The bed is here.", "I am tired."]
)
def test_feelings_and_doing_words_are_not_passive(text):
    assert CoachRule.PASSIVE not in rules(text)


@pytest.mark.parametrize(
    ("language", "text", "fixed"),
    [
        ("en", "We met three times.", "We met 3 times."),
        ("en", "Twenty-five people came.", "25 people came."),
        ("en", "Two hundred and fifty came.", "250 came."),
        ("en", "A hundred came.", "100 came."),
        ("en-easy", "Ten carers.", "10 carers."),
        ("cy", "Daeth tri pherson.", "Daeth 3 pherson."),
        ("cy", "Daeth dau ddeg pump o bobl.", "Daeth 25 o bobl."),
        ("ur", "تین لوگ آئے۔", "3 لوگ آئے۔"),
        ("ur", "پانچ سو لوگ آئے۔", "500 لوگ آئے۔"),
    ],
)
def test_number_words_become_digits_with_one_click(language, text, fixed):
    [fix] = the(CoachRule.NUMBER_WORD, text, language).fixes
    assert apply_fix(text, fix) == fixed
    assert CoachRule.NUMBER_WORD not in rules(fixed, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One of you can come. No one else."),
        ("en", "We met 3 times."),
        ("cy", "Siaradodd yn deg."),
        ("cy", "Daeth y ddau."),
        ("ur", "ایک شخص آیا۔"),
    ],
)
def test_words_that_only_look_like_numbers_are_left(language, text):
    assert CoachRule.NUMBER_WORD not in rules(text, language)


def test_one_in_ten_is_two_numbers():
    text = "One in ten left."
    fixes = [fix for advice in coach(text) for fix in advice.fixes]
    assert fixes == [Fix(0, 3, "1"), Fix(7, 10, "10")]


@given(st.integers(2, 1000))
def test_every_english_number_is_read_as_what_it_says(number):
    text = f"We saw {spelled(number)} doors."
    [fix] = the(CoachRule.NUMBER_WORD, text).fixes
    assert apply_fix(text, fix) == f"We saw {number} doors."


def spelled(number):
    small = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    small = (small + "seventeen eighteen nineteen").split()
    tens = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
    if number < 20:
        return small[number]
    if number < 100:
        return tens[number // 10] + (f"-{small[number % 10]}" if number % 10 else "")
    if number == 1000:
        return "one thousand"
    rest = number % 100
    return f"{small[number // 100]} hundred" + (f" and {spelled(rest)}" if rest else "")


@pytest.mark.parametrize(
    ("language", "text", "numbers"),
    [
        ("en", "37% said yes.", {"percent": 37, "part": 4, "whole": 10}),
        ("en", "3 per cent said no.", {"percent": 3, "part": 3, "whole": 100}),
        ("cy", "Dywedodd 60 y cant ie.", {"percent": 60, "part": 6, "whole": 10}),
        ("ur", "60 فیصد نے ہاں کہا۔", {"percent": 60, "part": 6, "whole": 10}),
        ("pl", "100% osób.", {"percent": 100, "part": 10, "whole": 10}),
    ],
)
def test_a_percentage_comes_with_how_many_in_ten(language, text, numbers):
    assert the(CoachRule.PERCENTAGE, text, language).numbers == numbers


@pytest.mark.parametrize(
    ("text", "value"),
    [("We wrote to 1,001 people.", 1001), ("It costs £2000.", 2000), ("2 million carers.", 1_000_000)],
)
def test_numbers_over_1000_are_big(text, value):
    assert the(CoachRule.BIG_NUMBER, text).numbers == {"value": value}


@pytest.mark.parametrize("text", ["We asked 1,000 people.", "It starts in 2027.", "Call 01234 567890.", "Room 12."])
def test_years_telephone_numbers_and_numbers_up_to_1000_are_not_big(text):
    assert CoachRule.BIG_NUMBER not in rules(text)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Ask the DWP."), ("cy", "Gofynnwch i'r DWP."), ("ur", "DWP سے پوچھیں۔")]
)
def test_a_short_form_must_be_among_the_words_to_know(language, text):
    advice = the(CoachRule.ABBREVIATION, text, language)
    assert (advice.severity, advice.term) == (Severity.ERROR, "DWP")
    assert CoachRule.ABBREVIATION not in rules(text, language, words_to_know=frozenset({"DWP"}))


def test_a_short_form_is_flagged_once_and_not_when_spelled_out_or_shouted():
    assert len([a for a in coach("The NHS and the NHS.") if a.rule is CoachRule.ABBREVIATION]) == 1
    assert CoachRule.ABBREVIATION not in rules("Your personal assistant (PA) helps.")
    assert CoachRule.ABBREVIATION not in rules("You do NOT have to come.")


@pytest.mark.parametrize(
    ("language", "text", "term"),
    [
        ("en", "You may be eligible.", "eligible"),
        ("en", "This is your Direct Payment.", "direct payment"),
        ("cy", "Mae asesiad ddydd Llun.", "asesiad"),
        ("cy", "Dyma'ch gyllideb.", "cyllideb"),
        ("ur", "یہ لازمی ہے۔", "لازمی"),
    ],
)
def test_a_hard_word_comes_with_what_it_means(language, text, term):
    advice = the(CoachRule.HARD_WORD, text, language)
    assert (advice.term, bool(advice.meaning)) == (term, True)
    assert CoachRule.HARD_WORD not in rules(text, language, explained_nearby=frozenset({term}))


@pytest.mark.parametrize(
    "text",
    [
        "An advocate is a person on your side.",
        "This is called advocacy.",
        "You get a referral. This means you see a GP.",
    ],
)
def test_a_hard_word_explained_on_the_spot_is_fine(text):
    assert CoachRule.HARD_WORD not in rules(text)


def test_an_easier_word_is_offered_where_it_fits():
    text = "We will utilise it."
    [fix] = the(CoachRule.HARD_WORD, text).fixes
    assert apply_fix(text, fix) == "We will use it."
    assert the(CoachRule.HARD_WORD, "We utilised it.").fixes == ()


@pytest.mark.parametrize(
    "text", ["It is not unusual.", "You can't come without a form.", "There is no reason not to go."]
)
def test_two_negatives_in_one_idea_are_an_error(text):
    assert the(CoachRule.DOUBLE_NEGATIVE, text).severity is Severity.ERROR


@pytest.mark.parametrize(
    "text", ["You do not have to.", "If you do not want to, do not come.", "It is no longer here."]
)
def test_one_negative_for_each_idea_is_fine(text):
    assert CoachRule.DOUBLE_NEGATIVE not in rules(text)


def test_every_row_needs_a_picture_described_in_its_language():
    text = "We met in the hall."
    assert rules(text) == set()
    assert the(CoachRule.NO_PICTURE, text, picture_alt=None).severity is Severity.ERROR
    assert rules(text, picture_alt="") == {CoachRule.ALT_LANGUAGE}
    assert rules(text, picture_alt="Cwpan", picture_alt_language="cy") == {CoachRule.ALT_LANGUAGE}
    assert rules(text, "en-easy", picture_alt_language="en") == set()
    assert rules("ہم ملے۔", "ur", picture_alt="A cup") == {CoachRule.ALT_LANGUAGE}


def test_the_picture_is_not_described_with_the_sentence_again():
    advice = the(CoachRule.ALT_REPEATS, "We met in the hall.", picture_alt="We met in the hall")
    assert (advice.severity, advice.span) == (Severity.ERROR, (0, 19))
    assert CoachRule.ALT_REPEATS not in rules("We met in the hall.", picture_alt="A hall with chairs")


@pytest.mark.parametrize("text", ["", "  \n ", "…"])
def test_nothing_is_said_about_nothing(text):
    assert coach(text, picture_alt=None) == []


def test_what_cannot_be_judged_is_said():
    assert cannot_judge("en") == cannot_judge("en-easy") == frozenset()
    assert CoachRule.PASSIVE in cannot_judge("cy") & cannot_judge("ur") & cannot_judge("pl")
    assert {CoachRule.NUMBER_WORD, CoachRule.HARD_WORD} <= judged_rules("cy") & judged_rules("ur")
    assert {CoachRule.NUMBER_WORD, CoachRule.HARD_WORD} <= cannot_judge("pl")
    assert judged_in_part("cy") == {CoachRule.NUMBER_WORD, CoachRule.HARD_WORD}
    assert judged_in_part("en") == frozenset()
    for language in PICTURES:
        assert judged_rules(language) | cannot_judge(language) == set(CoachRule)


@pytest.mark.parametrize("language", ["cy", "ur", "pl"])
def test_only_judged_rules_speak(language):
    text = "The NHS was told; nobody did nothing, and three carers who came were utilised, by 50% of 2,000 people."
    found = rules(text, language)
    assert {CoachRule.PERCENTAGE, CoachRule.BIG_NUMBER, CoachRule.SENTENCE_LENGTH} <= found
    assert found <= judged_rules(language)


@pytest.mark.parametrize("rule", list(CoachRule))
def test_every_rule_has_a_name_a_reason_and_a_source_and_can_be_translated(rule):
    assert str(rule.label)
    assert str(rule.reason).endswith(".")
    assert len(rule.source) > 5
    with speaking(PSEUDO.code):
        assert str(rule.label).startswith("[")
        assert str(rule.reason).startswith("[")


@given(st.text(max_size=200), st.sampled_from(sorted(PICTURES)))
def test_any_text_at_all_gets_advice_with_places_inside_it(text, language):
    for advice in coach(text, language):
        start, end = advice.span or (0, len(text))
        assert 0 <= start <= end <= len(text)
        assert all(start <= fix.start < fix.end <= end for fix in advice.fixes)
