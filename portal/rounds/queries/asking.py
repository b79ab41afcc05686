"""Who is asked: plans, draws, members, invitations, waves."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.rounds.enums import InvitationState, MemberState
from portal.rounds.models import Draw, Invitation, Round, SampleMember, SamplePlan, Wave
from portal.rounds.queries.outreach import to_reach
from portal.sampling.records import DrawRecord


def all_rounds(session: Session) -> Sequence[Round]:
    return session.scalars(sa.select(Round).order_by(Round.created_at.desc(), Round.id)).all()


def plan_of(session: Session, *, round_id: uuid.UUID) -> SamplePlan | None:
    return session.scalar(sa.select(SamplePlan).where(SamplePlan.round_id == round_id))


def yearly_rounds(session: Session, *, service_id: uuid.UUID, but: uuid.UUID) -> Sequence[Round]:
    """Rounds of a service that were drawn as a year of a yearly sample, the newest first; `but` is not among them."""
    rows = session.execute(
        sa.select(Round, SamplePlan.design)
        .join(Draw, Draw.round_id == Round.id)
        .join(SamplePlan, SamplePlan.round_id == Round.id)
        .where(Round.service_id == service_id, Round.id != but)
        .order_by(Draw.drawn_at.desc(), Round.id)
    )
    return [round_ for round_, design in rows if design.get("kind") == "yearly"]


def draw_of(session: Session, *, round_id: uuid.UUID) -> Draw | None:
    return session.scalar(sa.select(Draw).where(Draw.round_id == round_id))


def record_followed(session: Session, *, record: DrawRecord) -> DrawRecord | None:
    """The record of the year before, by its hash."""
    if not record.follows_sha256:
        return None
    text = session.scalar(sa.select(Draw.record).where(Draw.record_sha256 == record.follows_sha256))
    return DrawRecord.from_json(text) if text else None


def waves_of(session: Session, *, round_id: uuid.UUID) -> Sequence[Wave]:
    return session.scalars(sa.select(Wave).where(Wave.round_id == round_id).order_by(Wave.number)).all()


def sampled_person_ids(session: Session, *, round_id: uuid.UUID) -> list[uuid.UUID]:
    """Those drawn at first, without released reserves."""
    return list(
        session.scalars(
            sa.select(SampleMember.person_id).where(
                SampleMember.round_id == round_id, SampleMember.state == MemberState.SAMPLE
            )
        )
    )


def members_without_invitation(session: Session, *, round_id: uuid.UUID) -> Sequence[tuple[SampleMember, str]]:
    """Asked members who have no invitation yet, each with the language they want."""
    rows = session.execute(
        sa.select(SampleMember, Person.language)
        .join(Person, Person.id == SampleMember.person_id)
        .outerjoin(Invitation, Invitation.member_id == SampleMember.id)
        .where(SampleMember.round_id == round_id, SampleMember.state != MemberState.RESERVE, Invitation.id.is_(None))
        .order_by(SampleMember.stratum, SampleMember.place)
    )
    return [(member, language) for member, language in rows]


def invitations_to_send(
    session: Session, *, round_id: uuid.UUID, audience: Collection[str] = ()
) -> Sequence[Invitation]:
    """Those who have not answered and have not said no, in a steady order; `audience` are statuses, none: everyone.
    Groups of whom enough answered are left in peace."""
    wanted = to_reach(round_id, audience, Invitation).where(Invitation.id.is_not(None))
    return session.scalars(wanted.order_by(Invitation.id)).all()


def member_counts(session: Session, *, round_id: uuid.UUID) -> dict[str, int]:
    """People per stratum code among those asked."""
    rows = session.execute(
        sa.select(SampleMember.stratum, sa.func.count())
        .where(SampleMember.round_id == round_id, SampleMember.state != MemberState.RESERVE)
        .group_by(SampleMember.stratum)
    )
    return {stratum: count for stratum, count in rows}


def round_counts(session: Session, *, round_id: uuid.UUID) -> dict[str, int]:
    """Invitations by state."""
    rows = session.execute(
        sa.select(Invitation.state, sa.func.count()).where(Invitation.round_id == round_id).group_by(Invitation.state)
    )
    return {state.value: count for state, count in rows}


def call_list(
    session: Session, *, round_id: uuid.UUID, page: int, per_page: int
) -> tuple[Sequence[tuple[Invitation, Person]], int]:
    """People who may still be rung about this round, with their record; and how many there are."""
    wanted = (
        sa.select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .join(SampleMember, SampleMember.id == Invitation.member_id)
        .where(
            Invitation.round_id == round_id,
            Invitation.state.in_([InvitationState.WAITING, InvitationState.SENT, InvitationState.OPENED]),
            Person.mobile_sealed.is_not(None),
            Person.do_not_contact.is_(False),
            # Who was left out by the draw of those who are rung.
            SampleMember.phone_chosen.is_not(False),
        )
    )
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    rows = session.execute(wanted.order_by(Invitation.id).offset((page - 1) * per_page).limit(per_page))
    return [(invitation, person) for invitation, person in rows], total
