"""What waits around meetings, who is counted, and what a co-ordinator reads of it in how many queries."""

import datetime as dt

import pytest

from portal.app import run_jobs_now
from portal.panels.enums import CheckReason, MemberState, NeedKind
from portal.panels.enums.meetings import BookingKind, Coming, NeedState
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NoteVerdictKind
from portal.panels.enums.papers import PrintKind
from portal.panels.meeting_prints import MAKERS
from portal.panels.models import AllRightCheck, GapTask, MeetingNeed, NoteLine
from portal.panels.operations import attending, needs, notes, papers
from portal.panels.operations.belonging import come_back, take_break
from portal.panels.operations.membership import give_place, link_of
from portal.panels.operations.passports import forget_need, say_need
from portal.panels.queries.meetings import attendance_of, soon_with_coming
from portal.panels.queries.needs import needs_to_meet, unsettled
from portal.panels.views.staff.calls.todo import gaps_waiting
from portal.panels.views.staff.meetings import waiting
from portal.people.enums import Role
from portal.people.models import Account, Person
from portal.shared import clock
from portal.shared.database import db
from tests.forms import send, submit
from tests.guards.walking import Statements
from tests.panels.factories import make_member, make_panel
from tests.panels.test_meetings import DAY, make_meeting
from tests.panels.test_papers import printed
from tests.people.factories import signed_in

BEFORE = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _before_the_meeting():
    with clock.moved_to(BEFORE):
        yield


def says(session, meeting, member, coming=Coming.IN_PERSON):
    row = attendance_of(session, meeting_id=meeting.id, member_id=member.id)
    attending.answer_invitation(session, meeting=meeting, attendance=row, coming=coming)
    return row


def accepted(session, *, by=None, people=2):
    """A panel, a meeting that everyone on it said they come to, all needing a way without steps."""
    panel = make_panel(session, by=by)
    members = [make_member(session, panel, name=f"Member {n}") for n in range(people)]
    meeting = make_meeting(session, panel)
    for member in members:
        say_need(session, member=member, kind=NeedKind.STEP_FREE, ticks=["no_steps"], by=None)
    attending.invite(session, meeting=meeting, by=panel.coordinator_id)
    for member in members:
        says(session, meeting, member)
    return panel, members, meeting


def todos(app, session, panel, provider):
    with app.test_request_context():
        return list(provider(session, panel))


def test_a_paper_that_is_not_sent_waits_until_the_day_it_must_be_there(app, session):
    panel, _members, meeting = accepted(session)
    version = papers.write_paper(
        session, meeting=meeting, item=None, title={"en": "Buses"}, words={"en": "Late"}, by=panel.coordinator_id
    )
    (todo,) = todos(app, session, panel, waiting.papers_waiting)
    assert (todo.what, todo.due, todo.is_urgent) == (
        "Send it to the members: Buses",
        DAY - dt.timedelta(days=panel.notice_days),
        False,
    )
    with clock.moved_to(meeting.starts_at - dt.timedelta(days=1)):
        (todo,) = todos(app, session, panel, waiting.papers_waiting)
        assert todo.is_urgent
    with clock.moved_to(meeting.ends_at + dt.timedelta(days=1)):
        assert todos(app, session, panel, waiting.papers_waiting) == []
    paper = session.get_one(papers.Paper, version.paper_id)
    papers.send_paper(
        session, panel=panel, meeting=meeting, paper=paper, version=version, by=panel.coordinator_id, late_because={}
    )
    assert todos(app, session, panel, waiting.papers_waiting) == []


def test_a_member_who_says_no_to_the_notes_waits_for_an_answer_until_they_have_it_or_say_something_else(app, session):
    panel, (ana, bob), meeting = accepted(session)
    by = panel.coordinator_id
    written = notes.begin_notes(session, meeting=meeting, by=by)
    line = notes.write_line(session, notes=written, kind=NoteKind.SAID, words={"en": "Buses are late."}, by=by)
    notes.send_notes(session, meeting=meeting, notes=written, until=DAY, by=by)
    assert todos(app, session, panel, waiting.replies_waiting) == []
    said = {"notes": written, "line": line}
    wrong = notes.say_of_line(session, **said, member=ana, verdict=NoteVerdictKind.WRONG)
    (todo,) = todos(app, session, panel, waiting.replies_waiting)
    assert (todo.who, todo.due, todo.url.endswith(f"{meeting.id}/notes")) == ("Member 0", DAY, True)
    notes.say_of_line(session, **said, member=bob, verdict=NoteVerdictKind.LEAVE_OUT)
    (todo,) = todos(app, session, panel, waiting.replies_waiting)
    assert todo.who == ""
    with clock.moved_to(clock.now() + dt.timedelta(minutes=1)):
        notes.say_of_line(session, **said, member=bob, verdict=NoteVerdictKind.RIGHT)
    notes.reply_to(session, verdict=wrong, kind=NoteReplyKind.KEPT, words="Two said so", by=by)
    assert todos(app, session, panel, waiting.replies_waiting) == []


