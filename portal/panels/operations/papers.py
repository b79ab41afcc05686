"""Writing a paper, sending it in time or with a reason, and saying that one has read it."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import MeetingState, WrittenBecause
from portal.panels.enums.papers import LetterSize, PaperState, PrintKind
from portal.panels.errors import MeetingIsOver, MustSayWhy, NothingToSend
from portal.panels.models import AgendaItem, Meeting, MeetingPrint, Panel, PanelMember, Paper, PaperRead, PaperVersion
from portal.panels.operations.meetings import TELL_TASK
from portal.panels.operations.reading import claim_reading
from portal.panels.queries.papers import reading_of, versions_of
from portal.panels.rules.meetings import is_late
from portal.panels.rules.paper_words import minutes_to_read
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.home_time import day_at_home

PRINT_TASK = "panels.print_for_meeting"
MOST_BYTES = 10 * 1024 * 1024


def write_paper(
    session: Session,
    *,
    meeting: Meeting,
    item: AgendaItem | None,
    title: Mapping[str, str],
    words: Mapping[str, str],
    by: uuid.UUID,
) -> PaperVersion:
    """The first edition of a paper; members do not see it before it is sent. Texts by language code.

    Raises:
        MeetingIsOver
    """
    _check_open(meeting)
    paper = Paper(meeting_id=meeting.id, item_id=item.id if item else None, made_at=clock.now(), made_by=by)
    session.add(paper)
    session.flush()
    version = _edition(paper, 1, title, words)
    session.add(version)
    session.flush()
    audit.record(session, action="write_paper", subject="panel_paper", subject_id=paper.id, actor_id=by)
    return version


def change_paper(
    session: Session,
    *,
    paper: Paper,
    version: PaperVersion,
    title: Mapping[str, str],
    words: Mapping[str, str],
    by: uuid.UUID,
    what_changed: Mapping[str, str] | None = None,
) -> PaperVersion:
    """Other words. Before it was sent they replace the old; afterwards they are a new edition that says what changed.

    Raises:
        MustSayWhy: members have the old edition, and nobody said what changed.
    """
    if version.state is PaperState.WRITING:
        version.title, version.words = dict(title), dict(words)
        version.what_changed = dict(what_changed or version.what_changed)
        version.reading_minutes = minutes_to_read(words.get("en", ""))
        session.flush()
        return version
    if not any((what_changed or {}).values()):
        raise MustSayWhy
    fresh = _edition(paper, version.number + 1, title, words)
    fresh.what_changed = dict(what_changed or {})
    session.add(fresh)
    session.flush()
    audit.record(session, action="write_paper", subject="panel_paper", subject_id=paper.id, actor_id=by)
    return fresh


def is_usable(content: bytes) -> bool:
    """Whether it is a whole PDF, not too large, that does nothing by itself."""
    from portal.shared.pdf.active import NotWhole, does_something  # only for those who bring a PDF

    if not content.startswith(b"%PDF-") or len(content) > MOST_BYTES:
        return False
    try:
        return not does_something(content)
    except NotWhole:
        return False


def add_file(session: Session, *, version: PaperVersion, content: bytes, by: uuid.UUID) -> None:
    """A PDF from elsewhere, beside the words, that `is_usable`. What stood there before is deleted.

    Raises:
        NothingToSend: it cannot be used.
    """
    if not is_usable(content):
        raise NothingToSend
    old = version.file_key
    version.file_key = sealed_files.put(content, belongs_to=version.id)
    if old:
        queue.enqueue(session, "questions.delete_files", keys=old)
    session.flush()
    audit.record(session, action="add_paper_file", subject="paper_version", subject_id=version.id, actor_id=by)


def send_paper(
    session: Session,
    *,
    panel: Panel,
    meeting: Meeting,
    paper: Paper,
    version: PaperVersion,
    by: uuid.UUID,
    late_because: Mapping[str, str] | None = None,
) -> None:
    """Members have it from now on, and are written to. After the panel's notice period only with a reason they see.

    Raises:
        MeetingIsOver, NothingToSend, MustSayWhy
    """
    _check_open(meeting)
    if version.state is not PaperState.WRITING or not version.words.get("en"):
        raise NothingToSend
    now = clock.now()
    if is_late(sent_on=day_at_home(now), starts_at=meeting.starts_at, notice_days=panel.notice_days):
        if not any((late_because or {}).values()):
            raise MustSayWhy
        version.late_because = dict(late_because or {})
    for earlier in versions_of(session, paper_id=paper.id):
        if earlier.state is PaperState.SENT:
            earlier.state = PaperState.REPLACED
    version.state, version.sent_at, version.sent_by = PaperState.SENT, now, by
    session.flush()
    told = {"meeting_id": str(meeting.id), "because": WrittenBecause.PAPER.value, "about": str(version.id)}
    queue.enqueue(session, TELL_TASK, asked_by=by, **told)
    for language in version.words:
        for size in LetterSize:
            ask_for_print(
                session, meeting=meeting, kind=PrintKind.PAPER, language=language, size=size, by=by, version=version
            )
    audit.record(session, action="send_paper", subject="paper_version", subject_id=version.id, actor_id=by)


def say_read(
    session: Session,
    *,
    paper: Paper,
    version: PaperVersion,
    member: PanelMember,
    via: SaidBy = SaidBy.WEB,
    by: uuid.UUID | None = None,
    past_limit: bool = False,
) -> None:
    """A member has read it: its reading time counts, and is claimed for them at once, one time for each paper. Beyond
    the limit they set only with `past_limit`."""
    if reading_of(session, paper_id=paper.id, member_id=member.id) is None:
        read = PaperRead(
            paper_id=paper.id,
            member_id=member.id,
            minutes=version.reading_minutes,
            at=clock.now(),
            via=via,
            noted_by=by,
        )
        session.add(read)
        session.flush()
        audit.record(session, action="read_paper", subject="panel_paper", subject_id=paper.id, actor_id=by)
        claim_reading(session, read=read, member=member, past_limit=past_limit)


def ask_for_print(
    session: Session,
    *,
    meeting: Meeting,
    kind: PrintKind,
    language: str,
    by: uuid.UUID,
    size: LetterSize = LetterSize.NORMAL,
    version: PaperVersion | None = None,
    item: AgendaItem | None = None,
) -> MeetingPrint:
    """Has a PDF made by the worker."""
    row = MeetingPrint(
        meeting_id=meeting.id,
        kind=kind,
        version_id=version.id if version else None,
        item_id=item.id if item else None,
        language=language,
        size=size,
        made_at=clock.now(),
        asked_by=by,
    )
    session.add(row)
    session.flush()
    queue.enqueue(session, PRINT_TASK, asked_by=by, print_id=str(row.id))
    return row


def _edition(paper: Paper, number: int, title: Mapping[str, str], words: Mapping[str, str]) -> PaperVersion:
    return PaperVersion(
        paper_id=paper.id,
        number=number,
        title=dict(title),
        words=dict(words),
        reading_minutes=minutes_to_read(words.get("en", "")),
    )


def _check_open(meeting: Meeting) -> None:
    if meeting.state is not MeetingState.PLANNED:
        raise MeetingIsOver
