"""Decisions about summaries that need no database."""

import datetime as dt
import hashlib
import json
import math
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from portal.summaries.enums import SummaryState, VerdictKind

S = SummaryState
NEXT_STATES: Mapping[SummaryState, frozenset[SummaryState]] = {
    S.DRAFTING: frozenset({S.INTERNAL_REVIEW}),
    # Published without a check only on purpose, and then without the "checked" mark.
    S.INTERNAL_REVIEW: frozenset({S.DRAFTING, S.OUT_FOR_CHECK, S.PUBLISHED}),
    S.OUT_FOR_CHECK: frozenset({S.REVISING}),
    S.REVISING: frozenset({S.OUT_FOR_CHECK, S.CHECKED, S.PUBLISHED}),
    S.CHECKED: frozenset({S.REVISING, S.PUBLISHED}),
    S.PUBLISHED: frozenset({S.REVISING, S.WITHDRAWN}),
    S.SUPERSEDED: frozenset(),
    S.WITHDRAWN: frozenset({S.REVISING}),
}
# Numbers as people write them of other people, in our four languages: 12 %, 7 in 10, 30 people.
_PEOPLE = "people|persons|pobl|o bobl|لوگ|لوگوں|افراد"
_OF = "in|of|out of|o bob|allan o|o|میں سے"
_FIGURE = re.compile(
    rf"\d+([.,٫]\d+)?\s*(%|٪|per ?cent|y cant|فیصد)|\d+\s+(?:{_OF})\s+(?:every\s+)?\d+|\d+\s+(?:{_PEOPLE})\b",
    re.IGNORECASE,
)
# A reply need not be written to who said "right", "nearly" or nothing.
NEVER_ASKED = sys.maxsize
NUMBER_MARK = "{number}"
Id = TypeVar("Id", bound=UUID)


def may_become(state: SummaryState, wanted: SummaryState) -> bool:
    return wanted in NEXT_STATES[state]


@dataclass(frozen=True, kw_only=True)
class Tally:
    """What people said of one statement. Who said nothing is in none of the counts: silence is never a yes."""

    counts: Mapping[VerdictKind, int] = field(default_factory=dict)

    def of(self, kind: VerdictKind) -> int:
        return self.counts.get(kind, 0)

    @property
    def base(self) -> int:
        """People who said something of the statement; skipping it is not saying something."""
        return sum(number for kind, number in self.counts.items() if kind is not VerdictKind.SKIP)

    @property
    def needs_reply(self) -> bool:
        return any(self.of(kind) for kind in VerdictKind if kind.needs_reply)


@dataclass(frozen=True, kw_only=True)
class Answered:
    """How many "wrong", "leave out" and "I do not understand" a writer's reply was written for."""

    wrong: int
    leave_out: int
    not_understood: int = 0

    def of(self, kind: VerdictKind) -> int:
        return int(getattr(self, kind.value)) if kind.needs_reply else NEVER_ASKED


def is_unanswered(tally: Tally, reply: Answered | None) -> bool:
    """Whether someone who said "wrong", "leave this out" or "I do not understand" is still without a reply; a later one
    needs a new reply."""
    if not tally.needs_reply:
        return False
    return reply is None or any(tally.of(kind) > reply.of(kind) for kind in VerdictKind)


def total(tallies: Iterable[Tally]) -> Tally:
    counts: dict[VerdictKind, int] = {}
    for tally in tallies:
        for kind, number in tally.counts.items():
            counts[kind] = counts.get(kind, 0) + number
    return Tally(counts=counts)


def earns_checked_mark(*, checked: int, unanswered: int) -> bool:
    """ "Checked" is printed only when people did check it and everyone who said "wrong" was answered."""
    return checked > 0 and unanswered == 0


def seeded_sample(ids: Sequence[Id], *, size: int, seed: str) -> list[Id]:
    """`size` of the ids, by the order of SHA-256 over seed and id: anyone can draw it again from the seed."""
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).digest())[: max(0, size)]


def strength(count: int | None, base_n: int | None) -> tuple[float, int]:
    """What to order findings by: the lower end of Wilson's 95 % interval of their share, then how many said so.

    40 of 50 stands before 5 of 6: a large share of few answers may be chance. Unknown counts come last.
    Source: E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209–212.
    """
    if not count or not base_n:
        return 0.0, 0
    share, z = min(count / base_n, 1.0), 1.96
    middle = share + z * z / (2 * base_n)
    spread = z * math.sqrt(share * (1 - share) / base_n + z * z / (4 * base_n * base_n))
    return (middle - spread) / (1 + z * z / base_n), count


def is_rewritten(draft: str, words: str) -> bool:
    """Whether more than signs and spaces of a draft were changed."""
    return re.findall(r"\w+", draft.casefold()) != re.findall(r"\w+", words.casefold())


def reminder_day(asked: dt.date, *, until: dt.date) -> dt.date | None:
    """The day of the one reminder: half-way, a week or more after we asked (the send gate allows no sooner), and two
    days or more before the last day. None when the check is too short for one."""
    halfway = asked + max((until - asked) / 2, dt.timedelta(days=7))
    return halfway if until - halfway >= dt.timedelta(days=2) else None


def typed_figures(text: str) -> list[str]:
    """Numbers about people that someone typed; they are taken from the results instead, with their base."""
    western = "".join(str(unicodedata.decimal(c)) if unicodedata.decimal(c, None) is not None else c for c in text)
    return [match.group(0) for match in _FIGURE.finditer(western)]


def canonical(content: Mapping[str, Any]) -> bytes:
    """The one way to write a frozen content as bytes (RFC 8785 in spirit: sorted keys, no spaces, UTF-8)."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def content_hash(content: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(content)).hexdigest()


def slug_from(title: str, *, suffix: str) -> str:
    """An address people can read: `carers-centre-2026-4f2a`."""
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", plain)[:6]
    return "-".join([*words, suffix])
