"""Numbers in a text: written in letters, as percentages, or too big to picture."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import normalize

from portal.summaries.coach.text import Piece

PICTURABLE = 1000
_PERCENT = re.compile(r"(\d+(?:[.,]\d+)?)\s?(?:%|٪|per ?cent\b|y cant\b|فیصد)")
_FIGURE = re.compile(r"(?<![\w.,/+])\d{1,3}(?:,\d{3})+(?![\w,])|(?<![\w.,/+])[1-9]\d{3,}(?!\w)")
_MILLIONS = re.compile(r"\b(?:million|billion|[mf]iliwn|biliwn|[mf]iliynau|ملین|لاکھ|کروڑ)\b")
_PHONE_NEIGHBOUR = re.compile(r"\d[ -]?$")
_PHONE_FOLLOWER = re.compile(r"^[ -]\d")
_UNITS = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
_TEENS = {"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16}
_TEENS |= {"seventeen": 17, "eighteen": 18, "nineteen": 19}
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_ENGLISH = _UNITS | _TEENS | _TENS
_SCALES = {"hundred": 100, "thousand": 1000}
_WELSH = {
    **dict.fromkeys(("dau", "dwy", "ddau", "ddwy"), 2),
    **dict.fromkeys(("tri", "tair", "dri", "dair", "thri", "thair"), 3),
    **dict.fromkeys(("pedwar", "pedair", "bedwar", "bedair", "phedwar", "phedair"), 4),
    **dict.fromkeys(("pump", "bump", "pum", "phump"), 5),
    **dict.fromkeys(("chwech", "chwe"), 6),
    **{"saith": 7, "wyth": 8, "naw": 9, "deg": 10, "ddeg": 10, "ugain": 20, "hanner cant": 50},
    **dict.fromkeys(("cant", "gant"), 100),
    **dict.fromkeys(("mil", "fil"), 1000),
}
_WELSH_TEN = {"deg", "ddeg"}
# Every number to 99 has a word of its own. Not here: words that mean something else more often than their number (72 is
# also "better", 80 "this very", 54 "why", 89 "granddaughter").
_URDU_TENS = {
    0: "- - دو تین چار پانچ چھ سات آٹھ نو",
    10: "دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ اٹھارہ انیس",
    20: "بیس اکیس بائیس تئیس چوبیس پچیس چھبیس ستائیس اٹھائیس انتیس",
    30: "تیس اکتیس بتیس تینتیس چونتیس پینتیس چھتیس سینتیس اڑتیس انتالیس",
    40: "چالیس اکتالیس بیالیس تینتالیس چوالیس پینتالیس چھیالیس سینتالیس اڑتالیس انچاس",
    50: "پچاس اکاون باون ترپن - پچپن چھپن ستاون اٹھاون انسٹھ",
    60: "ساٹھ اکسٹھ باسٹھ ترسٹھ چونسٹھ پینسٹھ چھیاسٹھ سڑسٹھ اڑسٹھ انہتر",
    70: "ستر اکہتر - تہتر چوہتر پچہتر چھہتر ستتر اٹھہتر اناسی",
    80: "- اکیاسی بیاسی تراسی چوراسی پچاسی چھیاسی ستاسی اٹھاسی -",
    90: "نوے اکانوے بانوے ترانوے چورانوے پچانوے چھیانوے ستانوے اٹھانوے ننانوے",
}
_URDU = {
    normalize("NFC", word): ten + unit
    for ten, words in _URDU_TENS.items()
    for unit, word in enumerate(words.split())
    if word != "-"
} | {"چھے": 6}
_URDU_HUNDRED = "سو"


class Found(NamedTuple):
    """A number in the text: where, and what it is worth."""

    start: int
    end: int
    value: int


def number_words(sentence: Piece, language: str) -> list[Found]:
    """Numbers written in letters. "one" alone is left: it is mostly not a number."""
    words = sentence.words()
    reader = {"cy": _read_welsh, "ur": _read_urdu}.get(language, _read_english)
    found, at = [], 0
    while at < len(words):
        taken, value = reader(words, at)
        if taken and not _part_of_a_million(sentence, words[at + taken - 1].end):
            found.append(Found(words[at].start, words[at + taken - 1].end, value))
        at += taken or 1
    return found


def percentages(text: str) -> Iterator[Found]:
    """Percentages, rounded to a whole number."""
    for match in _PERCENT.finditer(text):
        yield Found(match.start(), match.end(), round(float(match[1].replace(",", "."))))


def one_in(percent: int) -> tuple[int, int]:
    """A percentage as (so many, in so many): out of 10, or out of 100 where 10 would say none or all.

    >>> one_in(37), one_in(3)
    ((4, 10), (3, 100))
    """
    tenths = (percent + 5) // 10
    return (percent, 100) if tenths in (0, 10) and percent not in (0, 100) else (tenths, 10)


def big_numbers(text: str) -> Iterator[Found]:
    """Figures over 1,000. Years and telephone numbers are not amounts."""
    for match in _FIGURE.finditer(text):
        value = int(match[0].replace(",", ""))
        if value > PICTURABLE and not _is_year_or_phone(text, match):
            yield Found(match.start(), match.end(), value)
    for match in _MILLIONS.finditer(text):
        yield Found(match.start(), match.end(), 1_000_000)


def _is_year_or_phone(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    year = "," not in match[0] and 1900 <= int(match[0]) <= 2100 and not before.endswith(("£", "£ "))
    return year or bool(_PHONE_NEIGHBOUR.search(before)) or bool(_PHONE_FOLLOWER.search(after))


def _part_of_a_million(sentence: Piece, end: int) -> bool:
    return bool(_MILLIONS.match(sentence.text[end - sentence.start :].lstrip()))


def _touching(words: list[Piece], at: int) -> bool:
    """Whether only a space stands between this word and the one before it."""
    return words[at].start - words[at - 1].end == 1


def _read_english(words: list[Piece], at: int) -> tuple[int, int]:
    """(words taken, value) of the number that starts at `at`; (0, 0) when none does."""
    total = group = taken = 0
    while at + taken < len(words) and (taken == 0 or _touching(words, at + taken)):
        parts = words[at + taken].text.lower().split("-")
        step = 1
        if taken and parts == ["and"] and group % 100 == 0 and _is_number(words, at + taken + 1):
            parts, step = words[at + taken + 1].text.lower().split("-"), 2
        room = _room(total, group)
        if taken == 0 and parts == ["a"] and _word_at(words, at + 1) in _SCALES:
            group = 1
        elif parts[0] in _SCALES and len(parts) == 1 and group:
            total, group = (total + group * 1000, 0) if parts[0] == "thousand" else (total, group * 100)
        elif all(part in _ENGLISH for part in parts) and sum(_ENGLISH[part] for part in parts) < room:
            group += sum(_ENGLISH[part] for part in parts)
        else:
            break
        taken += step
    value = total + group
    return (0, 0) if not taken or (value == 1 and not _one_in_many(words, at)) else (taken, value)


def _room(total: int, group: int) -> int:
    """What may still follow: after "twenty" a unit, after "hundred" anything below it, after "two" nothing."""
    if group == 0 or group % 100 == 0:
        return 100
    return 10 if group % 10 == 0 and group % 100 >= 20 else 0


def _is_number(words: list[Piece], at: int) -> bool:
    return at < len(words) and _touching(words, at) and words[at].text.lower().split("-")[0] in _ENGLISH


def _one_in_many(words: list[Piece], at: int) -> bool:
    following = [word.text.lower() for word in words[at + 1 : at + 3]]
    return len(following) == 2 and following[0] == "in" and following[1] in _ENGLISH


def _read_welsh(words: list[Piece], at: int) -> tuple[int, int]:
    word, before = words[at].text.lower(), words[at - 1].text.lower() if at else ""
    if word not in _WELSH or _is_another_word(word, before):
        return 0, 0
    value, taken = _WELSH[word], 1
    if value < 10 and _word_at(words, at + 1) in _WELSH_TEN:
        value, taken = value * 10, 2
        unit = _WELSH.get(_word_at(words, at + 2), 0)
        if 0 < unit < 10:
            value, taken = value + unit, 3
    elif value < 10 and _word_at(words, at + 1) in ("cant", "gant"):
        value, taken = value * 100, 2
    return taken, value


def _is_another_word(word: str, before: str) -> bool:
    """ "yn deg" and "hynny'n deg" are "fair", "y cant" is "per cent", "y ddau" and "ill dau" are "both"."""
    is_said_of = before == "yn" or before.endswith(("'n", "’n"))
    return (
        (word == "deg" and is_said_of)
        or (word == "cant" and before == "y")
        or ((before in ("y", "ill") or before.endswith(("'r", "’r"))) and _WELSH[word] == 2)
    )


def _read_urdu(words: list[Piece], at: int) -> tuple[int, int]:
    value = _URDU.get(normalize("NFC", words[at].text))
    if value is None or (value == 2 and at == len(words) - 1):  # as the last word it is "give"
        return 0, 0
    return (2, value * 100) if value < 10 and _word_at(words, at + 1) == _URDU_HUNDRED else (1, value)


def _word_at(words: list[Piece], at: int) -> str:
    return words[at].text.lower() if at < len(words) and _touching(words, at) else ""
