"""What only a browser knows: axe, small screens, both directions, forced colours, leaving fast."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import OpenTab, faults, served
from tests.design.reading import ERRORS, QUESTIONS

STATES = [
    "/form",
    "/staff",
    "/page/preferences",
    "/page/errors/409_conflict",
    "/page/errors/form_expired",
    "/page/errors/503",
    *(f"/question/{kind}" for kind in QUESTIONS),
    "/question/faces?wrong=1",
    "/question/date?wrong=1",
]
LOOKS = {
    "phone": ({"width": 320, "height": 640}, {}, ""),
    "desk": ({"width": 1280, "height": 800}, {}, ""),
    "phone-rtl": ({"width": 320, "height": 640}, {}, "lang=ur"),
    "dark": ({"width": 1280, "height": 800}, {"color_scheme": "dark"}, ""),
    "forced": ({"width": 320, "height": 640}, {"forced_colors": "active"}, ""),
    "cream-large": ({"width": 320, "height": 640}, {}, "colours=cream&text_size=large"),
    "strong-larger": ({"width": 320, "height": 640}, {}, "colours=high-contrast&text_size=larger&spacing=wide"),
}

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(kitchen: Any) -> Iterator[str]:
    with served(kitchen) as where:
        yield where


@pytest.fixture
def tab(open_tab: OpenTab) -> Page:
    return open_tab(viewport={"width": 320, "height": 640})


@pytest.mark.parametrize("look", LOOKS)
def test_every_state_passes_axe_and_fits_its_screen(open_tab, address, look):
    viewport, options, query = LOOKS[look]
    page, found = open_tab(viewport=viewport, reduced_motion="reduce", **options), {}
    for path in STATES:
        page.goto(f"{address}{path}{'&' if '?' in path else '?'}{query}")
        found[path] = faults(page)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_the_first_tab_stop_is_the_way_out_and_the_second_skips_to_the_words(tab, address):
    tab.goto(f"{address}/question/faces")
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent.trim()") == "Leave fast"
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.className") == "govuk-skip-link"


def test_shift_three_times_leaves_by_a_post_and_nothing_of_the_page_stays_in_the_history(tab, address):
    sent = []
    tab.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather", content_type="text/html"))
    tab.context.route("**/leave", lambda route: (sent.append(route.request.post_data), route.fulfill(status=204)))
    tab.goto(f"{address}/form")
    tab.goto(f"{address}/question/faces")
    for _press in range(3):
        tab.keyboard.press("Shift")
    tab.wait_for_url("https://www.bbc.co.uk/weather")
    assert [data.startswith("csrf_token=") for data in sent] == [True]
    tab.go_back()
    tab.wait_for_url(f"{address}/form")


def test_after_an_error_the_summary_has_the_focus_and_its_link_leads_to_the_question(tab, address):
    tab.goto(f"{address}/question/text?wrong=1")
    expect(tab.locator("[data-error-summary]")).to_be_focused()
    tab.click("text=Choose a face >> nth=0")
    expect(tab.locator("#q")).to_be_focused()


def test_none_of_these_rules_out_the_rest_and_back(tab, address):
    tab.goto(f"{address}/question/checkboxes")
    tab.check("#q-3")
    assert [tab.is_checked(f"#q{n}") for n in ("", "-2", "-3")] == [False, False, True]
    tab.check("#q-2")
    assert [tab.is_checked(f"#q{n}") for n in ("", "-2", "-3")] == [False, True, False]


def test_letters_left_are_counted_as_one_types(tab, address):
    tab.goto(f"{address}/form")
    tab.fill("#story", "x" * 150)
    expect(tab.locator("#story-left")).to_have_text("Letters left: 50")
    tab.fill("#story", "x" * 203)
    expect(tab.locator("#story-left")).to_have_text("Letters too many: 3")


def test_progress_follows_the_job(tab, address):
    done = {"done": 100, "total": 100, "state": "running", "message": "100 of 100 letters made"}
    tab.context.route("**/job.json", lambda route: route.fulfill(json=done))
    tab.goto(f"{address}/staff")
    tab.wait_for_function("document.querySelector('progress').value === 100")
    expect(tab.locator("[data-progress-words]")).to_have_text("100 of 100 letters made")


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_can_be_read_without_script(open_tab, address, name):
    page = open_tab(java_script_enabled=False)
    page.goto(f"{address}/page/errors/{name}")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").is_visible()
