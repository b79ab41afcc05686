"""Up, down, to another section, out: the button that was pressed is where one goes on."""

from uuid import UUID

from flask import abort, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.web import see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import Section
from portal.summaries.models import Statement
from portal.summaries.views.desk.blueprint import WRITERS, blueprint, summary_of
from portal.summaries.views.desk.looking import kept
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/statements/<uuid:statement_id>/move", methods=["POST"])
@allowed(*WRITERS)
def move_statement(statement_id: UUID) -> ResponseReturnValue:
    statement, up = the(Statement, statement_id), request.form.get("do") == "up"
    with refusals_in_words():
        operations.move_statement(
            db.session, summary=summary_of(statement), statement=statement, up=up, by=current_person_id()
        )
    return _back_to(statement, _button(statement, up=up))


@blueprint.route("/statements/<uuid:statement_id>/section", methods=["POST"])
@allowed(*WRITERS)
def move_to_section(statement_id: UUID) -> ResponseReturnValue:
    statement, wanted = the(Statement, statement_id), request.form.get("section", "")
    if wanted not in {one.value for one in Section}:
        abort(400)
    with refusals_in_words():
        operations.move_to_section(
            db.session,
            summary=summary_of(statement),
            statement=statement,
            section=Section(wanted),
            by=current_person_id(),
        )
    return _back_to(statement, f"part-of-{statement.id}")


@blueprint.route("/statements/<uuid:statement_id>/take-out", methods=["POST"])
@allowed(*WRITERS)
def take_out_statement(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    with refusals_in_words():
        operations.take_out_statement(
            db.session, summary=summary_of(statement), statement=statement, by=current_person_id()
        )
    return _back_to(statement, "last-changes")


def _button(statement: Statement, *, up: bool) -> str:
    """The same button again; at the end of the section, where it is gone, the other one."""
    rows = queries.statements_of(db.session, summary_id=statement.summary_id)
    beside = [one.id for one in rows if one.section is statement.section]
    at_its_end = bool(beside) and beside[0 if up else -1] == statement.id and len(beside) > 1
    return f"{'up' if up is not at_its_end else 'down'}-{statement.id}"


def _back_to(statement: Statement, anchor: str) -> ResponseReturnValue:
    return see_other("summary_desk.show_summary", summary_id=statement.summary_id, _anchor=anchor, **kept(request.args))
