"""Checking by phone: who is still to be rung, and the summary as a script to read out."""

from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from portal.contact.operations.calls import may_ring
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.people.models import Person
from portal.shared import tokens
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default
from portal.shared.web import page, page_number, see_other, the
from portal.summaries import operations, queries
from portal.summaries.models import CheckInvitation, Summary, SummaryVersion
from portal.summaries.views.desk.blueprint import blueprint
from portal.summaries.views.desk.script import said_of, script_form, script_of
from portal.summaries.views.refusals import refusals_in_words

ON_A_PAGE = 25


@blueprint.route("/<uuid:summary_id>/calls")
@allowed(Role.ORGANISER)
def list_calls(summary_id: UUID) -> ResponseReturnValue:
    summary, here = the(Summary, summary_id), page_number()
    check = queries.latest_check(db.session, summary_id=summary.id)
    rows, count = (
        queries.calls_to_make(db.session, version_id=check.version.id, offset=(here - 1) * ON_A_PAGE, limit=ON_A_PAGE)
        if check
        else ([], 0)
    )
    return page(
        "summaries/desk/calls.html",
        summary=summary,
        rows=[(row, _code(row)) for row in rows],
        count=count,
        page_number=here,
        pages=-(-count // ON_A_PAGE),
        url_for_page=lambda number: url_for("summary_desk.list_calls", summary_id=summary.id, page=number),
    )


@blueprint.route("/calls/<uuid:invitation_id>", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def record_call(invitation_id: UUID) -> ResponseReturnValue:
    invitation = the(CheckInvitation, invitation_id)
    person = the(Person, invitation.person_id)
    summary, version = the(Summary, invitation.summary_id), the(SummaryVersion, invitation.version_id)
    statements = script_of(invitation, version)
    form = script_form(statements)()
    notes = queries.voice_notes_of(db.session, invitation_id=invitation.id)
    if form.validate_on_submit():
        with refusals_in_words():
            receipt = operations.record_call(
                db.session,
                invitation=invitation,
                verdicts=said_of(form, statements),
                missing=form.missing.data or "",
                helped=form.helped.data,
                by=current_person_id(),
                wants_news=form.wants_news(),
            )
            flash(_("Saved. Read out this receipt: %(receipt)s", receipt=receipt), "success")
        return see_other("summary_desk.list_calls", summary_id=summary.id)
    return page(
        "summaries/desk/call.html",
        form=form,
        summary=summary,
        person=person if may_ring(db.session, person=person, asked_in=version.id, inviting=False) else None,
        statements=statements,
        script_language=language_or_default(invitation.language),
        code=_code(invitation),
        invitation=invitation,
        recordings=sum(one.added_by is not None for one in notes),
    )


def _code(invitation: CheckInvitation) -> str:
    return tokens.short_code(queries.TOKEN_KIND, invitation.id)
