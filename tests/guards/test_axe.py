"""Every kind of page passes axe and fits its screen: a desk from left to right, a small phone from right to left."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page

from portal.people.enums import Role
from tests.browsing import DESK, PHONE, is_too_wide, new_tab, served, sign_in_as, violations
from tests.guards.test_pages import CHECK
from tests.guards.walking import Walk, a_candidate, a_check, a_member, an_invitation, press, staff, walk_of

LOOKS = {
    "desk": (DESK, "en", {}),
    "small phone, right to left": (PHONE, "ur", {}),
    "small phone, forced colours": (PHONE, "en", {"forced_colors": "active"}),
}
ANSWER = ("/answer", *(f"/answer/{number}" for number in range(1, 8)), "/answer/who", "/answer/helper", "/answer/agree")

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def address(peopled: Flask) -> Iterator[str]:
    with served(peopled) as where:
        yield where


def one_of_each(walk: Walk) -> list[str]:
    """One page of every kind that links lead to."""
    return list({endpoint: path for path, endpoint in reversed(walk.seen.items()) if not _is_file(path)}.values())


def _is_file(path: str) -> bool:
    return path.endswith((".ics", ".json", ".pdf", ".txt")) or path == "/healthz"


def open_tab(browser: Browser, client: FlaskClient, address: str, look: str) -> Page:
    """A browser that is signed in as `client` is."""
    screen, language, options = LOOKS[look]
    tab = sign_in_as(new_tab(browser, viewport=screen, reduced_motion="reduce", **options), client, address)
    tab.goto(f"{address}/preferences?lang={language}")
    return tab


def judged(tab: Page, address: str, paths: list[str], *, axe_on_every: int = 1) -> dict[tuple[str, str], object]:
    """What axe finds, and pages wider than their screen."""
    faults: dict[tuple[str, str], object] = {}
    for number, path in enumerate(paths):
        answer = tab.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        if not answer.headers["content-type"].startswith("text/html"):
            continue  # a picture by itself
        for rule, places in (violations(tab) if number % axe_on_every == 0 else {}).items():
            faults[path, rule] = places
        if is_too_wide(tab):
            faults[path, "too wide"] = tab.evaluate("document.documentElement.scrollWidth")
    tab.context.close()
    return faults


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_staff(peopled, browser, address, look):
    client = staff(peopled, Role.ORGANISER)
    paths = one_of_each(walk_of(peopled, Role.ORGANISER))
    if "forced_colors" in LOOKS[look][2]:
        paths = paths[::4]  # a sample: what could go wrong is in the stylesheet, not in the page
    # On a phone every page must fit; axe has judged each of them on the desk.
    every = 1 if look == "desk" else 3
    assert judged(open_tab(browser, client, address, look), address, paths, axe_on_every=every) == {}


def test_pages_of_an_administrator(peopled, browser, address):
    """What an organiser does not see."""
    client = staff(peopled, Role.ADMINISTRATOR)
    paths = [path for path in one_of_each(walk_of(peopled, Role.ADMINISTRATOR)) if path.startswith("/accounts")]
    assert len(paths) >= 3
    assert judged(open_tab(browser, client, address, "small phone, right to left"), address, paths) == {}


@pytest.mark.parametrize("look", LOOKS)
def test_pages_anyone_may_open(peopled, browser, address, look):
    client = peopled.test_client()
    paths = one_of_each(Walk(client, peopled).along("/", "/sign-in", "/nowhere"))
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


@pytest.mark.parametrize("look", LOOKS)
def test_pages_of_someone_on_a_panel_or_who_would_like_to_be(peopled, browser, address, look):
    faults: dict[tuple[str, str], object] = {}
    for link in (a_member(peopled), a_candidate(peopled)):
        client = peopled.test_client()
        faults |= judged(open_tab(browser, client, address, look), address, [link])
        inside = one_of_each(Walk(client, peopled).along(press(client, link).headers["Location"]))
        faults |= judged(open_tab(browser, client, address, look), address, inside)
    assert faults == {}
