"""How many replies are needed, how many people to ask for them, and how sure the figures will be."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from portal.sampling.allocation import Allocation, StratumAllocation
from portal.sampling.households import Crowding
from portal.sampling.intervals import CONFIDENCE, z_quantile

# Chi-square with one degree of freedom at 0.05, as printed in Krejcie & Morgan 1970.
KREJCIE_MORGAN_CHI_SQUARE = 3.841


def krejcie_morgan(population: int, *, margin: float = 0.05, share: float = 0.5) -> int:
    """Replies needed by the table of R. V. Krejcie and D. W. Morgan (1970): X²NP(1−P) / (d²(N−1) + X²P(1−P)),
    rounded to the nearest person as in the table.

    Raises:
        ValueError: a population under 1, or a margin or share outside 0…1.
    """
    _refuse_bad_sizes(population, margin, share)
    spread = KREJCIE_MORGAN_CHI_SQUARE * share * (1 - share)
    return min(population, round(spread * population / (margin**2 * (population - 1) + spread)))


def required_replies(
    population: int, *, margin: float = 0.05, share: float = 0.5, confidence: float = CONFIDENCE
) -> int:
    """Replies needed for ±`margin` with finite population correction, rounded up: n₀ / (1 + (n₀ − 1)/N).

    Raises:
        ValueError: a population under 1, or a margin or share outside 0…1.
    """
    _refuse_bad_sizes(population, margin, share)
    infinite = z_quantile(confidence) ** 2 * share * (1 - share) / margin**2
    return min(population, math.ceil(infinite / (1 + (infinite - 1) / population)))


def margin_of_error(
    replies: float,
    *,
    population: int | None = None,
    share: float = 0.5,
    design_effect: float = 1.0,
    confidence: float = CONFIDENCE,
) -> float:
    """Half the width of the interval for a share, as a share (0.041 is ±4.1 points): z √(deff·P(1−P)/n · (N−n)/(N−1)).

    Raises:
        ValueError: no replies, or more replies than people.
    """
    if replies <= 0 or (population is not None and replies > population):
        raise ValueError((replies, population))
    variance = design_effect * share * (1 - share) / replies
    return z_quantile(confidence) * math.sqrt(variance * finite_population_factor(replies, population))


def finite_population_factor(replies: float, population: int | None) -> float:
    """(N − n)/(N − 1): how much smaller the variance of a share is because the population has an end."""
    if population is None:
        return 1.0
    return (population - replies) / (population - 1) if population > 1 else 0.0


def _refuse_bad_sizes(population: int, margin: float, share: float) -> None:
    if population < 1 or not 0 < margin < 1 or not 0 < share < 1:
        raise ValueError((population, margin, share))


@dataclass(frozen=True, slots=True)
class ReplyPlan:
    """People to ask in one stratum so that about `wanted` reply. `expected` is what then comes back on average; it
    falls short of `wanted` only where the stratum has too few people (`take_all`)."""

    code: str
    wanted: int
    ask: int
    expected: float
    take_all: bool


def inflate_for_reply(allocation: Allocation, reply_rates: Mapping[str, float]) -> tuple[ReplyPlan, ...]:
    """Reads an allocation as replies wanted and says how many to ask, by the expected share of each group (status)
    that replies; 15–20 % of people who disengaged is usual (44 of 243: Hostick & Newell 2004).

    Raises:
        ValueError: a rate outside 0…1 (nought included).
        KeyError: a group without a rate.
    """
    plans = []
    for part in allocation.strata:
        rate = reply_rates[part.stratum.group]
        if not 0 < rate <= 1:
            raise ValueError((part.stratum.group, rate))
        ask = min(part.stratum.size, math.ceil(part.sample / rate - 1e-9))
        plans.append(ReplyPlan(part.stratum.code, part.sample, ask, ask * rate, ask == part.stratum.size))
    return tuple(plans)


def asked_for_replies(
    allocation: Allocation, reply_rates: Mapping[str, float], *, take_all: Collection[str] = ()
) -> tuple[Allocation, tuple[ReplyPlan, ...]]:
    """An allocation of replies wanted as one of people to ask, and what is expected of each stratum. Strata in
    `take_all` (codes) are asked in full whatever is wanted of them.

    Raises:
        ValueError, KeyError: see `inflate_for_reply`.
    """
    plans = inflate_for_reply(allocation, reply_rates)
    ask = {plan.code: plan.ask for plan in plans}
    parts = tuple(
        replace(part, sample=part.stratum.size if part.stratum.code in take_all else ask[part.stratum.code])
        for part in allocation.strata
    )
    return replace(allocation, strata=parts), plans


@dataclass(frozen=True, slots=True)
class GroupPrecision:
    """What to expect of a group (an empty name is everyone): people in it, asked, expected replies, Kish design
    effect of the base weights, and the margin of error of a share of one half; None when no reply is expected."""

    group: str
    population: int
    asked: int
    expected_replies: float
    design_effect: float
    margin: float | None


def expected_precision(
    allocation: Allocation,
    reply_rates: Mapping[str, float] | None = None,
    *,
    crowded: Mapping[str, Crowding] | None = None,
    confidence: float = CONFIDENCE,
) -> tuple[GroupPrecision, ...]:
    """Margin of error and design effect before the draw, first for everyone, then per group in sorted order.

    `reply_rates` per group; without them everyone is taken to reply. `crowded` per stratum code where one person of a
    household at most is drawn: people in large homes then stand for more others, and the design effect says so.
    """
    names = sorted({part.stratum.group for part in allocation.strata})
    return tuple(_precision(allocation, name, reply_rates, crowded or {}, confidence) for name in ["", *names])


def _precision(
    allocation: Allocation,
    group: str,
    reply_rates: Mapping[str, float] | None,
    crowded: Mapping[str, Crowding],
    confidence: float,
) -> GroupPrecision:
    parts = [part for part in allocation.strata if group in ("", part.stratum.group)]
    sizes = [_people_and_square(part, crowded.get(part.stratum.code)) for part in parts]
    population = sum(people for people, _square in sizes)
    replies = [part.sample * (reply_rates[part.stratum.group] if reply_rates else 1.0) for part in parts]
    # With unequal reply a person stands for N_h / replies_h others once non-response is adjusted for.
    squares = sum(square / n for (_people, square), n in zip(sizes, replies, strict=True) if n)
    covered = sum(people for (people, _square), n in zip(sizes, replies, strict=True) if n)
    expected = sum(replies)
    effect = expected * squares / covered**2 if covered else 1.0
    margin = None
    if expected > 0:
        margin = margin_of_error(expected, population=population, design_effect=effect, confidence=confidence)
    return GroupPrecision(group, population, sum(part.sample for part in parts), expected, effect, margin)


def _people_and_square(part: StratumAllocation, crowding: Crowding | None) -> tuple[int, float]:
    """People of a stratum, and what n · Σw² is over its sample: N², or N' · Σm where one of each home is picked."""
    if crowding is None:
        return part.stratum.size, float(part.stratum.size**2)
    return crowding.people, crowding.homes * crowding.sharing
