"""Panels and who is on them."""

import uuid
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, MemberState
from portal.panels.models import MemberStep, Panel, PanelMember
from portal.people.models import Person
from portal.shared import tokens

TOKEN_KIND = "panel-member"  # noqa: S105 (a kind of link, not a secret)


def all_panels(session: Session) -> Sequence[Panel]:
    return session.scalars(sa.select(Panel).order_by(Panel.ended_at.is_not(None), Panel.created_at, Panel.id)).all()


def people_here(session: Session) -> dict[uuid.UUID, int]:
    """How many people have a place on each panel now."""
    rows = session.execute(
        sa.select(PanelMember.panel_id, sa.func.count())
        .where(PanelMember.state.in_(HERE_NOW))
        .group_by(PanelMember.panel_id)
    )
    return {panel_id: number for panel_id, number in rows}


def members_of(
    session: Session, *, panel_id: uuid.UUID, states: Collection[MemberState] = HERE_NOW
) -> list[tuple[PanelMember, Person]]:
    """Members in these states with the person each is, in the order they came."""
    rows = session.execute(
        sa.select(PanelMember, Person)
        .join(Person, Person.id == PanelMember.person_id)
        .where(PanelMember.panel_id == panel_id, PanelMember.state.in_(states))
        .order_by(PanelMember.since, PanelMember.id)
    )
    return [(member, person) for member, person in rows]


def member_by_link(session: Session, *, token: str) -> PanelMember | None:
    index = tokens.link_index(TOKEN_KIND, token)
    return session.scalar(sa.select(PanelMember).where(PanelMember.link_index == index))


def member_by_code(session: Session, *, code: str) -> PanelMember | None:
    index = tokens.code_index(TOKEN_KIND, code)
    return session.scalar(sa.select(PanelMember).where(PanelMember.code_index == index))


def place_of(session: Session, *, panel_id: uuid.UUID, person_id: uuid.UUID) -> PanelMember | None:
    wanted = (PanelMember.panel_id == panel_id, PanelMember.person_id == person_id)
    return session.scalar(sa.select(PanelMember).where(*wanted))


def places_of_person(session: Session, *, person_id: uuid.UUID) -> Sequence[PanelMember]:
    """Every panel someone is on now."""
    here = (PanelMember.person_id == person_id, PanelMember.state.in_(HERE_NOW))
    return session.scalars(sa.select(PanelMember).where(*here).order_by(PanelMember.since, PanelMember.id)).all()


def steps_of(session: Session, *, member_id: uuid.UUID) -> Sequence[MemberStep]:
    return session.scalars(
        sa.select(MemberStep).where(MemberStep.member_id == member_id).order_by(MemberStep.at, MemberStep.id)
    ).all()


def names_of_panels(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Mapping[str, str]]:
    return {row.id: row.name for row in session.scalars(sa.select(Panel).where(Panel.id.in_(ids)))}
