"""Ideas of members, what is said of them, and what became of them."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, IdeaState, MemberState, Shown
from portal.panels.models import DecidingRules, IdeaRemark, IdeaStep, Panel, PanelIdea, PanelMember, PublicDecision
from portal.people.enums import Role
from portal.people.models import Account, Person, RoleGrant
from portal.shared.crypto import keys

PANEL_FIRST_DAYS = 14


@dataclass(frozen=True, slots=True)
class HouseRules:
    shows_at_once: bool = False
    panel_first_days: int = PANEL_FIRST_DAYS


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """An idea as it stands in a list: the name only if its owner wants it there."""

    idea: PanelIdea
    name: str
    remarks: int
    joined: Sequence[PanelIdea]


def rules_row(session: Session, *, panel_id: uuid.UUID) -> DecidingRules | None:
    return session.scalar(sa.select(DecidingRules).where(DecidingRules.panel_id == panel_id))


def rules_of(session: Session, *, panel_id: uuid.UUID) -> HouseRules:
    row = rules_row(session, panel_id=panel_id)
    return HouseRules(row.shows_at_once, row.panel_first_days) if row else HouseRules()


def owner_index(member_id: uuid.UUID) -> str:
    """By which a member finds again what they said without a name. Nobody else can turn it round."""
    return keys().blind(str(member_id), kind="said on a panel without a name")


def ideas_of_panel(session: Session, *, panel_id: uuid.UUID, shown: Collection[Shown] = tuple(Shown)) -> list[IdeaRow]:
    """The newest first, each with those that were put together with it. Four statements, however many there are."""
    ideas = session.scalars(
        sa.select(PanelIdea)
        .where(PanelIdea.panel_id == panel_id, PanelIdea.shown.in_(shown))
        .order_by(PanelIdea.at.desc(), PanelIdea.id)
    ).all()
    names = names_on(session, ideas)
    remarks = _remarks_by_idea(session, [one.id for one in ideas], shown)
    there = {one.id for one in ideas}
    return [
        IdeaRow(
            idea=one,
            name=names.get(one.member_id, "") if one.member_id else "",
            remarks=remarks.get(one.id, 0),
            joined=[other for other in ideas if other.joined_to == one.id],
        )
        for one in ideas
        if one.joined_to not in there
    ]


def ideas_of_member(session: Session, *, member: PanelMember) -> Sequence[PanelIdea]:
    """Everything they put in, with a name or without, for their own page only."""
    theirs = sa.or_(PanelIdea.member_id == member.id, PanelIdea.owner_index == owner_index(member.id))
    return session.scalars(sa.select(PanelIdea).where(theirs).order_by(PanelIdea.at.desc(), PanelIdea.id)).all()


def is_theirs(row: PanelIdea | IdeaRemark, *, member: PanelMember) -> bool:
    return row.member_id == member.id or row.owner_index == owner_index(member.id)


def joined_with(session: Session, *, idea_id: uuid.UUID) -> Sequence[PanelIdea]:
    return session.scalars(
        sa.select(PanelIdea).where(PanelIdea.joined_to == idea_id).order_by(PanelIdea.at, PanelIdea.id)
    ).all()


def remarks_of(session: Session, *, idea_ids: Collection[uuid.UUID]) -> Sequence[IdeaRemark]:
    return session.scalars(
        sa.select(IdeaRemark).where(IdeaRemark.idea_id.in_(idea_ids)).order_by(IdeaRemark.at, IdeaRemark.id)
    ).all()


def steps_of(session: Session, *, idea_ids: Collection[uuid.UUID]) -> Sequence[IdeaStep]:
    return session.scalars(
        sa.select(IdeaStep).where(IdeaStep.idea_id.in_(idea_ids)).order_by(IdeaStep.at, IdeaStep.id)
    ).all()


def last_reasons(session: Session, *, idea_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Why each was last moved on, where a reason was given."""
    return {step.idea_id: step.why for step in steps_of(session, idea_ids=idea_ids) if step.why}


