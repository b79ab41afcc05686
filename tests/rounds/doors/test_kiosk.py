"""A tablet that staff lend out: one person after the other, and nothing left behind."""

import re

import sqlalchemy as sa
import time_machine

from portal.people.models import BrowserSession
from portal.rounds import door_tasks
from portal.rounds.door_enums import KioskEnd
from portal.rounds.models import DoorVisit, Invitation, Kiosk
from portal.rounds.operations import answering, kiosks
from portal.shared import clock
from tests.rounds.doors.conftest import code, receipt_on


def lend(staff, asking, **values):
    staff.get(f"/rounds/{asking.id}/tablets/new")
    return staff.send(**{"place": "Waiting room", "language": "en", "hours": "4", "password": "4711", **values})


def go_on(tablet):
    return tablet.get(re.search(r'class="govuk-button" role="button"[^>]*href="([^"]+)"', tablet.page)[1])


def form_to(page, action):
    return f'action="{action}"' in page


def test_lending_a_tablet_signs_staff_out_of_it(organiser, asking):
    tablet = lend(organiser(), asking)
    assert tablet.path == "/kiosk/"
    assert tablet.heading == "Will you tell us what you think?"
    for place in ("/desk", "/rounds/", "/sign-in", "/code", "/"):
        assert tablet.get(place).path == "/kiosk/"


def test_someone_answers_with_their_code_and_the_next_one_finds_nothing(
    organiser, asking, invitation, answer_all, responses, session
):
    tablet = lend(organiser(), asking)
    tablet.send(code=code(invitation))
    answer_all(go_on(tablet)).send(do="skip").send().send()
    assert tablet.path == "/answer/done"
    [response] = responses()
    assert response.channel == "kiosk"
    assert {one.channel for one in response.answers} == {"kiosk"}
    tablet.press("/kiosk/clear")
    assert tablet.path == "/kiosk/"
    for page in ("/answer", "/answer/1", "/answer/check", "/answer/done"):
        assert tablet.get(page).path == "/kiosk/"
    with tablet.client.session_transaction() as cookie:
        assert sorted(cookie) == ["csrf_token", "device", "kiosk", "language"]
    session.rollback()
    visit = session.scalars(sa.select(DoorVisit)).one()
    assert visit.ended_at is not None
    assert session.get(BrowserSession, visit.visit_id).ended_at is not None


def test_idle_in_the_middle_keeps_the_draft_and_shows_it_to_nobody(organiser, asking, invitation, answer_all, session):
    tablet = lend(organiser(), asking)
    go_on(tablet.send(code=code(invitation))).send(answer="4", do="next")
    assert form_to(tablet.page, "/kiosk/clear")
    assert 'data-idle="120"' in tablet.page
    tablet.press("/kiosk/clear")
    assert tablet.path == "/kiosk/"
    tablet.send(code=code(invitation))
    assert "Welcome back" in tablet.page
    tablet.get("/answer/1")
    assert "We do not show it here" in tablet.page
    assert "checked" not in tablet.page


def test_without_script_the_page_goes_back_by_itself(organiser, asking, invitation):
    tablet = lend(organiser(), asking)
    go_on(tablet.send(code=code(invitation)))
    assert '<noscript><meta http-equiv="refresh" content="300;url=/kiosk/idle"></noscript>' in tablet.page
    assert tablet.get("/kiosk/idle").path == "/kiosk/"
    assert tablet.get("/answer/1").path == "/kiosk/"


def test_leaving_fast_ends_the_visit_and_not_the_tablet(organiser, asking, invitation):
    tablet = lend(organiser(), asking)
    go_on(tablet.send(code=code(invitation)))
    tablet.press("/leave")
    assert tablet.path == "/kiosk/"
    assert tablet.get("/answer/1").path == "/kiosk/"


def test_staff_get_the_tablet_back_with_its_pin_and_guessing_is_stopped(organiser, asking, session, monkeypatch):
    monkeypatch.setattr(kiosks, "PIN_TRIES", 2)
    tablet = lend(organiser(), asking)
    for _try in range(2):
        assert "This is not the PIN" in tablet.get("/kiosk/leave").send(password="1234").page
    assert "Too many tries" in tablet.get("/kiosk/leave").send(password="4711").page
    with time_machine.travel(clock.now() + kiosks.PIN_WITHIN * 2):
        tablet.get("/kiosk/leave").send(password="4711")
        assert tablet.path == "/kiosk/over"
        assert tablet.get("/kiosk/").path == "/kiosk/over"
    session.rollback()
    assert session.scalars(sa.select(Kiosk)).one().ended_because is KioskEnd.PIN


