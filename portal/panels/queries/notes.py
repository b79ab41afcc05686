"""Notes of meetings, what members said of them, and what there is to do."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from portal.panels.enums.notes import NoteKind, NotesState, NoteVerdictKind
from portal.panels.models import Attendance, Meeting, NoteLine, NoteReply, Notes, NoteVerdict, PanelMember
from portal.people.models import Account, Person


def versions_of_notes(session: Session, *, meeting_id: uuid.UUID) -> Sequence[Notes]:
    """The newest first."""
    return session.scalars(sa.select(Notes).where(Notes.meeting_id == meeting_id).order_by(Notes.number.desc())).all()


def shown_notes(session: Session, *, meeting_id: uuid.UUID) -> Notes | None:
    """What members see: the newest that was sent to them."""
    seen = (NotesState.OUT_FOR_CHECK, NotesState.CONFIRMED)
    mine = (Notes.meeting_id == meeting_id, Notes.state.in_(seen))
    return session.scalar(sa.select(Notes).where(*mine).order_by(Notes.number.desc()).limit(1))


def lines_of(session: Session, *, notes_id: uuid.UUID) -> Sequence[NoteLine]:
    return session.scalars(
        sa.select(NoteLine).where(NoteLine.notes_id == notes_id).order_by(NoteLine.place, NoteLine.id)
    ).all()


def verdicts_on(
    session: Session, *, line_ids: Collection[uuid.UUID]
) -> dict[uuid.UUID, list[tuple[NoteVerdict, NoteReply | None, Person]]]:
    """What members say now of each sentence: of each member the latest, with our reply."""
    rows = session.execute(
        sa.select(NoteVerdict, NoteReply, Person)
        .outerjoin(NoteReply, NoteReply.verdict_id == NoteVerdict.id)
        .join(PanelMember, PanelMember.id == NoteVerdict.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(NoteVerdict.line_id.in_(line_ids))
        .order_by(NoteVerdict.at, NoteVerdict.id)
    )
    latest: dict[tuple[uuid.UUID, uuid.UUID], tuple[NoteVerdict, NoteReply | None, Person]] = {}
    for verdict, reply, person in rows:
        latest[(verdict.line_id, verdict.member_id)] = (verdict, reply, person)
    found: dict[uuid.UUID, list[tuple[NoteVerdict, NoteReply | None, Person]]] = {one: [] for one in line_ids}
    for (line_id, _member_id), said in latest.items():
        found[line_id].append(said)
    return found


def own_verdicts(
    session: Session, *, line_ids: Collection[uuid.UUID], member_id: uuid.UUID
) -> dict[uuid.UUID, tuple[NoteVerdict, NoteReply | None]]:
    rows = session.execute(
        sa.select(NoteVerdict, NoteReply)
        .outerjoin(NoteReply, NoteReply.verdict_id == NoteVerdict.id)
        .where(NoteVerdict.line_id.in_(line_ids), NoteVerdict.member_id == member_id)
        .order_by(NoteVerdict.at, NoteVerdict.id)
    )
    return {verdict.line_id: (verdict, reply) for verdict, reply in rows}


def unanswered(session: Session, *, notes_id: uuid.UUID) -> list[NoteVerdict]:
    """Wrong and leave out, as members say it now, that have no answer from us."""
    line_ids = [line.id for line in lines_of(session, notes_id=notes_id)]
    found = verdicts_on(session, line_ids=line_ids)
    return [
        verdict
        for said in found.values()
        for verdict, reply, _person in said
        if verdict.verdict.needs_reply and reply is None
    ]


def replies_owed(session: Session, *, panel_id: uuid.UUID) -> list[tuple[Notes, Person]]:
    """Notes that are being checked, once for each member who says now that a sentence is wrong or should be left out
    and has no answer from us."""
    later = aliased(NoteVerdict)
    newer = sa.or_(later.at > NoteVerdict.at, sa.and_(later.at == NoteVerdict.at, later.id > NoteVerdict.id))
    rows = session.execute(
        sa.select(Notes, Person)
        .join(NoteLine, NoteLine.notes_id == Notes.id)
        .join(NoteVerdict, NoteVerdict.line_id == NoteLine.id)
        .join(PanelMember, PanelMember.id == NoteVerdict.member_id)
        .join(Person, Person.id == PanelMember.person_id)
        .where(
            PanelMember.panel_id == panel_id,
            Notes.state == NotesState.OUT_FOR_CHECK,
            NoteVerdict.verdict.in_([one for one in NoteVerdictKind if one.needs_reply]),
            ~sa.exists().where(NoteReply.verdict_id == NoteVerdict.id),
            ~sa.exists().where(later.line_id == NoteVerdict.line_id, later.member_id == NoteVerdict.member_id, newer),
        )
        .order_by(Notes.check_until, Notes.id, NoteVerdict.at)
    )
    return list(dict.fromkeys((notes, person) for notes, person in rows))


_OPEN = (
    Notes.state.in_((NotesState.OUT_FOR_CHECK, NotesState.CONFIRMED)),
    NoteLine.kind == NoteKind.ACTION,
    NoteLine.done_at.is_(None),
)


def open_actions(session: Session, *, panel_id: uuid.UUID) -> list[tuple[NoteLine, Meeting, str]]:
    """What was agreed that someone does, in notes that members have, and is not done; with the name of who does it."""
    rows = session.execute(
        sa.select(NoteLine, Meeting, Account.display_name, Person)
        .join(Notes, Notes.id == NoteLine.notes_id)
        .join(Meeting, Meeting.id == Notes.meeting_id)
        .outerjoin(Account, Account.id == NoteLine.owner_id)
        .outerjoin(PanelMember, PanelMember.id == NoteLine.member_id)
        .outerjoin(Person, Person.id == PanelMember.person_id)
        .where(Meeting.panel_id == panel_id, *_OPEN)
        .order_by(NoteLine.due.is_(None), NoteLine.due, NoteLine.id)
    )
    return [(line, meeting, name or (person.name if person else "") or "") for line, meeting, name, person in rows]


def actions_of_member(session: Session, *, member_id: uuid.UUID) -> list[tuple[NoteLine, Meeting]]:
    """What this member said they do, in notes that members have, and is not done."""
    rows = session.execute(
        sa.select(NoteLine, Meeting)
        .join(Notes, Notes.id == NoteLine.notes_id)
        .join(Meeting, Meeting.id == Notes.meeting_id)
        .where(NoteLine.member_id == member_id, *_OPEN)
        .order_by(NoteLine.due.is_(None), NoteLine.due, NoteLine.id)
    )
    return [(line, meeting) for line, meeting in rows]


def names_of_members(session: Session, ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    rows = session.execute(
        sa.select(PanelMember.id, Person)
        .join(Person, Person.id == PanelMember.person_id)
        .where(PanelMember.id.in_([one for one in ids if one]))
    )
    return {member_id: person.name or "" for member_id, person in rows}


def notes_to_check(session: Session, *, member_id: uuid.UUID) -> list[tuple[Notes, Meeting]]:
    """Notes that are out for check and this member, who was asked to the meeting, has said nothing of."""
    said = (
        sa.exists()
        .where(NoteVerdict.line_id == NoteLine.id, NoteLine.notes_id == Notes.id, NoteVerdict.member_id == member_id)
        .correlate(Notes)
    )
    rows = session.execute(
        sa.select(Notes, Meeting)
        .join(Meeting, Meeting.id == Notes.meeting_id)
        .join(Attendance, sa.and_(Attendance.meeting_id == Meeting.id, Attendance.member_id == member_id))
        .where(Notes.state == NotesState.OUT_FOR_CHECK, ~said)
        .order_by(Meeting.starts_at)
    )
    return [(notes, meeting) for notes, meeting in rows]
