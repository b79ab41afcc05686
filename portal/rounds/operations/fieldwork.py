"""Inviting: a link and a code for everyone drawn, then waves of messages through the send gate."""

import uuid
from collections import Counter

from sqlalchemy.orm import Session

from portal.contact.operations import hold_back_round, send
from portal.contact.operations.gate import SendOutcome
from portal.contact.wording import Letterhead
from portal.people.models import Person
from portal.rounds import queries
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.errors import NotReady, RoundClosed
from portal.rounds.models import Invitation, Round, Wave
from portal.rounds.operations.launching import refuse_unready
from portal.rounds.operations.noting import note
from portal.rounds.queries.asking import members_without_invitation
from portal.shared import clock, queue, tokens
from portal.shared.settings import current_settings

KIND = "invitation"


def open_invitations(session: Session, *, round_: Round) -> int:
    """Makes an invitation for every asked member who has none. Returns how many were made."""
    if round_.state is RoundState.PLANNING:
        raise NotReady
    members = members_without_invitation(session, round_id=round_.id)
    for member, language in members:
        invitation_id = uuid.uuid4()
        session.add(
            Invitation(
                id=invitation_id,
                round_id=round_.id,
                member_id=member.id,
                person_id=member.person_id,
                link_index=tokens.link_index(KIND, tokens.link_token(KIND, invitation_id)),
                code_index=tokens.code_index(KIND, tokens.short_code(KIND, invitation_id)),
                language=language,
            )
        )
    session.flush()
    return len(members)


def start_wave(session: Session, *, round_: Round, template: str, by: uuid.UUID | None) -> Wave:
    """Queues a wave: its messages are worded and put in line by the worker, one person at a time.

    Raises:
        NotReady: no sample or no questions yet. RoundClosed
    """
    if round_.state is RoundState.PLANNING or round_.question_set_id is None:
        raise NotReady
    refuse_unready(session, round_=round_)
    if round_.state not in (RoundState.DRAWN, RoundState.FIELDWORK):
        raise RoundClosed
    number = len(queries.waves_of(session, round_id=round_.id)) + 1
    wave = Wave(round_id=round_.id, number=number, template=template, asked_at=clock.now(), asked_by=by)
    session.add(wave)
    round_.state = RoundState.FIELDWORK
    session.flush()
    wave.job_id = queue.enqueue(session, "rounds.send_wave", asked_by=by, wave_id=str(wave.id)).id
    note(session, round_, "send_wave", by=by, number=number)
    return wave


def invite(session: Session, *, invitation: Invitation, person: Person, wave: Wave) -> SendOutcome:
    """One person's message of a wave, through the gate."""
    outcome = send(
        session,
        person=person,
        subject_id=invitation.id,
        asked_in=invitation.round_id,
        wave=wave.number,
        template=wave.template,
        link=invitation_link(invitation),
        code=tokens.short_code(KIND, invitation.id),
        letterhead=letterhead(),
        by=wave.asked_by,
    )
    if outcome.is_sent and invitation.state is InvitationState.WAITING:
        invitation.state = InvitationState.SENT
    return outcome


def invitation_link(invitation: Invitation) -> str:
    return f"{current_settings().base_url}/i/{tokens.link_token(KIND, invitation.id)}"


def letterhead() -> Letterhead:
    settings = current_settings()
    return Letterhead(organisation=settings.organisation, phone=settings.contact_phone)


def count_outcomes(outcomes: Counter[str]) -> dict[str, int]:
    """For the wave's own record: `email`, `sms`, `letter`, `via_worker`, and `withheld:<reason>`."""
    return dict(sorted(outcomes.items()))


def close_round(session: Session, *, round_: Round, by: uuid.UUID | None) -> None:
    """No more answers, and nothing more is sent: what is still in line is held back."""
    if round_.state is not RoundState.FIELDWORK:
        raise RoundClosed
    round_.state = RoundState.CLOSED
    hold_back_round(session, asked_in=round_.id)
    note(session, round_, "close", by=by)
