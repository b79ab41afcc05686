"""Someone who was invited, on a small phone: two sittings, two phones, one answer."""

from playwright.sync_api import Browser, expect

from portal.questions.examples import QUESTIONS
from portal.shared.i18n import LANGUAGES, _, speaking
from tests.browsing import lead_on
from tests.journeys.outreach import Mail
from tests.journeys.tab import PATIENCE, WEATHER, Tab

GO = "main form button.govuk-button"
NEXT, SKIP = "button[name='do'][value='next']", "button[name='do'][value='skip']"
HIDDEN = "You dealt with this before. It is not shown here, to keep it private."
WORDS = {"ur": "انتظار بہت لمبا تھا", "en-easy": "The letters are too hard to read."}


def answers_in_two_sittings(
    browser: Browser, address: str, mail: Mail, *, language: str, by_code: bool, script: bool
) -> str:
    """Leaves fast after the third question, and goes on with another phone. Returns the receipt."""
    first = Tab(browser, address, phone=True, script=script)
    comes_in(first, mail, language, by_code)
    begins(first, at=1)
    _answers(first, 1, language, "4")
    _answers(first, 2, language, "talking", "money")
    _answers(first, 3, language, "7")
    first.page.locator("form.leave button").click()
    first.page.wait_for_url(f"{WEATHER}**")
    first.close()
    second = Tab(browser, address, phone=True, script=script)
    comes_in(second, mail, language, by_code)
    with speaking(language):
        second.sees(_("Welcome back. We found your place."))
    begins(second, at=4)
    _shows_nothing_of_the_first_sitting(second)
    _answers(second, 4, language, "stopped")
    _writes_a_date(second)
    presses(second, SKIP)
    second.page.locator("textarea").fill(WORDS[language])
    presses(second, NEXT)
    receipt = _sends(second, language)
    second.close()
    _finds_nothing_more(browser, address, mail, script=script)
    return receipt


def comes_in(tab: Tab, mail: Mail, language: str, by_code: bool) -> None:
    if by_code:
        lead_on(tab.go("/").page, "main a[href='/code']")
        tab.page.locator("#code").fill(mail.code.lower().replace("-", " "))
        presses(tab, GO)
        speaks(tab, language)
    else:
        tab.go(mail.link)
        speaks(tab, language)
        presses(tab, GO)
    assert tab.page.url == f"{tab.address}/answer" or tab.page.url.startswith(f"{tab.address}/answer?")


def speaks(tab: Tab, language: str) -> None:
    wanted = LANGUAGES[language]
    if tab.page.locator(f"main .languages a[href='?lang={language}']").count():
        lead_on(tab.page, f"main .languages a[href='?lang={language}']")
    expect(tab.page.locator("html")).to_have_attribute("dir", wanted.direction)
    expect(tab.page.locator(".languages__here").first).to_have_text(wanted.name)


def begins(tab: Tab, *, at: int) -> None:
    presses(tab, "main .actions a.govuk-button")
    assert tab.page.url == f"{tab.address}/answer/{at}"


def _answers(tab: Tab, number: int, language: str, *values: str) -> None:
    expect(tab.page.locator("h1")).to_have_text(QUESTIONS[number - 1]["texts"][language])
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320
    presses(tab, NEXT)  # nothing chosen: it says so and stays
    assert tab.page.locator(".govuk-error-summary").count() == 1
    for value in values:
        tab.page.locator(f"input[name='answer'][value='{value}']").check()
    presses(tab, NEXT)


def _writes_a_date(tab: Tab) -> None:
    for part, value in (("day", "27"), ("month", "3"), ("year", "2026")):
        tab.page.locator(f"[name='answer-{part}']").fill(value)
    presses(tab, NEXT)


def _shows_nothing_of_the_first_sitting(tab: Tab) -> None:
    here = tab.page.url
    for number in (1, 2, 3):
        tab.go(f"/answer/{number}")
        assert tab.page.locator(".govuk-inset-text").count() == 1
        assert tab.page.locator("input:checked").count() == 0
    tab.go(here)


def _sends(tab: Tab, language: str) -> str:
    tab.choose("who", "helped")
    presses(tab, NEXT)
    tab.choose("helper", "family_or_friend")
    presses(tab, NEXT)
    for purpose in ("quote", "tell_result", "check_summary"):
        tab.choose("agree", purpose)
    presses(tab, GO)
    tab.sees(WORDS[language])
    with speaking(language):
        assert tab.main.get_by_text(_(HIDDEN)).count() == 3
    tab.page.locator(GO).click(click_count=3, no_wait_after=True)
    receipt = tab.page.locator("[data-receipt]")
    receipt.wait_for(timeout=PATIENCE)
    return receipt.inner_text()


def _finds_nothing_more(browser: Browser, address: str, mail: Mail, *, script: bool) -> None:
    """Whoever opens the link afterwards learns only that there is an answer."""
    later = Tab(browser, address, phone=True, script=script).go(mail.link)
    later.is_titled("We have your answers. Thank you.").sees("To keep them private, they are not shown here.")
    assert later.page.locator(GO).count() == 0
    later.close()


def presses(tab: Tab, selector: str) -> None:
    lead_on(tab.page, tab.page.locator(selector).first)
