"""Meetings on a small phone without script and by keyboard, in Urdu, and the facilitator's countdown with script."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from portal.panels.enums import NeedKind
from portal.panels.enums.notes import NoteKind
from portal.panels.models import Paper
from portal.panels.operations import agendas, attending, notes, papers
from portal.panels.operations.membership import link_of
from portal.panels.operations.passports import say_need
from portal.people.enums import Role
from portal.shared import clock
from tests.browsing import DESK, PHONE, faults, lead_on, sign_in_as
from tests.panels.factories import make_member, make_panel
from tests.panels.test_meetings import make_meeting
from tests.panels.test_members_in_browser import press
from tests.panels.test_papers import WORDS
from tests.people.factories import signed_in

pytestmark = pytest.mark.browser


def a_meeting_with_everything(session, account):
    """A meeting in twenty days with an agenda, a paper, a need and notes that are out for check."""
    panel = make_panel(session, by=account, name={"en": "Carers' panel", "ur": "پینل"})
    member = make_member(session, panel)
    say_need(session, member=member, kind=NeedKind.STEP_FREE, ticks=["no_steps"], by=None)
    day = clock.today() + dt.timedelta(days=20)
    meeting = make_meeting(session, panel, day=day, title={"en": "Meeting about buses", "ur": "بسوں کے بارے میں"})
    for title, is_break in (("Buses", False), ("Tea", True)):
        agendas.add_item(session, meeting=meeting, title={"en": title}, minutes=30, is_break=is_break, by=account.id)
    attending.invite(session, meeting=meeting, by=account.id)
    version = papers.write_paper(
        session, meeting=meeting, item=None, title={"en": "Late buses"}, words={"en": WORDS}, by=account.id
    )
    paper = session.get_one(Paper, version.paper_id)
    papers.send_paper(session, panel=panel, meeting=meeting, paper=paper, version=version, by=account.id)
    said = notes.begin_notes(session, meeting=meeting, by=account.id)
    notes.write_line(session, notes=said, kind=NoteKind.SAID, words={"en": "Buses are late."}, by=account.id)
    notes.send_notes(session, meeting=meeting, notes=said, until=day, by=account.id)
    session.commit()
    return panel, member, meeting, paper


def test_a_member_answers_reads_and_checks_on_a_phone_without_script(open_tab, address, session, client):
    _panel, member, meeting, paper = a_meeting_with_everything(session, signed_in(client, session, Role.ORGANISER))
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    here = f"/member/meetings/{meeting.id}"
    page.goto(address + link_of(member, base_url=""))
    press(page, "main button")
    press(page, f"main a[href='{here}']")
    press(page, f"main a[href='{here}/answer']")
    page.locator("input[name=coming][value=phone]").focus()
    page.keyboard.press("Space")
    press(page, "main form:not([action]) button")
    expect(page.locator("main")).to_contain_text("I come by phone")
    expect(page.locator("main")).to_contain_text("No steps")
    press(page, f"main a[href='/member/papers/{paper.id}']")
    press(page, "main form:not([action]) button")
    expect(page.locator("main")).to_contain_text("Your time counts.")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_pages_of_meetings_fit_and_axe_finds_nothing(open_tab, address, session, client, language):
    panel, member, meeting, paper = a_meeting_with_everything(session, signed_in(client, session, Role.ORGANISER))
    page, found = open_tab(viewport=PHONE), {}
    page.goto(address + link_of(member, base_url=""))
    lead_on(page, "main button")
    desk = f"/panels/{panel.id}/meetings"
    page.goto(f"{address}/member/?lang={language}")
    for path in ("/", "/wishes", f"/{meeting.id}", f"/{meeting.id}/answer", f"/{meeting.id}/notes"):
        page.goto(f"{address}/member/meetings{path}")
        found[path] = faults(page)
    page.goto(f"{address}/member/papers/{paper.id}")
    found["paper"] = faults(page)
    staff = sign_in_as(open_tab(viewport=DESK if language == "en" else PHONE), client, address)
    for path in ("/", "/new", *(f"/{meeting.id}{part}" for part in STAFF_PAGES), f"/{meeting.id}/papers/{paper.id}"):
        staff.goto(f"{address}{desk}{path}")
        found[path] = faults(staff)
    assert {path: what for path, what in found.items() if what} == {}


STAFF_PAGES = ("", "/coming", "/needs", "/papers/", "/views", "/notes", "/cards", "/timer", "/move", "/agenda/new")


def test_the_time_of_a_meeting_counts_down_and_says_what_is_on(open_tab, address, session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, _member, meeting, _paper = a_meeting_with_everything(session, account)
    page = sign_in_as(open_tab(viewport=DESK), client, address)
    page.clock.install(time=meeting.starts_at + dt.timedelta(minutes=25))
    page.goto(f"{address}/panels/{panel.id}/meetings/{meeting.id}/timer")
    expect(page.locator("[data-timer]")).to_contain_text("Buses")
    expect(page.locator("[data-timer-said]")).to_have_text("Buses. Minutes left: 5")
    page.clock.run_for(5 * 60 * 1000 + 1000)
    expect(page.locator("[data-timer-said]")).to_have_text("Tea")
