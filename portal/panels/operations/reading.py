"""Thanks for reading: claimed for a member when they say that they have read a paper. Nobody has to ask for it."""

from contextlib import suppress

from sqlalchemy.orm import Session

from portal.panels.enums.thanks import ClaimKind
from portal.panels.errors import ClaimedBefore, NoRate, OverLimit, WantsNothing
from portal.panels.models import PanelMember, PaperRead
from portal.panels.operations.claims import Claimed, amount_of, claim, left_of_limit
from portal.shared import clock
from portal.shared.home_time import day_at_home


def thanks_for_reading(session: Session, *, member: PanelMember, minutes: int) -> int | None:
    """What a member would get for reading now, as they chose to be thanked, in pence; None for nothing."""
    try:
        _offer, amount = amount_of(session, member=member, claimed=_claimed(minutes))
    except (NoRate, WantsNothing):
        return None
    return amount.pence


def over_reading_limit(session: Session, *, member: PanelMember, minutes: int) -> OverLimit | None:
    """What it would do to the limit a member set; None when there is room, or no limit."""
    pence = thanks_for_reading(session, member=member, minutes=minutes)
    left = left_of_limit(session, member_id=member.id, day=clock.today())
    return OverLimit(wanted=pence, left=left) if pence is not None and left is not None and pence > left else None


def claim_reading(session: Session, *, read: PaperRead, member: PanelMember, past_limit: bool) -> None:
    """Nothing for whoever chose to have nothing or has no room below their limit; whoever claimed it themselves has it
    already."""
    over = over_reading_limit(session, member=member, minutes=read.minutes)
    if over is not None and over.left <= 0 and not past_limit:
        return
    claimed = Claimed(
        kind=ClaimKind.READING,
        day=day_at_home(read.at),
        about_id=read.paper_id,
        minutes=read.minutes,
        past_limit=past_limit,
        at_most_limit=not past_limit,
    )
    with suppress(NoRate, WantsNothing, ClaimedBefore):
        claim(session, member=member, claimed=claimed, said_by=read.via, by=read.noted_by)


def _claimed(minutes: int) -> Claimed:
    return Claimed(kind=ClaimKind.READING, day=clock.today(), minutes=minutes)
