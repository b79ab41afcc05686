import uuid
from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.summaries.enums import VersionKind
from portal.summaries.models import (
    PrintedFile,
    SharedQuote,
    Statement,
    Summary,
    SummaryVersion,
    VersionWithdrawal,
)
from portal.summaries.queries.checks import (
    TOKEN_KIND,
    Check,
    answered_by,
    asked_and_answered,
    asked_to_leave_out,
    calls_to_make,
    check_of,
    comments_on,
    count_invitations,
    draft_of,
    held_back,
    invitation_by_code,
    invitation_by_link,
    invitations_not_tried,
    latest_check,
    latest_version_for_check,
    plan_of,
    strata_of,
    to_remind,
    unsent_voice_notes,
    unsettled_plans,
    voice_notes_of,
    voice_notes_on,
)
from portal.summaries.queries.history import change_up_to, changes_in, changes_of, writers_of
from portal.summaries.queries.missing import missing_remarks, photos_of, photos_on, unsent_photos
from portal.summaries.queries.panels import Owed, panel_checkers, panel_members, panels_with_sizes

__all__ = [
    "TOKEN_KIND",
    "Check",
    "Owed",
    "answered_by",
    "asked_and_answered",
    "asked_to_leave_out",
    "calls_to_make",
    "change_up_to",
    "changes_in",
    "changes_of",
    "check_of",
    "comments_on",
    "count_invitations",
    "draft_of",
    "held_back",
    "invitation_by_code",
    "invitation_by_link",
    "invitations_not_tried",
    "latest_check",
    "latest_version_for_check",
    "missing_remarks",
    "panel_checkers",
    "panel_members",
    "panels_with_sizes",
    "photos_of",
    "photos_on",
    "plan_of",
    "strata_of",
    "to_remind",
    "unsent_photos",
    "unsent_voice_notes",
    "unsettled_plans",
    "voice_notes_of",
    "voice_notes_on",
    "writers_of",
]

# Who makes a version that must not wait for a member of staff.
THE_PORTAL = uuid.UUID(int=0)


def all_summaries(session: Session) -> Sequence[Summary]:
    return session.scalars(sa.select(Summary).order_by(Summary.created_at.desc(), Summary.id)).all()


def statements_of(session: Session, *, summary_id: uuid.UUID, also_left_out: bool = False) -> Sequence[Statement]:
    """In reading order: by section as they are read, then by place."""
    rows = session.scalars(
        sa.select(Statement).where(Statement.summary_id == summary_id).order_by(Statement.place, Statement.id)
    ).all()
    order = list(type(rows[0].section)) if rows else []
    kept = [row for row in rows if also_left_out or row.left_out_at is None]
    return sorted(kept, key=lambda row: (order.index(row.section), row.place))


def last_place(session: Session, *, summary_id: uuid.UUID) -> int:
    """The highest place any statement has, left out or not."""
    return session.scalar(sa.select(sa.func.max(Statement.place)).where(Statement.summary_id == summary_id)) or 0


def quotes_by_id(session: Session, *, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, SharedQuote]:
    wanted = list(ids)
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(sa.select(SharedQuote).where(SharedQuote.id.in_(wanted)))}


def standing_quotes_of_answers(session: Session, *, answer_ids: Iterable[uuid.UUID]) -> Sequence[SharedQuote]:
    """Quotes from these answers that are still shown somewhere."""
    mine = sa.and_(SharedQuote.answer_id.in_(list(answer_ids)), SharedQuote.removed_at.is_(None))
    return session.scalars(sa.select(SharedQuote).where(mine)).all()


def standing_quotes_of_person(session: Session, *, alias: uuid.UUID) -> Sequence[SharedQuote]:
    """Quotes of one person that are still shown somewhere."""
    return session.scalars(
        sa.select(SharedQuote).where(SharedQuote.alias == alias, SharedQuote.removed_at.is_(None))
    ).all()


def quotes_of(session: Session, *, summary_id: uuid.UUID) -> Sequence[SharedQuote]:
    return session.scalars(sa.select(SharedQuote).where(SharedQuote.summary_id == summary_id)).all()


