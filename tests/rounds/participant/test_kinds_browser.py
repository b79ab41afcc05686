"""Every kind of question in a browser: a small phone, Urdu, no script, the keyboard alone; and a message recorded."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from portal.questions import queries as questions
from portal.questions.examples import every_kind
from portal.questions.operations import content_of
from portal.questions.rules import voice_type
from portal.rounds.operations.answering import link_of
from tests.questions import samples
from tests.rounds.participant.test_browser import (
    CHROMIUM,
    GO,
    NEXT,
    SMALL,
    address,
    chromium,
    pick,
    press,
    tab_to,
)

__all__ = ["address", "chromium"]
pytestmark = pytest.mark.browser
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.fixture
def question_set(session):
    made = every_kind(session)
    session.commit()
    return made


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def choose(page: Page, value: str) -> None:
    pick(page, value)
    press(page, NEXT)


def write(page: Page, selector: str, words: str) -> None:
    tab_to(page, selector)
    page.keyboard.type(words)


def put_in_order(page: Page) -> None:
    """The last thing twice up; the focus goes along with what is moved."""
    tab_to(page, "#answer-up-3")
    for standing_at in ("#answer-up-2:focus", "#answer-down-1:focus"):
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page.locator(standing_at)).to_have_count(1)
    expect(page.locator(".ranking__words").first).to_have_text("اس کا کوئی خرچ نہیں")


def test_every_kind_by_keyboard_without_script_in_urdu_on_a_small_phone(
    chromium, address, invite, responses, session, question_set, tmp_path
):
    picture, sound = tmp_path / "a.jpg", tmp_path / "a.wav"
    picture.write_bytes(samples.photo(size=(1200, 900)))
    sound.write_bytes(samples.recording())
    page = chromium.new_context(viewport=SMALL, java_script_enabled=False).new_page()
    page.goto(f"{address}/i/{link_of(invite('ur').id)}")
    press(page, GO)
    press(page, "main a.govuk-button")
    steps = [
        lambda: press(page, NEXT),
        lambda: choose(page, "yes"),
        lambda: choose(page, "stopped"),
        lambda: (write(page, "#answer", "1"), write(page, "#answer-month", "2"), write(page, "#answer-year", "2026")),
        lambda: choose(page, "people"),
        lambda: choose(page, "4"),
        lambda: choose(page, "9"),
        lambda: choose(page, "5"),
        lambda: put_in_order(page),
        lambda: choose(page, "home"),
        lambda: write(page, "#answer-text", "۳"),
        lambda: write(page, "#answer-text", "گرم"),
        lambda: (write(page, "#answer-text", "بہت گرم"), page.set_input_files("#answer-file", sound)),
        lambda: (page.set_input_files("#answer-file", picture), write(page, "#answer-text", "دروازہ")),
        lambda: page.set_input_files("#answer-file", sound),
    ]
    for place, step in enumerate(steps, 1):
        assert page.url == f"{address}/answer/{place}"
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert fits(page), page.url
        step()
        if page.url.startswith(f"{address}/answer/{place}") and not page.url.endswith(f"/{place + 1}"):
            press(page, NEXT)
    press(page, "button[value=skip]")
    press(page, GO)
    assert fits(page)
    expect(page.locator("audio")).to_have_count(2)
    press(page, GO)
    [response] = responses()
    given = {answer.question_id: answer for answer in response.answers}
    said = {one.key: given.get(one.id) for one in questions.asked_set(session, set_id=question_set.id).questions}
    assert said["matters"].value == {"ranked": ["free", "near", "warm"]}
    assert (said["hours"].value, said["one_word"].words) == ({"number": 3}, "گرم")
    assert len(questions.attachments_of(session, answer_ids=[answer.id for answer in response.answers])) == 3


def test_every_kind_passes_axe_and_fits_fresh_wrong_and_filled(chromium, address, invite, question_set, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(samples.drawing())
    page, faults = chromium.new_context(viewport=SMALL, reduced_motion="reduce").new_page(), {}

    def look(name: str) -> None:
        for fault in Axe().run(page).response["violations"]:
            faults[name, fault["id"]] = [node["target"] for node in fault["nodes"]][:3]
        if not fits(page):
            faults[name, "too wide"] = page.evaluate("document.documentElement.scrollWidth")

    page.goto(f"{address}/i/{link_of(invite('ur').id)}")
    page.click(GO)
    for place in (1, 2, 8, 9, 10, 11, 13, 14, 15):
        page.goto(f"{address}/answer/{place}")
        look(f"question {place}")
        page.click(NEXT)
        look(f"question {place}, error")
    page.goto(f"{address}/answer/14")
    page.set_input_files("#answer-file", picture)
    page.click(NEXT)
    page.goto(f"{address}/answer/14")
    look("a picture is there")
    page.goto(f"{address}/answer/check")
    look("check")
    assert faults == {}


def test_a_message_is_recorded_in_the_page_and_kept(chromium, address, invite, responses, session, question_set):
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=["--no-sandbox", *MICROPHONE])
    page = browser.new_context(viewport=SMALL, permissions=["microphone"]).new_page()
    page.goto(f"{address}/i/{link_of(invite('en').id)}")
    page.click(GO)
    page.goto(f"{address}/answer/15")
    page.click("[data-record]")
    expect(page.locator("[data-stop]")).to_be_focused()
    expect(page.locator(".recorder__words")).to_have_text("Recording. Press “Stop” when you have finished.")
    page.wait_for_timeout(700)
    page.click("[data-stop]")
    expect(page.locator(".recorder__words")).to_have_text("Your message is ready. Press “Continue” to keep it.")
    page.click(NEXT)
    page.goto(f"{address}/answer/check")
    expect(page.locator("audio")).to_have_count(1)
    page.click(GO)
    page.wait_for_url("**/answer/done")
    browser.close()
    [response] = responses()
    [file] = questions.attachments_of(session, answer_ids=[answer.id for answer in response.answers]).values()
    assert (file.media_type, voice_type(content_of(file))) == ("audio/webm", "audio/webm")
