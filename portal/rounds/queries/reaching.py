"""How each person of a round was reached, and what became of them: read off the record each time."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact import queries as contact
from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.models import ContactMessage
from portal.people.models import Person
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.questions.queries import asked_set
from portal.rounds.models import Invitation, Round
from portal.rounds.queries import counts
from portal.rounds.rules.outcomes import Sent, Story, disposition_of
from portal.sampling.dispositions import Disposition

IN_LINE = (MessageState.WAITING, MessageState.SENDING, MessageState.UNSURE)
BY_HAND = (MessageState.TO_PRINT, MessageState.PRINTED, MessageState.TO_RELAY)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One line of a timeline. Exactly one of `result`, `held`, `state` and `step` is given."""

    at: dt.datetime
    channel: Channel | None = None
    template: str = ""
    version: int = 0
    language: str = ""
    wave: int = 0
    by: uuid.UUID | None = None
    note: str = ""
    result: Result | None = None
    held: Withheld | None = None
    state: MessageState | None = None
    step: str = ""


def invitations_page(
    session: Session, *, round_id: uuid.UUID, page: int, per_page: int
) -> tuple[Sequence[Invitation], int]:
    """In the order of their random ids."""
    total = session.scalar(sa.select(sa.func.count()).select_from(Invitation).where(Invitation.round_id == round_id))
    wanted = sa.select(Invitation).where(Invitation.round_id == round_id).order_by(Invitation.id)
    return session.scalars(wanted.offset((page - 1) * per_page).limit(per_page)).all(), total or 0


def ends_of(session: Session, *, round_: Round, invitations: Sequence[Invitation]) -> dict[uuid.UUID, Disposition]:
    """The final status of each by the fixed precedence: never stored, and nobody can type it."""
    ids = [invitation.id for invitation in invitations]
    tries = counts.tries_on(session, round_id=round_.id, invitation_ids=ids)
    withheld, in_line = counts.messages_held(session, round_id=round_.id, invitation_ids=ids)
    full = _how_full(session, aliases=[invitation.alias for invitation in invitations])
    gone = counts.a_wave_has_gone(session, round_id=round_.id)
    people = {invitation.person_id for invitation in invitations}
    silent = set(session.scalars(sa.select(Person.id).where(Person.id.in_(people), Person.do_not_contact.is_(True))))
    asked = asked_set(session, set_id=round_.question_set_id) if round_.question_set_id else None
    questions = sum(question.kind.is_asked for question in asked.questions) if asked else 0
    return {
        invitation.id: disposition_of(
            Story(
                invitation=invitation.state,
                declined_because=invitation.declined_because,
                sent=full.get(invitation.alias),
                results=tries[invitation.id].results if invitation.id in tries else (),
                withheld=withheld.get(invitation.id, ()),
                in_line=invitation.id in in_line,
                a_wave_has_gone=gone,
                do_not_contact=invitation.person_id in silent,
            ),
            questions=questions,
        )
        for invitation in invitations
    }


def timeline_of(session: Session, *, invitation: Invitation) -> list[Event]:
    """Everything that was tried, is in line, or was held back about one invitation, oldest first."""
    events = [
        Event(
            at=one.at,
            channel=one.channel,
            template=one.template,
            version=one.template_version,
            language=one.language,
            wave=one.wave,
            by=one.by,
            note=one.note,
            result=one.result,
        )
        for one in contact.attempts_on(session, subject_id=invitation.id)
    ]
    events += [
        Event(at=one.at, wave=one.wave, held=one.reason)
        for one in contact.held_back_on(session, subject_id=invitation.id)
    ]
    messages = contact.messages_on(session, subject_id=invitation.id)
    events += [_event_of(one) for one in messages if one.state in (MessageState.WITHHELD, *IN_LINE, *BY_HAND)]
    if invitation.opened_at:
        events.append(Event(at=invitation.opened_at, step="opened"))
    if invitation.answered_at:
        events.append(Event(at=invitation.answered_at, step="answered"))
    return sorted(events, key=lambda event: event.at)


def _event_of(message: ContactMessage) -> Event:
    is_held = message.state is MessageState.WITHHELD
    return Event(
        at=message.made_at,
        channel=message.channel,
        template=message.template,
        version=message.template_version,
        language=message.language,
        wave=message.wave,
        held=message.withheld if is_held else None,
        state=None if is_held else message.state,
    )


def invitation_by_code(session: Session, *, round_id: uuid.UUID, code_index: str) -> Invitation | None:
    return session.scalar(
        sa.select(Invitation).where(Invitation.round_id == round_id, Invitation.code_index == code_index)
    )


def _how_full(session: Session, *, aliases: Sequence[uuid.UUID]) -> dict[uuid.UUID, Sent]:
    rows = session.execute(
        sa.select(
            Response.alias,
            sa.func.sum(sa.case((Answer.state == AnswerState.ANSWERED, 1), else_=0)),
            sa.func.sum(sa.case((Answer.state != AnswerState.NOT_ASKED, 1), else_=0)),
        )
        .join(Answer, Answer.response_id == Response.id)
        .where(Response.alias.in_(aliases))
        .group_by(Response.alias)
    )
    return {alias: Sent(int(answered), int(dealt_with)) for alias, answered, dealt_with in rows}
