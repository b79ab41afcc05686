"""The influence record of a panel, and whether everyone may read it."""

import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.panels.enums import PanelPrintKind, PrintState, VoteMethod, VotePurpose
from portal.panels.errors import PanelError
from portal.panels.forms.days import day_of
from portal.panels.forms.ledger import AskPublicForm, PrintInfluenceForm, PublicDecisionForm
from portal.panels.models import Panel, PanelPrint
from portal.panels.operations.printing import ask_for_influence, content_of
from portal.panels.operations.publishing import decide_public
from portal.panels.operations.voting import make_vote
from portal.panels.queries.deciding import newest_public_decision
from portal.panels.queries.ledger import given_by
from portal.panels.queries.prints import prints_of_panel
from portal.panels.queries.voting import home_today
from portal.panels.rules.influence import influence_of
from portal.panels.views.showing import influence_parts
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES, _, language_or_default, lazy, speaking
from portal.shared.web import file_answer, page, see_other, the

blueprint = Blueprint("panel_influence", __name__, url_prefix="/panels/<uuid:panel_id>/influence")
QUESTION = lazy("Everyone may read what this panel advised and what came of it, without any member's name.")


@blueprint.route("")
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def show_influence(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel = the(Panel, panel_id)
    return page(
        "panels/ledger/influence.html",
        panel=panel,
        influence=influence_of(given_by(db.session, panel_id=panel.id)),
        decision=newest_public_decision(db.session, panel_id=panel.id),
        prints=prints_of_panel(db.session, panel_id=panel.id, kind=PanelPrintKind.INFLUENCE),
        form=PrintInfluenceForm(),
        name_of=lambda code: language_or_default(code).name,
        **influence_parts(),
    )


@blueprint.route("/print", methods=["POST"])
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def make_print(panel_id: uuid.UUID) -> ResponseReturnValue:
    """In one language, by the worker; what was made before in this language goes."""
    panel, form = the(Panel, panel_id), PrintInfluenceForm()
    if form.validate_on_submit():
        ask_for_influence(db.session, panel=panel, language=str(form.language.data), by=current_person_id())
    return see_other("panel_influence.show_influence", panel_id=panel.id)


@blueprint.route("/<uuid:print_id>.pdf")
@allowed(Role.ORGANISER, Role.COMMISSIONER)
def download_print(panel_id: uuid.UUID, print_id: uuid.UUID) -> ResponseReturnValue:
    row = the(PanelPrint, print_id)
    if row.panel_id != panel_id or row.kind is PanelPrintKind.CALL_FORM or row.state is not PrintState.READY:
        abort(404)
    return file_answer(content_of(row), name="influence.pdf", media_type="application/pdf")


@blueprint.route("/ask", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def ask_public(panel_id: uuid.UUID) -> ResponseReturnValue:
    """The panel votes by consent on whether everyone may read of its work."""
    panel, form = the(Panel, panel_id), AskPublicForm()
    if form.validate_on_submit():
        try:
            vote = make_vote(
                db.session,
                panel_id=panel.id,
                question=_in_every_language(),
                method=VoteMethod.CONSENT,
                options=[],
                opens_on=home_today(),
                closes_on=day_of(form.closes_on),
                purpose=VotePurpose.PUBLIC,
                by=current_person_id(),
            )
        except PanelError:
            form.closes_on.errors = [_("The last day must be today or later")]
        else:
            return see_other("panel_votes.show_vote", panel_id=panel.id, vote_id=vote.id)
    return page("panels/ledger/ask_public.html", panel=panel, form=form, question=QUESTION)


@blueprint.route("/decision", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def note_decision(panel_id: uuid.UUID) -> ResponseReturnValue:
    """What the panel decided at a meeting or one by one; also when it takes its yes back."""
    panel, form = the(Panel, panel_id), PublicDecisionForm()
    if not form.validate_on_submit():
        return page("panels/ledger/decision.html", panel=panel, form=form)
    decide_public(
        db.session,
        panel_id=panel.id,
        agrees=bool(form.agrees.data),
        how_decided=form.how_decided.data or "",
        by=current_person_id(),
    )
    return see_other("panel_influence.show_influence", panel_id=panel.id)


def _in_every_language() -> dict[str, str]:
    said = {}
    for code in LANGUAGES:
        with speaking(code):
            said[code] = str(QUESTION)
    return said
