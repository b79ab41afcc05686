"""The draw: once, from a seed committed to beforehand, with a record that the database refuses to change."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rosters import queries as rosters
from portal.rosters.models import FrameEntry
from portal.rounds import queries
from portal.rounds.enums import MemberState, RoundState
from portal.rounds.errors import AlreadyDrawn
from portal.rounds.models import Draw, Round, SampleMember
from portal.rounds.operations.noting import note
from portal.rounds.operations.planning import TRAITS, plan_to_draw
from portal.rounds.operations.previewing import ASKED_BEFORE
from portal.rounds.rules.designing import Design
from portal.sampling import redraws
from portal.sampling.coordination import starts_after
from portal.sampling.draws import SamplePlan as DrawPlan
from portal.sampling.draws import draw
from portal.sampling.records import DrawRecord
from portal.shared import clock


def draw_sample(session: Session, *, round_: Round, by: uuid.UUID | None) -> Draw:
    """Draws the agreed sample and opens the seed. Reserves stay in the record, in their order, until released.

    Raises:
        AlreadyDrawn, NotReady, FrameChanged, PlanOutOfDate
    """
    if round_.state is not RoundState.PLANNING or queries.draw_of(session, round_id=round_.id):
        raise AlreadyDrawn
    plan, preview, whole = plan_to_draw(session, round_=round_)
    now = clock.now()
    record = draw(
        whole,
        DrawPlan(preview.stratification, preview.allocation),
        plan.seed or "",
        scheme=preview.scheme,
        drawn_by=str(by or ""),
        drawn_at=now.isoformat(),
    )
    text = record.to_json()
    made = Draw(
        round_id=round_.id,
        record=text,
        record_sha256=hashlib.sha256(text.encode()).hexdigest(),
        seed=record.seed,
        drawn_at=now,
        drawn_by=by,
    )
    session.add(made)
    _add_members(session, round_=round_, record=record)
    round_.state = RoundState.DRAWN
    session.flush()
    note(session, round_, "draw", by=by, record_sha256=made.record_sha256)
    return made


def verify_draw(session: Session, *, draw_row: Draw) -> list[str]:
    """Draws again from the record and the frame as it is now; what differs, in words. Empty: bit for bit the same."""
    record = DrawRecord.from_json(draw_row.record)
    round_ = session.get_one(Round, draw_row.round_id)
    assert round_.frame_id is not None
    whole = rosters.sampling_frame(session, frame_id=round_.frame_id)
    faults = [str(difference) for difference in redraws.redraw(record, whole)]
    if hashlib.sha256(draw_row.record.encode()).hexdigest() != draw_row.record_sha256:
        faults.append("the record is not the one whose hash was kept")
    faults.extend(_yearly_faults(session, record))
    drawn = {str(person) for person in queries.sampled_person_ids(session, round_id=round_.id)}
    if drawn != set(record.sample_ids()):
        faults.append("the people asked are not the people drawn")
    return faults


def _yearly_faults(session: Session, record: DrawRecord) -> list[str]:
    """A year of a yearly sample has the seed of the first, and begins where the year before ended."""
    follows = str(record.design.get("follows", ""))
    if not follows:
        return []
    before = queries.draw_of(session, round_id=uuid.UUID(follows))
    if before is None or before.record_sha256 != record.follows_sha256:
        return ["the year before is not the one this draw goes on from"]
    last, faults = DrawRecord.from_json(before.record), []
    if last.seed != record.seed:
        faults.append("the seed is not that of the first year")
    keep = Design.from_json(record.design).keep_percent
    asked = record.design.get(ASKED_BEFORE, {})
    if starts_after(last, record.strata, keep_percent=keep, asked=asked) != {s.code: s.start for s in record.strata}:
        faults.append("the draw does not begin where the year before ended")
    return faults


def member_rows(
    session: Session,
    *,
    round_: Round,
    stratum: str,
    ids: Sequence[str],
    first_place: int,
    chance: float,
    state: MemberState,
    households: Mapping[str, int] | None = None,
) -> list[dict[str, Any]]:
    """Rows for people of one stratum, each with what the frame says of them, frozen.

    `chance` is the stratum's; who was picked from a household of m had the m-th part of it.
    """
    sizes, now = households or {}, clock.now()
    entries = _entries(session, round_=round_, person_ids=[uuid.UUID(one) for one in ids])
    return [
        {
            "id": uuid.uuid4(),
            "round_id": round_.id,
            "person_id": entries[person_id].person_id,
            "frame_entry_id": entries[person_id].id,
            "state": state,
            "stratum": stratum,
            "place": place,
            "chance": chance / sizes.get(person_id, 1),
            "household_size": sizes.get(person_id, 1),
            "added_at": now,
            "traits": {trait: str(getattr(entries[person_id], trait)) for trait in TRAITS},
        }
        for place, person_id in enumerate(ids, start=first_place)
    ]


def _add_members(session: Session, *, round_: Round, record: DrawRecord) -> None:
    sizes = record.household_sizes()
    rows = [
        row
        for stratum in record.strata
        for row in member_rows(
            session,
            round_=round_,
            stratum=stratum.code,
            ids=stratum.sample_ids,
            first_place=1,
            chance=stratum.inclusion_probability,
            state=MemberState.SAMPLE,
            households=sizes,
        )
    ]
    if rows:
        session.execute(sa.insert(SampleMember), rows)


def _entries(session: Session, *, round_: Round, person_ids: list[uuid.UUID]) -> dict[str, FrameEntry]:
    found: dict[str, FrameEntry] = {}
    for start in range(0, len(person_ids), 500):
        chosen = FrameEntry.person_id.in_(person_ids[start : start + 500])
        for entry in session.scalars(sa.select(FrameEntry).where(FrameEntry.frame_id == round_.frame_id, chosen)):
            found[str(entry.person_id)] = entry
    return found
