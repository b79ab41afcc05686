"""A real browser on pages that this process serves: patient with a busy machine, and strict about what it sees.

A click comes back before the page it leads to is there. Whoever looks at the next page goes through `lead_on`, or asks
with `expect` and `wait_for`, which wait; a `count()` or `inner_text()` straight after a click is a race.
"""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, BrowserType, Locator, Page, expect, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

CHROMIUM = (
    os.environ.get("PORTAL_CHROMIUM")
    or os.environ.get("HEARD_CHROMIUM")
    or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
)
ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
PATIENCE_MS = 60_000  # on a machine that is busy with other things too
PHONE, DESK = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
OpenTab = Callable[..., Page]

expect.set_options(timeout=PATIENCE_MS)


def launched(kind: BrowserType, *more: str) -> Browser:
    return kind.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more], timeout=2 * PATIENCE_MS)


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        yield browser
        browser.close()


class _Quiet(WSGIRequestHandler):
    """Says nothing of each picture it hands out."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        pass


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The application at an address of its own, in this process."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    with served(app) as where:
        yield where


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Opens a browser of someone's own; options as Playwright's. All are closed at the end."""
    opened: list[Page] = []

    def open_(**options: Any) -> Page:
        opened.append(new_tab(browser, **options))
        return opened[-1]

    yield open_
    for page in opened:
        page.context.close()


def new_tab(browser: Browser, **options: Any) -> Page:
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE_MS)
    return context.new_page()


def sign_in_as(page: Page, client: FlaskClient, address: str) -> Page:
    """The page's browser is signed in as `client` is."""
    cookie = client.get_cookie("heard")
    if cookie is not None:
        page.context.add_cookies([{"name": "heard", "value": cookie.value, "url": address}])
    return page


def lead_on(page: Page, target: Locator | str) -> Page:
    """Clicks what leads to another page, and waits until it is there."""
    with page.expect_navigation():
        (page.locator(target) if isinstance(target, str) else target).click()
    return page


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


# Axe's answer about a page that is sound is long; only what is wrong comes back.
VIOLATIONS = """async () => {
  const found = await axe.run(document, {resultTypes: ["violations"]});
  return found.violations.map(one => [one.id, one.nodes.slice(0, 3).map(node => node.target)]);
}"""


def violations(page: Page) -> dict[str, Any]:
    """What every rule of axe has against the page as it is now: rule → up to three places."""
    if page.evaluate("!window.axe"):
        page.evaluate(AXE_SCRIPT)
    return dict(page.evaluate(VIOLATIONS))


def faults(page: Page) -> dict[str, Any]:
    """What axe finds, and whether the page is wider than its screen."""
    found = violations(page)
    if is_too_wide(page):
        found["too wide"] = page.evaluate("document.documentElement.scrollWidth")
    return found
