"""Worries, what was done about them, and who may be behind one."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import PeaceDeed
from portal.contact.models import LeftInPeace, PeaceStep
from portal.contact.queries import peace
from portal.people.enums import Role
from portal.people.models import Account, Person, RoleGrant
from portal.questions.models import Answer
from portal.rounds.coding_enums import WorryDeed, WorryState
from portal.rounds.elsewhere import SaidThere, WhoSaidIt, place_named
from portal.rounds.models import Invitation, RiskAlarm, Worry, WorrySetup, WorryStep
from portal.rounds.rules.worrying import risk_words

OPEN = [state for state in WorryState if state.is_open]


def setup_of(session: Session, *, round_id: uuid.UUID) -> WorrySetup | None:
    return session.scalar(sa.select(WorrySetup).where(WorrySetup.round_id == round_id))


def leads(session: Session) -> Sequence[Account]:
    """Active members of staff who may deal with worries."""
    may = sa.exists().where(RoleGrant.account_id == Account.id, RoleGrant.role == Role.SAFEGUARDING)
    return session.scalars(
        sa.select(Account).where(Account.active.is_(True), may).order_by(Account.display_name, Account.id)
    ).all()


def risk_words_in(session: Session, *, answers: Collection[Answer]) -> dict[uuid.UUID, tuple[str, ...]]:
    """Words that can mean danger, by the answer they are in; answers without any are missing."""
    if not answers:
        return {}
    rounds = {answer.asked_in for answer in answers}
    rows = session.execute(sa.select(WorrySetup.round_id, WorrySetup.words).where(WorrySetup.round_id.in_(rounds)))
    more = {round_id: words for round_id, words in rows}
    found = {one.id: risk_words(one.words or "", more=more.get(one.asked_in, ())) for one in answers}
    return {answer_id: words for answer_id, words in found.items() if words}


def open_worry_about(
    session: Session, *, answer_id: uuid.UUID | None = None, said_id: uuid.UUID | None = None
) -> Worry | None:
    mine = Worry.answer_id == answer_id if answer_id else Worry.said_id == said_id
    return session.scalar(sa.select(Worry).where(mine, Worry.state.in_(OPEN)))


def newest_worry_about(session: Session, *, answer_id: uuid.UUID) -> Worry | None:
    mine = sa.select(Worry).where(Worry.answer_id == answer_id).order_by(Worry.raised_at.desc())
    return session.scalar(mine.limit(1))


def worries(session: Session, *, are_open: bool, page: int, per_page: int) -> tuple[Sequence[Worry], int]:
    """One page of them and how many there are: open ones by when they are due, closed ones newest first."""
    wanted = sa.select(Worry).where(Worry.state.in_(OPEN) if are_open else Worry.state == WorryState.CLOSED)
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
    order = (Worry.due_at, Worry.id) if are_open else (Worry.closed_at.desc(), Worry.id)
    return session.scalars(wanted.order_by(*order).offset((page - 1) * per_page).limit(per_page)).all(), total


def overdue(session: Session, *, now: dt.datetime) -> Sequence[Worry]:
    """Those that nobody has taken on in time."""
    return session.scalars(sa.select(Worry).where(Worry.state == WorryState.RAISED, Worry.due_at < now)).all()


def not_taken_on(session: Session) -> int:
    mine = sa.select(sa.func.count()).select_from(Worry).where(Worry.state == WorryState.RAISED)
    return session.scalar(mine) or 0


def steps_of(session: Session, *, worry_id: uuid.UUID) -> Sequence[WorryStep]:
    mine = sa.select(WorryStep).where(WorryStep.worry_id == worry_id)
    return session.scalars(mine.order_by(WorryStep.at, WorryStep.id)).all()


def person_behind(session: Session, *, worry: Worry) -> Person | None:
    """Whoever wrote it; nobody for comments that came from a file."""
    who = who_said_it(session, alias=worry.alias, said_in=worry.said_in)
    return session.get(Person, who.person_id) if who else None


def who_said_it(session: Session, *, alias: uuid.UUID, said_in: str) -> WhoSaidIt | None:
    """Whoever wrote under this random id, in a place of a room downstream or in an answer (`said_in` is empty); nobody
    for walk-ins and for comments that came from a file."""
    if said_in:
        return place_named(said_in).who(session, alias)
    invitation = session.scalar(sa.select(Invitation).where(Invitation.alias == alias))
    if invitation is None:
        return None
    return WhoSaidIt(person_id=invitation.person_id, subject_id=invitation.id, asked_in=invitation.round_id)


def what_was_said(session: Session, *, about: Worry | RiskAlarm) -> SaidThere | None:
    """What someone wrote, in an answer or elsewhere; None for what was not sent: nobody may read it."""
    if about.said_in:
        return place_named(about.said_in).read(session, about.said_id) if about.said_id else None
    answer = session.get(Answer, about.answer_id) if about.answer_id else None
    return SaidThere(words=answer.words, words_language=answer.words_language or "") if answer else None


def place_of(about: Worry | RiskAlarm) -> str:
    """The name of the place it was said in; empty for an answer."""
    return str(place_named(about.said_in).name) if about.said_in else ""


@dataclass(frozen=True)
class Peace:
    """How contact with whoever is behind a worry stands. `standing`: left in peace now."""

    standing: LeftInPeace | None
    steps: Sequence[PeaceStep]

    @property
    def asked_by(self) -> uuid.UUID | None:
        """Who asked for contact to be allowed and waits for another to agree."""
        last = self.steps[-1] if self.steps else None
        return last.by if last is not None and last.deed is PeaceDeed.ASKED else None


def peace_about(session: Session, *, worry: Worry) -> Peace:
    """Says nothing about who it is."""
    who = who_said_it(session, alias=worry.alias, said_in=worry.said_in)
    if who is None:
        return Peace(None, ())
    person = {"person_id": who.person_id, "asked_in": who.asked_in}
    return Peace(peace.peace_of(session, **person), peace.peace_steps(session, **person))


def contact_to_decide(session: Session, *, account_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Worries about which someone else asked for contact to be allowed again: this account may agree or not."""
    later = sa.orm.aliased(PeaceStep)
    is_last = ~sa.exists().where(later.left_in_peace_id == PeaceStep.left_in_peace_id, later.at > PeaceStep.at)
    waits = (PeaceStep.deed == PeaceDeed.ASKED, PeaceStep.by != account_id, is_last)
    steps = sa.select(LeftInPeace.person_id, LeftInPeace.asked_in)
    waiting = steps.join(PeaceStep, PeaceStep.left_in_peace_id == LeftInPeace.id).where(*waits)
    asked = {(person_id, asked_in) for person_id, asked_in in session.execute(waiting)}
    if not asked:
        return []
    people = {person_id for person_id, _asked_in in asked}
    mine = sa.and_(Invitation.alias == Worry.alias, Invitation.person_id.in_(people))
    about = sa.select(Worry).outerjoin(Invitation, mine).where(Invitation.id.is_not(None) | (Worry.said_in != ""))
    found = session.scalars(about.order_by(Worry.raised_at, Worry.id)).all()
    behind = {one.id: who_said_it(session, alias=one.alias, said_in=one.said_in) for one in found}
    return [worry_id for worry_id, who in behind.items() if who and (who.person_id, who.asked_in) in asked]


def has_opened(session: Session, *, worry_id: uuid.UUID, account_id: uuid.UUID, since: dt.datetime) -> bool:
    """Whether this member of staff has said since then why they must know who it is."""
    opened = sa.select(WorryStep.id).where(
        WorryStep.worry_id == worry_id,
        WorryStep.by == account_id,
        WorryStep.deed == WorryDeed.OPENED_IDENTITY,
        WorryStep.at >= since,
    )
    return session.scalar(opened.limit(1)) is not None
