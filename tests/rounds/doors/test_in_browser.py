"""A lent tablet in a real browser: Back shows nothing, and nobody touching it brings it back to the start."""

import threading

import pytest
from werkzeug.serving import make_server

from portal.rounds.views.doors import kiosk
from tests.journeys.browser import Visitor, chromium
from tests.rounds.doors.conftest import code
from tests.rounds.doors.test_kiosk import lend

pytestmark = pytest.mark.browser
SECRET = "My sister hit me"


@pytest.fixture
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


def on_a_tablet(browser, address, organiser, asking, script=True):
    """A browser that was turned into a tablet: it gets the cookie the staff's browser ended up with."""
    staff = lend(organiser(), asking)
    tablet = Visitor(browser, address, script=script)
    cookie = staff.client.get_cookie("heard")
    tablet.page.context.add_cookies([{"name": "heard", "value": cookie.value, "url": address}])
    return tablet.go("/kiosk/")


def press(tablet, words):
    with tablet.page.expect_navigation():
        tablet.page.get_by_role("button", name=words, exact=True).click()


def begin(tablet, invitation):
    tablet.fill(code=code(invitation))
    press(tablet, "Go on")
    tablet.link("Start")


def back_through(tablet, times=14):
    """Presses Back again and again; returns every word that was to be seen on the way."""
    seen = []
    for _step in range(times):
        tablet.page.go_back(wait_until="load")
        seen.append(tablet.page.locator("body").inner_text())
    return "\n".join(seen)


@pytest.mark.parametrize("script", [True, False])
def test_after_sending_nothing_is_left_behind_however_often_back_is_pressed(
    browser, address, organiser, asking, invitation, script
):
    tablet = on_a_tablet(browser, address, organiser, asking, script=script)
    begin(tablet, invitation)
    tablet.choose(answer="4")
    press(tablet, "Continue")
    for _question in range(5):
        press(tablet, "Skip this question")
    tablet.page.locator("main textarea").fill(SECRET)
    press(tablet, "Continue")
    press(tablet, "Skip this question")
    press(tablet, "Continue")
    assert SECRET in tablet.words
    press(tablet, "Send my answers")
    receipt = tablet.page.locator("[data-receipt]").inner_text()
    press(tablet, "Finish")
    assert tablet.path == "/kiosk/"
    stored = tablet.page.evaluate("JSON.stringify([localStorage, sessionStorage])") if script else "[{},{}]"
    assert stored == "[{},{}]"
    seen = back_through(tablet)
    assert SECRET not in seen
    assert receipt not in seen
    assert "Check your answers" not in seen


def test_two_minutes_without_a_touch_bring_it_back_to_the_start(
    browser, address, organiser, asking, invitation, monkeypatch
):
    monkeypatch.setattr(kiosk, "IDLE_SECONDS", 3)
    tablet = on_a_tablet(browser, address, organiser, asking)
    begin(tablet, invitation)
    tablet.choose(answer="4")
    tablet.page.locator("[data-idle-words]").wait_for(state="visible")
    tablet.page.wait_for_url("**/kiosk/")
    assert tablet.go("/answer/1").path == "/kiosk/"
