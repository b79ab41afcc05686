"""Saying what is offered, showing what there is to know, and taking down how each wants to be thanked."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import BESIDE, LimitPer, Offer, Unit
from portal.panels.errors import GuidanceNotShown, RateBegan
from portal.panels.models import BenefitsGuidance, GuidanceShown, PanelMember, ThanksChoice, ThanksRate, ThanksSettings
from portal.panels.queries import thanks as queries
from portal.panels.rules.rates import may_begin
from portal.shared import audit, clock


def set_rate(
    session: Session,
    *,
    panel_id: uuid.UUID | None,
    offer: Offer,
    unit: Unit,
    pence: int | None,
    valid_from: dt.date,
    source: str,
    source_date: dt.date,
    by: uuid.UUID,
    source_url: str = "",
    valid_until: dt.date | None = None,
    is_offered: bool = True,
) -> ThanksRate:
    """A rate from a day on, in pence, with who says so and since when. None of those before it is touched; one that is
    no longer offered is another row too.

    Raises:
        RateBegan: another of the same kind began on that day or later.
    """
    known = queries.rates_for(session, panel_id=panel_id)
    if not may_begin(known, panel_id=panel_id, offer=offer, unit=unit, day=valid_from):
        raise RateBegan
    rate = ThanksRate(
        panel_id=panel_id,
        offer=offer,
        unit=unit,
        pence=pence,
        valid_from=valid_from,
        valid_until=valid_until,
        is_offered=is_offered,
        source=source,
        source_url=source_url,
        source_date=source_date,
        recorded_at=clock.now(),
        recorded_by=by,
    )
    session.add(rate)
    session.flush()
    audit.record(session, action="set_rate", subject="thanks_rate", subject_id=rate.id, actor_id=by)
    return rate


def write_guidance(
    session: Session,
    *,
    title: Mapping[str, str],
    body: Mapping[str, str],
    source: str,
    source_date: dt.date,
    advice_name: str,
    review_by: dt.date,
    by: uuid.UUID,
    source_url: str = "",
    advice_url: str = "",
    advice_phone: str = "",
    instead_of: BenefitsGuidance | None = None,
    is_shown: bool = True,
) -> BenefitsGuidance:
    """Someone else's guidance on benefits, or a newer version of it. What people were shown before stays as it was."""
    earlier = queries.versions_of(session, series_id=instead_of.series_id) if instead_of else ()
    row = BenefitsGuidance(
        series_id=instead_of.series_id if instead_of else uuid.uuid4(),
        number=earlier[0].number + 1 if earlier else 1,
        title=dict(title),
        body=dict(body),
        source=source,
        source_url=source_url,
        source_date=source_date,
        advice_name=advice_name,
        advice_url=advice_url,
        advice_phone=advice_phone,
        review_by=review_by,
        is_shown=is_shown,
        written_at=clock.now(),
        written_by=by,
    )
    session.add(row)
    session.flush()
    audit.record(session, action="write_guidance", subject="benefits_guidance", subject_id=row.id, actor_id=by)
    return row


def note_shown(
    session: Session, *, member: PanelMember, guidance_ids: Collection[uuid.UUID], by: uuid.UUID | None
) -> None:
    """A member was shown these versions on their page, or (`by`) had them read to them. Twice is noted once."""
    seen = queries.shown_to(session, member_id=member.id)
    for guidance_id in guidance_ids:
        if guidance_id not in seen:
            session.add(GuidanceShown(member_id=member.id, guidance_id=guidance_id, at=clock.now(), by=by))
    session.flush()


def choose_thanks(
    session: Session,
    *,
    member: PanelMember,
    for_time: Offer,
    beside: Collection[Offer],
    said_by: SaidBy,
    by: uuid.UUID | None,
    limit_pence: int | None = None,
    limit_per: LimitPer | None = None,
) -> ThanksChoice:
    """How a member wants to be thanked from now on, and how much at most. Nobody has to say why.

    Raises:
        GuidanceNotShown: there is guidance on benefits this member was not shown.
    """
    if queries.not_shown_yet(session, member_id=member.id):
        raise GuidanceNotShown
    wants_limit = limit_pence is not None and limit_per is not None and for_time is not Offer.NONE
    chosen = ThanksChoice(
        member_id=member.id,
        for_time=for_time,
        beside=[offer.value for offer in BESIDE if offer in beside],
        limit_pence=limit_pence if wants_limit else None,
        limit_per=limit_per if wants_limit else None,
        said_by=said_by,
        at=clock.now(),
        by=by,
    )
    session.add(chosen)
    session.flush()
    audit.record(session, action="choose_thanks", subject="panel_member", subject_id=member.id, actor_id=by)
    return chosen


def change_settings(
    session: Session, *, settings: ThanksSettings, days_to_pay: int, most_hours: int, by: uuid.UUID
) -> None:
    """After how many days a claim waits too long, and how many hours in a quarter are much."""
    settings.days_to_pay, settings.most_hours = days_to_pay, most_hours
    session.add(settings)
    session.flush()
    audit.record(session, action="thanks_settings", subject="panel", subject_id=settings.panel_id, actor_id=by)
