"""What people said of each statement, and the writer's reply to every "wrong" and "leave this out"."""

from uuid import UUID

from flask import abort
from flask.typing import ResponseReturnValue

from portal.people.access import allowed, current_person_id
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.web import page, see_other, the
from portal.summaries import operations, queries
from portal.summaries.enums import ReplyKind, VerdictKind
from portal.summaries.forms import ReplyForm, StepForm
from portal.summaries.models import Statement, Summary
from portal.summaries.pictures import gallery
from portal.summaries.reading import as_read, quote_ids
from portal.summaries.views.desk.blueprint import HEARERS, WRITERS, blueprint, summary_of
from portal.summaries.views.refusals import refusals_in_words


@blueprint.route("/<uuid:summary_id>/verdicts")
@allowed(*HEARERS)
def show_verdicts(summary_id: UUID) -> ResponseReturnValue:
    summary = the(Summary, summary_id)
    check = queries.latest_check(db.session, summary_id=summary.id) or abort(404)
    quotes = queries.quotes_by_id(db.session, ids=quote_ids(check.version.content))
    read = as_read(
        check.version.content,
        language=i18n.current().code,
        quotes=quotes,
        without=gallery.no_longer_shown(db.session, content=check.version.content),
    )
    return page(
        "summaries/desk/verdicts.html",
        summary=summary,
        check=check,
        statements=[one for one in read.statements if one.section.is_checked],
        comments=queries.comments_on(db.session, version_id=check.version.id),
        missing=queries.missing_remarks(db.session, version_id=check.version.id),
        kinds=list(VerdictKind),
        form=StepForm(),
    )


@blueprint.route("/statements/<uuid:statement_id>/reply", methods=["GET", "POST"])
@allowed(*WRITERS)
def reply_to(statement_id: UUID) -> ResponseReturnValue:
    statement = the(Statement, statement_id)
    summary, form = summary_of(statement), ReplyForm()
    check = queries.latest_check(db.session, summary_id=summary.id) or abort(404)
    if not form.validate_on_submit():
        comments = queries.comments_on(db.session, version_id=check.version.id).get(statement.id, [])
        return page(
            "summaries/desk/reply.html",
            form=form,
            summary=summary,
            statement=statement,
            tally=check.tally(statement.id),
            comments=comments,
            kinds=list(VerdictKind),
        )
    with refusals_in_words():
        operations.reply_to(
            db.session,
            summary=summary,
            statement=statement,
            kind=ReplyKind(form.kind.data),
            words={"en": form.words.data or ""},
            by=current_person_id(),
        )
        if form.kind.data == ReplyKind.CHANGED:
            return see_other("summary_desk.edit_statement", statement_id=statement.id)
    return see_other("summary_desk.show_verdicts", summary_id=summary.id)
