"""Checking in a browser: a small phone, no script; and axe on what people and staff see."""

import os
import shutil
import threading
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from portal.people.enums import Role
from portal.shared import tokens
from portal.summaries import operations
from portal.summaries.models import Verdict
from portal.summaries.operations.verdicts import to_check
from tests.people.factories import signed_in
from tests.summaries.factories import WRITER

CHROMIUM = os.environ.get("HEARD_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
SMALL = {"width": 320, "height": 640}

pytestmark = pytest.mark.browser


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def assert_reachable(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_someone_checks_a_summary_on_a_small_phone_without_script(chromium, address, session, source, check):
    version, invitations = check
    mine = next(one for one in invitations if one.person_id == source.agreed.person_id)
    page = chromium.new_context(viewport=SMALL, java_script_enabled=False).new_page()
    page.goto(f"{address}/c/{tokens.link_token('check', mine.id)}")
    page.get_by_role("button", name="Start").click()
    for number, _statement in enumerate(to_check(version), start=1):
        if number == 3:
            page.get_by_role("button", name="Skip this one").click()
            continue
        page.get_by_label("This is wrong" if number == 1 else "This is right").check()
        page.get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="Nothing is missing").click()
    page.get_by_label("I did it by myself").check()
    page.get_by_role("button", name="Send", exact=True).click()
    session.refresh(mine)
    assert mine.receipt in page.locator("main").inner_text()
    kinds = [row.verdict for row in session.scalars(sa.select(Verdict))]
    assert (kinds.count("right"), kinds.count("wrong"), kinds.count("skip")) == (len(to_check(version)) - 2, 1, 1)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_check_passes_axe_fresh_and_with_an_error(chromium, address, check, language):
    _version, invitations = check
    page = chromium.new_context(viewport=SMALL).new_page()
    page.goto(f"{address}/?lang={language}")
    page.goto(f"{address}/c/{tokens.link_token('check', invitations[0].id)}")
    assert_reachable(page)
    page.locator("main form button").click()
    assert_reachable(page)
    page.locator("button[value=next]").click()
    page.locator(".govuk-error-summary").wait_for()
    assert_reachable(page)
    for path in ("/check/2", "/check/missing", "/check/send"):
        page.goto(f"{address}{path}")
        assert_reachable(page)


def test_the_desk_passes_axe(app, chromium, address, session, summary, phone, check):
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER, Role.APPROVER)
    context = chromium.new_context(viewport={"width": 1000, "height": 900})
    cookie = client.get_cookie("heard")
    context.add_cookies([{"name": "heard", "value": cookie.value, "url": address}])
    page = context.new_page()
    operations.close_check(session, summary=summary, by=WRITER)
    session.commit()
    desk = f"{address}/desk/summaries/{summary.id}"
    statement = f"{address}/desk/summaries/statements/{phone.id}"
    for path in (
        desk,
        f"{desk}/verdicts",
        f"{desk}/preview?language=ur",
        statement,
        f"{statement}/number",
        f"{desk}/title",
    ):
        page.goto(path)
        assert urlsplit(page.url).path == urlsplit(path).path
        assert_reachable(page)
