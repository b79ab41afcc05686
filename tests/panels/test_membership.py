import pytest

from portal.contact.enums import Withheld
from portal.contact.models import ContactMessage
from portal.panels.enums import MemberState
from portal.panels.errors import AlreadyOnPanel, WrongState
from portal.panels.models import MemberStep
from portal.panels.operations.membership import code_of, give_place, link_of, move_member
from portal.panels.operations.writing import write_to_member
from portal.panels.queries.panels import member_by_code, member_by_link, steps_of
from portal.people.models import Person
from tests.forms import submit
from tests.panels.factories import make_member, make_panel


def test_every_step_is_kept_with_who_and_why(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.PAUSED)

    steps = steps_of(session, member_id=member.id)
    assert [step.state for step in steps] == [
        MemberState.SELECTED,
        MemberState.CONFIRMED,
        MemberState.ACTIVE,
        MemberState.PAUSED,
    ]
    assert (steps[0].by, steps[0].because) == (panel.coordinator_id, "drawn")
    assert steps[3].by is None


def test_whoever_has_a_place_is_not_given_another(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    with pytest.raises(AlreadyOnPanel):
        give_place(session, panel=panel, person=session.get_one(Person, member.person_id), because="drawn", by=None)


def test_whoever_left_comes_back_to_their_old_place(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.STEPPED_DOWN)
    assert member.left_at is not None
    person = session.get_one(Person, member.person_id)
    again = give_place(session, panel=panel, person=person, because="decision", by=panel.coordinator_id, why="We asked")
    assert (again.id, again.state, again.left_at) == (member.id, MemberState.SELECTED, None)
    assert session.query(MemberStep).count() == 5


def test_a_step_that_skips_one_is_refused(session):
    member = make_member(session, make_panel(session), state=MemberState.SELECTED)
    with pytest.raises(WrongState):
        move_member(session, member=member, to=MemberState.ACTIVE, by=None)


def test_link_and_code_lead_to_the_member_and_are_not_stored(session):
    member = make_member(session, make_panel(session))
    token = link_of(member, base_url="").removeprefix("/m/")
    assert member_by_link(session, token=token) == member
    assert member_by_code(session, code=code_of(member).lower()) == member
    assert token not in (member.link_index, member.code_index)


def test_a_message_to_a_member_says_nothing_of_the_matter_and_needs_no_week_between_two(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    first = write_to_member(session, member=member, about=panel.id)
    second = write_to_member(session, member=member, about=panel.id, wave=2)
    assert (first.is_sent, second.is_sent) == (True, True)
    words = session.get_one(ContactMessage, first.message.id).words
    assert "panel" not in words.lower()
    assert "carer" not in words.lower()


def test_whoever_said_never_is_not_written_to_though_they_are_on_a_panel(session):
    panel = make_panel(session)
    member = make_member(session, panel, do_not_contact=True)
    assert write_to_member(session, member=member, about=panel.id).withheld is Withheld.DO_NOT_CONTACT


def test_a_member_opens_their_page_by_link_and_sees_nothing_before_pressing(session, client):
    panel = make_panel(session)
    member = make_member(session, panel)
    session.commit()
    address = link_of(member, base_url="")
    assert "Carers" not in client.get(address).text
    answer = submit(client, address)
    assert answer.headers["Location"] == "/member/"
    assert "Carers&#39; panel" in client.get("/member/").text


def test_a_member_who_left_finds_nothing(session, client):
    member = make_member(session, make_panel(session), state=MemberState.ENDED)
    session.commit()
    assert client.get(link_of(member, base_url="")).status_code == 404
