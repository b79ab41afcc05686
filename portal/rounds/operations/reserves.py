"""Asking more people: whole batches, in the order of the draw, each released person in the denominator."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds import queries
from portal.rounds.enums import MemberState, RoundState
from portal.rounds.errors import NotReady, RoundClosed
from portal.rounds.models import Round, SampleMember
from portal.rounds.operations.drawing import member_rows
from portal.rounds.operations.noting import note
from portal.sampling.records import DrawRecord


def release_reserves(session: Session, *, round_: Round, stratum: str, batch: int, by: uuid.UUID | None) -> int:
    """Releases the next `batch` reserves of a stratum, or all there are; returns how many.

    They come in drawn order, so nobody can choose whom to add. A person who does not answer is never replaced: this
    only makes a sample larger.

    Raises:
        NotReady: nothing is drawn yet. RoundClosed
    """
    if queries.draw_of(session, round_id=round_.id) is None:
        raise NotReady
    if round_.state not in (RoundState.DRAWN, RoundState.FIELDWORK):
        raise RoundClosed
    fresh = release_next(session, round_=round_, stratum=stratum, batch=batch)
    note(session, round_, "release_reserves", by=by, stratum=stratum, people=len(fresh))
    return len(fresh)


def release_next(session: Session, *, round_: Round, stratum: str, batch: int) -> list[uuid.UUID]:
    """Lets the next reserves of a stratum into the sample; ids of their rows. The chance of everyone in the stratum is
    worked out anew: (people asked / people there), for someone picked from a household of m the m-th part of it."""
    draw = queries.draw_of(session, round_id=round_.id)
    assert draw is not None
    record = DrawRecord.from_json(draw.record)
    drawn = record.stratum(stratum)
    asked = queries.member_counts(session, round_id=round_.id).get(stratum, 0)
    fresh = drawn.ordered_ids[asked : asked + batch]
    chance = (asked + len(fresh)) / drawn.size
    rows = member_rows(
        session,
        round_=round_,
        stratum=stratum,
        ids=fresh,
        first_place=asked + 1,
        chance=chance,
        state=MemberState.RELEASED,
        households=record.household_sizes(),
    )
    if rows:
        session.execute(sa.insert(SampleMember), rows)
        whole = (SampleMember.round_id == round_.id, SampleMember.stratum == stratum)
        session.execute(sa.update(SampleMember).where(*whole).values(chance=chance / SampleMember.household_size))
    return [row["id"] for row in rows]
