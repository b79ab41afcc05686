"""Meetings: when they are, who is asked, told and reminded, and what each needs there."""

import datetime as dt

import pytest
import time_machine

from portal.contact.models import ContactMessage
from portal.panels.enums import MemberState, NeedKind
from portal.panels.enums.meetings import BookingKind, BookingState, Coming, MeetingState, NeedState, WrittenBecause
from portal.panels.errors import EndsBeforeItBegins, MeetingIsOver, MustSayWhy, SamePanelMeets
from portal.panels.models import (
    Attendance,
    Booking,
    Meeting,
    MeetingNeed,
    MeetingWishes,
    MeetingWriting,
    ViewAhead,
)
from portal.panels.operations import agendas, attending, meeting_keeping, needs, viewing
from portal.panels.operations.meetings import cancel_meeting, change_meeting, move_meeting, plan_meeting
from portal.panels.operations.membership import give_place, link_of, move_member
from portal.panels.operations.passports import say_need
from portal.panels.queries.attended import attended
from portal.panels.queries.meetings import attendance_of, changes_of, clashes_with, items_of
from portal.panels.queries.needs import needs_of_member
from portal.panels.queries.views_ahead import own_views
from portal.panels.rules import meetings as rules
from portal.panels.views.member.meetings.upcoming import appointment
from portal.people.enums import Role
from portal.people.models import Person
from portal.questions.enums import Provenance
from portal.shared import queue
from portal.shared.calendars import as_icalendar
from portal.shared.database import db
from portal.shared.home_time import NoSuchTime, TwiceThatTime, moment_at
from tests.contact.factories import TUESDAY
from tests.forms import send, submit
from tests.guards.walking import Statements
from tests.panels.factories import make_member, make_panel
from tests.people.factories import signed_in

DAY = dt.date(2026, 6, 16)


def make_meeting(session, panel, *, day=DAY, hour=14, minutes=120, **values) -> Meeting:
    starts_at = moment_at(day, dt.time(hour))
    known = {"title": {"en": "Summer meeting"}, "place": "Old School", **values}
    ends_at = starts_at + dt.timedelta(minutes=minutes)
    return plan_meeting(session, panel=panel, starts_at=starts_at, ends_at=ends_at, by=panel.coordinator_id, **known)


def run_minute(session, moment) -> None:
    with time_machine.travel(moment, tick=False):
        queue.start_minute(session, at=moment)
        session.commit()
        queue.run_everything(session)


def reasons(session, member) -> list[str]:
    session.expire_all()
    rows = session.query(MeetingWriting).filter_by(member_id=member.id).order_by(MeetingWriting.at).all()
    return [row.because.value for row in rows]


def test_times_at_home_are_right_in_winter_and_summer():
    assert moment_at(dt.date(2026, 1, 5), dt.time(14)) == dt.datetime(2026, 1, 5, 14, tzinfo=dt.UTC)
    assert moment_at(dt.date(2026, 7, 6), dt.time(14)) == dt.datetime(2026, 7, 6, 13, tzinfo=dt.UTC)


def test_the_hour_that_comes_twice_is_asked_about_and_the_missing_one_is_refused():
    night = dt.date(2026, 10, 25)
    with pytest.raises(TwiceThatTime):
        moment_at(night, dt.time(1, 30))
    assert moment_at(night, dt.time(1, 30), second=False) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert moment_at(night, dt.time(1, 30), second=True) == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    with pytest.raises(NoSuchTime):
        moment_at(dt.date(2027, 3, 28), dt.time(1, 30))


@pytest.mark.parametrize("day", [dt.date(2026, 10, 26), dt.date(2027, 3, 29), dt.date(2026, 6, 16)])
def test_reminders_go_by_days_at_home_on_clock_change_nights_too(day):
    starts_at = moment_at(day, dt.time(0, 15))
    days = {n: rules.reminder_due(starts_at=starts_at, today=day - dt.timedelta(days=n)) for n in range(6)}
    assert days == {
        0: None,
        1: WrittenBecause.TOMORROW,
        2: WrittenBecause.SOON,
        3: WrittenBecause.SOON,
        4: None,
        5: None,
    }


