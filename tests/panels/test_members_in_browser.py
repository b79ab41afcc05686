"""Being a member on a small phone, without script and by keyboard alone, and in Urdu; axe on every page on the way."""

import pytest
from playwright.sync_api import Page, expect

from portal.panels.enums import CheckReason, ItemKind, MemberState
from portal.panels.models import PanelMember
from portal.panels.operations import checks
from portal.panels.operations.belonging import add_item, note_learning
from portal.panels.operations.membership import link_of, move_member
from portal.shared import clock
from tests.browsing import DESK, PHONE, faults
from tests.panels.factories import make_member, make_panel

pytestmark = pytest.mark.browser

LOOKED_AT = ("/member/", "/member/place", "/member/break", "/member/passport/", "/member/passport/food", "/member/pin/")
LOOKED_AT += ("/member/learning/", "/member/step-down")


def press(page: Page, selector: str, key: str = "Enter") -> None:
    """Tabs to it and presses; fails when the keyboard does not get there."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            break
    else:
        raise AssertionError(f"the keyboard does not reach {selector}")
    with page.expect_navigation():
        page.keyboard.press(key)


def member_with_everything(session):
    panel = make_panel(session, name={"en": "Carers' panel", "ur": "نگہداشت کرنے والوں کا پینل"})
    member = make_member(session, panel, state=MemberState.SELECTED)
    by = panel.coordinator_id
    item = add_item(session, panel=panel, kind=ItemKind.TRAINING, name={"en": "Chairing"}, is_needed=False, by=by)
    note_learning(session, member=member, item=item, planned_on=clock.today(), done_on=None, done_with="", by=by)
    session.commit()
    return member


def test_a_member_says_yes_tells_what_they_need_and_takes_a_break_without_script(open_tab, address, session):
    member = member_with_everything(session)
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(address + link_of(member, base_url=""))
    press(page, "main button")
    press(page, "main a[href='/member/place']")
    press(page, "main button[name=yes]")
    expect(page.locator("main")).to_contain_text("You are on the panel")
    press(page, "main a[href='/member/passport/']")
    press(page, "main a.govuk-button")
    press(page, "main button[name=nothing]")
    expect(page.locator("h1")).to_have_text("Language")
    press(page, "main button[name=skip]")
    page.goto(f"{address}/member/")
    press(page, "main form[action='/member/break'] button")
    expect(page.locator("main")).to_contain_text("You are taking a break.")
    press(page, "main form[action='/member/back'] button")
    expect(page.locator("main")).to_contain_text("Welcome back.")
    session.expire_all()
    assert session.get_one(PanelMember, member.id).state is MemberState.CONFIRMED


@pytest.mark.parametrize(
    ("language", "options"),
    [
        ("en", {"viewport": PHONE}),
        ("ur", {"viewport": PHONE}),
        ("en-easy", {"viewport": DESK, "color_scheme": "dark"}),
        ("cy", {"viewport": PHONE, "forced_colors": "active"}),
    ],
)
def test_every_page_of_a_member_fits_a_small_phone_and_passes_axe(open_tab, address, session, language, options):
    member = member_with_everything(session)
    for state in (MemberState.CONFIRMED, MemberState.ACTIVE):
        move_member(session, member=member, to=state, by=None)
    (check,) = checks.ask(session, members=[member], reason=CheckReason.STAFF)
    session.commit()
    page = open_tab(**options)
    page.goto(f"{address}{link_of(member, base_url='')}?lang={language}")
    with page.expect_navigation():
        page.locator("main button.govuk-button").click()
    wrong = {}
    for path in (*LOOKED_AT, f"/member/all-right/{check.id}"):
        page.goto(address + path)
        found = faults(page)
        if found:
            wrong[path] = found
    assert wrong == {}
