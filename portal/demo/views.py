"""Who you can be in the demonstration: a page, the same as JSON, and a way in for each role. Nowhere else."""

from typing import Any

from flask import Blueprint, abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from portal.demo.accounts import account_of
from portal.demo.ways import Way, all_ways
from portal.people.access import demo_only
from portal.people.enums import Role
from portal.people.views.sign_in import enter
from portal.shared.database import db, set_only_reading
from portal.shared.transactions import keep_even_though_refused
from portal.shared.web import page

ORDER: tuple[Any, ...] = ("sign_in", "invitation", "check_back", "public")
blueprint = Blueprint("demo", __name__)


@blueprint.route("/demo")
@demo_only
def show_ways() -> ResponseReturnValue:
    return page("demo/ways.html", groups=_grouped(all_ways(db.session, base_url=request.host_url.rstrip("/"))))


@blueprint.route("/demo.json")
@demo_only
def list_ways() -> ResponseReturnValue:
    return [way.as_json() for way in all_ways(db.session, base_url=request.host_url.rstrip("/"))]


@blueprint.route("/demo/enter/<role>")
@demo_only
def enter_as(role: str) -> ResponseReturnValue:
    """Signs in at one click. A GET that writes, which only a demonstration may have."""
    set_only_reading(False)
    keep_even_though_refused()
    account = account_of(db.session, Role(role)) if role in set(Role) else None
    if account is None:
        abort(404)
    enter(account)
    return redirect(url_for("desk.desk"), code=303)


def _grouped(ways: list[Way]) -> list[tuple[str, list[Way]]]:
    """By kind, in the order in which a visitor would try them; invitations by language."""
    groups: dict[tuple[int, str], list[Way]] = {}
    for way in ways:
        groups.setdefault((ORDER.index(way.kind), way.group), []).append(way)
    return [(group, found) for (_place, group), found in sorted(groups.items(), key=lambda one: one[0][0])]
