"""What is on a ballot, and how it is folded so that all look alike."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from portal.panels.enums import VoteMethod
from portal.panels.rules.voting import DOTS, fits

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


def press(said: Said, button: str, *, options: Sequence[str]) -> Said:
    """A ballot being filled in, after a button: `pick:<id>`, `plus:<id>`, `minus:<id>` or `again`. A button that makes
    no sense, such as an eleventh dot, changes nothing."""
    deed, _colon, option = button.partition(":")
    if deed == "again":
        return replace(said, order=(), dots={})
    if option not in options:
        return said
    if deed == "pick" and option not in said.order:
        return replace(said, order=(*said.order, option))
    if deed in ("plus", "minus"):
        dots = {**said.dots, option: said.dots.get(option, 0) + (1 if deed == "plus" else -1)}
        return replace(said, dots=dots) if fits(dots) else said
    return said


def read_state(text: str, *, options: Sequence[str]) -> Said:
    """What a ballot being filled in carries along; anything strange in it is left out."""
    try:
        state = json.loads(text or "{}")
        order = [one for one in dict.fromkeys(state.get("order", [])) if one in options]
        dots = {one: number for one, number in state.get("dots", {}).items() if one in options}
    except (ValueError, AttributeError, TypeError):
        return EMPTY
    is_whole = all(isinstance(number, int) for number in dots.values()) and fits(dots)
    return Said(order=order, dots=dots if is_whole else {})


def write_state(said: Said) -> str:
    """For the form."""
    return json.dumps({"order": list(said.order), "dots": dict(said.dots)})
