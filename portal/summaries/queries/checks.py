"""Checks: who was asked, what came back, what was answered."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import tokens
from portal.summaries.enums import AskedBecause, VerdictKind, VersionKind
from portal.summaries.models import (
    CheckDraft,
    CheckInvitation,
    CheckPlan,
    MissingReply,
    SummaryVersion,
    Verdict,
    VoiceNote,
    WriterReply,
)
from portal.summaries.queries import missing
from portal.summaries.rules import Answered, Tally, is_unanswered, total

TOKEN_KIND = "check"  # noqa: S105 (a kind of link, not a secret)


@dataclass(frozen=True, kw_only=True)
class Check:
    """One check of one version: how many were asked, how many said something, and what of each statement.

    `late` is how many answered after the last day: in no count, but read and answered like the rest.
    """

    version: SummaryVersion
    asked: int
    checked: int
    tallies: Mapping[uuid.UUID, Tally]
    replies: Mapping[uuid.UUID, WriterReply]
    missing: int
    late: int = 0
    late_tallies: Mapping[uuid.UUID, Tally]
    # Remarks that something is missing, in time or late, and the newest reply to each.
    remarks: Sequence[uuid.UUID] = ()
    missing_replies: Mapping[uuid.UUID, MissingReply] = field(default_factory=dict)

    def tally(self, statement_id: uuid.UUID) -> Tally:
        return self.tallies.get(statement_id, Tally())

    def to_answer(self, statement_id: uuid.UUID) -> Tally:
        """What was said of a statement, in time and late."""
        return total([self.tally(statement_id), self.late_tallies.get(statement_id, Tally())])

    def reply(self, statement_id: uuid.UUID) -> WriterReply | None:
        return self.replies.get(statement_id)

    def is_unanswered(self, statement_id: uuid.UUID) -> bool:
        reply = self.reply(statement_id)
        return is_unanswered(self.to_answer(statement_id), answered_by(reply) if reply else None)

    @property
    def unanswered_statements(self) -> list[uuid.UUID]:
        spoken_of = list(dict.fromkeys([*self.tallies, *self.late_tallies]))
        return [statement_id for statement_id in spoken_of if self.is_unanswered(statement_id)]

    @property
    def unanswered_remarks(self) -> list[uuid.UUID]:
        return [remark_id for remark_id in self.remarks if remark_id not in self.missing_replies]

    @property
    def unanswered(self) -> list[uuid.UUID]:
        """Statements and remarks that still need a reply: nothing goes on before they have one."""
        return [*self.unanswered_statements, *self.unanswered_remarks]


def answered_by(reply: WriterReply) -> Answered:
    return Answered(wrong=reply.wrong, leave_out=reply.leave_out, not_understood=reply.not_understood)


def latest_version_for_check(session: Session, *, summary_id: uuid.UUID) -> SummaryVersion | None:
    return session.scalar(
        sa.select(SummaryVersion)
        .where(SummaryVersion.summary_id == summary_id, SummaryVersion.kind == VersionKind.FOR_CHECK)
        .order_by(SummaryVersion.number.desc())
        .limit(1)
    )


def latest_check(session: Session, *, summary_id: uuid.UUID) -> Check | None:
    version = latest_version_for_check(session, summary_id=summary_id)
    return check_of(session, version=version) if version else None


def check_of(session: Session, *, version: SummaryVersion) -> Check:
    in_time = sa.case((CheckInvitation.is_late, None), else_=CheckInvitation.answered_at)
    late = sa.case((CheckInvitation.is_late, CheckInvitation.answered_at))
    asked, checked, came_late = session.execute(
        sa.select(sa.func.count(CheckInvitation.asked_at), sa.func.count(in_time), sa.func.count(late)).where(
            CheckInvitation.version_id == version.id
        )
    ).one()
    remarks, missing_replies = missing.remarks_and_replies(session, version_id=version.id)
    replies = session.scalars(
        sa.select(WriterReply).where(WriterReply.version_id == version.id).order_by(WriterReply.at, WriterReply.id)
    )
    tallies, late_tallies = _tallies(session, version_id=version.id)
    return Check(
        version=version,
        asked=asked,
        checked=checked,
        tallies=tallies,
        replies={reply.statement_id: reply for reply in replies},
        missing=sum(not is_late for is_late in remarks.values()),
        late=came_late,
        late_tallies=late_tallies,
        remarks=list(remarks),
        missing_replies=missing_replies,
    )


def _tallies(session: Session, *, version_id: uuid.UUID) -> tuple[dict[uuid.UUID, Tally], dict[uuid.UUID, Tally]]:
    """What was said in time, and late, by statement."""
    rows = session.execute(
        sa.select(Verdict.statement_id, Verdict.verdict, CheckInvitation.is_late, sa.func.count())
        .join(CheckInvitation, CheckInvitation.id == Verdict.invitation_id)
        .where(Verdict.version_id == version_id)
        .group_by(Verdict.statement_id, Verdict.verdict, CheckInvitation.is_late)
    )
    counts: tuple[dict[uuid.UUID, dict[VerdictKind, int]], ...] = ({}, {})
    for statement_id, kind, is_late, number in rows:
        counts[bool(is_late)].setdefault(statement_id, {})[kind] = number
    in_time, late = ({one: Tally(counts=inside) for one, inside in part.items()} for part in counts)
    return in_time, late


def asked_to_leave_out(session: Session, *, summary_id: uuid.UUID) -> set[uuid.UUID]:
    """Statements that someone said of, in any check of this summary, in time or late: leave this out."""
    mine = sa.select(Verdict.statement_id).join(SummaryVersion, SummaryVersion.id == Verdict.version_id)
    said = mine.where(SummaryVersion.summary_id == summary_id, Verdict.verdict == VerdictKind.LEAVE_OUT)
    return set(session.scalars(said))


def strata_of(session: Session, *, version_id: uuid.UUID) -> dict[uuid.UUID, dict[tuple[str, str], int]]:
    """By statement: how often each thing was said in each group, in time. True counts: only for the disclosure gate."""
    rows = session.execute(
        sa.select(Verdict.statement_id, CheckInvitation.stratum, Verdict.verdict, sa.func.count())
        .join(CheckInvitation, CheckInvitation.id == Verdict.invitation_id)
        .where(Verdict.version_id == version_id, CheckInvitation.is_late.is_(False), CheckInvitation.stratum != "")
        .group_by(Verdict.statement_id, CheckInvitation.stratum, Verdict.verdict)
        .order_by(CheckInvitation.stratum)
    )
    found: dict[uuid.UUID, dict[tuple[str, str], int]] = {}
    for statement_id, stratum, kind, number in rows:
        if kind is not VerdictKind.SKIP:
            found.setdefault(statement_id, {})[stratum, kind.value] = number
    return found


def asked_and_answered(session: Session, *, version_id: uuid.UUID) -> list[tuple[AskedBecause, int, int, int, int]]:
    """By why people were asked: invited, asked, answered in time, late."""
    late = sa.case((CheckInvitation.is_late, CheckInvitation.answered_at))
    in_time = sa.case((CheckInvitation.is_late, None), else_=CheckInvitation.answered_at)
    counts = (sa.func.count(), sa.func.count(CheckInvitation.asked_at), sa.func.count(in_time), sa.func.count(late))
    rows = session.execute(
        sa.select(CheckInvitation.because, *counts)
        .where(CheckInvitation.version_id == version_id)
        .group_by(CheckInvitation.because)
    )
    found = {
        because: (because, invited, asked, answered, came_late) for because, invited, asked, answered, came_late in rows
    }
    return [found[because] for because in AskedBecause if because in found]


def held_back(session: Session, *, version_id: uuid.UUID) -> dict[str, int]:
    """Why people could not be asked, as the send gate said, with how many; the commonest first."""
    count = sa.func.count()
    rows = session.execute(
        sa.select(CheckInvitation.not_sent_because, count)
        .where(CheckInvitation.version_id == version_id, CheckInvitation.not_sent_because != "")
        .group_by(CheckInvitation.not_sent_because)
        .order_by(count.desc(), CheckInvitation.not_sent_because)
    )
    return {reason: number for reason, number in rows}


def plan_of(session: Session, *, version_id: uuid.UUID) -> CheckPlan | None:
    return session.scalar(sa.select(CheckPlan).where(CheckPlan.version_id == version_id))


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


def count_invitations(session: Session, *, version_id: uuid.UUID) -> int:
    wanted = sa.select(sa.func.count()).select_from(CheckInvitation).where(CheckInvitation.version_id == version_id)
    return session.scalar(wanted) or 0


def unsettled_plans(session: Session, *, summary_id: uuid.UUID) -> Sequence[CheckPlan]:
    mine = sa.select(CheckPlan).join(SummaryVersion, SummaryVersion.id == CheckPlan.version_id)
    return session.scalars(mine.where(SummaryVersion.summary_id == summary_id, CheckPlan.settled_at.is_(None))).all()


def to_remind(session: Session, *, version_id: uuid.UUID, limit: int) -> Sequence[CheckInvitation]:
    """Who was asked, has said nothing and was not reminded yet."""
    return session.scalars(
        sa.select(CheckInvitation)
        .where(
            CheckInvitation.version_id == version_id,
            CheckInvitation.asked_at.is_not(None),
            CheckInvitation.answered_at.is_(None),
            CheckInvitation.reminded_at.is_(None),
        )
        .order_by(CheckInvitation.id)
        .limit(limit)
    ).all()


def voice_notes_of(session: Session, *, invitation_id: uuid.UUID) -> Sequence[VoiceNote]:
    return session.scalars(
        sa.select(VoiceNote).where(VoiceNote.invitation_id == invitation_id).order_by(VoiceNote.added_at, VoiceNote.id)
    ).all()


def voice_notes_on(session: Session, *, version_id: uuid.UUID) -> dict[uuid.UUID | None, list[VoiceNote]]:
    """Recordings that were sent, by statement; None is what is missing."""
    rows = session.scalars(
        sa.select(VoiceNote)
        .where(VoiceNote.version_id == version_id, VoiceNote.sent_at.is_not(None))
        .order_by(VoiceNote.id)
    )
    found: dict[uuid.UUID | None, list[VoiceNote]] = {}
    for row in rows:
        found.setdefault(row.statement_id, []).append(row)
    return found


def unsent_voice_notes(session: Session, *, invitation_ids: sa.Select[uuid.UUID]) -> Sequence[VoiceNote]:
    return session.scalars(
        sa.select(VoiceNote).where(VoiceNote.sent_at.is_(None), VoiceNote.invitation_id.in_(invitation_ids))
    ).all()
