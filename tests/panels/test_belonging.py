"""Saying yes or no to a place, learning, taking a break, stopping."""

import datetime as dt

import pytest

from portal.contact.enums import Withheld
from portal.panels.enums import AgreementPart, ItemKind, MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import OtherWords, WrongState
from portal.panels.models import MemberAgreement, PanelMember
from portal.panels.operations import belonging as operations
from portal.panels.operations.belonging import Said
from portal.panels.operations.membership import give_place, link_of
from portal.panels.operations.writing import write_to_member
from portal.panels.queries import belonging as queries
from portal.panels.queries.panels import steps_of
from portal.panels.rules.agreements import fingerprint, fingerprint_of_all, our_words
from portal.people.enums import Role
from portal.people.models import Person
from portal.questions.enums import Provenance
from portal.shared import clock
from portal.shared.database import db
from tests.forms import send, submit
from tests.guards.walking import Statements
from tests.panels.factories import make_member, make_panel
from tests.panels.visiting import arrive
from tests.people.factories import signed_in

DAY = dt.date(2026, 10, 25)


def shown_to(session, member, language="en"):
    words = queries.agreement_words(session, panel_id=member.panel_id, language=language)
    return fingerprint_of_all({one.part: one.text for one in words})


def state_of(session, member):
    session.expire_all()
    return session.get_one(PanelMember, member.id).state


def test_every_part_has_words_of_ours_in_every_language():
    for part in AgreementPart:
        words = our_words(part)
        assert list(words) == ["en", "en-easy", "cy", "ur"]
        assert all(len(text.splitlines()) == len(words["en"].splitlines()) for text in words.values())


def test_yes_keeps_the_very_words_their_language_and_who_helped(session):
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    said = Said(provenance=Provenance.HELPED, helped_by="My sister")
    operations.say_yes(session, member=member, shown=shown_to(session, member), language="en", said=said)

    assert member.state is MemberState.CONFIRMED
    rows = queries.agreed_by(session, member_id=member.id)
    assert {row.part for row in rows} == set(AgreementPart)
    for row in rows:
        assert row.words == our_words(row.part)["en"]
        assert row.text_sha256 == fingerprint(row.words)
        assert (row.language, row.through, row.helped_by, row.by) == ("en", SaidBy.WEB, "My sister", None)


def test_nobody_agrees_to_words_they_were_not_shown(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.SELECTED)
    shown = shown_to(session, member)
    new = {"en": "We listen to each other."}
    operations.write_text(session, panel=panel, part=AgreementPart.AGREEMENT, words=new, by=panel.coordinator_id)
    with pytest.raises(OtherWords):
        operations.say_yes(session, member=member, shown=shown, language="en", said=Said())
    assert (member.state, session.query(MemberAgreement).count()) == (MemberState.SELECTED, 0)


def test_newer_words_are_put_before_whoever_agreed_to_the_old_ones(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.SELECTED)
    operations.say_yes(session, member=member, shown=shown_to(session, member), language="en", said=Said())
    assert queries.has_new_words(session, member=member) is False
    new = {"en": "We listen to each other."}
    operations.write_text(session, panel=panel, part=AgreementPart.AGREEMENT, words=new, by=panel.coordinator_id)
    assert queries.has_new_words(session, member=member) is True
    operations.say_yes(session, member=member, shown=shown_to(session, member), language="en", said=Said())
    assert queries.has_new_words(session, member=member) is False
    assert member.state is MemberState.CONFIRMED


def test_no_to_a_place_needs_no_reason_and_comes_before_a_yes_only(session):
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    operations.say_no(session, member=member, said=Said())
    assert member.state is MemberState.STEPPED_DOWN
    assert steps_of(session, member_id=member.id)[-1].because == "declined"
    with pytest.raises(WrongState):
        operations.say_no(session, member=member, said=Said())


