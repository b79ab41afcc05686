"""What a member agreed to, learns, and who stands by them."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import AgreementPart, MemberState
from portal.panels.models import (
    AgreementText,
    Learning,
    LearningItem,
    MemberAgreement,
    MemberStep,
    MemberSupport,
    PanelMember,
)
from portal.panels.rules.agreements import our_words
from portal.people.models import Account, Person
from portal.shared.i18n import Language, best_text


@dataclass(frozen=True)
class Words:
    """One part of the agreement as someone reads it, and the language it is in."""

    part: AgreementPart
    text: str
    spoken: Language
    is_ours: bool

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]


@dataclass(frozen=True)
class Learnt:
    """A thing to learn, and how a member stands to it, where anything was noted."""

    item: LearningItem
    learning: Learning | None

    @property
    def is_done(self) -> bool:
        return self.learning is not None and self.learning.done_on is not None


@dataclass(frozen=True)
class Support:
    contact_id: uuid.UUID
    name: str
    phone: str
    mentor: str


def texts_of(session: Session, *, panel_id: uuid.UUID) -> dict[AgreementPart, AgreementText]:
    """The latest words of each part that the panel has words of its own for."""
    rows = session.scalars(
        sa.select(AgreementText).where(AgreementText.panel_id == panel_id).order_by(AgreementText.at, AgreementText.id)
    )
    return {row.part: row for row in rows}


def agreement_words(session: Session, *, panel_id: uuid.UUID, language: str | None = None) -> list[Words]:
    """All parts as someone who reads `language` (that of the page, unless given) is shown them; ours where the panel
    wrote none."""
    own, found = texts_of(session, panel_id=panel_id), []
    for part in AgreementPart:
        text, spoken = best_text(own[part].words if part in own else our_words(part), language)
        found.append(Words(part, text, spoken, is_ours=part not in own))
    return found


def agreed_by(session: Session, *, member_id: uuid.UUID) -> Sequence[MemberAgreement]:
    """Everything a member said to the agreement, the latest first."""
    return session.scalars(
        sa.select(MemberAgreement)
        .where(MemberAgreement.member_id == member_id)
        .order_by(MemberAgreement.at.desc(), MemberAgreement.part)
    ).all()


def has_new_words(session: Session, *, member: PanelMember) -> bool:
    """Whether the panel wrote other words since this member agreed."""
    last = sa.select(sa.func.max(MemberAgreement.at)).where(
        MemberAgreement.member_id == member.id, MemberAgreement.agreed.is_(True)
    )
    newer = (AgreementText.panel_id == member.panel_id, AgreementText.at > last.scalar_subquery())
    return session.scalar(sa.select(AgreementText.id).where(*newer).limit(1)) is not None


def items_of(session: Session, *, panel_id: uuid.UUID, ended: bool = False) -> Sequence[LearningItem]:
    """What members of a panel learn, what is needed to begin first."""
    wanted = [LearningItem.panel_id == panel_id] + ([] if ended else [LearningItem.ended_at.is_(None)])
    order = (LearningItem.is_needed.desc(), LearningItem.kind, LearningItem.created_at, LearningItem.id)
    return session.scalars(sa.select(LearningItem).where(*wanted).order_by(*order)).all()


def learnt_by(session: Session, *, member: PanelMember) -> list[Learnt]:
    """Everything the panel teaches now, with how this member stands to it; ended things only where they did them."""
    rows = session.execute(
        sa.select(LearningItem, Learning)
        .outerjoin(Learning, sa.and_(Learning.item_id == LearningItem.id, Learning.member_id == member.id))
        .where(
            LearningItem.panel_id == member.panel_id,
            sa.or_(LearningItem.ended_at.is_(None), Learning.done_on.is_not(None)),
        )
        .order_by(LearningItem.is_needed.desc(), LearningItem.kind, LearningItem.created_at, LearningItem.id)
    )
    return [Learnt(item, learning) for item, learning in rows]


def learning_of(session: Session, *, member_id: uuid.UUID, item_id: uuid.UUID) -> Learning | None:
    return session.scalar(sa.select(Learning).where(Learning.member_id == member_id, Learning.item_id == item_id))


def still_to_learn(session: Session, *, panel_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """For each member who said yes and has not begun: how many things they need first are not done."""
    done = sa.exists().where(
        Learning.member_id == PanelMember.id, Learning.item_id == LearningItem.id, Learning.done_on.is_not(None)
    )
    rows = session.execute(
        sa.select(PanelMember.id, sa.func.count(LearningItem.id))
        .join(LearningItem, LearningItem.panel_id == PanelMember.panel_id)
        .where(
            PanelMember.panel_id == panel_id,
            PanelMember.state == MemberState.CONFIRMED,
            LearningItem.is_needed.is_(True),
            LearningItem.ended_at.is_(None),
            ~done,
        )
        .group_by(PanelMember.id)
    )
    return {member_id: number for member_id, number in rows}


def support_row(session: Session, *, member_id: uuid.UUID) -> MemberSupport | None:
    return session.scalar(sa.select(MemberSupport).where(MemberSupport.member_id == member_id))


def support_of(session: Session, *, member: PanelMember, coordinator_id: uuid.UUID) -> Support:
    """Whom a member rings, and their mentor; the co-ordinator where nobody else was named."""
    row = support_row(session, member_id=member.id)
    account = session.get_one(Account, row.contact_id if row else coordinator_id)
    phone, mentor = (row.contact_phone, row.mentor or "") if row else ("", "")
    return Support(account.id, account.display_name, phone, mentor)


def state_before_pause(session: Session, *, member_id: uuid.UUID) -> MemberState:
    """What someone who takes a break comes back to."""
    steps = sa.select(MemberStep.state).where(
        MemberStep.member_id == member_id, MemberStep.state.in_((MemberState.CONFIRMED, MemberState.ACTIVE))
    )
    last = session.scalar(steps.order_by(MemberStep.at.desc(), MemberStep.id).limit(1))
    return last or MemberState.ACTIVE


def pin_of(session: Session, *, person_id: uuid.UUID) -> str:
    """The fingerprint of someone's own number; empty when they have none."""
    wanted = (PanelMember.person_id == person_id, PanelMember.pin_hash != "")
    return session.scalar(sa.select(PanelMember.pin_hash).where(*wanted).limit(1)) or ""


