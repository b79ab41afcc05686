"""What shows that a promise is kept. Sealed until someone decides that everyone may see it."""

import uuid
from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.promises.enums import EvidenceKind
from portal.promises.errors import NeedsSecondPerson, NotEvidence, WrongState
from portal.promises.evidence_files import read_file, sound_address
from portal.promises.models import Promise, PromiseEvidence
from portal.promises.operations.history import note
from portal.promises.queries import evidence_of
from portal.shared import clock, sealed_files
from portal.shared.i18n import _
from portal.shared.storage import checksum

MOST = 12


def add_file(
    session: Session, *, promise: Promise, content: bytes, words: Mapping[str, str], by: uuid.UUID
) -> PromiseEvidence:
    """Keeps a picture (drawn anew, without place or name in it) or a PDF, sealed. Nobody outside sees it yet.

    Raises:
        NotEvidence: with what would do.
    """
    _refuse_too_many(session, promise)
    sound, row_id = read_file(content), uuid.uuid4()
    row = PromiseEvidence(
        id=row_id,
        promise_id=promise.id,
        kind=sound.kind,
        words=_said(words),
        address="",
        storage_key=sealed_files.put(sound.content, belongs_to=row_id),
        media_type=sound.media_type,
        size=len(sound.content),
        sha256=checksum(sound.content),
        added_by=by,
        added_at=clock.now(),
    )
    return _add(session, promise, row, by=by)


def add_link(
    session: Session, *, promise: Promise, address: str, words: Mapping[str, str], by: uuid.UUID
) -> PromiseEvidence:
    """
    Raises:
        NotEvidence: with what would do.
    """
    _refuse_too_many(session, promise)
    row = PromiseEvidence(
        promise_id=promise.id,
        kind=EvidenceKind.LINK,
        words=_said(words),
        address=sound_address(address),
        added_by=by,
        added_at=clock.now(),
    )
    return _add(session, promise, row, by=by)


def show_evidence(session: Session, *, promise: Promise, evidence: PromiseEvidence, by: uuid.UUID) -> None:
    """Everyone may see it from now on. Someone else than who brought it has looked at it.

    Raises:
        NeedsSecondPerson
        WrongState: it was taken out.
    """
    if evidence.removed_at is not None:
        raise WrongState("it was taken out")
    if evidence.added_by == by:
        raise NeedsSecondPerson
    if evidence.shown_at is None:
        evidence.shown_at, evidence.shown_by = clock.now(), by
        note(session, promise, what="evidence_shown", by=by)


def hide_evidence(session: Session, *, promise: Promise, evidence: PromiseEvidence, by: uuid.UUID) -> None:
    """Only staff see it from now on; who copied it before keeps it."""
    if evidence.shown_at is not None:
        evidence.shown_at = evidence.shown_by = None
        note(session, promise, what="evidence_hidden", by=by)


def take_out_evidence(session: Session, *, promise: Promise, evidence: PromiseEvidence, by: uuid.UUID) -> None:
    """It is shown to nobody any more. That it was there stays in the record."""
    if evidence.removed_at is None:
        evidence.shown_at = evidence.shown_by = None
        evidence.removed_at = clock.now()
        note(session, promise, what="evidence_taken_out", by=by)


def content_of(evidence: PromiseEvidence) -> bytes:
    return sealed_files.get(evidence.storage_key, belongs_to=evidence.id)


def _add(session: Session, promise: Promise, row: PromiseEvidence, *, by: uuid.UUID) -> PromiseEvidence:
    session.add(row)
    session.flush()
    note(session, promise, what="evidence_added", by=by)
    return row


def _refuse_too_many(session: Session, promise: Promise) -> None:
    if len(evidence_of(session, promise_id=promise.id)) >= MOST:
        raise NotEvidence(_("There is a lot here already. Take something out first."))


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {code: text.strip() for code, text in texts.items() if text.strip()}
