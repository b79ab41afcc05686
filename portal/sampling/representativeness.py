"""Does who answered look like who we meant to hear: shares, gaps, the R-indicator, and who is missing."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.sampling.propensities import CellOutcome, fit_propensities, narrow

# A group counts as missing when it is this much under its share (a fifth) and that is more than chance (95 %).
MISSING_RATIO = 0.8
MISSING_Z = 1.96


@dataclass(frozen=True, slots=True)
class CategoryShares:
    """One category at the four steps: people (or sums of base weights) and shares 0 to 1 of everyone at that step.

    A share is None when nobody is at that step at all.
    """

    category: str
    frame: float
    invited: float
    reached: float
    answered: float
    frame_share: float | None
    invited_share: float | None
    reached_share: float | None
    answered_share: float | None

    @property
    def draw_gap(self) -> float | None:
        """Invited − frame, in shares: what the draw did, on purpose or by exclusions."""
        return _gap(self.invited_share, self.frame_share)

    @property
    def contact_gap(self) -> float | None:
        """Reached − invited."""
        return _gap(self.reached_share, self.invited_share)

    @property
    def answer_gap(self) -> float | None:
        """Answered − reached."""
        return _gap(self.answered_share, self.reached_share)

    @property
    def whole_gap(self) -> float | None:
        """Answered − frame."""
        return _gap(self.answered_share, self.frame_share)


def compare_shares(
    frame: Mapping[str, float],
    invited: Mapping[str, float],
    reached: Mapping[str, float],
    answered: Mapping[str, float],
) -> tuple[CategoryShares, ...]:
    """The three gaps for one variable, per category in sorted order. Pass sums of base weights for `invited`,
    `reached` and `answered` where the draw gave unequal chances, or its oversampling will show as a gap."""
    names = sorted({*frame, *invited, *reached, *answered})
    steps = (frame, invited, reached, answered)
    sums = [math.fsum(step.values()) for step in steps]
    rows = []
    for name in names:
        counts = [step.get(name, 0) for step in steps]
        shares = [count / total if total else None for count, total in zip(counts, sums, strict=True)]
        rows.append(CategoryShares(name, *counts, *shares))
    return tuple(rows)


def _gap(later: float | None, earlier: float | None) -> float | None:
    return None if later is None or earlier is None else later - earlier


@dataclass(frozen=True, slots=True)
class MissingGroup:
    """A category heard less than its share of the frame. `short_by`: replies that would have made up its share.
    `unheard`: nobody of it answered. Turn `answered` into words only through the disclosure gate."""

    variable: str
    category: str
    frame_share: float
    answered_share: float
    answered: float
    short_by: float
    unheard: bool


def who_is_missing(
    variable: str,
    *,
    frame: Mapping[str, float],
    answered: Mapping[str, float],
    effective_n: float | None = None,
) -> tuple[MissingGroup, ...]:
    """Categories that are under-represented among the answers, furthest below their share first.

    A category counts when its share of the answers is under four fifths of its share of the frame, and the difference
    is larger than chance (95 %) for `effective_n` replies (by default the number of answers), or nobody answered at
    all though at least one reply was to be expected.
    """
    people, replies = math.fsum(frame.values()), math.fsum(answered.values())
    if not people or not replies:
        return ()
    n = replies if effective_n is None else effective_n
    missing = []
    for category, size in sorted(frame.items()):
        share, heard = size / people, answered.get(category, 0) / replies
        spread = math.sqrt(share * (1 - share) / n)
        beyond_chance = share - heard > MISSING_Z * spread or (heard == 0 and share * n >= 1)
        if heard < MISSING_RATIO * share and beyond_chance:
            short = (share - heard) * replies
            found = answered.get(category, 0)
            missing.append(MissingGroup(variable, category, share, heard, found, short, heard == 0))
    return tuple(sorted(missing, key=lambda group: (group.answered_share / group.frame_share, group.category)))


@dataclass(frozen=True, slots=True)
class CategoryIndicator:
    """Unconditional partial R-indicator of one category: below nought it is under-represented."""

    category: str
    cases: float
    response_rate: float
    partial: float


@dataclass(frozen=True, slots=True)
class VariableIndicator:
    """Partial R-indicators of one variable: how far answering varies between its categories (`unconditional`), and
    how far it still varies within people alike in all other variables (`conditional`). Nought is best."""

    variable: str
    unconditional: float
    conditional: float
    categories: tuple[CategoryIndicator, ...]


@dataclass(frozen=True, slots=True)
class Representativeness:
    """The R-indicator: 1 when everyone is equally likely to answer, towards 0 the more it depends on who they are."""

    variables: tuple[str, ...]
    r_indicator: float
    response_rate: float
    cases: float
    partial: tuple[VariableIndicator, ...]


def r_indicator(cells: Sequence[CellOutcome], variables: Sequence[str]) -> Representativeness:
    """R = 1 − 2·S(ρ) of B. Schouten, F. Cobben and J. Bethlehem (2009), ρ the chance to answer from a logistic model
    of main effects, S with n − 1; partial indicators of Schouten, Shlomo and Skinner (2011).

    Leave out people known to be ineligible and people of whom nothing is known, and fix `variables` before fieldwork.

    Raises:
        ValueError: cells that do not fit the variables, or fewer than two people.
    """
    if any(len(cell.categories) != len(variables) for cell in cells):
        raise ValueError(tuple(variables))
    cases = math.fsum(cell.cases for cell in cells)
    if cases <= 1:
        raise ValueError(cases)
    chances = fit_propensities(cells)
    rate = math.fsum(cell.cases * chance for cell, chance in zip(cells, chances, strict=True)) / cases
    squares = math.fsum(cell.cases * (chance - rate) ** 2 for cell, chance in zip(cells, chances, strict=True))
    return Representativeness(
        variables=tuple(variables),
        r_indicator=1 - 2 * math.sqrt(squares / (cases - 1)),
        response_rate=rate,
        cases=cases,
        partial=tuple(_variable_indicator(place, name, cells, chances, rate) for place, name in enumerate(variables)),
    )


def _variable_indicator(
    place: int, name: str, cells: Sequence[CellOutcome], chances: Sequence[float], rate: float
) -> VariableIndicator:
    fitted = [
        CellOutcome(cell.categories, cell.cases, cell.cases * chance)
        for cell, chance in zip(cells, chances, strict=True)
    ]
    cases = math.fsum(cell.cases for cell in cells)
    categories = tuple(
        CategoryIndicator(
            category=part.categories[0],
            cases=part.cases,
            response_rate=part.answered / part.cases,
            partial=math.sqrt(part.cases / cases) * (part.answered / part.cases - rate),
        )
        for part in narrow(fitted, [place])
    )
    others = [other for other in range(len(cells[0].categories)) if other != place]
    alike = {part.categories: part.answered / part.cases for part in narrow(fitted, others)}
    within = math.fsum(
        cell.cases * (chance - alike[tuple(cell.categories[other] for other in others)]) ** 2
        for cell, chance in zip(cells, chances, strict=True)
    )
    between = math.sqrt(math.fsum(category.partial**2 for category in categories))
    return VariableIndicator(name, between, math.sqrt(within / (cases - 1)), categories)
