import datetime as dt

import pytest

from portal.contact.models import ContactMessage
from portal.panels.enums import CallStanding, HelpedBy, InterestState
from portal.panels.errors import CallFixed, CallNotOpen, NotYet, WrongState
from portal.panels.models import Interest, PanelCall
from portal.panels.operations import calls as operations
from portal.panels.operations import inviting
from portal.panels.operations.interest import begin, code_of, link_of, say, send, stay, withdraw
from portal.panels.operations.pool_retention import forget_old_interest
from portal.panels.queries import calls as queries
from portal.panels.rules import calls as rules
from portal.people.enums import ConsentPurpose, Role
from portal.people.models import Person
from portal.people.queries import consents_of
from portal.shared import clock, queue
from tests.forms import submit
from tests.panels.calls import (
    AREA,
    GENDER,
    TARGETS,
    WORDS,
    come_forward,
    known_person,
    make_call,
    make_service,
    on_day,
    on_roster,
    target,
)
from tests.panels.factories import make_panel
from tests.people.factories import make_person, signed_in


def test_a_call_is_open_from_its_first_day_to_its_last_both_included(session):
    call = make_call(session, make_panel(session))
    assert operations.standing_of(call) is CallStanding.ANNOUNCED
    with on_day(call):
        assert operations.standing_of(call) is CallStanding.OPEN
    with on_day(call, "closes_on"):
        assert operations.standing_of(call) is CallStanding.OPEN
    with on_day(call, "closes_on", plus=1):
        assert operations.standing_of(call) is CallStanding.CLOSED


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 10, 24, 23, 30, tzinfo=dt.UTC), dt.date(2026, 10, 25)),
        (dt.datetime(2026, 10, 25, 23, 30, tzinfo=dt.UTC), dt.date(2026, 10, 25)),
        (dt.datetime(2027, 3, 27, 23, 30, tzinfo=dt.UTC), dt.date(2027, 3, 27)),
        (dt.datetime(2027, 3, 28, 23, 30, tzinfo=dt.UTC), dt.date(2027, 3, 29)),
    ],
)
def test_the_day_is_that_at_home_in_the_nights_the_clocks_change(moment, day):
    with clock.moved_to(moment):
        assert operations.home_today() == day


def test_how_people_are_chosen_is_published_before_anyone_can_come_forward_and_fixed_then(session):
    panel = make_panel(session)
    late = make_call(session, panel, published=False, opens_in=0)
    with pytest.raises(NotYet) as refused:
        operations.publish_call(session, call=late, by=panel.coordinator_id)
    assert [fault.code for fault in refused.value.faults] == ["opens"]
    call = make_call(session, panel)
    assert call.rules_sha256 == rules.rules_sha256(operations.published_rules(call))
    with pytest.raises(CallFixed):
        operations.change_call(session, call=call, by=panel.coordinator_id, targets=[])


def test_a_call_without_words_or_targets_is_not_published(session):
    panel = make_panel(session)
    call = make_call(session, panel, published=False)
    words = {**WORDS, "payment": {"cy": "Dim ond Cymraeg"}}
    operations.change_call(session, call=call, by=panel.coordinator_id, words=words, targets=[])
    faults = [(fault.code, fault.about) for fault in operations.faults_of(call)]
    assert faults == [("text", "payment"), ("targets", "")]


def test_balancing_by_less_drops_the_targets_of_what_is_not_asked(session):
    panel = make_panel(session)
    call = make_call(session, panel, published=False)
    operations.balance_by(session, call=call, attributes=[GENDER], by=panel.coordinator_id)
    assert {row["category"] for row in call.targets} == {"gender"}


def test_targets_that_cannot_fill_the_seats_are_said_in_numbers():
    rows = [target("gender", "woman", 4, 5), target("gender", "man", 3, 5), target("area", "North", 0, 1)]
    assert rules.clashes(6, rows, [GENDER, AREA]) == [("gender", "too_many", 7)]
    rows.append(target("area", "South", 0, 2))
    assert rules.clashes(6, rows, [AREA]) == [("gender", "too_many", 7), ("area", "too_few", 3)]
    assert rules.clashes(6, TARGETS, [GENDER, AREA]) == []


