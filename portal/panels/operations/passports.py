"""Answering the access passport, and looking into it: no look without a purpose, and each one is kept."""

import uuid
from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.panels.enums import LookPurpose, NeedKind
from portal.panels.models import PanelMember, PassportLook, PassportNeed
from portal.panels.operations.needs import gather_for_person
from portal.panels.queries.passports import passport_of
from portal.panels.rules.passports import BOXES, packed
from portal.shared import audit, clock


def look(session: Session, member: PanelMember, by: uuid.UUID, why: LookPurpose) -> None:
    """A member of staff is about to see what a member needs: the member reads who, when and for what."""
    session.add(PassportLook(person_id=member.person_id, by=by, why=why, at=clock.now()))
    session.flush()
    audit.record(
        session, action="look_at_passport", subject="panel_member", subject_id=member.id, actor_id=by, why=why.value
    )


def say_need(
    session: Session,
    *,
    member: PanelMember,
    kind: NeedKind,
    ticks: Collection[str] = (),
    own: str = "",
    by: uuid.UUID | None,
) -> None:
    """Puts what a person needs of one kind in place of what was known; neither a box nor words means "nothing". `by` is
    the member of staff who types it, nobody when the member does. Meetings to come know it at once."""
    row = _row_of(session, member, kind)
    known = [tick for tick in BOXES[kind] if tick in ticks]
    row.said = packed(ticks=known, own=own) if known or own.strip() else None
    row.answered_at, row.by = clock.now(), by
    session.flush()
    gather_for_person(session, person_id=member.person_id)
    audit.record(session, action="say_need", subject="panel_member", subject_id=member.id, actor_id=by)


def forget_need(session: Session, *, member: PanelMember, kind: NeedKind, by: uuid.UUID | None) -> None:
    """As if it had never been asked."""
    row = passport_of(session, person_id=member.person_id).get(kind)
    if row is not None:
        session.delete(row)
        session.flush()
        gather_for_person(session, person_id=member.person_id)
        audit.record(session, action="forget_need", subject="panel_member", subject_id=member.id, actor_id=by)


def _row_of(session: Session, member: PanelMember, kind: NeedKind) -> PassportNeed:
    row = passport_of(session, person_id=member.person_id).get(kind)
    if row is None:
        row = PassportNeed(person_id=member.person_id, kind=kind)
        session.add(row)
    return row
