"""Inviting: a link and a code for everyone drawn, then waves of messages through the send gate."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.contact.enums import Channel
from portal.contact.operations import hold_back_round, send
from portal.contact.operations.gate import SendOutcome
from portal.contact.wording import Letterhead
from portal.people.models import Person
from portal.rounds import queries
from portal.rounds.enums import ChannelRule, InvitationState, RoundState
from portal.rounds.errors import NotReady, RoundClosed
from portal.rounds.models import Invitation, Round, Wave
from portal.rounds.operations.launching import refuse_unready
from portal.rounds.operations.noting import note
from portal.rounds.operations.stopping import figures_now
from portal.rounds.queries.asking import members_without_invitation
from portal.rounds.queries.outreach import first_wave_at, outreach_plan_of
from portal.rounds.rules.outreach import FOLLOW_UPS, LAST_DAY
from portal.shared import clock, queue, tokens
from portal.shared.i18n import HOME_TIME
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


@dataclass(frozen=True)
class Way:
    """How a rule about channels is put to the gate, which chooses among safe ones only."""

    first: Channel | None
    another: bool


def way_of(rule: ChannelRule) -> Way:
    return Way(
        first=Channel.LETTER if rule is ChannelRule.PAPER else None,
        another=rule is not ChannelRule.PREFERRED,
    )


def last_moment(session: Session, *, round_: Round) -> dt.datetime:
    """After this nothing about the round leaves any more: 60 days after it began to write, or its last day."""
    plan = outreach_plan_of(session, round_id=round_.id)
    first = first_wave_at(session, round_id=round_.id) or clock.now()
    began = plan.starts_on if plan else first.astimezone(HOME_TIME).date()
    last_day = began + dt.timedelta(days=LAST_DAY)
    if round_.closes_on is not None:
        last_day = min(last_day, round_.closes_on)
    return dt.datetime.combine(last_day, dt.time.max, HOME_TIME).astimezone(dt.UTC)


def start_wave(
    session: Session,
    *,
    round_: Round,
    template: str,
    by: uuid.UUID | None,
    audience: Sequence[str] = (),
    channels: ChannelRule = ChannelRule.DIFFERENT,
    is_short: bool = False,
) -> Wave:
    """Queues a wave: its messages are worded and put in line by the worker, one person at a time. `audience` are
    statuses, none meaning everyone.

    Raises:
        NotReady: no sample or no questions yet. RoundClosed
    """
    if round_.state is RoundState.PLANNING or round_.question_set_id is None:
        raise NotReady
    refuse_unready(session, round_=round_)
    if round_.state not in (RoundState.DRAWN, RoundState.FIELDWORK):
        raise RoundClosed
    number = len(queries.waves_of(session, round_id=round_.id)) + 1
    wave = Wave(
        round_id=round_.id,
        number=number,
        template=template,
        audience=list(audience),
        channels=channels,
        is_short=is_short,
        figures=figures_now(session, round_=round_),
        asked_at=clock.now(),
        asked_by=by,
    )
    session.add(wave)
    round_.state = RoundState.FIELDWORK
    session.flush()
    wave.job_id = queue.enqueue(session, "rounds.send_wave", asked_by=by, wave_id=str(wave.id)).id
    note(session, round_, "send_wave", by=by, number=number)
    return wave


def invite(
    session: Session, *, invitation: Invitation, person: Person, wave: Wave, until: dt.datetime | None = None
) -> SendOutcome:
    """One person's message of a wave, through the gate. Nobody is reminded of a message they never had: they get the
    invitation instead."""
    way = way_of(wave.channels)
    is_first = invitation.state is InvitationState.WAITING and wave.template in FOLLOW_UPS
    outcome = send(
        session,
        person=person,
        subject_id=invitation.id,
        asked_in=invitation.round_id,
        wave=wave.number,
        template="invitation" if is_first else wave.template,
        link=invitation_link(invitation),
        code=tokens.short_code(KIND, invitation.id),
        letterhead=letterhead(),
        first=way.first,
        another_way=way.another,
        until=until,
        by=wave.asked_by,
    )
    if outcome.is_sent:
        invitation.is_short = wave.is_short and not is_first
        if invitation.state is InvitationState.WAITING:
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
    round_.state, round_.closed_at = RoundState.CLOSED, clock.now()
    hold_back_round(session, asked_in=round_.id)
    note(session, round_, "close", by=by)
