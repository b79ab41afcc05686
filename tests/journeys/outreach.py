"""Sending: a wave, the outbox, letters, a phone call; and what someone finds in their mail."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.contact.letters import RULES
from portal.shared.pdf import check_pdf
from tests.journeys.tab import Tab
from tests.patience import until

ASKED = 120
CHECKLIST = "Checklist before the first message"
WAYS = ("E-mail", "Text message", "Letter", "Through their worker", "Held back")


@dataclass(frozen=True)
class Mail:
    """What a message says: the path of its link, and the short code."""

    link: str
    code: str


def goes_through_the_checklist(tab: Tab, round_: str) -> None:
    """What is open is said and stops nobody; a helpline and the words about privacy are seen to."""
    tab.go(round_).follow(CHECKLIST).sees("You can send.")
    still_open = tab.main.get_by_text("Open", exact=True)
    before = still_open.count()
    tab.follow("Helpline, privacy and promised days").fill(helpline_name="Samaritans").press("Save")
    tab.sees("Enter both: the name and the number").fill(helpline_phone="116 123").choose("privacy_read", "read")
    tab.press("Save").is_titled(CHECKLIST)
    assert still_open.count() == before - 2


def plans_how_people_are_reached(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("How we reach people").sees("There is no plan yet.")
    tab.leads_on(tab.page.get_by_role("button", name="Make a plan")).press("Save").is_titled("How we reach people")
    tab.sees("Day 28", "Planned", "Day 60: stop")


def sends_the_first_wave(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Send the invitations").choose("template", "invitation").press("Send").waits_for_the_work()
    tab.is_titled("Autumn round").sees("Wave 1").follow("Send the invitations")
    cells = tab.page.get_by_role("row").filter(has_text="Wave 1").locator("td").all_inner_texts()
    counts = dict(zip(WAYS, (int(cell) for cell in cells[1:]), strict=True))
    assert sum(counts.values()) == ASKED
    assert min(counts[way] for way in ("E-mail", "Text message", "Letter", "Held back")) > 0, counts


def sees_who_was_not_written_to(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Ring people").sees("Wave 1: who was not written to, and why")
    tab.sees("No safe way to reach them is known")


def finds_each_way_in_the_outbox(tab: Tab, round_: str) -> None:
    tab.go(round_).follow("Look at what was sent").is_titled("Outbox")
    for channel, words in (("email", "E-mail"), ("sms", "Text message"), ("letter", "Letter")):
        tab.choose("channel", channel).press("Show")
        assert {row.nth(1).inner_text() for row in _rows(tab)} == {words}


def prints_the_letters(tab: Tab) -> None:
    """Every pile is a PDF that passes the gates; then it is in the post."""
    tab.go("/outbox/").follow("Letters to print and post").press("Make the pages").waits_for_the_work()
    tab.sees("No letter waits to be printed.", "To be posted")
    piles = [one.get_attribute("href") for one in tab.main.get_by_role("link", name=re.compile("^Open")).all()]
    for pile in piles:
        tab.go(pile)
        pdf = tab.takes_the_file_of(tab.page.get_by_role("button", name="Download the letters (PDF)"))
        assert check_pdf(pdf, rules=RULES).faults == ()
        tab.press("Mark as posted").sees("Posted on")


def notes_a_call(tab: Tab, round_: str) -> None:
    """The first person who may be rung asks to be rung back."""
    tab.go(round_).follow("Ring people")
    for path in [one.get_attribute("href") for one in tab.main.get_by_role("link", name=re.compile("^Open")).all()]:
        tab.go(path).press("Show how to ring this person")
        if not tab.main.get_by_text("Do not ring this person.").count():
            break
    tab.sees("Note the call").press("Save").sees("Choose how the call ended")
    tab.choose("result", "call_back").choose("best_time", "evening").press("Save")
    tab.go(path).sees("Asked us to call back", "Best time")


def everything_by_wire_has_left(tab: Tab) -> None:
    """The worker looks once a minute for what may leave."""

    def nothing_waits() -> bool:
        tab.go("/outbox/?state=waiting")
        return bool(tab.main.get_by_role("heading", name="0 messages").count())

    until(nothing_waits, what="every message to leave", seconds=150)

    def a_text_message_is_sent() -> bool:
        tab.go("/outbox/?channel=sms&state=sent")  # the last ones may be on their way
        return bool(_rows(tab))

    until(a_text_message_is_sent, what="a text message to be sent", seconds=90)


def reads_mail(tab: Tab, *, wanted: int, kind: str, language: str = "English") -> list[Mail]:
    """Opens e-mails one by one until there are `wanted` with a link of this kind (`i`: to answer, `c`: to check)."""
    found: list[Mail] = []
    for path in list(_messages(tab, language)):
        tab.go(path)
        if tab.page.get_by_role("button", name="Show the words and the address").count():
            tab.press("Show the words and the address")
        words = tab.page.locator(".govuk-inset-text").inner_text()
        link = re.search(rf"http://\S+/{kind}/\S+", words)
        if link is not None:
            code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{3}-[0-9A-Z]{3}", words)
            assert code is not None, words
            found.append(Mail(urlsplit(link[0]).path, code[0]))
        if len(found) == wanted:
            return found
    raise AssertionError(f"only {len(found)} of {wanted} messages")


def _messages(tab: Tab, language: str) -> Iterator[str]:
    tab.go("/outbox/?channel=email")
    for row in _rows(tab):
        if row.nth(2).inner_text() == language:
            path = row.last.get_by_role("link").get_attribute("href")
            assert path is not None
            yield path


def _rows(tab: Tab) -> list:
    return [row.locator("td") for row in tab.page.locator("tbody tr").all()]