def test_papers_are_late_from_the_day_after_the_last(session):
    starts_at = moment_at(dt.date(2026, 10, 28), dt.time(0, 30))
    assert rules.papers_by(starts_at=starts_at, notice_days=7) == dt.date(2026, 10, 21)
    assert not rules.is_late(sent_on=dt.date(2026, 10, 21), starts_at=starts_at, notice_days=7)
    assert rules.is_late(sent_on=dt.date(2026, 10, 22), starts_at=starts_at, notice_days=7)


def test_a_long_time_without_a_break_is_seen():
    assert rules.longest_without_break([(40, False), (30, False), (10, True), (50, False)]) == 70
    assert rules.longest_without_break([]) == 0


def test_a_meeting_that_ends_first_or_lasts_a_day_is_refused(session):
    panel = make_panel(session)
    for minutes in (0, -30, 13 * 60):
        with pytest.raises(EndsBeforeItBegins):
            make_meeting(session, panel, minutes=minutes)
    assert session.query(Meeting).count() == 0


def test_a_panel_does_not_meet_twice_at_the_same_time_and_other_panels_of_members_are_named(session):
    panel, other, far = make_panel(session), make_panel(session, name={"en": "Young carers"}), make_panel(session)
    member = make_member(session, panel)
    give_place(
        session,
        panel=other,
        person=session.get_one(Person, member.person_id),
        because="decision",
        by=panel.coordinator_id,
    )
    theirs = make_meeting(session, other, hour=15)
    make_meeting(session, far)
    mine = make_meeting(session, panel)
    found = clashes_with(session, panel_id=panel.id, starts_at=mine.starts_at, ends_at=mine.ends_at, apart_from=mine.id)
    assert [(clash.meeting.id, clash.same_panel, clash.members) for clash in found] == [(theirs.id, False, 1)]
    with pytest.raises(SamePanelMeets):
        make_meeting(session, panel, hour=15)


def test_moving_and_calling_off_are_kept_counted_and_need_a_reason(session):
    panel = make_panel(session)
    meeting, by = make_meeting(session, panel), panel.coordinator_id
    later = (meeting.starts_at + dt.timedelta(days=1), meeting.ends_at + dt.timedelta(days=1))
    with pytest.raises(MustSayWhy):
        move_meeting(session, meeting=meeting, starts_at=later[0], ends_at=later[1], why={}, by=by)
    move_meeting(session, meeting=meeting, starts_at=later[0], ends_at=later[1], why={"en": "Room is taken"}, by=by)
    said = {"title": meeting.title, "video_link": "", "phone": "", "directions": {}, "place_access": {}}
    change_meeting(session, meeting=meeting, place="New School", by=by, **said)
    cancel_meeting(session, meeting=meeting, why={"en": "Snow"}, by=by)
    assert {change.kind.value for change in changes_of(session, meeting_id=meeting.id)} == {
        "planned",
        "moved",
        "elsewhere",
        "cancelled",
    }
    assert (meeting.sequence, meeting.state) == (3, MeetingState.CANCELLED)
    with pytest.raises(MeetingIsOver):
        cancel_meeting(session, meeting=meeting, why={"en": "Again"}, by=by)


