"""Asking members for their time, and taking down what they say. How long and for how much is said first; a no needs no
reason; whoever takes a break is not asked."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from portal.panels.asking_places import tell_answer
from portal.panels.enums import MemberState
from portal.panels.enums.asks import OPEN, AskKind, AskState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import ClaimKind, Offer
from portal.panels.errors import ClaimedBefore, NoRate, NotThisAsk, OverLimit, WantsNothing
from portal.panels.models import AskAnswer, MemberAsk, Panel, PanelMember
from portal.panels.operations.claims import Claimed, amount_of, claim, left_of_limit
from portal.panels.queries import asks as queries
from portal.panels.queries import thanks as offers
from portal.panels.queries.panels import members_of
from portal.panels.rules.rates import for_time
from portal.shared import audit, clock, queue

TELL_TASK = "panels.tell_of_ask"
ASKABLE = (MemberState.CONFIRMED, MemberState.ACTIVE)


@dataclass(frozen=True)
class Asking:
    """What came of asking: the ask, who is asked now, and who is not because they take a break."""

    ask: MemberAsk
    asked: tuple[uuid.UUID, ...]
    paused: tuple[uuid.UUID, ...]


def ask_members(
    session: Session,
    *,
    panel: Panel,
    kind: AskKind,
    about_id: uuid.UUID | None,
    title: Mapping[str, str],
    minutes: int,
    due: dt.date | None,
    by: uuid.UUID | None,
    member_ids: Collection[uuid.UUID] | None = None,
    words: Mapping[str, str] | None = None,
    texts: Sequence[Mapping[str, str]] = (),
    is_told: bool = False,
) -> Asking:
    """Asks the members of a panel, or some of them, for `minutes` of their time until `due`. Texts by language code.

    The same thing asked again reaches only those who were not asked yet. Members are told by a message that says
    nothing of the matter; with `is_told`, whoever asks has told them already.
    """
    ask = queries.ask_about(session, panel_id=panel.id, kind=kind, about_id=about_id)
    if ask is None:
        ask = _new_ask(session, panel, kind, about_id, title, minutes, due, words, texts, by)
    before = queries.members_asked(session, ask_id=ask.id)
    there = [
        (member.id, member.state)
        for member, _person in members_of(session, panel_id=panel.id)
        if (member_ids is None or member.id in member_ids) and member.id not in before
    ]
    asked = tuple(member_id for member_id, state in there if state in ASKABLE)
    paused = tuple(member_id for member_id, state in there if state is MemberState.PAUSED)
    session.add_all(_offered(ask, member_id, is_told=is_told) for member_id in asked)
    session.flush()
    if asked and not is_told:
        queue.enqueue(session, TELL_TASK, asked_by=by, ask_id=str(ask.id))
    audit.record(session, action="ask_members", subject="member_ask", subject_id=ask.id, actor_id=by)
    return Asking(ask, asked, paused)


def thanks_for(session: Session, *, ask: MemberAsk, member: PanelMember) -> int | None:
    """What a member would get for an ask as they chose to be thanked, in pence; None for nothing."""
    try:
        _offer, amount = amount_of(session, member=member, claimed=_claimed(ask, ask.minutes))
    except (NoRate, WantsNothing):
        return None
    return amount.pence


def over_limit(session: Session, *, ask: MemberAsk, member: PanelMember) -> OverLimit | None:
    """What saying yes would do to the limit a member set; None when there is room, or no limit."""
    pence = thanks_for(session, ask=ask, member=member)
    left = left_of_limit(session, member_id=member.id, day=clock.today())
    return OverLimit(wanted=pence, left=left) if pence is not None and left is not None and pence > left else None


def accept(
    session: Session,
    *,
    asked: queries.Asked,
    member: PanelMember,
    said_by: SaidBy,
    by: uuid.UUID | None,
    at_most_limit: bool = False,
    past_limit: bool = False,
) -> None:
    """A member says yes.

    Raises:
        NotThisAsk: it is over, or they take a break.
        OverLimit: it would pass their own limit, and they did not say what to do.
    """
    if member.state is MemberState.PAUSED:
        raise NotThisAsk
    over = over_limit(session, ask=asked.ask, member=member)
    if over is not None and not (at_most_limit or past_limit):
        raise over
    pence = thanks_for(session, ask=asked.ask, member=member)
    asked.answer.agreed_pence = over.left if over is not None and at_most_limit else pence
    _answer(session, asked, AskState.ACCEPTED, said_by=said_by, by=by)


def not_this_time(session: Session, *, asked: queries.Asked, said_by: SaidBy, by: uuid.UUID | None) -> None:
    """A member says no. Nobody asks why.

    Raises:
        NotThisAsk
    """
    _answer(session, asked, AskState.NOT_THIS_TIME, said_by=said_by, by=by)


def note_done(
    session: Session,
    *,
    asked: queries.Asked,
    member: PanelMember,
    said_by: SaidBy,
    by: uuid.UUID | None,
    words: str = "",
    chose: int | None = None,
    minutes: int | None = None,
) -> None:
    """A member did what they were asked, with what they said. What they get for it is claimed at once: nobody has to
    ask for it. Whoever does it without having said yes first has said yes.

    Raises:
        NotThisAsk
    """
    ask, answer = asked.ask, asked.answer
    if answer.state is AskState.OFFERED:
        room = over_limit(session, ask=ask, member=member)
        accept(session, asked=asked, member=member, said_by=said_by, by=by, at_most_limit=room is not None)
    if answer.state is not AskState.ACCEPTED:
        raise NotThisAsk
    answer.words, answer.chose, answer.minutes = words or None, chose, minutes
    answer.state, answer.done_at = AskState.DONE, clock.now()
    session.flush()
    audit.record(session, action="ask_done", subject="ask_answer", subject_id=answer.id, actor_id=by)
    if answer.agreed_pence:
        _claim_for(session, ask, answer, member, said_by=said_by, by=by)


def note_done_elsewhere(
    session: Session,
    *,
    kind: AskKind,
    about_id: uuid.UUID,
    member: PanelMember,
    said_by: SaidBy = SaidBy.WEB,
    by: uuid.UUID | None = None,
) -> bool:
    """For the rooms in which the work is done: a member did it there. Whether it was asked of them and not done yet;
    one who had said no and did it all the same has done it."""
    asked = queries.asked_about(session, kind=kind, about_id=about_id, member_id=member.id)
    if asked is None or asked.answer.state not in (*OPEN, AskState.NOT_THIS_TIME):
        return False
    if asked.ask.ended_at is not None and asked.answer.state is not AskState.ACCEPTED:
        return False  # who had said yes before it was over is thanked all the same
    if asked.answer.state is AskState.NOT_THIS_TIME:
        asked.answer.state = AskState.OFFERED
    if member.state is MemberState.PAUSED:
        asked.answer.state = AskState.ACCEPTED  # nobody pressed them; what they did is thanked for like the rest
        asked.answer.agreed_pence = thanks_for(session, ask=asked.ask, member=member)
    note_done(session, asked=asked, member=member, said_by=said_by, by=by)
    return True


def say_thanks(session: Session, *, answer: AskAnswer, by: uuid.UUID) -> None:
    """Someone who wants no money was thanked in words.

    Raises:
        NotThisAsk: it is not done, or thanks were said.
    """
    if answer.state is not AskState.DONE:
        raise NotThisAsk
    answer.state, answer.thanked_at = AskState.THANKED, clock.now()
    session.flush()
    audit.record(session, action="say_thanks", subject="ask_answer", subject_id=answer.id, actor_id=by)


def end_ask(session: Session, *, ask: MemberAsk, by: uuid.UUID | None) -> None:
    """Nobody is to do this any more. What was done stays done and is thanked for."""
    ask.ended_at = ask.ended_at or clock.now()
    session.flush()
    audit.record(session, action="end_ask", subject="member_ask", subject_id=ask.id, actor_id=by)


def _offered(ask: MemberAsk, member_id: uuid.UUID, *, is_told: bool) -> AskAnswer:
    return AskAnswer(
        ask_id=ask.id,
        member_id=member_id,
        state=AskState.OFFERED,
        offered_at=clock.now(),
        told_at=clock.now() if is_told else None,
        version=1,
    )


def _new_ask(
    session: Session,
    panel: Panel,
    kind: AskKind,
    about_id: uuid.UUID | None,
    title: Mapping[str, str],
    minutes: int,
    due: dt.date | None,
    words: Mapping[str, str] | None,
    texts: Sequence[Mapping[str, str]],
    by: uuid.UUID | None,
) -> MemberAsk:
    rates = offers.rates_for(session, panel_id=panel.id)
    pays = for_time(rates, kind=ClaimKind.ASK, offer=Offer.PAYMENT, day=clock.today(), minutes=minutes)
    ask = MemberAsk(
        panel_id=panel.id,
        kind=kind,
        about_id=about_id,
        title=dict(title),
        words=dict(words or {}),
        texts=[dict(one) for one in texts],
        minutes=minutes,
        pence=pays.pence if pays else None,
        rate_id=pays.rate_id if pays else None,
        due=due,
        asked_at=clock.now(),
        asked_by=by,
        version=1,
    )
    session.add(ask)
    session.flush()
    return ask


def _answer(session: Session, asked: queries.Asked, to: AskState, *, said_by: SaidBy, by: uuid.UUID | None) -> None:
    answer = asked.answer
    may_change = answer.state in (AskState.OFFERED, AskState.ACCEPTED, AskState.NOT_THIS_TIME)
    if asked.ask.ended_at is not None or not may_change:
        raise NotThisAsk
    answer.state, answer.answered_at, answer.said_by, answer.by = to, clock.now(), said_by, by
    session.flush()
    audit.record(session, action=f"ask_{to}", subject="ask_answer", subject_id=answer.id, actor_id=by)
    is_yes, ask = to is AskState.ACCEPTED, asked.ask
    tell_answer(session, kind=ask.kind, about_id=ask.about_id, member_id=answer.member_id, is_yes=is_yes, by=by)


def _claimed(ask: MemberAsk, minutes: int) -> Claimed:
    return Claimed(kind=ClaimKind.ASK, day=clock.today(), about_id=ask.id, minutes=minutes)


def _claim_for(
    session: Session,
    ask: MemberAsk,
    answer: AskAnswer,
    member: PanelMember,
    *,
    said_by: SaidBy,
    by: uuid.UUID | None,
) -> None:
    """What was agreed before is what is claimed. Whoever chose meanwhile to have nothing gets nothing; whoever claimed
    it themselves has it already."""
    with suppress(WantsNothing, ClaimedBefore):
        claim(
            session,
            member=member,
            claimed=replace(_claimed(ask, ask.minutes), past_limit=True),
            said_by=said_by,
            by=by,
            agreed_pence=answer.agreed_pence,
        )
