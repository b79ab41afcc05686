"""Every door to answer, used once: what each person meets on a small screen in Urdu, and what staff type for them."""

from playwright.sync_api import expect

from portal.questions.examples import QUESTIONS
from tests.journeys.answering import GO, NEXT, SKIP, begins, presses
from tests.journeys.tab import Tab

WORDS = "انتظار بہت لمبا تھا"
PIN = "4711"
FACES, USING, TEXT = 1, 4, 7  # places of the questions that are answered; the others are skipped
MOST_TABS = 60


def answers_and_sends(tab: Tab, *, whose: str | None, leaves: bool = True) -> None:
    """From "Start" to the receipt. `whose` is None where the page does not ask, since it knows."""
    begins(tab, at=1)
    _faces_urdu(tab, FACES)
    tab.choose("answer", "4")
    presses(tab, NEXT)
    while not tab.page.locator("textarea").count():
        _fits(tab)
        presses(tab, SKIP)
    tab.page.locator("textarea").fill(WORDS)
    presses(tab, NEXT)
    if whose is not None:
        tab.choose("who", whose)
        presses(tab, NEXT)
    if whose == "helped":
        tab.choose("helper", "family_or_friend")
        presses(tab, NEXT)
    _fits(tab)
    tab.choose("agree", "quote")
    presses(tab, GO)
    tab.sees(WORDS)
    _fits(tab)
    presses(tab, GO)
    tab.page.locator("[data-receipt]").wait_for()


def answers_by_keyboard(tab: Tab) -> None:
    """The same without a mouse: Tab, Space, letters and Enter alone."""
    _comes_to(tab, "main .actions a.govuk-button", "Enter")
    _faces_urdu(tab, FACES)
    _comes_to(tab, "input[name='answer']", "Space")
    _comes_to(tab, NEXT, "Enter")
    while not tab.page.locator("textarea").count():
        _comes_to(tab, SKIP, "Enter")
    _comes_to(tab, "textarea")
    tab.page.keyboard.insert_text(WORDS)
    _comes_to(tab, NEXT, "Enter")
    _comes_to(tab, "input[name='who'][value='own_words']", "Space")
    _comes_to(tab, NEXT, "Enter")
    _comes_to(tab, "input[name='agree'][value='quote']", "Space")
    _comes_to(tab, GO, "Enter")
    tab.sees(WORDS)
    _comes_to(tab, GO, "Enter")
    tab.page.locator("[data-receipt]").wait_for()


def hands_over_to_an_interpreter(tab: Tab) -> None:
    tab.leads_on(tab.main.locator("a[href='/answer/hand-over']"))
    tab.choose("how", "interpreted").choose("helper", "interpreter")
    _fits(tab)
    presses(tab, GO)
    assert tab.page.locator(".helper-bar").count() == 1


def lends_this_tablet(tab: Tab, round_: str) -> None:
    """It shows Urdu first, and nothing of whoever lent it."""
    tab.go(round_).follow("All doors to answer").follow("Tablets to lend")
    tab.leads_on(tab.page.get_by_role("button", name="Lend out this tablet"))
    tab.fill(place="Waiting room", hours=4, password=PIN).choose("language", "ur")
    tab.press("Sign out and lend it")
    assert tab.page.url == f"{tab.address}/kiosk/"
    _is_urdu(tab)


def types_a_code_on_the_tablet(tab: Tab, code: str) -> None:
    tab.page.locator("#code").fill(code.lower())
    presses(tab, GO)


def finishes_on_the_tablet(tab: Tab) -> None:
    presses(tab, "main form[action='/kiosk/clear'] button")
    assert tab.page.url == f"{tab.address}/kiosk/"
    assert tab.go("/answer/done").page.url == f"{tab.address}/kiosk/"


def asks_by_phone(tab: Tab, round_: str, code: str) -> None:
    """Staff read each question out in Urdu, and type what they hear."""
    _finds(tab, round_, code).follow("Ask the questions for them")
    tab.choose("channel", "phone").choose("provenance", "interpreted").choose("language", "ur").press("Begin")
    expect(tab.main.locator(".read-out [lang='ur']").nth(1)).to_have_text(QUESTIONS[FACES - 1]["texts"]["ur"])
    _types(tab, skip="They skip this")
    tab.is_titled("What do they agree to?").choose("agreed", "quote").press("Continue")
    tab.sees(WORDS).press("Send the answers").is_titled("The answers are in")
    assert tab.page.locator("[data-receipt]").count() == 1


def types_in_a_paper_form(tab: Tab, round_: str, code: str) -> None:
    _finds(tab, round_, code).follow("Type in their paper form").press("Begin")
    _types(tab, skip="Left empty")
    tab.is_titled("The last page of the form")
    tab.choose("provenance", "helped").choose("helper", "support_worker").choose("agreed", "quote").press("Continue")
    tab.sees(WORDS).press("Send the answers")
    assert "The form is counted." in tab.page.locator("body").inner_text()


def _finds(tab: Tab, round_: str, code: str) -> Tab:
    return tab.go(round_).follow("All doors to answer").fill(short=code).press("Find them")


def _types(tab: Tab, *, skip: str) -> None:
    tab.choose("answer", "4").press("Continue")
    while not tab.page.locator("main textarea").count():
        tab.press(skip)
    tab.page.locator("main textarea").fill(WORDS)
    tab.press("Continue")


def counted_by(tab: Tab, title: str) -> dict[str, str]:
    """What a chart says: its labels with their numbers; under "base" what stands above it."""
    chart = tab.page.locator("figure.chart").filter(has=tab.page.get_by_role("heading", name=title, exact=True))
    labels, numbers = (chart.locator(f".bars__{part}").all_inner_texts() for part in ("label", "text"))
    return {"base": chart.locator(".chart__base").inner_text(), **dict(zip(labels, numbers, strict=True))}


def _faces_urdu(tab: Tab, number: int) -> None:
    _is_urdu(tab)
    expect(tab.page.locator("h1")).to_have_text(QUESTIONS[number - 1]["texts"]["ur"])


def _is_urdu(tab: Tab) -> None:
    html = tab.page.locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ur", "rtl")
    _fits(tab)


def _fits(tab: Tab) -> None:
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320


def _comes_to(tab: Tab, target: str, key: str | None = None) -> None:
    """Presses Tab until the focus is there, then the key; Enter leads to another page."""
    for _press in range(MOST_TABS):
        tab.page.keyboard.press("Tab")
        if tab.page.evaluate("wanted => document.activeElement.matches(wanted)", target):
            break
    else:
        raise AssertionError(f"no way to {target} by keyboard on {tab.page.url}")
    if key == "Enter":
        with tab.page.expect_navigation():
            tab.page.keyboard.press(key)
    elif key is not None:
        tab.page.keyboard.press(key)
