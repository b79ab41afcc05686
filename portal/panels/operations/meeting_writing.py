"""Writing to members about meetings, papers and notes: once for each reason, through the send gate, always neutral."""

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW
from portal.panels.enums.meetings import WrittenBecause
from portal.panels.models import Attendance, Meeting, MeetingWriting, PanelMember
from portal.panels.operations.writing import write_to_member
from portal.panels.queries.meetings import attendances_of, soon_with_coming, writings_about
from portal.panels.rules.meetings import SOON_DAYS, reminder_due
from portal.shared import clock
from portal.shared.home_time import day_at_home

# A meeting at another time is written about anew.
AT_ANOTHER_TIME = uuid.UUID("0b2b3a4e-6a0f-4a83-9d0e-3b4f8f4b7c21")


def occasion(meeting: Meeting, because: WrittenBecause, about: uuid.UUID | None = None) -> uuid.UUID:
    """What a message is about, so that nobody is written to twice about the same thing."""
    if because in (WrittenBecause.SOON, WrittenBecause.TOMORROW):
        return uuid.uuid5(AT_ANOTHER_TIME, f"{meeting.id} {meeting.starts_at.isoformat()}")
    return about or meeting.id


def tell_everyone(
    session: Session, *, meeting: Meeting, because: WrittenBecause, about: uuid.UUID, by: uuid.UUID | None
) -> Iterable[int]:
    """Writes to everyone who was asked and still has a place, one after the other; yields after each, for the caller
    to keep what is done."""
    rows = attendances_of(session, meeting_id=meeting.id)
    members = [member for _attendance, member, _person in rows if member.state in HERE_NOW]
    known = writings_about(session, member_ids=[member.id for member in members], abouts=[about])
    for member in members:
        if (member.id, because, about) not in known:
            _write(session, meeting, member, because=because, about=about, by=by)
            yield 1


def remind(session: Session, *, now: dt.datetime) -> Iterable[int]:
    """Writes to whoever said that they come to a meeting in some days, or tomorrow, by days at home."""
    today = day_at_home(now)
    rows = soon_with_coming(session, now=now, until=now + dt.timedelta(days=SOON_DAYS + 1))
    due: list[tuple[Meeting, Attendance, PanelMember, WrittenBecause]] = []
    for meeting, attendance, member in rows:
        because = reminder_due(starts_at=meeting.starts_at, today=today)
        if because is not None:
            due.append((meeting, attendance, member, because))
    abouts = {occasion(meeting, because) for meeting, _a, _m, because in due}
    known = writings_about(session, member_ids=[member.id for _m, _a, member, _b in due], abouts=abouts)
    for meeting, _attendance, member, because in due:
        about = occasion(meeting, because)
        if (member.id, because, about) not in known:
            _write(session, meeting, member, because=because, about=about, by=None)
            yield 1


def _write(
    session: Session,
    meeting: Meeting,
    member: PanelMember,
    *,
    because: WrittenBecause,
    about: uuid.UUID,
    by: uuid.UUID | None,
) -> None:
    outcome = write_to_member(session, member=member, about=about, by=by)
    session.add(
        MeetingWriting(
            meeting_id=meeting.id,
            member_id=member.id,
            because=because,
            about=about,
            at=clock.now(),
            channel=outcome.channel.value if outcome.channel else "",
            withheld=outcome.withheld.value if outcome.withheld else "",
        )
    )
    session.flush()
