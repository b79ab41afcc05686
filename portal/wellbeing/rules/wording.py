"""Advice on the words of a personal outcome. Advice only: the words stay as the person said them.

An outcome says what will be different in a life; a service's own doing is not an outcome (Scottish Personal Outcomes
Network; CCPS, Commissioning for outcomes: "so what?"). Words of change are good; words of doing ask "why? so what?".
Only for the languages below; of others nothing is said.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

# Stems, at the beginning of a word. In Welsh the first letter changes, so each is given as it may stand.
CHANGE: Mapping[str, tuple[str, ...]] = {
    "en": (
        *("improv", "reduc", "increas", "keep", "maintain", "more ", "less ", "better", "feel", "able to", "again"),
        *("stop", "start", "without", "myself", "my own", "safe"),
    ),
    "cy": (
        *("gwell", "well", "lleih", "leih", "cynydd", "gynydd", "cadw", "gadw", "mwy", "fwy", "llai", "lai", "teiml"),
        *("deiml", "gallu", "allu", "eto", "heb", "fy hun", "diogel", "ddiogel", "rhoi'r gorau", "dechrau", "ddechrau"),
    ),
    "ur": (
        *("بہتر", "کم", "زیادہ", "برقرار", "محسوس", "دوبارہ", "خود", "محفوظ", "بغیر", "سکوں", "سکے", "سکیں", "شروع"),
        *("چھوڑ", "اپنے آپ", "اپنی مرضی"),
    ),
}
DOING: Mapping[str, tuple[str, ...]] = {
    "en": ("provid", "support", "engag", "attend", "refer", "assess", "deliver", "offer", "receiv", "access", "liais"),
    "cy": (
        *("darpar", "ddarpar", "cefnog", "gefnog", "chefnog", "ymgysyllt", "mynych", "fynych", "atgyfeir", "hatgyfeir"),
        *("ases", "hases", "cyflwyn", "gyflwyn", "cynnig", "gynnig", "derbyn", "dderbyn"),
    ),
    "ur": ("فراہم", "شرکت", "حوالہ", "جائزہ", "پیشکش", "مدد دینا", "مدد فراہم", "رسائی", "رابطہ"),
}
# Fewer words than these rarely say what would be different; more is rarely one outcome.
FEWEST, MOST = 3, 40


class Advice(StrEnum):
    SAYS_A_CHANGE = "says_a_change"
    SAYS_A_DOING = "says_a_doing"  # why? so what?
    SAYS_NO_CHANGE = "says_no_change"
    VERY_SHORT = "very_short"
    VERY_LONG = "very_long"


@dataclass(frozen=True)
class Remark:
    """One piece of advice, and the words in the text it is about."""

    advice: Advice
    words: tuple[str, ...] = ()


def can_advise(language: str) -> bool:
    return _family(language) in CHANGE


def advice_on(text: str, *, language: str) -> list[Remark]:
    """What may be said about the words of an outcome; empty for a language we cannot judge, and for no words."""
    if not can_advise(language) or not text.strip():
        return []
    family, number = _family(language), len(text.split())
    changes, doings = _found(text, CHANGE[family]), _found(text, DOING[family])
    remarks = []
    if changes:
        remarks.append(Remark(Advice.SAYS_A_CHANGE, changes))
    if doings:
        remarks.append(Remark(Advice.SAYS_A_DOING, doings))
    if not changes and not doings:
        remarks.append(Remark(Advice.SAYS_NO_CHANGE))
    if number < FEWEST:
        remarks.append(Remark(Advice.VERY_SHORT))
    if number > MOST:
        remarks.append(Remark(Advice.VERY_LONG))
    return remarks


def _family(language: str) -> str:
    """Easy English is judged as English."""
    return language.split("-")[0]


def _found(text: str, stems: tuple[str, ...]) -> tuple[str, ...]:
    """The words of the text that begin with a stem, as they stand there, each once."""
    low, found = text.casefold(), []
    for stem in stems:
        for match in re.finditer(rf"(?<!\w){re.escape(stem)}(?:\w*)", low):
            word = text[match.start() : match.end()].strip()
            if word not in found:
                found.append(word)
    return tuple(found)
