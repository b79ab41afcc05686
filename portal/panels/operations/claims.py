"""Claiming, agreeing, sending back: every step kept, and nobody agrees to what they typed in."""

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.panels.enums.asks import AskState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import ClaimKind, ClaimState, Offer
from portal.panels.errors import ClaimedBefore, NoRate, OverLimit, WantsNothing, WrongClaimState
from portal.panels.models import Claim, ClaimStep, PanelMember
from portal.panels.queries import claims as queries
from portal.panels.queries import thanks as offers
from portal.panels.queries.asks import answers_about
from portal.panels.rules import claims as rules
from portal.panels.rules import rates as rate_rules
from portal.panels.rules.money import left_below, window
from portal.panels.rules.rates import Amount
from portal.shared import audit, clock


@dataclass(frozen=True, kw_only=True)
class Claimed:
    """What someone claims: minutes for time; miles or pence for costs. `is_another` says that it is not the same as one
    before; `at_most_limit` that they want no more than their own limit leaves, `past_limit` that they want it all."""

    kind: ClaimKind
    day: dt.date
    about_id: uuid.UUID | None = None
    minutes: int | None = None
    miles: int | None = None
    pence: int | None = None
    what: str = ""
    is_another: bool = False
    at_most_limit: bool = False
    past_limit: bool = False


def claim(
    session: Session,
    *,
    member: PanelMember,
    claimed: Claimed,
    said_by: SaidBy,
    by: uuid.UUID | None,
    agreed_pence: int | None = None,
) -> Claim:
    """A claim by a member, or typed by staff (`by`) from the phone or paper. `agreed_pence` is what was said before the
    work was done, and holds whatever the rates did since.

    Raises:
        NoRate: nothing is offered for this on that day.
        WantsNothing: they chose to have nothing for their time.
        OverLimit: more than their own limit leaves, and they did not say what to do.
        ClaimedBefore: the same thing was claimed.
    """
    row = Claim(
        panel_id=member.panel_id,
        member_id=member.id,
        state=ClaimState.CLAIMED,
        said_by=said_by,
        claimed_at=clock.now(),
        entered_by=by,
        version=1,
    )
    _fill(session, row, member, claimed, agreed_pence=agreed_pence)
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as twice:
        raise ClaimedBefore(for_good=False) from twice
    _note(session, row, by=by)
    return row


def claim_again(session: Session, *, claim: Claim, member: PanelMember, claimed: Claimed, by: uuid.UUID | None) -> None:
    """A claim that was sent back, put right and sent once more.

    Raises:
        as `claim`; WrongClaimState: it was not sent back.
    """
    rules.check_step(claim.state, ClaimState.CLAIMED)
    _fill(session, claim, member, claimed)
    claim.state, claim.claimed_at, claim.settled_at, claim.entered_by = ClaimState.CLAIMED, clock.now(), None, by
    session.flush()
    _note(session, claim, by=by)


def amount_of(session: Session, *, member: PanelMember, claimed: Claimed) -> tuple[Offer, Amount]:
    """How a claim would be met and what it comes to, before anyone sends it.

    Raises:
        NoRate, WantsNothing
    """
    rates = offers.rates_for(session, panel_id=member.panel_id)
    chosen = offers.choice_of(session, member_id=member.id)
    wish = chosen.for_time if chosen else Offer.PAYMENT
    offer = rate_rules.offer_of(claimed.kind, wish)
    if offer is Offer.NONE:
        raise WantsNothing
    amount: Amount | None
    if claimed.kind.is_time:
        minutes = claimed.minutes or 0
        amount = rate_rules.for_time(rates, kind=claimed.kind, offer=offer, day=claimed.day, minutes=minutes)
    elif claimed.miles:
        amount = rate_rules.for_miles(rates, day=claimed.day, miles=claimed.miles)
    else:
        amount = rate_rules.for_cost(rates, kind=claimed.kind, day=claimed.day, pence=claimed.pence or 0)
    if amount is None:
        raise NoRate
    return offer, amount


def left_of_limit(
    session: Session, *, member_id: uuid.UUID, day: dt.date, besides: uuid.UUID | None = None
) -> int | None:
    """How many pence for their time a member may still have in the week or month of a day, by the limit they set; None
    without a limit."""
    chosen = offers.choice_of(session, member_id=member_id)
    if chosen is None or chosen.limit_pence is None or chosen.limit_per is None:
        return None
    first, last = window(day, chosen.limit_per)
    return left_below(
        chosen.limit_pence,
        queries.thanked_between(session, member_id=member_id, first=first, last=last, besides=besides),
    )


def approve(session: Session, *, claim: Claim, by: uuid.UUID) -> None:
    """A second person agrees to pay.

    Raises:
        NeedsAnotherPerson, WrongClaimState
    """
    _check_second_person(session, claim, by=by)
    _move(session, claim, ClaimState.APPROVED, by=by)
    if claim.pence == 0:
        _move(session, claim, ClaimState.PAID, by=by)  # nothing a bank could carry