def test_whoever_has_learnt_all_that_is_needed_begins(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.CONFIRMED)
    by = panel.coordinator_id
    items = [
        operations.add_item(session, panel=panel, kind=kind, name={"en": name}, is_needed=needed, by=by)
        for kind, name, needed in (
            (ItemKind.INDUCTION, "Meet the others", True),
            (ItemKind.INDUCTION, "How money works", True),
            (ItemKind.TRAINING, "Chairing", False),
        )
    ]
    assert queries.still_to_learn(session, panel_id=panel.id) == {member.id: 2}
    note = {"planned_on": None, "done_on": DAY, "done_with": "Bea", "by": by}
    operations.note_learning(session, member=member, item=items[0], **note)
    assert member.state is MemberState.CONFIRMED
    operations.note_learning(session, member=member, item=items[1], **note)
    assert member.state is MemberState.ACTIVE
    assert queries.still_to_learn(session, panel_id=panel.id) == {}
    assert [(one.item.name["en"], one.is_done) for one in queries.learnt_by(session, member=member)] == [
        ("Meet the others", True),
        ("How money works", True),
        ("Chairing", False),
    ]


@pytest.mark.parametrize("before", [MemberState.CONFIRMED, MemberState.ACTIVE])
def test_a_break_needs_no_reason_and_leads_back_to_where_they_were(session, before):
    member = make_member(session, make_panel(session), state=before)
    operations.take_break(session, member=member, by=None)
    operations.take_break(session, member=member, by=None)
    assert member.state is MemberState.PAUSED
    operations.come_back(session, member=member, by=None)
    assert member.state is before


def test_whoever_takes_a_break_is_not_written_to(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.PAUSED)
    assert write_to_member(session, member=member, about=panel.id).withheld is Withheld.PAUSED
    operations.come_back(session, member=member, by=None)
    assert write_to_member(session, member=member, about=panel.id).is_sent is True


def test_a_chosen_member_says_yes_on_their_page(session, client):
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    arrive(client, session, member)
    assert "You are chosen" in client.get("/member/").text
    answer = submit(client, "/member/place", yes="y", helped="own_words")
    assert answer.headers["Location"] == "/member/"
    assert state_of(session, member) is MemberState.CONFIRMED


def test_a_chosen_member_says_no_and_their_page_closes(session, client):
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    arrive(client, session, member)
    answer = submit(client, "/member/place", no="y")
    assert answer.headers["Location"] == "/member/goodbye"
    assert "Nothing changes in the help you get" in client.get("/member/goodbye").text
    assert state_of(session, member) is MemberState.STEPPED_DOWN
    assert client.get("/member/").status_code == 303


def test_words_changed_meanwhile_come_back_to_be_read(session, client):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.SELECTED)
    arrive(client, session, member)
    answer = submit(client, "/member/place", shown="0" * 64, yes="y", helped="helped", helped_by="My sister")
    assert "The words have changed. Please read them again." in answer.text
    assert 'value="My sister"' in answer.text
    assert state_of(session, member) is MemberState.SELECTED


def test_one_tap_is_a_break_and_one_tap_ends_it(session, client):
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    assert submit(client, "/member/break").status_code == 303
    assert state_of(session, member) is MemberState.PAUSED
    home = client.get("/member/").text
    assert "You are taking a break. We do not write to you." in home
    assert "Take a break now" not in home
    assert send(client, "/member/", action="/member/back").status_code == 303
    assert state_of(session, member) is MemberState.ACTIVE


def test_whoever_is_chosen_and_wants_a_break_is_told_that_nothing_is_asked_yet(session, client):
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    arrive(client, session, member)
    submit(client, "/member/break")
    assert "You have not said yes yet. Take all the time you need" in client.get("/member/").text
    assert state_of(session, member) is MemberState.SELECTED


def test_a_member_stops_and_their_link_opens_nothing_any_more(session, client):
    member = make_member(session, make_panel(session))
    arrive(client, session, member)
    assert submit(client, "/member/step-down").headers["Location"] == "/member/goodbye"
    assert state_of(session, member) is MemberState.STEPPED_DOWN
    assert client.get(link_of(member, base_url="")).status_code == 404


def test_someone_on_two_panels_goes_from_one_page_to_the_other(session, client):
    first = make_panel(session, name={"en": "Carers' panel"})
    second = make_panel(session, name={"en": "Housing panel"})
    here = make_member(session, first)
    person = session.get_one(Person, here.person_id)
    there = give_place(session, panel=second, person=person, because="decision", by=second.coordinator_id)
    stranger = make_member(session, second)
    arrive(client, session, here)
    assert "Housing panel" in client.get("/member/").text
    assert send(client, "/member/", action=f"/member/other/{there.id}").headers["Location"] == "/member/"
    assert "Housing panel" in client.get("/member/").text.split("</h1>")[1][:200]
    assert client.post(f"/member/other/{stranger.id}").status_code in (400, 404)


