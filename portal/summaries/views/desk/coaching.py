"""The coach on a whole summary, one language at a time: what it says, what it offers, what it cannot judge."""

from uuid import UUID

from flask import abort, flash, request
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.advising import advice_on_summary, judgement_in
from portal.summaries.coach import entries_of
from portal.summaries.forms import FixForm, StepForm, WordForm
from portal.summaries.models import Statement, Summary
from portal.summaries.pictures import gallery
from portal.summaries.views.desk.blueprint import READERS, WRITERS, blueprint, summary_of
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/<uuid:summary_id>/coach")
@allowed(*READERS)
def show_coach(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    language = i18n.LANGUAGES.get(request.args.get("language", ""), i18n.LANGUAGES["en"])
    rows = queries.statements_of(db.session, summary_id=summary.id)
    own = gallery.own_pictures(db.session, names=[one.picture for one in rows])
    return page(
        "summaries/desk/coach.html",
        summary=summary,
        advice=advice_on_summary(rows, language=language, own=own),
        judgement=judgement_in(language),
        numbers={one.id: number for number, one in enumerate(rows, start=1)},
        content_languages=list(i18n.LANGUAGES.values()),
        form=StepForm(),
    )


@blueprint.route("/statements/<uuid:statement_id>/fix", methods=["POST"])
@allowed(*WRITERS)
def take_fix(statement_id: UUID) -> ResponseReturnValue:
    statement, form = the(Statement, statement_id), FixForm()
    language = str(form.language.data or "")
    with refusals_in_words():
        operations.take_fix(
            db.session,
            summary=summary_of(statement),
            statement=statement,
            language=language,
            key=str(form.key.data or ""),
            seen=form.version.data,
            by=current_person_id(),
        )
        flash(_("Changed. You can put it back from its history."), "success")
    return see_other("summary_desk.show_coach", summary_id=statement.summary_id, language=language)


@blueprint.route("/<uuid:summary_id>/words", methods=["POST"])
@allowed(*WRITERS)
def add_word(summary_id: UUID) -> ResponseReturnValue:
    summary, form = the(Summary, summary_id), WordForm()
    language, word = str(form.language.data or ""), str(form.word.data or "")
    if not entries_of(word, language):
        abort(404)
    with refusals_in_words():
        operations.add_word_to_know(db.session, summary=summary, word=word, language=language, by=current_person_id())
        flash(_("“%(word)s” is explained in the list of hard words now.", word=word), "success")
    return see_other("summary_desk.show_coach", summary_id=summary.id, language=language, _anchor="words-to-know")
