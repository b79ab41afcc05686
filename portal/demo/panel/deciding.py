"""Ideas, votes, and twelve pieces of advice with what came of each."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.demo.panel.when import said
from portal.panels.enums import AdviceKind, AdviceSource, DecisionAnswer, MemberState, Stage, VoteMethod, VotePurpose
from portal.panels.enums.doors import SaidBy
from portal.panels.models import Panel, PanelAdvice, PanelIdea, PanelMember
from portal.panels.operations import ideas, ledger, voting
from portal.panels.queries.ledger import advice_of_panel
from portal.panels.queries.panels import members_of
from portal.panels.queries.voting import options_of
from portal.panels.rules.ballots import Said
from portal.people.models import Account
from portal.shared import clock

Deed = Callable[[Panel], object]
IDEAS = (
    "A break should be bookable by phone in the evening.",
    "One person who knows us, not a new one each time.",
    "Letters with big print and pictures.",
    "جو لوگ اردو بولتے ہیں ان کے لیے فون پر کوئی ہونا چاہیے۔",
    "New staff should meet carers in their first week.",
    "Pay for the bus before we travel, not after.",
    "Dylai'r llinell ffôn fod yn Gymraeg hefyd.",
    "Tell us what happened with what we said.",
)
# The first ideas in a few words each, to choose between: what is voted on, everyone on the panel may read.
AS_OPTIONS = (
    said("Breaks by phone", "Seibiannau dros y ffôn", "فون پر وقفے"),
    said("One worker for each of us", "Un gweithiwr i bob un ohonom", "ہر ایک کے لیے ایک کارکن"),
    said("Letters we can read", "Llythyrau y gallwn eu darllen", "خط جو ہم پڑھ سکیں"),
    said("Urdu on the phone", "Wrdw ar y ffôn", "فون پر اردو"),
)
BODY = "The carers' board of the council"


@dataclass(frozen=True)
class Told:
    """One piece of advice: when it went, and what the body answered three weeks later; None: nothing yet."""

    words: str
    stage: Stage
    kind: AdviceKind
    sent: int
    answer: DecisionAnswer | None = DecisionAnswer.WHOLE
    why: str = ""


ANALYSE, PLAN, DO, REVIEW = Stage.ANALYSE, Stage.PLAN, Stage.DO, Stage.REVIEW
PARTLY, NO = DecisionAnswer.PARTLY, DecisionAnswer.NO
EVENINGS = "Until seven for now; staff must be found for later."
NO_WORKERS = "There are not enough workers. We ask again when the budget is made."
ADVICE = (
    Told("Ask carers who stopped coming why they stopped.", ANALYSE, AdviceKind.POLICY, 290),
    Told("Count how long people wait for a call back.", ANALYSE, AdviceKind.POLICY, 280),
    Told("Book breaks by phone until nine at night.", PLAN, AdviceKind.OTHER, 250, PARTLY, EVENINGS),
    Told("Letters in easy words, big print, with pictures.", DO, AdviceKind.PUBLICITY, 240),
    Told("Carers on the panel that chooses new staff.", DO, AdviceKind.RECRUITMENT, 210),
    Told("A named worker for each carer.", PLAN, AdviceKind.POLICY, 200, NO, NO_WORKERS),
    Told("Carers score how bidders answer the phone.", PLAN, AdviceKind.TENDER, 160),
    Told("Welsh and Urdu on the phone line.", DO, AdviceKind.TENDER, 150, PARTLY, "Urdu on two afternoons a week."),
    Told("New staff meet carers in their first week.", DO, AdviceKind.TRAINING, 120),
    Told("Pay travel before it is made.", PLAN, AdviceKind.POLICY, 90, PARTLY, "For everyone who asks."),
    Told("Show on one page what came of our advice.", REVIEW, AdviceKind.PUBLICITY, 60),
    Told("Keep the break fund as it is next year.", REVIEW, AdviceKind.POLICY, 35, None),
)
LETTERS = 3
MAY_READ = "May everyone read what came of our work?"
REPLY_DAYS = 28
DOTS_ON, CONSENT_ON, PUBLIC_ON, RANK_ON = 255, 128, 55, 3
CLAIMED_ON = 70


def days_of(session: Session, *, staff: Mapping[str, Account]) -> list[tuple[int, Deed]]:
    """Every day on which something is said, voted, sent or answered."""
    organiser = staff["organiser"].id
    days: list[tuple[int, Deed]] = [(300 - 25 * place, _idea(session, place)) for place in range(len(IDEAS))]
    days += [
        (DOTS_ON, _vote(session, staff, VoteMethod.DOTS, "What should come first?")),
        (DOTS_ON - 15, _count(session)),
        (CONSENT_ON, _vote(session, staff, VoteMethod.CONSENT, "Shall we ask for a named worker again next year?")),
        (CONSENT_ON - 15, _count(session)),
        (
            PUBLIC_ON,
            _vote(session, staff, VoteMethod.CONSENT, MAY_READ, VotePurpose.PUBLIC),
        ),
        (PUBLIC_ON - 15, _count(session)),
        (RANK_ON, _vote(session, staff, VoteMethod.RANK, "What should we talk about next?")),
    ]
    for place, told in enumerate(ADVICE):
        days.append((told.sent, _send(session, place, staff)))
        if told.answer is not None:
            days.append((told.sent - 20, _reply(session, place, organiser)))
    return [*days, (CLAIMED_ON, _claim(session, staff))]


def _idea(session: Session, place: int) -> Deed:
    def deed(panel: Panel) -> None:
        member, other = (_active(session, panel)[at % 20] for at in (place * 2, place * 2 + 5))
        by_phone = place % 4 == 1
        idea = ideas.put_idea(
            session,
            member=member,
            words=IDEAS[place],
            with_name=place % 2 == 0,
            how=SaidBy.PHONE if by_phone else SaidBy.WEB,
            language=member.language,
            by=panel.coordinator_id if by_phone else None,
        )
        if place == len(IDEAS) - 1:
            return  # one waits for someone to look
        ideas.show_words(session, row=idea, by=panel.coordinator_id)
        remark = ideas.put_remark(
            session,
            idea=idea,
            member=other,
            words="I think so too.",
            with_name=True,
            how=SaidBy.WEB,
            language="en",
            by=None,
        )
        ideas.show_words(session, row=remark, by=panel.coordinator_id)

    return deed


def _vote(
    session: Session,
    staff: Mapping[str, Account],
    method: VoteMethod,
    question: str,
    purpose: VotePurpose = VotePurpose.PRIORITY,
) -> Deed:
    def deed(panel: Panel) -> None:
        known = list(
            session.scalars(
                sa.select(PanelIdea).where(PanelIdea.panel_id == panel.id).order_by(PanelIdea.at, PanelIdea.id)
            )
        )
        chosen = [(idea.id, words) for idea, words in zip(known, AS_OPTIONS, strict=False)]
        more = [(None, {"en": "Breaks"}), (None, {"en": "The phone line"}), (None, {"en": "Letters"})]
        counted = method in (VoteMethod.DOTS, VoteMethod.RANK)
        vote = voting.make_vote(
            session,
            panel_id=panel.id,
            question={"en": question},
            method=method,
            options=(chosen if len(chosen) > 1 else more) if counted else [],
            opens_on=clock.today(),
            closes_on=clock.today() + dt.timedelta(days=12),
            by=staff["organiser"].id,
            purpose=purpose,
        )
        options = [str(one.id) for one in options_of(session, vote_id=vote.id)]
        for place, member in enumerate(_active(session, panel)[:18]):
            voting.cast_vote(session, vote=vote, member=member, said=_said(method, options, place))

    return deed


def _said(method: VoteMethod, options: Sequence[str], place: int) -> Said:
    if method is VoteMethod.DOTS:
        first, second = options[place % len(options)], options[0]
        return Said(dots={first: 6, second: 4} if first != second else {first: 10})
    if method is VoteMethod.RANK:
        turn = place % len(options)
        return Said(order=[*options[turn:], *options[:turn]])
    return Said(choice="worries" if place % 6 == 5 else "yes", words="It must not take longer." if place == 5 else "")


def _count(session: Session) -> Deed:
    return lambda _panel: voting.turn_votes(session)


def _send(session: Session, place: int, staff: Mapping[str, Account]) -> Deed:
    def deed(panel: Panel) -> None:
        told = ADVICE[place]
        source = AdviceSource.MEETING if place % 3 else AdviceSource.WRITTEN
        by = staff["organiser"].id
        advice = ledger.write_advice(
            session, panel_id=panel.id, words={"en": told.words}, stage=told.stage, kind=told.kind, source=source, by=by
        )
        reply_by = clock.today() + dt.timedelta(days=REPLY_DAYS)
        ledger.send_advice(session, advice=advice, body=BODY, sent_on=clock.today(), reply_by=reply_by, by=by)

    return deed


def _reply(session: Session, place: int, by: uuid.UUID) -> Deed:
    def deed(panel: Panel) -> None:
        advice = _advice(session, panel, place)
        answer, why = ADVICE[place].answer or DecisionAnswer.NOT_YET, ADVICE[place].why
        ledger.note_reply(
            session,
            advice=advice,
            answer=answer,
            why={"en": why} if why else {},
            decided_by=BODY,
            decided_on=clock.today(),
            by=by,
        )
        if answer is not DecisionAnswer.NO:
            ledger.note_happening(
                session,
                advice=advice,
                words={"en": "Work on it has begun."},
                evidence="Minutes of the board",
                day=clock.today(),
                by=by,
            )

    return deed


def _claim(session: Session, staff: Mapping[str, Account]) -> Deed:
    """The council says that it changed the letters; a second person looked, and the panel said what it thinks."""

    def deed(panel: Panel) -> None:
        advice = _advice(session, panel, LETTERS)
        claim = ledger.claim_change(
            session,
            advice=advice,
            words={"en": "Every letter to carers is in easy words and big print now."},
            evidence="Six letters of the last month",
            changed_on=clock.today() - dt.timedelta(days=5),
            by=staff["commissioner"].id,
        )
        vote = ledger.check_claim(
            session,
            claim=claim,
            is_so=True,
            because="",
            by=staff["approver"].id,
            closes_on=clock.today() + dt.timedelta(days=10),
        )
        for place, member in enumerate(_active(session, panel)[:16]):
            said = Said(choice="partly" if place % 4 == 3 else "yes")
            if vote is not None:
                voting.cast_vote(session, vote=vote, member=member, said=said)

    return deed


def _advice(session: Session, panel: Panel, place: int) -> PanelAdvice:
    [found] = [one for one in advice_of_panel(session, panel_id=panel.id) if one.words["en"] == ADVICE[place].words]
    return found


def _active(session: Session, panel: Panel) -> list[PanelMember]:
    return [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
