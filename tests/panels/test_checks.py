"""Are you all right? Asked gently, read by few, counted by nobody."""

import datetime as dt

import pytest

from portal.app import run_jobs_now
from portal.contact.models import ContactMessage, StaffNotice
from portal.panels.enums import CheckAnswer, CheckReason, MemberState
from portal.panels.errors import NotAsked
from portal.panels.models import AllRightCheck
from portal.panels.operations import checks as operations
from portal.panels.operations.belonging import Said, name_support
from portal.panels.queries import checks as queries
from portal.panels.tasks.belonging import ask_all_right
from portal.people.enums import Role
from portal.shared import clock
from tests.forms import submit
from tests.panels.factories import make_member, make_panel
from tests.panels.visiting import arrive
from tests.people.factories import make_account, signed_in


def asked(session, member, reason=CheckReason.STAFF):
    (check,) = operations.ask(session, members=[member], reason=reason)
    return check


def answered(session, member, words="", wants_talk=False):
    check = asked(session, member)
    operations.answer(session, check=check, answer=CheckAnswer.SO_SO, words=words, wants_talk=wants_talk, said=Said())
    session.commit()
    return check


def test_only_whoever_is_on_the_panel_now_is_asked_and_not_twice_within_a_fortnight(session):
    panel = make_panel(session)
    members = [make_member(session, panel, state=state) for state in MemberState]
    made = operations.ask(session, members=members, reason=CheckReason.MEETING, about=panel.id)
    (here,) = [member for member in members if member.state is MemberState.ACTIVE]
    assert [check.member_id for check in made] == [here.id]
    assert operations.ask(session, members=members, reason=CheckReason.MEETING) == []


def test_every_quarter_whoever_was_not_asked_is_asked_by_night(session):
    panel = make_panel(session)
    new, old = make_member(session, panel), make_member(session, panel)
    resting = make_member(session, panel, state=MemberState.PAUSED)
    for member in (old, resting):
        member.since = clock.now() - dt.timedelta(days=100)
    session.commit()
    assert ask_all_right(session, progress=lambda *_now: None) == {"told": 1}
    assert [check.member_id for check in session.query(AllRightCheck)] == [old.id]
    with clock.moved_to(clock.now() + dt.timedelta(days=1)):
        assert ask_all_right(session, progress=lambda *_now: None) == {"told": 0}
    assert queries.open_check(session, member_id=new.id) is None


def test_whoever_stands_by_them_is_told_and_safeguarding_only_of_words_that_may_mean_danger(session):
    panel = make_panel(session)
    member, other = make_member(session, panel), make_member(session, panel)
    contact = make_account(session, Role.ORGANISER, email="contact@example.org")
    lead = make_account(session, Role.SAFEGUARDING, email="lead@example.org")
    name_support(session, member=member, contact_id=contact.id, phone="", mentor="", by=contact.id)
    calm = answered(session, member, words="A bit tired")
    assert {row.account_id for row in session.query(StaffNotice).filter_by(about_id=calm.id)} == {contact.id}
    grave = answered(session, other, words="I want to die")
    told = {row.account_id for row in session.query(StaffNotice).filter_by(about_id=grave.id)}
    assert told == {panel.coordinator_id, lead.id}
    assert (calm.may_mean_danger, grave.may_mean_danger) == (False, True)


def test_what_was_said_lies_sealed(session):
    check = answered(session, make_member(session, make_panel(session)), words="A bit tired")
    assert b"tired" not in check.words_sealed
    assert b"so_so" not in check.answer_sealed
    assert (check.said, check.words) == (CheckAnswer.SO_SO, "A bit tired")


def test_one_question_has_one_answer(session):
    check = answered(session, make_member(session, make_panel(session)))
    with pytest.raises(NotAsked):
        operations.answer(session, check=check, answer=CheckAnswer.WELL, words="", wants_talk=False, said=Said())


