"""Did we get this right? By link, by code, by phone; answered, put right, published, and one thing promised."""

import re

from playwright.sync_api import Browser

from portal.shared.i18n import _, ngettext, speaking
from portal.summaries.enums import VerdictKind
from portal.summaries.examples import TITLE, WHAT_CHANGED
from tests.browsing import lead_on
from tests.journeys.outreach import Mail
from tests.journeys.tab import PATIENCE, Tab
from tests.journeys.writing import WRITTEN

GO = "main form button.govuk-button"
NEXT = "button[name='do'][value='next']"
TO_CHECK = [one for one in WRITTEN if one.section.is_checked]
SAID = ["right", "nearly", "wrong", "leave_out"] + ["right"] * (len(TO_CHECK) - 4)
TOO_LONG, MISSING = "It was three months, not long.", "Nobody wrote about the car park."
NOT_OURS = "The car park is not ours to change."
CHANGED = "You wait too long on the phone."
CHECKED = 3


def checks_by_herself(browser: Browser, address: str, mail: Mail, *, by_code: bool, script: bool) -> None:
    """On a small phone without an account; pressed three times at the end."""
    tab = Tab(browser, address, phone=True, script=script)
    if by_code:
        lead_on(tab.go("/").page, "main a[href='/code']")
        tab.page.locator("#code").fill(mail.code.lower())
    else:
        tab.go(mail.link)
    _press(tab, GO)
    for number, verdict in enumerate(SAID, start=1):
        assert tab.page.url == f"{address}/check/{number}"
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320
        tab.choose("verdict", verdict)
        if verdict == "wrong":
            tab.page.locator("textarea[name='comment']").fill(TOO_LONG)
        _press(tab, NEXT)
    tab.page.locator("textarea[name='words']").fill(MISSING)
    _press(tab, NEXT)
    _press(tab, GO)  # without saying who helped: it asks
    assert tab.page.locator(".govuk-error-summary").count() == 1
    tab.choose("helped", "own_words")
    tab.page.locator(GO).click(click_count=3, no_wait_after=True)
    tab.page.locator(".receipt").wait_for(timeout=PATIENCE)
    tab.close()


def notes_a_check_by_phone(tab: Tab, summary: str) -> None:
    tab.go(summary).follow("Check by phone")
    tab.leads_on(tab.main.locator("a[href*='/summaries/calls/']").first).is_titled("Read out and note down")
    for place in range(len(TO_CHECK)):
        tab.choose(f"verdict_{place}", "right")
    tab.choose("helped", "own_words").press("Save what they said")
    assert "Read out this receipt:" in tab.page.locator("body").inner_text()


def answers_everyone(tab: Tab, summary: str) -> None:
    """The check is over; whoever said "wrong" or "leave this out" gets a reply, and one statement changes."""
    tab.go(summary).sees(f"{CHECKED} people have checked it.").press("End the check and answer people")
    verdicts = tab.page.url
    tab.is_titled("What people said of it").sees(TOO_LONG, "What is missing", MISSING)
    replies = tab.main.get_by_role("link", name=re.compile("^Reply"))
    assert replies.count() == 4  # two statements, and two people who say the same is missing
    tab.leads_on(replies.first).press("Save").sees("Choose what you did")
    tab.choose("kind", "changed").fill(words="We now say how it is.").press("Save").is_titled("Change a statement")
    tab.fill(text_en=CHANGED).press("Save").sees(CHANGED).go(verdicts)
    tab.leads_on(replies.first).choose("kind", "kept").fill(words="Many people told us this.").press("Save")
    tab.sees("We kept it, and say why")
    while replies.count():
        tab.leads_on(replies.first).sees(MISSING).choose("kind", "not_added").fill(words=NOT_OURS).press("Save")
    tab.sees("We did not add it, and say why", NOT_OURS)
    tab.go(summary).follow("Title, and what we changed")
    tab.fill(**{f"changed_{code.replace('-', '_')}": text for code, text in WHAT_CHANGED.items()}).press("Save")
    tab.press("Everyone is answered: ready to publish").sees("Someone who did not write it can publish it now.")
    assert tab.page.get_by_role("button", name="Publish", exact=True).count() == 0


def publishes_it(tab: Tab) -> str:
    """Returns the path of the public page."""
    tab.go("/desk").follow("Summaries").follow(TITLE["en"]).press("Publish").is_titled(TITLE["en"])
    return tab.page.url.removeprefix(tab.address)


def anyone_reads_it(browser: Browser, address: str, path: str, *, asked: int) -> None:
    """With how many were asked, checked, and said that it is right, in English and in Urdu."""
    tab = Tab(browser, address, phone=True).go(path)
    tab.sees("Checked by people who took part", "Version 2", CHANGED, "What we changed", WHAT_CHANGED["en"])
    tab.sees("We now say how it is.", "Many people told us this.")
    for language in ("en", "ur"):
        tab.go(f"{path}?lang={language}").is_titled(TITLE[language])
        with speaking(language):
            tab.sees(ngettext("%(num)s person was asked.", "%(num)s people were asked.", asked))
            tab.sees(ngettext("%(num)s person checked it.", "%(num)s people checked it.", CHECKED))
            right = str(VerdictKind.RIGHT.label)
            said_right = CHECKED * len(TO_CHECK) - 2 * 3
            rounded = _("about %(count)s", count=5 * round(said_right / 5))
        assert tab.value_of(right) == rounded
    tab.close()


def counts_for_anyone(tab: Tab, path: str) -> tuple[int, int, int]:
    """What the public pages say: people asked to check the summary, people who did, and promises made."""
    words = tab.go(path).main.inner_text()
    found = [re.search(rf"(\d+) people {what}", words) for what in ("were asked", "checked it")]
    asked, checked = (int(one[1]) if one else 0 for one in found)
    return asked, checked, tab.go("/promises").main.get_by_text("The carers’ team").count()


def makes_a_promise(tab: Tab, summary: str, *, year: int) -> None:
    tab.go(summary).follow("Make it a promise").press("Promise it").sees("Choose an account")
    tab.page.locator("select[name='owner']").select_option(index=1)
    tab.fill(owner_words="The carers’ team", due_day=31, due_month=3, due_year=year, know="We ask again.")
    tab.press("Promise it").sees("The carers’ team", f"31 March {year}")


def anyone_reads_the_promise(browser: Browser, address: str, *, year: int) -> None:
    promised = next(one for one in WRITTEN if one.section.value == "next")
    tab = Tab(browser, address, phone=True, script=False).go("/")
    tab.follow("Look at our promises").is_titled("You said, we did")
    tab.sees(promised.texts["en"].splitlines()[0], "The carers’ team", f"31 March {year}")
    tab.go("/promises?lang=ur").sees(promised.texts["ur"].splitlines()[0], str(year))
    tab.close()


def _press(tab: Tab, selector: str) -> None:
    lead_on(tab.page, tab.page.locator(selector).first)