@time_machine.travel(TUESDAY, tick=False)
def test_everyone_is_asked_once_told_of_changes_and_only_who_comes_is_reminded(session):
    panel = make_panel(session)
    comes, stays, paused = make_member(session, panel), make_member(session, panel), make_member(session, panel)
    move_member(session, member=paused, to=MemberState.PAUSED, by=None)
    by = panel.coordinator_id
    meeting = make_meeting(session, panel, day=TUESDAY.date() + dt.timedelta(days=20))
    assert (attending.invite(session, meeting=meeting, by=by), attending.invite(session, meeting=meeting, by=by)) == (
        2,
        0,
    )
    session.commit()
    queue.run_everything(session)
    for member, coming in ((comes, Coming.VIDEO), (stays, Coming.NOT_THIS_TIME)):
        row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
        attending.answer_invitation(session, meeting=meeting, attendance=row, coming=coming)
    session.commit()
    for days in (3, 3, 2, 1, 1):
        run_minute(session, meeting.starts_at - dt.timedelta(days=days))
    assert (reasons(session, comes), reasons(session, stays), reasons(session, paused)) == (
        ["invited", "soon", "tomorrow"],
        ["invited"],
        [],
    )
    cancel_meeting(session, meeting=meeting, why={"en": "Snow"}, by=by)
    session.commit()
    queue.run_everything(session)
    assert sorted(reasons(session, stays)) == ["changed", "invited"]
    words = " ".join(message.words.lower() for message in session.query(ContactMessage).all())
    assert not [word for word in ("meeting", "panel", "snow", "carer") if word in words]


def test_after_another_time_members_are_asked_again(session):
    panel = make_panel(session)
    member, meeting = make_member(session, panel), make_meeting(session, panel)
    attending.invite(session, meeting=meeting, by=panel.coordinator_id)
    row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
    attending.answer_invitation(session, meeting=meeting, attendance=row, coming=Coming.PHONE)
    assert row.answered_sequence == 0
    later = dt.timedelta(hours=1)
    move_meeting(
        session,
        meeting=meeting,
        starts_at=meeting.starts_at + later,
        ends_at=meeting.ends_at + later,
        why={"en": "Trains"},
        by=panel.coordinator_id,
    )
    assert (row.coming, row.answered_sequence) == (Coming.PHONE, None)


def test_needs_of_who_comes_become_lines_that_are_met_or_explained(session):
    panel = make_panel(session)
    comes, stays = make_member(session, panel), make_member(session, panel)
    for member in (comes, stays):
        say_need(session, member=member, kind=NeedKind.STEP_FREE, ticks=["no_steps"], by=None)
    say_need(session, member=comes, kind=NeedKind.FORMATS, ticks=["large_print"], by=None)
    meeting = make_meeting(session, panel)
    attending.invite(session, meeting=meeting, by=panel.coordinator_id)
    for member, coming in ((comes, Coming.IN_PERSON), (stays, Coming.NOT_THIS_TIME)):
        row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
        attending.answer_invitation(session, meeting=meeting, attendance=row, coming=coming)
    (line,) = session.query(MeetingNeed).all()
    assert (line.member_id, line.what, line.state) == (comes.id, "No steps", NeedState.OPEN)
    by = panel.coordinator_id
    with pytest.raises(MustSayWhy):
        needs.settle_need(session, need=line, state=NeedState.EXPLAINED, by=by)
    booking = needs.book(
        session, meeting=meeting, kind=BookingKind.ROOM, owner_id=by, due=DAY, words="Ground floor", by=by
    )
    needs.settle_need(session, need=line, state=NeedState.BEING_ARRANGED, booking=booking, by=by)
    needs.change_booking(session, booking=booking, state=BookingState.BOOKED, owner_id=by, due=DAY, words="Done", by=by)
    assert line.state is NeedState.MET
    say_need(session, member=comes, kind=NeedKind.STEP_FREE, ticks=["no_steps", "toilet"], by=None)
    needs.gather_needs(session, meeting=meeting)
    assert (line.state, line.what) == (NeedState.OPEN, "No steps and An accessible toilet close by")
    row = attendance_of(session, meeting_id=meeting.id, member_id=comes.id)
    attending.answer_invitation(session, meeting=meeting, attendance=row, coming=Coming.NOT_THIS_TIME)
    assert list(needs_of_member(session, meeting_id=meeting.id, member_id=comes.id)) == []


