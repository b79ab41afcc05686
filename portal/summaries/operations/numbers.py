"""Numbers in statements: taken from the released results, never typed, and held against them ever after."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from portal.shared.i18n import _
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.errors import FigureNotFound, NotReady
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.history import recording, refuse_overwriting
from portal.summaries.operations.states import open_for_edits
from portal.summaries.rules import NUMBER_MARK
from portal.summaries.sources import Figure, source_of

SMALLEST_BASE = 10
Number = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class OldNumber:
    """A number in a statement that the newest results say otherwise; `now` is None where they no longer show it."""

    was: Number
    now: Number | None


def may_be_shown(figure: Figure) -> bool:
    """Neither hidden nor from fewer than ten answers."""
    return figure.value is not None and figure.base_n >= SMALLEST_BASE


def as_number(figure: Figure) -> dict[str, Any]:
    """A figure as a statement holds it."""
    return {
        "ref": figure.ref,
        "kind": str(figure.kind),
        "value": figure.value,
        "base_n": figure.base_n,
        "as_of": figure.as_of.isoformat(),
    }


def old_numbers(statements: Iterable[Statement], figures: Iterable[Figure]) -> dict[uuid.UUID, OldNumber]:
    """By statement id. A new release that says the same makes no number old."""
    known = {one.ref: as_number(one) for one in figures if may_be_shown(one)}
    found = {}
    for one in statements:
        if one.number and not _says_the_same(one.number, known.get(one.number["ref"])):
            found[one.id] = OldNumber(was=one.number, now=known.get(one.number["ref"]))
    return found


def _says_the_same(was: Number, now: Number | None) -> bool:
    return now is not None and all(was[part] == now[part] for part in ("kind", "value", "base_n"))


def insert_number(
    session: Session, *, summary: Summary, statement: Statement, ref: str, by: uuid.UUID, seen: int | None = None
) -> None:
    """Puts a number from the results into a statement, with its base and the day it was worked out.

    Raises:
        WrongState; WrittenMeanwhile; FigureNotFound: unknown, hidden, or from fewer than ten answers.
    """
    open_for_edits(summary)
    refuse_overwriting(session, statement=statement, seen=seen, parts=["number"])
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    figure = next((one for one in source.numbers() if one.ref == ref), None)
    if figure is None or not may_be_shown(figure):
        raise FigureNotFound(ref)
    with recording(session, statement=statement, deed=StatementDeed.NUMBER, by=by):
        statement.number = as_number(figure)


def take_new_number(session: Session, *, summary: Summary, statement: Statement, by: uuid.UUID) -> None:
    """Replaces a number by what the newest results say.

    Raises:
        WrongState; FigureNotFound: there is none any more: take it out, or choose another.
    """
    if statement.number is None:
        raise FigureNotFound("")
    insert_number(session, summary=summary, statement=statement, ref=statement.number["ref"], by=by)


def remove_number(
    session: Session, *, summary: Summary, statement: Statement, by: uuid.UUID, seen: int | None = None
) -> None:
    """
    Raises:
        WrongState; WrittenMeanwhile; NotReady: a text still has the place where the number stood.
    """
    open_for_edits(summary)
    refuse_overwriting(session, statement=statement, seen=seen, parts=["number"])
    if any(NUMBER_MARK in text for text in statement.texts.values()):
        raise NotReady([_("Take %(mark)s out of the words first", mark=NUMBER_MARK)])
    with recording(session, statement=statement, deed=StatementDeed.NUMBER, by=by):
        statement.number = None
