"""A lent tablet in a real browser: Back shows nothing, and nobody touching it brings it back to the start."""

import pytest
from playwright.sync_api import expect

from portal.rounds.views.doors import kiosk
from tests.browsing import lead_on, sign_in_as
from tests.journeys.browser import Visitor
from tests.rounds.doors.conftest import code
from tests.rounds.doors.test_kiosk import lend

pytestmark = pytest.mark.browser
SECRET = "My sister hit me"


def on_a_tablet(browser, address, organiser, asking, script=True):
    """A browser that was turned into a tablet: it gets the cookie the staff's browser ended up with."""
    staff = lend(organiser(), asking)
    tablet = Visitor(browser, address, script=script)
    sign_in_as(tablet.page, staff.client, address)
    return tablet.go("/kiosk/")


def press(tablet, words):
    lead_on(tablet.page, tablet.page.get_by_role("button", name=words, exact=True))


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


def test_two_minutes_without_a_touch_bring_it_back_to_the_start(browser, address, organiser, asking, invitation):
    tablet = on_a_tablet(browser, address, organiser, asking)
    hours = tablet.page.clock  # the page's own: nobody has to wait
    hours.install()
    begin(tablet, invitation)
    tablet.choose(answer="4")
    warning = tablet.page.locator("[data-idle-words]")
    expect(warning).to_be_hidden()
    hours.run_for((kiosk.IDLE_SECONDS - 30 + 2) * 1000)
    expect(warning).to_be_visible()
    hours.run_for(30 * 1000)
    tablet.page.wait_for_url("**/kiosk/")
    assert tablet.go("/answer/1").path == "/kiosk/"
