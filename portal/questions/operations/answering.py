import uuid
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from portal.questions import queries
from portal.questions.enums import AnswerState, Provenance
from portal.questions.models import Answer, Draft, DraftAnswer, Response
from portal.questions.operations.attaching import discard_files, hand_over_files
from portal.questions.rules import AskedSet, Given
from portal.shared import clock, tokens
from portal.shared.crypto import binding, keys

_DIALECTS: dict[str, Any] = {"postgresql": postgresql, "sqlite": sqlite}


def save_answer(
    session: Session,
    *,
    holder_id: uuid.UUID,
    question_id: uuid.UUID,
    given: Given,
    language: str,
    visit_id: uuid.UUID | None,
    provenance: Provenance | None = None,
    channel: str = "web",
) -> None:
    """Keeps one answer of someone who is not finished; the last word on a question counts. One statement.

    `provenance` where it is known while answering; otherwise the person says at the end whose words they all are.
    """
    row_id = uuid.uuid5(holder_id, question_id.hex)  # known beforehand: sealed words are bound to it
    values = {
        "id": row_id,
        "holder_id": holder_id,
        "question_id": question_id,
        "visit_id": visit_id,
        "state": given.state,
        "value": given.value,
        "words_sealed": _sealed("draft_answer", row_id, given.words),
        "words_language": language if given.words else None,
        "provenance": provenance,
        "channel": channel,
        "saved_at": clock.now(),
    }
    session.execute(_save_answer(session.get_bind().dialect.name), values)


@cache
def _save_answer(dialect: str) -> Any:
    """Made once: putting a statement together costs more than running it."""
    insert = _DIALECTS[dialect].insert(DraftAnswer.__table__)
    replaced = ("visit_id", "state", "value", "words_sealed", "words_language", "provenance", "channel", "saved_at")
    return insert.on_conflict_do_update(index_elements=["id"], set_={name: insert.excluded[name] for name in replaced})


def note_provenance(session: Session, *, holder_id: uuid.UUID, provenance: Provenance | None, helped_by: str) -> None:
    """Keeps whose words the answers are, and who helped; None when the person would rather not say."""
    values = {"provenance": provenance, "helped_by": helped_by}
    insert = _insert(session, Draft).values(id=uuid.uuid4(), holder_id=holder_id, **values)
    session.execute(insert.on_conflict_do_update(index_elements=["holder_id"], set_=values))


def note_helper(session: Session, *, holder_id: uuid.UUID, helped_by: str) -> None:
    """Keeps who helped (a Helper's value, or nothing), beside the provenance already kept."""
    session.execute(sa.update(Draft).where(Draft.holder_id == holder_id).values(helped_by=helped_by))


def submit(
    session: Session,
    *,
    holder_id: uuid.UUID,
    alias: uuid.UUID,
    asked_in: uuid.UUID,
    asked: AskedSet,
    language: str,
    channel: str = "web",
    visit_id: uuid.UUID | None = None,
) -> Response:
    """Turns what is kept into a response, once: whoever comes second gets the first one's response.

    What the person did not deal with is recorded as not asked, and so is what lies off their way through the set.
    """
    now, draft = clock.now(), queries.draft_of(session, holder_id=holder_id)
    response = Response(
        asked_in=asked_in,
        alias=alias,
        set_id=asked.id,
        channel=channel,
        provenance=draft.provenance if draft else None,
        helped_by=draft.helped_by if draft else "",
        language=language,
        submitted_at=now,
        edition=1,
    )
    response.receipt_index = tokens.code_index("receipt", response.receipt_code)
    columns = {c.key: getattr(response, c.key) for c in sa.inspect(Response).column_attrs}
    insert = _insert(session, Response).values(columns).on_conflict_do_nothing(index_elements=["asked_in", "alias"])
    # What came back is asked, not a row count: on PostgreSQL that is -1 here, which is neither yes nor no.
    if session.execute(insert.returning(Response.id)).first() is None:
        first = queries.response_under(session, asked_in=asked_in, alias=alias)
        assert first is not None
        return first
    _move_answers(session, holder_id=holder_id, response=response, asked=asked)
    sent = {"sent_at": now, "sent_in_visit": visit_id}
    note = _insert(session, Draft).values(id=uuid.uuid4(), holder_id=holder_id, helped_by="", **sent)
    session.execute(note.on_conflict_do_update(index_elements=["holder_id"], set_=sent))
    return response


def _move_answers(session: Session, *, holder_id: uuid.UUID, response: Response, asked: AskedSet) -> None:
    kept = queries.draft_answers(session, holder_id=holder_id)
    path, rows = asked.path(kept), list[dict[str, Any]]()
    for place, question in enumerate(asked.questions, 1):
        if not question.kind.is_asked:
            continue
        answer_id, draft = uuid.uuid4(), kept.get(question.id) if place in path else None
        rows.append(
            {
                "id": answer_id,
                "response_id": response.id,
                "asked_in": response.asked_in,
                "question_id": question.id,
                "state": draft.state if draft else AnswerState.NOT_ASKED,
                "value": draft.value if draft else None,
                "words_sealed": _sealed("answer", answer_id, draft.words if draft else None),
                "words_language": draft.words_language if draft else None,
                "provenance": (draft.provenance if draft else None) or response.provenance,
                "channel": draft.channel if draft else response.channel,
            }
        )
    session.execute(sa.insert(Answer), rows)
    if asked.takes_files:
        files = {row["value"]["file"]: row["id"] for row in rows if "file" in (row["value"] or {})}
        hand_over_files(session, holder_id=holder_id, answers=files)
    _forget_draft_answers(session, holder_id=holder_id)


def discard_draft(session: Session, *, holder_id: uuid.UUID) -> None:
    """Forgets what is kept but not sent, files too."""
    discard_files(session, holder_id=holder_id)
    _forget_draft_answers(session, holder_id=holder_id)


def _forget_draft_answers(session: Session, *, holder_id: uuid.UUID) -> None:
    session.execute(
        sa.delete(DraftAnswer).where(DraftAnswer.holder_id == holder_id),
        execution_options={"synchronize_session": False},
    )


def _sealed(table: str, row_id: uuid.UUID, words: str | None) -> bytes | None:
    return None if words is None else keys().seal(words, bound_to=binding(table, "words", row_id))


def _insert(session: Session, model: type[Any]) -> Any:
    return _DIALECTS[session.get_bind().dialect.name].insert(model)
