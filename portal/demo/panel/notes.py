"""Notes of the invented panel's last meetings: members say if they are right, and what was wrong is answered."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.demo.panel.when import said
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NoteVerdictKind
from portal.panels.models import Meeting
from portal.panels.operations import notes as operations
from portal.panels.queries.meetings import attendances_of
from portal.panels.queries.notes import lines_of, versions_of_notes
from portal.shared import clock

LINES = (
    (
        NoteKind.SAID,
        said(
            "Evenings matter most to many of us.",
            "Y nosweithiau sydd bwysicaf i lawer ohonom.",
            "ہم میں سے بہت سوں کے لیے شام سب سے اہم ہے۔",
        ),
    ),
    (
        NoteKind.AGREED,
        said(
            "We ask for breaks at weekends too.",
            "Rydym yn gofyn am seibiannau ar benwythnosau hefyd.",
            "ہم ہفتے کے آخر میں بھی وقفے مانگتے ہیں۔",
        ),
    ),
    (
        NoteKind.ACTION,
        said(
            "Find out what weekends cost.",
            "Darganfod cost penwythnosau.",
            "معلوم کریں کہ ہفتے کے آخر پر کتنا خرچ ہوگا۔",
        ),
    ),
)
WRONG = "Not at every weekend. We said: once a month."
ANSWER = "You are right. The next notes say: once a month."
SAID_SOMETHING = 8


def send(session: Session, *, meeting: Meeting, by: uuid.UUID) -> None:
    """Three sentences in three languages, which everyone who was asked may check for a fortnight."""
    notes = operations.begin_notes(session, meeting=meeting, by=by)
    due = clock.today() + dt.timedelta(days=40)
    for kind, words in LINES:
        operations.write_line(session, notes=notes, kind=kind, words=words, by=by, owner_id=by, due=due)
    operations.send_notes(session, meeting=meeting, notes=notes, until=clock.today() + dt.timedelta(days=14), by=by)


def check(session: Session, *, meeting: Meeting, by: uuid.UUID, confirm: bool) -> None:
    """Eight say something, some by phone. One says it is wrong: before notes are confirmed, that is answered."""
    (notes, *_older) = versions_of_notes(session, meeting_id=meeting.id)
    lines = lines_of(session, notes_id=notes.id)
    members = [member for _attendance, member, _person in attendances_of(session, meeting_id=meeting.id)]
    for place, member in enumerate(members[:SAID_SOMETHING]):
        for line in lines:
            is_wrong = place == 0 and line.kind is NoteKind.AGREED
            by_phone = place % 4 == 3
            verdict = operations.say_of_line(
                session,
                notes=notes,
                line=line,
                member=member,
                verdict=NoteVerdictKind.WRONG if is_wrong else NoteVerdictKind.RIGHT,
                words=WRONG if is_wrong else "",
                via=SaidBy.PHONE if by_phone else SaidBy.WEB,
                by=by if by_phone else None,
            )
            if is_wrong and confirm:
                operations.reply_to(session, verdict=verdict, kind=NoteReplyKind.CHANGED, words=ANSWER, by=by)
    if confirm:
        operations.confirm_notes(session, notes=notes, by=by)
