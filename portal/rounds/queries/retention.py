"""What of a round is due to be forgotten: which rounds ended when, and who is still known of them."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.keeping import nobody_needs
from portal.people.models import Person
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.rosters.models import RosterEntry
from portal.rounds.enums import RoundState
from portal.rounds.models import Invitation, Release, Round, SampleMember, TrialSend, Visit, Visitor

_RELEASED = sa.select(sa.func.min(Release.released_at)).where(Release.round_id == Round.id).scalar_subquery()
# A round that nobody released counts from the day it closed.
ENDED_AT = sa.func.coalesce(_RELEASED, Round.closed_at)
OVER = (RoundState.CLOSED, RoundState.RELEASED)
_SAID = (
    *(Person.name_sealed, Person.email_sealed, Person.mobile_sealed, Person.address_sealed),
    *(Person.say_only_sealed, Person.email_index, Person.mobile_index, Person.household_index),
)


def rounds_ended_before(session: Session, moment: dt.datetime) -> Sequence[Round]:
    """Oldest first."""
    wanted = sa.select(Round).where(Round.state.in_(OVER), moment > ENDED_AT)
    return session.scalars(wanted.order_by(Round.closed_at, Round.id)).all()


def members_still_known(session: Session, *, round_id: uuid.UUID, limit: int) -> Sequence[SampleMember]:
    """Members of a round who are still tied to the person a roster named."""
    on_a_roster = sa.exists().where(RosterEntry.person_id == SampleMember.person_id)
    wanted = sa.select(SampleMember).where(SampleMember.round_id == round_id, on_a_roster)
    return session.scalars(wanted.order_by(SampleMember.id).limit(limit)).all()


def invitations_of(session: Session, *, member_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Invitation]:
    found = session.scalars(sa.select(Invitation).where(Invitation.member_id.in_(member_ids)))
    return {one.member_id: one for one in found}


def responses_still_said(
    session: Session, *, places: Sequence[uuid.UUID], limit: int
) -> Sequence[tuple[uuid.UUID, uuid.UUID]]:
    """Id and alias of responses in these places (a round and its shelf) of which something is still known."""
    says = sa.exists().where(Answer.response_id == Response.id, Answer.state != AnswerState.NOT_ASKED)
    known = sa.or_(says, Response.receipt_index.is_not(None))
    rows = session.execute(
        sa.select(Response.id, Response.alias).where(Response.asked_in.in_(places), known).limit(limit)
    )
    return [(response_id, alias) for response_id, alias in rows]


def people_to_forget(session: Session, *, before: dt.datetime, limit: int) -> Sequence[Person]:
    """People of whom something is known, whom no roster names or named since, no round asked since, and no other room
    still needs."""
    still_named = sa.exists().where(
        RosterEntry.person_id == Person.id, sa.or_(RosterEntry.removed_at.is_(None), RosterEntry.removed_at >= before)
    )
    is_over = sa.and_(Round.state.in_(OVER), before > ENDED_AT)
    still_asked = (
        sa.select(SampleMember.id)
        .join(Round, Round.id == SampleMember.round_id)
        .where(SampleMember.person_id == Person.id, ~sa.func.coalesce(is_over, sa.false()))
        .exists()
    )
    is_trial = sa.exists().where(TrialSend.person_id == Person.id)
    known = sa.or_(*(column.is_not(None) for column in _SAID))
    return session.scalars(
        sa.select(Person)
        .where(Person.created_at < before, known, ~still_named, ~still_asked, ~is_trial, *nobody_needs())
        .order_by(Person.id)
        .limit(limit)
    ).all()


def visitors_to_forget(session: Session, *, last_day_before: dt.date) -> Sequence[Visitor]:
    """Visitors of whom something is known and whose last visit was before this day."""
    later = sa.exists().where(Visit.visitor_id == Visitor.id, Visit.last_day >= last_day_before)
    was_here = sa.exists().where(Visit.visitor_id == Visitor.id)
    known = sa.or_(
        *(Visitor.name_sealed.is_not(None), Visitor.contact_sealed.is_not(None)), Visitor.member_id.is_not(None)
    )
    return session.scalars(sa.select(Visitor).where(known, was_here, ~later).limit(500)).all()
