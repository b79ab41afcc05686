"""From a frozen frame to a plan: what the sample can tell is shown before anyone is asked."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.rosters import queries as rosters
from portal.rosters.models import Frame, FrameEntry
from portal.rosters.rules.framing import FRAME_FIELDS
from portal.rounds import queries
from portal.rounds.enums import RoundState
from portal.rounds.errors import AlreadyDrawn, FrameChanged, NotReady
from portal.rounds.models import Round, SamplePlan
from portal.rounds.operations.noting import note
from portal.sampling.allocation import Allocation, AllocationMethod, allocate
from portal.sampling.draws import new_seed
from portal.sampling.frames import Frame as SamplingFrame
from portal.sampling.frames import FrameRow
from portal.sampling.records import seed_commitment
from portal.sampling.sample_sizes import GroupPrecision, expected_precision
from portal.sampling.strata import Merge, Stratification, stratify
from portal.shared import clock

TRAITS = FRAME_FIELDS
# What came back elsewhere. Disengaged: 44 of 243 (Hostick & Newell 2004); the others are cautious guesses, to be
# replaced by a service's own rounds.
USUAL_REPLY = {"active": 0.35, "completed": 0.30, "disengaged": 0.18, "never_started": 0.15}
USUAL_MINIMUMS = {"disengaged": 80, "never_started": 60}


@dataclass(frozen=True)
class PlanPreview:
    """A plan worked out but not yet agreed: who would be in it against the frame, and what it could tell."""

    stratification: Stratification
    allocation: Allocation
    precision: tuple[GroupPrecision, ...]
    frame_size: int

    @property
    def merges(self) -> tuple[Merge, ...]:
        return self.stratification.merges

    def group_rows(self) -> list[tuple[str, int, int, float, float]]:
        """Per status: (status, people in the frame, people to ask, share of the frame, share of the sample)."""
        sizes, asked = self.stratification.group_sizes(), self.allocation.by_group()
        return [
            (group, sizes[group], asked[group], sizes[group] / self.frame_size, asked[group] / self.allocation.total)
            for group in sorted(sizes)
        ]


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
    return SamplingFrame(
        FrameRow(str(entry.person_id), {trait: str(getattr(entry, trait)) for trait in TRAITS}) for entry in entries
    )


def preview_plan(
    session: Session,
    *,
    frame: Frame,
    size: int,
    strata_field: str,
    allocation: str,
    minimums: Mapping[str, int],
) -> tuple[PlanPreview, SamplingFrame]:
    """Works a plan out without keeping anything.

    Raises:
        sampling.errors.ImpossiblePlan: with the minimums that clash and the smallest changes that would do.
        FrameChanged: the frame's people no longer give its fingerprint.
    """
    whole = rosters.sampling_frame(session, frame_id=frame.id)
    if whole.sha256 != frame.sha256:
        raise FrameChanged
    stratification = stratify(whole, fields=("status", strata_field))
    known = {group: least for group, least in minimums.items() if group in stratification.group_sizes()}
    allocated = allocate(stratification, total=size, method=AllocationMethod(allocation), minimums=known)
    reply = {group: USUAL_REPLY.get(group, 0.2) for group in stratification.group_sizes()}
    return PlanPreview(stratification, allocated, expected_precision(allocated, reply), len(whole)), whole


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
) -> SamplePlan:
    """Keeps the plan. The frame's hash stands first; then a seed is made, sealed, and its commitment shown.

    A plan may be agreed again until the draw; each time with a fresh seed, and each time noted.

    Raises:
        AlreadyDrawn; sampling.errors.ImpossiblePlan
    """
    if round_.state is not RoundState.PLANNING:
        raise AlreadyDrawn
    preview, whole = preview_plan(
        session, frame=frame, size=size, strata_field=strata_field, allocation=allocation, minimums=minimums
    )
    seed = new_seed()
    plan = queries.plan_of(session, round_id=round_.id) or SamplePlan(round_id=round_.id)
    plan.size, plan.strata_field, plan.allocation, plan.minimums = size, strata_field, allocation, dict(minimums)
    plan.frame_sha256, plan.seed_commitment, plan.seed = whole.sha256, seed_commitment(seed), seed
    plan.preview = {"groups": preview.group_rows(), "strata": len(preview.stratification.strata)}
    plan.planned_at = clock.now()
    session.add(plan)
    round_.frame_id = frame.id
    session.flush()
    promised = {"frame_sha256": plan.frame_sha256, "seed_commitment": plan.seed_commitment}
    note(session, round_, "plan", by=by, size=size, **promised)
    return plan


def plan_to_draw(session: Session, *, round_: Round) -> tuple[SamplePlan, PlanPreview, SamplingFrame]:
    """The agreed plan worked out again on its frame.

    Raises:
        NotReady: there is no plan. FrameChanged: the frame is not the one that was planned for.
    """
    plan = queries.plan_of(session, round_id=round_.id)
    frame = session.get(Frame, round_.frame_id) if round_.frame_id else None
    if plan is None or frame is None:
        raise NotReady
    preview, whole = preview_plan(
        session,
        frame=frame,
        size=plan.size,
        strata_field=plan.strata_field,
        allocation=plan.allocation,
        minimums=plan.minimums,
    )
    if whole.sha256 != plan.frame_sha256:
        raise FrameChanged
    return plan, preview, whole
