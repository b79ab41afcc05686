"""Whether members are all right: what was asked and answered, and by whom it may be read."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import MemberState
from portal.panels.models import AllRightCheck, Panel, PanelMember
from portal.people.enums import Role
from portal.people.models import Account, Person, RoleGrant

NEEDS_SOMEONE = sa.or_(AllRightCheck.wants_talk.is_(True), AllRightCheck.may_mean_danger.is_(True))


def open_check(session: Session, *, member_id: uuid.UUID) -> AllRightCheck | None:
    """The question that waits for this member, if one does."""
    waiting = (AllRightCheck.member_id == member_id, AllRightCheck.answered_at.is_(None))
    return session.scalar(sa.select(AllRightCheck).where(*waiting).order_by(AllRightCheck.asked_at.desc()).limit(1))


def checks_of(session: Session, *, member_id: uuid.UUID) -> Sequence[AllRightCheck]:
    return session.scalars(
        sa.select(AllRightCheck)
        .where(AllRightCheck.member_id == member_id)
        .order_by(AllRightCheck.asked_at.desc(), AllRightCheck.id)
    ).all()


def asked_lately(session: Session, *, member_ids: Collection[uuid.UUID], since: dt.datetime) -> frozenset[uuid.UUID]:
    """Who of these was asked since then, or has a question waiting."""
    lately = sa.or_(AllRightCheck.asked_at > since, AllRightCheck.answered_at.is_(None))
    asked = sa.select(AllRightCheck.member_id).where(AllRightCheck.member_id.in_(member_ids), lately)
    return frozenset(session.scalars(asked))


def was_asked_about(session: Session, *, about: uuid.UUID) -> bool:
    """Whether anyone was asked because of this."""
    return session.scalar(sa.select(AllRightCheck.id).where(AllRightCheck.about == about).limit(1)) is not None


def unseen_for(session: Session, *, panel_id: uuid.UUID, contact_id: uuid.UUID) -> list[tuple[AllRightCheck, Person]]:
    """Answers of a panel's members that wait for this one of the staff, who stands by them, and whose they are."""
    rows = session.execute(
        sa.select(AllRightCheck, Person)
        .join(PanelMember, PanelMember.id == AllRightCheck.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(
            PanelMember.panel_id == panel_id,
            AllRightCheck.contact_id == contact_id,
            AllRightCheck.answered_at.is_not(None),
            AllRightCheck.seen_at.is_(None),
        )
        .order_by(AllRightCheck.answered_at, AllRightCheck.id)
    )
    return [(check, person) for check, person in rows]


def waiting_for_safeguarding(session: Session) -> list[tuple[AllRightCheck, PanelMember, Panel, Person]]:
    """Answers with words that may mean danger which nobody has looked at, the oldest first."""
    rows = session.execute(
        sa.select(AllRightCheck, PanelMember, Panel, Person)
        .join(PanelMember, PanelMember.id == AllRightCheck.member_id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(AllRightCheck.may_mean_danger.is_(True), AllRightCheck.seen_at.is_(None))
        .order_by(AllRightCheck.answered_at, AllRightCheck.id)
    )
    return [(check, member, panel, person) for check, member, panel, person in rows]


def count_for_safeguarding(session: Session) -> int:
    waiting = (AllRightCheck.may_mean_danger.is_(True), AllRightCheck.seen_at.is_(None))
    return session.scalar(sa.select(sa.func.count()).select_from(AllRightCheck).where(*waiting)) or 0


def not_asked_since(session: Session, *, before: dt.datetime, limit: int) -> Sequence[PanelMember]:
    """Members on a panel for at least that long whom nobody has asked since, and on whose page no question waits."""
    lately = sa.or_(AllRightCheck.asked_at >= before, AllRightCheck.answered_at.is_(None))
    asked = sa.exists().where(AllRightCheck.member_id == PanelMember.id, lately)
    on_now = (PanelMember.state == MemberState.ACTIVE, PanelMember.since < before, Panel.ended_at.is_(None), ~asked)
    return session.scalars(
        sa.select(PanelMember)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(*on_now)
        .order_by(PanelMember.id)
        .limit(limit)
    ).all()


def safeguarding_leads(session: Session) -> list[uuid.UUID]:
    may = sa.exists().where(RoleGrant.account_id == Account.id, RoleGrant.role == Role.SAFEGUARDING)
    return list(session.scalars(sa.select(Account.id).where(Account.active.is_(True), may).order_by(Account.id)))
