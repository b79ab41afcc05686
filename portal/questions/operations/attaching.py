"""Photos, drawings and voice messages: kept with a draft, taken along when it is sent, and thrown away for good."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.enums import AttachmentKind
from portal.questions.models import Attachment, DraftAnswer
from portal.questions.rules import AskedQuestion, Given, ReadyFile
from portal.shared import clock, queue, sealed_files
from portal.shared.storage import checksum, storage


def settle_files(
    session: Session, *, holder_id: uuid.UUID, asked: AskedQuestion, given: Given, visit_id: uuid.UUID | None
) -> Given:
    """Stores the file of an answer and throws away those it replaces. Returns the answer as it is to be kept.

    Questions that take no file cost nothing here.
    """
    if asked.takes_file is None:
        return given
    if given.file is not None:
        stored = _store(session, given.file, holder_id=holder_id, question_id=asked.id, visit_id=visit_id)
        given = replace(given, value={"file": str(stored.id)}, file=None)
    mine = (Attachment.holder_id == holder_id, Attachment.question_id == asked.id)
    kept_id = (given.value or {}).get("file")
    for attachment in session.scalars(sa.select(Attachment).where(*mine)).all():
        if str(attachment.id) != kept_id:
            _throw_away(session, [attachment])
        elif attachment.kind is AttachmentKind.PHOTO:
            attachment.alt = given.words
    session.flush()
    return given


def _store(
    session: Session, file: ReadyFile, *, holder_id: uuid.UUID, question_id: uuid.UUID, visit_id: uuid.UUID | None
) -> Attachment:
    attachment_id = uuid.uuid4()
    storage_key = sealed_files.put(file.content, belongs_to=attachment_id)
    _forget_unless_kept(session, storage_key)
    attachment = Attachment(
        id=attachment_id,
        holder_id=holder_id,
        question_id=question_id,
        visit_id=visit_id,
        kind=file.kind,
        storage_key=storage_key,
        media_type=file.media_type,
        size=len(file.content),
        sha256=checksum(file.content),
        added_at=clock.now(),
    )
    session.add(attachment)
    session.flush()
    return attachment


def _forget_unless_kept(session: Session, storage_key: str) -> None:
    """No file is left behind by a transaction that came to nothing."""
    kept: list[bool] = []

    def forget(_session: Session) -> None:
        if not kept:
            storage().delete(storage_key)

    sa.event.listen(session, "after_commit", lambda _session: kept.append(True), once=True)
    sa.event.listen(session, "after_rollback", forget, once=True)


def forget_answer(session: Session, *, holder_id: uuid.UUID, question_id: uuid.UUID) -> None:
    """Takes back an answer that is not sent yet, with its file: nothing was said to this question."""
    mine = (Attachment.holder_id == holder_id, Attachment.question_id == question_id)
    _throw_away(session, session.scalars(sa.select(Attachment).where(*mine)).all())
    said = sa.delete(DraftAnswer).where(DraftAnswer.holder_id == holder_id, DraftAnswer.question_id == question_id)
    session.execute(said, execution_options={"synchronize_session": False})


def hand_over_files(session: Session, *, holder_id: uuid.UUID, answers: dict[str, uuid.UUID]) -> None:
    """Gives the files of a draft to the answers it became (attachment id → answer id); the rest is thrown away."""
    left = []
    for attachment in session.scalars(sa.select(Attachment).where(Attachment.holder_id == holder_id)).all():
        attachment.answer_id = answers.get(str(attachment.id))
        if attachment.answer_id is None:
            left.append(attachment)
        else:
            attachment.holder_id = attachment.visit_id = None
    _throw_away(session, left)
    session.flush()


def discard_files(session: Session, *, holder_id: uuid.UUID) -> None:
    """Throws away the files of a draft."""
    _throw_away(session, session.scalars(sa.select(Attachment).where(Attachment.holder_id == holder_id)).all())


def discard_files_of_answers(session: Session, *, answer_ids: Collection[uuid.UUID]) -> None:
    """Throws away the files of answers that are about to be deleted."""
    _throw_away(session, session.scalars(sa.select(Attachment).where(Attachment.answer_id.in_(answer_ids))).all())


def _throw_away(session: Session, attachments: Sequence[Attachment]) -> None:
    """The rows now; the files only after the commit, so that a row never points to nothing."""
    if not attachments:
        return
    queue.enqueue(session, "questions.delete_files", keys=" ".join(one.storage_key for one in attachments))
    for attachment in attachments:
        session.delete(attachment)
    session.flush()


def content_of(attachment: Attachment) -> bytes:
    """The file as it was kept."""
    return sealed_files.get(attachment.storage_key, belongs_to=attachment.id)
