"""What of thanks and asks goes at night, and when. Each function forgets at most a hundred rows and says how many."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.panels.enums.thanks import WAITING
from portal.panels.models import (
    AskAnswer,
    BankDetails,
    BankDetailsChange,
    Claim,
    ClaimReceipt,
    ClaimStep,
    GuidanceShown,
    PanelMember,
    PayBatch,
    Payee,
    PayLine,
    ThanksChoice,
    ThanksLetter,
)
from portal.panels.operations.receipts import DELETE_TASK, throw_away
from portal.shared import clock, queue

SOME = 100
SIX_YEARS, TWO_YEARS = dt.timedelta(days=2191), dt.timedelta(days=731)
BANK_DAYS, LETTER_DAYS = dt.timedelta(days=91), dt.timedelta(days=30)


def forget_claims(session: Session) -> int:
    """Claims settled six years ago with their steps, receipts and lines; one never settled, six years after it came."""
    before = clock.now() - SIX_YEARS
    is_old = sa.func.coalesce(Claim.settled_at, Claim.claimed_at) < before
    ids = session.scalars(sa.select(Claim.id).where(is_old, Claim.state.not_in(WAITING)).limit(SOME)).all()
    late = sa.select(ClaimStep.claim_id).where(ClaimStep.claim_id.in_(ids), ClaimStep.at >= before)
    lines = sa.select(PayLine.claim_id).where(PayLine.claim_id.in_(ids), PayLine.made_at >= before)
    kept = {*session.scalars(late), *session.scalars(lines)}
    gone = [one for one in ids if one not in kept]
    receipts = session.scalars(sa.select(ClaimReceipt).where(ClaimReceipt.claim_id.in_(gone))).all()
    throw_away(session, receipts=list(receipts))
    for table in (ClaimStep, PayLine):
        session.execute(sa.delete(table).where(table.claim_id.in_(gone)))
    session.execute(sa.delete(Claim).where(Claim.id.in_(gone)))
    return len(gone)


def forget_batches(session: Session) -> int:
    """Batches of six years ago of which no claim is left."""
    old = sa.select(PayBatch.id).where(PayBatch.made_at < clock.now() - SIX_YEARS)
    free = ~sa.exists().where(Claim.batch_id == PayBatch.id)
    paid = sa.exists().where(PayLine.payee_id == Payee.id, Payee.batch_id == PayBatch.id)
    ids = session.scalars(old.where(free, ~paid).limit(SOME)).all()
    session.execute(sa.delete(Payee).where(Payee.batch_id.in_(ids)))
    session.execute(sa.delete(PayBatch).where(PayBatch.id.in_(ids)))
    return len(ids)


def forget_payees(session: Session) -> int:
    """Names and bank numbers of payments, 90 days after: by then the bank has said whether it paid."""
    is_old = Payee.made_at < clock.now() - BANK_DAYS
    ids = session.scalars(sa.select(Payee.id).where(is_old, Payee.name_sealed.is_not(None)).limit(SOME)).all()
    empty = {"name_sealed": None, "sort_code_sealed": None, "account_number_sealed": None}
    session.execute(sa.update(Payee).where(Payee.id.in_(ids)).values(**empty))
    return len(ids)


def forget_bank_details(session: Session) -> int:
    """Bank details of members who left 90 days ago and are owed nothing. What was sent back to them is not owed."""
    owed = sa.exists().where(Claim.member_id == BankDetails.member_id, Claim.state.in_(WAITING))
    ids = session.scalars(
        sa.select(BankDetails.id)
        .join(PanelMember, PanelMember.id == BankDetails.member_id)
        .where(PanelMember.left_at < clock.now() - BANK_DAYS, ~owed)
        .limit(SOME)
    ).all()
    session.execute(sa.delete(BankDetails).where(BankDetails.id.in_(ids)))
    return len(ids)


def forget_letters(session: Session) -> int:
    """Letters and their files after a month: they can be made again."""
    is_old = ThanksLetter.asked_at < clock.now() - LETTER_DAYS
    letters = session.scalars(sa.select(ThanksLetter).where(is_old).limit(SOME)).all()
    keys = [one.file_key for one in letters if one.file_key]
    if keys:
        queue.enqueue(session, DELETE_TASK, keys=" ".join(keys))
    session.execute(sa.delete(ThanksLetter).where(ThanksLetter.id.in_([one.id for one in letters])))
    return len(letters)


def forget_words_of_answers(session: Session) -> int:
    """What members wrote to an ask, after two years."""
    is_old = AskAnswer.offered_at < clock.now() - TWO_YEARS
    ids = session.scalars(sa.select(AskAnswer.id).where(is_old, AskAnswer.words_sealed.is_not(None)).limit(SOME)).all()
    session.execute(sa.update(AskAnswer).where(AskAnswer.id.in_(ids)).values(words_sealed=None))
    return len(ids)


def forget_answers(session: Session) -> int:
    """That someone was asked, and what they said to it, after six years."""
    is_old = AskAnswer.offered_at < clock.now() - SIX_YEARS
    ids = session.scalars(sa.select(AskAnswer.id).where(is_old).limit(SOME)).all()
    session.execute(sa.delete(AskAnswer).where(AskAnswer.id.in_(ids)))
    return len(ids)


def forget_choices(session: Session) -> int:
    """How someone wanted to be thanked, six years after: what counts now stays as long as they are on the panel."""
    newer = aliased(ThanksChoice)
    is_over = sa.or_(
        sa.exists().where(newer.member_id == ThanksChoice.member_id, newer.at > ThanksChoice.at),
        PanelMember.left_at.is_not(None),
    )
    ids = session.scalars(
        sa.select(ThanksChoice.id)
        .join(PanelMember, PanelMember.id == ThanksChoice.member_id)
        .where(ThanksChoice.at < clock.now() - SIX_YEARS, is_over)
        .limit(SOME)
    ).all()
    session.execute(sa.delete(ThanksChoice).where(ThanksChoice.id.in_(ids)))
    return len(ids)


def forget_shown(session: Session) -> int:
    return _forget_old(session, GuidanceShown)


def forget_bank_changes(session: Session) -> int:
    return _forget_old(session, BankDetailsChange)


def _forget_old(session: Session, table: type[GuidanceShown] | type[BankDetailsChange]) -> int:
    ids: Sequence[uuid.UUID] = session.scalars(
        sa.select(table.id).where(table.at < clock.now() - SIX_YEARS).limit(SOME)
    ).all()
    session.execute(sa.delete(table).where(table.id.in_(ids)))
    return len(ids)


FORGETTING: dict[str, Callable[[Session], int]] = {
    "claims": forget_claims,
    "batches": forget_batches,
    "payees": forget_payees,
    "bank_details": forget_bank_details,
    "letters": forget_letters,
    "words": forget_words_of_answers,
    "answers": forget_answers,
    "choices": forget_choices,
    "shown": forget_shown,
    "bank_changes": forget_bank_changes,
}
