"""Typing in what came back on paper: once, or twice by two people whose differences are settled with a reason."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.people.enums import ASKED_WITH_ANSWERS, ConsentPurpose
from portal.people.operations import record_consents
from portal.questions import operations as questions
from portal.questions import queries as question_queries
from portal.questions.enums import Helper, Provenance
from portal.questions.models import Response
from portal.questions.queries import KeptAnswer
from portal.questions.rules import AskedQuestion, AskedSet, Given
from portal.rounds.door_enums import Door, EntryState
from portal.rounds.door_errors import NothingToSettle, NotTwoPeople
from portal.rounds.errors import RoundClosed
from portal.rounds.models import PaperEntry, PaperSettlement, RoundDoors
from portal.rounds.operations.answering import send_answers
from portal.rounds.queries import doors
from portal.rounds.queries.standing import Standing, standing_of
from portal.shared import audit, clock

WHOSE, HELPER, CONSENTS = "provenance", "helper", "consents"


@dataclass(frozen=True)
class Difference:
    """What two people read differently on one form. `question` is None for the last page (`about` says which part)."""

    about: str
    question: AskedQuestion | None
    first: KeptAnswer | None
    second: KeptAnswer | None


def standing_for(session: Session, *, holder_id: uuid.UUID) -> Standing | None:
    """Where the person stands whose code this is: invited, or with a form without a name."""
    found = standing_of(session, invitation_id=holder_id)
    return found or doors.walk_in_standing(session, walk_in_id=holder_id)


def begin_entry(session: Session, *, standing: Standing, by: uuid.UUID) -> PaperEntry:
    """Opens the typing-in of a form, or goes on with one's own that is not finished. When the first is typed in and the
    round wants two, the second is opened.

    Raises:
        RoundClosed: the answers are in, or the round takes none. NotTwoPeople
    """
    if standing.is_answered or not standing.takes_answers:
        raise RoundClosed
    entries = doors.entries_of(session, subject_id=standing.invitation_id)
    mine = next((one for one in entries if one.typed_by == by and one.state is EntryState.TYPING), None)
    if mine is not None:
        return mine
    if any(one.typed_by == by for one in entries) or len(entries) > 1:
        raise NotTwoPeople
    if entries and entries[0].state is EntryState.TYPING:
        raise NotTwoPeople  # a colleague is at it
    entry = PaperEntry(
        round_id=standing.round_id,
        subject_id=standing.invitation_id,
        place=len(entries) + 1,
        language=standing.language,
        typed_by=by,
        began_at=clock.now(),
    )
    session.add(entry)
    session.flush()
    return entry


def note_last_page(
    session: Session,
    *,
    entry: PaperEntry,
    provenance: Provenance | None,
    helped_by: Helper | None,
    agreed: list[ConsentPurpose],
) -> None:
    """What the last page of the form says: who helped, and what the person agrees to."""
    entry.provenance, entry.helped_by = provenance, helped_by.value if helped_by else ""
    entry.agreed = sorted(purpose.value for purpose in agreed)
    session.flush()


def finish(session: Session, *, entry: PaperEntry, asked: AskedSet) -> Response | None:
    """Typed to the end. Counts it, or keeps it for the second person; what two people read alike counts at once.

    Raises:
        RoundClosed
    """
    if entry.state is EntryState.TYPING:
        entry.state, entry.typed_at = EntryState.TYPED, clock.now()
        session.flush()
    settings = doors.doors_of(session, round_id=entry.round_id)
    entries = [one for one in doors.entries_of(session, subject_id=entry.subject_id) if one.typed_at]
    if not _wants_two(settings) and len(entries) == 1:
        return _count(session, entries=entries, asked=asked, by=entry.typed_by)
    if len(entries) < 2 or differences(session, first=entries[0], second=entries[1], asked=asked):
        return None
    return _count(session, entries=entries, asked=asked, by=entry.typed_by)


def differences(session: Session, *, first: PaperEntry, second: PaperEntry, asked: AskedSet) -> list[Difference]:
    """Everything two people read differently, in the order of the form."""
    ones = question_queries.draft_answers(session, holder_id=first.id)
    twos = question_queries.draft_answers(session, holder_id=second.id)
    found = [
        Difference(question.key, question, ones.get(question.id), twos.get(question.id))
        for question in asked.questions
        if question.kind.is_asked and _differ(ones.get(question.id), twos.get(question.id))
    ]
    last = {
        WHOSE: first.provenance != second.provenance,
        HELPER: first.helped_by != second.helped_by,
        CONSENTS: (first.agreed or []) != (second.agreed or []),
    }
    return found + [Difference(about, None, None, None) for about, differs in last.items() if differs]


def settle(
    session: Session,
    *,
    first: PaperEntry,
    second: PaperEntry,
    asked: AskedSet,
    choices: Mapping[str, int],
    reason: str,
    by: uuid.UUID,
) -> Response:
    """Takes for each difference the first or the second reading, and counts the form.

    Raises:
        NothingToSettle: a difference was left out, or no reason given. RoundClosed
    """
    open_ = differences(session, first=first, second=second, asked=asked)
    if not reason.strip() or any(choices.get(one.about) not in (1, 2) for one in open_):
        raise NothingToSettle
    for one in open_:
        chosen = choices[one.about]
        session.add(
            PaperSettlement(
                round_id=first.round_id,
                subject_id=first.subject_id,
                about=one.about,
                chosen=chosen,
                reason=reason.strip(),
                settled_by=by,
                settled_at=clock.now(),
            )
        )
        if chosen == 2:
            _take_second(session, one, first=first, second=second)
    session.flush()
    return _count(session, entries=[first, second], asked=asked, by=by)


def _take_second(session: Session, one: Difference, *, first: PaperEntry, second: PaperEntry) -> None:
    if one.about == WHOSE:
        first.provenance = second.provenance
    elif one.about == HELPER:
        first.helped_by = second.helped_by
    elif one.about == CONSENTS:
        first.agreed = second.agreed
    elif one.question is not None:
        _keep(session, entry=first, question=one.question, draft=one.second)


def _keep(session: Session, *, entry: PaperEntry, question: AskedQuestion, draft: KeptAnswer | None) -> None:
    if draft is None:
        questions.forget_answer(session, holder_id=entry.id, question_id=question.id)
        return
    questions.save_answer(
        session,
        holder_id=entry.id,
        question_id=question.id,
        given=Given(draft.state, dict(draft.value) if draft.value else None, draft.words),
        language=draft.words_language or entry.language,
        visit_id=entry.id,
        channel=Door.PAPER.value,
    )


def _count(session: Session, *, entries: list[PaperEntry], asked: AskedSet, by: uuid.UUID) -> Response:
    entry = entries[0]
    standing = standing_for(session, holder_id=entry.subject_id)
    if standing is None or standing.is_answered:
        raise RoundClosed
    questions.note_provenance(session, holder_id=entry.id, provenance=entry.provenance, helped_by=entry.helped_by)
    response = send_answers(
        session,
        standing=standing,
        asked=asked,
        language=entry.language,
        visit_id=entry.id,
        channel=Door.PAPER.value,
        holder_id=entry.id,
    )
    record_consents(
        session,
        subject_id=standing.alias,
        answers={purpose: purpose.value in (entry.agreed or []) for purpose in ASKED_WITH_ANSWERS},
        language=entry.language,
        channel=Door.PAPER.value,
        helped_by=entry.helped_by,
    )
    for one in entries:
        one.state = EntryState.SENT
        questions.discard_draft(session, holder_id=one.id)
    questions.discard_draft(session, holder_id=standing.invitation_id)
    audit.record(session, action="type_in", subject="paper_entry", subject_id=entry.id, actor_id=by)
    session.flush()
    return response


def _differ(one: KeptAnswer | None, two: KeptAnswer | None) -> bool:
    if one is None or two is None:
        return one is not two
    return (one.state, one.value, one.words) != (two.state, two.value, two.words)


def _wants_two(settings: RoundDoors | None) -> bool:
    return settings is not None and settings.double_entry
