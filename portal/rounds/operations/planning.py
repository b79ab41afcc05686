"""From a frozen frame to a plan: what the sample can tell is shown before anyone is asked."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.rosters.models import Frame, FrameEntry
from portal.rosters.rules import framing
from portal.rosters.rules.framing import FRAME_FIELDS
from portal.rounds import queries
from portal.rounds.enums import RoundState
from portal.rounds.errors import AlreadyDrawn, FrameChanged, NotReady, PlanOutOfDate
from portal.rounds.models import Round, SamplePlan
from portal.rounds.operations.noting import note
from portal.rounds.operations.previewing import PlanPreview, work_out
from portal.rounds.rules.designing import PLAIN_DESIGN, USUAL_MINIMUMS, USUAL_REPLY, Design, Wishes
from portal.sampling.draws import new_seed
from portal.sampling.frames import Frame as SamplingFrame
from portal.sampling.records import DrawRecord, seed_commitment
from portal.shared import clock

__all__ = [
    "TRAITS",
    "USUAL_MINIMUMS",
    "USUAL_REPLY",
    "PlanPreview",
    "agree_plan",
    "choose_questions",
    "create_round",
    "plan_to_draw",
    "preview_plan",
    "sampling_frame",
]
TRAITS = FRAME_FIELDS


def create_round(
    session: Session,
    *,
    service_id: uuid.UUID,
    name: Mapping[str, str],
    purpose: Mapping[str, str],
    question_set_id: uuid.UUID | None,
    closes_on: dt.date | None,
    by: uuid.UUID | None,
) -> Round:
    """Opens a round in planning. `name` and `purpose` are texts by language code."""
    made = Round(
        service_id=service_id,
        name=dict(name),
        purpose=dict(purpose),
        question_set_id=question_set_id,
        closes_on=closes_on,
        created_at=clock.now(),
        created_by=by,
    )
    session.add(made)
    session.flush()
    note(session, made, "create", by=by)
    return made


def choose_questions(round_: Round, *, service_id: uuid.UUID, question_set_id: uuid.UUID | None) -> None:
    """Which service and which questions. Once people are drawn both stand; the same choice again changes nothing.

    Raises:
        AlreadyDrawn
    """
    if (round_.service_id, round_.question_set_id) == (service_id, question_set_id):
        return
    if round_.state is not RoundState.PLANNING:
        raise AlreadyDrawn
    if round_.service_id != service_id:
        round_.frame_id = None
    round_.service_id, round_.question_set_id = service_id, question_set_id


def sampling_frame(entries: list[FrameEntry]) -> SamplingFrame:
    """The frame as the sampling room sees it: stable ids and fields, no names."""
    columns = ("person_id", "household", *TRAITS)
    return framing.sampling_frame({name: getattr(entry, name) for name in columns} for entry in entries)


def preview_plan(
    session: Session,
    *,
    frame: Frame,
    size: int,
    strata_field: str,
    allocation: str,
    minimums: Mapping[str, int],
    design: Design = PLAIN_DESIGN,
) -> tuple[PlanPreview, SamplingFrame]:
    """Works a plan out without keeping anything.

    Raises:
        sampling.errors.ImpossiblePlan: with the minimums that clash and the smallest changes that would do.
        FrameChanged: the frame's people no longer give its fingerprint.
        NotReady: the year before is not drawn.
    """
    wishes = Wishes(size, strata_field, allocation, minimums, design)
    return work_out(session, frame=frame, wishes=wishes, at=clock.now())


def agree_plan(
    session: Session,
    *,
    round_: Round,
    frame: Frame,
    size: int,
    strata_field: str,
    allocation: str,
    minimums: Mapping[str, int],
    by: uuid.UUID | None,
    design: Design = PLAIN_DESIGN,
) -> SamplePlan:
    """Keeps the plan. The frame's hash stands first; then a seed is made, sealed, and its commitment shown.

    A plan may be agreed again until the draw; each time with a fresh seed, and each time noted. Who is left out is kept
    with it. A yearly sample goes on with the seed of its first year: everyone keeps their number, nobody can choose.

    Raises:
        AlreadyDrawn, FrameChanged, NotReady; sampling.errors.ImpossiblePlan
    """
    if round_.state is not RoundState.PLANNING:
        raise AlreadyDrawn
    wishes, now = Wishes(size, strata_field, allocation, minimums, design), clock.now()
    preview, whole = work_out(session, frame=frame, wishes=wishes, at=now)
    seed = _seed_of_first_year(session, design) or new_seed()
    plan = queries.plan_of(session, round_id=round_.id) or SamplePlan(round_id=round_.id)
    plan.size, plan.strata_field, plan.allocation, plan.minimums = size, strata_field, allocation, dict(minimums)
    plan.design = design.as_json()
    plan.left_out = {reason: list(ids) for reason, ids in preview.scheme.left_out.items()}
    plan.frame_sha256, plan.seed_commitment, plan.seed = whole.sha256, seed_commitment(seed), seed
    plan.preview = {
        "groups": preview.group_rows(),
        "strata": len(preview.stratification.strata),
        "to_ask": preview.allocation.total,
        "spared": {status: dict(counts) for status, counts in preview.spared.items()},
    }
    plan.planned_at = now
    session.add(plan)
    round_.frame_id = frame.id
    session.flush()
    promised = {"frame_sha256": plan.frame_sha256, "seed_commitment": plan.seed_commitment}
    note(session, round_, "plan", by=by, size=size, **promised)
    return plan


def _seed_of_first_year(session: Session, design: Design) -> str:
    before = queries.draw_of(session, round_id=uuid.UUID(design.follows)) if design.follows else None
    return DrawRecord.from_json(before.record).seed if before else ""


def plan_to_draw(session: Session, *, round_: Round) -> tuple[SamplePlan, PlanPreview, SamplingFrame]:
    """The agreed plan worked out again on its frame, households told apart by its seed.

    Raises:
        NotReady: there is no plan. FrameChanged: the frame is not the one that was planned for.
        PlanOutOfDate: someone who could be drawn was asked in another round after the plan was agreed.
    """
    plan = queries.plan_of(session, round_id=round_.id)
    frame = session.get(Frame, round_.frame_id) if round_.frame_id else None
    if plan is None or frame is None:
        raise NotReady
    design = Design.from_json(plan.design)
    wishes = Wishes(plan.size, plan.strata_field, plan.allocation, plan.minimums, design)
    preview, whole = work_out(session, frame=frame, wishes=wishes, at=plan.planned_at, seed=plan.seed or "")
    if whole.sha256 != plan.frame_sha256:
        raise FrameChanged
    if {reason: sorted(ids) for reason, ids in preview.scheme.left_out.items()} != {
        reason: sorted(ids) for reason, ids in plan.left_out.items()
    }:
        raise PlanOutOfDate
    return plan, preview, whole
