"""A number of their own beside the link, for members whose phone someone else reads."""

import datetime as dt

import pytest

from portal.panels.errors import WeakPin, WrongPin
from portal.panels.models import MemberStep, PanelMember
from portal.panels.operations.membership import code_of, give_place, link_of
from portal.panels.operations.pins import TRIES, check_pin, remove_pin, set_pin
from portal.panels.queries.belonging import pin_of
from portal.panels.rules.pins import is_pin, is_weak_pin, plain_pin
from portal.people.enums import Role
from portal.people.models import Person
from portal.shared import clock
from portal.shared.throttle import TooMany
from tests.forms import filled, forms_on, send, submit
from tests.panels.factories import make_member, make_panel
from tests.panels.visiting import arrive
from tests.people.factories import signed_in

PIN = "2961"


def guarded(session):
    member = make_member(session, make_panel(session))
    set_pin(session, member=member, pin=PIN)
    session.commit()
    return member


def test_four_of_a_kind_and_four_in_a_row_are_guessed_first_and_nothing_else():
    weak = [pin for pin in (f"{number:04}" for number in range(10_000)) if is_weak_pin(pin)]
    rows = ["0123", "1234", "2345", "3456", "4567", "5678", "6789"]
    assert set(weak) == {digit * 4 for digit in "0123456789"} | set(rows) | {row[::-1] for row in rows}


def test_digits_of_another_script_are_the_same_number():
    assert plain_pin("۲۹۶۱") == plain_pin("2 9 6 1") == PIN
    assert not is_pin("29a1")
    assert not is_pin("291")


@pytest.mark.parametrize("pin", ["1234", "0000", "98765", "12", "123456789", "abcd"])
def test_a_number_that_is_guessed_first_is_refused(session, pin):
    member = make_member(session, make_panel(session))
    with pytest.raises(WeakPin):
        set_pin(session, member=member, pin=pin)
    assert pin_of(session, person_id=member.person_id) == ""


def test_the_number_is_not_stored_and_two_people_with_the_same_one_do_not_look_alike(session):
    panel = make_panel(session)
    first, second = make_member(session, panel), make_member(session, panel)
    for member in (first, second):
        set_pin(session, member=member, pin=PIN)
    session.expire_all()
    assert PIN not in first.pin_hash
    assert first.pin_hash != second.pin_hash
    check_pin(session, member=first, pin=PIN)
    with pytest.raises(WrongPin):
        check_pin(session, member=first, pin="2962")


def test_after_a_few_wrong_numbers_even_the_right_one_waits(session):
    member = guarded(session)
    for _try in range(TRIES):
        with pytest.raises(WrongPin):
            check_pin(session, member=member, pin="7777")
    with pytest.raises(TooMany):
        check_pin(session, member=member, pin=PIN)
    with clock.moved_to(clock.now() + dt.timedelta(minutes=16)):
        check_pin(session, member=member, pin=PIN)


def test_a_number_holds_at_the_door_of_every_panel_of_a_person(session):
    here = guarded(session)
    other = make_panel(session)
    person = session.get_one(Person, here.person_id)
    there = give_place(session, panel=other, person=person, because="decision", by=other.coordinator_id)
    check_pin(session, member=there, pin=PIN)
    remove_pin(session, member=there, by=None)
    assert pin_of(session, person_id=here.person_id) == ""


def test_nothing_is_open_before_the_number_is_typed(session, client):
    member = guarded(session)
    answer = submit(client, link_of(member, base_url=""))
    assert answer.headers["Location"] == "/m"
    for path in ("/member/", "/member/passport/", "/member/pin/"):
        assert client.get(path).headers["Location"] == "/code"
    assert "Carers" not in client.get("/m").text
    answer = submit(client, "/m", pin="7777")
    assert "This is not the number." in answer.text
    assert client.get("/member/").status_code == 303
    assert submit(client, "/m", pin=PIN).headers["Location"] == "/member/"
    assert "Carers&#39; panel" in client.get("/member/").text


