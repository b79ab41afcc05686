"""Forms of a call on paper, each with a code of its own, as PDFs."""

import uuid

from flask import abort, flash
from flask.typing import ResponseReturnValue

from portal.panels.enums import CallStanding, LetterSize, PrintState
from portal.panels.errors import CallNotOpen
from portal.panels.forms.calls import CallPaperForm
from portal.panels.models import Panel, PanelPrint
from portal.panels.operations.calls import standing_of
from portal.panels.operations.interest import code_of
from portal.panels.operations.printing import ask_for_call_form, content_of
from portal.panels.queries import prints as queries
from portal.panels.views.staff.calls.blueprint import blueprint, call_here
from portal.panels.views.staff.calls.pool import interest_in
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.i18n import _, language_or_default
from portal.shared.web import file_answer, page, see_other, the


@blueprint.route("/<uuid:call_id>/paper", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def list_papers(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    """Whoever has one of these can go on by web or phone, too; what comes back is typed in by its code."""
    panel, call, form = the(Panel, panel_id), call_here(panel_id, call_id), CallPaperForm()
    if form.validate_on_submit():
        try:
            ask_for_call_form(
                db.session,
                call=call,
                language=str(form.language.data),
                size=LetterSize(str(form.size.data)),
                by=current_person_id(),
            )
        except CallNotOpen:
            flash(_("This call takes nobody now."), "error")
        return see_other("panel_calls.list_papers", panel_id=panel.id, call_id=call.id)
    return page(
        "panels/calls/papers.html",
        panel=panel,
        call=call,
        form=form,
        is_open=standing_of(call) is CallStanding.OPEN,
        papers=queries.forms_of_call(db.session, call_id=call.id),
        code_of=code_of,
        name_of=lambda code: language_or_default(code).name,
    )


@blueprint.route("/<uuid:call_id>/paper/<uuid:print_id>.pdf")
@allowed(Role.ORGANISER)
def download_paper(panel_id: uuid.UUID, call_id: uuid.UUID, print_id: uuid.UUID) -> ResponseReturnValue:
    call, row = call_here(panel_id, call_id), the(PanelPrint, print_id)
    if row.panel_id != panel_id or row.interest_id is None or row.state is not PrintState.READY:
        abort(404)
    interest_in(call.id, row.interest_id)
    return file_answer(content_of(row), name="form.pdf", media_type="application/pdf")
