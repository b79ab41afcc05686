"""What only a site in use does: cookies for https alone, and a log of requests that could be read aloud."""

import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, OperationalError

from portal.app import create_app, take_up
from portal.shared import crypto, queue
from portal.shared.database import Base, db
from portal.shared.logs import redact, start_logging
from portal.shared.settings import Settings

HERE = "https://heard.example.org"
SHUT = ("no-store", "default-src 'none'", "max-age=63072000; includeSubDomains", "same-origin", "nosniff")


@pytest.fixture
def site(tmp_path, settings):
    """Not a test application; afterwards the process speaks for the usual one again."""
    crypto.new_key_file(tmp_path / "keys.json")
    app = create_app(Settings(instance=tmp_path, base_url=HERE, database_url=""))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    take_up(settings)
    queue.hand_over_with(None)


def test_the_cookie_goes_to_this_host_only_over_https_and_to_no_script(site):
    cookie = site.test_client().get("/?lang=cy", base_url=HERE).headers["Set-Cookie"]
    name, *flags = cookie.split("; ")
    assert name.startswith("__Host-heard=")
    assert sorted(flags) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 200),
        ("GET", "/?lang=cy", 200),
        ("GET", "/desk", 303),
        ("GET", "/nowhere", 404),
        ("GET", "/i/AAAAAAAAAAAAAAAAAAAAAA", 404),
        ("POST", "/code", 400),
        ("POST", "/leave", 303),
        ("PUT", "/desk", 405),
        ("OPTIONS", "/desk", 303),
        ("GET", "/static/nothing", 404),
    ],
)
def test_no_answer_may_be_kept_framed_or_sent_in_the_open(site, method, path, status):
    answer = site.test_client().open(path, method=method, base_url=HERE)
    assert answer.status_code == status
    given = answer.headers
    assert given["Cache-Control"] == SHUT[0]
    assert given["Content-Security-Policy"].startswith(SHUT[1])
    assert "unsafe" not in given["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in given["Content-Security-Policy"]
    assert (given["Strict-Transport-Security"], given["Referrer-Policy"], given["X-Content-Type-Options"]) == SHUT[2:]


def test_another_host_gets_nothing_not_even_its_name_back(site):
    answer = site.test_client().get("/", base_url="https://evil.example")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (400, "no-store")
    assert "evil.example" not in answer.text


def test_the_log_of_requests_holds_no_address_that_opens_something_and_nothing_typed(capsys, site):
    start_logging()
    browser = site.test_client()
    token = "Abc-def_0123456789xyzA"
    for path in (f"/i/{token}", f"/i/{token}/no", f"/c/{token}", f"/i/{token}?lang=cy&name=Ana"):
        browser.get(path, base_url=HERE)
    browser.post("/code", data={"code": "K7MPQRW3XC", "words": "my own words"}, base_url=HERE)
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["path"] for line in lines] == ["/i/…", "/i/…/no", "/c/…", "/i/…", "/code"]
    assert not any(secret in str(lines) for secret in (token, "Ana", "K7MP", "own words", "127.0.0.1"))


def test_a_fault_nobody_thought_of_is_logged_by_kind_and_place_never_by_its_message(capsys, site):
    start_logging()
    site.view_functions["front.home"] = fails = lambda: int("what Ana typed")
    fails.access = site.view_functions["public.privacy"].access
    answer = site.test_client().get("/", base_url=HERE)
    assert answer.status_code == 500
    logged = capsys.readouterr().err
    assert '"kind": "ValueError"' in logged
    assert "Ana" not in logged + answer.text


def test_a_fault_while_answering_is_noted_in_the_same_way(capsys, site):
    """When the commit fails, say: Flask itself would log the address and the message."""
    start_logging()
    site.after_request_funcs[None].append(lambda _response: int("what Ana typed"))
    assert site.test_client().get("/i/Abc-def_0123456789xyzA", base_url=HERE).status_code == 500
    logged = capsys.readouterr().err
    assert '"kind": "ValueError"' in logged
    assert not any(secret in logged for secret in ("Ana", "Abc-def"))


def test_a_commit_that_fails_is_a_database_away_and_not_a_fault_of_ours(site):
    def full(answer):
        if answer.status_code == 303:
            raise OperationalError("COMMIT", {}, OSError("disk full"))
        return answer

    site.after_request_funcs[None].append(full)
    answer = site.test_client().post("/leave", base_url=HERE)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_an_error_of_the_database_does_not_quote_what_was_to_be_saved(session):
    with pytest.raises(IntegrityError) as refused:
        session.execute(sa.text("INSERT INTO wave (template) VALUES (:words)"), {"words": "what Ana typed"})
    assert "Ana" not in str(refused.value).partition("[SQL:")[2]


def test_a_field_not_known_to_be_harmless_is_not_logged():
    event = {"event": "sent", "message_id": "1", "email": "ana@example.org", "name": "Ana", "path": "/c/Abc-1"}
    assert redact(None, "info", event) == {"event": "sent", "message_id": "1", "path": "/c/…"}
