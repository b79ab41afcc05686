"""Panels, who is on them, and what they are owed."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.asks import AskKind
from portal.panels.models import AskAnswer, MemberAsk, PanelMember
from portal.people.models import Person
from portal.summaries.enums import AskedBecause
from portal.summaries.models import CheckInvitation, CheckPanel, CheckPanelMember, CheckThanks


@dataclass(frozen=True)
class Owed:
    """Someone who was asked to check a version as a member of the panel. `thanks` is None while nothing is agreed."""

    invitation: CheckInvitation
    name: str
    thanks: CheckThanks | None
    is_paid_by_panel: bool


def panels_with_sizes(session: Session) -> list[tuple[CheckPanel, int]]:
    size = sa.func.count(CheckPanelMember.id)
    standing = sa.and_(CheckPanelMember.panel_id == CheckPanel.id, CheckPanelMember.left_at.is_(None))
    rows = session.execute(
        sa.select(CheckPanel, size)
        .outerjoin(CheckPanelMember, standing)
        .group_by(CheckPanel.id)
        .order_by(CheckPanel.made_at, CheckPanel.id)
    )
    return [(panel, number) for panel, number in rows]


def panel_members(session: Session, *, panel_id: uuid.UUID) -> Sequence[tuple[CheckPanelMember, Person]]:
    rows = session.execute(
        sa.select(CheckPanelMember, Person)
        .join(Person, Person.id == CheckPanelMember.person_id)
        .where(CheckPanelMember.panel_id == panel_id, CheckPanelMember.left_at.is_(None))
        .order_by(CheckPanelMember.added_at, CheckPanelMember.id)
    )
    return [(member, person) for member, person in rows]


def panel_checkers(session: Session, *, version_id: uuid.UUID) -> list[Owed]:
    """Members of the panel who were asked, and whoever else thanks were agreed with."""
    theirs = sa.and_(
        CheckThanks.version_id == CheckInvitation.version_id, CheckThanks.person_id == CheckInvitation.person_id
    )
    rows = session.execute(
        sa.select(CheckInvitation, Person, CheckThanks, _of_a_panel())
        .join(Person, Person.id == CheckInvitation.person_id)
        .outerjoin(CheckThanks, theirs)
        .where(
            CheckInvitation.version_id == version_id,
            sa.or_(CheckInvitation.because == AskedBecause.PANEL, CheckThanks.id.is_not(None)),
        )
        .order_by(CheckInvitation.id)
    )
    return [
        Owed(invitation, person.name or "", thanks, is_paid_by_panel=by_panel)
        for invitation, person, thanks, by_panel in rows
    ]


def is_paid_by_panel(session: Session, *, version_id: uuid.UUID, person_id: uuid.UUID) -> bool:
    """Whether a panel of experts asked this person to check the version: then it thanks them for it."""
    mine = (CheckInvitation.version_id == version_id, CheckInvitation.person_id == person_id)
    return bool(session.scalar(sa.select(sa.literal(True)).where(sa.exists().where(*mine, _of_a_panel()))))


def _of_a_panel() -> sa.Exists:
    """That a member of the person's panel was asked to check the version of an invitation."""
    return (
        sa.exists()
        .where(
            *(MemberAsk.kind == AskKind.SUMMARY_CHECK, MemberAsk.about_id == CheckInvitation.version_id),
            *(AskAnswer.ask_id == MemberAsk.id, PanelMember.id == AskAnswer.member_id),
            PanelMember.person_id == CheckInvitation.person_id,
        )
        .correlate(CheckInvitation)
    )
