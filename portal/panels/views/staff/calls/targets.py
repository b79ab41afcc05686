"""What members are balanced by, and how many of each: beside the shares of the people served and of the pool."""

import uuid
from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue

from portal.panels.enums.attributes import VALUES, category_label, value_label
from portal.panels.errors import CallFixed
from portal.panels.forms.calls import BalanceForm, TargetForm
from portal.panels.models import Panel, PanelCall
from portal.panels.operations import calls as operations
from portal.panels.queries import calls as queries
from portal.panels.queries import selecting
from portal.panels.rules.calls import read_targets, suggested
from portal.panels.views.staff.calls.blueprint import blueprint, call_here
from portal.panels.views.wording import clash_words
from portal.people.access import allowed, current_person_id
from portal.people.enums import Role
from portal.sampling.panels import TargetProblem
from portal.shared.database import db
from portal.shared.i18n import _
from portal.shared.web import page, see_other, the


@blueprint.route("/<uuid:call_id>/balance", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def balance(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    own = {one["key"]: one["values"] for one in call.attributes}
    form = BalanceForm(data={"categories": list(own), "areas": "\n".join(own.get("area", []))})
    if form.validate_on_submit():
        attributes = _attributes(form)
        if attributes:
            return _balanced(call, attributes)
        form.areas.errors = (_("Write at least two areas"),)
    return page("panels/calls/balance.html", panel=panel, call=call, form=form)


def _attributes(form: BalanceForm) -> list[dict[str, Any]]:
    areas = list(dict.fromkeys(line.strip()[:100] for line in (form.areas.data or "").splitlines() if line.strip()))
    chosen = list(form.categories.data)
    if "area" in chosen and len(areas) < 2:
        return []
    return [{"key": key, "values": areas if key == "area" else list(VALUES[key])} for key in chosen]


def _balanced(call: PanelCall, attributes: list[dict[str, Any]]) -> ResponseReturnValue:
    try:
        operations.balance_by(db.session, call=call, attributes=attributes, by=current_person_id())
    except CallFixed:
        flash(_("This call is published. It cannot be changed any more."), "error")
        return see_other("panel_calls.show_call", panel_id=call.panel_id, call_id=call.id)
    return see_other("panel_calls.set_targets", panel_id=call.panel_id, call_id=call.id)


@blueprint.route("/<uuid:call_id>/targets", methods=["GET", "POST"])
@allowed(Role.ORGANISER)
def set_targets(panel_id: uuid.UUID, call_id: uuid.UUID) -> ResponseReturnValue:
    panel, call = the(Panel, panel_id), call_here(panel_id, call_id)
    known = selecting.served(db.session, panel=panel, call=call)
    form = TargetForm.for_values(call.attributes)(data=_filled(call, known))
    if form.validate_on_submit() and (problem := _save(call, form)) is None:
        return see_other("panel_calls.show_call", panel_id=panel.id, call_id=call.id)
    if form.is_submitted() and not form.errors:
        form.form_errors = [problem or ""]
    return page("panels/calls/targets.html", panel=panel, call=call, form=form, rows=_rows(call, form, known))


def _filled(call: PanelCall, known: selecting.Served) -> dict[str, Any]:
    """What was entered, or what the shares of the people served suggest."""
    targets = {(row["category"], row["value"]): row for row in call.targets}
    data: dict[str, Any] = {"source": "" if known.source == "roster" else known.source}
    for one in call.attributes:
        for place, value in enumerate(one["values"]):
            key, name = (one["key"], value), f"{one['key']}_{place}"
            share, row = known.shares.get(key), targets.get(key)
            least, most = suggested(call.seats, share) if share is not None else (None, None)
            data[f"share_{name}"] = None if share is None else round(share * 100, 1)
            data[f"least_{name}"] = row["least"] if row else least
            data[f"most_{name}"] = row["most"] if row else most
            data[f"flex_{name}"] = row["least_flex"] if row else 1
    return data


def _save(call: PanelCall, form: TargetForm) -> str | None:
    """Saves the targets, or says in words what is wrong with them."""
    targets, population = [], []
    for one in call.attributes:
        for place, value in enumerate(one["values"]):
            given = {kind: form[f"{kind}_{one['key']}_{place}"].data for kind in ("share", "least", "most", "flex")}
            if given["least"] is not None or given["most"] is not None:
                targets.append(_target(call, one["key"], value, given))
            if given["share"] is not None:
                share = float(given["share"]) / 100
                source = form["source"].data or ""
                population.append({"category": one["key"], "value": value, "share": share, "source": source})
    entered = population if form["source"].data else []  # without a source, the roster's figures hold
    try:
        read_targets(call.seats, targets)
        operations.change_call(db.session, call=call, by=current_person_id(), targets=targets, population=entered)
    except TargetProblem as wrong:
        return _problem(wrong)
    except CallFixed:
        return _("This call is published. It cannot be changed any more.")
    clashes = clash_words(call)
    if clashes:
        db.session.rollback()
    return " ".join(clashes) or None


def _target(call: PanelCall, category: str, value: str, given: dict[str, Any]) -> dict[str, Any]:
    flex = given["flex"] or 0
    least = given["least"] or 0
    most = call.seats if given["most"] is None else given["most"]
    return {
        "category": category,
        "value": value,
        "least": least,
        "most": most,
        "least_flex": min(flex, least),
        "most_flex": flex,
    }


def _problem(wrong: TargetProblem) -> str:
    if wrong.code == "no_targets":
        return _("Enter at least one target.")
    what = f"{category_label(wrong.category)}, {value_label(wrong.category, wrong.value)}"
    return _("%(what)s: “at least” is more than “at most”.", what=what)


def _rows(call: PanelCall, form: TargetForm, known: selecting.Served) -> list[dict[str, Any]]:
    """For each value: its share of those served and of the pool, and the boxes."""
    interests = queries.pool_of_call(db.session, call_id=call.id)
    pool = queries.pool_counts(interests)
    return [
        {
            "category": category_label(one["key"]),
            "value": value_label(one["key"], value),
            "share": known.shares.get((one["key"], value)),
            "pool": pool[one["key"], value],
            "of": len(interests),
            "is_first": place == 0,
            "fields": [form[f"{kind}_{one['key']}_{place}"] for kind in ("share", "least", "most", "flex")],
        }
        for one in call.attributes
        for place, value in enumerate(one["values"])
    ]