def test_staff_type_a_yes_said_on_the_phone_in_the_language_it_was_read_in(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    session.commit()
    path = f"/panels/{member.panel_id}/members/{member.id}/answer?in=cy"
    answer = submit(client, path, said="yes", through="phone", helped="interpreted", helped_by="Bea")
    assert answer.status_code == 303
    assert state_of(session, member) is MemberState.CONFIRMED
    rows = queries.agreed_by(session, member_id=member.id)
    assert {(row.language, row.through, row.provenance, row.helped_by, row.by) for row in rows} == {
        ("cy", SaidBy.PHONE, Provenance.INTERPRETED, "Bea", account.id)
    }
    text = client.get(f"/panels/{member.panel_id}/members/{member.id}").text
    assert "Typed by Sam Staff" in text


def test_staff_move_a_member_and_must_say_why(session, client):
    signed_in(client, session, Role.ORGANISER)
    member = make_member(session, make_panel(session), state=MemberState.CONFIRMED)
    session.commit()
    path = f"/panels/{member.panel_id}/members/{member.id}/move"
    assert "Say why in a few words" in submit(client, path, to="active", why="").text
    assert submit(client, path, to="active", why="Ready to begin").status_code == 303
    assert state_of(session, member) is MemberState.ACTIVE
    assert "Ready to begin" in client.get(f"/panels/{member.panel_id}/members/{member.id}").text


def test_a_step_that_is_not_possible_cannot_be_chosen(session, client):
    signed_in(client, session, Role.ORGANISER)
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    session.commit()
    answer = submit(client, f"/panels/{member.panel_id}/members/{member.id}/move", to="active", why="Now")
    assert "Choose one of the answers" in answer.text
    assert state_of(session, member) is MemberState.SELECTED


def test_a_member_rings_whoever_was_named_for_them(session, client):
    staff = client.application.test_client()
    account = signed_in(staff, session, Role.ORGANISER)
    member = make_member(session, make_panel(session))
    session.commit()
    path = f"/panels/{member.panel_id}/members/{member.id}/support"
    submit(staff, path, contact=str(account.id), phone="0115 496 0000", mentor="Dee, ambassador")
    arrive(client, session, member)
    home = client.get("/member/").text
    assert "Ring Sam Staff." in home
    assert 'href="tel:01154960000"' in home
    assert "Dee, ambassador stands by you." in home


def test_staff_write_the_agreement_of_a_panel_and_members_read_it_in_their_language(session, client):
    staff = client.application.test_client()
    signed_in(staff, session, Role.ORGANISER)
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    session.commit()
    base = f"/panels/{member.panel_id}/agreement"
    submit(staff, f"{base}/agreement", words_en="We are kind.", words_cy="Byddwn yn garedig.")
    assert "We are kind." in staff.get(base).text
    arrive(client, session, member)
    assert "Byddwn yn garedig." in client.get("/member/place?lang=cy").text


def test_the_lists_cost_the_same_for_one_and_for_three_members(session, client, app):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    costs = []
    for number in (1, 2):
        for _one in range(number):
            make_member(session, panel, state=MemberState.CONFIRMED)
        session.commit()
        with app.app_context():
            engine = db.engine
        with Statements(engine) as seen:
            for path in ("members/", "passports/"):
                assert client.get(f"/panels/{panel.id}/{path}").status_code == 200
        costs.append(sum(seen.texts.values()))
    assert costs[0] == costs[1]


def test_a_night_when_the_clock_goes_back_does_not_move_the_day_something_was_learnt(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    by = panel.coordinator_id
    name = {"en": "Chairing"}
    item = operations.add_item(session, panel=panel, kind=ItemKind.TRAINING, name=name, is_needed=False, by=by)
    with clock.moved_to(dt.datetime(2026, 10, 25, 1, 30, tzinfo=dt.UTC)):
        operations.note_learning(session, member=member, item=item, planned_on=DAY, done_on=DAY, done_with="", by=by)
    session.expire_all()
    assert queries.learnt_by(session, member=member)[0].learning.done_on == DAY