def test_time_given_is_told_to_whoever_thanks(session):
    panel = make_panel(session)
    there, ahead, away = (make_member(session, panel) for _n in range(3))
    meeting = make_meeting(session, panel)
    by = panel.coordinator_id
    attending.invite(session, meeting=meeting, by=by)
    for member, came, minutes in (
        (there, Coming.PHONE, None),
        (ahead, Coming.VIEWS_AHEAD, 25),
        (away, Coming.NOT_THIS_TIME, None),
    ):
        row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
        attending.record_attendance(session, meeting=meeting, attendance=row, came=came, minutes=minutes, by=by)
    found = {one.member_id: (one.minutes, one.how, one.day) for one in attended(session, panel.id)}
    assert found == {there.id: (120, Coming.PHONE, DAY), ahead.id: (25, Coming.VIEWS_AHEAD, DAY)}


def test_agenda_items_change_places_and_one_in_use_stays(session):
    panel = make_panel(session)
    member, meeting, by = make_member(session, panel), make_meeting(session, panel), panel.coordinator_id
    first, second = (
        agendas.add_item(session, meeting=meeting, title={"en": title}, minutes=20, by=by) for title in ("One", "Two")
    )
    agendas.lift_item(session, meeting=meeting, item=second, by=by)
    assert [item.title["en"] for item in items_of(session, meeting_id=meeting.id)] == ["Two", "One"]
    viewing.say_ahead(
        session, item=first, member=member, words="Buses", with_name=False, provenance=Provenance.OWN_WORDS
    )
    with pytest.raises(agendas.ItemInUse):
        agendas.drop_item(session, meeting=meeting, item=first, by=by)
    agendas.drop_item(session, meeting=meeting, item=second, by=by)
    assert [item.id for item in items_of(session, meeting_id=meeting.id)] == [first.id]


def test_an_organiser_plans_on_the_night_of_the_clocks_and_is_asked_which_hour(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    session.commit()
    typed = {"title_en": "Night watch", "place": "Hall", "day-day": "25", "day-month": "10", "day-year": "2026"}
    address = f"/panels/{panel.id}/meetings/new"
    answer = submit(client, address, **typed, begins="1:30", ends="04:00")
    assert "Say which of the two hours you mean" in answer.text
    assert "Night watch" in answer.text
    assert session.query(Meeting).count() == 0
    hidden = {**typed, "begins": "1:30", "ends": "04:00", "which": "second"}
    answer = submit(client, address, **hidden)
    assert answer.status_code == 303
    assert session.query(Meeting).one().starts_at == dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)
    typed |= {"day-day": "28", "day-month": "3", "day-year": "2027"}
    answer = submit(client, address, **typed, begins="1.30am", ends="5pm")
    assert "there is no such time" in answer.text


