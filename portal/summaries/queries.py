import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import tokens
from portal.summaries.enums import VersionKind
from portal.summaries.models import (
    CheckDraft,
    CheckInvitation,
    MissingRemark,
    PrintedFile,
    SharedQuote,
    Statement,
    StatementChange,
    Summary,
    SummaryVersion,
    Verdict,
    VersionWithdrawal,
    WriterReply,
)
from portal.summaries.rules import Answered, Tally, is_unanswered

TOKEN_KIND = "check"  # noqa: S105 (a kind of link, not a secret)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of one version: how many were asked, how many said something, and what of each statement."""

    version: SummaryVersion
    asked: int
    checked: int
    tallies: Mapping[uuid.UUID, Tally]
    replies: Mapping[uuid.UUID, WriterReply]
    missing: int

    def tally(self, statement_id: uuid.UUID) -> Tally:
        return self.tallies.get(statement_id, Tally())

    def reply(self, statement_id: uuid.UUID) -> WriterReply | None:
        return self.replies.get(statement_id)

    def is_unanswered(self, statement_id: uuid.UUID) -> bool:
        reply = self.reply(statement_id)
        return is_unanswered(self.tally(statement_id), answered_by(reply) if reply else None)

    @property
    def unanswered(self) -> list[uuid.UUID]:
        return [statement_id for statement_id in self.tallies if self.is_unanswered(statement_id)]


def answered_by(reply: WriterReply) -> Answered:
    return Answered(wrong=reply.wrong, leave_out=reply.leave_out, not_understood=reply.not_understood)


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


def changes_of(session: Session, *, statement_id: uuid.UUID) -> Sequence[StatementChange]:
    """Newest first."""
    mine = sa.select(StatementChange).where(StatementChange.statement_id == statement_id)
    return session.scalars(mine.order_by(StatementChange.made_version.desc())).all()


def changes_in(session: Session, *, summary_id: uuid.UUID, limit: int) -> Sequence[StatementChange]:
    """The last changes of any statement, newest first."""
    mine = sa.select(StatementChange).where(StatementChange.summary_id == summary_id)
    newest = mine.order_by(StatementChange.at.desc(), StatementChange.made_version.desc(), StatementChange.id)
    return session.scalars(newest.limit(limit)).all()


def change_up_to(session: Session, *, statement_id: uuid.UUID, version: int) -> StatementChange | None:
    """The change that made a statement what it was at `version`."""
    mine = sa.and_(StatementChange.statement_id == statement_id, StatementChange.made_version <= version)
    newest = sa.select(StatementChange).where(mine).order_by(StatementChange.made_version.desc())
    return session.scalar(newest.limit(1))


def quotes_by_id(session: Session, *, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, SharedQuote]:
    wanted = list(ids)
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(sa.select(SharedQuote).where(SharedQuote.id.in_(wanted)))}


def standing_quotes_of_answers(session: Session, *, answer_ids: Iterable[uuid.UUID]) -> Sequence[SharedQuote]:
    """Quotes from these answers that are still shown somewhere."""
    mine = sa.and_(SharedQuote.answer_id.in_(list(answer_ids)), SharedQuote.removed_at.is_(None))
    return session.scalars(sa.select(SharedQuote).where(mine)).all()


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


def newest_number(session: Session, *, slug: str) -> int | None:
    """The number of the newest published version, withdrawn or not."""
    return session.scalar(
        sa.select(sa.func.max(SummaryVersion.number))
        .join(Summary, Summary.id == SummaryVersion.summary_id)
        .where(Summary.slug == slug, SummaryVersion.kind == VersionKind.PUBLISHED)
    )


def withdrawal_of(session: Session, *, version_id: uuid.UUID) -> VersionWithdrawal | None:
    return session.scalar(sa.select(VersionWithdrawal).where(VersionWithdrawal.version_id == version_id))


def latest_check(session: Session, *, summary_id: uuid.UUID) -> Check | None:
    version = session.scalar(
        sa.select(SummaryVersion)
        .where(SummaryVersion.summary_id == summary_id, SummaryVersion.kind == VersionKind.FOR_CHECK)
        .order_by(SummaryVersion.number.desc())
        .limit(1)
    )
    return check_of(session, version=version) if version else None