def send_back(session: Session, *, claim: Claim, why: str, by: uuid.UUID) -> None:
    """Asks the member something about a claim. It counts for nothing until it comes again.

    Raises:
        WrongClaimState
    """
    _move(session, claim, ClaimState.SENT_BACK, by=by, why=why)
    claim.same_thing = None
    session.flush()


def take_back(session: Session, *, claim: Claim, by: uuid.UUID | None) -> None:
    """The member does not want it after all; nobody asks why.

    Raises:
        WrongClaimState
    """
    _move(session, claim, ClaimState.TAKEN_BACK, by=by)
    claim.same_thing = None
    session.flush()


def pay_by_hand(session: Session, *, claim: Claim, how: str, by: uuid.UUID) -> None:
    """An approved claim was paid without a transfer: cash, or a ticket bought for them. `how` says it in words.

    Raises:
        NeedsAnotherPerson, WrongClaimState
    """
    _check_second_person(session, claim, by=by)
    if claim.state is not ClaimState.APPROVED:
        raise WrongClaimState(f"{claim.state} {ClaimState.PAID}")
    _move(session, claim, ClaimState.PAID, by=by, why=how)


def note_step(session: Session, claim: Claim, to: ClaimState, *, by: uuid.UUID | None, why: str = "") -> None:
    """One step of a claim within a batch.

    Raises:
        WrongClaimState
    """
    _move(session, claim, to, by=by, why=why)


def _check_second_person(session: Session, claim: Claim, *, by: uuid.UUID) -> None:
    typed = {step.by for step in queries.steps_of(session, claim_id=claim.id) if step.state is ClaimState.CLAIMED}
    rules.check_second_person(typed_by=typed, by=by)


def _fill(
    session: Session, row: Claim, member: PanelMember, claimed: Claimed, *, agreed_pence: int | None = None
) -> None:
    offer, amount = _agreed(session, member, claimed, agreed_pence)
    pence = amount.pence
    if claimed.kind.is_time:
        pence = _within_limit(session, row, claimed, pence)
    row.kind, row.offer, row.about_id, row.day = claimed.kind, offer, claimed.about_id, claimed.day
    row.minutes = claimed.minutes if claimed.kind.is_time else None
    row.miles, row.pence, row.rate_id = claimed.miles, pence, amount.rate_id
    row.what = claimed.what or None
    row.same_thing = _key(session, row, claimed, size=row.minutes or pence)


def _agreed(session: Session, member: PanelMember, claimed: Claimed, agreed_pence: int | None) -> tuple[Offer, Amount]:
    """What was agreed before holds, even where the rate is gone by now."""
    try:
        offer, amount = amount_of(session, member=member, claimed=claimed)
    except NoRate:
        if agreed_pence is None:
            raise
        chosen = offers.choice_of(session, member_id=member.id)
        return rate_rules.offer_of(claimed.kind, chosen.for_time if chosen else Offer.PAYMENT), Amount(
            agreed_pence, None
        )
    return offer, amount if agreed_pence is None else Amount(agreed_pence, amount.rate_id)


def _within_limit(session: Session, row: Claim, claimed: Claimed, pence: int) -> int:
    left = left_of_limit(session, member_id=row.member_id, day=claimed.day, besides=row.id)
    if left is None or pence <= left or claimed.past_limit:
        return pence
    if claimed.at_most_limit:
        return left
    raise OverLimit(wanted=pence, left=left)


def _key(session: Session, row: Claim, claimed: Claimed, *, size: int) -> str:
    """What this claim has in common with another for the same thing, counted on if the member says it is another."""
    others = queries.same_claims(session, member_id=row.member_id, kind=claimed.kind, besides=row.id)
    mine = rules.Thing(kind=claimed.kind, about_id=claimed.about_id, day=claimed.day, size=size)
    things = [rules.Thing(one.kind, one.about_id, one.day, one.minutes or one.pence) for one in others]
    if any(mine.is_surely(thing) for thing in things):
        raise ClaimedBefore(for_good=True)
    alike = sum(mine.may_be(thing) for thing in things)
    if alike and not claimed.is_another:
        raise ClaimedBefore(for_good=False)
    taken = {one.same_thing for one in others}
    return next(key for key in mine.keys(row.member_id, after=alike) if key not in taken)


def _move(session: Session, claim: Claim, to: ClaimState, *, by: uuid.UUID | None, why: str = "") -> None:
    rules.check_step(claim.state, to)
    claim.state = to
    claim.settled_at = clock.now() if to in (ClaimState.PAID, ClaimState.TAKEN_BACK) else None
    _note(session, claim, by=by, why=why)
    if to is ClaimState.PAID and claim.kind is ClaimKind.ASK and claim.about_id is not None:
        for answer in answers_about(session, about_ids=[claim.about_id], member_id=claim.member_id):
            answer.state, answer.thanked_at = AskState.THANKED, clock.now()


def _note(session: Session, claim: Claim, *, by: uuid.UUID | None, why: str = "") -> None:
    step = ClaimStep(claim_id=claim.id, state=claim.state, pence=claim.pence, at=clock.now(), by=by, why=why or None)
    session.add(step)
    session.flush()
    audit.record(session, action=f"claim_{claim.state}", subject="thanks_claim", subject_id=claim.id, actor_id=by)
