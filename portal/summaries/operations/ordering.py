"""The order of statements: up, down, to another section, out."""

import uuid

from sqlalchemy.orm import Session

from portal.shared import clock
from portal.summaries import queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import Section
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.history import recording
from portal.summaries.operations.states import open_for_edits


def move_statement(session: Session, *, summary: Summary, statement: Statement, up: bool, by: uuid.UUID) -> None:
    """Changes places with the neighbour in the same section; at the end of the section nothing happens.

    Raises:
        WrongState
    """
    open_for_edits(summary)
    rows = [row for row in queries.statements_of(session, summary_id=summary.id) if row.section is statement.section]
    if statement not in rows:
        return
    here = rows.index(statement)
    there = here - 1 if up else here + 1
    if 0 <= there < len(rows):
        with recording(session, statement=statement, deed=StatementDeed.MOVED, by=by):
            rows[here].place, rows[there].place = rows[there].place, rows[here].place


def move_to_section(
    session: Session, *, summary: Summary, statement: Statement, section: Section, by: uuid.UUID
) -> None:
    """To the end of another section.

    Raises:
        WrongState
    """
    open_for_edits(summary)
    if section is statement.section:
        return
    with recording(session, statement=statement, deed=StatementDeed.MOVED, by=by):
        statement.section = section
        statement.place = queries.last_place(session, summary_id=summary.id) + 1


def take_out_statement(session: Session, *, summary: Summary, statement: Statement, by: uuid.UUID) -> None:
    """Leaves a statement out from now on; what people said of it stays, and it can be put back from its history.

    Raises:
        WrongState
    """
    open_for_edits(summary)
    with recording(session, statement=statement, deed=StatementDeed.LEFT_OUT, by=by):
        statement.left_out_at = clock.now()
