"""Choosing for the seats of those who left: whoever is confirmed stays, and counts towards the targets."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from portal.sampling.panels.pool import Candidate
from portal.sampling.panels.targets import Targets


def targets_left(targets: Targets, kept: Sequence[Candidate]) -> Targets:
    """What is still to be chosen beside those who stay: fewer seats, and less of what they already bring.

    Where those who stay are already more than a target allows, nobody else of that value is chosen.
    """
    brought = Counter((category, one.profile[category]) for one in kept for category in targets.categories)
    return Targets(
        targets.size - len(kept),
        tuple(
            replace(
                target,
                least=max(0, target.least - brought[target.category, target.value]),
                most=max(0, target.most - brought[target.category, target.value]),
            )
            for target in targets.targets
        ),
    )


def candidates_left(
    candidates: Sequence[Candidate], kept: Sequence[Candidate], *, one_per_home: bool = True
) -> tuple[Candidate, ...]:
    """Who can still be chosen: nobody who stays, and with `one_per_home` nobody who lives with someone who stays."""
    ids = {one.person_id for one in kept}
    homes = {one.home for one in kept if one.home} if one_per_home else set()
    return tuple(one for one in candidates if one.person_id not in ids and one.home not in homes)
