"""Who answers for a promise: reminders once a week at most, a private page without an account, a private calendar."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.contact.models import StaffNotice
from portal.contact.outside_models import OutsideNotice
from portal.contact.tasks import tell_outside_owners
from portal.people.enums import Role
from portal.promises import operations, queries, rules
from portal.promises.enums import PromiseState
from portal.promises.errors import NeedsSecondPerson, WrongState
from portal.promises.models import OutsideOwner, Promise, PromiseReminder
from portal.promises.tasks import remind_owners
from portal.shared import tokens
from portal.summaries.enums import Section
from portal.summaries.queries import statements_of
from tests.contact.factories import Bag, carried_by
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.promises.factories import DUE, end, make_promise, publish
from tests.summaries.factories import APPROVER, WRITER

LATE = dt.datetime(2100, 3, 3, 9, tzinfo=dt.UTC)


def outside(session):
    return operations.name_outside_owner(session, name="Rhys Bus", email="rhys@buses.example", language="cy")


def token_of(owner):
    return tokens.link_token("promise-owner", owner.id)


def no_progress(done, total):
    pass


def test_a_late_owner_is_reminded_once_a_week_and_each_reminder_is_written_down(session, promise):
    reminded = []
    for days in range(16):
        with time_machine.travel(LATE + dt.timedelta(days=days), tick=False):
            reminded.append(operations.remind_late_owners(session))
            assert operations.remind_late_owners(session) == 0
    assert [day for day, count in enumerate(reminded) if count] == [0, 7, 14]
    assert len(session.scalars(sa.select(StaffNotice)).all()) == 3
    assert len(queries.reminders_of(session, promise_id=promise.id)) == 3


def test_nobody_is_reminded_before_it_is_late_nor_while_a_second_person_looks_nor_when_it_is_over(session, promise):
    with time_machine.travel(dt.datetime(2100, 3, 1, 9, tzinfo=dt.UTC), tick=False):
        assert operations.remind_late_owners(session) == 0
    operations.claim(session, promise=promise, state=PromiseState.DONE, words={"en": "Done"}, by=WRITER)
    with time_machine.travel(LATE, tick=False):
        assert operations.remind_late_owners(session) == 0
        operations.check_claim(session, promise=promise, agrees=True, by=APPROVER)
        assert operations.remind_late_owners(session) == 0


@pytest.mark.parametrize(("hour", "reminded"), [(3, 0), (7, 0), (9, 1), (17, 1), (19, 0)])
def test_owners_are_reminded_in_working_hours(session, promise, hour, reminded):
    with time_machine.travel(LATE.replace(hour=hour), tick=False):
        assert remind_owners(session, progress=no_progress) == {"reminded": reminded}


def test_reminders_cannot_be_rewritten(session, promise):
    with time_machine.travel(LATE, tick=False):
        operations.remind_late_owners(session)
    session.commit()
    with pytest.raises(DBAPIError):
        session.execute(sa.delete(PromiseReminder))


def test_an_owner_outside_is_written_to_with_a_private_link_and_nothing_else(session, summary):
    owner, bag = outside(session), Bag()
    make_promise(session, summary, outside_owner_id=owner.id)
    with time_machine.travel(LATE, tick=False), carried_by(bag):
        operations.remind_late_owners(session)
        session.commit()
        assert tell_outside_owners(session, progress=no_progress) == {"told": 1}
        assert tell_outside_owners(session, progress=no_progress) == {"told": 0}
    (parcel,) = bag.parcels
    assert (parcel.to, parcel.language) == ("rhys@buses.example", "cy")
    assert f"/promises/yours/{token_of(owner)}" in parcel.words
    assert "Tuesday" not in parcel.words + parcel.headline


def test_a_notice_that_cannot_leave_waits_and_is_tried_again(session, summary):
    owner = outside(session)
    make_promise(session, summary, outside_owner_id=owner.id)
    with time_machine.travel(LATE, tick=False):
        operations.remind_late_owners(session)
        session.commit()
        with carried_by(Bag(trouble=OSError("no mail server"))):
            assert tell_outside_owners(session, progress=no_progress) == {"told": 0}
    notice = session.scalars(sa.select(OutsideNotice)).one()
    assert (notice.sent_at, notice.tries) == (None, 1)
    assert notice.not_before > LATE


def test_naming_the_same_email_again_makes_no_second_owner(session):
    first = outside(session)
    again = operations.name_outside_owner(session, name="Rhys B.", email=" RHYS@buses.example ", language="en")
    assert (again.id, again.name) == (first.id, "Rhys B.")


def test_a_promise_has_one_owner(session, summary, promise):
    with pytest.raises(ValueError, match="one owner"):
        make_promise(session, summary, number=1, owner_id=None, outside_owner_id=None)
    with pytest.raises(ValueError, match="one owner"):
        operations.give_to(
            session, promise=promise, owner_words="X", by=WRITER, owner_id=WRITER, outside_owner_id=WRITER
        )


def test_who_keeps_it_cannot_check_it_even_if_someone_else_said_that_it_is_done(session, promise):
    operations.claim(session, promise=promise, state=PromiseState.DONE, words={"en": "Done"}, by=WRITER)
    for who in (promise.owner_id, WRITER):
        with pytest.raises(NeedsSecondPerson):
            operations.check_claim(session, promise=promise, agrees=True, by=who)
    operations.check_claim(session, promise=promise, agrees=True, by=APPROVER)
    assert promise.state is PromiseState.DONE


def test_another_day_is_public_with_its_reason_and_the_first_day_stays(client, session, summary, promise):
    publish(session, summary)
    later = DUE + dt.timedelta(days=30)
    operations.move_day(session, promise=promise, due=later, why={"en": "The new phone is late."}, by=WRITER)
    session.commit()
    page = client.get(f"/promises/{promise.id}").text
    for words in ("31 March 2100", "At first we promised it by 1 March 2100", "The new phone is late."):
        assert words in page
    with pytest.raises(WrongState):
        operations.move_day(session, promise=promise, due=later, why={"en": "Same"}, by=WRITER)
    end(session, promise)
    with pytest.raises(WrongState):
        operations.move_day(session, promise=promise, due=DUE, why={"en": "Ended"}, by=WRITER)


def test_moving_the_day_makes_nobody_punctual():
    after = DUE + dt.timedelta(days=1)
    assert rules.came_late(state=PromiseState.DONE, first_due=DUE, ended=after, today=after)
    assert not rules.came_late(state=PromiseState.DONE, first_due=DUE, ended=DUE, today=after)
    assert rules.came_late(state=PromiseState.DOING, first_due=DUE, ended=None, today=after)


def test_an_owner_outside_starts_shows_and_ends_their_promise_without_an_account(client, session, summary):
    owner = outside(session)
    promise = make_promise(session, summary, outside_owner_id=owner.id)
    mine = f"/promises/yours/{token_of(owner)}"
    assert "We will answer the phone" in client.get(mine).text
    assert session.get_one(Promise, promise.id).state is PromiseState.PROMISED
    send(client, mine, action=f"{mine}/{promise.id}/start")
    answer = submit(
        client, f"{mine}/{promise.id}/evidence", words="The timetable", address="https://buses.example/times"
    )
    assert answer.headers["Location"] == mine
    answer = submit(client, f"{mine}/{promise.id}/ended", state="done", words="The bus goes.")
    assert answer.headers["Location"] == mine
    session.expire_all()
    promise = session.get_one(Promise, promise.id)
    assert (promise.state, promise.claimed_state, promise.claimed_by) == (
        PromiseState.DOING,
        PromiseState.DONE,
        owner.id,
    )
    assert [one.what for one in queries.events_of(session, promise_id=promise.id)] == [
        "made",
        "started",
        "evidence_added",
        "claimed_done",
    ]


def test_a_private_link_opens_nothing_of_others(client, session, summary, promise):
    owner = outside(session)
    session.commit()
    mine = f"/promises/yours/{token_of(owner)}"
    assert "We will answer the phone" not in client.get(mine).text
    for path in ("ended", "evidence"):
        assert client.get(f"{mine}/{promise.id}/{path}").status_code == 404
    assert client.get("/promises/yours/not-a-token").status_code == 404


def test_a_promise_is_made_with_an_owner_outside_on_the_page(client, session, summary):
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    statement = next(one for one in statements_of(session, summary_id=summary.id) if one.section is Section.NEXT)
    path = f"/desk/promises/make/{statement.id}"
    given = {"owner_words": "The bus company", "know": "The bus is there.", "know_cy": "Mae’r bws yno."}
    day = {"due-day": "1", "due-month": "3", "due-year": "2030"}
    answer = submit(client, path, **given, **day)
    assert "Choose an account, or give the email of someone outside" in answer.text
    answer = submit(client, path, **given, **day, outside_email="rhys@buses")
    assert "Enter an email address" in answer.text
    answer = submit(client, path, **given, **{**day, "due-year": "2020"}, outside_email="rhys@buses.example")
    assert "Enter a day that is still to come" in answer.text
    assert "Enter their name" in answer.text
    answer = submit(client, path, **given, **day, outside_email="rhys@buses.example", outside_name="Rhys")
    assert answer.status_code == 303
    promise = session.scalars(sa.select(Promise)).one()
    assert promise.how_we_will_know == {"en": "The bus is there.", "cy": "Mae’r bws yno."}
    assert session.get_one(OutsideOwner, promise.outside_owner_id).name == "Rhys"
    assert "Rhys, outside" in client.get(f"/desk/promises/{promise.id}").text


def test_a_calendar_has_an_address_of_its_own_that_can_be_changed(app, client, session, summary):
    keeper = signed_in(client, session, Role.COMMISSIONER)
    promise = make_promise(session, summary, owner_id=keeper.id)
    assert "calendar/" not in client.get("/desk/promises/calendar").text.split("</h1>")[1].split("<form")[0]
    submit(client, "/desk/promises/calendar")
    token = operations.calendar_token(session, owner_id=keeper.id)
    stranger = app.test_client()
    answer = stranger.get(f"/promises/calendar/{token}.ics")
    lines = answer.data.split(b"\r\n")
    assert answer.content_type == "text/calendar; charset=utf-8"
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert all(len(line) <= 75 for line in lines)
    assert f"UID:promise-{promise.id}@localhost".encode() in answer.data.replace(b"\r\n ", b"")
    assert b"DTSTART;VALUE=DATE:21000301" in answer.data
    assert b"answer the phone on Tuesday evenings\\, too." in answer.data.replace(b"\r\n ", b"")
    assert "Set-Cookie" not in answer.headers
    submit(client, "/desk/promises/calendar")
    assert stranger.get(f"/promises/calendar/{token}.ics").status_code == 404
    fresh = operations.calendar_token(session, owner_id=keeper.id)
    assert stranger.get(f"/promises/calendar/{fresh}.ics").status_code == 200
    send(client, "/desk/promises/calendar", action="/desk/promises/calendar/end")
    assert stranger.get(f"/promises/calendar/{fresh}.ics").status_code == 404


def test_a_calendar_keeps_the_same_entry_when_the_day_moves_and_drops_it_when_it_is_over(client, session, promise):
    token = operations.new_calendar_address(session, owner_id=promise.owner_id)
    session.commit()
    before = client.get(f"/promises/calendar/{token}.ics").text
    operations.move_day(session, promise=promise, due=DUE + dt.timedelta(days=1), why={"en": "x"}, by=WRITER)
    session.commit()
    after = client.get(f"/promises/calendar/{token}.ics").text
    uid = next(line for line in before.split("\r\n") if line.startswith("UID"))
    assert uid in after
    assert "DTSTART;VALUE=DATE:21000302" in after
    end(session, promise)
    assert "UID" not in client.get(f"/promises/calendar/{token}.ics").text


def test_the_calendar_of_someone_who_left_shows_nothing(client, session, summary):
    keeper = signed_in(client, session, Role.COMMISSIONER)
    make_promise(session, summary, owner_id=keeper.id)
    token = operations.new_calendar_address(session, owner_id=keeper.id)
    session.commit()
    assert "UID" in client.get(f"/promises/calendar/{token}.ics").text
    keeper.active = False
    session.commit()
    assert client.get(f"/promises/calendar/{token}.ics").status_code == 404


def test_a_calendar_that_is_passed_on_opens_no_private_page(client, session, summary):
    owner = outside(session)
    make_promise(session, summary, owner_id=None, outside_owner_id=owner.id)
    token = operations.new_calendar_address(session, owner_id=owner.id)
    session.commit()
    words = client.get(f"/promises/calendar/{token}.ics").text.replace("\r\n ", "")
    assert "UID" in words
    assert token_of(owner) not in words
