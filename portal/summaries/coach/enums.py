from enum import StrEnum
from typing import Any, NamedTuple

from portal.shared.i18n import lazy

DHSC = "Department of Health and Social Care, Basic guidelines for people who commission easy read information"
GOV_UK = "UK government, Accessible communication formats (inclusive communication)"
INCLUSION_EUROPE = "Inclusion Europe, Information for all: European standards for easy-to-read information"
DIN = "DIN SPEC 33429, Guidance for German Easy Language"
ISO = "ISO 24495-1, Plain language: governing principles and guidelines"
COGA = "W3C, Making content usable for people with cognitive and learning disabilities"


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"

    @property
    def label(self) -> Any:
        return {Severity.ERROR: lazy("Please change this"), Severity.WARNING: lazy("Could be easier")}[self]


class CoachRule(StrEnum):
    SENTENCE_LENGTH = "sentence_length"
    SENTENCES_IN_PARAGRAPH = "sentences_in_paragraph"
    SENTENCES_PER_PICTURE = "sentences_per_picture"
    LINKED_IDEAS = "linked_ideas"
    PASSIVE = "passive"
    NUMBER_WORD = "number_word"
    PERCENTAGE = "percentage"
    BIG_NUMBER = "big_number"
    ABBREVIATION = "abbreviation"
    HARD_WORD = "hard_word"
    TWO_WORDS_FOR_ONE = "two_words_for_one"
    DOUBLE_NEGATIVE = "double_negative"
    YOU_AND_WE = "you_and_we"
    NO_PICTURE = "no_picture"
    ALT_LANGUAGE = "alt_language"
    ALT_REPEATS = "alt_repeats"
    PAGES = "pages"

    @property
    def label(self) -> Any:
        """What is the matter, in two or three words."""
        return _TEXTS[self].label

    @property
    def reason(self) -> Any:
        """Why it matters and what to do."""
        return _TEXTS[self].reason

    @property
    def source(self) -> str:
        """The published guidance the rule comes from."""
        return _TEXTS[self].source


class _Text(NamedTuple):
    label: Any
    reason: Any
    source: str


_TEXTS = {
    CoachRule.SENTENCE_LENGTH: _Text(
        lazy("Long sentence"),
        lazy("Short sentences are easier to read. Make two sentences of it, or leave words out."),
        DHSC,
    ),
    CoachRule.SENTENCES_IN_PARAGRAPH: _Text(
        lazy("More than one sentence in a paragraph"),
        lazy("Start each sentence on a new line."),
        INCLUSION_EUROPE,
    ),
    CoachRule.SENTENCES_PER_PICTURE: _Text(
        lazy("Too many sentences for one picture"),
        lazy("One picture goes with one idea. Make a new row for the next idea."),
        DHSC,
    ),
    CoachRule.LINKED_IDEAS: _Text(
        lazy("Several ideas in one sentence"),
        lazy("Joining words, commas and “which” or “who” link ideas. Say one idea, then the next. Or make a list."),
        INCLUSION_EUROPE,
    ),
    CoachRule.PASSIVE: _Text(
        lazy("Who does it?"),
        lazy("Say who does what: “We will write to you”, not “You will be written to”."),
        INCLUSION_EUROPE,
    ),
    CoachRule.NUMBER_WORD: _Text(
        lazy("Number in letters"),
        lazy("Write numbers as digits: 3, not three."),
        INCLUSION_EUROPE,
    ),
    CoachRule.PERCENTAGE: _Text(
        lazy("Percentage"),
        lazy("Percentages are hard to picture. Say how many in 10, or “most”, “half”, “a few”."),
        INCLUSION_EUROPE,
    ),
    CoachRule.BIG_NUMBER: _Text(
        lazy("Big number"),
        lazy("Big numbers are hard to picture. Say “many” or “more than 1,000”, or how many in 10."),
        INCLUSION_EUROPE,
    ),
    CoachRule.ABBREVIATION: _Text(
        lazy("Short form nobody has explained"),
        lazy("Write the words in full, or explain the letters in “words to know”."),
        GOV_UK,
    ),
    CoachRule.HARD_WORD: _Text(
        lazy("Hard word"),
        lazy("Use an easier word, or say what it means here, in the row before or in the row after."),
        GOV_UK,
    ),
    CoachRule.TWO_WORDS_FOR_ONE: _Text(
        lazy("Two words for one thing"),
        lazy("Use the same word for the same thing all the way through."),
        DHSC,
    ),
    CoachRule.DOUBLE_NEGATIVE: _Text(
        lazy("Two “no” words in one idea"),
        lazy("Say what is so, not what is not: “You can come”, not “There is no reason not to come”."),
        COGA,
    ),
    CoachRule.YOU_AND_WE: _Text(
        lazy("No “you” or “we” on this page"),
        lazy("Speak to the reader: say “you” for them and “we” for you."),
        ISO,
    ),
    CoachRule.NO_PICTURE: _Text(
        lazy("No picture"),
        lazy("Each row needs a picture. It helps people to find and understand the idea."),
        DHSC,
    ),
    CoachRule.ALT_LANGUAGE: _Text(
        lazy("Picture described in another language"),
        lazy("People who listen hear what is in the picture. Describe it in the language of the document."),
        COGA,
    ),
    CoachRule.ALT_REPEATS: _Text(
        lazy("Picture described with the sentence"),
        lazy("Say what is in the picture. People who listen would hear the same sentence twice."),
        COGA,
    ),
    CoachRule.PAGES: _Text(
        lazy("Long document"),
        lazy("Few people read a long document. Leave out what they do not need, or make two documents."),
        DIN,
    ),
}