def test_times_and_places_that_cannot_be_are_said_next_to_the_field(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    make_meeting(session, panel)
    session.commit()
    typed = {"title_en": "Again", "day-day": "16", "day-month": "6", "day-year": "2026"}
    address = f"/panels/{panel.id}/meetings/new"
    for values, words in (
        ({"begins": "25:00", "ends": "16:00", "place": "Hall"}, "Enter a time, like 14:30"),
        ({"begins": "18:00", "ends": "17:00", "place": "Hall"}, "The end must be after the beginning"),
        ({"begins": "18:00", "ends": "19:00"}, "Enter a place, a link for video or a phone number"),
        ({"begins": "15:00", "ends": "17:00", "place": "Hall"}, "The panel has another meeting at that time"),
        ({"begins": "18:00", "ends": "19:00", "video_link": "http://x"}, "begins with https://"),
    ):
        answer = submit(client, address, **typed, **values)
        assert words in answer.text, values
    assert session.query(Meeting).count() == 1


def test_a_member_answers_says_something_before_and_takes_the_day_along(session, client):
    panel = make_panel(session)
    member, other = make_member(session, panel), make_member(session, panel)
    with time_machine.travel(dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC), tick=True):
        meeting = make_meeting(session, panel)
        item = agendas.add_item(session, meeting=meeting, title={"en": "Buses"}, minutes=30, by=panel.coordinator_id)
        attending.invite(session, meeting=meeting, by=panel.coordinator_id)
        session.commit()
        submit(client, link_of(member, base_url=""))
        assert "Summer meeting" in client.get("/member/").text
        answer = submit(client, f"/member/meetings/{meeting.id}/answer", coming="phone", comes_with="supporter")
        assert answer.status_code == 303
        submit(client, f"/member/meetings/{meeting.id}/say/{item.id}", words="Too late at night", with_name="no")
        shown = client.get(f"/member/meetings/{meeting.id}").text
        assert "I come by phone" in shown
        assert "Too late at night" in shown
        file = client.get(f"/member/meetings/{meeting.id}/day.ics")
        (view,) = own_views(session, meeting_id=meeting.id, member_id=member.id)
        client_of_other = client.application.test_client()
        submit(client_of_other, link_of(other, base_url=""))
        assert "Too late at night" not in client_of_other.get(f"/member/meetings/{meeting.id}").text
        assert client_of_other.post(f"/member/meetings/{meeting.id}/say/{view.id}/back").status_code in (400, 404)
        send(
            client,
            f"/member/meetings/{meeting.id}",
            action=f"/member/meetings/{meeting.id}/say/{view.id}/back",
        )
        assert own_views(session, meeting_id=meeting.id, member_id=member.id) == []
    assert "SUMMARY:Meeting\r\n" in file.text
    assert "DTSTART:20260616T130000Z\r\n" in file.text
    assert "Summer" not in file.text + file.headers["Content-Disposition"]


def test_a_calendar_follows_what_is_moved_and_called_off(session):
    panel = make_panel(session)
    meeting = make_meeting(session, panel)
    before = appointment(meeting, words="Tea, with; friends")
    cancel_meeting(session, meeting=meeting, why={"en": "Snow"}, by=panel.coordinator_id)
    after = appointment(meeting, words="Tea, with; friends")
    parsed = [_read(as_icalendar([one], stamp=meeting.made_at, name="Tea")) for one in (before, after)]
    assert [(p["UID"], p["SEQUENCE"], p["STATUS"], p["SUMMARY"]) for p in parsed] == [
        (f"{meeting.id}@localhost", "0", "CONFIRMED", "Tea\\, with\\; friends"),
        (f"{meeting.id}@localhost", "1", "CANCELLED", "Tea\\, with\\; friends"),
    ]
    assert (parsed[0]["DTSTART"], parsed[0]["DTEND"]) == ("20260616T130000Z", "20260616T150000Z")


def _read(content: bytes) -> dict[str, str]:
    """The lines of one file, unfolded, each name once more than BEGIN and END."""
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    return dict(line.split(":", 1) for line in lines if ":" in line)


