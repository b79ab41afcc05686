"""What someone with an invitation can do: begin, say no, send their answers."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.operations import hold_back_waiting
from portal.people.enums import SessionKind
from portal.people.models import BrowserSession
from portal.people.operations import begin_session
from portal.questions import operations as questions
from portal.questions.models import Response
from portal.questions.rules import AskedSet
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.errors import RoundClosed
from portal.rounds.models import Invitation, WalkIn
from portal.rounds.operations.alarms import look_at_answers
from portal.rounds.queries.standing import INVITATION, Standing, standing_by_code
from portal.shared import clock, throttle, tokens

CODE_TRIES, CODE_WITHIN = 10, dt.timedelta(minutes=15)
# A hostel, a library or a whole mobile network can share one address.
ADDRESS_TRIES, ADDRESS_WITHIN = 200, dt.timedelta(hours=1)


def find_by_code(session: Session, *, code: str, address: str) -> Standing | None:
    """The invitation with this short code, however it was typed; None when there is none. Tries are counted.

    Raises:
        throttle.TooMany: this code, or this address, was tried too often.
    """
    plain = tokens.plain_code(code)
    throttle.count_attempt(session, what="code", who=plain, limit=CODE_TRIES, within=CODE_WITHIN)
    throttle.count_attempt(session, what="code_address", who=address, limit=ADDRESS_TRIES, within=ADDRESS_WITHIN)
    found = standing_by_code(session, code=plain)
    if found is not None:
        throttle.forget_attempts(session, what="code", who=plain)
    return found


def begin(session: Session, *, standing: Standing, hours: int) -> BrowserSession:
    """Opens a visit. The invitation counts as opened from its first visit on, never from a look at the link.

    Raises:
        RoundClosed: the round is not taking answers, or this person's are already in.
    """
    if standing.is_answered or not standing.takes_answers:
        raise RoundClosed
    session.execute(
        sa.update(Invitation)
        .where(Invitation.id == standing.invitation_id)
        .values(
            state=InvitationState.OPENED,
            declined_because=None,
            opened_at=sa.func.coalesce(Invitation.opened_at, sa.literal(clock.now(), Invitation.opened_at.type)),
        )
    )
    return begin_session(session, kind=SessionKind.PARTICIPANT, hours=hours, subject_id=standing.invitation_id)


def decline(session: Session, *, standing: Standing, because: DeclineReason) -> None:
    """Notes a no. What was typed so far is forgotten, unless it is "not now".

    Raises:
        RoundClosed: the answers are already in.
    """
    if standing.is_answered:
        raise RoundClosed
    if because is not DeclineReason.NOT_NOW:
        questions.discard_draft(session, holder_id=standing.invitation_id)
    session.execute(
        sa.update(Invitation)
        .where(Invitation.id == standing.invitation_id)
        .values(state=InvitationState.DECLINED, declined_because=because)
    )
    hold_back_waiting(session, subject_id=standing.invitation_id, reason=Withheld.ALREADY_REPLIED)


def send_answers(
    session: Session,
    *,
    standing: Standing,
    asked: AskedSet,
    language: str,
    visit_id: uuid.UUID | None = None,
    channel: str = "web",
    holder_id: uuid.UUID | None = None,
) -> Response:
    """Sends what is kept; pressed twice, the first press's response comes back. `holder_id`: under which id it is kept,
    where that is not the invitation's.

    Raises:
        RoundClosed: the round closed before the answers were sent.
    """
    if not standing.is_answered and not standing.takes_answers:
        raise RoundClosed
    response = questions.submit(
        session,
        holder_id=holder_id or standing.invitation_id,
        alias=standing.alias,
        asked_in=standing.round_id,
        asked=asked,
        language=language,
        visit_id=visit_id,
        channel=channel,
    )
    look_at_answers(session, response=response, round_id=standing.round_id)
    if standing.is_walk_in:
        _note_walk_in_sent(session, standing=standing, response=response)
        return response
    session.execute(
        sa.update(Invitation)
        .where(Invitation.id == standing.invitation_id, Invitation.state != InvitationState.ANSWERED)
        .values(state=InvitationState.ANSWERED, answered_at=response.submitted_at, channel=channel)
    )
    hold_back_waiting(session, subject_id=standing.invitation_id, reason=Withheld.ALREADY_REPLIED)
    return response


def _note_walk_in_sent(session: Session, *, standing: Standing, response: Response) -> None:
    mine = sa.update(WalkIn).where(WalkIn.id == standing.invitation_id, WalkIn.sent_at.is_(None))
    session.execute(mine.values(sent_at=response.submitted_at))


def link_of(invitation_id: uuid.UUID) -> str:
    """The token of this invitation's address `/i/<token>`."""
    return tokens.link_token(INVITATION, invitation_id)


def code_of(invitation_id: uuid.UUID) -> str:
    """The short code of this invitation, as it is printed."""
    return tokens.short_code(INVITATION, invitation_id)
