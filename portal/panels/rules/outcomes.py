"""What may be shown of the outcome of a vote so that it points at nobody.

Panels are small and their members know each other. So: of fewer than three voters nothing is said; of fewer than five
only the order or the outcome, in words; numbers come through the rules of the house (portal/sampling/disclosure.py), as
from ten voters on and never where everyone may have said the same. Whether a result was unanimous is told by nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.panels.enums import Consent, PanelView, VoteMethod
from portal.panels.rules.ballots import Said
from portal.panels.rules.voting import borda_points, consent_of, dot_points, in_order, view_of
from portal.sampling.disclosure import SMALLEST_COUNT, protect_table, protected_percentage

LEAST_TO_SAY, LEAST_TO_COUNT = 3, 5
ROUND_TO = 5


@dataclass(frozen=True, slots=True)
class Outcome:
    """What everyone on the panel may know of a vote that is closed.

    `voters`: how many voted, None when they are fewer than five; `says_nothing`: fewer than three.
    `order`: options from the most wanted on, those that tie together. `result`: a value of Consent or PanelView, or
    "tie". `shares`: whole percent in steps of five by option or choice, only where they point at nobody.
    `remarks`: words whose writers agreed, without names, in the order of the alphabet.
    """

    voters: int | None = None
    says_nothing: bool = False
    order: Sequence[Sequence[str]] = ()
    result: str = ""
    shares: dict[str, int] = field(default_factory=dict)
    remarks: Sequence[str] = ()

    def as_row(self) -> dict[str, Any]:
        return {
            "voters": self.voters,
            "says_nothing": self.says_nothing,
            "order": [list(group) for group in self.order],
            "result": self.result,
            "shares": self.shares,
            "remarks": list(self.remarks),
        }


def outcome_of(ballots: Sequence[Said], *, method: VoteMethod, options: Sequence[str]) -> Outcome:
    """The outcome of the ballots that say something; in which order they lie changes nothing."""
    said = [one for one in ballots if not one.is_empty]
    if len(said) < LEAST_TO_SAY:
        return Outcome(says_nothing=True)
    voters = len(said) if len(said) >= LEAST_TO_COUNT else None
    remarks = sorted(one.words for one in said if one.words and one.may_show) if voters else []
    if method in (VoteMethod.RANK, VoteMethod.DOTS):
        points = _points(said, method, options)
        return Outcome(voters=voters, order=in_order(points), shares=_shares(said, method, points), remarks=remarks)
    choices: type[Consent] | type[PanelView] = Consent if method is VoteMethod.CONSENT else PanelView
    return Outcome(
        voters=voters,
        result=_result(said, method),
        shares=_counted_shares([one.choice for one in said], [one.value for one in choices]),
        remarks=remarks,
    )


def _points(said: Sequence[Said], method: VoteMethod, options: Sequence[str]) -> dict[str, Any]:
    if method is VoteMethod.RANK:
        return borda_points([one.order for one in said], options)
    return dot_points([one.dots for one in said], options)


def _result(said: Sequence[Said], method: VoteMethod) -> str:
    if method is VoteMethod.CONSENT:
        return str(consent_of([Consent(one.choice) for one in said]) or "")
    return str(view_of([PanelView(one.choice) for one in said]) or "tie")


def _shares(said: Sequence[Said], method: VoteMethod, points: dict[str, Any]) -> dict[str, int]:
    """Each option's share of the points, of ten voters or more, and only if no option has all or nothing of what it
    could have: at an end of the scale everyone said the same of it."""
    if len(said) < SMALLEST_COUNT:
        return {}
    most = _most_there_could_be(said, method, len(points))
    if any(one in (0, most) for one in points.values()):
        return {}
    total = sum(points.values())
    return {option: round(100 * one / total / ROUND_TO) * ROUND_TO for option, one in points.items()}


def _most_there_could_be(said: Sequence[Said], method: VoteMethod, options: int) -> int:
    if method is VoteMethod.RANK:
        return len(said) * (options - 1)
    return sum(sum(one.dots.values()) for one in said)


def _counted_shares(said: Sequence[str], choices: Sequence[str]) -> dict[str, int]:
    """Through the gate of the house: all of them, or none."""
    table = protect_table({(one,): said.count(one) for one in choices})
    if table.hidden_cells:
        return {}
    shares = {one: protected_percentage(table.cells[one,], table.total) for one in choices}
    return {choice: share for choice, share in shares.items() if share is not None}
