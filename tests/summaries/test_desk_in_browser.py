"""The writer's desk in a browser: by keyboard, without script, on a small screen; and live where there is script."""

import dataclasses
import re

import pytest
from playwright.sync_api import expect

from portal.people.enums import Role
from portal.summaries import operations
from portal.summaries.models import Statement
from portal.summaries.sources import SourceTheme
from tests.browsing import PHONE, faults, is_too_wide, lead_on, sign_in_as
from tests.people.factories import signed_in
from tests.summaries.factories import WRITER

pytestmark = pytest.mark.browser


@pytest.fixture
def visit(app, open_tab, address, session):
    """visit(script=…, size=…) gives a page of someone who writes."""
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER, Role.APPROVER)

    def page(*, script=True, size=None, language="en"):
        opened = open_tab(viewport=size or {"width": 1200, "height": 900}, java_script_enabled=script)
        sign_in_as(opened, client, address).goto(f"{address}/?lang={language}")
        return opened

    return page


@pytest.fixture
def desk(address, session, source, summary, phone):
    """A desk with evidence, an old number and a draft."""
    source.spoken_of = [SourceTheme(id=source.found[0].id, name="Waiting", count=90, base_n=200)]
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    operations.attach_quote(session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER)
    operations.lay_out_draft(session, summary=summary, by=WRITER)
    session.commit()
    source.counted = [dataclasses.replace(source.counted[0], value=0.52, base_n=240)]
    return f"{address}/desk/summaries/{summary.id}"


def press(page, name):
    """Goes to the button by keyboard, from where the focus is, and presses Enter."""
    for _step in range(200):
        page.keyboard.press("Tab")
        if name in (page.evaluate("document.activeElement.textContent") or ""):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(name)


def test_moving_by_keyboard_without_script_stays_at_the_same_button(visit, desk, session, phone):
    page = visit(script=False)
    page.goto(desk)
    page.locator(f"#down-{phone.id}").focus()
    for _twice in range(2):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(f"#down-{phone.id}")).to_be_focused()
    words = page.locator("ol.bench__rows").nth(1).locator("> li").nth(3).inner_text()
    assert "It is hard to reach us by phone." in words


def test_the_whole_desk_works_by_keyboard_without_script_on_a_small_screen(visit, desk, session, phone):
    page = visit(script=False, size=PHONE)
    page.goto(desk)
    assert not is_too_wide(page)
    press(page, "Take the new number")
    assert page.locator("main").inner_text().count("Old number") == 0
    page.locator("#look-as").select_option("large")
    page.locator("#look-language").select_option("ur")
    lead_on(page, page.get_by_role("button", name="Show it"))
    expect(page.locator("#as-readers .look--large")).to_have_attribute("dir", "rtl")
    lead_on(page, page.locator(f"#statement-{phone.id}").get_by_role("link", name="Change"))
    page.get_by_label("English", exact=True).fill("You wait ten days and nobody rings you.")
    lead_on(page, page.get_by_role("button", name="Show it"))
    expect(page.locator("#as-typed .look")).to_contain_text("You wait ten days")
    lead_on(page, page.get_by_role("button", name=re.compile("Save and change it like this.*Number in letters")))
    expect(page.get_by_label("English", exact=True)).to_have_value("You wait 10 days and nobody rings you.")
    lead_on(page, page.get_by_role("link", name="History"))
    lead_on(page, page.get_by_role("button", name="Put it back as it was then").last)
    session.expire_all()
    assert session.get_one(Statement, phone.id).texts["en"].startswith("It is hard to reach us")


def test_with_script_the_preview_follows_without_leaving_the_page(visit, desk, phone):
    page = visit()
    page.goto(desk)
    page.evaluate("window.stillHere = true")
    page.locator("#look-language").select_option("ur")
    page.locator("#as-readers .look[dir=rtl]").wait_for()
    page.locator("#look-as").focus()
    page.locator("#look-as").select_option("large")
    page.locator("#as-readers .look--large").wait_for()
    assert page.evaluate("[window.stillHere, document.activeElement.id]") == [True, "look-as"]
    page.wait_for_url("**as=large**")
    lead_on(page, page.locator(f"#statement-{phone.id}").get_by_role("link", name="Change"))
    page.evaluate("window.stillHere = true")
    page.get_by_label("English", exact=True).fill("A new sentence is being written.")
    page.locator("#as-typed .look p", has_text="A new sentence is being written.").wait_for()
    assert page.evaluate("window.stillHere")


@pytest.mark.parametrize("language", ["en", "ur"])
@pytest.mark.parametrize("size", [PHONE, {"width": 1200, "height": 900}])
def test_the_desk_and_the_coach_pass_axe(visit, desk, phone, size, language):
    page = visit(size=size, language=language)
    statement = f"{desk.rsplit('/', 1)[0]}/statements/{phone.id}"
    for path in (
        desk,
        f"{desk}?as=standard&language=ur",
        statement,
        f"{statement}/history",
        f"{desk}/coach?language=cy",
    ):
        page.goto(path)
        assert faults(page) == {}, path
