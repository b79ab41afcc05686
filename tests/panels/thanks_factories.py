"""Rates, guidance, choices and claims for tests, made with the real operations."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import ClaimKind, LimitPer, Offer, Unit
from portal.panels.models import BenefitsGuidance, Claim, PanelMember, ThanksChoice, ThanksRate
from portal.panels.operations.bank import change_bank_details
from portal.panels.operations.claims import Claimed, approve, claim
from portal.panels.operations.thanks import choose_thanks, note_shown, set_rate, write_guidance
from portal.panels.queries.thanks import guidance_now
from portal.shared import clock

SOMEONE, ANOTHER = uuid.UUID(int=1), uuid.UUID(int=2)
LONG_AGO = dt.date(2020, 1, 1)


def make_rate(session: Session, **values: object) -> ThanksRate:
    """£15 for an hour, since long ago, for every panel."""
    known = {
        "panel_id": None,
        "offer": Offer.PAYMENT,
        "unit": Unit.HOUR,
        "pence": 1500,
        "valid_from": LONG_AGO,
        "source": "Our board's decision",
        "source_date": LONG_AGO,
        "by": SOMEONE,
    }
    return set_rate(session, **{**known, **values})  # type: ignore[arg-type]


def make_guidance(session: Session, **values: object) -> BenefitsGuidance:
    known = {
        "title": {"en": "Money for taking part, and benefits"},
        "body": {"en": "Ask before you take money. It can change what you get."},
        "source": "An advice charity",
        "source_date": dt.date(2026, 4, 1),
        "advice_name": "Citizens Advice",
        "advice_url": "https://advice.example.org/",
        "review_by": clock.today() + dt.timedelta(days=180),
        "by": SOMEONE,
    }
    return write_guidance(session, **{**known, **values})  # type: ignore[arg-type]


def chose(
    session: Session, member: PanelMember, for_time: Offer = Offer.PAYMENT, *, limit: int | None = None
) -> ThanksChoice:
    """A member who was shown everything and chose; a limit is for a week."""
    note_shown(session, member=member, guidance_ids=[one.id for one in guidance_now(session)], by=None)
    return choose_thanks(
        session,
        member=member,
        for_time=for_time,
        beside=[Offer.EXPENSES],
        said_by=SaidBy.WEB,
        by=None,
        limit_pence=limit,
        limit_per=LimitPer.WEEK if limit is not None else None,
    )


def claimed(session: Session, member: PanelMember, *, by: uuid.UUID | None = None, **values: object) -> Claim:
    """A claim; by default for an hour of reading today."""
    known: dict[str, object] = {"kind": ClaimKind.READING, "day": clock.today(), "minutes": 60}
    if "pence" in values:
        known = {"kind": ClaimKind.TRAVEL, "day": clock.today()}
    return claim(
        session,
        member=member,
        claimed=Claimed(**{**known, **values}),  # type: ignore[arg-type]
        said_by=SaidBy.PHONE if by else SaidBy.WEB,
        by=by,
    )


def approved(session: Session, member: PanelMember, **values: object) -> Claim:
    row = claimed(session, member, **values)
    approve(session, claim=row, by=ANOTHER)
    return row


def with_account(session: Session, member: PanelMember, name: str = "Ana Example") -> None:
    change_bank_details(
        session,
        member=member,
        name=name,
        sort_code="12-34-56",
        account_number="1234 5678",
        said_by=SaidBy.WEB,
        by=None,
    )
