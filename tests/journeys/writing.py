"""Giving it back: a summary of statements with pictures in four languages, approved by someone else, and on paper."""

import re

from portal.shared.i18n import LANGUAGES
from portal.shared.pdf import check_pdf
from portal.shared.pictures import catalogue
from portal.summaries.examples import STATEMENTS, TITLE, Example
from tests.journeys.tab import Tab
from tests.journeys.understanding import FINDING
from tests.patience import until

WRITTEN = STATEMENTS[:9]
HARD = (
    "The facilitation of multidisciplinary stakeholder engagement will be undertaken by the organisation in due course."
)
PAPERS = [(language, size) for language in ("en", "ur") for size in ("normal", "large20")]


def starts_a_summary(tab: Tab) -> str:
    """Returns its address."""
    tab.go("/desk").follow("Summaries").sees("There is no summary yet.").follow("Write a summary")
    tab.choose("source", label="Autumn round").fill(title=TITLE["en"]).press("Start writing")
    tab.is_titled(TITLE["en"]).sees(FINDING)
    return tab.page.url


def hears_the_coach(tab: Tab, summary: str) -> None:
    """Advice on hard words before anything is kept."""
    tab.go(summary).follow("Add a statement").fill(text_en=HARD).press("Find pictures and ask the coach")
    tab.sees("The coach", "Advice, not orders. You decide.")
    advice = tab.main.locator("h3", has_text="English").first.locator("+ ul > li")
    assert advice.count() >= 2
    tab.go(summary).sees_nothing_of(HARD)


def is_kept_from_typing_figures(tab: Tab, summary: str) -> None:
    tab.go(summary).follow("Add a statement").fill(text_en="7 in 10 people like the staff.").press("Save")
    assert "Take numbers about people from the results" in tab.page.locator("[data-error-summary]").inner_text()


def writes_every_statement(tab: Tab, summary: str) -> None:
    for example in WRITTEN:
        tab.go(summary).follow("Add a statement")
        _writes(tab, example)
    tab.go(summary)
    for example in WRITTEN:
        tab.sees(example.texts["en"].splitlines()[0])
    tab.sees_nothing_of("No picture yet.")


def _writes(tab: Tab, example: Example) -> None:
    tab.choose("section", example.section.value)
    tab.fill(**{f"text_{code.replace('-', '_')}": text for code, text in example.texts.items()})
    for code in ("en_easy", "cy", "ur"):
        tab.choose(f"status_{code}", "translated")
    tab.fill(find=catalogue.concept(example.picture).label("en")).press("Find pictures and ask the coach")
    tab.choose("picture", example.picture)
    tab.page.get_by_label(FINDING).check()
    tab.press("Save").is_titled("Change a statement")


def puts_a_number_and_someones_words_in(tab: Tab, summary: str) -> None:
    told = tab.go(summary).main.locator("li").filter(has_text=WRITTEN[1].texts["en"].splitlines()[0])
    tab.follow("Change", inside=told.first)
    tab.follow("A number from the results")
    tab.page.locator("input[name='ref']").first.check()
    tab.press("Save").sees("Number from the results:", "people answered this.")
    tab.follow("Someone’s own words").sees("Only words whose owner agreed are here.")
    tab.page.locator("input[name='answer']").first.check()
    tab.press("Save")
    assert tab.page.locator("blockquote").count() == 1


def reads_it_as_people_will(tab: Tab, summary: str) -> None:
    """In each language, in usual and in large print."""
    tab.go(summary).follow("Title, and what we changed")
    tab.fill(**{f"title_{code.replace('-', '_')}": text for code, text in TITLE.items()}).press("Save")
    tab.follow("See it as readers do")
    for code, language in LANGUAGES.items():
        other = tab.main.get_by_role("link", name=language.name, exact=True)
        if other.count():
            tab.leads_on(other)
        tab.is_titled(TITLE[code])
        for example in WRITTEN:
            tab.sees(example.texts[code].splitlines()[0])
        assert tab.page.locator("main .statement img").count() == len(WRITTEN)
    tab.follow("Large print")
    assert tab.page.locator("main .text-large").count() == 1


def hands_it_in(tab: Tab, summary: str) -> None:
    tab.go(summary).press("Hand it in").sees("Waiting for approval")


def approves_it(tab: Tab) -> None:
    """Someone who wrote nothing of it."""
    tab.go("/desk").follow("Summaries").follow(TITLE["en"]).press("Approve it").sees("Approved")


def sends_it_for_checking(tab: Tab, summary: str, *, until_year: int) -> int:
    """Returns how many people are asked."""
    tab.go(summary).follow("Send it for checking").sees("5 people answered and agreed to check.")
    tab.fill(until_day=31, until_month=12, until_year=until_year, talk_to="Olu", phone="0300 000 0000", sample=5)
    tab.press("Send").sees("People are checking it")
    asked = re.compile(r"([1-9]\d*) people were asked\.")
    until(lambda: asked.search(tab.go(summary).main.inner_text()), what="people to be asked", seconds=90)
    found = asked.search(tab.main.inner_text())
    assert found is not None
    return int(found[1])


def prints_it(tab: Tab, summary: str) -> None:
    """Normal and large print in English and in Urdu; what is handed out passes both gates."""
    tab.go(summary).follow("On paper")
    here = tab.page.url
    for language, size in PAPERS:
        tab.go(here).choose("language", language).choose("size", size).press("Make it")

    def all_are_made() -> bool:
        assert tab.go(here).main.locator("li li").all_inner_texts() == []  # reasons for not giving one out
        return tab.main.get_by_text("Passed every check").count() == len(PAPERS)

    until(all_are_made, what="four PDFs", seconds=180)
    for link in tab.main.locator("a[href$='.pdf']").all():
        answer = tab.context.request.get(f"{tab.address}{link.get_attribute('href')}")
        assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
        assert check_pdf(answer.body()).faults == ()
