"""Claims, their steps and receipts, what was paid, and how long people wait."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.thanks import WAITING, ClaimKind, ClaimState, Offer
from portal.panels.models import BankDetails, Claim, ClaimReceipt, ClaimStep, PanelMember, PayBatch, Payee, PayLine
from portal.panels.rules.claims import Waiting, waiting
from portal.people.models import Person
from portal.shared.i18n import HOME_TIME

LIVE = (*WAITING, ClaimState.PAID)
DEAD = (ClaimState.SENT_BACK, ClaimState.TAKEN_BACK)


@dataclass(frozen=True)
class ClaimRow:
    """A claim with the person it is for, and how many receipts it has."""

    claim: Claim
    person: Person
    receipts: int


def claims_of_panel(
    session: Session, *, panel_id: uuid.UUID, states: Collection[ClaimState] = (), page: int = 1, per_page: int = 50
) -> tuple[list[ClaimRow], int]:
    """One page of a panel's claims, those that wait longest first, and how many there are."""
    wanted = [Claim.panel_id == panel_id, *([Claim.state.in_(states)] if states else [])]
    total = session.scalar(sa.select(sa.func.count()).select_from(Claim).where(*wanted)) or 0
    receipts = sa.select(sa.func.count()).where(ClaimReceipt.claim_id == Claim.id).correlate(Claim).scalar_subquery()
    rows = session.execute(
        sa.select(Claim, Person, receipts)
        .join(PanelMember, PanelMember.id == Claim.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(*wanted)
        .order_by(Claim.state.not_in(WAITING), Claim.claimed_at, Claim.id)
        .offset((page - 1) * per_page)
        .limit(per_page)
    )
    return [ClaimRow(claim, person, number) for claim, person, number in rows], total


def claims_of_member(session: Session, *, member_id: uuid.UUID) -> Sequence[Claim]:
    """A member's claims, the newest first."""
    mine = sa.select(Claim).where(Claim.member_id == member_id)
    return session.scalars(mine.order_by(Claim.claimed_at.desc(), Claim.id)).all()


def claim_about(session: Session, *, member_id: uuid.UUID, kind: ClaimKind, about_id: uuid.UUID) -> Claim | None:
    """What a member has claimed for one paper, ask or meeting, if it holds."""
    mine = (Claim.member_id == member_id, Claim.kind == kind, Claim.about_id == about_id, Claim.state.in_(LIVE))
    return session.scalar(sa.select(Claim).where(*mine))


def steps_of(session: Session, *, claim_id: uuid.UUID) -> Sequence[ClaimStep]:
    mine = sa.select(ClaimStep).where(ClaimStep.claim_id == claim_id)
    return session.scalars(mine.order_by(ClaimStep.at, ClaimStep.id)).all()


def last_words(session: Session, *, claim_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Why each of these claims was sent back the last time."""
    rows = session.scalars(
        sa.select(ClaimStep)
        .where(ClaimStep.claim_id.in_(claim_ids), ClaimStep.state == ClaimState.SENT_BACK)
        .order_by(ClaimStep.at)
    )
    return {row.claim_id: row.why or "" for row in rows}


def receipts_of(session: Session, *, claim_id: uuid.UUID) -> Sequence[ClaimReceipt]:
    mine = sa.select(ClaimReceipt).where(ClaimReceipt.claim_id == claim_id)
    return session.scalars(mine.order_by(ClaimReceipt.at, ClaimReceipt.id)).all()


def same_claims(
    session: Session, *, member_id: uuid.UUID, kind: ClaimKind, besides: uuid.UUID | None = None
) -> Sequence[Claim]:
    """Claims of one kind by one member that count: neither sent back nor taken back."""
    mine = [Claim.member_id == member_id, Claim.kind == kind, Claim.state.in_(LIVE)]
    if besides is not None:
        mine.append(Claim.id != besides)
    return session.scalars(sa.select(Claim).where(*mine)).all()


def thanked_between(
    session: Session, *, member_id: uuid.UUID, first: dt.date, last: dt.date, besides: uuid.UUID | None = None
) -> list[int]:
    """What a member claimed for their time, as money or vouchers, for days from `first` to `last`, in pence each."""
    mine = [
        *(Claim.member_id == member_id, Claim.state.in_(LIVE), Claim.day.between(first, last)),
        *(Claim.offer.in_([Offer.PAYMENT, Offer.VOUCHER]),),
    ]
    if besides is not None:
        mine.append(Claim.id != besides)
    return list(session.scalars(sa.select(Claim.pence).where(*mine)))


def days_waiting(claim: Claim, *, today: dt.date) -> int:
    """Whole days at home since a claim came in."""
    return max(0, (today - claim.claimed_at.astimezone(HOME_TIME).date()).days)


def waiting_on(session: Session, *, panel_id: uuid.UUID, most: int, today: dt.date) -> Waiting:
    """How long a panel's members wait for what they are owed."""
    came = session.scalars(
        sa.select(Claim.claimed_at).where(Claim.panel_id == panel_id, Claim.state.in_(WAITING))
    ).all()
    return waiting([max(0, (today - at.astimezone(HOME_TIME).date()).days) for at in came], most=most)


def count_by_state(session: Session, *, panel_id: uuid.UUID) -> dict[ClaimState, tuple[int, int]]:
    """Number of claims and sum in pence for each state there is."""
    rows = session.execute(
        sa.select(Claim.state, sa.func.count(), sa.func.sum(Claim.pence))
        .where(Claim.panel_id == panel_id)
        .group_by(Claim.state)
    )
    return {state: (number, int(pence or 0)) for state, number, pence in rows}


def bank_of(session: Session, *, member_id: uuid.UUID) -> BankDetails | None:
    return session.scalar(sa.select(BankDetails).where(BankDetails.member_id == member_id))


def with_bank(session: Session, *, member_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these members gave bank details."""
    return set(session.scalars(sa.select(BankDetails.member_id).where(BankDetails.member_id.in_(member_ids))))


def approved_to_pay(session: Session, *, panel_id: uuid.UUID, vouchers: bool) -> list[tuple[Claim, Person]]:
    """Approved claims that are met with vouchers, or with money, by member and day."""
    is_voucher = Claim.offer == Offer.VOUCHER
    rows = session.execute(
        sa.select(Claim, Person)
        .join(PanelMember, PanelMember.id == Claim.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(Claim.panel_id == panel_id, Claim.state == ClaimState.APPROVED, is_voucher if vouchers else ~is_voucher)
        .order_by(Claim.member_id, Claim.day, Claim.id)
    )
    return [(claim, person) for claim, person in rows]


def batches_of(session: Session, *, panel_id: uuid.UUID) -> Sequence[PayBatch]:
    mine = sa.select(PayBatch).where(PayBatch.panel_id == panel_id)
    return session.scalars(mine.order_by(PayBatch.number.desc())).all()


def payees_of(session: Session, *, batch_id: uuid.UUID) -> list[tuple[Payee, Person]]:
    """Everyone paid in a batch, in the order of the references."""
    rows = session.execute(
        sa.select(Payee, Person)
        .join(PanelMember, PanelMember.id == Payee.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(Payee.batch_id == batch_id)
        .order_by(Payee.reference)
    )
    return [(payee, person) for payee, person in rows]


def lines_of(session: Session, *, batch_id: uuid.UUID) -> list[tuple[PayLine, Claim]]:
    rows = session.execute(
        sa.select(PayLine, Claim)
        .join(Claim, Claim.id == PayLine.claim_id)
        .join(Payee, Payee.id == PayLine.payee_id)
        .where(Payee.batch_id == batch_id)
        .order_by(Payee.reference, Claim.day, Claim.id)
    )
    return [(line, claim) for line, claim in rows]


def turns_of(session: Session, *, claim_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How often each of these claims was in a batch."""
    rows = session.execute(
        sa.select(PayLine.claim_id, sa.func.max(PayLine.turn))
        .where(PayLine.claim_id.in_(claim_ids))
        .group_by(PayLine.claim_id)
    )
    return {claim_id: turn for claim_id, turn in rows}
