"""Notes of a meeting: in plain words, checked by members, every no answered, then confirmed. Silence is no yes."""

import datetime as dt
import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import WrittenBecause
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NotesState, NoteVerdictKind
from portal.panels.errors import MeetingIsOver, MustSayWhy, NobodyAnswered, NothingToSend, StillUnanswered
from portal.panels.models import Meeting, NoteLine, NoteReply, Notes, NoteVerdict, PanelMember
from portal.panels.operations.meetings import TELL_TASK
from portal.panels.queries import notes as queries
from portal.panels.queries.meetings import attendances_of
from portal.questions.enums import Provenance
from portal.shared import audit, clock, queue


def begin_notes(session: Session, *, meeting: Meeting, by: uuid.UUID) -> Notes:
    """The version being written: the one there is, or a new one that begins with the words members have.

    What was taken out because members wanted it is left out of the new version.
    """
    versions = queries.versions_of_notes(session, meeting_id=meeting.id)
    if versions and versions[0].state is NotesState.WRITING:
        return versions[0]
    notes = Notes(meeting_id=meeting.id, number=versions[0].number + 1 if versions else 1)
    session.add(notes)
    session.flush()
    if versions:
        _carry_over(session, old=versions[0], new=notes)
    audit.record(session, action="begin_notes", subject="meeting_notes", subject_id=notes.id, actor_id=by)
    return notes


def write_line(
    session: Session,
    *,
    notes: Notes,
    kind: NoteKind,
    words: Mapping[str, str],
    by: uuid.UUID,
    item_id: uuid.UUID | None = None,
    owner_id: uuid.UUID | None = None,
    member_id: uuid.UUID | None = None,
    due: dt.date | None = None,
    line: NoteLine | None = None,
) -> NoteLine:
    """One sentence, new or with other words. What someone does has a day and one who does it: a member of staff
    (`owner_id`) or a member (`member_id`).

    Raises:
        MeetingIsOver: members have these notes; what is changed is a new version.
        MustSayWhy: an action without one who does it, or without a day.
    """
    if notes.state is not NotesState.WRITING:
        raise MeetingIsOver
    if kind is NoteKind.ACTION and ((owner_id is None) == (member_id is None) or due is None):
        raise MustSayWhy
    if line is None:
        places = [one.place for one in queries.lines_of(session, notes_id=notes.id)]
        line = NoteLine(notes_id=notes.id, key=uuid.uuid4(), place=max(places, default=0) + 1)
        session.add(line)
    is_action = kind is NoteKind.ACTION
    line.kind, line.words, line.item_id = kind, dict(words), item_id
    line.owner_id, line.member_id, line.due = (owner_id, member_id, due) if is_action else (None, None, None)
    session.flush()
    audit.record(session, action="write_note", subject="note_line", subject_id=line.id, actor_id=by)
    return line


def drop_line(session: Session, *, notes: Notes, line: NoteLine, by: uuid.UUID) -> None:
    """Raises:
    MeetingIsOver
    """
    if notes.state is not NotesState.WRITING:
        raise MeetingIsOver
    session.delete(line)
    session.flush()
    audit.record(session, action="drop_note", subject="meeting_notes", subject_id=notes.id, actor_id=by)


def send_notes(session: Session, *, meeting: Meeting, notes: Notes, until: dt.date, by: uuid.UUID) -> None:
    """Asks everyone who was asked to the meeting if the notes are right. The version before is replaced.

    Raises:
        NothingToSend
    """
    if notes.state is not NotesState.WRITING or not queries.lines_of(session, notes_id=notes.id):
        raise NothingToSend
    for earlier in queries.versions_of_notes(session, meeting_id=meeting.id):
        if earlier.id != notes.id:
            earlier.state = NotesState.REPLACED
    notes.state, notes.sent_at, notes.sent_by, notes.check_until = NotesState.OUT_FOR_CHECK, clock.now(), by, until
    notes.asked = len(attendances_of(session, meeting_id=meeting.id))
    session.flush()
    told = {"meeting_id": str(meeting.id), "because": WrittenBecause.NOTES.value, "about": str(notes.id)}
    queue.enqueue(session, TELL_TASK, asked_by=by, **told)
    audit.record(session, action="send_notes", subject="meeting_notes", subject_id=notes.id, actor_id=by)


