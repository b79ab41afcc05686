"""What waits for a co-ordinator here: calls that close, draws that are due, people to ask again, gaps somebody has."""

import datetime as dt
from collections.abc import Iterable

from flask import url_for
from sqlalchemy.orm import Session

from portal.panels.enums import CallStanding
from portal.panels.enums.attributes import category_label, value_label
from portal.panels.models import Panel, PanelCall
from portal.panels.operations.calls import home_today, standing_of
from portal.panels.queries import calls as queries
from portal.panels.queries import selecting
from portal.panels.views.staff.parts import Todo, todos
from portal.shared.i18n import _, ngettext

SOON = dt.timedelta(days=7)
RENEWED_BEFORE = dt.timedelta(days=30)


def calls_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    today = home_today()
    for call in queries.calls_of(session, panel_id=panel.id):
        yield from _of_call(panel, call, today)


def _of_call(panel: Panel, call: PanelCall, today: dt.date) -> Iterable[Todo]:
    standing = standing_of(call)
    here = url_for("panel_calls.show_call", panel_id=panel.id, call_id=call.id)
    if standing is CallStanding.DRAFT:
        yield Todo(_("Publish the call"), here, due=call.opens_on - dt.timedelta(days=1))
    elif standing is CallStanding.OPEN and call.closes_on <= today + SOON:
        yield Todo(_("The call closes soon"), here, due=call.closes_on)
    elif standing is CallStanding.CLOSED:
        draw = url_for("panel_selection.show_draws", panel_id=panel.id, call_id=call.id)
        yield Todo(_("Draw the members"), draw, due=call.draw_on, is_urgent=call.draw_on <= today)


def gaps_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    today, here = home_today(), url_for("panel_selection.show_gaps", panel_id=panel.id)
    tasks = selecting.open_gap_tasks(session, panel_id=panel.id)
    for task, owner in tasks:
        what = _(
            "Find more people: %(what)s",
            what=f"{category_label(task.category)}, {value_label(task.category, task.value)}",
        )
        yield Todo(what, here, due=task.due, is_urgent=task.due < today, who=owner)
    has_owner = {(task.category, task.value) for task, _owner in tasks}
    if any((gap.category, gap.value) not in has_owner for gap in selecting.gaps(session, panel)):
        yield Todo(_("Some people are missing on the panel. Say who looks for them."), here)


def renewals_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    """Whose year on the list ends soon and who has not said yet whether they stay: some only answer by phone."""
    before = home_today() + RENEWED_BEFORE
    for call_id, number, day in queries.ending_by_call(session, panel_id=panel.id, before=before):
        words = ngettext(
            "Ask %(num)s person whether they want to stay on the list.",
            "Ask %(num)s people whether they want to stay on the list.",
            number,
        )
        yield Todo(words, url_for("panel_calls.list_pool", panel_id=panel.id, call_id=call_id), due=day)


def decisions_waiting(session: Session, panel: Panel) -> Iterable[Todo]:
    additions = selecting.additions_of(session, panel_id=panel.id)
    if any(one.answered_at is None for one in additions):
        yield Todo(
            _("Someone is proposed without the draw. A second person says yes or no."),
            url_for("panel_selection.show_additions", panel_id=panel.id),
        )


todos += [calls_waiting, gaps_waiting, renewals_waiting, decisions_waiting]
