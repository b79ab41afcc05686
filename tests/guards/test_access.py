"""Every route has a rule, and the rules are the reviewed ones."""

import csv
import uuid
from pathlib import Path

import pytest
from flask import url_for
from werkzeug.routing import AnyConverter

from portal.people.enums import SessionKind
from portal.people.operations import begin_session

MATRIX = Path(__file__).with_name("role_matrix.csv")


def routes(app) -> list[tuple[str, str, str, str]]:
    """(endpoint, methods, path, rule) of every route, sorted."""
    return sorted(
        (
            rule.endpoint,
            " ".join(sorted(rule.methods - {"HEAD", "OPTIONS"})),
            rule.rule,
            str(getattr(app.view_functions[rule.endpoint], "access", "none")),
        )
        for rule in app.url_map.iter_rules()
    )


def test_every_route_has_an_access_rule(one_app):
    assert [route for route in routes(one_app) if route[3] in ("none", "")] == []


def test_the_rules_are_those_of_the_reviewed_matrix(one_app):
    """A route added, gone or opened wider shows here; after review: `python -m tests.guards.write_role_matrix`."""
    with MATRIX.open(newline="") as file:
        reviewed = [tuple(row) for row in csv.reader(file)][1:]
    assert routes(one_app) == reviewed


def test_staff_routes_send_strangers_to_sign_in_and_refuse_the_wrong_role(app, client):
    staff = [
        rule
        for rule in app.url_map.iter_rules()
        if app.view_functions[rule.endpoint].access.roles and "GET" in rule.methods and not rule.arguments
    ]
    assert len(staff) >= 3
    for rule in staff:
        answer = client.get(rule.rule)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/sign-in"), rule.rule


def address_of(app, rule):
    """An address of a route, with something of the right kind in each place."""
    kinds = {"UUIDConverter": uuid.uuid4(), "IntegerConverter": 1, "UnicodeConverter": "en"}
    values = {
        name: next(iter(kind.items)) if isinstance(kind, AnyConverter) else kinds[type(kind).__name__]
        for name, kind in rule._converters.items()
    }
    with app.test_request_context():
        return url_for(rule.endpoint, **values)


def test_every_change_is_refused_without_a_forgery_token(app, client):
    """But one: leaving must work when the session is already gone."""
    taken = set()
    for rule in app.url_map.iter_rules():
        if "POST" in rule.methods and client.post(address_of(app, rule), data={"a": "b"}).status_code != 400:
            taken.add(rule.endpoint)
    assert taken == {"front.leave"}


@pytest.mark.parametrize("kind", SessionKind)
def test_a_visit_of_one_kind_opens_nothing_of_another(app, client, session, kind):
    visit = begin_session(session, kind=kind, hours=1, subject_id=uuid.uuid4())
    session.commit()
    with client.session_transaction() as cookie:
        cookie["visit"] = cookie["_user_id"] = str(visit.id)
    others = [
        rule
        for rule in app.url_map.iter_rules()
        if not (access := app.view_functions[rule.endpoint].access).anyone
        and not access.demo_only
        and kind not in access.session_kinds
        and "GET" in rule.methods
    ]
    assert len(others) > 50
    for rule in others:
        answer = client.get(address_of(app, rule))
        assert answer.status_code == 303, rule.endpoint
        assert answer.headers["Location"].split("?")[0] in ("/code", "/sign-in"), rule.endpoint


@pytest.mark.parametrize("path", ["/demo", "/demo.json"])
def test_the_demonstration_pages_exist_in_the_demonstration_only(client, path):
    assert client.get(path).status_code == 404