def contacts_of(session: Session, *, member_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The named contact of each member who has one of their own."""
    rows = session.execute(
        sa.select(MemberSupport.member_id, MemberSupport.contact_id).where(MemberSupport.member_id.in_(member_ids))
    )
    return {member_id: contact_id for member_id, contact_id in rows}


def names_of_accounts(session: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = session.execute(sa.select(Account.id, Account.display_name).where(Account.id.in_(ids)))
    return {account_id: name for account_id, name in rows}


def count_by_state(session: Session, *, panel_id: uuid.UUID) -> dict[MemberState, int]:
    rows = session.execute(
        sa.select(PanelMember.state, sa.func.count())
        .where(PanelMember.panel_id == panel_id)
        .group_by(PanelMember.state)
    )
    return {state: number for state, number in rows}


def planned_learning(session: Session, *, panel_id: uuid.UUID) -> list[tuple[Learning, LearningItem, Person]]:
    """What members of a panel are to learn on a day that was agreed, and have not yet."""
    rows = session.execute(
        sa.select(Learning, LearningItem, Person)
        .join(LearningItem, LearningItem.id == Learning.item_id)
        .join(PanelMember, PanelMember.id == Learning.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(
            PanelMember.panel_id == panel_id,
            PanelMember.state.in_((MemberState.CONFIRMED, MemberState.ACTIVE)),
            Learning.planned_on.is_not(None),
            Learning.done_on.is_(None),
        )
        .order_by(Learning.planned_on, Learning.id)
    )
    return [(learning, item, person) for learning, item, person in rows]


def waiting_to_answer(session: Session, *, panel_id: uuid.UUID, before: dt.datetime) -> int:
    """How many were chosen before this moment and have said neither yes nor no."""
    chosen = sa.select(sa.func.max(MemberStep.at)).where(MemberStep.member_id == PanelMember.id).scalar_subquery()
    waiting = (PanelMember.panel_id == panel_id, PanelMember.state == MemberState.SELECTED, chosen < before)
    return session.scalar(sa.select(sa.func.count()).select_from(PanelMember).where(*waiting)) or 0
