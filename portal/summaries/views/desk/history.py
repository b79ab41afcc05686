"""What a statement was before, and putting it back."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, Language, _
from portal.shared.pictures import catalogue
from portal.shared.web import page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import Section
from portal.summaries.evidence import said_with_base
from portal.summaries.forms import StepForm
from portal.summaries.models import Statement, StatementChange
from portal.summaries.operations.history import snapshot
from portal.summaries.views.desk.blueprint import READERS, WRITERS, blueprint, summary_of
from portal.summaries.views.refusals import refusals_in_words


class Difference(NamedTuple):
    """One part of a statement before and after a change, in words; `language` is that of the words."""

    label: str
    before: str
    after: str
    language: Language


@blueprint.route("/statements/<uuid:statement_id>/history")
@allowed(*READERS)
def show_history(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    changes = queries.changes_of(db.session, statement_id=statement.id)
    return page(
        "summaries/desk/history.html",
        statement=statement,
        summary=summary_of(statement),
        changes=[(one, list(differences(one.before or {}, one.after))) for one in changes],
        writers=queries.writers_of(db.session, changes=changes),
        now=snapshot(statement),
        form=StepForm(),
    )


@blueprint.route("/statements/<uuid:statement_id>/history/<uuid:change_id>", methods=["POST"])
@allowed(*WRITERS)
def put_back(statement_id: UUID, change_id: UUID) -> ResponseReturnValue:
    statement, change = the(Statement, statement_id), the(StatementChange, change_id)
    if change.statement_id != statement.id:
        abort(404)
    with refusals_in_words():
        operations.put_back(
            db.session, summary=summary_of(statement), statement=statement, change=change, by=current_person_id()
        )
    return see_other("summary_desk.show_history", statement_id=statement.id)


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    """What a reader of the history sees of one change; its place among the others is not told."""
    for code, language in LANGUAGES.items():
        was, now = (state.get("texts", {}).get(code, "") for state in (before, after))
        if was != now:
            yield Difference(language.name, was, now, language)
    for part, label in _labels().items():
        was, now = (in_words(part, state) for state in (before, after))
        if was != now:
            yield Difference(label, was, now, LANGUAGES["en"])


def _labels() -> dict[str, str]:
    return {
        "section": _("Where does it go?"),
        "picture": _("Picture"),
        "number": _("A number from the results"),
        "quote": _("Someone’s own words"),
        "is_draft": _("Draft: rewrite this"),
        "is_left_out": _("Left out"),
    }


def in_words(part: str, state: Mapping[str, Any]) -> str:
    """One part of a statement's snapshot as a reader of the desk is told it; empty when there is none."""
    value = state.get(part)
    if not value:
        return ""
    if part == "section":
        return str(Section(value).label)
    if part == "picture":
        known = {one.id: one for one in catalogue.all_concepts()}
        return known[value].label("en") if value in known else _("A picture of our own")
    return said_with_base(value) if part == "number" else _("Yes")
