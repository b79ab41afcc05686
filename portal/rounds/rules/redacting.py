"""Taking names, places and numbers out of someone's words: what looks like one, and the words without it.

Places are counted in words (signs between white space), so that they can be marked without script. What is found is a
suggestion for a person to look at; the patterns know their limits and nobody is quoted on their word alone.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from portal.rounds.coding_enums import SpanKind
from portal.rounds.rules.starters import STARTERS
from portal.shared.i18n import speaking

_WORD = re.compile(r"\S+")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]{2,}")
_PHONE = re.compile(r"(?:\+|00)?\d[\d\s().\-/]{7,}\d")
# The shape of a UK postcode (BS 7666): outward code, space or none, inward code.
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b", re.IGNORECASE)
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "nurse", "doctor", "matron", "sister", "prof", "professor"}
_PLACES = {
    *("road", "rd", "street", "st", "lane", "avenue", "close", "court", "house", "hospital", "surgery", "ward", "hall"),
    *("school", "college", "church", "mosque", "centre", "center", "hostel", "lodge", "park", "square", "terrace"),
}
# Written with a capital and nobody's name.
_NOT_NAMES = {
    *(
        "i",
        "i'm",
        "i've",
        "i'd",
        "i'll",
        "nhs",
        "gp",
        "gps",
        "tv",
        "uk",
        "ok",
        "a&e",
        "dwp",
        "pip",
        "bsl",
        "it's",
        "esa",
    ),
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "christmas", "easter", "ramadan"),
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november"),
    *("december", "english", "british", "welsh", "urdu", "asian", "black", "white", "european", "covid", "covid-19"),
}
_AROUND = ".,;:!?…()\"'“”‘’[]"
_END = re.compile(r"[.!?:;…\"”)]$")


@dataclass(frozen=True, order=True)
class Span:
    """Words `first` to `last` (counted from 0, both in it) and what they are."""

    first: int
    last: int
    kind: SpanKind

    def as_json(self) -> list[object]:
        return [self.first, self.last, self.kind.value]


def spans_from(stored: Sequence[Sequence[object]]) -> list[Span]:
    return [Span(int(str(first)), int(str(last)), SpanKind(str(kind))) for first, last, kind in stored]


def words_of(text: str) -> list[str]:
    """The words of a text as they stand, with their stops."""
    return _WORD.findall(text)


def without(text: str, spans: Collection[Span], *, language: str = "en") -> str:
    """The text with each span replaced by what it was, like “[name]”, in the language of the words.

    Stops at the end of a span stay, white space between words too.

    Raises:
        ValueError: a span beyond the words, or two that overlap.
    """
    places = [found.span() for found in _WORD.finditer(text)]
    ordered = sorted(spans)
    if any(not 0 <= one.first <= one.last < len(places) for one in ordered):
        raise ValueError("beyond the words")
    if any(one.last >= other.first for one, other in pairwise(ordered)):
        raise ValueError("overlapping")
    parts, reached = [], 0
    with speaking(language):
        for one in ordered:
            start, end = places[one.first][0], places[one.last][1]
            stop = re.search(r"[.,;:!?…]*$", text[start:end])
            parts += [text[reached:start], f"[{one.kind.label}]", stop[0] if stop else ""]
            reached = end
    return "".join([*parts, text[reached:]])


def joined(marked: dict[int, SpanKind]) -> list[Span]:
    """Words marked one by one as spans: neighbours of the same kind are one."""
    spans: list[Span] = []
    for place in sorted(marked):
        kind = marked[place]
        if spans and spans[-1].last == place - 1 and spans[-1].kind is kind:
            spans[-1] = Span(spans[-1].first, place, kind)
        else:
            spans.append(Span(place, place, kind))
    return spans


def suspects(text: str, *, places: Collection[str] = ()) -> dict[int, SpanKind]:
    """Words that look like something to take out, by their place. `places`: names of areas one knows of."""
    found = {place: kind for place, kind in _capitals(words_of(text), {one.casefold() for one in places})}
    bounds = [match.span() for match in _WORD.finditer(text)]
    for pattern, kind in ((_POSTCODE, SpanKind.POSTCODE), (_PHONE, SpanKind.PHONE), (_EMAIL, SpanKind.EMAIL)):
        for match in pattern.finditer(text):
            for place, (start, end) in enumerate(bounds):
                if start < match.end() and match.start() < end:
                    found[place] = kind
    return found


def must_be_looked_at(text: str, *, places: Collection[str] = ()) -> bool:
    """Whether a person must look before these words are quoted: something was found, or nothing could be, since names
    in this script (Arabic, say) begin with no capital."""
    return any(unicodedata.category(sign) == "Lo" for sign in text) or bool(suspects(text, places=places))


def _capitals(words: Sequence[str], places: Collection[str]) -> Iterator[tuple[int, SpanKind]]:
    bare = [word.strip(_AROUND) for word in words]
    plain = [word.casefold().replace("’", "'").removesuffix("'s") for word in bare]
    for place, word in enumerate(plain):
        before = plain[place - 1] if place else ""
        after = plain[place + 1] if place + 1 < len(plain) else ""
        begins = not place or bool(_END.search(words[place - 1]))
        of_place = after in _PLACES or (word in _PLACES and place > 0 and _is_capital(bare[place - 1]))
        if word in places or (_is_capital(bare[place]) and word not in _NOT_NAMES and of_place):
            yield place, SpanKind.PLACE
        elif (
            _is_capital(bare[place])
            and word not in _NOT_NAMES | _TITLES
            and (before in _TITLES or not begins or _may_begin_with_name(word, bare))
        ):
            yield place, SpanKind.NAME


def _may_begin_with_name(word: str, bare: Sequence[str]) -> bool:
    """At the beginning of a sentence every word has a capital. A name may be what seldom begins one, and does not stand
    in the text in small letters too."""
    return len(word) > 1 and word.isalpha() and word not in STARTERS and word not in bare


def _is_capital(word: str) -> bool:
    """Written like a name: one capital first. A word all in capitals is shouting, or short for something."""
    return word[:1].isupper() and not (len(word) > 1 and word.isupper())
