"""Every change of a statement leaves a row: who, when, before and after. Whoever changes one does it in `recording`."""

import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from portal.shared import clock
from portal.summaries import queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import Section
from portal.summaries.errors import WrittenMeanwhile
from portal.summaries.models import SharedQuote, Statement, StatementChange, Summary
from portal.summaries.operations.states import open_for_edits

# What the page with the words changes; a number or a quote has its own page.
WRITTEN = ("section", "texts", "statuses", "picture", "evidence")


def snapshot(statement: Statement) -> dict[str, Any]:
    """A statement as plain values. Of someone's words only the id: taking them out takes them out of the history."""
    return {
        "section": str(statement.section),
        "place": statement.place,
        "texts": dict(statement.texts),
        "statuses": dict(statement.statuses),
        "picture": statement.picture,
        "number": dict(statement.number) if statement.number else None,
        "quote": str(statement.quote_id) if statement.quote_id else None,
        "evidence": list(statement.evidence),
        "is_draft": bool(statement.is_draft),
        "is_left_out": statement.left_out_at is not None,
    }


@contextmanager
def recording(session: Session, *, statement: Statement, deed: StatementDeed, by: uuid.UUID) -> Iterator[None]:
    """Changes made inside are flushed and noted; when nothing is different afterwards, nothing is."""
    before = snapshot(statement)
    yield
    session.flush()
    if snapshot(statement) != before:
        note(session, statement=statement, deed=deed, by=by, before=before)


def note(
    session: Session, *, statement: Statement, deed: StatementDeed, by: uuid.UUID, before: dict[str, Any] | None
) -> None:
    """Adds the row of one change; `before` is None for a new statement."""
    session.add(
        StatementChange(
            summary_id=statement.summary_id,
            statement_id=statement.id,
            made_version=statement.version,
            deed=deed,
            before=before,
            after=snapshot(statement),
            by=by,
            at=clock.now(),
        )
    )
    session.flush()


def refuse_overwriting(session: Session, *, statement: Statement, seen: int | None, parts: Collection[str]) -> None:
    """`seen` is the version the writer had before them. What others did to other parts (moved it, gave it a number)
    does not stand in the way.

    Raises:
        WrittenMeanwhile: one of `parts` is different now.
    """
    if seen is None or seen == statement.version:
        return
    change = queries.change_up_to(session, statement_id=statement.id, version=seen)
    now = snapshot(statement)
    if change is None or any(change.after[part] != now[part] for part in parts):
        raise WrittenMeanwhile


def put_back(
    session: Session, *, summary: Summary, statement: Statement, change: StatementChange, by: uuid.UUID
) -> None:
    """Makes a statement what it was after `change`: one more change, which can be taken back as well. Words that were
    taken out since, because their owner asked, stay out; its place stays unless the section was another.

    Raises:
        WrongState; LookupError: a change of another statement.
    """
    open_for_edits(summary)
    if change.statement_id != statement.id:
        raise LookupError(change.id)
    was = change.after
    with recording(session, statement=statement, deed=StatementDeed.PUT_BACK, by=by):
        if Section(was["section"]) is not statement.section:
            statement.section = Section(was["section"])
            statement.place = queries.last_place(session, summary_id=summary.id) + 1
        statement.texts, statement.statuses = dict(was["texts"]), dict(was["statuses"])
        statement.picture, statement.evidence = was["picture"], list(was["evidence"])
        statement.number = dict(was["number"]) if was["number"] else None
        statement.quote_id = _standing(session, was["quote"])
        statement.is_draft = was["is_draft"]
        if not was["is_left_out"]:
            statement.left_out_at = None
        statement.written_by = by


def _standing(session: Session, quote_id: str | None) -> uuid.UUID | None:
    quote = session.get(SharedQuote, uuid.UUID(quote_id)) if quote_id else None
    return quote.id if quote is not None and quote.removed_at is None else None
