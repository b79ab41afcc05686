"""Every page for finding and choosing members: sound HTML in every language, no dearer with more people, and usable on
a small phone by keyboard, without script."""

import pytest

from portal.panels.models import Interest, PoolImport, Selection
from portal.panels.operations.pool_files import take_file
from portal.panels.operations.replacing import propose_addition
from portal.people.enums import Role
from portal.shared.database import db
from portal.shared.i18n import LANGUAGES
from tests.browsing import PHONE, is_too_wide
from tests.guards.pages import faults
from tests.guards.walking import Statements
from tests.panels.calls import come_forward, fill_pool, make_call, on_day
from tests.panels.factories import make_panel
from tests.panels.test_selecting import drawn, roster_of_women
from tests.people.factories import make_person, signed_in


def a_panel_that_was_drawn(session):
    """A panel, its call on the day of the draw, and every page about them."""
    panel = make_panel(session, service_id=roster_of_women(session).id)
    call = make_call(session, panel)
    fill_pool(session, call)
    with on_day(call, "closes_on", plus=1):
        take_file(
            session,
            call=call,
            content=b"Name;E-mail\nAnn;\nBob;b@example.org\n",
            file_name="p.csv",
            agreed_on=call.opens_on,
            by=panel.coordinator_id,
        )
    with on_day(call, "draw_on"):
        drawn(session, call)
    propose_addition(session, panel=panel, person=make_person(session), why="Asked for", by=panel.coordinator_id)
    session.commit()
    return panel, call


def staff_pages(session, panel, call):
    interest, file = session.query(Interest).first(), session.query(PoolImport).one()
    selection = session.query(Selection).one()
    base = f"/panels/{panel.id}"
    here = f"{base}/calls/{call.id}"
    return [
        *(base, f"{base}/calls/", f"{base}/calls/new", f"{base}/added", f"{base}/missing"),
        f"{base}/missing/new?category=gender&value=woman",
        *(here, f"{here}/change", f"{here}/balance", f"{here}/targets", f"{here}/people", f"{here}/people/new"),
        *(f"{here}/files", f"{here}/files/{file.id}", f"{here}/people/{interest.id}", f"{here}/draw", f"{here}/seats"),
        f"{base}/draws/{selection.id}",
    ]


def public_pages(session, call):
    selection = session.query(Selection).one()
    return [
        *("/join/", f"/join/{call.id}", f"/join/{call.id}/print", f"/join/draw/{selection.id}", "/join/draw/check"),
        "/join/gone",
    ]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_page_is_sound_in_every_language(session, client, code):
    panel, call = a_panel_that_was_drawn(session)
    wrong = {}
    with on_day(call, "draw_on"):
        signed_in(client, session, Role.ORGANISER)
        language = LANGUAGES[code]
        for path in [*staff_pages(session, panel, call), *public_pages(session, call)]:
            answer = client.get(f"{path}{'&' if '?' in path else '?'}lang={code}")
            assert answer.status_code == 200, path
            found = faults(answer.text, language=language.lang, direction=language.direction)
            if found:
                wrong[path] = found
    assert wrong == {}


def cost(client, app, path):
    with app.app_context():
        engine = db.engine
    with Statements(engine) as said:
        assert client.get(path).status_code == 200
    return said.texts.total()


def test_a_page_costs_the_same_with_one_person_and_with_three(session, client, app):
    panel = make_panel(session)
    call = make_call(session, panel)
    with on_day(call):
        signed_in(client, session, Role.ORGANISER)
        base = f"/panels/{panel.id}"
        paths = [base, f"{base}/calls/", f"{base}/calls/{call.id}", f"{base}/calls/{call.id}/people", "/join/"]
        come_forward(session, call)
        session.commit()
        warm = [cost(client, app, path) for path in paths]
        before = [cost(client, app, path) for path in paths]
        for _ in range(2):
            come_forward(session, call)
            make_call(session, panel)
        session.commit()
        assert [cost(client, app, path) for path in paths] == before
        assert min(warm) > 0


@pytest.mark.browser
def test_someone_comes_forward_on_a_small_phone_by_keyboard_without_script_in_urdu(session, app, address, open_tab):
    call = make_call(session, make_panel(session))
    session.commit()
    call.opens_on = call.made_at.date()  # the browser's pages live now
    session.commit()
    page = open_tab(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{address}/join/{call.id}?lang=ur")
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert is_too_wide(page) is False
    press(page, "main form button")
    for name, value in (("name", "Ann"), ("mobile", "07700 900123")):
        page.locator(f"[name={name}]").fill(value)
        assert is_too_wide(page) is False
        press(page, "main form button.govuk-button")
    for _ in range(6):
        assert is_too_wide(page) is False
        press(page, "main form button.govuk-button")
    page.locator("[name=stays]").first.focus()
    page.keyboard.press("Space")
    press(page, "main form button.govuk-button")
    assert page.url.endswith("/join/mine")
    session.expire_all()
    assert session.query(Interest).one().language == "ur"


def press(page, what):
    """By keyboard: what has the focus is pressed with Enter."""
    page.locator(what).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
