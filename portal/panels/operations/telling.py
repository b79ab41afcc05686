"""Telling members that something waits in their inbox, once each."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.models import AskAnswer, MemberAsk, PanelMember
from portal.panels.operations.writing import write_to_member
from portal.shared import clock


def tell_of_ask(session: Session, *, ask: MemberAsk, limit: int) -> int:
    """Writes to at most `limit` members who were not told of an ask. How many were tried: whoever cannot be written to
    safely is not tried again, and staff see that they have not answered."""
    rows = session.execute(
        sa.select(AskAnswer, PanelMember)
        .join(PanelMember, PanelMember.id == AskAnswer.member_id)
        .where(AskAnswer.ask_id == ask.id, AskAnswer.told_at.is_(None))
        .order_by(AskAnswer.id)
        .limit(limit)
    ).all()
    for answer, member in rows:
        write_to_member(session, member=member, about=ask.id, by=ask.asked_by)
        answer.told_at = clock.now()
    session.flush()
    return len(rows)