def check_of(session: Session, *, version: SummaryVersion) -> Check:
    asked, checked = session.execute(
        sa.select(sa.func.count(CheckInvitation.asked_at), sa.func.count(CheckInvitation.answered_at)).where(
            CheckInvitation.version_id == version.id
        )
    ).one()
    missing = session.scalar(
        sa.select(sa.func.count()).select_from(MissingRemark).where(MissingRemark.version_id == version.id)
    )
    replies = session.scalars(
        sa.select(WriterReply).where(WriterReply.version_id == version.id).order_by(WriterReply.at, WriterReply.id)
    )
    return Check(
        version=version,
        asked=asked,
        checked=checked,
        tallies=_tallies(session, version_id=version.id),
        replies={reply.statement_id: reply for reply in replies},
        missing=missing or 0,
    )


def _tallies(session: Session, *, version_id: uuid.UUID) -> dict[uuid.UUID, Tally]:
    rows = session.execute(
        sa.select(Verdict.statement_id, Verdict.verdict, sa.func.count())
        .where(Verdict.version_id == version_id)
        .group_by(Verdict.statement_id, Verdict.verdict)
    )
    counts: dict[uuid.UUID, dict[object, int]] = {}
    for statement_id, kind, number in rows:
        counts.setdefault(statement_id, {})[kind] = number
    return {statement_id: Tally(counts=inside) for statement_id, inside in counts.items()}  # type: ignore[arg-type]


def comments_on(session: Session, *, version_id: uuid.UUID) -> dict[uuid.UUID, list[Verdict]]:
    """Every verdict that came with words, by statement; nothing in it leads to who said it."""
    rows = session.scalars(
        sa.select(Verdict)
        .where(Verdict.version_id == version_id, Verdict.comment_sealed.is_not(None))
        .order_by(Verdict.statement_id, Verdict.id)
    )
    found: dict[uuid.UUID, list[Verdict]] = {}
    for row in rows:
        found.setdefault(row.statement_id, []).append(row)
    return found


def missing_remarks(session: Session, *, version_id: uuid.UUID) -> Sequence[MissingRemark]:
    return session.scalars(
        sa.select(MissingRemark).where(MissingRemark.version_id == version_id).order_by(MissingRemark.id)
    ).all()


def invitation_by_link(session: Session, *, token: str) -> CheckInvitation | None:
    index = tokens.link_index(TOKEN_KIND, token)
    return session.scalar(sa.select(CheckInvitation).where(CheckInvitation.link_index == index))


def invitation_by_code(session: Session, *, code: str) -> CheckInvitation | None:
    index = tokens.code_index(TOKEN_KIND, code)
    return session.scalar(sa.select(CheckInvitation).where(CheckInvitation.code_index == index))


def invitations_not_tried(session: Session, *, version_id: uuid.UUID, limit: int) -> Sequence[CheckInvitation]:
    return session.scalars(
        sa.select(CheckInvitation)
        .where(CheckInvitation.version_id == version_id, CheckInvitation.tried_at.is_(None))
        .order_by(CheckInvitation.id)
        .limit(limit)
    ).all()


def calls_to_make(
    session: Session, *, version_id: uuid.UUID, offset: int, limit: int
) -> tuple[Sequence[CheckInvitation], int]:
    """Those who have not said anything yet, in a fixed order, and how many they are."""
    waiting = sa.and_(CheckInvitation.version_id == version_id, CheckInvitation.answered_at.is_(None))
    count = session.scalar(sa.select(sa.func.count()).select_from(CheckInvitation).where(waiting))
    rows = session.scalars(
        sa.select(CheckInvitation).where(waiting).order_by(CheckInvitation.id).offset(offset).limit(limit)
    ).all()
    return rows, count or 0


def draft_of(session: Session, *, invitation_id: uuid.UUID, to_write: bool = False) -> CheckDraft | None:
    wanted = sa.select(CheckDraft).where(CheckDraft.invitation_id == invitation_id)
    return session.scalar(wanted.with_for_update() if to_write else wanted)


def files_of(session: Session, *, version_id: uuid.UUID) -> Sequence[PrintedFile]:
    return session.scalars(
        sa.select(PrintedFile)
        .where(PrintedFile.version_id == version_id)
        .order_by(PrintedFile.language, PrintedFile.size)
    ).all()


def printed_file(session: Session, *, version_id: uuid.UUID, language: str, size: str) -> PrintedFile | None:
    return session.scalar(
        sa.select(PrintedFile).where(
            PrintedFile.version_id == version_id, PrintedFile.language == language, PrintedFile.size == size
        )
    )


def count_invitations(session: Session, *, version_id: uuid.UUID) -> int:
    wanted = sa.select(sa.func.count()).select_from(CheckInvitation).where(CheckInvitation.version_id == version_id)
    return session.scalar(wanted) or 0
