"""Making sense of it: results, comments from elsewhere, themes, quotes, findings, a release."""

import csv
import io
import re

from tests.journeys.answering import WORDS
from tests.journeys.tab import Tab
from tests.real_data import real_data

COMMENTS = 300
THEME = "Nobody rings back"
PHONE_WORDS = "They never rang me back, visit {number}."
FINDING = "People wait too long, and nobody tells them what comes next."


def comments_file() -> bytes:
    path = real_data("feedback", "nhs_patient_feedback.csv")
    if path is not None:
        rows = list(csv.DictReader(io.StringIO(path.read_text())))[:COMMENTS]
    else:
        rows = [
            {"label": ("Access", "Staff")[n % 2], "feedback": f"Comment {n}: the door was hard to find."}
            for n in range(COMMENTS)
        ]
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def has_the_first_answers_counted(tab: Tab, round_: str) -> None:
    """So that what the worker counts meanwhile cannot matter: it shows nothing new before ten more have answered."""
    tab.go(round_).follow("Results")
    _count(tab)


def _count(tab: Tab) -> None:
    was_counted = tab.page.get_by_role("button", name="Count again").count() > 0
    tab.press("Count again" if was_counted else "Count them now").waits_for_the_work()


def sees_the_results(tab: Tab, round_: str) -> None:
    """Base and rates; small numbers hidden; who is missing, in words."""
    tab.go(round_)
    assert tab.value_of("Answered") == "17"  # three presses of one button among them
    tab.follow("Results")
    _count(tab)
    tab.sees("Counted just now", "numbers under 10 are hidden")
    assert tab.value_of("People asked") == "120"
    # The worker counts every minute: the last few wait when it came by while they were being sent.
    answered = tab.value_of("People who answered")
    assert answered in ("10", "15")
    rates = tab.page.get_by_role("table", name="By how they stand to the service")
    assert "hidden" in rates.inner_text()
    tab.sees(f"From {answered} answers", "Who is missing", "Weighting cannot mend a low response.")
    assert tab.page.locator("#missing + ul li").count() > 0


def brings_in_comments(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Read and sort what people wrote").follow("Bring in comments from a file")
    tab.attach("file", "comments.csv", comments_file()).press("Continue").is_titled("What do the columns hold?")
    tab.choose("words", label="feedback").choose("theme", label="label").press("Check the file")
    tab.sees("The first comments", "Themes in the file")
    button = tab.page.get_by_role("button", name=re.compile("^Bring in .* comments$"))
    tab.press(button.inner_text()).waits_for_the_work()
    tab.sees("It is not brought in twice.")
    assert int(tab.value_of("Comments added").replace(",", "")) > 200


def codes_a_theme(tab: Tab, round_: str) -> None:
    """Answers found by a word are put under a theme; only those who agreed can be quoted."""
    tab.go(round_).follow("Read and sort what people wrote").follow("Themes")
    tab.fill(name=THEME, description="Calls that were promised and never came.").press("Add").sees(THEME)
    tab.go(round_).follow("Read and sort what people wrote").fill(word="rang me back").press("Show these")
    tab.sees("15 answers", "May be quoted")
    for box in tab.page.locator("input[name='answers']").all():
        box.check()
    tab.page.locator("form[method='post'] select[name='theme']").select_option(label=THEME)
    tab.press("Put under this theme").sees("Put under this theme").follow("Themes").is_titled("Themes")
    counted = tab.main.get_by_role("listitem").filter(has_text=THEME).first
    assert "15 answers" in counted.inner_text()


def sees_only_words_people_lent(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Read and sort what people wrote").follow("Words we may quote")
    here = tab.page.url
    assert len(tab.page.locator("blockquote").all_inner_texts()) == 16
    _looks_at_the_one_in_urdu(tab)
    quotes = tab.go(here).page.locator("blockquote").all_inner_texts()
    assert len(quotes) == 17
    assert {*WORDS.values(), PHONE_WORDS.format(number=1)} <= set(quotes)


def _looks_at_the_one_in_urdu(tab: Tab) -> None:
    """A language without capitals hides no names from whoever looks: there is none, and that is noted."""
    tab.follow("Look at 1 more answer").sees(WORDS["ur"]).follow("Look at it")
    for box in tab.page.locator("input[name='words']:checked").all():
        box.uncheck()
    tab.choose("reason", "nothing_found").press("Save")


def writes_a_finding(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Write down what you found").follow("Add a finding")
    tab.fill(words=FINDING).page.get_by_label(THEME).check()
    tab.press("Save").is_titled("Findings").sees(FINDING, THEME)


def releases_the_results(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Results").follow("Release the results").press("Release the results").waits_for_the_work()
    tab.is_titled("Results released").sees("Release 1 is frozen.")


def rests_a_finding_on_a_figure(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Write down what you found").follow("Add a finding")
    tab.fill(words="Most people find the staff kind.")
    tab.page.locator("select[name='figure_key']").select_option(index=1)
    tab.press("Save").sees("Most people find the staff kind.", "(from ")
