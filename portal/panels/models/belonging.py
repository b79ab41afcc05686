"""Being a member: what was agreed to, what was learnt, who stands by them, and whether they are all right."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums import AgreementPart, CheckAnswer, CheckReason, ItemKind
from portal.panels.enums.doors import SaidBy
from portal.questions.enums import Provenance
from portal.shared.crypto import Sealed
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL, SPECIAL


class AgreementText(Base):
    """Words of a panel that its members are asked to agree to, by language code. Other words are another row."""

    __tablename__ = "agreement_text"
    __purpose__ = "Asking members to agree to words they can read, and knowing later which"
    __retention__ = "Kept: it says what members agreed to"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    part: Mapped[AgreementPart] = choice(AgreementPart, info=OPERATIONAL)
    words: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


class MemberAgreement(Base):
    """What a member said to one part, with the very words in the language they read or heard. Never changed."""

    __tablename__ = "member_agreement"
    __purpose__ = "Knowing what a member agreed to, in which words, and who helped"
    __retention__ = "Two years after they left"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    part: Mapped[AgreementPart] = choice(AgreementPart, info=OPERATIONAL)
    agreed: Mapped[bool] = mapped_column(info=PERSONAL)
    words: Mapped[str] = mapped_column(info=CONTENT)
    text_sha256: Mapped[str] = mapped_column(info=OPERATIONAL)
    language: Mapped[str] = mapped_column(info=PERSONAL)
    through: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    provenance: Mapped[Provenance] = choice(Provenance, info=PERSONAL)
    helped_by_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    # The member of staff who typed it; nobody when the member did it on their page.
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)

    helped_by = Sealed()


class LearningItem(Base):
    """Something members of a panel learn: before they begin, or later."""

    __tablename__ = "learning_item"
    __purpose__ = "Preparing members well"
    __retention__ = "Kept: it is the record of who took part in what was decided"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    kind: Mapped[ItemKind] = choice(ItemKind, info=OPERATIONAL)
    name: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    # Nobody begins before this is done.
    is_needed: Mapped[bool] = mapped_column(default=False, info=OPERATIONAL)
    created_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    ended_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)


class Learning(Base):
    """One member and one thing they learn: planned for a day, done on a day, with whom."""

    __tablename__ = "member_learning"
    __purpose__ = "Preparing members well"
    __retention__ = "Two years after they left"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    item_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("learning_item.id"), info=OPERATIONAL)
    planned_on: Mapped[dt.date | None] = mapped_column(info=PERSONAL)
    done_on: Mapped[dt.date | None] = mapped_column(info=PERSONAL)
    done_with_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)

    done_with = Sealed()

    __table_args__ = (sa.UniqueConstraint("member_id", "item_id"),)


class MemberSupport(Base):
    """Who stands by a member: someone of the staff to ring, and a mentor or ambassador."""

    __tablename__ = "member_support"
    __purpose__ = "A member knows whom to ring by name"
    __retention__ = "Two years after they left"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), unique=True, info=OPERATIONAL)
    contact_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    # The number members ring; the number of the house where nobody gave one.
    contact_phone: Mapped[str] = mapped_column(default="", info=OPERATIONAL)
    mentor_sealed: Mapped[bytes | None] = mapped_column(info=PERSONAL)
    mentor_since: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)

    mentor = Sealed()


class AllRightCheck(Base):
    """One gentle "are you all right?" and what was said. Read by whoever stands by the member and by safeguarding."""

    __tablename__ = "all_right_check"
    __purpose__ = "Noticing when being on a panel is too much for someone"
    __retention__ = "One year after it was asked"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    reason: Mapped[CheckReason] = choice(CheckReason, info=OPERATIONAL)
    # The meeting it follows, where it follows one.
    about: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    asked_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # Who reads the answer and talks with the member.
    contact_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), info=OPERATIONAL)
    answered_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    answer_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    words_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)
    wants_talk: Mapped[bool] = mapped_column(default=False, info=SPECIAL)
    may_mean_danger: Mapped[bool] = mapped_column(default=False, info=SPECIAL)
    through: Mapped[SaidBy | None] = choice(SaidBy, nullable=True, info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    seen_at: Mapped[dt.datetime | None] = mapped_column(info=OPERATIONAL)
    seen_by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)
    what_we_did_sealed: Mapped[bytes | None] = mapped_column(info=SPECIAL)

    answer, words, what_we_did = Sealed(), Sealed(), Sealed()

    @property
    def said(self) -> CheckAnswer | None:
        return CheckAnswer(self.answer) if self.answer else None


append_only("agreement_text")
append_only("member_agreement", unless="old.at < ago(730)")
