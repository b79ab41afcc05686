"""Rates, what members chose, sixty claims and what became of them."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy.orm import Session

from portal.panels.enums import MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import BatchKind, ClaimKind, LimitPer, Offer, Unit
from portal.panels.errors import NothingToPay
from portal.panels.models import Claim, Meeting, Panel, PanelMember
from portal.panels.operations import bank, claims, paying, thanks
from portal.panels.operations.claims import Claimed
from portal.panels.queries import thanks as queries
from portal.panels.queries.panels import members_of
from portal.people.models import Account
from portal.shared import clock

SOURCE = "Rules for paying people at the invented council"
RATES = (
    (Offer.PAYMENT, Unit.HOUR, 2500),
    (Offer.VOUCHER, Unit.HOUR, 2500),
    (Offer.EXPENSES, Unit.MILE, 45),
    (Offer.EXPENSES, Unit.REAL_COST, 3000),
    (Offer.CARER_COVER, Unit.REAL_COST, 6000),
)
# So many hand in a claim after each of the eight meetings: sixty in all.
CLAIMS = (8, 8, 8, 8, 7, 7, 7, 7)
WAITING_AFTER = 6  # the claims of the last two meetings are not all paid
GUIDANCE = {
    "en": "Money for your time can change some benefits. Talk to an adviser before you choose. We give no advice.",
    "en-easy": "If we pay you, your benefits can change. Ask an adviser first. We cannot give you advice.",
    "cy": "Gall arian am eich amser newid rhai budd-daliadau. Siaradwch â chynghorydd yn gyntaf. Nid ydym yn cynghori.",
    "ur": "آپ کے وقت کی رقم سے کچھ سرکاری امداد بدل سکتی ہے۔ چننے سے پہلے کسی مشیر سے بات کریں۔ ہم مشورہ نہیں دیتے۔",
}


def set_rates(session: Session, *, panel: Panel, staff: Mapping[str, Account]) -> None:
    by, today = staff["organiser"].id, clock.today()
    for offer, unit, pence in RATES:
        thanks.set_rate(
            session,
            panel_id=panel.id,
            offer=offer,
            unit=unit,
            pence=pence,
            valid_from=today,
            source=SOURCE,
            source_date=today - dt.timedelta(days=90),
            by=by,
        )
    thanks.write_guidance(
        session,
        title={"en": "Money and benefits", "cy": "Arian a budd-daliadau", "ur": "رقم اور سرکاری امداد"},
        body=GUIDANCE,
        source="Invented for the demonstration. On a real site: the guidance your advisers gave you, with its day",
        source_date=today - dt.timedelta(days=60),
        advice_name="Citizens Advice",
        advice_url="https://www.citizensadvice.org.uk/",
        review_by=clock.today() + dt.timedelta(days=400),
        by=by,
    )


def choose(session: Session, *, panel: Panel) -> None:
    """Most want money, some vouchers, one a limit, one nothing."""
    active = [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
    for place, member in enumerate(active):
        choose_for(session, member=member, place=place)


def choose_for(session: Session, *, member: PanelMember, place: int) -> None:
    shown = [one.id for one in queries.not_shown_yet(session, member_id=member.id)]
    thanks.note_shown(session, member=member, guidance_ids=shown, by=None)
    offer = Offer.VOUCHER if place % 6 == 4 else Offer.NONE if place == 11 else Offer.PAYMENT
    thanks.choose_thanks(
        session,
        member=member,
        for_time=offer,
        beside=[Offer.EXPENSES, Offer.CARER_COVER],
        said_by=SaidBy.PHONE if place % 5 == 0 else SaidBy.WEB,
        by=None,
        limit_pence=10000 if place == 7 else None,
        limit_per=LimitPer.MONTH if place == 7 else None,
    )
    if offer is Offer.PAYMENT:
        bank.change_bank_details(
            session,
            member=member,
            name="A Member",
            sort_code="000000",
            account_number=f"{10000000 + place}",
            said_by=SaidBy.WEB,
            by=None,
        )


def claim_for(session: Session, *, panel: Panel, meeting: Meeting, number: int, staff: Mapping[str, Account]) -> None:
    """Some claim on the web, some by phone; the approver agrees; a batch is paid. One is sent back with a question."""
    active = [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
    chosen = queries.choices_by_member(session, member_ids=[member.id for member in active])
    wanting = [one for one in active if one.id in chosen and chosen[one.id].for_time is not Offer.NONE]
    turn = wanting[number:] + wanting[:number]
    made = [_claim(session, member, meeting, place, staff) for place, member in enumerate(turn[: CLAIMS[number]])]
    for place, claim in enumerate(made):
        if number == WAITING_AFTER and place == 0:
            claims.send_back(session, claim=claim, why="Which bus did you take?", by=staff["approver"].id)
        elif number < len(CLAIMS) - 1:
            claims.approve(session, claim=claim, by=staff["approver"].id)
    if number < WAITING_AFTER:
        for kind in BatchKind:
            with suppress(NothingToPay):
                batch = paying.make_batch(session, panel=panel, kind=kind, by=staff["approver"].id)
                paying.mark_paid(session, batch=batch, by=staff["approver"].id)


def _claim(session: Session, member: PanelMember, meeting: Meeting, place: int, staff: Mapping[str, Account]) -> Claim:
    by_phone = place % 4 == 3
    what = Claimed(kind=ClaimKind.MEETING, day=clock.today(), about_id=meeting.id, minutes=120, at_most_limit=True)
    if place % 4 == 1:
        what = Claimed(
            kind=ClaimKind.TRAVEL, day=clock.today(), about_id=meeting.id, pence=480, what="Bus there and back"
        )
    return claims.claim(
        session,
        member=member,
        claimed=what,
        said_by=SaidBy.PHONE if by_phone else SaidBy.WEB,
        by=staff["organiser"].id if by_phone else None,
    )
