"""The year of a panel with nothing but a keyboard, on a phone of 320 points, without script: from the call to the draw,
and of one who was drawn: yes, needs, a meeting, a paper, a vote, money, notes, what came of it, and a break."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect

from portal.panels.enums import ClaimKind, ClaimState, ItemKind, MemberState, SelectionState, VoteMethod
from portal.panels.enums.ledger import DecisionAnswer
from portal.panels.enums.notes import NoteKind, NoteVerdictKind
from portal.panels.models import (
    Ballot,
    Claim,
    Interest,
    NoteVerdict,
    PanelMember,
    Paper,
    PaperRead,
    Selection,
    ViewAhead,
)
from portal.panels.operations import agendas, attending, ledger, meetings, notes, papers
from portal.panels.operations.belonging import add_item, note_learning
from portal.panels.operations.calls import home_today
from portal.panels.operations.membership import link_of
from portal.panels.queries.panels import members_of
from portal.people.enums import Role
from portal.shared import clock, queue
from tests.browsing import PHONE, is_too_wide, lead_on, sign_in_as
from tests.panels.calls import fill_pool, make_call
from tests.panels.deciding import make_advice, put_to_vote
from tests.panels.factories import make_member, make_panel
from tests.panels.test_members_in_browser import press
from tests.panels.thanks_factories import make_guidance, make_rate, with_account
from tests.people.factories import signed_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NUMBER = "3 14 15 26 35 44"
PAPER = {"en": "Buses are late.\n\nWhat should we ask for?", "ur": "بسیں دیر سے آتی ہیں۔\n\nہم کیا مانگیں؟"}
SEND = "main form:not([action]) button"


def said(en: str, ur: str) -> dict[str, str]:
    return {"en": en, "ur": ur}


def write(page: Page, **fields: str) -> None:
    """Types into fields of these names; a double underscore stands for a dash."""
    for name, text in fields.items():
        page.locator(f"main [name='{name.replace('__', '-')}']:not([type=hidden])").first.focus()
        page.keyboard.insert_text(text)


def tick(page: Page, name: str, value: str) -> None:
    page.locator(f"main input[name='{name}'][value='{value}']").focus()
    page.keyboard.press("Space")


def fits(page: Page) -> None:
    assert is_too_wide(page) is False, page.url


def staff_tab(app, session, open_tab, address, *roles, email):
    client = app.test_client()
    signed_in(client, session, *roles, email=email)
    session.commit()
    return sign_in_as(open_tab(), client, address)


@pytest.mark.parametrize("language", ["ur", "en-easy"])
def test_a_call_is_answered_and_two_people_draw_by_lot(app, session, address, open_tab, language):
    panel = make_panel(session, name=said("Carers' panel", "دیکھ بھال کرنے والوں کا پینل"))
    with clock.moved_to(clock.now() - dt.timedelta(days=5)):
        call = make_call(session, panel)
    fill_pool(session, call)
    session.commit()
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}/join/?lang={language}")
    fits(page)
    press(page, f"main a[href='/join/{call.id}']")
    fits(page)
    press(page, "main form button")
    write(page, name="Shabnam")
    press(page, f"{SEND}.govuk-button")
    write(page, mobile="07700 900123")
    for _step in range(7):
        fits(page)
        press(page, f"{SEND}.govuk-button")
    page.locator("[name=stays]").first.focus()
    page.keyboard.press("Space")
    press(page, f"{SEND}.govuk-button")
    expect(page).to_have_url(f"{address}/join/mine")
    fits(page)

    first = staff_tab(app, session, open_tab, address, Role.ORGANISER, email="first@example.org")
    here = f"{address}/panels/{panel.id}"
    first.goto(f"{here}/calls/{call.id}/people/new")
    write(first, name="Bethan by phone", mobile="07700 900456")
    first.locator("main input[name=stays]").first.check()
    lead_on(first, first.get_by_role("button", name="Save", exact=True))
    expect(first.locator("body")).to_contain_text("Their code:")
    first.goto(f"{here}/calls/{call.id}")
    lead_on(first, first.get_by_role("button", name="Close the call now"))
    session.expire_all()
    assert session.query(Interest).filter_by(call_id=call.id).count() == 26
    call.draw_on = home_today()  # the day of the draw has come
    session.commit()
    first.goto(f"{here}/calls/{call.id}/draw")
    lead_on(first, first.get_by_role("button", name="Make the 1,000 lists"))
    queue.run_everything(session)
    selection = session.query(Selection).one()
    session.commit()  # whoever reads on holds the door shut for the server
    draw = f"{here}/draws/{selection.id}"
    first.goto(draw)
    lead_on(first, first.get_by_role("button", name="Publish the 1,000 lists"))
    write(first, number=NUMBER)
    lead_on(first, first.get_by_role("button", name="Save", exact=True))
    expect(first.locator("main")).to_contain_text("Another person must type it, too.")
    second = staff_tab(app, session, open_tab, address, Role.APPROVER, email="second@example.org")
    second.goto(draw)
    write(second, number=NUMBER)
    lead_on(second, second.get_by_role("button", name="Save", exact=True))
    expect(second.locator("main")).to_contain_text(NUMBER)
    session.expire_all()
    assert session.get_one(Selection, selection.id).state is SelectionState.DRAWN
    assert {member.state for member, _person in members_of(session, panel_id=panel.id)} == {MemberState.SELECTED}
    assert len(members_of(session, panel_id=panel.id)) == 6
    session.commit()
    page.goto(f"{address}/join/draw/{selection.id}?lang={language}")
    fits(page)
    expect(page.locator("main")).to_contain_text(NUMBER.split()[0])


def a_year(session, panel, by):
    """What the co-ordinator prepared: a meeting with a paper and notes of it, a vote, rates, advice with an answer."""
    make_rate(session)
    make_guidance(session)
    begins = clock.now() + dt.timedelta(days=20)
    meeting = meetings.plan_meeting(
        session,
        panel=panel,
        title=said("Buses", "بسیں"),
        starts_at=begins,
        ends_at=begins + dt.timedelta(hours=2),
        by=by,
        place="Town hall",
    )
    item = agendas.add_item(session, meeting=meeting, title=said("Late buses", "دیر سے بسیں"), minutes=30, by=by)
    attending.invite(session, meeting=meeting, by=by)
    title = said("About buses", "بسوں کے بارے میں")
    version = papers.write_paper(session, meeting=meeting, item=item, title=title, words=PAPER, by=by)
    paper = session.get_one(Paper, version.paper_id)
    papers.send_paper(session, panel=panel, meeting=meeting, paper=paper, version=version, by=by)
    vote = put_to_vote(session, panel, "A lift", "Longer beds", method=VoteMethod.DOTS)
    advice = make_advice(session, panel, words=said("Buy longer beds.", "لمبے بستر خریدیں۔"))
    ledger.note_reply(
        session,
        advice=advice,
        answer=DecisionAnswer.PARTLY,
        why=said("Ten beds now.", "ابھی دس بستر۔"),
        decided_by="The board",
        decided_on=home_today(),
        by=by,
    )
    session.commit()
    return meeting, item, paper, vote, advice


def write_notes(session, meeting, by):
    """One sentence, which everyone who was asked may check."""
    written = notes.begin_notes(session, meeting=meeting, by=by)
    words = said("Buses are late.", "بسیں دیر سے آتی ہیں۔")
    line = notes.write_line(session, notes=written, kind=NoteKind.SAID, words=words, by=by)
    notes.send_notes(session, meeting=meeting, notes=written, until=home_today() + dt.timedelta(days=9), by=by)
    session.commit()
    return line


def goes(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    fits(page)


def joins(page: Page, session, member, item) -> None:
    """Opens the page by the link, reads and says yes; the co-ordinator notes that they have learnt how it works."""
    press(page, "main button")
    fits(page)
    press(page, "main a[href='/member/place']")
    fits(page)
    press(page, "main button[name=yes]")
    known = {"planned_on": None, "done_on": home_today(), "done_with": "Ada", "by": member.person_id}
    session.expire_all()
    note_learning(session, member=session.get_one(PanelMember, member.id), item=item, **known)
    assert session.get_one(PanelMember, member.id).state is MemberState.ACTIVE
    session.commit()


def meets(page: Page, address: str, meeting, item, paper) -> None:
    """Answers, reads the paper, says something ahead."""
    here = f"/member/meetings/{meeting.id}"
    goes(page, address, "/member/")
    press(page, f"main a[href='{here}']")
    fits(page)
    press(page, f"main a[href='{here}/answer']")
    tick(page, "coming", "phone")
    press(page, SEND)
    press(page, f"main a[href='/member/papers/{paper.id}']")
    fits(page)
    press(page, SEND)
    goes(page, address, here)
    press(page, f"main a[href='{here}/say/{item.id}']")
    write(page, words="شام کی بسیں")
    tick(page, "with_name", "no")
    press(page, SEND)
    expect(page).to_have_url(address + here)
    expect(page.locator("main")).to_contain_text("شام کی بسیں")


def claims_travel(page: Page, address: str) -> None:
    goes(page, address, "/member/thanks/")
    goes(page, address, "/member/thanks/choose")
    press(page, SEND)  # what others advise about benefits comes first
    fits(page)
    tick(page, "for_time", "payment")
    tick(page, "beside", "expenses")
    press(page, SEND)
    goes(page, address, "/member/thanks/claim/travel")
    today = home_today()
    write(page, day__day=str(today.day), day__month=str(today.month), day__year=str(today.year), amount="4.80")
    press(page, SEND)
    expect(page.locator("main")).to_contain_text("4.80")


def is_paid(approver: Page, address: str, panel_id, claim_id) -> None:
    here = f"{address}/panels/{panel_id}/thanks"
    approver.goto(f"{here}/claims/{claim_id}")
    lead_on(approver, approver.get_by_role("button", name="Agree to pay"))
    approver.goto(f"{here}/batches")
    approver.locator("main input[name=kind][value=bank]").check()
    lead_on(approver, approver.get_by_role("button", name="Put a payment together"))
    lead_on(approver, approver.get_by_role("button", name="It was paid"))


@pytest.mark.parametrize("language", ["ur", "en-easy"])
def test_one_who_was_drawn_lives_through_the_year(app, session, address, open_tab, language):
    panel = make_panel(session, name=said("Carers' panel", "دیکھ بھال کرنے والوں کا پینل"))
    by = panel.coordinator_id
    start = add_item(session, panel=panel, kind=ItemKind.INDUCTION, name=said("Hello", "سلام"), is_needed=True, by=by)
    member = make_member(session, panel, state=MemberState.SELECTED, language=language)
    session.commit()
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}{link_of(member, base_url='')}?lang={language}")
    joins(page, session, member, start)
    meeting, item, paper, vote, advice = a_year(session, panel, by)
    panel_id, member_id, meeting_id, advice_id = panel.id, member.id, meeting.id, advice.id
    session.commit()
    goes(page, address, "/member/passport/step_free")
    tick(page, "ticks", "no_steps")
    press(page, "main button[name=save]")
    meets(page, address, meeting, item, paper)
    goes(page, address, f"/member/votes/{vote.id}")
    press(page, "main form button[value^='plus']")
    press(page, "main form button[value=send]")
    claims_travel(page, address)
    with_account(session, session.get_one(PanelMember, member_id))
    session.commit()
    approver = staff_tab(app, session, open_tab, address, Role.APPROVER, email="approver@example.org")
    claim_id = session.query(Claim).filter_by(kind=ClaimKind.TRAVEL).one().id
    session.commit()
    is_paid(approver, address, panel_id, claim_id)
    session.expire_all()
    assert session.get_one(Claim, claim_id).state is ClaimState.PAID
    session.commit()
    goes(page, address, "/member/thanks/")
    expect(page.locator("main")).to_contain_text("4.80")
    line_id = write_notes(session, meeting, by).id
    session.commit()
    goes(page, address, f"/member/meetings/{meeting_id}/notes")
    press(page, f"main a[href$='/notes/{line_id}']")
    tick(page, "verdict", "right")
    press(page, SEND)
    goes(page, address, "/member/influence/advice")
    press(page, f"main a[href$='/{advice_id}']")
    fits(page)
    expect(page.locator("main")).to_contain_text("ابھی دس بستر۔" if language == "ur" else "Ten beds now.")
    goes(page, address, "/member/")
    press(page, "main form[action='/member/break'] button")
    fits(page)
    press(page, "main form[action='/member/back'] button")
    session.expire_all()
    assert session.get_one(PanelMember, member_id).state is MemberState.ACTIVE
    assert (session.query(PaperRead).count(), session.query(ViewAhead).count()) == (1, 1)
    assert [one.verdict for one in session.query(NoteVerdict)] == [NoteVerdictKind.RIGHT]
    assert session.query(Ballot).filter(Ballot.slot_index.is_not(None)).count() == 1
