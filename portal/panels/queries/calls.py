"""Calls, and who answered them."""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import IN_POOL, InterestState
from portal.panels.models import Interest, PanelCall, PoolImport
from portal.panels.rules.interest import as_profile
from portal.people.models import Person
from portal.shared import tokens

GONE = (InterestState.WITHDRAWN, InterestState.DECLINED, InterestState.FORGOTTEN, InterestState.AGAIN)
INTEREST_TOKEN = "panel-interest"  # noqa: S105 (a kind of link, not a secret)


def calls_of(session: Session, *, panel_id: uuid.UUID) -> Sequence[PanelCall]:
    own = sa.select(PanelCall).where(PanelCall.panel_id == panel_id)
    return session.scalars(own.order_by(PanelCall.made_at.desc(), PanelCall.id)).all()


def public_calls(session: Session, *, today: dt.date) -> Sequence[PanelCall]:
    """Published and not closed: those that are open, and those that will be."""
    there = (PanelCall.published_at.is_not(None), PanelCall.drawn_at.is_(None), PanelCall.closes_on >= today)
    return session.scalars(sa.select(PanelCall).where(*there).order_by(PanelCall.closes_on, PanelCall.id)).all()


def past_calls(session: Session, *, today: dt.date, most: int = 20) -> Sequence[PanelCall]:
    over = sa.or_(PanelCall.drawn_at.is_not(None), PanelCall.closes_on < today)
    wanted = sa.select(PanelCall).where(PanelCall.published_at.is_not(None), over)
    return session.scalars(wanted.order_by(PanelCall.closes_on.desc(), PanelCall.id).limit(most)).all()


def counts_by_call(session: Session, *, panel_id: uuid.UUID) -> dict[uuid.UUID, Counter[InterestState]]:
    rows = session.execute(
        sa.select(Interest.call_id, Interest.state, sa.func.count())
        .where(Interest.panel_id == panel_id, Interest.call_id.is_not(None))
        .group_by(Interest.call_id, Interest.state)
    )
    found: dict[uuid.UUID, Counter[InterestState]] = {}
    for call_id, state, number in rows:
        assert call_id is not None
        found.setdefault(call_id, Counter())[state] = number
    return found


def interest_by_link(session: Session, *, token: str) -> Interest | None:
    index = tokens.link_index(INTEREST_TOKEN, token)
    return session.scalar(sa.select(Interest).where(Interest.link_index == index))


def interest_by_code(session: Session, *, code: str) -> Interest | None:
    index = tokens.code_index(INTEREST_TOKEN, code)
    return session.scalar(sa.select(Interest).where(Interest.code_index == index))


def pool_of_call(
    session: Session, *, call_id: uuid.UUID, states: Collection[InterestState] = IN_POOL
) -> Sequence[Interest]:
    """Who sent something in for this call and has not gone, the first first."""
    wanted = sa.select(Interest).where(Interest.call_id == call_id, Interest.state.in_(states))
    return session.scalars(wanted.order_by(Interest.sent_at, Interest.id)).all()


def people_in_pool(session: Session, *, call_id: uuid.UUID) -> list[tuple[Interest, Person]]:
    rows = session.execute(
        sa.select(Interest, Person)
        .join(Person, Person.id == Interest.person_id)
        .where(Interest.call_id == call_id, Interest.state.in_(IN_POOL))
        .order_by(Interest.sent_at, Interest.id)
    )
    return [(interest, person) for interest, person in rows]


def interest_of(session: Session, *, call_id: uuid.UUID, person_id: uuid.UUID) -> Interest | None:
    """What someone sent in for a call, if they did."""
    own = (Interest.call_id == call_id, Interest.person_id == person_id, Interest.state.in_(IN_POOL))
    return session.scalars(sa.select(Interest).where(*own).order_by(Interest.sent_at)).first()


def interests_of_person(session: Session, *, panel_id: uuid.UUID, person_id: uuid.UUID) -> Sequence[Interest]:
    """For the story of a member: when they were asked, and when they said that they would like to."""
    own = sa.select(Interest).where(Interest.panel_id == panel_id, Interest.person_id == person_id)
    return session.scalars(own.order_by(Interest.begun_at, Interest.id)).all()


def asked_already(session: Session, *, call_id: uuid.UUID) -> set[uuid.UUID]:
    rows = session.scalars(
        sa.select(Interest.person_id).where(Interest.call_id == call_id, Interest.person_id.is_not(None))
    )
    return {person_id for person_id in rows if person_id}


def profiles(interests: Sequence[Interest]) -> dict[uuid.UUID, Mapping[str, str]]:
    return {one.id: as_profile(one.profile) for one in interests}


def pool_counts(interests: Sequence[Interest]) -> Counter[tuple[str, str]]:
    """How many of them have which value: {(category, value): people}."""
    return Counter(pair for one in interests for pair in as_profile(one.profile).items())


def to_renew(session: Session, *, before: dt.date) -> Sequence[Interest]:
    """Whose day on the list comes before this one, and who was not asked yet whether to stay."""
    wanted = sa.select(Interest).where(*_ends(before), Interest.renewal_asked_at.is_(None))
    return session.scalars(wanted.order_by(Interest.keep_until, Interest.id)).all()


def _ends(before: dt.date) -> tuple[sa.ColumnElement[bool], ...]:
    return (
        Interest.state.in_([InterestState.POOL, InterestState.NOT_CHOSEN, InterestState.RESERVE]),
        Interest.keep_until < before,
        Interest.person_id.is_not(None),
    )


def ending_by_call(session: Session, *, panel_id: uuid.UUID, before: dt.date) -> list[tuple[uuid.UUID, int, dt.date]]:
    """Calls with people on the list whose day comes before this one: call, how many people, and the first day."""
    rows = session.execute(
        sa.select(Interest.call_id, sa.func.count(), sa.func.min(Interest.keep_until))
        .where(Interest.panel_id == panel_id, Interest.call_id.is_not(None), *_ends(before))
        .group_by(Interest.call_id)
        .order_by(sa.func.min(Interest.keep_until), Interest.call_id)
    )
    return [(call_id, number, day) for call_id, number, day in rows if call_id and day]


def imports_of_call(session: Session, *, call_id: uuid.UUID) -> Sequence[PoolImport]:
    own = sa.select(PoolImport).where(PoolImport.call_id == call_id)
    return session.scalars(own.order_by(PoolImport.uploaded_at.desc(), PoolImport.id)).all()


def people_with(session: Session, *, email_index: str | None, mobile_index: str | None) -> Sequence[Person]:
    """Everyone on record with this e-mail address or this number, as keyed fingerprints."""
    ways = [Person.email_index == email_index] if email_index else []
    ways += [Person.mobile_index == mobile_index] if mobile_index else []
    if not ways:
        return []
    return session.scalars(sa.select(Person).where(sa.or_(*ways)).order_by(Person.created_at, Person.id)).all()
