"""What a vote comes to. Pure sums; what of it may be shown is in `rules/outcomes.py`.

Ranking is counted after Borda (Mémoire sur les élections au scrutin, 1781) with ties averaged, as in Emerson, "The
original Borda count and partial voting", Social Choice and Welfare 40 (2013). Someone can be told on one sheet of paper
how it is done: first of four gets three points, last none. Methods that compare pairs (Condorcet, Schulze) withstand
tactics better, and nobody on a panel could check them by hand; a count that members cannot follow is not theirs.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from portal.panels.enums import Consent, PanelView

Option = TypeVar("Option", bound=Hashable)
DOTS = 10


def borda_points(ballots: Sequence[Sequence[Option]], options: Sequence[Option]) -> dict[Option, Fraction]:
    """Points of each option: on a ballot, one for every option placed below it.

    A ballot names options from the most wanted on, each once. Those it leaves out are tied below the last and share
    the points of their places: of four options with one named, it gets 3 and the others 1 each (2, 1, 0 averaged).
    Points of one ballot always add up to n(n-1)/2. An empty ballot says nothing and gives nothing.

    Raises:
        ValueError: a ballot names something twice, or something that is not an option.
    """
    points: dict[Option, Fraction] = dict.fromkeys(options, Fraction(0))
    for ballot in ballots:
        if len(set(ballot)) < len(ballot) or not set(ballot) <= set(options):
            raise ValueError("not a ballot")
        if not ballot:
            continue
        for place, option in enumerate(ballot):
            points[option] += len(options) - 1 - place
        left = [option for option in options if option not in set(ballot)]
        for option in left:
            points[option] += Fraction(len(left) - 1, 2)
    return points


def dot_points(ballots: Sequence[Mapping[Option, int]], options: Sequence[Option]) -> dict[Option, Fraction]:
    """Dots each option got. A ballot gives from nought to ten in all, and need not give every one.

    Raises:
        ValueError: a ballot gives more than ten, fewer than none, or to something that is not an option.
    """
    points: dict[Option, Fraction] = dict.fromkeys(options, Fraction(0))
    for ballot in ballots:
        if not fits(ballot) or not set(ballot) <= set(options):
            raise ValueError("not a ballot")
        for option, dots in ballot.items():
            points[option] += dots
    return points


def fits(dots: Mapping[Option, int]) -> bool:
    """Whether someone has no more than ten dots out, and none below nought."""
    return sum(dots.values()) <= DOTS and all(one >= 0 for one in dots.values())


def in_order(points: Mapping[Option, Fraction]) -> list[list[Option]]:
    """Options from the most points on. Those with the same number stand together: a tie is said as a tie. Within a
    tie they keep the order in which they were put to the vote."""
    levels = sorted(set(points.values()), reverse=True)
    return [[option for option in points if points[option] == level] for level in levels]


def consent_of(said: Sequence[Consent]) -> Consent | None:
    """What a panel says to a proposal by consent (as in sociocracy, Endenburg 1981): a single "no" holds it up, worries
    are to be dealt with, and it stands when nobody says no. None when nobody voted."""
    if not said:
        return None
    return next(one for one in (Consent.NO, Consent.WORRIES, Consent.YES) if one in said)


def view_of(said: Sequence[PanelView]) -> PanelView | None:
    """The view most members hold; None when nobody voted or the most is a tie."""
    ranked = Counter(said).most_common()
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
