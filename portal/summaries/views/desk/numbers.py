"""What a statement rests on: numbers and someone's own words, chosen and never typed; and a first draft of it all."""

from uuid import UUID

from flask import flash, request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _, ngettext
from portal.shared.web import page, see_other, the
from portal.summaries import operations
from portal.summaries.evidence import consent_words, figure_words, gather
from portal.summaries.forms import NumberForm, QuoteForm
from portal.summaries.models import Statement, Summary
from portal.summaries.sources import ConsentedQuote, Figure, source_of
from portal.summaries.views.desk.blueprint import WRITERS, blueprint, summary_of
from portal.summaries.views.desk.looking import kept
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/<uuid:summary_id>/lay-out", methods=["POST"])
@allowed(*WRITERS)
def lay_out_draft(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    with refusals_in_words():
        rows = operations.lay_out_draft(db.session, summary=summary, by=current_person_id())
        if rows:
            flash(ngettext("%(num)s statement to rewrite.", "%(num)s statements to rewrite.", len(rows)), "success")
        else:
            flash(_("Every finding has its statement already."), "success")
    return see_other("summary_desk.show_summary", summary_id=summary.id, _anchor="statements")


@blueprint.route("/statements/<uuid:statement_id>/number", methods=["GET", "POST"])
@allowed(*WRITERS)
def insert_number(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary, form = summary_of(statement), NumberForm(obj=statement)
    source = source_of(db.session, kind=summary.source_kind, source_id=summary.source_id)
    numbers = gather(source).numbers_to_choose
    form.ref.choices = [*map(_number_choice, numbers), SelectChoice("", _("No number"))]
    if request.method == "GET":
        form.ref.data = (statement.number or {}).get("ref")
    if not form.validate_on_submit() and form.ref.data != "":
        return page("summaries/desk/number.html", form=form, statement=statement, summary=summary)
    told = {"summary": summary, "statement": statement, "by": current_person_id(), "seen": form.version.data}
    with refusals_in_words():
        if form.ref.data:
            operations.insert_number(db.session, ref=form.ref.data, **told)
        else:
            operations.remove_number(db.session, **told)
    return see_other("summary_desk.edit_statement", statement_id=statement.id)


@blueprint.route("/statements/<uuid:statement_id>/new-number", methods=["POST"])
@allowed(*WRITERS)
def take_new_number(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    with refusals_in_words():
        operations.take_new_number(
            db.session, summary=summary_of(statement), statement=statement, by=current_person_id()
        )
    return see_other(
        "summary_desk.show_summary",
        summary_id=statement.summary_id,
        _anchor=f"statement-{statement.id}",
        **kept(request.args),
    )


@blueprint.route("/statements/<uuid:statement_id>/quote", methods=["GET", "POST"])
@allowed(*WRITERS)
def attach_quote(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary, form = summary_of(statement), QuoteForm(obj=statement)
    source = source_of(db.session, kind=summary.source_kind, source_id=summary.source_id)
    form.answer.choices = [*map(_quote_choice, source.quotes()), SelectChoice("none", _("No words"))]
    if not form.validate_on_submit():
        return page("summaries/desk/quote.html", form=form, statement=statement, summary=summary)
    told = {"summary": summary, "statement": statement, "by": current_person_id(), "seen": form.version.data}
    with refusals_in_words():
        if form.answer.data == "none":
            operations.detach_quote(db.session, **told)
        else:
            operations.attach_quote(db.session, answer_id=UUID(form.answer.data), **told)
    return see_other("summary_desk.edit_statement", statement_id=statement.id)


def _number_choice(figure: Figure) -> SelectChoice:
    return SelectChoice(figure.ref, i18n.best_text(figure.label)[0], render_kw={"hint": figure_words(figure)})


def _quote_choice(quote: ConsentedQuote) -> SelectChoice:
    return SelectChoice(str(quote.answer_id), quote.words, render_kw={"hint": consent_words(quote)})
