from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import editing, page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import Section
from portal.summaries.forms import StartForm, StepForm, SummaryForm
from portal.summaries.models import Summary
from portal.summaries.operations.checking import current_content
from portal.summaries.operations.writing import what_is_missing
from portal.summaries.pictures import gallery
from portal.summaries.reading import as_read, languages_of, quote_ids
from portal.summaries.sources import source_of, sources_to_choose
from portal.summaries.views.desk.blueprint import READERS, WRITERS, blueprint


@blueprint.route("")
@allowed(*READERS)
def list_summaries() -> ResponseReturnValue:
    return page("summaries/desk/list.html", rows=queries.all_summaries(db.session))


@blueprint.route("/start", methods=["GET", "POST"])
@allowed(*WRITERS)
def start_summary() -> ResponseReturnValue:
    form = StartForm()
    offered = {f"{one[0]}:{one[1]}": one for one in sources_to_choose(db.session)}
    form.source.choices = [SelectChoice(key, i18n.best_text(name)[0]) for key, (_k, _i, name) in offered.items()]
    if request.method == "GET":
        form.source.process_data(request.args.get("source"))
    if not form.validate_on_submit():
        return page("summaries/desk/start.html", form=form)
    kind, source_id, _name = offered[str(form.source.data)]
    summary = operations.start_summary(
        db.session, source_kind=kind, source_id=source_id, title={"en": form.title.data or ""}, by=current_person_id()
    )
    return see_other("summary_desk.show_summary", summary_id=summary.id)


@blueprint.route("/<uuid:summary_id>")
@allowed(*READERS)
def show_summary(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    source = source_of(db.session, kind=summary.source_kind, source_id=summary.source_id)
    statements = queries.statements_of(db.session, summary_id=summary.id)
    check = queries.latest_check(db.session, summary_id=summary.id)
    return page(
        "summaries/desk/show.html",
        summary=summary,
        statements=statements,
        quotes=queries.quotes_by_id(db.session, ids=[s.quote_id for s in statements if s.quote_id]),
        findings=source.findings(),
        numbers=source.numbers(),
        consented=source.quotes(),
        missing=what_is_missing(statements),
        check=check,
        versions=queries.versions_of(db.session, summary_id=summary.id),
        form=StepForm(),
        sections=list(Section),
        names_of=lambda texts: [i18n.LANGUAGES[code].name for code in texts if code in i18n.LANGUAGES],
    )


@blueprint.route("/<uuid:summary_id>/title", methods=["GET", "POST"])
@allowed(*WRITERS)
def edit_summary(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    form = SummaryForm(obj=summary)
    if not form.validate_on_submit():
        if request.method == "GET":
            form.show_texts("title", summary.title)
            form.show_texts("changed", summary.what_changed)
        return page("summaries/desk/title.html", summary=summary, form=form)
    with editing(summary, form):
        operations.edit_summary(
            db.session, summary=summary, title=form.texts("title"), what_changed=form.texts("changed")
        )
    return see_other("summary_desk.show_summary", summary_id=summary.id)


@blueprint.route("/<uuid:summary_id>/preview")
@allowed(*READERS)
def preview(summary_id: UUID) -> ResponseReturnValue:
    """The draft as a reader sees it: any language, usual or large print."""
    summary = the(Summary, summary_id)
    content = current_content(db.session, summary=summary)
    language = i18n.language_or_default(request.args.get("language")).code
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(content))
    return page(
        "summaries/desk/preview.html",
        summary=summary,
        read=as_read(
            content,
            language=language,
            quotes=quotes,
            without=gallery.no_longer_shown(db.session, content=content),
        ),
        is_large=request.args.get("size") == "large",
        content_languages=languages_of(content),
    )
