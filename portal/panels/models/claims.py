"""What members claim, every step of a claim, its receipts, and what is paid together."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import BatchKind, ClaimKind, ClaimState, Offer
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTACT, IDENTITY, OPERATIONAL, PERSONAL, SECRET, SPECIAL


class Claim(Base):
    """What a member is owed for one thing. `pence` is what we pay; for time it comes from a rate."""

    __tablename__ = "thanks_claim"
    __purpose__ = "Paying people for their time and costs"
    __retention__ = "Six years after it was settled; the words and receipts too"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    kind: Mapped[ClaimKind] = choice(ClaimKind, info=OPERATIONAL)
    offer: Mapped[Offer] = choice(Offer, info=PERSONAL)
    # The meeting, paper or ask it is for.
    about_id: Mapped[uuid.UUID | None] = mapped_column(index=True, info=OPERATIONAL)
    day: Mapped[dt.date] = mapped_column(info=PERSONAL)
    minutes: Mapped[int | None] = mapped_column(info=PERSONAL)
    miles: Mapped[int | None] = mapped_column(info=PERSONAL)
    pence: Mapped[int] = mapped_column(info=PERSONAL)
    rate_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("thanks_rate.id"), info=OPERATIONAL)
    what_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    state: Mapped[ClaimState] = choice(ClaimState, index=True, default=ClaimState.CLAIMED, info=OPERATIONAL)
    said_by: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    claimed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    entered_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    settled_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    batch_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("pay_batch.id"), index=True, info=OPERATIONAL)
    # What makes two claims the same thing; nothing once it is sent back or taken back.
    same_thing: Mapped[str | None] = mapped_column(unique=True, info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    what = Sealed()

    __mapper_args__ = {"version_id_col": version}


class ClaimStep(Base):
    """One step of a claim. No step is ever changed."""

    __tablename__ = "thanks_claim_step"
    __purpose__ = "Showing who agreed to a payment, and why one was sent back"
    __retention__ = "With the claim"

    claim_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thanks_claim.id"), index=True, info=OPERATIONAL)
    state: Mapped[ClaimState] = choice(ClaimState, info=OPERATIONAL)
    pence: Mapped[int] = mapped_column(info=PERSONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    why_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)

    why = Sealed()


append_only("thanks_claim_step", unless="old.at < ago(2190)")


class ClaimReceipt(Base):
    """A photo or PDF of a receipt: made anew without what was hidden in it, sealed in storage."""

    __tablename__ = "thanks_receipt"
    __purpose__ = "Checking what something cost"
    __retention__ = "With the claim"

    claim_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thanks_claim.id"), index=True, info=OPERATIONAL)
    file_key: Mapped[str] = mapped_column(info=SECRET)
    media_type: Mapped[str] = mapped_column(info=OPERATIONAL)
    size: Mapped[int] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


class BankDetails(Base):
    """Where a member's money goes. Opened for the pay export only; pages show the last two digits."""

    __tablename__ = "bank_details"
    __purpose__ = "Paying people"
    __retention__ = "90 days after they left and nothing is owed"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), unique=True, info=OPERATIONAL)
    name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    sort_code_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    account_number_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    changed_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    name, sort_code, account_number = Sealed(), Sealed(), Sealed()

    __mapper_args__ = {"version_id_col": version}


class BankDetailsChange(Base):
    """That bank details were changed, by whom, and why if it was not the member."""

    __tablename__ = "bank_details_change"
    __purpose__ = "Nobody's money goes elsewhere unnoticed"
    __retention__ = "Six years"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    said_by: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    why_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)

    why = Sealed()


append_only("bank_details_change", unless="old.at < ago(2190)")


class PayBatch(Base):
    """Payments made together: frozen when made, paid once."""

    __tablename__ = "pay_batch"
    __purpose__ = "Paying people, once"
    __retention__ = "Six years"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    kind: Mapped[BatchKind] = choice(BatchKind, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    pence: Mapped[int] = mapped_column(info=OPERATIONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    made_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)
    paid_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    paid_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("panel_id", "number"),)
    __mapper_args__ = {"version_id_col": version}


class Payee(Base):
    """One person's payment in a batch, as the bank was or will be told."""

    __tablename__ = "payee"
    __purpose__ = "Paying people; answering them when money did not come"
    __retention__ = "Six years; name and bank numbers 90 days"

    batch_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pay_batch.id"), index=True, info=OPERATIONAL)
    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    pence: Mapped[int] = mapped_column(info=PERSONAL)
    reference: Mapped[str] = mapped_column(info=OPERATIONAL)
    name_sealed: Mapped[bytes | None] = mapped_column(info=IDENTITY)
    sort_code_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    account_number_sealed: Mapped[bytes | None] = mapped_column(info=CONTACT)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    name, sort_code, account_number = Sealed(), Sealed(), Sealed()

    __table_args__ = (sa.UniqueConstraint("batch_id", "member_id"),)


append_only("payee", unless="old.made_at < ago(90)")


class PayLine(Base):
    """A claim within a payment. `turn` grows when the bank sent the money back: the same turn is never paid twice."""

    __tablename__ = "pay_line"
    __purpose__ = "No claim is paid twice"
    __retention__ = "Six years"

    claim_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("thanks_claim.id"), index=True, info=OPERATIONAL)
    turn: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)
    payee_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("payee.id"), index=True, info=OPERATIONAL)
    pence: Mapped[int] = mapped_column(info=PERSONAL)
    made_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("claim_id", "turn"),)


append_only("pay_line", unless="old.made_at < ago(2190)")
