"""Taking out of someone's words what could point at a person. The answer itself stays sealed as it was given."""

import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.questions.models import Answer
from portal.rounds.coding_enums import RedactionReason
from portal.rounds.errors import WordsChanged
from portal.rounds.models import Redaction
from portal.rounds.queries import redaction as queries
from portal.rounds.rules.redacting import Span, without
from portal.shared import audit, clock


def redact(
    session: Session, *, answer: Answer, spans: Sequence[Span], reason: RedactionReason, by: uuid.UUID | None
) -> Redaction:
    """Keeps a version of the answer without these words. No spans: someone looked and found nothing to take out.

    Raises:
        WordsChanged: the spans do not fit the words, or the reason does not fit the spans.
    """
    nothing = reason is RedactionReason.NOTHING_FOUND
    if bool(spans) is nothing:
        raise WordsChanged
    try:
        shown = without(answer.words or "", spans, language=queries.language_of(answer))
    except ValueError as problem:
        raise WordsChanged from problem
    earlier = queries.redactions_of(session, answer_id=answer.id)
    made = Redaction(
        answer_id=answer.id,
        number=earlier[0].number + 1 if earlier else 1,
        spans=[one.as_json() for one in sorted(spans)],
        words=shown,
        reason=reason,
        at=clock.now(),
        by=by,
    )
    session.add(made)
    session.flush()
    audit.record(
        session,
        action="redact",
        subject="answer",
        subject_id=answer.id,
        actor_id=by,
        spans=len(spans),
        why=reason.value,
    )
    return made
