import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.enums import AnswerState, Provenance
from portal.questions.errors import NotAnOpenQuestion
from portal.questions.models import Answer, Question, Response
from portal.questions.rules import cleaned
from portal.shared import clock
from portal.shared.crypto import binding, keys

BATCH = 500


@dataclass(frozen=True)
class Comment:
    """One comment from elsewhere. `reference` is what makes it recognisable when the file comes again: its row, say."""

    reference: str
    words: str
    language: str = "en"
    said_at: dt.datetime | None = None
    provenance: Provenance = Provenance.OWN_WORDS


@dataclass(frozen=True)
class Imported:
    added: int
    already_there: int
    without_words: int


def alias_of_comment(*, asked_in: uuid.UUID, reference: str) -> uuid.UUID:
    """The alias an imported comment has in a round: the same whenever the same file is imported."""
    return uuid.uuid5(asked_in, f"comment:{reference}")


def import_answers(
    session: Session,
    *,
    asked_in: uuid.UUID,
    question: Question,
    comments: Iterable[Comment],
    channel: str = "import",
    after_batch: Callable[[int], None] | None = None,
) -> Imported:
    """Takes comments made elsewhere as answers to an open question of a round; each once, however often imported.

    Only this one question gets an answer: the others were not asked. `after_batch(count)` is called after every 500
    comments, for a caller that commits and reports progress.

    Raises:
        NotAnOpenQuestion
    """
    if not question.kind.is_open:
        raise NotAnOpenQuestion
    added = already_there = without_words = seen = 0
    for batch in _batches(comments):
        worded = {alias_of_comment(asked_in=asked_in, reference=c.reference): c for c in batch if cleaned(c.words)}
        known = _known(session, asked_in=asked_in, aliases=list(worded))
        fresh = {alias: comment for alias, comment in worded.items() if alias not in known}
        _add(session, asked_in=asked_in, question=question, channel=channel, fresh=fresh)
        empty = sum(not cleaned(c.words) for c in batch)
        added, without_words, seen = added + len(fresh), without_words + empty, seen + len(batch)
        already_there += len(batch) - empty - len(fresh)
        if after_batch is not None:
            after_batch(seen)
    return Imported(added=added, already_there=already_there, without_words=without_words)


def _batches(comments: Iterable[Comment]) -> Iterator[Sequence[Comment]]:
    rest = iter(comments)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _known(session: Session, *, asked_in: uuid.UUID, aliases: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    wanted = sa.select(Response.alias).where(Response.asked_in == asked_in, Response.alias.in_(aliases))
    return set(session.scalars(wanted))


def _add(
    session: Session, *, asked_in: uuid.UUID, question: Question, channel: str, fresh: dict[uuid.UUID, Comment]
) -> None:
    if not fresh:
        return
    responses, answers, now = [], [], clock.now()
    for alias, comment in fresh.items():
        response_id, answer_id = uuid.uuid4(), uuid.uuid4()
        responses.append(
            {
                "id": response_id,
                "asked_in": asked_in,
                "alias": alias,
                "set_id": question.set_id,
                "channel": channel,
                "provenance": comment.provenance,
                "language": comment.language,
                "submitted_at": comment.said_at or now,
            }
        )
        words = keys().seal(cleaned(comment.words), bound_to=binding("answer", "words", answer_id))
        answers.append(
            {
                "id": answer_id,
                "response_id": response_id,
                "asked_in": asked_in,
                "question_id": question.id,
                "state": AnswerState.ANSWERED,
                "words_sealed": words,
                "words_language": comment.language,
                "provenance": comment.provenance,
                "channel": channel,
            }
        )
    session.execute(sa.insert(Response), responses)
    session.execute(sa.insert(Answer), answers)