def test_a_tablet_can_be_ended_from_a_desk_with_the_visit_on_it(organiser, asking, invitation, session):
    staff = organiser()
    tablet = lend(organiser("second@example.org"), asking)
    go_on(tablet.send(code=code(invitation)))
    kiosk = session.scalars(sa.select(Kiosk)).one()
    staff.get(f"/rounds/{asking.id}/tablets/").press(f"/rounds/{asking.id}/tablets/{kiosk.id}/end")
    assert tablet.get("/answer/1").path == "/kiosk/over"


def test_a_tablet_ends_by_itself_when_its_time_is_over(organiser, asking, invitation, session, app):
    tablet = lend(organiser(), asking, hours="1")
    go_on(tablet.send(code=code(invitation)))
    with time_machine.travel(clock.now() + kiosks.PIN_WITHIN * 5):
        assert tablet.get("/answer/1").path == "/kiosk/over"
        session.rollback()
        assert door_tasks.tidy_doors(session, progress=lambda *_counts: None)["ended"] == 2
        assert session.scalars(sa.select(Kiosk)).one().ended_because is KioskEnd.TIME


def test_an_untouched_visit_is_over_on_the_server_too(organiser, asking, invitation):
    tablet = lend(organiser(), asking)
    go_on(tablet.send(code=code(invitation)))
    with time_machine.travel(clock.now() + kiosks.PIN_WITHIN * 1.1):
        assert tablet.get("/answer/1").path == "/kiosk/"


def test_without_a_code_only_where_the_round_is_open_and_then_apart_from_the_sample(
    organiser, asking, open_doors, answer_all, responses, session
):
    closed = lend(organiser(), asking)
    assert "Answer without a code" not in closed.page
    assert closed.send("/kiosk/without-code").path == "/kiosk/"
    open_doors(is_open=True)
    tablet = lend(organiser("second@example.org"), asking)
    assert "Answer without a code" in tablet.page
    answer_all(go_on(tablet.send("/kiosk/without-code"))).send(do="skip").send().send()
    [response] = responses()
    assert response.channel == "kiosk"
    assert session.scalar(sa.select(Invitation).where(Invitation.alias == response.alias)) is None


def test_a_weak_pin_is_refused(organiser, asking):
    for pin in ("12", "1111", "abcd"):
        assert "Choose four to eight numbers" in lend(organiser(f"p{pin}@example.org"), asking, password=pin).page


def test_bad_codes_on_a_tablet_are_throttled(organiser, asking, monkeypatch):
    monkeypatch.setattr(answering, "CODE_TRIES", 2)
    tablet = lend(organiser(), asking)
    for _try in range(2):
        assert "We do not know this code" in tablet.get("/kiosk/").send(code="K7MP-QRW-3XC").page
    assert tablet.get("/kiosk/").send(code="K7MP-QRW-3XC").status == 429


def test_a_form_that_was_refused_does_its_work_when_it_is_pressed_again(organiser, asking, session, monkeypatch):
    """Its refusal was kept, for the count of tries; that must not make the next press count for nothing."""
    tablet = lend(organiser(), asking)
    monkeypatch.setattr(kiosks, "PIN_TRIES", 0)
    form = dict(tablet.get("/kiosk/leave").form["fields"]) | {"password": "4711"}
    assert "Too many tries" in tablet.client.post("/kiosk/leave", data=form).text
    monkeypatch.setattr(kiosks, "PIN_TRIES", 6)
    assert tablet.client.post("/kiosk/leave", data=form).headers["Location"] == "/kiosk/over"
    session.rollback()
    assert session.scalars(sa.select(Kiosk)).one().ended_because is KioskEnd.PIN


def test_with_the_receipt_of_an_open_tablet_alone_nothing_is_changed_on_the_web(
    organiser, asking, open_doors, responses, answer_all, someone, session
):
    open_doors(is_open=True)
    tablet = lend(organiser(), asking).press("/kiosk/without-code")
    answer_all(go_on(tablet)).send(do="skip").send().send()
    [response] = responses()
    finder = someone().get("/change/").send(receipt=receipt_on(tablet.page), second="")
    assert finder.path == "/change/choose"
    finder.get("/answer/1").send(answer="1", do="next")
    assert finder.get("/answer/check").send().status == 410
    session.expire_all()
    assert responses()[0].edition == response.edition == 1
