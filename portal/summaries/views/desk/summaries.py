from typing import Any
from uuid import UUID

from flask import request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import editing, page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.desk_enums import Look
from portal.summaries.enums import Section
from portal.summaries.evidence import (
    QUOTES_ON_A_PAGE,
    Evidence,
    answers_words,
    consent_words,
    figure_words,
    gather,
    said_with_base,
    supports_of,
)
from portal.summaries.forms import StartForm, StepForm, SummaryForm
from portal.summaries.models import Summary
from portal.summaries.operations.numbers import old_numbers
from portal.summaries.operations.writing import what_keeps_it_back
from portal.summaries.pictures import gallery
from portal.summaries.reading import languages_of
from portal.summaries.sources import source_of, sources_to_choose
from portal.summaries.views.desk.blueprint import READERS, WRITERS, blueprint
from portal.summaries.views.desk.looking import Looking, kept, looking_from, read_draft

LAST_CHANGES = 12


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
    """The desk: evidence on one side, statements on the other, and the draft as its readers see it."""
    summary = the(Summary, summary_id)
    source = source_of(db.session, kind=summary.source_kind, source_id=summary.source_id)
    statements = queries.statements_of(db.session, summary_id=summary.id)
    quotes = queries.quotes_by_id(db.session, ids=[s.quote_id for s in statements if s.quote_id])
    found, looking = gather(source), looking_from(request.args)
    changes = queries.changes_in(db.session, summary_id=summary.id, limit=LAST_CHANGES)
    return page(
        "summaries/desk/show.html",
        summary=summary,
        statements=statements,
        quotes=quotes,
        evidence=found,
        supports=supports_of(statements, found, quotes=quotes),
        old_numbers=old_numbers(statements, found.numbers),
        missing=what_keeps_it_back(db.session, summary=summary, statements=statements)
        if summary.state.takes_edits
        else [],
        gone=gallery.gone_among(db.session, names=[one.picture for one in statements]),
        check=queries.latest_check(db.session, summary_id=summary.id),
        versions=queries.versions_of(db.session, summary_id=summary.id),
        changes=changes,
        writers=queries.writers_of(db.session, changes=changes),
        form=StepForm(),
        sections=list(Section),
        looks=list(Look),
        looking=looking,
        read=read_draft(summary, looking, statements=statements),
        kept=kept(request.args),
        more={name: value for name, value in kept(request.args).items() if name in ("theme", "quotes")},
        content_languages=list(i18n.LANGUAGES.values()),
        names_of=lambda texts: [i18n.LANGUAGES[code].name for code in texts if code in i18n.LANGUAGES],
        consent_words=consent_words,
        said_with_base=said_with_base,
        answers_words=answers_words,
        figure_words=figure_words,
        **_quotes_shown(found),
    )


def _quotes_shown(found: Evidence) -> dict[str, Any]:
    """One page of the words people agreed to show, of one theme or of all."""
    theme = request.args.get("theme", "")
    about, wanted = found.quotes_about(theme), request.args.get("quotes", "")
    pages = max(1, -(-len(about) // QUOTES_ON_A_PAGE))
    here = min(int(wanted), pages) if wanted.isascii() and wanted.isdigit() and int(wanted) > 0 else 1
    return {
        "theme": next((one for one in found.themes if str(one.id) == theme), None),
        "quotes_about": about,
        "quotes_here": about[(here - 1) * QUOTES_ON_A_PAGE : here * QUOTES_ON_A_PAGE],
        "quotes_page": here,
        "quotes_pages": pages,
        "url_for_quotes": lambda number: (
            url_for(
                "summary_desk.show_summary", **{**(request.view_args or {}), **kept(request.args), "quotes": number}
            )
            + "#words"
        ),
    }


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
    """The draft alone, as a reader sees it: any language, easy read, words only or large print."""
    summary = the(Summary, summary_id)
    looking = looking_from(request.args)
    if request.args.get("size") == "large":
        looking = Looking(Look.LARGE, looking.language)
    read = read_draft(summary, looking)
    return page(
        "summaries/desk/preview.html",
        summary=summary,
        read=read,
        looking=looking,
        looks=list(Look),
        is_large=looking.look is Look.LARGE,
        content_languages=languages_of(read.content),
    )
