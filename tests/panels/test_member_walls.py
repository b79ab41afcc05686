"""A member never sees another's page, passport, money or vote.

Every address of a member's page that takes an id is tried with the ids of another, and every page of a member's is
searched for what belongs to another.
"""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from portal.panels import models
from portal.panels.enums import CheckReason, MemberState, NeedKind
from portal.panels.models import PanelMember
from portal.panels.operations import checks
from portal.panels.operations.belonging import name_support
from portal.panels.operations.passports import say_need
from portal.people.enums import SessionKind
from tests.forms import forms_on
from tests.panels.factories import make_member, make_panel
from tests.panels.visiting import arrive

ANOTHERS = ("Zuleika Another", "Sit beside my sister", "0999 111 222", "Mentor Another")


def member_routes(app: Flask) -> list[tuple[str, str, frozenset[str]]]:
    """Endpoint, rule and methods of every page that only a member opens."""
    found = []
    for rule in app.url_map.iter_rules():
        access = getattr(app.view_functions[rule.endpoint], "access", None)
        if access is not None and access.session_kinds == frozenset({SessionKind.MEMBER}):
            found.append((rule.endpoint, rule.rule, frozenset(rule.methods or ()) & {"GET", "POST"}))
    return sorted(found)


@pytest.fixture
def two(session):
    """Two on one panel; of the second everything is known, nothing of which the first may see."""
    panel = make_panel(session)
    mine, other = make_member(session, panel), make_member(session, panel, name="Zuleika Another")
    say_need(session, member=other, kind=NeedKind.SEATING, own="Sit beside my sister", by=None)
    name_support(
        session, member=other, contact_id=panel.coordinator_id, phone="0999 111 222", mentor="Mentor Another",
        by=panel.coordinator_id,
    )  # fmt: skip
    checks.ask(session, members=[other], reason=CheckReason.STAFF)
    session.commit()
    return mine, other


def ids_of_everything(session) -> list[uuid.UUID]:
    """Every id of every row of the room, whatever it belongs to."""
    found = [uuid.uuid4()]
    for name in models.__all__:
        found += session.scalars(sa.select(getattr(models, name).id))
    return found


def with_ids(app: Flask, rule: str, endpoint: str, ids) -> list[str]:
    """The addresses of a rule for each of these ids; other parts of it as the views know them."""
    words = {"kind": "seating", "part": "role", "size": "normal", "name": "x", "what": "x", "number": 1}
    adapter = app.url_map.bind("localhost")
    (parsed,) = [one for one in app.url_map.iter_rules(endpoint) if one.rule == rule]
    takes = [name for name in parsed.arguments if "uuid:" + name in rule]
    others = {name: words.get(name, "x") for name in parsed.arguments if name not in takes}
    return [adapter.build(endpoint, {**others, **dict.fromkeys(takes, one)}) for one in ids] if takes else []


def test_every_address_of_a_member_with_ids_that_are_not_theirs_is_not_found(app, session, client, two, capsys):
    mine, _other = two
    arrive(client, session, mine)
    with app.app_context():
        ids = ids_of_everything(session)
        routes = member_routes(app)
        asked = [
            (endpoint, method, address)
            for endpoint, rule, methods in routes
            for address in with_ids(app, rule, endpoint, ids)
            for method in sorted(methods)
        ]
    token = _token(client)
    before = _rows(session)
    answers = {}
    for endpoint, method, address in asked:
        if str(mine.id) in address:
            continue
        data = {"csrf_token": token} if method == "POST" else None
        answers[(endpoint, method, address)] = client.open(address, method=method, data=data).status_code
    with capsys.disabled():
        takers = {endpoint for endpoint, _method, _address in answers}
        print(
            f"\n{len(routes)} member routes, {len(takers)} of them take ids, {len(answers)} requests with others' ids"
        )
    assert {one: status for one, status in answers.items() if status not in (404, 405)} == {}
    assert _rows(session) == before


def test_no_page_of_a_member_shows_anything_of_another(app, session, client, two):
    mine, _other = two
    arrive(client, session, mine)
    with app.app_context():
        pages = [
            rule.replace("<kind>", "seating")
            for _endpoint, rule, methods in member_routes(app)
            if "GET" in methods and "<uuid" not in rule
        ]
    shown = {}
    for path in pages:
        answer = client.get(path, follow_redirects=True)
        found = [secret for secret in ANOTHERS if secret in answer.text]
        if found:
            shown[path] = found
    assert len(pages) > 5
    assert shown == {}


@pytest.mark.parametrize("state", [MemberState.STEPPED_DOWN, MemberState.ENDED])
def test_whoever_left_opens_none_of_their_pages_with_the_visit_they_had(app, session, client, state):
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    session.execute(sa.update(PanelMember).values(state=state))
    session.commit()
    with app.app_context():
        pages = [
            rule.replace("<kind>", "seating")
            for _endpoint, rule, methods in member_routes(app)
            if "GET" in methods and "<uuid" not in rule
        ]
    assert {path: client.get(path).status_code for path in pages} == dict.fromkeys(pages, 404)


def _token(client) -> str:
    return dict(forms_on(client.get("/member/").text)[0]["fields"])["csrf_token"]


def _rows(session) -> dict[str, int]:
    """How many rows each table of the room has."""
    session.expire_all()
    return {
        name: session.scalar(sa.select(sa.func.count()).select_from(getattr(models, name))) for name in models.__all__
    }


def test_no_route_of_a_member_is_open_to_anyone_else(app):
    with app.app_context():
        rules = {rule.endpoint: rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/member")}
        kinds = {end: str(getattr(app.view_functions[end], "access", None)) for end in rules}
    assert {end for end, kind in kinds.items() if kind != "invited:member"} == {"member_place.goodbye"}
