"""Every kind of question in a browser: a small phone, Urdu, no script, the keyboard alone; and a message recorded."""

import pytest
from playwright.sync_api import Page, expect

from portal.questions import queries as questions
from portal.questions.examples import every_kind
from portal.questions.operations import content_of
from portal.questions.rules import voice_type
from portal.rounds.operations.answering import link_of
from tests.browsing import PHONE, faults, is_too_wide, launched, lead_on, new_tab
from tests.questions import samples
from tests.rounds.participant.test_browser import (
    GO,
    NEXT,
    pick,
    press,
    tab_to,
)

pytestmark = pytest.mark.browser
MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


@pytest.fixture
def question_set(session):
    made = every_kind(session)
    session.commit()
    return made


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
    open_tab, address, invite, responses, session, question_set, tmp_path
):
    picture, sound = tmp_path / "a.jpg", tmp_path / "a.wav"
    picture.write_bytes(samples.photo(size=(1200, 900)))
    sound.write_bytes(samples.recording())
    page = open_tab(viewport=PHONE, java_script_enabled=False)
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
        assert not is_too_wide(page), page.url
        step()
        if page.url.startswith(f"{address}/answer/{place}") and not page.url.endswith(f"/{place + 1}"):
            press(page, NEXT)
    press(page, "button[value=skip]")
    press(page, GO)
    assert not is_too_wide(page)
    expect(page.locator("audio")).to_have_count(2)
    press(page, GO)
    [response] = responses()
    given = {answer.question_id: answer for answer in response.answers}
    said = {one.key: given.get(one.id) for one in questions.asked_set(session, set_id=question_set.id).questions}
    assert said["matters"].value == {"ranked": ["free", "near", "warm"]}
    assert (said["hours"].value, said["one_word"].words) == ({"number": 3}, "گرم")
    assert len(questions.attachments_of(session, answer_ids=[answer.id for answer in response.answers])) == 3


def test_every_kind_passes_axe_and_fits_fresh_wrong_and_filled(open_tab, address, invite, question_set, tmp_path):
    picture = tmp_path / "a.png"
    picture.write_bytes(samples.drawing())
    page, found = open_tab(viewport=PHONE, reduced_motion="reduce"), {}

    def look(name: str) -> None:
        found[name] = faults(page)

    page.goto(f"{address}/i/{link_of(invite('ur').id)}")
    lead_on(page, GO)
    for place in (1, 2, 8, 9, 10, 11, 13, 14, 15):
        page.goto(f"{address}/answer/{place}")
        look(f"question {place}")
        lead_on(page, NEXT)
        look(f"question {place}, error")
    page.goto(f"{address}/answer/14")
    page.set_input_files("#answer-file", picture)
    lead_on(page, NEXT)
    page.goto(f"{address}/answer/14")
    look("a picture is there")
    page.goto(f"{address}/answer/check")
    look("check")
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_message_is_recorded_in_the_page_and_kept(browser, address, invite, responses, session, question_set):
    hearing = launched(browser.browser_type, *MICROPHONE)
    page = new_tab(hearing, viewport=PHONE, permissions=["microphone"])
    page.goto(f"{address}/i/{link_of(invite('en').id)}")
    lead_on(page, GO)
    page.goto(f"{address}/answer/15")
    page.click("[data-record]")
    expect(page.locator("[data-stop]")).to_be_focused()
    expect(page.locator(".recorder__words")).to_have_text("Recording. Press “Stop” when you have finished.")
    page.wait_for_timeout(700)  # something is said; on a slow machine a little more
    page.click("[data-stop]")
    expect(page.locator(".recorder__words")).to_have_text("Your message is ready. Press “Continue” to keep it.")
    lead_on(page, NEXT)
    page.goto(f"{address}/answer/check")
    expect(page.locator("audio")).to_have_count(1)
    lead_on(page, GO)
    page.wait_for_url("**/answer/done")
    hearing.close()
    [response] = responses()
    [file] = questions.attachments_of(session, answer_ids=[answer.id for answer in response.answers]).values()
    assert (file.media_type, voice_type(content_of(file))) == ("audio/webm", "audio/webm")
