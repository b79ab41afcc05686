"""The whole way in a browser: a small phone, no script, the keyboard alone; and axe on every page of it."""

import pytest
from playwright.sync_api import Page, expect

from portal.questions.enums import Provenance
from portal.rounds.operations.answering import code_of, link_of
from tests.browsing import PHONE, faults, lead_on

pytestmark = pytest.mark.browser


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
def test_someone_answers_on_a_small_phone_without_script_by_keyboard(open_tab, address, invite, responses, language):
    page, invitation = open_tab(viewport=PHONE, java_script_enabled=False), invite(language)
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
    expect(page.locator("dd", has_text="انتظار بہت لمبا تھا")).to_have_count(1)
    press(page, GO)
    [response] = responses()
    assert page.locator("[data-receipt]").inner_text() == response.receipt_code
    assert (response.language, response.provenance) == (language, Provenance.INTERPRETED)
    assert [answer.words for answer in response.answers if answer.words] == ["انتظار بہت لمبا تھا"]


def test_the_first_tab_stop_of_every_page_is_the_way_out(open_tab, address, invitation):
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}/i/{link_of(invitation.id)}")
    lead_on(page, GO)
    for path in (f"/i/{link_of(invitation.id)}", "/answer", "/answer/1", "/answer/who", "/answer/check", "/code"):
        page.goto(address + path)
        page.keyboard.press("Tab")
        expect(page.locator("form[action='/leave'] button:focus"), path).to_have_count(1)


def test_after_leaving_fast_the_back_button_shows_no_answer(open_tab, address, invitation):
    page, weather = open_tab(viewport=PHONE), "https://www.bbc.co.uk/**"
    page.context.route(weather, lambda route: route.fulfill(body="weather", content_type="text/html"))
    page.goto(f"{address}/i/{link_of(invitation.id)}")
    lead_on(page, GO)
    page.goto(f"{address}/answer/7")
    page.locator("textarea").fill("he must not read this")
    lead_on(page, NEXT)
    page.goto(f"{address}/answer/check")
    expect(page.locator("main")).to_contain_text("he must not read this")
    page.locator("form[action='/leave'] button").click()
    page.wait_for_url(weather)
    for _ in range(4):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("he must not read this")
    page.goto(f"{address}/answer/check")
    page.wait_for_url(f"{address}/code")


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("cy", "dark"), ("ur", "light")])
def test_every_page_of_the_way_passes_axe_and_fits_a_small_phone(open_tab, address, invite, language, scheme):
    page, invitation = open_tab(viewport=PHONE, reduced_motion="reduce", color_scheme=scheme), invite(language)
    link, found = f"{address}/i/{link_of(invitation.id)}", {}

    def look(name: str) -> None:
        found[name] = faults(page)

    for path in ("", "/no"):
        page.goto(link + path)
        look(f"link{path}")
    lead_on(page, GO)
    look("no, error")
    page.goto(f"{address}/code")
    page.locator("#code").fill("K7MP")
    lead_on(page, GO)
    look("code, error")
    page.locator("#code").fill(code_of(invitation.id))
    lead_on(page, GO)
    look("before")
    for number in range(1, 8):
        page.goto(f"{address}/answer/{number}")
        look(f"question {number}")
        lead_on(page, NEXT)
        look(f"question {number}, error")
    for path in ("who", "helper", "agree", "check"):
        page.goto(f"{address}/answer/{path}")
        look(path)
    lead_on(page, GO)
    look("done")
    page.goto(link)
    look("answered")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
