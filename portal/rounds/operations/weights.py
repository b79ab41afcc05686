"""Choosing how the answers of a round are weighted: on record, and printed in every report."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.rounds.models import Round, WeightingChoice
from portal.rounds.operations.counting import ask_to_count
from portal.rounds.queries.findings import weighting_choice
from portal.rounds.rules.weighting import MARGIN_FIELDS, USUAL_MARGINS, USUAL_TRIM
from portal.shared import audit, clock, queue


def choice_of(session: Session, *, round_: Round) -> WeightingChoice:
    """What was chosen, or the usual choice, which is not saved."""
    found = weighting_choice(session, round_id=round_.id)
    return found or WeightingChoice(margins=list(USUAL_MARGINS), trim_at=USUAL_TRIM, version=0)


def choose(
    session: Session, *, round_: Round, margins: Sequence[str], trim_at: float, by: uuid.UUID | None
) -> queue.Job:
    """Keeps the choice and lets the worker count again. One margin is post-stratified to, several are raked to; none
    leaves the weights of the draw.

    Raises:
        ValueError: a field that is no margin, or a limit below 1.
    """
    if not set(margins) <= set(MARGIN_FIELDS) or trim_at < 1:
        raise ValueError(margins)
    choice = weighting_choice(session, round_id=round_.id)
    if choice is None:
        choice = WeightingChoice(round_id=round_.id)
        session.add(choice)
    choice.margins = [name for name in MARGIN_FIELDS if name in margins]
    choice.trim_at, choice.chosen_at, choice.chosen_by = float(trim_at), clock.now(), by
    session.flush()
    audit.record(
        session,
        action="weighting_choose",
        subject="round",
        subject_id=round_.id,
        actor_id=by,
        margins=" ".join(choice.margins),
        trim_at=int(trim_at),
    )
    return ask_to_count(session, round_=round_, by=by)
