"""Choosing a panel by lot so that everyone's chance is as equal as the targets allow (sortition).

`pool_of` sorts candidates into kinds, `fairest` finds panels and their probabilities, `lottery_of` makes a thousand
tickets of them that anyone can check, `smallest_relaxation` says what to change when no panel is possible.
"""

from portal.sampling.panels.chances import Mixture, fairest
from portal.sampling.panels.lottery import Lottery, TicketFault, drawn_number, faults_of, lottery_from_json, lottery_of
from portal.sampling.panels.pool import Candidate, Pool, pool_of
from portal.sampling.panels.relaxing import Relaxed, smallest_relaxation
from portal.sampling.panels.replacing import candidates_left, targets_left
from portal.sampling.panels.targets import Target, TargetProblem, Targets, targets_for

__all__ = [
    "Candidate",
    "Lottery",
    "Mixture",
    "Pool",
    "Relaxed",
    "Target",
    "TargetProblem",
    "Targets",
    "TicketFault",
    "candidates_left",
    "drawn_number",
    "fairest",
    "faults_of",
    "lottery_from_json",
    "lottery_of",
    "pool_of",
    "smallest_relaxation",
    "targets_for",
    "targets_left",
]
