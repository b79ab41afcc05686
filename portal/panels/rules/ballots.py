"""What is on a ballot, and how it is folded so that all look alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.panels.enums import VoteMethod
from portal.panels.rules.voting import DOTS

# Bytes: every ballot is a multiple of this, and the longest words there may be still fit into one.
FOLD = 8192
LONGEST_WORDS = 1000


@dataclass(frozen=True, slots=True)
class Said:
    """What someone voted; one of the first three, by the method. Options are ids as text.

    `words` are worries, or what would make a "no" a "yes": for the panel, without a name, only if `may_show`.
    """

    order: Sequence[str] = ()
    dots: Mapping[str, int] = field(default_factory=dict)
    choice: str = ""
    words: str = ""
    may_show: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.order or any(self.dots.values()) or self.choice)


EMPTY = Said()


def fold(said: Said) -> str:
    """As text of one size, whatever it says. Words that nobody may see are not kept."""
    kept = {
        "order": list(said.order),
        "dots": {option: dots for option, dots in said.dots.items() if dots},
        "choice": said.choice,
        "words": said.words[:LONGEST_WORDS] if said.may_show else "",
        "may_show": said.may_show,
    }
    text = json.dumps(kept, ensure_ascii=False)
    return text + " " * (-len(text.encode()) % FOLD)


def unfold(text: str) -> Said:
    return Said(**json.loads(text))


def is_valid(said: Said, *, method: VoteMethod, options: Sequence[str], choices: Sequence[str]) -> bool:
    """Whether it can be counted by this method; `choices` are those of consent or of a verdict."""
    known = set(options)
    if method is VoteMethod.RANK:
        return 0 < len(said.order) == len(set(said.order)) and set(said.order) <= known
    if method is VoteMethod.DOTS:
        given = list(said.dots.values())
        return set(said.dots) <= known and min(given, default=0) >= 0 and 0 < sum(given) <= DOTS
    return said.choice in choices
