"""What we offer people for their time and costs, what we tell them about benefits, and what each chose. Money is whole
pence: a sum of pence is exact."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import LimitPer, Offer, Unit
from portal.shared.database import Base, append_only, choice
from portal.shared.privacy import CONTENT, OPERATIONAL, PERSONAL


class ThanksRate(Base):
    """How much we offer from a day on, and who says so. Another amount is another row: what was promised stays."""

    __tablename__ = "thanks_rate"
    __purpose__ = "Paying everyone the same for the same, and showing where the amount comes from"
    __retention__ = "Kept: it is the ground of every payment"

    # None: for every panel that has no rate of its own.
    panel_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("panel.id"), index=True, info=OPERATIONAL)
    offer: Mapped[Offer] = choice(Offer, info=OPERATIONAL)
    unit: Mapped[Unit] = choice(Unit, info=OPERATIONAL)
    # For the real cost: the most that is paid without asking first, or None.
    pence: Mapped[int | None] = mapped_column(info=OPERATIONAL)
    valid_from: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    valid_until: Mapped[dt.date | None] = mapped_column(info=OPERATIONAL)
    # False: from this day on it is not offered any more.
    is_offered: Mapped[bool] = mapped_column(default=True, info=OPERATIONAL)
    source: Mapped[str] = mapped_column(info=CONTENT)
    source_url: Mapped[str] = mapped_column(default="", info=CONTENT)
    source_date: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    recorded_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    recorded_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)


append_only("thanks_rate")


class BenefitsGuidance(Base):
    """One version of a text about money for time and benefits: someone else's guidance, dated, with where it is from.

    The portal knows no rule about benefits. A new version is a new row of the same series.
    """

    __tablename__ = "benefits_guidance"
    __purpose__ = "Showing people what others advise about benefits before they choose"
    __retention__ = "Kept: it is what people were shown when they chose"

    series_id: Mapped[uuid.UUID] = mapped_column(index=True, info=OPERATIONAL)
    number: Mapped[int] = mapped_column(info=OPERATIONAL)
    title: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    body: Mapped[dict[str, Any]] = mapped_column(info=CONTENT)
    source: Mapped[str] = mapped_column(info=CONTENT)
    source_url: Mapped[str] = mapped_column(default="", info=CONTENT)
    source_date: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    # Independent advice: who gives it, where, by which phone.
    advice_name: Mapped[str] = mapped_column(info=CONTENT)
    advice_url: Mapped[str] = mapped_column(default="", info=CONTENT)
    advice_phone: Mapped[str] = mapped_column(default="", info=CONTENT)
    # Someone must read it again by then.
    review_by: Mapped[dt.date] = mapped_column(info=OPERATIONAL)
    is_shown: Mapped[bool] = mapped_column(default=True, info=OPERATIONAL)
    written_at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    written_by: Mapped[uuid.UUID] = mapped_column(info=OPERATIONAL)

    __table_args__ = (sa.UniqueConstraint("series_id", "number"),)


append_only("benefits_guidance")


class GuidanceShown(Base):
    """A member was shown this version, or a member of staff read it to them."""

    __tablename__ = "guidance_shown"
    __purpose__ = "Knowing that someone could know before they chose"
    __retention__ = "Six years"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    guidance_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("benefits_guidance.id"), info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("guidance_shown", unless="old.at < ago(2190)")


class ThanksChoice(Base):
    """How a member wants to be thanked from now on. Changing one's mind is another row."""

    __tablename__ = "thanks_choice"
    __purpose__ = "Thanking people as they wish, and never with more than they want"
    __retention__ = "Six years"

    member_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel_member.id"), index=True, info=OPERATIONAL)
    for_time: Mapped[Offer] = choice(Offer, info=PERSONAL)
    beside: Mapped[list[str]] = mapped_column(default=list, info=PERSONAL)
    limit_pence: Mapped[int | None] = mapped_column(info=PERSONAL)
    limit_per: Mapped[LimitPer | None] = choice(LimitPer, nullable=True, info=PERSONAL)
    said_by: Mapped[SaidBy] = choice(SaidBy, info=OPERATIONAL)
    at: Mapped[dt.datetime] = mapped_column(info=OPERATIONAL)
    # The member of staff who typed it; nobody when the member did.
    by: Mapped[uuid.UUID | None] = mapped_column(info=OPERATIONAL)


append_only("thanks_choice", unless="old.at < ago(2190)")


class ThanksSettings(Base):
    """What a panel counts as waiting too long, and as asking too much."""

    __tablename__ = "thanks_settings"
    __purpose__ = "Noticing who waits for money and who is asked too often"
    __retention__ = "As long as the panel"

    panel_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("panel.id"), unique=True, info=OPERATIONAL)
    days_to_pay: Mapped[int] = mapped_column(default=10, info=OPERATIONAL)
    most_hours: Mapped[int] = mapped_column(default=20, info=OPERATIONAL)
    version: Mapped[int] = mapped_column(default=1, info=OPERATIONAL)

    __mapper_args__ = {"version_id_col": version}
