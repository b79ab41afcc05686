"""Every kind of page passes axe and fits its screen: a desk from left to right, a small phone from right to left."""

import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from portal.people.enums import Role
from tests.guards.test_pages import CHECK, Walk, a_check, an_invitation, press, staff
from tests.journeys.browser import DESK, PHONE, chromium

LOOKS = {
    "desk": (DESK, "en", {}),
    "small phone, right to left": (PHONE, "ur", {}),
    "small phone, forced colours": (PHONE, "en", {"forced_colors": "active"}),
}
ANSWER = ("/answer", *(f"/answer/{number}" for number in range(1, 8)), "/answer/who", "/answer/helper", "/answer/agree")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def address(peopled: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, peopled, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def one_of_each(client: FlaskClient, peopled: Flask, *starts: str) -> list[str]:
    """One page of every kind that links lead to."""
    seen = Walk(client, peopled).along(*starts).seen
    return list({endpoint: path for path, endpoint in reversed(seen.items()) if not _is_file(path)}.values())


def _is_file(path: str) -> bool:
    return path.endswith((".json", ".pdf", ".txt")) or path == "/healthz"


def open_tab(browser: Browser, client: FlaskClient, address: str, look: str) -> Page:
    """A browser that is signed in as `client` is."""
    screen, language, options = LOOKS[look]
    context = browser.new_context(viewport=screen, reduced_motion="reduce", **options)
    context.set_default_navigation_timeout(60_000)
    cookie = client.get_cookie("heard")
    if cookie is not None:
        context.add_cookies([{"name": "heard", "value": cookie.value, "url": address}])
    tab = context.new_page()
    tab.goto(f"{address}/preferences?lang={language}")
    return tab


def judged(tab: Page, address: str, paths: list[str], *, axe_on_every: int = 1) -> dict[tuple[str, str], object]:
    """What axe finds, and pages wider than their screen."""
    faults: dict[tuple[str, str], object] = {}
    for number, path in enumerate(paths):
        answer = tab.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        found = Axe().run(tab).response["violations"] if number % axe_on_every == 0 else []
        for fault in found:
            faults[path, fault["id"]] = [node["target"] for node in fault["nodes"]][:3]
        if tab.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            faults[path, "too wide"] = tab.evaluate("document.documentElement.scrollWidth")
    tab.context.close()
    return faults


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_staff(peopled, browser, address, look):
    client = staff(peopled, Role.ORGANISER)
    paths = one_of_each(client, peopled, "/desk")
    if "forced_colors" in LOOKS[look][2]:
        paths = paths[::4]  # a sample: what could go wrong is in the stylesheet, not in the page
    # On a phone every page must fit; axe has judged each of them on the desk.
    every = 1 if look == "desk" else 3
    assert judged(open_tab(browser, client, address, look), address, paths, axe_on_every=every) == {}


def test_pages_of_an_administrator(peopled, browser, address):
    """What an organiser does not see."""
    client = staff(peopled, Role.ADMINISTRATOR)
    paths = [path for path in one_of_each(client, peopled, "/desk") if path.startswith("/accounts")]
    assert len(paths) >= 3
    assert judged(open_tab(browser, client, address, "small phone, right to left"), address, paths) == {}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_anyone_may_open(peopled, browser, address, look):
    client = peopled.test_client()
    paths = one_of_each(client, peopled, "/", "/sign-in", "/nowhere")
    paths = [path for path in paths if path != "/nowhere"]
    assert judged(open_tab(browser, client, address, look), address, paths) == {}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_someone_who_was_invited_or_asked_to_check(peopled, browser, address, look):
    invited, checker = peopled.test_client(), peopled.test_client()
    doors = [an_invitation(peopled, "en"), a_check(peopled)]
    faults = judged(open_tab(browser, peopled.test_client(), address, look), address, [*doors, f"{doors[0]}/no"])
    press(invited, doors[0])
    press(checker, doors[1])
    faults |= judged(open_tab(browser, invited, address, look), address, [*ANSWER, "/answer/check"])
    faults |= judged(open_tab(browser, checker, address, look), address, list(CHECK))
    assert faults == {}
