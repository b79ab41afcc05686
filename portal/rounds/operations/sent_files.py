"""Putting photos and voice messages into words, for those who cannot see or hear them and for sorting by theme."""

import uuid

from sqlalchemy.orm import Session

from portal.questions.enums import AttachmentKind
from portal.questions.rules import cleaned
from portal.rounds.operations.alarms import look_at_words_of
from portal.rounds.queries.sent_files import SentFile
from portal.shared import audit


def put_in_words(session: Session, *, sent: SentFile, words: str, by: uuid.UUID) -> None:
    """Keeps what a picture shows, or what is said in a message.

    What is said becomes the words of an answer that has none of its own, so that it is sorted and quoted like any
    other; words the person typed stay as they are.
    """
    attachment, answer = sent.attachment, sent.answer
    before, now = attachment.transcript, cleaned(words) or None
    if attachment.kind is AttachmentKind.PHOTO:
        attachment.alt = now
    else:
        if answer.words in (None, before):
            answer.words = now
            answer.words_language = sent.language if now else None
        attachment.transcript = now
        session.flush()
        look_at_words_of(session, answer=answer)
    audit.record(session, action="put_in_words", subject="attachment", subject_id=attachment.id, actor_id=by)
    session.flush()
