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
from portal.rounds.models import Invitation, Worry, WorrySetup, WorryStep
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


def open_worry_about(session: Session, *, answer_id: uuid.UUID) -> Worry | None:
    return session.scalar(sa.select(Worry).where(Worry.answer_id == answer_id, Worry.state.in_(OPEN)))


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


def person_behind(session: Session, *, alias: uuid.UUID) -> Person | None:
    """Whoever was invited under this random id; nobody for comments that came from a file."""
    return session.scalar(
        sa.select(Person).join(Invitation, Invitation.person_id == Person.id).where(Invitation.alias == alias)
    )


def invitation_behind(session: Session, *, alias: uuid.UUID) -> Invitation | None:
    """The invitation answered under this random id; none for walk-ins and for comments that came from a file."""
    return session.scalar(sa.select(Invitation).where(Invitation.alias == alias))


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
    invitation = invitation_behind(session, alias=worry.alias)
    if invitation is None:
        return Peace(None, ())
    person = {"person_id": invitation.person_id, "asked_in": worry.round_id}
    return Peace(peace.peace_of(session, **person), peace.peace_steps(session, **person))


def contact_to_decide(session: Session, *, account_id: uuid.UUID) -> Sequence[uuid.UUID]:
    """Worries about which someone else asked for contact to be allowed again: this account may agree or not."""
    later = sa.orm.aliased(PeaceStep)
    is_last = ~sa.exists().where(later.left_in_peace_id == PeaceStep.left_in_peace_id, later.at > PeaceStep.at)
    behind = sa.and_(Invitation.person_id == LeftInPeace.person_id, Invitation.round_id == LeftInPeace.asked_in)
    return session.scalars(
        sa.select(Worry.id)
        .join(Invitation, sa.and_(Invitation.alias == Worry.alias, Invitation.round_id == Worry.round_id))
        .join(LeftInPeace, behind)
        .join(PeaceStep, PeaceStep.left_in_peace_id == LeftInPeace.id)
        .where(PeaceStep.deed == PeaceDeed.ASKED, PeaceStep.by != account_id, is_last)
        .order_by(Worry.raised_at, Worry.id)
    ).all()


def has_opened(session: Session, *, worry_id: uuid.UUID, account_id: uuid.UUID, since: dt.datetime) -> bool:
    """Whether this member of staff has said since then why they must know who it is."""
    opened = sa.select(WorryStep.id).where(
        WorryStep.worry_id == worry_id,
        WorryStep.by == account_id,
        WorryStep.deed == WorryDeed.OPENED_IDENTITY,
        WorryStep.at >= since,
    )
    return session.scalar(opened.limit(1)) is not None
