"""Something worrying was said: raising it, taking it on, looking up who it is, passing it on, closing it.

Every step is kept with who did it and when; nothing that was written is ever changed or lost.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.contact.errors import NeedsSecondPerson, WrongState
from portal.contact.models import LeftInPeace
from portal.contact.operations.peace import ask_to_allow_contact, decide_to_allow_contact, leave_in_peace
from portal.contact.operations.staff_notices import tell_staff
from portal.people.models import Person
from portal.people.operations import note_safe_contact_read
from portal.questions.models import Answer
from portal.rounds.coding_enums import IdentityPurpose, WorryDeed, WorryOutcome, WorryState, WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.models import Worry, WorrySetup, WorryStep
from portal.rounds.queries import worries as queries
from portal.rounds.rules.worrying import due, gravest
from portal.shared import audit, clock

LOOKED_UP = "worry"


@dataclass(frozen=True)
class About:
    """What a worry is about: an answer, or a row of a place elsewhere. `alias` is who wrote it, as known there."""

    alias: uuid.UUID
    round_id: uuid.UUID | None
    said_in: str = ""
    answer_id: uuid.UUID | None = None
    said_id: uuid.UUID | None = None


def about_answer(answer: Answer) -> About:
    return About(answer.response.alias, answer.asked_in, answer_id=answer.id)


def set_up(
    session: Session, *, round_id: uuid.UUID, lead_id: uuid.UUID | None, words: Sequence[str], by: uuid.UUID | None
) -> WorrySetup:
    """Says who hears of worries of this round first, and which more words coders should look out for."""
    found = queries.setup_of(session, round_id=round_id)
    if found is None:
        found = WorrySetup(round_id=round_id)
        session.add(found)
    found.lead_id, found.words = lead_id, list(words)
    session.flush()
    audit.record(session, action="set_up", subject="worry", subject_id=round_id, actor_id=by, words=len(found.words))
    return found


def raise_worry(
    session: Session, *, answer: Answer, urgency: WorryUrgency, note: str = "", by: uuid.UUID | None
) -> Worry:
    """As `raise_worry_over`, about an answer."""
    return raise_worry_over(session, about=about_answer(answer), urgency=urgency, note=note, by=by)


def raise_worry_over(
    session: Session, *, about: About, urgency: WorryUrgency, note: str = "", by: uuid.UUID | None
) -> Worry:
    """Tells the safeguarding lead. One that is open already gets a further note, and the graver urgency of the two."""
    now = clock.now()
    worry = queries.open_worry_about(session, answer_id=about.answer_id, said_id=about.said_id)
    if worry is not None:
        if gravest([worry.urgency, urgency]) is not worry.urgency:
            worry.urgency = urgency
            worry.due_at = min(worry.due_at, due(urgency=urgency, raised_at=now))
        _step(session, worry, WorryDeed.NOTED, note=note, by=by)
        return worry
    setup = queries.setup_of(session, round_id=about.round_id) if about.round_id else None
    worry = Worry(
        **vars(about),
        urgency=urgency,
        lead_id=setup.lead_id if setup else None,
        raised_at=now,
        raised_by=by,
        due_at=due(urgency=urgency, raised_at=now),
    )
    session.add(worry)
    session.flush()
    _step(session, worry, WorryDeed.RAISED, note=note, by=by)
    leave_them_in_peace(session, about=about, by=by)
    _tell(session, worry, occasion=WorryDeed.RAISED.value)
    return worry


def leave_them_in_peace(session: Session, *, about: About, by: uuid.UUID | None) -> None:
    """Nothing more about the round goes out to whoever said it: nobody can know who reads along. What is in line is
    held back. Nobody is told who it is."""
    who = queries.who_said_it(session, alias=about.alias, said_in=about.said_in)
    if who is not None:
        leave_in_peace(session, person_id=who.person_id, subject_id=who.subject_id, asked_in=who.asked_in, by=by)


def acknowledge(session: Session, *, worry: Worry, by: uuid.UUID) -> None:
    """Whoever takes it on is its lead from now on.

    Raises:
        NotReady: someone has taken it on already.
    """
    if worry.state is not WorryState.RAISED:
        raise NotReady
    worry.state, worry.lead_id = WorryState.ACKNOWLEDGED, by
    _step(session, worry, WorryDeed.ACKNOWLEDGED, by=by)


def hand_over(session: Session, *, worry: Worry, to: uuid.UUID, note: str = "", by: uuid.UUID) -> None:
    """Gives it to another safeguarding lead, for whom it is new. The hour by which it is due stays.

    Raises:
        NotReady: it is closed, or the other may not deal with worries.
    """
    if not worry.state.is_open or to not in {one.id for one in queries.leads(session)}:
        raise NotReady
    worry.lead_id, worry.state = to, WorryState.RAISED
    _step(session, worry, WorryDeed.HANDED_OVER, note=note, by=by)
    _tell(session, worry, occasion=WorryDeed.HANDED_OVER.value)


def add_note(session: Session, *, worry: Worry, note: str, by: uuid.UUID) -> None:
    """
    Raises:
        NotReady: there are no words.
    """
    if not note.strip():
        raise NotReady
    _step(session, worry, WorryDeed.NOTED, note=note, by=by)


def escalate(session: Session, *, worry: Worry, note: str, by: uuid.UUID) -> None:
    """Notes to whom outside it was passed on; it stays open until it is known how it ended.

    Raises:
        NotReady: it is closed or nobody has taken it on, or it is not said to whom.
    """
    if worry.state not in (WorryState.ACKNOWLEDGED, WorryState.ESCALATED) or not note.strip():
        raise NotReady
    worry.state = WorryState.ESCALATED
    _step(session, worry, WorryDeed.ESCALATED, note=note, by=by)


def close(session: Session, *, worry: Worry, outcome: WorryOutcome, note: str, by: uuid.UUID) -> None:
    """
    Raises:
        NotReady: it is closed already or nobody has taken it on, or it is not said what was done.
    """
    if worry.state not in (WorryState.ACKNOWLEDGED, WorryState.ESCALATED) or not note.strip():
        raise NotReady
    worry.state, worry.outcome, worry.closed_at = WorryState.CLOSED, outcome, clock.now()
    _step(session, worry, WorryDeed.CLOSED, note=note, outcome=outcome, by=by)


def reopen(session: Session, *, worry: Worry, note: str, by: uuid.UUID) -> None:
    """
    Raises:
        NotReady: it is open, or it is not said why.
    """
    if worry.state.is_open or not note.strip():
        raise NotReady
    worry.state, worry.outcome, worry.closed_at, worry.lead_id = WorryState.ACKNOWLEDGED, None, None, by
    _step(session, worry, WorryDeed.REOPENED, note=note, by=by)


def open_identity(
    session: Session, *, worry: Worry, purpose: IdentityPurpose, note: str = "", by: uuid.UUID
) -> Person | None:
    """Who said it, for one of three reasons, which is kept. None when nobody can know: a comment from a file.

    Raises:
        NotReady: nobody has taken the worry on, or it is closed.
    """
    if worry.state not in (WorryState.ACKNOWLEDGED, WorryState.ESCALATED):
        raise NotReady
    person = queries.person_behind(session, worry=worry)
    _step(session, worry, WorryDeed.OPENED_IDENTITY, note=note, purpose=purpose, by=by)
    if person is not None:
        note_safe_contact_read(session, person_id=person.id, account_id=by, why=LOOKED_UP)
    return person


def ask_for_contact(session: Session, *, worry: Worry, why: str, by: uuid.UUID) -> None:
    """Asks another safeguarding lead to let whoever said it be reached again. All leads hear that something waits.

    Raises:
        NotReady: it is not said why, it was asked already, or nobody is left in peace.
    """
    standing = _standing_peace(session, worry)
    try:
        ask_to_allow_contact(session, peace=standing, why=why, by=by)
    except WrongState as problem:
        raise NotReady from problem
    others = [one.id for one in queries.leads(session) if one.id != by]
    tell_staff(session, account_ids=others, about_id=worry.id, occasion=f"contact_{clock.today().isoformat()}")


def agree_to_contact(session: Session, *, worry: Worry, by: uuid.UUID) -> None:
    """
    Raises:
        NotReady: nobody asked, or the one who asked agrees with themselves.
    """
    _decide_contact(session, worry, agrees=True, why="", by=by)


def refuse_contact(session: Session, *, worry: Worry, why: str, by: uuid.UUID) -> None:
    """
    Raises:
        NotReady: nobody asked, or it is not said why.
    """
    _decide_contact(session, worry, agrees=False, why=why, by=by)


def _decide_contact(session: Session, worry: Worry, *, agrees: bool, why: str, by: uuid.UUID) -> None:
    try:
        decide_to_allow_contact(session, peace=_standing_peace(session, worry), agrees=agrees, why=why, by=by)
    except (WrongState, NeedsSecondPerson) as problem:
        raise NotReady from problem


def _standing_peace(session: Session, worry: Worry) -> LeftInPeace:
    standing = queries.peace_about(session, worry=worry).standing
    if standing is None:
        raise NotReady
    return standing


def remind(session: Session) -> int:
    """Tells every safeguarding lead, once, of a worry that nobody took on in time. Returns how many were told."""
    leads = [one.id for one in queries.leads(session)]
    return sum(
        tell_staff(session, account_ids=leads, about_id=worry.id, occasion="overdue")
        for worry in queries.overdue(session, now=clock.now())
    )


def _tell(session: Session, worry: Worry, *, occasion: str) -> None:
    """The lead of the round; all leads where none was named, or the one who was has left."""
    leads = [one.id for one in queries.leads(session)]
    chosen = [worry.lead_id] if worry.lead_id in leads and worry.lead_id else leads
    tell_staff(session, account_ids=chosen, about_id=worry.id, occasion=occasion)


def _step(
    session: Session,
    worry: Worry,
    deed: WorryDeed,
    *,
    note: str = "",
    purpose: IdentityPurpose | None = None,
    outcome: WorryOutcome | None = None,
    by: uuid.UUID | None,
) -> None:
    step = WorryStep(worry_id=worry.id, deed=deed, purpose=purpose, outcome=outcome, at=clock.now(), by=by)
    step.note = note.strip() or None
    session.add(step)
    session.flush()
    audit.record(session, action=deed.value, subject="worry", subject_id=worry.id, actor_id=by)