def test_a_member_says_how_they_are_on_their_page(session, client):
    member = make_member(session, make_panel(session))
    check = asked(session, member)
    arrive(client, session, member)
    assert f"/member/all-right/{check.id}" in client.get("/member/").text
    path = f"/member/all-right/{check.id}"
    assert "Only Sam Staff reads this" in client.get(path).text
    assert "Choose one" in submit(client, path, said=None, words="Tired").text
    assert submit(client, path, said="not_well", words="Tired", wants_talk="yes").status_code == 303
    home = client.get("/member/").text
    assert "Someone rings you." in home
    assert path not in home
    session.expire_all()
    row = session.get_one(AllRightCheck, check.id)
    assert (row.said, row.words, row.wants_talk) == (CheckAnswer.NOT_WELL, "Tired", True)


@pytest.mark.parametrize(
    ("is_contact", "roles", "status"),
    [
        (True, [Role.ORGANISER], 200),
        (False, [Role.ORGANISER], 404),
        (False, [Role.SAFEGUARDING], 200),
        (False, [Role.ORGANISER, Role.SAFEGUARDING], 200),
        (False, [Role.ADMINISTRATOR], 403),
        (False, [Role.COMMISSIONER], 403),
    ],
)
def test_only_whoever_stands_by_them_and_safeguarding_read_it(session, client, is_contact, roles, status):
    account = signed_in(client, session, *roles)
    panel = make_panel(session, **({"coordinator_id": account.id} if is_contact else {}))
    member = make_member(session, panel)
    check = answered(session, member, words="Quite tired", wants_talk=True)
    answer = client.get(f"/panels/{panel.id}/members/{member.id}/all-right/{check.id}")
    assert answer.status_code == status
    assert ("Quite tired" in answer.text) == (status == 200)


def test_the_desk_shows_it_to_whoever_stands_by_them_and_to_nobody_else(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, coordinator_id=account.id)
    member = make_member(session, panel)
    check = answered(session, member, wants_talk=True)
    path = f"/panels/{panel.id}/members/{member.id}/all-right/{check.id}"
    other = client.application.test_client()
    signed_in(other, session, Role.ORGANISER, email="other@example.org")
    assert path in client.get(f"/panels/{panel.id}").text
    assert path not in other.get(f"/panels/{panel.id}").text
    assert path not in other.get(f"/panels/{panel.id}/members/{member.id}").text
    submit(client, path, what_we_did="We talked for an hour")
    assert path not in client.get(f"/panels/{panel.id}").text


def test_safeguarding_finds_words_that_may_mean_danger_in_one_list(session, client):
    signed_in(client, session, Role.SAFEGUARDING)
    panel = make_panel(session)
    grave, calm = make_member(session, panel), make_member(session, panel, name="Calm Example")
    check = answered(session, grave, words="He hits me")
    answered(session, calm, words="Fine")
    text = client.get("/panels/all-right").text
    path = f"/panels/{panel.id}/members/{grave.id}/all-right/{check.id}"
    assert path in text
    assert "Calm Example" not in text
    assert submit(client, path, what_we_did="Rang her, and the police").headers["Location"] == "/panels/all-right"
    assert path not in client.get("/panels/all-right").text


def test_staff_ask_and_type_what_is_said_on_the_phone(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    member = make_member(session, make_panel(session))
    session.commit()
    base = f"/panels/{member.panel_id}/members/{member.id}/all-right"
    assert submit(client, base).status_code == 303
    run_jobs_now(client.application)
    check = session.query(AllRightCheck).one()
    assert f"{base}/{check.id}/answer" in client.get(base).text
    answer = submit(client, f"{base}/{check.id}/answer", said="well", words="Good", wants_talk="no", through="phone")
    assert answer.status_code == 303
    session.expire_all()
    row = session.query(AllRightCheck).one()
    assert (row.said, row.through.value, row.by) == (CheckAnswer.WELL, "phone", account.id)
    assert client.get(f"{base}/{check.id}/answer").status_code == 404


def test_after_a_hard_meeting_everyone_on_the_panel_is_asked_and_told(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    here = [make_member(session, panel), make_member(session, panel)]
    make_member(session, panel, state=MemberState.PAUSED)
    session.commit()
    assert submit(client, f"/panels/{panel.id}/members/all-right").status_code == 303
    run_jobs_now(client.application)
    checks = session.query(AllRightCheck).all()
    assert {check.member_id for check in checks} == {member.id for member in here}
    assert {check.reason for check in checks} == {CheckReason.MEETING}
    assert session.query(ContactMessage).count() == 2
