"""Panels of experts by experience check summaries: offered where a check is planned, one thing in each inbox.

The check itself, its messages and its answers stay here; what it takes of their time is known and paid there.
"""

import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.asking_places import offer_place
from portal.panels.enums.asks import AskKind
from portal.panels.enums.doors import SaidBy
from portal.panels.models import Panel as ExpertPanel
from portal.panels.models import PanelMember
from portal.panels.operations.asks import ASKABLE, ask_members, note_done_elsewhere
from portal.panels.queries.panels import all_panels
from portal.panels.queries.panels import members_of as experts_of
from portal.shared import tokens
from portal.shared.i18n import best_text
from portal.summaries.enums import AskedBecause
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.operations.verdicts import to_check
from portal.summaries.panels import OnPanel, Panel, offer_panels
from portal.summaries.queries import TOKEN_KIND

KIND = "experts"
# To open the page, hear what it is about and send it; and for each idea.
MINUTES_TO_BEGIN, MINUTES_EACH = 5, 1


def offer_experts() -> None:
    """Called once at start-up."""
    offer_panels(KIND, _panels, _members, asked=_asked, done=_done)
    offer_place(AskKind.SUMMARY_CHECK, _place)


def _panels(session: Session) -> Sequence[Panel]:
    return [Panel(one.id, best_text(one.name)[0]) for one in all_panels(session) if one.ended_at is None]


def _members(session: Session, panel_id: uuid.UUID) -> Sequence[OnPanel]:
    """Who is on the panel and takes no break."""
    return [
        OnPanel(member_id=member.id, person_id=member.person_id, language=member.language)
        for member, _person in experts_of(session, panel_id=panel_id, states=ASKABLE)
    ]


def _asked(
    session: Session, version: SummaryVersion, panel_id: uuid.UUID, members: Sequence[OnPanel], by: uuid.UUID
) -> None:
    """The message with the link to the check goes out from here: the inbox sends none of its own."""
    panel = session.get(ExpertPanel, panel_id)
    if panel is None:
        return
    ask_members(
        session,
        panel=panel,
        kind=AskKind.SUMMARY_CHECK,
        about_id=version.id,
        title=session.get_one(Summary, version.summary_id).title,
        minutes=MINUTES_TO_BEGIN + MINUTES_EACH * _ideas(version),
        due=version.check_until,
        by=by,
        member_ids=[one.member_id for one in members],
        is_told=True,
    )


def _done(session: Session, version_id: uuid.UUID, member_id: uuid.UUID, by: uuid.UUID | None) -> None:
    member = session.get(PanelMember, member_id)
    if member is not None:
        way = SaidBy.WEB if by is None else SaidBy.PHONE
        note_done_elsewhere(session, kind=AskKind.SUMMARY_CHECK, about_id=version_id, member=member, said_by=way, by=by)


def _place(session: Session, version_id: uuid.UUID, member_id: uuid.UUID) -> str:
    """The member's own check, while it is not answered."""
    mine = (
        *(CheckInvitation.version_id == version_id, CheckInvitation.subject_id == member_id),
        *(CheckInvitation.because == AskedBecause.PANEL, CheckInvitation.answered_at.is_(None)),
    )
    invitation_id = session.scalar(sa.select(CheckInvitation.id).where(*mine))
    return f"/c/{tokens.link_token(TOKEN_KIND, invitation_id)}" if invitation_id else ""


def _ideas(version: SummaryVersion) -> int:
    return len(to_check(version))
