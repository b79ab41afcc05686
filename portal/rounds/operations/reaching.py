"""What staff learned about someone who was asked, by whatever way: noted as a code, heeded at once."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.contact import queries as contact
from portal.contact.enums import Channel, MessageState, Result
from portal.contact.models import ContactAttempt, ContactMessage
from portal.contact.operations import record_news
from portal.people.models import Person
from portal.rounds.models import Invitation, Round
from portal.rounds.operations.calling import heed
from portal.rounds.operations.fieldwork import KIND
from portal.rounds.operations.noting import note
from portal.rounds.queries.reaching import invitation_by_code
from portal.shared import tokens


@dataclass(frozen=True)
class Returned:
    """What came of a list of codes: letters noted, codes nobody knows, and letters that were noted before."""

    noted: int
    unknown: tuple[str, ...]
    known_before: int


def note_news(
    session: Session, *, invitation: Invitation, channel: Channel, result: Result, by: uuid.UUID
) -> ContactAttempt:
    """Notes one piece of news. A no is a no to the invitation; what is in line is held back where it must be."""
    about = last_sent(session, invitation=invitation, channel=channel)
    attempt = record_news(
        session,
        person=session.get_one(Person, invitation.person_id),
        subject_id=invitation.id,
        asked_in=invitation.round_id,
        channel=channel,
        result=result,
        by=by,
        about=about,
    )
    heed(session, invitation=invitation, result=result)
    return attempt


def note_returned(session: Session, *, round_: Round, codes: Sequence[str], result: Result, by: uuid.UUID) -> Returned:
    """Letters that came back, by the short code on the page. The same letter noted twice counts once."""
    noted, known_before, unknown = 0, 0, []
    for code in codes:
        index = tokens.code_index(KIND, code)
        invitation = invitation_by_code(session, round_id=round_.id, code_index=index)
        if invitation is None:
            unknown.append(code)
        elif _is_noted(session, invitation, result):
            known_before += 1
        else:
            note_news(session, invitation=invitation, channel=Channel.LETTER, result=result, by=by)
            noted += 1
    note(session, round_, "note_returned", by=by, letters=noted, result=result.value)
    return Returned(noted, tuple(unknown), known_before)


def last_sent(session: Session, *, invitation: Invitation, channel: Channel) -> ContactMessage | None:
    """The last message that left by this way: what came back is most likely that one."""
    sent = [
        message
        for message in contact.messages_on(session, subject_id=invitation.id)
        if message.channel is channel and message.state is MessageState.SENT
    ]
    return sent[-1] if sent else None


def _is_noted(session: Session, invitation: Invitation, result: Result) -> bool:
    about = last_sent(session, invitation=invitation, channel=Channel.LETTER)
    wave = about.wave if about else 0
    return any(
        attempt.channel is Channel.LETTER and attempt.result is result and attempt.wave == wave
        for attempt in contact.attempts_on(session, subject_id=invitation.id)
    )
