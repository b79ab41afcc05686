"""What a member may claim time for: meetings that were, papers they read, and asks they did."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.asks import AskState
from portal.panels.enums.papers import PaperState
from portal.panels.enums.thanks import ClaimKind
from portal.panels.models import AskAnswer, Claim, Meeting, MemberAsk, PanelMember, PaperRead, PaperVersion
from portal.panels.queries.claims import LIVE
from portal.shared import clock
from portal.shared.i18n import HOME_TIME

SINCE = dt.timedelta(days=120)


@dataclass(frozen=True)
class Thing:
    """Something that took a member's time."""

    id: uuid.UUID
    title: dict[str, Any]
    day: dt.date
    minutes: int


def things_to_claim(session: Session, *, member: PanelMember, kind: ClaimKind) -> list[Thing]:
    """Of the last four months, what of this kind the member has not claimed yet, the newest first."""
    done = set(
        session.scalars(
            sa.select(Claim.about_id).where(
                Claim.member_id == member.id, Claim.kind == kind, Claim.state.in_(LIVE), Claim.about_id.is_not(None)
            )
        )
    )
    finders = {ClaimKind.ASK: _asks, ClaimKind.READING: _papers}
    found = finders.get(kind, _meetings)(session, member)
    return [one for one in found if one.id not in done]


def _meetings(session: Session, member: PanelMember) -> list[Thing]:
    now = clock.now()
    mine = (Meeting.panel_id == member.panel_id, Meeting.starts_at.between(now - SINCE, now))
    rows = session.scalars(sa.select(Meeting).where(*mine).order_by(Meeting.starts_at.desc()))
    return [
        Thing(
            one.id,
            one.title,
            one.starts_at.astimezone(HOME_TIME).date(),
            max(1, round((one.ends_at - one.starts_at).total_seconds() / 60)),
        )
        for one in rows
    ]


def _asks(session: Session, member: PanelMember) -> list[Thing]:
    rows = session.execute(
        sa.select(MemberAsk, AskAnswer)
        .join(AskAnswer, AskAnswer.ask_id == MemberAsk.id)
        .where(
            *(AskAnswer.member_id == member.id, AskAnswer.state.in_([AskState.DONE, AskState.ACCEPTED])),
            *(AskAnswer.offered_at > clock.now() - SINCE,),
        )
        .order_by(AskAnswer.offered_at.desc())
    )
    return [
        Thing(ask.id, ask.title, (answer.done_at or answer.offered_at).astimezone(HOME_TIME).date(), ask.minutes)
        for ask, answer in rows
    ]


def _papers(session: Session, member: PanelMember) -> list[Thing]:
    rows = session.execute(
        sa.select(PaperRead, PaperVersion.title)
        .join(PaperVersion, PaperVersion.paper_id == PaperRead.paper_id)
        .where(
            *(PaperRead.member_id == member.id, PaperRead.at > clock.now() - SINCE),
            PaperVersion.state == PaperState.SENT,
        )
        .order_by(PaperRead.at.desc())
    )
    return [Thing(read.paper_id, title, read.at.astimezone(HOME_TIME).date(), read.minutes) for read, title in rows]
