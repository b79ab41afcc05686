"""Paying together: a batch is frozen when it is made, written out through the one export writer, and paid once."""

import datetime as dt
import itertools
import uuid
from collections.abc import Sequence
from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums.thanks import BatchKind, ClaimState
from portal.panels.errors import NothingToPay, WrongClaimState
from portal.panels.models import BankDetails, Claim, Panel, PanelMember, PayBatch, Payee, PayLine
from portal.panels.operations.claims import note_step
from portal.panels.queries import claims as queries
from portal.panels.queries.letters import paid_to
from portal.panels.rules.bank import bank_name
from portal.panels.rules.money import pounds_of
from portal.people.models import Person
from portal.shared import audit, clock
from portal.shared.export import Export, export
from portal.shared.i18n import _

BANK_HEADINGS = ("Payee name", "Sort code", "Account number", "Amount", "Reference")
VOUCHER_HEADINGS = ("Name", "Amount", "Reference")


def make_batch(session: Session, *, panel: Panel, kind: BatchKind, by: uuid.UUID) -> PayBatch:
    """Everything approved that can be paid this way, frozen: who, how much, to which account. Members without bank
    details are left out of bank transfers; their claims wait.

    Raises:
        NothingToPay
    """
    vouchers = kind is BatchKind.VOUCHERS
    waiting = queries.approved_to_pay(session, panel_id=panel.id, vouchers=vouchers)
    accounts = _accounts(session, {claim.member_id for claim, _who in waiting})
    payable = [(claim, person) for claim, person in waiting if vouchers or claim.member_id in accounts]
    if not payable:
        raise NothingToPay
    number = len(queries.batches_of(session, panel_id=panel.id)) + 1
    total = sum(claim.pence for claim, _who in payable)
    batch = PayBatch(
        panel_id=panel.id, kind=kind, number=number, pence=total, made_at=clock.now(), made_by=by, version=1
    )
    session.add(batch)
    session.flush()
    turns = queries.turns_of(session, claim_ids=[claim.id for claim, _who in payable])
    grouped = itertools.groupby(payable, key=lambda pair: pair[0].member_id)
    for place, (member_id, pairs) in enumerate(grouped, start=1):
        _freeze(session, batch, list(pairs), place=place, account=accounts.get(member_id), turns=turns, by=by)
    session.flush()
    audit.record(session, action="make_batch", subject="pay_batch", subject_id=batch.id, actor_id=by)
    return batch


def take_batch(session: Session, *, batch: PayBatch, kind: str, by: uuid.UUID) -> Export:
    """The batch as a file (`csv` or `xlsx`), the same however often it is taken; each taking is noted.

    Bank files have what Bacs payments need: name in capitals, sort code, account, pounds with two places, reference.
    """
    payees = queries.payees_of(session, batch_id=batch.id)
    is_bank = batch.kind is BatchKind.BANK
    rows = [_bank_row(payee) if is_bank else _voucher_row(payee, person) for payee, person in payees]
    return export(
        session,
        name=f"payments-{batch.number}",
        kind=kind,
        headings=BANK_HEADINGS if is_bank else VOUCHER_HEADINGS,
        rows=rows,
        taken_by=by,
        why="pay_batch",
        about_id=batch.id,
    )


def export_own(session: Session, *, member: PanelMember) -> Export:
    """What was paid to a member, for themselves, in their language: day, what for, pounds, day of payment."""
    paid = paid_to(session, member_id=member.id, first=dt.date.min, last=dt.date.max)
    return export(
        session,
        name="payments",
        kind="csv",
        headings=(_("Done on"), _("For"), _("How much"), _("Paid on")),
        rows=[
            (one.day.isoformat(), str(one.kind.label), pounds_of(one.pence), one.paid_on.isoformat()) for one in paid
        ],
        taken_by=None,
        why="own_payments",
        about_id=member.id,
    )


def mark_paid(session: Session, *, batch: PayBatch, by: uuid.UUID) -> None:
    """The bank took the file, or the vouchers went out: everyone in the batch is paid.

    Raises:
        WrongClaimState: it was marked before.
    """
    if batch.paid_at is not None:
        raise WrongClaimState("paid paid")
    batch.paid_at, batch.paid_by = clock.now(), by
    for _row, claim in queries.lines_of(session, batch_id=batch.id):
        if claim.batch_id == batch.id and claim.state is ClaimState.IN_BATCH:
            note_step(session, claim, ClaimState.PAID, by=by)
    session.flush()
    audit.record(session, action="batch_paid", subject="pay_batch", subject_id=batch.id, actor_id=by)


def money_came_back(session: Session, *, payee: Payee, why: str, by: uuid.UUID) -> None:
    """The bank could not pay someone: their claims of this batch are approved again and go into the next.

    Raises:
        WrongClaimState: they are in a later batch already.
    """
    lines = session.scalars(sa.select(PayLine).where(PayLine.payee_id == payee.id)).all()
    claims = session.scalars(sa.select(Claim).where(Claim.id.in_([line.claim_id for line in lines]))).all()
    here = [claim for claim in claims if claim.batch_id == payee.batch_id]
    if not here:
        raise WrongClaimState("approved approved")
    for claim in here:
        note_step(session, claim, ClaimState.APPROVED, by=by, why=why)
        claim.batch_id = None
    session.flush()


def _accounts(session: Session, member_ids: set[uuid.UUID]) -> dict[uuid.UUID, BankDetails]:
    rows = session.scalars(sa.select(BankDetails).where(BankDetails.member_id.in_(member_ids)))
    return {row.member_id: row for row in rows}


def _freeze(
    session: Session,
    batch: PayBatch,
    pairs: Sequence[tuple[Claim, Person]],
    *,
    place: int,
    account: BankDetails | None,
    turns: dict[uuid.UUID, int],
    by: uuid.UUID,
) -> None:
    is_bank = batch.kind is BatchKind.BANK and account is not None
    payee = Payee(
        batch_id=batch.id,
        member_id=pairs[0][0].member_id,
        pence=sum(claim.pence for claim, _who in pairs),
        reference=f"THANKS {batch.number}-{place:03d}",
        made_at=batch.made_at,
    )
    payee.name = (account.name if is_bank and account else pairs[0][1].name) or ""
    if is_bank and account:
        payee.sort_code, payee.account_number = account.sort_code, account.account_number
    session.add(payee)
    session.flush()
    for claim, _who in pairs:
        turn = turns.get(claim.id, 0) + 1
        session.add(PayLine(claim_id=claim.id, turn=turn, payee_id=payee.id, pence=claim.pence, made_at=batch.made_at))
        claim.batch_id = batch.id
        note_step(session, claim, ClaimState.IN_BATCH, by=by)


def _bank_row(payee: Payee) -> tuple[str, str, str, Decimal, str]:
    name = bank_name(payee.name or "")
    return (name, payee.sort_code or "", payee.account_number or "", pounds_of(payee.pence), payee.reference)


def _voucher_row(payee: Payee, person: Person) -> tuple[str, Decimal, str]:
    return (payee.name or person.name or "", pounds_of(payee.pence), payee.reference)
