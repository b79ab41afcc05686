"""When no panel meets the targets: the smallest change to them that makes one possible."""

from __future__ import annotations

from dataclasses import dataclass

from portal.sampling.panels.pool import Pool
from portal.sampling.panels.solver import smallest_slack
from portal.sampling.panels.targets import Target, Targets


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A target as it is, and as it would have to be."""

    target: Target
    least: int
    most: int


def smallest_relaxation(pool: Pool, targets: Targets) -> tuple[Relaxed, ...] | None:
    """The fewest seats by which targets must give way so that a panel exists, within the flex of each target.

    Args:
        pool: the candidates; people of one home stay apart.
        targets: size and targets as wished.

    Returns:
        The targets that change, in the order they were written; empty when none has to; None when even giving way as
        far as the flex allows is not enough (the pool is too small, or too much alike).
    """
    slack = smallest_slack(pool, targets)
    if slack is None:
        return None
    return tuple(
        Relaxed(target, target.least - lower, target.most + raised)
        for target, (lower, raised) in zip(targets.targets, slack, strict=True)
        if lower or raised
    )
