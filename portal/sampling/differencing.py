"""Differencing: two safe tables can still tell on someone when one is taken from the other."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.sampling.disclosure import DEFAULT_RULES, DisclosureRules


@dataclass(frozen=True, slots=True)
class ReleasedCut:
    """The people behind a published figure: opaque ids, never names."""

    name: str
    people: frozenset[str]


class DifferenceFault(StrEnum):
    TOO_CLOSE = "too_close"
    REMAINDER_OF_NEW = "remainder_of_new"
    REMAINDER_OF_RELEASED = "remainder_of_released"


@dataclass(frozen=True, slots=True)
class DifferencingClash:
    """Why a cut may not be released. `released`: the published cuts it would be compared with."""

    fault: DifferenceFault
    released: tuple[str, ...]


def differencing_clashes(
    people: Collection[str], released: Sequence[ReleasedCut], *, rules: DisclosureRules = DEFAULT_RULES
) -> tuple[DifferencingClash, ...]:
    """Why a new cut over `people` may not be released beside those already out; nothing means it may.

    Refused: a cut that differs from a released one by 1 to 9 people (too close); one that released cuts inside it
    make up but for 1 to 9 people; and one that, with other released cuts, makes up a released cut but for 1 to 9.
    The very same people again is fine. How many people it is about is not told, since that number is the secret.
    """
    new = frozenset(people)
    if any(cut.people == new for cut in released):
        return ()
    clashes = [
        DifferencingClash(DifferenceFault.TOO_CLOSE, (cut.name,))
        for cut in released
        if 0 < len(new ^ cut.people) < rules.smallest
    ]
    inside = [cut for cut in released if cut.people < new]
    if inside and _few_left(new, inside, rules):
        clashes.append(DifferencingClash(DifferenceFault.REMAINDER_OF_NEW, tuple(cut.name for cut in inside)))
    for whole in released:
        if new < whole.people:
            parts = [cut for cut in released if cut.people < whole.people]
            if _few_left(whole.people, [ReleasedCut("", new), *parts], rules):
                names = (whole.name, *(cut.name for cut in parts))
                clashes.append(DifferencingClash(DifferenceFault.REMAINDER_OF_RELEASED, names))
    return tuple(clashes)


def may_be_released(
    people: Collection[str], released: Sequence[ReleasedCut], *, rules: DisclosureRules = DEFAULT_RULES
) -> bool:
    """Whether a new cut differs from every released one by nobody or by at least 10 people."""
    return not differencing_clashes(people, released, rules=rules)


def _few_left(whole: frozenset[str], parts: Sequence[ReleasedCut], rules: DisclosureRules) -> bool:
    left = whole.difference(*(part.people for part in parts))
    return 0 < len(left) < rules.smallest