def test_tasks_name_who_does_them_and_each_kind_costs_one_query(app, session):
    panel, (ana, *_others), meeting = accepted(session, people=3)
    by = panel.coordinator_id
    owner = session.get_one(Account, by).display_name
    written = notes.begin_notes(session, meeting=meeting, by=by)
    for n, doer in enumerate(({"owner_id": by}, {"member_id": ana.id})):
        notes.write_line(
            session, notes=written, kind=NoteKind.ACTION, words={"en": f"Ring {n}"}, due=DAY, by=by, **doer
        )
    notes.send_notes(session, meeting=meeting, notes=written, until=DAY, by=by)
    for n in range(3):
        needs.book(session, meeting=meeting, kind=BookingKind.FOOD, owner_id=by, due=DAY, words="", by=by)
        papers.write_paper(session, meeting=meeting, item=None, title={"en": str(n)}, words={"en": "Late"}, by=by)
        session.add(
            GapTask(
                panel_id=panel.id,
                category="gender",
                value="woman",
                owner_id=by,
                due=DAY,
                made_at=clock.now(),
                made_by=by,
            )
        )
    session.commit()
    cost, names = {}, {}
    for provider in (waiting.actions_waiting, waiting.bookings_waiting, waiting.papers_waiting, gaps_waiting):
        session.refresh(panel)
        with app.app_context(), app.test_request_context(), Statements(db.engine) as seen:
            found = list(provider(session, panel))
        cost[provider.__name__], names[provider.__name__] = sum(seen.texts.values()), sorted(one.who for one in found)
    assert names == {
        "actions_waiting": sorted([owner, "Member 0"]),
        "bookings_waiting": [owner] * 3,
        "papers_waiting": [""] * 3,
        "gaps_waiting": [owner] * 3,
    }
    assert (cost["actions_waiting"], cost["bookings_waiting"], cost["papers_waiting"]) == (1, 1, 1)


def test_an_action_can_be_a_members_and_stands_on_their_page_with_its_day(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, (ana, bob), meeting = accepted(session, by=account)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}/notes"
    send(client, address, action=f"{address}/begin")
    answer = submit(
        client,
        f"{address}/line",
        kind="action",
        words_en="Ask at the bus station",
        owner=f"member-{ana.id}",
        **{"due-day": "1", "due-month": "7", "due-year": "2030"},
    )
    assert answer.status_code == 303
    line = session.query(NoteLine).one()
    assert (line.member_id, line.owner_id) == (ana.id, None)
    assert "Member 0" in client.get(address).text
    assert submit(client, f"{address}/line/{line.id}", words_en="Ask at the station").status_code == 303
    submit(client, f"{address}/send", **{"until-day": "1", "until-month": "7", "until-year": "2030"})
    for member, sees in ((ana, True), (bob, False)):
        theirs = client.application.test_client()
        submit(theirs, link_of(member, base_url=""))
        home = theirs.get("/member/").text
        assert ("Ask at the station" in home, "By 1 July 2030" in home) == (sees, sees)
    send(client, address, action=f"{address}/done/{line.id}")
    theirs = client.application.test_client()
    submit(theirs, link_of(ana, base_url=""))
    assert "Ask at the station" not in theirs.get("/member/").text