def versions_of(session: Session, *, summary_id: uuid.UUID) -> Sequence[SummaryVersion]:
    return session.scalars(
        sa.select(SummaryVersion).where(SummaryVersion.summary_id == summary_id).order_by(SummaryVersion.number)
    ).all()


def published_version(session: Session, *, slug: str, number: int) -> tuple[Summary, SummaryVersion] | None:
    row = session.execute(
        sa.select(Summary, SummaryVersion)
        .join(SummaryVersion, SummaryVersion.summary_id == Summary.id)
        .where(Summary.slug == slug, SummaryVersion.number == number, SummaryVersion.kind == VersionKind.PUBLISHED)
    ).first()
    return (row[0], row[1]) if row else None


def newest_published(session: Session) -> list[tuple[Summary, SummaryVersion]]:
    """The newest published version of each summary, newest first; withdrawn ones are not listed."""
    newest = (
        sa.select(SummaryVersion.summary_id, sa.func.max(SummaryVersion.number).label("number"))
        .where(SummaryVersion.kind == VersionKind.PUBLISHED)
        .group_by(SummaryVersion.summary_id)
        .subquery()
    )
    rows = session.execute(
        sa.select(Summary, SummaryVersion)
        .join(newest, newest.c.summary_id == Summary.id)
        .join(
            SummaryVersion,
            sa.and_(SummaryVersion.summary_id == Summary.id, SummaryVersion.number == newest.c.number),
        )
        .outerjoin(VersionWithdrawal, VersionWithdrawal.version_id == SummaryVersion.id)
        .where(VersionWithdrawal.id.is_(None))
        .order_by(SummaryVersion.published_at.desc(), Summary.id)
    )
    return [(summary, version) for summary, version in rows]


def newest_version(session: Session, *, summary_id: uuid.UUID) -> SummaryVersion | None:
    """The last one people were shown, for checking or published."""
    mine = sa.select(SummaryVersion).where(SummaryVersion.summary_id == summary_id)
    return session.scalar(mine.order_by(SummaryVersion.number.desc()).limit(1))


def last_published_by_staff(session: Session, *, summary_id: uuid.UUID) -> SummaryVersion | None:
    """Leaves out what the portal published anew because someone took their words back."""
    mine = (SummaryVersion.summary_id == summary_id, SummaryVersion.kind == VersionKind.PUBLISHED)
    by_staff = sa.select(SummaryVersion).where(*mine, SummaryVersion.made_by != THE_PORTAL)
    return session.scalar(by_staff.order_by(SummaryVersion.number.desc()).limit(1))


def newest_published_of(session: Session, *, summary_id: uuid.UUID) -> SummaryVersion | None:
    """The newest published version of one summary, unless it was taken back."""
    version = session.scalar(
        sa.select(SummaryVersion)
        .where(SummaryVersion.summary_id == summary_id, SummaryVersion.kind == VersionKind.PUBLISHED)
        .order_by(SummaryVersion.number.desc())
        .limit(1)
    )
    is_gone = version is not None and withdrawal_of(session, version_id=version.id) is not None
    return None if is_gone else version


def newest_number(session: Session, *, slug: str) -> int | None:
    """The number of the newest published version, withdrawn or not."""
    return session.scalar(
        sa.select(sa.func.max(SummaryVersion.number))
        .join(Summary, Summary.id == SummaryVersion.summary_id)
        .where(Summary.slug == slug, SummaryVersion.kind == VersionKind.PUBLISHED)
    )


def withdrawal_of(session: Session, *, version_id: uuid.UUID) -> VersionWithdrawal | None:
    return session.scalar(sa.select(VersionWithdrawal).where(VersionWithdrawal.version_id == version_id))


def files_of(session: Session, *, version_id: uuid.UUID) -> Sequence[PrintedFile]:
    return session.scalars(
        sa.select(PrintedFile)
        .where(PrintedFile.version_id == version_id)
        .order_by(PrintedFile.language, PrintedFile.size)
    ).all()


def printed_file(
    session: Session, *, version_id: uuid.UUID, language: str, size: str, without_colour: bool = False
) -> PrintedFile | None:
    return session.scalar(
        sa.select(PrintedFile).where(
            PrintedFile.version_id == version_id,
            PrintedFile.language == language,
            PrintedFile.size == size,
            PrintedFile.without_colour == without_colour,
        )
    )
