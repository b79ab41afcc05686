"""Receipts: photos drawn anew, PDFs written anew, both without place, time and name, and sealed in storage."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.errors import NotAReceipt
from portal.panels.models import Claim, ClaimReceipt
from portal.panels.queries import claims as queries
from portal.questions.errors import NotAnAnswer
from portal.questions.rules import ReceivedFile, read_photo
from portal.shared import audit, clock, queue, sealed_files
from portal.shared.i18n import _
from portal.shared.storage import storage

LARGEST = 10 * 1024 * 1024
MOST_RECEIPTS = 6
DELETE_TASK = "questions.delete_files"


def read_receipt(content: bytes) -> tuple[str, bytes]:
    """Media type and content of a receipt as we keep it.

    Raises:
        NotAReceipt: neither a picture nor a PDF we can keep.
    """
    if not content:
        raise NotAReceipt(_("This file is empty. Choose another one."))
    if len(content) > LARGEST:
        raise NotAReceipt(_("This file is too big. Choose a smaller one."))
    if content.startswith(b"%PDF-"):
        return "application/pdf", _bare_pdf(content)
    try:
        ready = read_photo(ReceivedFile("", content))
    except NotAnAnswer as refusal:
        raise NotAReceipt(str(refusal)) from refusal
    return ready.media_type, ready.content


def add_receipt(session: Session, *, claim: Claim, content: bytes, by: uuid.UUID | None) -> ClaimReceipt:
    """Keeps a receipt with a claim.

    Raises:
        NotAReceipt: it cannot be kept, or there are six already.
    """
    if len(queries.receipts_of(session, claim_id=claim.id)) >= MOST_RECEIPTS:
        raise NotAReceipt(_("There are enough receipts with this claim."))
    media_type, kept = read_receipt(content)
    row_id = uuid.uuid4()
    key = sealed_files.put(kept, belongs_to=row_id)
    _forget_unless_kept(session, key)
    receipt = ClaimReceipt(
        id=row_id,
        claim_id=claim.id,
        file_key=key,
        media_type=media_type,
        size=len(kept),
        at=clock.now(),
        by=by,
    )
    session.add(receipt)
    session.flush()
    audit.record(session, action="add_receipt", subject="thanks_claim", subject_id=claim.id, actor_id=by)
    return receipt


def content_of(receipt: ClaimReceipt) -> bytes:
    return sealed_files.get(receipt.file_key, belongs_to=receipt.id)


def throw_away(session: Session, *, receipts: list[ClaimReceipt]) -> None:
    """The rows now, the files after the commit: no row ever points to nothing."""
    if receipts:
        queue.enqueue(session, DELETE_TASK, keys=" ".join(one.file_key for one in receipts))
        session.execute(sa.delete(ClaimReceipt).where(ClaimReceipt.id.in_([one.id for one in receipts])))


def _bare_pdf(content: bytes) -> bytes:
    from portal.shared.pdf.active import NotWhole, does_something  # only for those who send a PDF
    from portal.shared.pdf.bare import without_metadata

    if b"/Encrypt" in content:
        raise NotAReceipt(_("This PDF file has a password. Save it without one."))
    try:
        if does_something(content):
            raise NotAReceipt(_("This PDF file can run or hold other files. Print it to a new PDF and choose that."))
        return without_metadata(content)
    except NotWhole as reason:
        raise NotAReceipt(_("This PDF file is not whole. Save it again and choose it once more.")) from reason


def _forget_unless_kept(session: Session, key: str) -> None:
    """No file is left behind by a transaction that came to nothing."""
    kept: list[bool] = []

    def forget(_session: Session) -> None:
        if not kept:
            storage().delete(key)

    sa.event.listen(session, "after_commit", lambda _session: kept.append(True), once=True)
    sa.event.listen(session, "after_rollback", forget, once=True)