def test_whoever_takes_a_break_is_not_counted_and_nothing_of_theirs_is_deleted(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, (ana, bob), meeting = accepted(session, by=account)
    take_break(session, member=ana, by=None)
    session.commit()

    def counted() -> tuple[int, int, list[str], bool]:
        soon = soon_with_coming(session, now=clock.now(), until=meeting.ends_at)
        cards = MAKERS[PrintKind.NAME_CARDS](session, printed(session, meeting, PrintKind.NAME_CARDS)).html
        return (
            unsettled(session, meeting_ids=[meeting.id]).get(meeting.id, 0),
            len(needs_to_meet(session, meeting_id=meeting.id)),
            [str(member.id) for _m, _a, member in soon],
            cards.count("Member") == 2,
        )

    assert counted()[:3] == (1, 1, [str(bob.id)])
    address = f"/panels/{panel.id}/meetings/{meeting.id}/coming"
    shown = client.get(address).text
    assert ("In person: 1" in shown, "Taking a break" in shown, "Not counted as coming." in shown) == (True, True, True)
    needs.gather_needs(session, meeting=meeting)
    assert session.query(MeetingNeed).count() == 2
    come_back(session, member=ana, by=None)
    session.commit()
    assert counted()[:2] == (2, 2)
    shown = client.get(address).text
    assert ("In person: 2" in shown, "Not counted as coming." in shown) == (True, False)


def test_a_break_that_came_later_does_not_change_who_was_coming(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, (ana, _bob), meeting = accepted(session, by=account)
    attending.end_meeting(session, meeting=meeting, by=account.id)
    take_break(session, member=ana, by=None)
    session.commit()
    assert "In person: 2" in client.get(f"/panels/{panel.id}/meetings/{meeting.id}/coming").text


def test_a_passport_changed_after_answering_reaches_every_meeting_to_come_at_once(session):
    panel, (ana, _bob), meeting = accepted(session)
    (line,) = session.query(MeetingNeed).filter_by(member_id=ana.id).all()
    needs.settle_need(session, need=line, state=NeedState.MET, by=panel.coordinator_id)
    over = make_meeting(session, panel, day=DAY + dt.timedelta(days=1))
    attending.invite(session, meeting=over, by=panel.coordinator_id)
    says(session, over, ana)
    attending.end_meeting(session, meeting=over, by=panel.coordinator_id)
    say_need(session, member=ana, kind=NeedKind.STEP_FREE, ticks=["no_steps", "toilet"], by=None)
    say_need(session, member=ana, kind=NeedKind.FOOD, ticks=["halal"], by=None)
    mine = session.query(MeetingNeed).filter_by(member_id=ana.id)
    assert {(one.need, one.state) for one in mine.filter_by(meeting_id=meeting.id)} == {
        ("step_free", NeedState.OPEN),
        ("food", NeedState.OPEN),
    }
    assert [one.what for one in mine.filter_by(meeting_id=over.id)] == ["No steps"]
    forget_need(session, member=ana, kind=NeedKind.FOOD, by=None)
    say_need(session, member=ana, kind=NeedKind.STEP_FREE, by=None)
    assert mine.filter_by(meeting_id=meeting.id).count() == 0


def test_a_passport_of_someone_with_three_meetings_costs_what_it_costs_with_one(app, session):
    panel = make_panel(session)
    member, costs = make_member(session, panel), []
    for n, tick in enumerate(("vegan", "halal", "vegan")):
        other = make_panel(session)
        theirs = give_place(
            session, panel=other, person=session.get_one(Person, member.person_id), because="drawn", by=None
        )
        theirs.state = MemberState.ACTIVE
        meeting = make_meeting(session, other, day=DAY + dt.timedelta(days=n))
        attending.invite(session, meeting=meeting, by=other.coordinator_id)
        says(session, meeting, theirs)
        session.commit()
        session.refresh(member)
        with app.app_context(), Statements(db.engine) as seen:
            say_need(session, member=member, kind=NeedKind.FOOD, ticks=[tick], by=None)
        costs.append(sum(seen.texts.values()))
    assert session.query(MeetingNeed).filter_by(need="food").count() == 3
    assert costs[2] <= costs[0] + 1


def test_everyone_is_asked_if_they_are_all_right_with_one_press_when_a_meeting_is_over(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, members, meeting = accepted(session, by=account)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}"
    offer = "Ask everyone if they are all right"
    assert offer not in client.get(address).text
    attending.end_meeting(session, meeting=meeting, by=account.id)
    session.commit()
    run_jobs_now(client.application)
    assert (offer in client.get(address).text, session.query(AllRightCheck).count()) == (True, 0)
    send(client, address, action=f"{address}/all-right")
    run_jobs_now(client.application)
    checks = session.query(AllRightCheck).all()
    assert {(one.member_id, one.reason, one.about) for one in checks} == {
        (member.id, CheckReason.MEETING, meeting.id) for member in members
    }
    assert offer not in client.get(address).text


def test_after_a_hard_meeting_they_are_asked_at_once(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, members, meeting = accepted(session, by=account)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}"
    send(client, f"{address}/coming", action=f"{address}/over", was_hard="yes")
    run_jobs_now(client.application)
    session.expire_all()
    assert (meeting.state.value, session.query(AllRightCheck).count()) == ("over", len(members))


@pytest.mark.parametrize("part", ["coming", "needs", "papers/", "notes"])
def test_a_page_about_a_meeting_with_three_rows_costs_what_it_costs_with_one(session, client, part):
    account = signed_in(client, session, Role.ORGANISER)
    panel, costs, by = make_panel(session, by=account), [], account.id
    meeting = make_meeting(session, panel)
    written = notes.begin_notes(session, meeting=meeting, by=by)
    for n in range(3):
        member = make_member(session, panel, name=f"Member {n}")
        say_need(session, member=member, kind=NeedKind.FOOD, ticks=["halal"], by=None)
        attending.invite(session, meeting=meeting, by=by)
        says(session, meeting, member)
        needs.book(session, meeting=meeting, kind=BookingKind.FOOD, owner_id=by, due=DAY, words="", by=by)
        papers.write_paper(session, meeting=meeting, item=None, title={"en": f"P{n}"}, words={"en": "Late"}, by=by)
        doer = {"owner_id": by} if n == 1 else {"member_id": member.id}
        notes.write_line(session, notes=written, kind=NoteKind.ACTION, words={"en": f"N{n}"}, due=DAY, by=by, **doer)
        session.commit()
        with client.application.app_context(), Statements(db.engine) as seen:
            assert client.get(f"/panels/{panel.id}/meetings/{meeting.id}/{part}").status_code == 200
        costs.append(sum(seen.texts.values()))
    assert costs[0] == costs[2]
