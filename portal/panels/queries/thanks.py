"""Rates, guidance on benefits, and how each member wants to be thanked."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.models import BenefitsGuidance, GuidanceShown, ThanksChoice, ThanksRate, ThanksSettings

DAYS_TO_PAY, MOST_HOURS = 10, 20


def rates_for(session: Session, *, panel_id: uuid.UUID | None) -> Sequence[ThanksRate]:
    """Every rate a panel has or had, its own and those for all panels, the newest first."""
    wanted = sa.or_(ThanksRate.panel_id.is_(None), ThanksRate.panel_id == panel_id)
    ordered = (ThanksRate.offer, ThanksRate.unit, ThanksRate.valid_from.desc(), ThanksRate.recorded_at.desc())
    return session.scalars(sa.select(ThanksRate).where(wanted).order_by(*ordered)).all()


def guidance_now(session: Session) -> Sequence[BenefitsGuidance]:
    """The newest version of each text, if it is still shown."""
    return [one for one in newest_guidance(session) if one.is_shown]


def newest_guidance(session: Session) -> Sequence[BenefitsGuidance]:
    """The newest version of each text, shown or not."""
    last = (
        sa.select(BenefitsGuidance.series_id, sa.func.max(BenefitsGuidance.number).label("number"))
        .group_by(BenefitsGuidance.series_id)
        .subquery()
    )
    is_last = sa.and_(BenefitsGuidance.series_id == last.c.series_id, BenefitsGuidance.number == last.c.number)
    return session.scalars(
        sa.select(BenefitsGuidance).join(last, is_last).order_by(BenefitsGuidance.written_at, BenefitsGuidance.id)
    ).all()


def versions_of(session: Session, *, series_id: uuid.UUID) -> Sequence[BenefitsGuidance]:
    mine = BenefitsGuidance.series_id == series_id
    return session.scalars(sa.select(BenefitsGuidance).where(mine).order_by(BenefitsGuidance.number.desc())).all()


def guidance_to_read_again(session: Session, *, today: dt.date) -> Sequence[BenefitsGuidance]:
    """Texts whose day to be read again has come."""
    return [one for one in guidance_now(session) if one.review_by <= today]


def shown_to(session: Session, *, member_id: uuid.UUID) -> set[uuid.UUID]:
    """Ids of the versions a member was shown."""
    return set(session.scalars(sa.select(GuidanceShown.guidance_id).where(GuidanceShown.member_id == member_id)))


def not_shown_yet(session: Session, *, member_id: uuid.UUID) -> Sequence[BenefitsGuidance]:
    """What a member must be shown before they choose."""
    seen = shown_to(session, member_id=member_id)
    return [one for one in guidance_now(session) if one.id not in seen]


def choices_of(session: Session, *, member_id: uuid.UUID) -> Sequence[ThanksChoice]:
    """Every choice of a member, the newest first."""
    mine = sa.select(ThanksChoice).where(ThanksChoice.member_id == member_id)
    return session.scalars(mine.order_by(ThanksChoice.at.desc(), ThanksChoice.id)).all()


def choice_of(session: Session, *, member_id: uuid.UUID) -> ThanksChoice | None:
    """How a member wants to be thanked now; None before they said."""
    return next(iter(choices_of(session, member_id=member_id)), None)


def choices_by_member(session: Session, *, member_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ThanksChoice]:
    """The newest choice of each of these members who made one."""
    rows = session.scalars(
        sa.select(ThanksChoice).where(ThanksChoice.member_id.in_(member_ids)).order_by(ThanksChoice.at)
    )
    return {row.member_id: row for row in rows}


def settings_of(session: Session, *, panel_id: uuid.UUID) -> ThanksSettings:
    """What a panel counts as too long and too much; the usual values, not saved, where it never said."""
    found = session.scalar(sa.select(ThanksSettings).where(ThanksSettings.panel_id == panel_id))
    return found or ThanksSettings(panel_id=panel_id, days_to_pay=DAYS_TO_PAY, most_hours=MOST_HOURS, version=1)
