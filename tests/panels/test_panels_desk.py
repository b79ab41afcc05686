import datetime as dt

from portal.panels.enums import ItemKind, MemberState
from portal.panels.models import Panel
from portal.panels.operations.belonging import add_item, note_learning
from portal.panels.views.staff.parts import Todo, by_when
from portal.people.enums import Role
from portal.shared import clock
from portal.shared.database import db
from tests.forms import submit
from tests.guards.walking import Statements
from tests.panels.factories import make_member, make_panel
from tests.people.factories import signed_in


def test_an_organiser_starts_a_panel_and_finds_it_in_the_list(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    answer = submit(
        client,
        "/panels/new",
        name_en="Carers' panel",
        purpose_en="To decide about breaks.",
        size="12",
        notice_days="10",
        coordinator=str(account.id),
    )
    panel = session.query(Panel).one()
    assert answer.headers["Location"] == f"/panels/{panel.id}"
    assert (panel.name, panel.size, panel.notice_days) == ({"en": "Carers' panel"}, 12, 10)
    assert "Carers&#39; panel" in client.get("/panels/").text
    assert "There are 12 places." in client.get(f"/panels/{panel.id}").text


def test_what_was_typed_is_kept_when_something_is_missing(session, client):
    signed_in(client, session, Role.ORGANISER)
    answer = submit(client, "/panels/new", name_en="Carers' panel", purpose_en="", size="1", notice_days="7")
    assert "Say what the panel is for" in answer.text
    assert "Enter a number from 2 to 200" in answer.text
    assert "Carers&#39; panel" in answer.text
    assert session.query(Panel).count() == 0


def test_changing_a_panel_does_not_overwrite_someone_else(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    session.commit()
    answer = submit(client, f"/panels/{panel.id}/change", size="8")
    assert answer.status_code == 303
    session.expire_all()
    assert session.get_one(Panel, panel.id).size == 8


def test_what_waits_is_grouped_by_when():
    today = dt.date(2026, 10, 25)
    late, soon = Todo("Late", "/", due=today), Todo("Soon", "/", due=today + dt.timedelta(days=7))
    pressing, some_day = Todo("Pressing", "/", is_urgent=True), Todo("Some day", "/")
    far = Todo("Far", "/", due=today + dt.timedelta(days=8))
    groups = by_when([pressing, late, soon, far, some_day], today=today)
    assert [(str(label), group) for label, group in groups] == [
        ("Now", [pressing, late]),
        ("This week", [soon]),
        ("Later", [far, some_day]),
    ]


def test_the_desk_says_who_needs_what_by_when_and_how_many_stand_where(session, client):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    make_member(session, panel)
    new = make_member(session, panel, state=MemberState.CONFIRMED, name="Bea Example")
    by = panel.coordinator_id
    item = add_item(session, panel=panel, kind=ItemKind.INDUCTION, name={"en": "Tea first"}, is_needed=True, by=by)
    session.commit()
    text = client.get(f"/panels/{panel.id}").text
    assert "Plan how 1 new member begins" in text
    assert "On the panel" in text
    assert "2 members" in text
    day = clock.today() + dt.timedelta(days=3)
    note_learning(session, member=new, item=item, planned_on=day, done_on=None, done_with="", by=by)
    session.commit()
    text = client.get(f"/panels/{panel.id}").text
    week = text.split("This week</h3>")[1].split("</ul>")[0]
    assert "Tea first" in week
    assert "Bea Example" in week
    assert "Plan how" not in text


def test_a_commissioner_sees_how_many_there_are_and_nobody_by_name(session, client):
    signed_in(client, session, Role.COMMISSIONER)
    panel = make_panel(session)
    new = make_member(session, panel, state=MemberState.CONFIRMED, name="Bea Example")
    by = panel.coordinator_id
    item = add_item(session, panel=panel, kind=ItemKind.INDUCTION, name={"en": "Tea first"}, is_needed=True, by=by)
    note_learning(session, member=new, item=item, planned_on=clock.today(), done_on=None, done_with="", by=by)
    session.commit()
    text = client.get(f"/panels/{panel.id}").text
    assert "1 member" in text
    assert "Bea Example" not in text
    assert client.get(f"/panels/{panel.id}/members/").status_code == 403


def test_the_desk_costs_the_same_for_one_and_for_three_members(session, client, app):
    signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session)
    by = panel.coordinator_id
    item = add_item(session, panel=panel, kind=ItemKind.INDUCTION, name={"en": "Tea first"}, is_needed=True, by=by)
    with app.app_context():
        engine = db.engine
    costs = []
    for number in (1, 2):
        for _one in range(number):
            new = make_member(session, panel, state=MemberState.CONFIRMED)
            note_learning(session, member=new, item=item, planned_on=clock.today(), done_on=None, done_with="", by=by)
        session.commit()
        with Statements(engine) as seen:
            assert client.get(f"/panels/{panel.id}").status_code == 200
        costs.append(sum(seen.texts.values()))
    assert costs[0] == costs[1]
