"""What a remark must hold before it is kept, and words in it that could point to a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.rounds.informal_enums import Agreed


class Pointer(StrEnum):
    """What in a text could say who someone is."""

    PHONE = "phone"
    EMAIL = "email"
    POSTCODE = "postcode"
    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True)
class Pointed:
    what: Pointer
    words: str


class Fault(StrEnum):
    """Why a remark cannot be noted as it is."""

    NOTHING_SAID = "nothing_said"
    NO_MEANS_NO_WORDS = "no_means_no_words"
    NOT_TOLD = "not_told"
    QUOTE_WITHOUT_USE = "quote_without_use"
    QUOTE_WITHOUT_WORDS = "quote_without_words"


_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")
# Eight digits or more with the signs people put between them; a date or a price has fewer.
_PHONE = re.compile(r"(?<![\w])(?:\+|00)?\d(?:[\s().-]?\d){8,14}(?!\w)")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b")
_NUMBER = re.compile(r"(?<!\d)\d{6,8}(?!\d)")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Lady|Nurse|Sister|Father|Auntie|Uncle)\.?\s+[A-Z][\w'’-]+")
_RELATED = re.compile(
    r"\b(?:called|named|name is|[Mm]y (?:son|daughter|husband|wife|mum|mother|dad|father|brother|sister|partner))"
    r",?\s+([A-Z][\w'’-]+)"
)
_TWO_CAPITALS = re.compile(r"(?<=[\w,;:’')] )[A-Z][a-z'’-]+\s+[A-Z][a-z'’-]+")
# Capitals that name a day, a month, a place of work or a language, not a person.
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december christmas easter ramadan eid welsh english urdu polish british council "
        "hospital library centre center street road house school college church mosque club service support group",
    )
)


def pointers_in(text: str) -> list[Pointed]:
    """Words in `text` that look like a phone number, an e-mail address, a postcode, a long number or a name.

    A guess that errs towards asking: whoever notes the remark looks again and decides.
    """
    found = [Pointed(Pointer.EMAIL, words) for words in _EMAIL.findall(text)]
    found += [Pointed(Pointer.PHONE, words) for words in _PHONE.findall(text)]
    found += [Pointed(Pointer.POSTCODE, words) for words in _POSTCODE.findall(text)]
    rest = _PHONE.sub(" ", _EMAIL.sub(" ", text))
    found += [Pointed(Pointer.NUMBER, words) for words in _NUMBER.findall(rest)]
    guessed = [words for words in (*_RELATED.findall(rest), *_TWO_CAPITALS.findall(rest)) if not _is_no_name(words)]
    return found + [Pointed(Pointer.NAME, words) for words in dict.fromkeys([*_TITLE.findall(rest), *guessed])]


def _is_no_name(words: str) -> bool:
    return any(word.casefold() in _NO_NAMES for word in re.findall(r"[\w]+", words))


def faults_of(
    *, words: str, gist: str, may_use: Agreed, may_quote: Agreed, told_who_hears: bool | None
) -> Sequence[Fault]:
    """What stands against noting a remark like this; empty when nothing does.

    Who says no is not written down, only that they said no. A yes counts when they knew who would hear it.
    """
    if may_use is Agreed.NO:
        return [Fault.NO_MEANS_NO_WORDS] if words or gist else []
    faults = [] if words or gist else [Fault.NOTHING_SAID]
    if Agreed.YES in (may_use, may_quote) and not told_who_hears:
        faults.append(Fault.NOT_TOLD)
    if may_quote is Agreed.YES:
        faults += [Fault.QUOTE_WITHOUT_USE] if may_use is not Agreed.YES else []
        faults += [Fault.QUOTE_WITHOUT_WORDS] if not words else []
    return faults
