from typing import Any
from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import editing, page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.advising import advice_on
from portal.summaries.enums import Section
from portal.summaries.errors import NotReady
from portal.summaries.forms import NumberForm, QuoteForm, StatementForm
from portal.summaries.models import Statement, Summary
from portal.summaries.pictures import catalogue
from portal.summaries.sources import Source, source_of
from portal.summaries.views.desk.blueprint import WRITERS, blueprint, summary_of
from portal.summaries.views.refusals import refusals_in_words
from portal.summaries.wording import base_words, number_words

MOST_PICTURES = 12


@blueprint.route("/<uuid:summary_id>/statements/add", methods=["GET", "POST"])
@allowed(*WRITERS)
def add_statement(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    form = StatementForm()
    del form.version  # there is nothing yet that someone else could have changed
    _offer_choices(form, summary)
    if request.method == "GET":
        form.section.process_data(request.args.get("section", Section.TOLD.value))
        form.evidence.data = request.args.getlist("finding")
    if _is_to_be_saved(form):
        try:
            statement = operations.add_statement(db.session, summary=summary, by=current_person_id(), **_values(form))
            return see_other("summary_desk.edit_statement", statement_id=statement.id)
        except NotReady as error:
            form.form_errors.extend(error.reasons)
    return _statement_page(form, summary, None)


@blueprint.route("/statements/<uuid:statement_id>", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit_statement(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary = summary_of(statement)
    form = StatementForm(obj=statement)
    _offer_choices(form, summary, statement)
    if request.method == "GET":
        _show(form, statement)
    if _is_to_be_saved(form):
        try:
            with editing(statement, form):
                operations.edit_statement(
                    db.session, summary=summary, statement=statement, by=current_person_id(), **_values(form)
                )
            return see_other("summary_desk.show_summary", summary_id=summary.id)
        except NotReady as error:
            form.form_errors.extend(error.reasons)
    return _statement_page(form, summary, statement)


@blueprint.route("/statements/<uuid:statement_id>/move", methods=["POST"])
@allowed(*WRITERS)
def move_statement(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary = summary_of(statement)
    with refusals_in_words():
        operations.move_statement(
            db.session, summary=summary, statement=statement, up=request.form.get("do") == "up", by=current_person_id()
        )
    return see_other("summary_desk.show_summary", summary_id=summary.id, _anchor=f"statement-{statement.id}")


@blueprint.route("/statements/<uuid:statement_id>/take-out", methods=["POST"])
@allowed(*WRITERS)
def take_out_statement(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary = summary_of(statement)
    with refusals_in_words():
        operations.take_out_statement(db.session, summary=summary, statement=statement, by=current_person_id())
    return see_other("summary_desk.show_summary", summary_id=summary.id)


@blueprint.route("/statements/<uuid:statement_id>/number", methods=["GET", "POST"])
@allowed(*WRITERS)
def insert_number(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary, form = summary_of(statement), NumberForm()
    none = SelectChoice("", i18n._("No number"))
    form.ref.choices = [*map(_number_choice, _shown_numbers(_source(summary))), none]
    if request.method == "GET":
        form.ref.data = (statement.number or {}).get("ref")
    if not form.validate_on_submit() and form.ref.data != "":
        return page("summaries/desk/number.html", form=form, statement=statement, summary=summary)
    with refusals_in_words():
        if form.ref.data:
            operations.insert_number(
                db.session, summary=summary, statement=statement, ref=form.ref.data, by=current_person_id()
            )
        else:
            operations.remove_number(db.session, summary=summary, statement=statement, by=current_person_id())
    return see_other("summary_desk.edit_statement", statement_id=statement.id)


@blueprint.route("/statements/<uuid:statement_id>/quote", methods=["GET", "POST"])
@allowed(*WRITERS)
def attach_quote(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary, form = summary_of(statement), QuoteForm()
    form.answer.choices = [
        *(SelectChoice(str(one.answer_id), one.words) for one in _source(summary).quotes()),
        SelectChoice("none", i18n._("No words")),
    ]
    if not form.validate_on_submit():
        return page("summaries/desk/quote.html", form=form, statement=statement, summary=summary)
    with refusals_in_words():
        if form.answer.data == "none":
            operations.detach_quote(db.session, summary=summary, statement=statement, by=current_person_id())
        else:
            operations.attach_quote(
                db.session,
                summary=summary,
                statement=statement,
                answer_id=UUID(form.answer.data),
                by=current_person_id(),
            )
    return see_other("summary_desk.edit_statement", statement_id=statement.id)


def _source(summary: Summary) -> Source:
    return source_of(db.session, kind=summary.source_kind, source_id=summary.source_id)


def _shown_numbers(source: Source) -> list[Any]:
    return [figure for figure in source.numbers() if figure.value is not None]


def _number_choice(figure: Any) -> SelectChoice:
    values = {"kind": figure.kind, "value": figure.value, "base_n": figure.base_n}
    hint = f"{number_words(values)}. {base_words(values)}"
    return SelectChoice(figure.ref, i18n.best_text(figure.label)[0], render_kw={"hint": hint})


def _is_to_be_saved(form: StatementForm) -> bool:
    """ "Find pictures" and "ask the coach" send the form too, but save nothing."""
    return request.form.get("do") == "save" and form.validate_on_submit()


def _values(form: StatementForm) -> dict[str, Any]:
    return {
        "section": Section(str(form.section.data)),
        "texts": form.texts("text"),
        "statuses": form.statuses(),
        "picture": form.picture.data or "",
        "evidence": form.evidence.data or [],
    }


def _show(form: StatementForm, statement: Statement) -> None:
    form.show_texts("text", statement.texts)
    for code, status in statement.statuses.items():
        getattr(form, f"status_{code.replace('-', '_')}").data = status


def _offer_choices(form: StatementForm, summary: Summary, statement: Statement | None = None) -> None:
    findings = _source(summary).findings()
    form.evidence.choices = [SelectChoice(str(one.id), i18n.best_text(one.words)[0]) for one in findings]
    chosen = form.picture.data or (statement.picture if statement and request.method == "GET" else "")
    words = form.find.data or form.text_en.data or (statement.texts.get("en", "") if statement else "")
    found = [one.id for one in catalogue.find(words, "en")][:MOST_PICTURES]
    shown = list(dict.fromkeys([one for one in [chosen, *found] if one in {c.id for c in catalogue.all_concepts()}]))
    form.picture.choices = [
        SelectChoice(one, catalogue.concept(one).label("en"), render_kw={"hint": catalogue.alt_text(one, "en")})
        for one in shown
    ]
    form.picture.data = chosen or None


def _statement_page(form: StatementForm, summary: Summary, statement: Statement | None) -> str:
    rows = queries.statements_of(db.session, summary_id=summary.id)
    return page(
        "summaries/desk/statement.html",
        form=form,
        summary=summary,
        statement=statement,
        quote=queries.quotes_by_id(db.session, ids=[statement.quote_id]).get(statement.quote_id)
        if statement and statement.quote_id
        else None,
        drawings={
            one.value: catalogue.static_name(one.value, "en").removeprefix("pictures/") for one in form.picture.choices
        },
        advice=advice_on(rows, form.texts("text"), picture=form.picture.data or ""),
        number=f"{number_words(statement.number)}. {base_words(statement.number)}"
        if statement and statement.number
        else "",
    )
