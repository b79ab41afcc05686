"""Checklists, visitors, visits and what they saw."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.models import PanelMember
from portal.people.models import Account, Person
from portal.rounds.informal_enums import SawIt, VisitState
from portal.rounds.models import Visit, VisitAnswer, VisitCall, VisitChecklist, VisitItem, Visitor
from portal.shared import tokens

VISIT = "visit"  # the kind of link and code, see portal.shared.tokens
OWED = [state for state in VisitState if state.is_owed]


@dataclass(frozen=True)
class VisitSeen:
    """A visit beside what its pages say of it: whose it is, and of which checklist."""

    visit: Visit
    checklist: VisitChecklist
    visitor: Visitor
    account_name: str | None
    person: Person | None = None  # who visits for their panel

    @property
    def name(self) -> str:
        return self.account_name or self.visitor.name or (self.person.name if self.person else None) or ""


def checklists_of(session: Session, *, round_id: uuid.UUID) -> Sequence[tuple[VisitChecklist, int, int]]:
    """The checklists of a round, newest first, each with its visits and how many of them count."""
    counted = sa.func.sum(sa.case((Visit.state == VisitState.COUNTED, 1), else_=0))
    rows = session.execute(
        sa.select(VisitChecklist, sa.func.count(Visit.id), sa.func.coalesce(counted, 0))
        .outerjoin(Visit, Visit.checklist_id == VisitChecklist.id)
        .where(VisitChecklist.round_id == round_id)
        .group_by(VisitChecklist.id)
        .order_by(VisitChecklist.created_at.desc(), VisitChecklist.id)
    )
    return [(checklist, visits, int(counts)) for checklist, visits, counts in rows]


def visitors(session: Session, *, only_active: bool = False) -> Sequence[tuple[Visitor, str | None]]:
    """Visitors with the name of their account, if they have one; the longest known first. Members of a panel are asked
    through their panel and are not among them."""
    wanted = sa.select(Visitor, Account.display_name).outerjoin(Account, Account.id == Visitor.account_id)
    wanted = wanted.where(Visitor.member_id.is_(None))
    if only_active:
        wanted = wanted.where(Visitor.active.is_(True))
    return [(one, name) for one, name in session.execute(wanted.order_by(Visitor.created_at, Visitor.id))]


def visitor_of_account(session: Session, *, account_id: uuid.UUID) -> Visitor | None:
    return session.scalar(sa.select(Visitor).where(Visitor.account_id == account_id))


def visitor_of_member(session: Session, *, member_id: uuid.UUID) -> Visitor | None:
    return session.scalar(sa.select(Visitor).where(Visitor.member_id == member_id))


def calls_of(session: Session, *, checklist_id: uuid.UUID) -> Sequence[VisitCall]:
    """Panels that were asked to visit with a checklist, the first first."""
    mine = sa.select(VisitCall).where(VisitCall.checklist_id == checklist_id)
    return session.scalars(mine.order_by(VisitCall.made_at, VisitCall.id)).all()


def visit_for_call(session: Session, *, call_id: uuid.UUID, member_id: uuid.UUID) -> Visit | None:
    """The visit a member has because their panel was asked, unless it was called off."""
    mine = (
        *(Visit.call_id == call_id, Visitor.member_id == member_id),
        *(Visit.state != VisitState.CANCELLED,),
    )
    return session.scalar(sa.select(Visit).join(Visitor, Visitor.id == Visit.visitor_id).where(*mine))


def _seen() -> Any:
    return (
        sa.select(Visit, VisitChecklist, Visitor, Account.display_name, Person)
        .join(VisitChecklist, VisitChecklist.id == Visit.checklist_id)
        .join(Visitor, Visitor.id == Visit.visitor_id)
        .outerjoin(Account, Account.id == Visitor.account_id)
        .outerjoin(PanelMember, PanelMember.id == Visitor.member_id)
        .outerjoin(Person, Person.id == PanelMember.person_id)
    )


def visits_of(session: Session, *, checklist_id: uuid.UUID) -> list[VisitSeen]:
    rows = session.execute(_seen().where(Visit.checklist_id == checklist_id).order_by(Visit.number))
    return [VisitSeen(*row) for row in rows]


def visits_by(session: Session, *, visitor_id: uuid.UUID) -> list[VisitSeen]:
    """One visitor's visits, the newest first."""
    rows = session.execute(_seen().where(Visit.visitor_id == visitor_id).order_by(Visit.first_day.desc(), Visit.id))
    return [VisitSeen(*row) for row in rows]


def visit_seen(session: Session, *, visit_id: uuid.UUID) -> VisitSeen | None:
    row = session.execute(_seen().where(Visit.id == visit_id)).first()
    return VisitSeen(*row) if row else None


def unpaid_visits(session: Session) -> list[VisitSeen]:
    """Visits that ended and are not paid, whoever waits longest first."""
    owed = sa.and_(Visit.state.in_(OWED), Visit.paid_on.is_(None), Visit.promised_pence > 0)
    rows = session.execute(_seen().where(owed).order_by(Visit.ended_at, Visit.id))
    return [VisitSeen(*row) for row in rows]


def visit_by_link(session: Session, *, token: str) -> Visit | None:
    return session.scalar(sa.select(Visit).where(Visit.link_index == tokens.link_index(VISIT, token)))


def visit_by_code(session: Session, *, code: str) -> Visit | None:
    return session.scalar(sa.select(Visit).where(Visit.code_index == tokens.code_index(VISIT, code)))


def last_number(session: Session, *, checklist_id: uuid.UUID) -> int:
    return session.scalar(sa.select(sa.func.max(Visit.number)).where(Visit.checklist_id == checklist_id)) or 0


def answers_in(session: Session, *, visit_id: uuid.UUID) -> dict[uuid.UUID, VisitAnswer]:
    """What a visit reported, by item."""
    rows = session.scalars(sa.select(VisitAnswer).where(VisitAnswer.visit_id == visit_id))
    return {row.item_id: row for row in rows}


def counted_visits(session: Session, *, checklist_id: uuid.UUID) -> int:
    counted = sa.and_(Visit.checklist_id == checklist_id, Visit.state == VisitState.COUNTED)
    return session.scalar(sa.select(sa.func.count()).select_from(Visit).where(counted)) or 0


def counted_reports(session: Session, *, checklist_id: uuid.UUID) -> Mapping[uuid.UUID, list[SawIt | None]]:
    """What the visits that count saw, by item."""
    rows = session.execute(
        sa.select(VisitAnswer.item_id, VisitAnswer.saw)
        .join(Visit, Visit.id == VisitAnswer.visit_id)
        .where(Visit.checklist_id == checklist_id, Visit.state == VisitState.COUNTED)
    )
    found: dict[uuid.UUID, list[SawIt | None]] = defaultdict(list)
    for item_id, saw in rows:
        found[item_id].append(saw)
    return found


def items_of(session: Session, *, checklist_id: uuid.UUID) -> Sequence[VisitItem]:
    mine = sa.select(VisitItem).where(VisitItem.checklist_id == checklist_id)
    return session.scalars(mine.order_by(VisitItem.place, VisitItem.id)).all()
