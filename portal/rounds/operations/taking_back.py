"""Taking back what was sent: stop using it, or erase it with every past edition. Only that it happened is kept."""

import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Withheld
from portal.contact.operations import hold_back_waiting, suppress
from portal.people.enums import ASKED_WITH_ANSWERS
from portal.people.models import Person
from portal.people.operations import record_consents
from portal.questions import operations as questions
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.questions.operations.attaching import discard_files_of_answers
from portal.rounds.door_enums import ChangeKind, Door
from portal.rounds.enums import InvitationState
from portal.rounds.models import Coding, Invitation, Redaction, WalkIn
from portal.rounds.operations.changing import Sent, answers_in, note_change, shelf_of, tell_others
from portal.rounds.operations.counting import ask_to_count
from portal.rounds.queries import doors
from portal.shared import clock


def stop(session: Session, *, sent: Sent, channel: Door, language: str, by: uuid.UUID | None = None) -> None:
    """No more messages, calls or words of theirs anywhere. The answers still count. Done twice, it is done once."""
    _no_more_contact(session, sent=sent, channel=channel, language=language)
    answer_ids = [answer.id for answer in answers_in(session, response_id=sent.response.id)]
    tell_others(session, answer_ids)
    if not any(one.kind is ChangeKind.STOPPED for one in doors.changes_of(session, response_id=sent.response.id)):
        note_change(session, sent=sent, kind=ChangeKind.STOPPED, channel=channel, by=by)


def take_back(session: Session, *, sent: Sent, channel: Door, language: str, by: uuid.UUID | None = None) -> None:
    """Erases the answers and every past edition of them. Numbers already released stay: they point at nobody."""
    _no_more_contact(session, sent=sent, channel=channel, language=language)
    response = sent.response
    editions = [response.id, *session.scalars(sa.select(Response.id).where(Response.past_of == response.id))]
    answer_ids = list(session.scalars(sa.select(Answer.id).where(Answer.response_id.in_(editions))))
    tell_others(session, answer_ids)
    note_change(session, sent=sent, kind=ChangeKind.DELETED, channel=channel, by=by)
    _erase(session, answer_ids, shelf=shelf_of(response.asked_in))
    shelf = shelf_of(response.asked_in)
    for one in session.scalars(sa.select(Response).where(Response.id.in_(editions))).all():
        one.asked_in, one.alias, one.receipt_index = shelf, uuid.uuid4(), None
        one.provenance, one.helped_by, one.past_of = None, "", response.id
    _mark_withdrawn(session, sent)
    questions.discard_draft(session, holder_id=sent.standing.invitation_id)
    session.flush()
    ask_to_count(session, round_=sent.round, by=by)


def _erase(session: Session, answer_ids: Collection[uuid.UUID], *, shelf: uuid.UUID) -> None:
    discard_files_of_answers(session, answer_ids=answer_ids)
    quiet = {"synchronize_session": False}
    blank: dict[str, Any] = {"state": AnswerState.NOT_ASKED, "value": None, "words_sealed": None}
    blank |= {"words_language": None, "provenance": None}
    session.execute(sa.delete(Coding).where(Coding.answer_id.in_(answer_ids)), execution_options=quiet)
    unworded: dict[str, Any] = {"words_sealed": None, "spans": []}
    redacted = sa.update(Redaction).where(Redaction.answer_id.in_(answer_ids))
    session.execute(redacted.values(**unworded), execution_options=quiet)
    gone = sa.update(Answer).where(Answer.id.in_(answer_ids))
    session.execute(gone.values(asked_in=shelf, **blank), execution_options=quiet)
    session.expire_all()


def _mark_withdrawn(session: Session, sent: Sent) -> None:
    holder_id = sent.standing.invitation_id
    if sent.standing.is_walk_in:
        session.execute(sa.update(WalkIn).where(WalkIn.id == holder_id).values(withdrawn_at=clock.now()))
    else:
        mine = sa.update(Invitation).where(Invitation.id == holder_id)
        session.execute(mine.values(state=InvitationState.WITHDRAWN))


def _no_more_contact(session: Session, *, sent: Sent, channel: Door, language: str) -> None:
    record_consents(
        session,
        subject_id=sent.response.alias,
        answers=dict.fromkeys(ASKED_WITH_ANSWERS, False),
        language=language,
        channel=channel.value,
    )
    if sent.standing.is_walk_in:
        return
    hold_back_waiting(session, subject_id=sent.standing.invitation_id, reason=Withheld.ALREADY_REPLIED)
    invitation = session.get_one(Invitation, sent.standing.invitation_id)
    suppress(session, person=session.get_one(Person, invitation.person_id), why="asked_to_stop")