def say_of_line(
    session: Session,
    *,
    notes: Notes,
    line: NoteLine,
    member: PanelMember,
    verdict: NoteVerdictKind,
    words: str = "",
    via: SaidBy = SaidBy.WEB,
    provenance: Provenance = Provenance.OWN_WORDS,
    by: uuid.UUID | None = None,
) -> NoteVerdict:
    """What a member says of one sentence; a later word of theirs takes its place, and both are kept. `by` is the member
    of staff who typed it.

    Raises:
        MeetingIsOver: these notes are not being checked.
    """
    if notes.state is not NotesState.OUT_FOR_CHECK:
        raise MeetingIsOver
    said = NoteVerdict(
        line_id=line.id,
        member_id=member.id,
        verdict=verdict,
        via=via,
        provenance=provenance,
        noted_by=by,
        at=clock.now(),
    )
    said.words = words.strip() or None
    session.add(said)
    session.flush()
    notes.answered = len(_answered(session, notes))
    session.flush()
    audit.record(session, action="check_note", subject="note_verdict", subject_id=said.id, actor_id=by)
    return said


def reply_to(session: Session, *, verdict: NoteVerdict, kind: NoteReplyKind, words: str, by: uuid.UUID) -> NoteReply:
    """Our answer, which the member sees. Keeping words that someone says are wrong needs a reason.

    Raises:
        MustSayWhy
    """
    if not words.strip():
        raise MustSayWhy
    reply = NoteReply(verdict_id=verdict.id, kind=kind, by=by, at=clock.now())
    reply.words = words.strip()
    session.add(reply)
    session.flush()
    audit.record(session, action="reply_to_check", subject="note_verdict", subject_id=verdict.id, actor_id=by)
    return reply


def confirm_notes(session: Session, *, notes: Notes, by: uuid.UUID) -> None:
    """The notes stand as members checked them.

    Raises:
        NothingToSend, StillUnanswered, NobodyAnswered
    """
    if notes.state is not NotesState.OUT_FOR_CHECK:
        raise NothingToSend
    if not _answered(session, notes):
        raise NobodyAnswered
    if queries.unanswered(session, notes_id=notes.id):
        raise StillUnanswered
    notes.state, notes.confirmed_at = NotesState.CONFIRMED, clock.now()
    session.flush()
    audit.record(session, action="confirm_notes", subject="meeting_notes", subject_id=notes.id, actor_id=by)


def finish_action(session: Session, *, line: NoteLine, by: uuid.UUID) -> None:
    line.done_at, line.done_by = clock.now(), by
    session.flush()
    audit.record(session, action="finish_action", subject="note_line", subject_id=line.id, actor_id=by)


def _answered(session: Session, notes: Notes) -> set[uuid.UUID]:
    line_ids = [line.id for line in queries.lines_of(session, notes_id=notes.id)]
    said = queries.verdicts_on(session, line_ids=line_ids)
    return {verdict.member_id for rows in said.values() for verdict, _reply, _person in rows}


def _carry_over(session: Session, *, old: Notes, new: Notes) -> None:
    lines = queries.lines_of(session, notes_id=old.id)
    said = queries.verdicts_on(session, line_ids=[line.id for line in lines])
    for line in lines:
        replies = [reply for _verdict, reply, _person in said[line.id] if reply is not None]
        if any(reply.kind is NoteReplyKind.LEFT_OUT for reply in replies):
            continue
        session.add(
            NoteLine(
                notes_id=new.id,
                key=line.key,
                item_id=line.item_id,
                kind=line.kind,
                place=line.place,
                words=dict(line.words),
                owner_id=line.owner_id,
                member_id=line.member_id,
                due=line.due,
                done_at=line.done_at,
                done_by=line.done_by,
            )
        )
    session.flush()