def test_a_share_suggests_the_whole_numbers_around_it():
    assert rules.suggested(30, 0.41) == (12, 13)
    assert rules.suggested(30, 0.5) == (15, 15)
    assert rules.suggested(6, 0.0) == (0, 0)


def test_nobody_comes_forward_before_a_call_opens_or_after_it_closed(session):
    call = make_call(session, make_panel(session))
    with pytest.raises(CallNotOpen):
        begin(session, call=call, language="en")
    with on_day(call, "closes_on", plus=1), pytest.raises(CallNotOpen):
        come_forward(session, call)


def test_who_it_is_stands_with_the_person_and_the_draft_is_emptied(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        interest, was_there = come_forward(
            session,
            call,
            about={"gender": "woman"},
            address="1 Long Street",
            safe_contact=["no_phone"],
            needs="Breaks",
            helped_by="worker",
        )
        person = session.get_one(Person, interest.person_id)
        assert person.safe_contact_confirmed_at is not None
    assert not was_there
    assert (interest.state, interest.draft, interest.helped_by) == (InterestState.INTERESTED, None, HelpedBy.WORKER)
    assert queries.profiles([interest])[interest.id] == {"gender": "woman", "area": "prefer_not_to_say"}
    assert interest.home_index != ""
    assert (person.name, person.safe_contact) == (f"Person {person.name.split()[1]}", ["no_phone"])
    assert consents_of(session, subject_id=interest.id) == {ConsentPurpose.PANEL_POOL: True}


def test_whoever_is_on_record_is_recognised_by_email_and_name_and_only_then(session):
    call = make_call(session, make_panel(session))
    known = known_person(session, name="Ann Lee", email="ann@example.org")
    with on_day(call):
        same, _ = come_forward(session, call, name="Lee, Ann", email="ANN@example.org ")
        other, _ = come_forward(session, call, name="Bob Lee", email="ann@example.org")
    assert same.person_id == known.id
    assert other.person_id != known.id


def test_whoever_says_it_twice_is_in_once_with_what_is_new(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        first, _ = come_forward(session, call, name="Ann", email="ann@example.org", about={"gender": "woman"})
        second, was_there = come_forward(session, call, name="Ann", email="ann@example.org", about={"area": "North"})
    assert was_there
    assert second.id == first.id
    assert len(queries.pool_of_call(session, call_id=call.id)) == 1
    assert queries.profiles([first])[first.id]["area"] == "North"


def test_what_was_sent_cannot_be_written_again(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        interest, _ = come_forward(session, call)
        with pytest.raises(WrongState):
            say(session, interest=interest, step="name", answers={"name": "Else"})
        with pytest.raises(WrongState):
            send(session, interest=interest, stays=True, language="en")


def test_a_paper_counts_until_the_draw_when_staff_type_it(session):
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call, "closes_on", plus=2):
        interest, _ = come_forward(session, call, by=panel.coordinator_id)
    assert (interest.state, interest.typed_by) == (InterestState.INTERESTED, panel.coordinator_id)


def test_going_empties_what_they_said_at_once_and_the_person_thirty_days_later(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        interest, _ = come_forward(session, call, about={"gender": "woman"})
        person = session.get_one(Person, interest.person_id)
        withdraw(session, interest=interest)
        assert (interest.state, interest.profile, interest.home_index) == (InterestState.WITHDRAWN, None, "")
        assert consents_of(session, subject_id=interest.id) == {ConsentPurpose.PANEL_POOL: False}
        assert forget_old_interest(session) == 0
    with on_day(call, plus=31):
        assert forget_old_interest(session) == 1
        assert (person.name, person.email_index, interest.person_id) == (None, None, None)
        assert forget_old_interest(session) == 0


def test_a_year_on_the_list_ends_unless_they_want_another(session):
    call = make_call(session, make_panel(session))
    with on_day(call):
        staying, _ = come_forward(session, call)
        going, _ = come_forward(session, call)
        staying.state = going.state = InterestState.NOT_CHOSEN
        first_day = staying.keep_until
    with on_day(call, plus=340):
        assert inviting.ask_to_renew(session, before=operations.home_today() + dt.timedelta(days=30)) == 2
        assert inviting.ask_to_renew(session, before=operations.home_today() + dt.timedelta(days=30)) == 0
        stay(session, interest=staying)
        assert staying.keep_until == first_day + dt.timedelta(days=340)
    with on_day(call, plus=366):
        assert forget_old_interest(session) == 1
    assert (staying.state, going.state) == (InterestState.POOL, InterestState.FORGOTTEN)
    assert going.person_id is None
    assert staying.person_id is not None


def test_a_service_that_still_knows_a_person_keeps_them(session):
    call = make_call(session, make_panel(session))
    person = known_person(session, name="Ann", email="ann@example.org")
    on_roster(session, make_service(session), person)
    with on_day(call):
        interest, _ = come_forward(session, call, name="Ann", email="ann@example.org")
        withdraw(session, interest=interest)
    with on_day(call, plus=31):
        forget_old_interest(session)
    assert (interest.state, person.name) == (InterestState.FORGOTTEN, "Ann")


def test_a_whole_roster_is_asked_once_each_and_nobody_who_must_not_be(session, settings):
    panel = make_panel(session)
    call = make_call(session, panel)
    service = make_service(session)
    with on_day(call):
        for number in range(3):
            person = make_person(
                session,
                email=f"r{number}@example.org",
                safe_contact_confirmed_at=clock.now(),
                do_not_contact=number == 2,
            )
            on_roster(session, service, person)
        job = queue.enqueue(
            session,
            "panels.ask_people",
            call_id=str(call.id),
            service_id=str(service.id),
            by=str(panel.coordinator_id),
        )
        session.commit()
        queue.run_everything(session)
        session.refresh(job)
        assert job.result == {"people": 3, "sent": 2}
        assert session.query(Interest).filter_by(state=InterestState.INVITED).count() == 2
        words = session.query(ContactMessage).first().words
        assert "carer" not in words.lower()
        assert len(inviting.people_to_ask(session, call=call, service_id=service.id)) == 1


def test_the_public_page_says_everything_and_how_members_are_chosen(session, client):
    call = make_call(session, make_panel(session))
    session.commit()
    listed = client.get("/join/").text
    assert "Carers, help us decide" in listed
    text = client.get(f"/join/{call.id}").text
    for words in ("Which breaks are paid for.", "How much money there is.", "The lottery numbers of the evening."):
        assert words in text
    paper = client.get(f"/join/{call.id}/print").text
    assert "Which breaks are paid for." in paper
    assert "☐ North" in paper


def test_a_draft_of_a_call_is_seen_by_nobody(session, client):
    call = make_call(session, make_panel(session), published=False)
    session.commit()
    assert client.get(f"/join/{call.id}").status_code == 404
    assert "Carers" not in client.get("/join/").text


def walk_in(client, call):
    return submit(client, f"/join/{call.id}")


def test_someone_comes_forward_page_by_page_skipping_what_they_like(session, client):
    call = make_call(session, make_panel(session))
    session.commit()
    with on_day(call):
        assert walk_in(client, call).headers["Location"] == "/join/mine/step/name"
        said = {"name": {"name": "Ann"}, "reach": {"mobile": "07700 900123"}, "about-gender": {"value": "woman"}}
        step = "name"
        for _ in range(9):
            answer = submit(client, f"/join/mine/step/{step}", **said.get(step, {}))
            step = answer.headers["Location"].rsplit("/", 1)[1]
            if step == "check":
                break
        assert submit(client, "/join/mine/step/check", stays="yes").headers["Location"] == "/join/mine"
        page = client.get("/join/mine").text
        assert "We know that you would like to take part." in page
    interest = session.query(Interest).one()
    assert (interest.state, session.get_one(Person, interest.person_id).name) == (InterestState.INTERESTED, "Ann")
    assert code_of(interest) in page


def test_without_a_way_to_reach_them_nothing_is_sent_and_the_page_says_what_is_missing(session, client):
    call = make_call(session, make_panel(session))
    session.commit()
    with on_day(call):
        walk_in(client, call)
        submit(client, "/join/mine/step/name", name="Ann")
        page = client.get("/join/mine/step/check").text
    assert "We still need your name, and one way to reach you." in page
    assert session.query(Person).filter(Person.email_index.is_not(None)).count() == 0


def test_a_draft_is_found_again_by_its_code_and_shows_nothing_that_was_said(session, app):
    call = make_call(session, make_panel(session))
    session.commit()
    with on_day(call):
        first = app.test_client()
        walk_in(first, call)
        submit(first, "/join/mine/step/name", name="Ann Secret")
        session.expire_all()
        code = code_of(session.query(Interest).one())
        other = app.test_client()
        assert submit(other, "/code", code=code).headers["Location"] == "/join/mine"
        assert other.get("/join/mine/go-on").headers["Location"] == "/join/mine/step/reach"
        seen = other.get("/join/mine/step/name").text + other.get("/join/mine/step/check").text
    assert "Ann Secret" not in seen
    assert "You answered this already." in seen


def test_the_link_shows_nothing_before_pressing_and_nothing_once_they_went(session, client):
    call = make_call(session, make_panel(session))
    with on_day(call):
        interest, _ = come_forward(session, call, name="Ann")
        session.commit()
        address = link_of(interest, base_url="")
        assert "Carers" not in client.get(address).text
        assert submit(client, address).headers["Location"] == "/join/mine"
        assert submit(client, "/join/mine/go").headers["Location"] == "/join/gone"
        assert client.get(address).status_code == 404


def test_someone_not_chosen_is_told_kindly_and_can_stay_or_go(session, client):
    call = make_call(session, make_panel(session))
    with on_day(call):
        interest, _ = come_forward(session, call, stays=False)
        interest.state = InterestState.NOT_CHOSEN
        session.commit()
        submit(client, link_of(interest, base_url=""))
        page = client.get("/join/mine").text
        assert "It was by lot. It says nothing about you" in page
        assert submit(client, "/join/mine", with_field="idempotency_key").status_code == 303
    session.expire_all()
    assert session.get_one(Interest, interest.id).state is InterestState.POOL


def test_staff_type_someone_in_and_hear_their_code(session, client):
    panel = make_panel(session)
    call = make_call(session, panel)
    session.commit()
    with on_day(call):
        account = signed_in(client, session, Role.ORGANISER)
        session.commit()
        address = f"/panels/{panel.id}/calls/{call.id}/people/new"
        refused = submit(client, address, came_by="paper", name="Ann", stays="yes")
        assert "Enter at least one way to reach them" in refused.text
        answer = submit(client, address, came_by="paper", name="Ann", mobile="07700 900123", stays="yes")
        assert answer.status_code == 303
        people = client.get(answer.headers["Location"]).text
    interest = session.query(Interest).one()
    assert (interest.typed_by, interest.came_by) == (account.id, "paper")
    assert code_of(interest) in people
    assert "Ann" in people


def test_an_organiser_writes_balances_and_publishes_a_call(session, client):
    panel = make_panel(session)
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    words = {f"{name}_en": texts["en"] for name, texts in WORDS.items()}
    answer = submit(client, f"/panels/{panel.id}/calls/new", **words, title_ur="اردو")
    call = session.query(PanelCall).one()
    assert answer.headers["Location"] == f"/panels/{panel.id}/calls/{call.id}/balance"
    assert call.words["title"] == {"en": WORDS["title"]["en"], "ur": "اردو"}
    answer = submit(client, answer.headers["Location"], categories=["gender", "area"], areas="North\nSouth\nNorth")
    values = {"least_gender_0": "2", "most_gender_0": "4", "least_area_1": "1"}
    clash = submit(client, answer.headers["Location"], **{**values, "least_gender_1": "5"})
    assert "Gender: at least 7 people, but only 6 seats." in clash.text
    answer = submit(client, answer.headers["Location"], **values)
    assert answer.headers["Location"] == f"/panels/{panel.id}/calls/{call.id}"
    session.expire_all()
    assert [(row["value"], row["least"], row["most"]) for row in call.targets] == [("woman", 2, 4), ("South", 1, 6)]
    submit(client, answer.headers["Location"])
    session.expire_all()
    assert call.published_at is not None
