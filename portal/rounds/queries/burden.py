"""How often people were asked before: to spare them, and to show it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.rosters.models import FrameEntry
from portal.rounds.enums import MemberState
from portal.rounds.models import SampleMember

Marks = tuple[str, ...]


def rounds_asked(
    session: Session, *, frame_id: uuid.UUID, since: dt.datetime, but_for: Collection[uuid.UUID] = ()
) -> dict[str, dict[uuid.UUID, dt.datetime]]:
    """For each person of a frame who was asked after `since`: in which rounds, and when. Others are missing.

    The same human on the rosters of two services is two records: they are matched by their keyed e-mail address and
    number as well. `but_for`: rounds that do not count.
    """
    asked = _asked_by_mark(session, since=since, but_for=but_for)
    if not asked:
        return {}
    columns = (FrameEntry.person_id, Person.email_index, Person.mobile_index)
    everyone = (
        sa.select(*columns).join(Person, Person.id == FrameEntry.person_id).where(FrameEntry.frame_id == frame_id)
    )
    found: dict[str, dict[uuid.UUID, dt.datetime]] = {}
    for person_id, email, mobile in session.execute(everyone):
        rounds = [asked[mark] for mark in _marks(person_id, email, mobile) if mark in asked]
        if rounds:
            found[str(person_id)] = {round_id: at for one in rounds for round_id, at in one.items()}
    return found


def _asked_by_mark(
    session: Session, *, since: dt.datetime, but_for: Collection[uuid.UUID]
) -> dict[str, dict[uuid.UUID, dt.datetime]]:
    wanted = (
        sa.select(
            SampleMember.person_id,
            Person.email_index,
            Person.mobile_index,
            SampleMember.round_id,
            SampleMember.added_at,
        )
        .join(Person, Person.id == SampleMember.person_id)
        .where(SampleMember.added_at > since, SampleMember.state != MemberState.RESERVE)
    )
    if but_for:
        wanted = wanted.where(SampleMember.round_id.not_in(list(but_for)))
    asked: dict[str, dict[uuid.UUID, dt.datetime]] = defaultdict(dict)
    for person_id, email, mobile, round_id, at in session.execute(wanted):
        for mark in _marks(person_id, email, mobile):
            asked[mark][round_id] = at
    return asked


def _marks(person_id: uuid.UUID, email: str | None, mobile: str | None) -> Iterable[str]:
    return filter(None, (str(person_id), email, mobile))
