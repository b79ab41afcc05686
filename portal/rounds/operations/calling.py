"""Ringing people about a round, and what a call changes."""

import uuid

from sqlalchemy.orm import Session

from portal.contact.enums import BestTime, Result, Withheld
from portal.contact.operations import hold_back_waiting, record_phone_attempt
from portal.contact.rules import ENDS_CONTACT, ENDS_ROUND
from portal.people.models import Person
from portal.people.operations import note_safe_contact_read
from portal.rounds import queries
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.models import Invitation
from portal.shared import audit

CALL = "call"
SAYS_NO = {
    Result.DECLINED: DeclineReason.NO_THANKS,
    Result.STOP: DeclineReason.NO_THANKS,
    Result.NOT_A_USER: DeclineReason.NOT_ME,
    Result.COMPLAINT: DeclineReason.NO_THANKS,
}


def look_at_number(session: Session, *, invitation: Invitation, by: uuid.UUID) -> None:
    """Notes that this member of staff is about to see the number and the safe-contact rules of a person."""
    note_safe_contact_read(session, person_id=invitation.person_id, account_id=by, why=CALL)
    audit.record(session, action="show_number", subject="invitation", subject_id=invitation.id, actor_id=by)


def note_call(
    session: Session,
    *,
    invitation: Invitation,
    result: Result,
    best_time: BestTime | None,
    by: uuid.UUID,
) -> None:
    """Notes a call. A no is a no to this invitation as well, and whatever is still in line for them is held back.

    Raises:
        contact.errors.NotSafeToCall
    """
    person = session.get_one(Person, invitation.person_id)
    waves = queries.waves_of(session, round_id=invitation.round_id)
    record_phone_attempt(
        session,
        person=person,
        subject_id=invitation.id,
        asked_in=invitation.round_id,
        wave=waves[-1].number if waves else 0,
        result=result,
        language=person.language,
        by=by,
        best_time=best_time if result is Result.CALL_BACK else None,
    )
    heed(session, invitation=invitation, result=result)


def heed(session: Session, *, invitation: Invitation, result: Result) -> None:
    """What must follow for the invitation from how an attempt ended."""
    if result in SAYS_NO and invitation.state.may_answer:
        invitation.state, invitation.declined_because = InvitationState.DECLINED, SAYS_NO[result]
    if result in ENDS_CONTACT | ENDS_ROUND | {Result.ANSWERED_BY_PHONE}:
        hold_back_waiting(session, subject_id=invitation.id, reason=Withheld.ALREADY_REPLIED)
