"""Where a member's money goes: changed by the member, or by staff with a reason."""

import uuid

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NeedsReason
from portal.panels.models import BankDetails, BankDetailsChange, PanelMember
from portal.panels.queries import claims as queries
from portal.panels.rules.bank import masked, plain_digits
from portal.shared import audit, clock


def change_bank_details(
    session: Session,
    *,
    member: PanelMember,
    name: str,
    sort_code: str,
    account_number: str,
    said_by: SaidBy,
    by: uuid.UUID | None,
    why: str = "",
) -> BankDetails:
    """Where the money goes from now on. What is in a batch already goes where the batch says.

    Raises:
        NeedsReason: staff changed it and did not say why.
    """
    if by is not None and not why.strip():
        raise NeedsReason
    bank = queries.bank_of(session, member_id=member.id) or BankDetails(member_id=member.id)
    bank.name, bank.changed_at = name, clock.now()
    bank.sort_code, bank.account_number = plain_digits(sort_code), plain_digits(account_number)
    change = BankDetailsChange(member_id=member.id, at=clock.now(), by=by, said_by=said_by, why=why or None)
    session.add_all([bank, change])
    session.flush()
    audit.record(session, action="bank_details", subject="panel_member", subject_id=member.id, actor_id=by)
    return bank


def forget_bank_details(session: Session, *, member: PanelMember, by: uuid.UUID | None, why: str = "") -> None:
    """A member wants their bank details gone."""
    bank = queries.bank_of(session, member_id=member.id)
    if bank is None:
        return
    session.delete(bank)
    session.add(BankDetailsChange(member_id=member.id, at=clock.now(), by=by, said_by=SaidBy.WEB, why=why or None))
    session.flush()
    audit.record(session, action="bank_details_gone", subject="panel_member", subject_id=member.id, actor_id=by)


def shown(bank: BankDetails | None) -> str:
    """An account as pages show it: the last two digits of its number; empty without one."""
    return masked(bank.account_number or "") if bank else ""
