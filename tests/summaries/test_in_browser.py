"""Checking in a browser: a small phone, no script; and axe on what people and staff see."""

from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.shared import tokens
from portal.summaries import operations
from portal.summaries.enums import VerdictKind
from portal.summaries.models import Verdict
from portal.summaries.operations.verdicts import to_check
from tests.browsing import PHONE, faults, is_too_wide, lead_on, sign_in_as
from tests.people.factories import signed_in
from tests.questions import samples
from tests.summaries.factories import WRITER

pytestmark = pytest.mark.browser


def test_someone_checks_a_summary_on_a_small_phone_without_script(open_tab, address, session, source, check):
    version, invitations = check
    mine = next(one for one in invitations if one.person_id == source.agreed.person_id)
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}/c/{tokens.link_token('check', mine.id)}")
    lead_on(page, page.get_by_role("button", name="Start"))
    for number, _statement in enumerate(to_check(version), start=1):
        if number == 3:
            lead_on(page, page.get_by_role("button", name="Skip this one"))
            continue
        page.get_by_label("This is wrong" if number == 1 else "This is right").check()
        lead_on(page, page.get_by_role("button", name="Continue"))
    lead_on(page, page.get_by_role("button", name="Nothing is missing"))
    page.get_by_label("I did it by myself").check()
    lead_on(page, page.get_by_role("button", name="Send", exact=True))
    session.refresh(mine)
    assert mine.receipt in page.locator("main").inner_text()
    kinds = [row.verdict for row in session.scalars(sa.select(Verdict))]
    assert (kinds.count("right"), kinds.count("wrong"), kinds.count("skip")) == (len(to_check(version)) - 2, 1, 1)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_check_passes_axe_fresh_and_with_an_error(open_tab, address, check, language):
    _version, invitations = check
    page = open_tab(viewport=PHONE)
    page.goto(f"{address}/?lang={language}")
    page.goto(f"{address}/c/{tokens.link_token('check', invitations[0].id)}")
    assert faults(page) == {}
    lead_on(page, "main form button")
    assert faults(page) == {}
    lead_on(page, "button[value=next]")
    page.locator(".govuk-error-summary").wait_for()
    assert faults(page) == {}
    for path in ("/check/2", "/check/missing", "/check/send"):
        page.goto(f"{address}{path}")
        assert faults(page) == {}, path


def test_the_desk_passes_axe(app, open_tab, address, session, summary, phone, check):
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER, Role.APPROVER)
    page = sign_in_as(open_tab(viewport={"width": 1000, "height": 900}), client, address)
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
        assert faults(page) == {}, path


def comes_to(page, selector):
    """Tab by Tab, until the focus is on this."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard never comes to {selector}")


def enters(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_someone_checks_by_keyboard_alone_by_the_pictures(open_tab, address, session, check):
    """From "right" one arrow down is "nearly right"; every choice has a picture and its words."""
    version, invitations = check
    page = open_tab(viewport=PHONE)
    page.goto(f"{address}/c/{tokens.link_token('check', invitations[0].id)}")
    comes_to(page, "main form button.govuk-button")
    enters(page)
    for _statement in to_check(version):
        choices = page.locator("label:has(input[name='verdict'])")
        assert [bool(words.strip()) for words in choices.all_inner_texts()] == [True] * 5
        assert choices.locator("img").count() == 5
        comes_to(page, "input[name='verdict']")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        comes_to(page, "button[value=next]")
        enters(page)
    comes_to(page, "#photo-file")
    comes_to(page, "button[value=skip]")
    enters(page)
    comes_to(page, "input[name='helped']")
    page.keyboard.press("Space")
    comes_to(page, "main form button.govuk-button")
    enters(page)
    page.locator(".receipt").wait_for()
    session.rollback()
    assert {row.verdict for row in session.scalars(sa.select(Verdict))} == {VerdictKind.NEARLY}


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_photo_left_passes_axe_in_forced_colours_and_can_be_taken_away(open_tab, address, check, language):
    _version, invitations = check
    page = open_tab(viewport=PHONE, forced_colors="active")
    page.goto(f"{address}/?lang={language}")
    page.goto(f"{address}/c/{tokens.link_token('check', invitations[0].id)}")
    lead_on(page, "main form button")
    page.goto(f"{address}/check/missing")
    photo = {"name": "drawing.jpg", "mimeType": "image/jpeg", "buffer": samples.photo()}
    page.locator("#photo-file").set_input_files(photo)
    lead_on(page, "button[value=next]")
    page.goto(f"{address}/check/missing")
    page.locator(".uploaded img").wait_for()
    assert (faults(page), is_too_wide(page)) == ({}, False)
    page.locator("#photo-file").set_input_files({**photo, "buffer": b"no picture"})
    lead_on(page, "button[value=next]")
    page.locator("#photo-file-error").wait_for()
    assert (faults(page), is_too_wide(page)) == ({}, False)
    lead_on(page, "button[value=remove-photo]")
    assert page.locator(".uploaded img").count() == 0
