"""What is kept of members, and what is forgotten when."""

import datetime as dt

import pytest
import sqlalchemy as sa

from portal.panels.enums import CheckReason, LookPurpose, MemberState, NeedKind
from portal.panels.models import (
    AllRightCheck,
    MemberAgreement,
    MemberStep,
    MemberSupport,
    PanelMember,
    PassportLook,
    PassportNeed,
)
from portal.panels.operations import checks, keeping
from portal.panels.operations.belonging import Said, name_support, say_yes
from portal.panels.operations.membership import link_of, move_member
from portal.panels.operations.passports import look, say_need
from portal.panels.operations.pins import set_pin
from portal.panels.queries.belonging import agreement_words
from portal.panels.queries.panels import member_by_link
from portal.panels.rules.agreements import fingerprint_of_all
from portal.panels.tasks.belonging import forget_members
from portal.people.models import Person
from portal.rounds.operations.retention import forget_people
from portal.shared import clock
from tests.panels.factories import make_member, make_panel
from tests.people.factories import make_person

DAYS = dt.timedelta(days=1)


def forget(session):
    return forget_members(session, progress=lambda *_now: None)


def whole_member(session, *, days_ago=0):
    """Someone of whom everything this part can hold is held, and who left that long ago. The database has a clock of
    its own and guards what is younger: what is to be old is made in the past."""
    with clock.moved_to(clock.now() - days_ago * DAYS):
        return _whole_member(session)


def _whole_member(session):
    panel = make_panel(session)
    member = make_member(session, panel, state=MemberState.SELECTED, name="Ana Example")
    words = {one.part: one.text for one in agreement_words(session, panel_id=panel.id, language="en")}
    say_yes(session, member=member, shown=fingerprint_of_all(words), language="en", said=Said(helped_by="My sister"))
    by = panel.coordinator_id
    move_member(session, member=member, to=MemberState.ACTIVE, by=by, why="Ready")
    name_support(session, member=member, contact_id=by, phone="1", mentor="Dee", by=by)
    say_need(session, member=member, kind=NeedKind.FOOD, ticks=["vegan"], by=None)
    look(session, member, by, LookPurpose.MEETING)
    set_pin(session, member=member, pin="2961")
    checks.ask(session, members=[member], reason=CheckReason.STAFF)
    move_member(session, member=member, to=MemberState.STEPPED_DOWN, by=None, why="Moving away")
    session.commit()
    return member


def count(session, table):
    return session.scalar(sa.select(sa.func.count()).select_from(table))


@pytest.mark.parametrize("state", list(MemberState))
def test_whoever_is_on_a_panel_or_left_one_not_long_ago_is_not_forgotten(session, state):
    member = make_member(session, make_panel(session), state=state)
    stranger = make_person(session, name="Nobody's Member")
    for person in (session.get_one(Person, member.person_id), stranger):
        person.created_at = clock.now() - 800 * DAYS
    session.commit()
    assert forget_people(session) == 1
    assert session.get_one(Person, member.person_id).name == "Ana Example"
    assert stranger.name is None


def test_what_someone_needs_goes_the_night_after_they_left_their_last_panel(session):
    member = whole_member(session)
    elsewhere = make_member(session, make_panel(session))
    say_need(session, member=elsewhere, kind=NeedKind.FOOD, ticks=["halal"], by=None)
    session.commit()
    forget(session)
    assert [row.person_id for row in session.query(PassportNeed)] == [elsewhere.person_id]
    assert session.get_one(Person, member.person_id).name == "Ana Example"


def test_two_years_after_they_left_a_place_says_no_more_whose_it_was(session):
    member, later = whole_member(session, days_ago=733), whole_member(session, days_ago=729)
    person_id, token = member.person_id, link_of(member, base_url="").removeprefix("/m/")
    assert count(session, MemberAgreement) == 6
    assert forget(session)["people"] == 1
    assert forget(session)["people"] == 0
    session.expire_all()
    row = session.get_one(PanelMember, member.id)
    assert row.person_id != person_id
    assert session.get_one(Person, row.person_id).name is None
    assert session.get_one(Person, row.person_id).do_not_contact is True
    assert (row.pin_hash, member_by_link(session, token=token)) == ("", None)
    for table, rows in ((MemberAgreement, 3), (MemberSupport, 1)):
        left = session.scalars(sa.select(table.member_id)).all()
        assert left == [later.id] * rows
    assert (row.state, row.panel_id) == (MemberState.STEPPED_DOWN, member.panel_id)


def test_then_the_person_is_forgotten_where_nobody_else_knows_them(session):
    member = whole_member(session, days_ago=740)
    person_id = member.person_id
    assert forget_people(session) == 0
    forget(session)
    assert forget_people(session) == 1
    session.expire_all()
    assert session.get_one(Person, person_id).name is None


def test_checks_go_after_a_year_and_looks_and_reasons_after_two(session):
    for days_ago in (364, 368, 733):
        whole_member(session, days_ago=days_ago)
    assert (count(session, AllRightCheck), count(session, PassportLook)) == (3, 3)
    forget(session)
    assert (count(session, AllRightCheck), count(session, PassportLook)) == (1, 2)


def test_steps_stay_six_years_without_their_reasons(session):
    """The database itself refuses to change a step before; the rows are made old, not only the clock."""
    member = whole_member(session)
    old = clock.now() - 800 * DAYS
    why = MemberStep(member_id=member.id, state=MemberState.PAUSED, at=old, by=None, why="Ill")
    ancient = MemberStep(member_id=member.id, state=MemberState.PAUSED, at=clock.now() - 2200 * DAYS, by=None)
    session.add_all([why, ancient])
    session.commit()
    forget(session)
    session.commit()
    session.expire_all()
    kept = {step.id: step.why for step in session.query(MemberStep)}
    assert (kept[why.id], kept[ancient.id]) == (None, None)
    assert "Moving away" in kept.values()
    with pytest.raises(sa.exc.DatabaseError, match="append-only"):
        session.execute(sa.delete(MemberStep).where(MemberStep.at > old + DAYS))
    session.rollback()
    assert keeping.forget_old(session) == 0
