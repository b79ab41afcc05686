"""What this room forgets in time: what people said at a check, and files that nobody is shown any more.

A check counts from the first version published after it; one that led to none, from its last day. All of it can be done
twice; what is left undone is done the next night.
"""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock, queue
from portal.summaries.models import (
    CheckPanel,
    CheckPanelMember,
    CheckPhoto,
    CheckThanks,
    FinalNotice,
    MissingRemark,
    SummaryMedia,
    Verdict,
    VoiceNote,
)
from portal.summaries.operations.pictured import throw_photos_away
from portal.summaries.operations.recalling import DELETE_TASK, shown_nowhere
from portal.summaries.operations.voice import throw_away
from portal.summaries.queries import retention as queries

DAY = dt.timedelta(days=1)
# A day more than the database asks of rows it guards.
ONE_YEAR, TWO_YEARS, SIX_YEARS = 366 * DAY, 731 * DAY, 2192 * DAY
QUIET = {"synchronize_session": False}


def forget_words(session: Session) -> int:
    """One year: comments, what was missing, voice notes and photos with their files, and who was told of the final
    version. Verdicts stay without words. Returns how many rows that were."""
    before = clock.now() - ONE_YEAR
    checks = queries.checks_settled_before(session, before)
    old_notes = session.scalars(sa.select(VoiceNote).where(VoiceNote.version_id.in_(checks))).all()
    throw_away(session, old_notes)
    old_photos = session.scalars(sa.select(CheckPhoto).where(CheckPhoto.version_id.in_(checks))).all()
    throw_photos_away(session, old_photos)
    said = (Verdict.version_id.in_(checks), Verdict.comment_sealed.is_not(None), Verdict.at < before)
    silent = sa.update(Verdict).where(*said).values(comment_sealed=None).returning(Verdict.id)
    remarks = sa.delete(MissingRemark).where(MissingRemark.version_id.in_(checks), MissingRemark.at < before)
    told = sa.delete(FinalNotice).where(FinalNotice.version_id.in_(queries.published_before(session, before)))
    count = (
        len(old_notes)
        + len(old_photos)
        + sum(
            len(session.scalars(change, execution_options=QUIET).all())
            for change in (silent, remarks.returning(MissingRemark.id), told.returning(FinalNotice.id))
        )
    )
    return _forgotten(session, "forget_words", count)


def forget_verdicts(session: Session) -> int:
    """Six years: what single people said of each statement. What was counted of it is in the published version."""
    before = clock.now() - SIX_YEARS
    checks = queries.checks_settled_before(session, before)
    old = sa.delete(Verdict).where(Verdict.version_id.in_(checks), Verdict.at < before).returning(Verdict.id)
    return _forgotten(session, "forget_verdicts", len(session.scalars(old, execution_options=QUIET).all()))


def forget_panels(session: Session) -> int:
    """Two years after they left: who was on a list of people who check for us; then the list, when nobody is on it any
    more. Returns how many rows."""
    before = clock.now() - TWO_YEARS
    left = sa.delete(CheckPanelMember).where(CheckPanelMember.left_at < before).returning(CheckPanelMember.id)
    is_empty = ~sa.exists().where(CheckPanelMember.panel_id == CheckPanel.id)
    empty = sa.delete(CheckPanel).where(CheckPanel.made_at < before, is_empty).returning(CheckPanel.id)
    changes = (left, empty)
    count = sum(len(session.scalars(change, execution_options=QUIET).all()) for change in changes)
    return _forgotten(session, "forget_panels", count)


def forget_thanks(session: Session) -> int:
    """Six years after it was settled: what someone got for checking. What is still owed stays. Returns how many."""
    before = (clock.now() - SIX_YEARS).date()
    paid = sa.delete(CheckThanks).where(CheckThanks.settled_on < before).returning(CheckThanks.id)
    return _forgotten(session, "forget_thanks", len(session.scalars(paid, execution_options=QUIET).all()))


def forget_silent_files(session: Session) -> int:
    """Files of recordings and films that were replaced or taken out. Returns how many were."""
    gone = sa.and_(
        SummaryMedia.removed_at.is_not(None), sa.or_(SummaryMedia.storage_key != "", SummaryMedia.captions_key != "")
    )
    media = session.scalars(sa.select(SummaryMedia).where(gone)).all()
    keys = shown_nowhere(session, {key for one in media for key in (one.storage_key, one.captions_key) if key})
    _delete_later(session, keys)
    for one in media:
        one.storage_key = one.captions_key = ""
    session.flush()
    return len(media)


def _delete_later(session: Session, keys: Sequence[str]) -> None:
    """After the commit, so that a row never points to nothing."""
    if keys:
        queue.enqueue(session, DELETE_TASK, keys=" ".join(keys))


def _forgotten(session: Session, action: str, count: int) -> int:
    session.expire_all()
    if count:
        audit.record(session, action=action, subject="summary_check", rows=count)
    return count
