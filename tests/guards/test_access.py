"""Every route has a rule, and the rules are the reviewed ones."""

import csv
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("path", ["/demo", "/demo.json"])
def test_the_demonstration_pages_exist_in_the_demonstration_only(client, path):
    assert client.get(path).status_code == 404