def test_the_code_asks_for_the_number_too(session, client):
    member = guarded(session)
    answer = submit(client, "/code", code=code_of(member))
    assert answer.headers["Location"] == "/m"


def test_wrong_numbers_are_counted_even_though_the_page_comes_back(session, client):
    member = guarded(session)
    submit(client, link_of(member, base_url=""))
    for _try in range(TRIES):
        submit(client, "/m", pin="7777")
    assert "That was too often." in submit(client, "/m", pin=PIN).text
    assert client.get("/member/").status_code == 303


def test_leaving_fast_ends_it_and_the_number_is_asked_for_again(session, client):
    member = guarded(session)
    submit(client, link_of(member, base_url=""))
    submit(client, "/m", pin=PIN)
    send(client, "/member/", action="/leave")
    assert client.get("/member/").headers["Location"] == "/code"
    assert client.get("/m").headers["Location"] == "/code"
    assert submit(client, link_of(member, base_url="")).headers["Location"] == "/m"


def test_the_number_is_asked_for_again_after_a_while_before_what_others_must_not_see(session, client):
    member = guarded(session)
    submit(client, link_of(member, base_url=""))
    submit(client, "/m", pin=PIN)
    assert client.get("/member/passport/").status_code == 200
    with clock.moved_to(clock.now() + dt.timedelta(minutes=11)):
        assert client.get("/member/").status_code == 200
        answer = client.get("/member/passport/")
        assert answer.headers["Location"] == "/member/pin/again?next=/member/passport/"
        answer = submit(client, answer.headers["Location"], pin=PIN)
        assert answer.headers["Location"] == "/member/passport/"
        assert client.get("/member/passport/").status_code == 200


def test_a_browser_that_never_showed_the_number_changes_nothing_that_is_guarded(session, client):
    """It was open before there was a number, and sends without looking."""
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    keys = next(dict(filled(form, {})) for form in forms_on(client.get("/member/").text) if form["method"] == "post")
    set_pin(session, member=member, pin=PIN)
    session.commit()
    for path in ("/member/thanks/bank/forget", "/member/pin/", "/member/passport/hearing/forget"):
        answer = client.post(path, data={"csrf_token": keys["csrf_token"], "pin": "58203", "again": "58203"})
        assert (answer.status_code, answer.headers["Location"]) == (303, "/member/pin/again?next=/member/")
    check_pin(session, member=member, pin=PIN)


def test_the_way_on_after_the_number_leads_to_no_other_site(session, client):
    member = guarded(session)
    submit(client, link_of(member, base_url=""))
    submit(client, "/m", pin=PIN)
    answer = submit(client, "/member/pin/again?next=//elsewhere.example", pin=PIN)
    assert answer.headers["Location"] == "/member/"


def test_a_member_chooses_changes_and_takes_away_their_number(session, client):
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    assert "The two numbers are not the same" in submit(client, "/member/pin/", pin=PIN, again="2962").text
    assert "Someone could guess this number." in submit(client, "/member/pin/", pin="1234", again="1234").text
    assert submit(client, "/member/pin/", pin=PIN, again=PIN).status_code == 303
    session.expire_all()
    first = session.get_one(PanelMember, member.id).pin_hash
    submit(client, "/member/pin/", pin="58203", again="58203")
    session.expire_all()
    assert session.get_one(PanelMember, member.id).pin_hash not in ("", first)
    send(client, "/member/pin/", action="/member/pin/remove")
    session.expire_all()
    assert session.get_one(PanelMember, member.id).pin_hash == ""


def test_staff_take_a_forgotten_number_away_and_say_how_they_knew_the_member(session, client):
    member = guarded(session)
    signed_in(client, session, Role.ORGANISER)
    path = f"/panels/{member.panel_id}/members/{member.id}/number"
    assert "Say how you knew" in submit(client, path, how="").text
    submit(client, path, how="I know her voice")
    session.expire_all()
    assert pin_of(session, person_id=member.person_id) == ""
    step = session.query(MemberStep).filter_by(because="pin_removed").one()
    assert step.why == "I know her voice"