def test_needs_are_shown_without_names_until_someone_says_what_they_look_for(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    member = make_member(session, panel, name="Zelda Secret")
    say_need(session, member=member, kind=NeedKind.FOOD, ticks=["halal"], by=None)
    meeting = make_meeting(session, panel)
    attending.invite(session, meeting=meeting, by=panel.coordinator_id)
    row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
    attending.answer_invitation(session, meeting=meeting, attendance=row, coming=Coming.IN_PERSON)
    session.commit()
    (line,) = needs_of_member(session, meeting_id=meeting.id, member_id=member.id)
    address = f"/panels/{panel.id}/meetings/{meeting.id}/needs"
    shown = client.get(address).text
    assert ("Halal" in shown, "Zelda" in shown) == (True, False)
    assert client.get(f"{address}/{line.id}").status_code == 404
    send(client, address, action=f"{address}/{line.id}/look")
    assert "Zelda" in client.get(f"{address}/{line.id}").text
    answer = submit(client, f"{address}/{line.id}", state="explained", words="")
    assert "Say why it could not be arranged" in answer.text
    submit(client, f"{address}/{line.id}", state="met", words="Ordered")
    session.expire_all()
    assert session.get_one(MeetingNeed, line.id).state is NeedState.MET


def test_a_list_of_three_meetings_costs_what_one_costs(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    counts = []
    for hour in (9, 12, 15):
        make_meeting(session, panel, hour=hour)
        session.commit()
        with client.application.app_context(), Statements(db.engine) as seen:
            client.get(f"/panels/{panel.id}/meetings/")
            client.get(f"/panels/{panel.id}")
        counts.append(sum(seen.texts.values()))
    assert counts[0] == counts[2]


def test_every_page_of_a_meetings_desk_opens(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    make_member(session, panel)
    meeting = make_meeting(session, panel)
    for title, is_break in (("Buses", False), ("Tea", True)):
        agendas.add_item(session, meeting=meeting, title={"en": title}, minutes=70, is_break=is_break, by=account.id)
    attending.invite(session, meeting=meeting, by=account.id)
    booking = needs.book(
        session, meeting=meeting, kind=BookingKind.BSL, owner_id=account.id, due=DAY, words="", by=account.id
    )
    session.commit()
    (item, _tea), here = items_of(session, meeting_id=meeting.id), f"/panels/{panel.id}/meetings/{meeting.id}"
    for page in (
        *("", "/change", "/move", "/cancel", "/agenda/new", f"/agenda/{item.id}", "/timer", "/coming", "/needs"),
        *("/bookings/new", f"/bookings/{booking.id}", "/views", f"/views/{item.id}/new"),
    ):
        answer = client.get(here + page)
        assert (page, answer.status_code) == (page, 200)
    assert "There is more than an hour without a break." in client.get(here).text
    assert client.get(f"/panels/{make_panel(session).id}/meetings/{meeting.id}").status_code == 404


def test_two_years_after_nothing_is_left_of_who_needed_and_said_what(session):
    panel = make_panel(session)
    member, meeting, by = make_member(session, panel), make_meeting(session, panel), panel.coordinator_id
    say_need(session, member=member, kind=NeedKind.FOOD, ticks=["halal"], by=None)
    item = agendas.add_item(session, meeting=meeting, title={"en": "Buses"}, minutes=20, by=by)
    viewing.say_ahead(
        session, item=item, member=member, words="Too late", with_name=True, provenance=Provenance.OWN_WORDS
    )
    attending.invite(session, meeting=meeting, by=by)
    row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
    attending.answer_invitation(session, meeting=meeting, attendance=row, coming=Coming.IN_PERSON)
    attending.wish(session, member=member, calendar_words="", card_name="Annie", card_picture="cat")
    needs.book(session, meeting=meeting, kind=BookingKind.FOOD, owner_id=by, due=DAY, words="Halal", by=by)

    def left() -> list[int]:
        return [session.query(table).count() for table in (MeetingNeed, Booking, ViewAhead, Attendance, MeetingWishes)]

    def forget(moment) -> None:
        meeting_keeping.forget_members_part(session, now=moment)
        meeting_keeping.forget_what_was_needed(session, now=moment)

    forget(meeting.ends_at + dt.timedelta(days=700))
    assert left() == [1, 1, 1, 1, 1]
    forget(meeting.ends_at + dt.timedelta(days=740))
    assert left() == [0, 0, 0, 1, 1]
    with time_machine.travel(meeting.ends_at, tick=False):
        move_member(session, member=member, to=MemberState.STEPPED_DOWN, by=None)
    forget(meeting.ends_at + dt.timedelta(days=700))
    assert left() == [0, 0, 0, 1, 0]
    forget(meeting.ends_at + dt.timedelta(days=740))
    assert left() == [0, 0, 0, 0, 0]
