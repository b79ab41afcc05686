"""What a member needs: asked once, used everywhere, and no look without a purpose."""

import pytest

from portal.panels.enums import LookPurpose, NeedKind
from portal.panels.models import PassportLook, PassportNeed
from portal.panels.operations.membership import give_place
from portal.panels.operations.passports import forget_need, look, say_need
from portal.panels.queries import passports as queries
from portal.panels.rules.passports import BOXES
from portal.people.enums import Role
from portal.people.models import Person
from portal.shared.i18n import speaking
from tests.forms import send, submit
from tests.panels.factories import make_member, make_panel
from tests.panels.visiting import arrive
from tests.people.factories import signed_in


def test_every_kind_of_need_has_a_question_and_boxes_with_words():
    assert list(BOXES) == list(NeedKind)
    assert all(str(words).strip() for boxes in BOXES.values() for words in boxes.values())


def test_needs_are_told_in_the_order_of_the_passport_and_own_words_stay_as_they_are(session):
    panel = make_panel(session)
    member, silent = make_member(session, panel), make_member(session, panel)
    say_need(session, member=member, kind=NeedKind.BREAKS, ticks=["hour", "nonsense"], own="", by=None)
    say_need(session, member=member, kind=NeedKind.STEP_FREE, ticks=["no_steps"], own="My chair is wide.", by=None)
    say_need(session, member=member, kind=NeedKind.FOOD, by=None)

    needs = queries.needs_of(session, [member.id, silent.id])
    assert [(need.kind, need.words, need.ticks) for need in needs[member.id]] == [
        (NeedKind.STEP_FREE, "No steps. My chair is wide.", ("no_steps",)),
        (NeedKind.BREAKS, "A break every hour", ("hour",)),
    ]
    assert needs[silent.id] == []
    with speaking("cy"):
        assert queries.needs_of(session, [member.id])[member.id][0].own == "My chair is wide."


def test_what_is_needed_is_told_once_for_every_panel_of_a_person(session):
    here = make_member(session, make_panel(session))
    other = make_panel(session)
    person = session.get_one(Person, here.person_id)
    there = give_place(session, panel=other, person=person, because="decision", by=other.coordinator_id)
    say_need(session, member=here, kind=NeedKind.FOOD, ticks=["halal"], by=None)
    assert queries.needs_of(session, [there.id])[there.id][0].words == "Halal"
    forget_need(session, member=there, kind=NeedKind.FOOD, by=None)
    assert queries.needs_of(session, [here.id]) == {here.id: []}


def test_what_is_needed_lies_sealed(session):
    member = make_member(session, make_panel(session))
    say_need(session, member=member, kind=NeedKind.UPSET, own="Ring my sister", by=None)
    row = session.query(PassportNeed).one()
    assert b"sister" not in row.said_sealed
    assert queries.need_in(row).own == "Ring my sister"


def test_a_member_answers_one_thing_on_a_page_and_skips_another(session, client):
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    first, second, third = list(NeedKind)[:3]
    answer = submit(client, f"/member/passport/{first}", ticks=["easy_read", "large_print"], own="No yellow", save="y")
    assert answer.headers["Location"] == f"/member/passport/{second}"
    answer = submit(client, f"/member/passport/{second}", skip="y")
    assert answer.headers["Location"] == f"/member/passport/{third}"
    submit(client, f"/member/passport/{third}", nothing="y")

    rows = queries.passport_of(session, person_id=member.person_id)
    assert {kind: row.said is None for kind, row in rows.items()} == {first: False, third: True}
    text = client.get("/member/passport/").text
    assert "Easy read with pictures and Large print. No yellow" in text
    assert "Nothing needed" in text


def test_a_member_takes_back_what_they_said(session, client):
    member = make_member(session, make_panel(session))
    say_need(session, member=member, kind=NeedKind.FOOD, ticks=["vegan"], by=None)
    arrive(client, session, member)
    send(client, "/member/passport/food", action="/member/passport/food/forget")
    assert queries.passport_of(session, person_id=member.person_id) == {}


def test_words_that_are_too_long_come_back_and_nothing_is_saved(session, client):
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    answer = submit(client, "/member/passport/food", own="x" * 601, save="y")
    assert answer.status_code == 200
    assert "x" * 601 in answer.text
    assert queries.passport_of(session, person_id=member.person_id) == {}


def test_a_page_for_a_need_that_does_not_exist_is_not_found(session, client):
    arrive(client, session, make_member(session, make_panel(session)))
    assert client.get("/member/passport/nonsense").status_code == 404


def test_staff_see_what_is_needed_only_after_saying_what_for_and_the_member_reads_it(session, client):
    staff = client.application.test_client()
    signed_in(staff, session, Role.ORGANISER)
    member = make_member(session, make_panel(session))
    say_need(session, member=member, kind=NeedKind.UPSET, own="Ring my sister", by=None)
    session.commit()
    path = f"/panels/{member.panel_id}/passports/{member.id}"

    assert "Told us what they need" in staff.get(f"/panels/{member.panel_id}/passports/").text
    for page in (path, f"/panels/{member.panel_id}/passports/", f"/panels/{member.panel_id}/members/{member.id}"):
        assert "Ring my sister" not in staff.get(page).text
    assert staff.get(f"{path}/upset").headers["Location"] == path
    assert "Choose what you need it for" in submit(staff, path, why=None).text
    assert session.query(PassportLook).count() == 0

    assert submit(staff, path, why="booking").status_code == 303
    assert "Ring my sister" in staff.get(path).text
    arrive(client, session, member)
    text = client.get("/member/passport/").text
    assert "Sam Staff" in text
    assert "To book what you need" in text


def test_a_look_counts_for_half_an_hour_and_for_one_of_the_staff_only(session, client):
    import datetime as dt

    from portal.shared import clock

    member = make_member(session, make_panel(session))
    account = signed_in(client, session, Role.ORGANISER)
    look(session, member, account.id, LookPurpose.CALL)
    session.commit()
    path = f"/panels/{member.panel_id}/passports/{member.id}"
    assert "What do you need it for?" not in client.get(path).text
    other = client.application.test_client()
    signed_in(other, session, Role.ORGANISER, email="other@example.org")
    assert "What do you need it for?" in other.get(path).text
    with clock.moved_to(clock.now() + dt.timedelta(minutes=31)):
        assert "What do you need it for?" in client.get(path).text


def test_staff_type_what_a_member_says_on_the_phone(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    member = make_member(session, make_panel(session))
    look(session, member, account.id, LookPurpose.CALL)
    session.commit()
    path = f"/panels/{member.panel_id}/passports/{member.id}/companion"
    assert submit(client, path, ticks=["person"], own="My son Ali", save="y").status_code == 303
    row = session.query(PassportNeed).one()
    assert (queries.need_in(row).words, row.by) == ("Someone comes with me. My son Ali", account.id)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.ORGANISER])
def test_nobody_but_organisers_opens_a_passport(session, client, role):
    member = make_member(session, make_panel(session))
    signed_in(client, session, role)
    session.commit()
    for path in (f"/panels/{member.panel_id}/passports/", f"/panels/{member.panel_id}/passports/{member.id}"):
        assert client.get(path).status_code == 403