def names_of(session: Session, member_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """Names of members, for staff."""
    rows = session.execute(
        sa.select(PanelMember.id, Person)
        .join(Person, Person.id == PanelMember.person_id)
        .where(PanelMember.id.in_(member_ids))
    )
    return {member_id: person.name or "" for member_id, person in rows}


def names_on(session: Session, words: Iterable[PanelIdea | IdeaRemark]) -> Mapping[uuid.UUID, str]:
    """First names, for those who said something with their name to it: that is what they said yes to."""
    full = names_of(session, {one.member_id for one in words if one.member_id})
    return {member_id: name.split()[0] if name.split() else "" for member_id, name in full.items()}


def held_here(session: Session, *, panel_id: uuid.UUID) -> tuple[Sequence[PanelIdea], Sequence[IdeaRemark]]:
    """Ideas and remarks that wait for a look, the worrying ones first, then the oldest."""
    ideas = session.scalars(
        sa.select(PanelIdea)
        .where(PanelIdea.panel_id == panel_id, PanelIdea.shown == Shown.HELD)
        .order_by(PanelIdea.is_worrying.desc(), PanelIdea.at, PanelIdea.id)
    ).all()
    remarks = session.scalars(
        sa.select(IdeaRemark)
        .join(PanelIdea, PanelIdea.id == IdeaRemark.idea_id)
        .where(PanelIdea.panel_id == panel_id, IdeaRemark.shown == Shown.HELD)
        .order_by(IdeaRemark.is_worrying.desc(), IdeaRemark.at, IdeaRemark.id)
    ).all()
    return ideas, remarks


def waiting_here(session: Session, *, panel_id: uuid.UUID) -> tuple[int, int, bool]:
    """How many ideas are new and nobody has moved on, leaving out those put together with another and those held;
    how many words wait for a look; and whether any of these may mean danger."""
    ideas, remarks = held_here(session, panel_id=panel_id)
    held = [one.is_worrying for one in ideas] + [one.is_worrying for one in remarks]
    new = session.scalar(
        sa.select(sa.func.count()).where(
            PanelIdea.panel_id == panel_id,
            PanelIdea.state == IdeaState.NEW,
            PanelIdea.shown == Shown.SHOWN,
            PanelIdea.joined_to.is_(None),
        )
    )
    return new or 0, len(held), any(held)


def safeguarding_leads(session: Session) -> set[uuid.UUID]:
    may = sa.exists().where(RoleGrant.account_id == Account.id, RoleGrant.role == Role.SAFEGUARDING)
    return set(session.scalars(sa.select(Account.id).where(Account.active.is_(True), may)))


def newest_public_decision(session: Session, *, panel_id: uuid.UUID) -> PublicDecision | None:
    return session.scalar(
        sa.select(PublicDecision)
        .where(PublicDecision.panel_id == panel_id)
        .order_by(PublicDecision.at.desc(), PublicDecision.id)
        .limit(1)
    )


def active_members(session: Session, *, panel_id: uuid.UUID) -> Sequence[uuid.UUID]:
    is_active = (PanelMember.panel_id == panel_id, PanelMember.state == MemberState.ACTIVE)
    return session.scalars(sa.select(PanelMember.id).where(*is_active)).all()


def members_to_tell(session: Session, *, panel_id: uuid.UUID) -> Sequence[PanelMember]:
    """Those who are here and not taking a break."""
    here = [state for state in HERE_NOW if state is not MemberState.PAUSED]
    return session.scalars(
        sa.select(PanelMember).where(PanelMember.panel_id == panel_id, PanelMember.state.in_(here))
    ).all()


def _remarks_by_idea(session: Session, idea_ids: Sequence[uuid.UUID], shown: Collection[Shown]) -> dict[uuid.UUID, int]:
    rows = session.execute(
        sa.select(IdeaRemark.idea_id, sa.func.count())
        .where(IdeaRemark.idea_id.in_(idea_ids), IdeaRemark.shown.in_(shown))
        .group_by(IdeaRemark.idea_id)
    )
    return {idea_id: number for idea_id, number in rows}


def worrying_words(session: Session) -> list[tuple[Panel, int]]:
    """Panels on which held words may mean that someone is in danger, and how many there are."""
    held = sa.union_all(
        sa.select(PanelIdea.panel_id).where(PanelIdea.shown == Shown.HELD, PanelIdea.is_worrying.is_(True)),
        sa.select(PanelIdea.panel_id)
        .join(IdeaRemark, IdeaRemark.idea_id == PanelIdea.id)
        .where(IdeaRemark.shown == Shown.HELD, IdeaRemark.is_worrying.is_(True)),
    ).subquery()
    numbers = sa.select(held.c.panel_id, sa.func.count().label("number")).group_by(held.c.panel_id).subquery()
    rows = sa.select(Panel, numbers.c.number).join(numbers, numbers.c.panel_id == Panel.id).order_by(Panel.created_at)
    return [(panel, number) for panel, number in session.execute(rows)]
