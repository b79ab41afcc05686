"""What everyone may read of a panel, as long as the panel agrees. No member's name, and no reply before the panel's
days with it are over."""

import uuid

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from portal.panels.enums import ChangeState, PanelPrintKind
from portal.panels.models import Panel, PanelAdvice
from portal.panels.operations.printing import content_of
from portal.panels.queries import ledger as queries
from portal.panels.queries.prints import newest_by_language
from portal.panels.queries.voting import home_today
from portal.panels.rules.influence import influence_of
from portal.panels.rules.ledger import is_overdue, may_everyone_know
from portal.panels.views.showing import influence_parts
from portal.people.access import anyone
from portal.shared.database import db
from portal.shared.i18n import language_or_default
from portal.shared.web import file_answer, page, the

blueprint = Blueprint("public_panel", __name__)


@blueprint.route("/panel/<uuid:panel_id>")
@anyone
def show(panel_id: uuid.UUID) -> ResponseReturnValue:
    panel, today = the(Panel, panel_id), home_today()
    if not panel.is_public:
        abort(404)
    sent = [one for one in queries.advice_of_panel(db.session, panel_id=panel.id) if one.sent_on]
    known = {one.id for one in sent if may_everyone_know(public_from=one.public_from, today=today)}
    claims = queries.claims_of(db.session, advice_ids=known)
    return page(
        "panels/public.html",
        panel=panel,
        rows=sent,
        known=known,
        late={one.id for one in sent if _is_late(one)},
        events=[one for one in queries.events_of_panel(db.session, panel_id=panel.id) if one.advice_id in known],
        claims=[one for one in claims if one.state is ChangeState.CHECKED],
        influence=influence_of(queries.given_by(db.session, panel_id=panel.id, known_to_all_on=today)),
        prints=newest_by_language(db.session, panel_id=panel.id, kind=PanelPrintKind.INFLUENCE_FOR_ALL),
        name_of=lambda code: language_or_default(code).name,
        **influence_parts(),
    )


@blueprint.route("/panel/<uuid:panel_id>/<language>.pdf")
@anyone
def show_pdf(panel_id: uuid.UUID, language: str) -> ResponseReturnValue:
    """As long as the panel agrees; once it takes its yes back, nobody has it from here."""
    panel = the(Panel, panel_id)
    there = newest_by_language(db.session, panel_id=panel.id, kind=PanelPrintKind.INFLUENCE_FOR_ALL)
    if not panel.is_public or language not in there:
        abort(404)
    return file_answer(content_of(there[language]), name="influence.pdf", media_type="application/pdf")


def _is_late(one: PanelAdvice) -> bool:
    """Whoever replied is not shown as late, though only the panel may know the reply."""
    return is_overdue(sent_on=one.sent_on, reply_by=one.reply_by, answer=one.answer, today=home_today())
