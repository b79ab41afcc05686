"""Saying whether a promise was kept, in a browser: axe fresh and with an error, and by keyboard alone."""

import pytest
import sqlalchemy as sa

from portal.promises.enums import KeptVerdict
from portal.promises.models import PromiseVerdict
from portal.shared import tokens
from tests.browsing import PHONE, faults, is_too_wide, lead_on
from tests.promises.factories import all_wanting, end, make_promise
from tests.promises.test_asking import ask

pytestmark = pytest.mark.browser


@pytest.fixture
def asked(session, summary, source, promise):
    """Two promises have ended; one person is asked."""
    source.people = all_wanting(session, 1)
    end(session, promise)
    end(session, make_promise(session, summary, number=1))
    _asking, (invitation,) = ask(session, summary)
    link = f"/p/{tokens.link_token('promise-kept', invitation.id)}"
    session.commit()  # lets go of SQLite's one place for a writer
    return link


def sound(page):
    return faults(page), is_too_wide(page)


@pytest.mark.parametrize(
    ("language", "colours"), [("en", "none"), ("ur", "none"), ("en", "active")], ids=["en", "ur", "forced colours"]
)
def test_every_page_of_it_passes_axe_on_a_small_phone_fresh_and_with_an_error(
    open_tab, address, asked, language, colours
):
    page = open_tab(viewport=PHONE, forced_colors=colours)
    page.goto(f"{address}/?lang={language}")
    page.goto(f"{address}{asked}")
    assert sound(page) == ({}, False)
    lead_on(page, "main form button.govuk-button")
    assert sound(page) == ({}, False)
    lead_on(page, "button[value=next]")
    page.locator(".govuk-error-summary").wait_for()
    assert sound(page) == ({}, False)
    page.locator("input[name='verdict'][value='yes']").check()
    lead_on(page, "button[value=next]")
    lead_on(page, "button[value=skip]")
    assert page.url == f"{address}/kept/send"
    assert sound(page) == ({}, False)
    page.locator("input[name='helped'][value='own_words']").check()
    lead_on(page, page.locator("main form button.govuk-button").last)
    page.locator(".receipt").wait_for()
    assert sound(page) == ({}, False)
    page.goto(f"{address}/kept/over")
    assert sound(page) == ({}, False)


def comes_to(page, selector):
    """Tab by Tab, until the focus is on this."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def test_someone_says_it_by_keyboard_alone(open_tab, address, session, asked):
    page = open_tab(viewport=PHONE)
    page.goto(f"{address}{asked}")
    comes_to(page, "main form button.govuk-button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    for _promise in range(2):
        comes_to(page, "input[name='verdict']")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        comes_to(page, "textarea")
        page.keyboard.type("Only on Mondays.")
        comes_to(page, "button[value=next]")
        with page.expect_navigation():
            page.keyboard.press("Enter")
    comes_to(page, "input[name='helped']")
    page.keyboard.press("Space")
    comes_to(page, "main form button.govuk-button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.locator(".receipt").wait_for()
    session.rollback()
    said = [(one.verdict, one.comment) for one in session.scalars(sa.select(PromiseVerdict))]
    assert said == [(KeptVerdict.PARTLY, "Only on Mondays.")] * 2
