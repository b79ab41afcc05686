from portal.panels.models import Panel
from portal.people.enums import Role
from tests.forms import submit
from tests.panels.factories import make_panel
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
