"""The whole way in a browser: a small phone, no script, the keyboard alone; and axe on every page of it."""

import os
import shutil
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from portal.questions.enums import Provenance
from portal.rounds.operations.answering import code_of, link_of

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


def tab_to(page: Page, selector: str, *, steps: int = 60) -> None:
    """Presses Tab until the focus is on the element; fails when the keyboard cannot reach it."""
    target = page.locator(selector).first
    for _ in range(steps):
        page.keyboard.press("Tab")
        if page.locator("*:focus").count() and page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {selector} ({target.count()} on the page)")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press(key)


def pick(page: Page, value: str) -> None:
    """Chooses a radio or tick box as the keyboard does: arrows inside a group of radios, Space on a tick box."""
    tab_to(page, "main input")
    for _ in range(20):
        if page.locator(f"input[value='{value}']:focus").count():
            break
        page.keyboard.press("Tab" if page.locator("input[type=checkbox]:focus").count() else "ArrowDown")
    page.keyboard.press("Space")


GO, NEXT = "main form button.govuk-button", "button[value=next]"


@pytest.mark.parametrize("language", ["ur", "en-easy"])
def test_someone_answers_on_a_small_phone_without_script_by_keyboard(chromium, address, invite, responses, language):
    context = chromium.new_context(viewport=SMALL, java_script_enabled=False)
    page, invitation = context.new_page(), invite(language)
    page.goto(f"{address}/i/{link_of(invitation.id)}")
    press(page, GO)
    press(page, "main a.govuk-button")
    for value in ("4", "talking", "7", "stopped"):
        pick(page, value)
        press(page, NEXT)
    tab_to(page, "#answer")
    for part in ("27", "3", "2026"):
        page.keyboard.type(part)
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    press(page, "button[value=skip]")
    tab_to(page, "textarea")
    page.keyboard.type("انتظار بہت لمبا تھا")
    press(page, NEXT)
    pick(page, "interpreted")
    press(page, NEXT)
    press(page, "button[value=skip]")
    pick(page, "quote")
    press(page, GO)
    assert page.locator("dd", has_text="انتظار بہت لمبا تھا").count() == 1
    press(page, GO)
    [response] = responses()
    assert page.locator("[data-receipt]").inner_text() == response.receipt_code
    assert (response.language, response.provenance) == (language, Provenance.INTERPRETED)
    assert [answer.words for answer in response.answers if answer.words] == ["انتظار بہت لمبا تھا"]
    context.close()


def test_the_first_tab_stop_of_every_page_is_the_way_out(chromium, address, invitation):
    context = chromium.new_context(viewport=SMALL, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/i/{link_of(invitation.id)}")
    page.locator(GO).click()
    for path in (f"/i/{link_of(invitation.id)}", "/answer", "/answer/1", "/answer/who", "/answer/check", "/code"):
        page.goto(address + path)
        page.keyboard.press("Tab")
        assert page.locator("form[action='/leave'] button:focus").count() == 1, path
    context.close()


def test_after_leaving_fast_the_back_button_shows_no_answer(chromium, address, invitation):
    context = chromium.new_context(viewport=SMALL)
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather", content_type="text/html"))
    page = context.new_page()
    page.goto(f"{address}/i/{link_of(invitation.id)}")
    page.locator(GO).click()
    page.goto(f"{address}/answer/7")
    page.locator("textarea").fill("he must not read this")
    page.locator(NEXT).click()
    page.goto(f"{address}/answer/check")
    assert "he must not read this" in page.content()
    page.locator("form[action='/leave'] button").click()
    page.wait_for_url("https://www.bbc.co.uk/**")
    for _ in range(4):
        page.go_back()
        assert "he must not read this" not in page.content()
    page.goto(f"{address}/answer/check")
    assert page.url == f"{address}/code"
    context.close()


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("cy", "dark"), ("ur", "light")])
def test_every_page_of_the_way_passes_axe_and_fits_a_small_phone(chromium, address, invite, language, scheme):
    context = chromium.new_context(viewport=SMALL, reduced_motion="reduce", color_scheme=scheme)
    page, invitation, faults = context.new_page(), invite(language), {}
    link = f"{address}/i/{link_of(invitation.id)}"

    def look(name: str) -> None:
        for fault in Axe().run(page).response["violations"]:
            faults[name, fault["id"]] = [node["target"] for node in fault["nodes"]][:3]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults[name, "too wide"] = page.evaluate("document.documentElement.scrollWidth")

    for path in ("", "/no"):
        page.goto(link + path)
        look(f"link{path}")
    page.locator(GO).click()
    look("no, error")
    page.goto(f"{address}/code")
    page.locator("#code").fill("K7MP")
    page.locator(GO).click()
    look("code, error")
    page.locator("#code").fill(code_of(invitation.id))
    page.locator(GO).click()
    look("before")
    for number in range(1, 8):
        page.goto(f"{address}/answer/{number}")
        look(f"question {number}")
        page.locator(NEXT).click()
        look(f"question {number}, error")
    for path in ("who", "helper", "agree", "check"):
        page.goto(f"{address}/answer/{path}")
        look(path)
    page.locator(GO).click()
    look("done")
    page.goto(link)
    look("answered")
    context.close()
    assert faults == {}
