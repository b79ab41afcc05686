"""Claims "we changed this": someone says so, a second person looks, the panel says what it thinks. And the ledger as a
file."""

import datetime as dt
import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.panels.enums import ChangeState
from portal.panels.errors import PanelError, SamePerson
from portal.panels.forms.days import day_of
from portal.panels.forms.ledger import CheckClaimForm, ClaimChangeForm, TakeForm
from portal.panels.ledger_file import COLUMNS, headings, rows_of
from portal.panels.models import ChangeClaim, Panel
from portal.panels.operations import ledger as operations
from portal.panels.queries import ledger as queries
from portal.panels.queries.voting import home_today
from portal.panels.views.staff.ledger import READS, the_advice
from portal.people.access import allowed, current_person_id
from portal.shared.database import db
from portal.shared.export import export
from portal.shared.i18n import _
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("panel_changes", __name__, url_prefix="/panels/<uuid:panel_id>/ledger")
FORTNIGHT = dt.timedelta(days=14)


@blueprint.route("/<uuid:advice_id>/claim", methods=["GET", "POST"])
@allowed(*READS)
def claim(panel_id: uuid.UUID, advice_id: uuid.UUID) -> ResponseReturnValue:
    panel, advice = the(Panel, panel_id), the_advice(panel_id, advice_id)
    if advice.sent_on is None:
        abort(404)
    form = ClaimChangeForm(changed_on=home_today())
    if form.validate_on_submit():
        if day_of(form.changed_on) <= home_today():
            operations.claim_change(
                db.session,
                advice=advice,
                words=form.texts("words"),
                evidence=form.evidence.data or "",
                changed_on=day_of(form.changed_on),
                by=current_person_id(),
            )
            return see_other("panel_ledger.show_advice", panel_id=panel.id, advice_id=advice.id)
        form.changed_on.errors = [_("This day is still to come")]
    return page("panels/ledger/claim.html", panel=panel, advice=advice, form=form)


@blueprint.route("/<uuid:advice_id>/claims/<uuid:claim_id>", methods=["GET", "POST"])
@allowed(*READS)
def check(panel_id: uuid.UUID, advice_id: uuid.UUID, claim_id: uuid.UUID) -> ResponseReturnValue:
    """The second look. Whoever claims reads that it must be someone else."""
    panel, advice, row = the(Panel, panel_id), the_advice(panel_id, advice_id), the(ChangeClaim, claim_id)
    if row.advice_id != advice.id or row.state is not ChangeState.WAITING:
        abort(404)
    form = CheckClaimForm(closes_on=home_today() + FORTNIGHT)
    if form.validate_on_submit() and _is_checked(row, form):
        return see_other("panel_ledger.show_advice", panel_id=panel.id, advice_id=advice.id)
    is_mine = row.claimed_by == current_person_id()
    return page("panels/ledger/check.html", panel=panel, advice=advice, claim=row, form=form, is_mine=is_mine)


def _is_checked(row: ChangeClaim, form: CheckClaimForm) -> bool:
    try:
        operations.check_claim(
            db.session,
            claim=row,
            is_so=bool(form.is_so.data),
            because=form.because.data or "",
            closes_on=day_of(form.closes_on),
            by=current_person_id(),
        )
    except SamePerson:
        form.is_so.errors = [_("Someone else must look: you said that it changed")]
    except PanelError:
        if form.is_so.data:
            form.closes_on.errors = [_("The last day must be today or later")]
        else:
            form.because.errors = [_("Say why not")]
    else:
        return True
    return False


@blueprint.route("/take", methods=["GET", "POST"])
@allowed(*READS)
def take(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, form = the(Panel, panel_id), TakeForm(kind="xlsx")
    if not form.validate_on_submit():
        return page("panels/ledger/take.html", panel=panel, form=form)
    file = export(
        db.session,
        name="ledger",
        kind=form.kind.data,
        headings=headings(),
        rows=rows_of(
            queries.advice_of_panel(db.session, panel_id=panel.id),
            queries.events_of_panel(db.session, panel_id=panel.id),
        ),
        dictionary=COLUMNS,
        taken_by=current_person_id(),
        why="panel_ledger",
        about_id=panel.id,
        reason=form.reason.data or "",
    )
    keep_even_though_refused()
    return file_answer(file.content, name=file.name, media_type=file.media_type)
