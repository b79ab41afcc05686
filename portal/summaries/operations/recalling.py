"""Words taken back after they were shown: paper and recordings go, and what is published is published anew."""

import copy
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock, queue
from portal.shared.i18n import LANGUAGES, _, format_date, speaking
from portal.summaries import queries
from portal.summaries.enums import ChangeKind, FileState, VersionKind
from portal.summaries.models import CopyBatch, PrintedFile, Statement, Summary, SummaryMedia, SummaryVersion
from portal.summaries.rules import content_hash

DELETE_TASK, AGAIN_TASK = "questions.delete_files", "summaries.print_again"
RECALLED = "someone took their words back"


def recall_words(session: Session, *, summary_id: uuid.UUID, quote_id: uuid.UUID) -> SummaryVersion | None:
    """Takes every file away in which the words stand, and publishes the newest version again without them. Returns the
    new version, if one was needed.

    The words themselves are gone already: no page can show them. Files go once the transaction is kept.
    """
    shown_in = [one for one in queries.versions_of(session, summary_id=summary_id) if holds(one, quote_id)]
    newest = queries.newest_published_of(session, summary_id=summary_id)
    files = _files_in(session, shown_in)
    wanted = [one for one in files if newest is not None and one.version_id == newest.id]
    keys = [
        *_take_away(files),
        *_take_away(_batches_in(session, shown_in)),
        *_silence(session, summary_id, shown_in, quote_id),
    ]
    if keys:
        queue.enqueue(session, DELETE_TASK, keys=" ".join(keys))
    if newest is None or newest not in shown_in:
        return None
    version = _publish_without(session, newest, quote_id)
    if wanted:
        queue.enqueue(session, AGAIN_TASK, old_id=str(newest.id), new_id=str(version.id))
    return version


def holds(version: SummaryVersion, quote_id: uuid.UUID) -> bool:
    return any(one["quote"] and one["quote"]["id"] == str(quote_id) for one in version.content["statements"])


def _files_in(session: Session, versions: Sequence[SummaryVersion]) -> Sequence[PrintedFile]:
    ids = [one.id for one in versions]
    return session.scalars(sa.select(PrintedFile).where(PrintedFile.version_id.in_(ids))).all()


def _batches_in(session: Session, versions: Sequence[SummaryVersion]) -> Sequence[CopyBatch]:
    ids = [one.id for one in versions]
    return session.scalars(sa.select(CopyBatch).where(CopyBatch.version_id.in_(ids))).all()


def _take_away(files: Sequence[PrintedFile] | Sequence[CopyBatch]) -> list[str]:
    """Files that exist are given out no more. One that is being made looks again before it is kept."""
    keys = []
    for file in files:
        if file.state is FileState.READY:
            keys.append(file.storage_key)
            file.state, file.storage_key, file.faults = FileState.REFUSED, "", [RECALLED]
    return [key for key in keys if key]


def _silence(
    session: Session, summary_id: uuid.UUID, versions: Sequence[SummaryVersion], quote_id: uuid.UUID
) -> list[str]:
    """Recordings of the whole, and of statements below which the words stand or stood: those offered, and those that
    were replaced and lie there until night."""
    below = set(session.scalars(sa.select(Statement.id).where(Statement.quote_id == quote_id))) | {
        uuid.UUID(one["id"])
        for version in versions
        for one in version.content["statements"]
        if one["quote"] and one["quote"]["id"] == str(quote_id)
    }
    mine = SummaryMedia.summary_id == summary_id
    about = sa.or_(SummaryMedia.statement_id.is_(None), SummaryMedia.statement_id.in_(below))
    media = session.scalars(sa.select(SummaryMedia).where(mine, about)).all()
    for one in media:
        one.removed_at = one.removed_at or clock.now()
    session.flush()
    return shown_nowhere(session, {key for one in media for key in (one.storage_key, one.captions_key) if key})


def shown_nowhere(session: Session, keys: set[str]) -> list[str]:
    """Those of the keys that no standing recording or film has: a film may stand in several places."""
    standing = sa.select(SummaryMedia.storage_key).where(
        SummaryMedia.storage_key.in_(keys), SummaryMedia.removed_at.is_(None)
    )
    return sorted(keys - set(session.scalars(standing)))


def _publish_without(session: Session, old: SummaryVersion, quote_id: uuid.UUID) -> SummaryVersion:
    """The same version, word for word, but for the words taken back; with a notice that says so, in every language."""
    summary, now = session.get_one(Summary, old.summary_id), clock.now()
    content = without_quote(old.content, quote_id, on=clock.today())
    summary.last_number += 1
    version = SummaryVersion(
        summary_id=summary.id,
        number=summary.last_number,
        kind=VersionKind.PUBLISHED,
        content=content,
        content_sha256=content_hash(content),
        made_at=now,
        made_by=queries.THE_PORTAL,
        published_at=now,
        rests_on=old.rests_on,
        unchecked_because=old.unchecked_because,
        check_until=None,
        talk_to={},
        sample_seed="",
    )
    session.add(version)
    session.flush()
    audit.record(session, action="summary_published_anew", subject="summary_version", subject_id=version.id)
    return version


def without_quote(content: dict[str, Any], quote_id: uuid.UUID, *, on: dt.date) -> dict[str, Any]:
    fresh = copy.deepcopy(content)
    gone = [one for one in fresh["statements"] if one["quote"] and one["quote"]["id"] == str(quote_id)]
    for one in gone:
        one["quote"] = None
    fresh["changes"] = [
        {"kind": str(ChangeKind.QUOTE_OUT), "statement": one["id"], "before": {}, "after": dict(one["texts"])}
        for one in gone
    ]
    fresh["notice"] = {code: _notice(code, on) for code in LANGUAGES}
    return fresh


def _notice(language: str, on: dt.date) -> str:
    with speaking(language):
        return " ".join(
            [
                _("On %(day)s someone took their words back.", day=format_date(on)),
                _("We took them out of this page, out of our papers and out of our recordings."),
                _("What people had printed or saved before, we cannot call back."),
            ]
        )
