"""One person's tab: what is pressed, followed, filled in and seen, by its words."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browsing import DESK, PHONE, lead_on
from tests.browsing import PATIENCE_MS as PATIENCE

WEATHER = "https://www.bbc.co.uk/weather"
WENT_WRONG = "Something went wrong"


class Tab:
    """One person's browser: cookies of its own. Nothing but `address` and, after leaving fast, the weather is there."""

    def __init__(self, browser: Browser, address: str, *, phone: bool = False, script: bool = True) -> None:
        self.address = address
        self.context: BrowserContext = browser.new_context(
            viewport=PHONE if phone else DESK, java_script_enabled=script, accept_downloads=True, locale="en-GB"
        )
        self.context.route(
            "https://www.bbc.co.uk/**", lambda route: route.fulfill(body="weather", content_type="text/html")
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)

    def close(self) -> None:
        self.context.close()

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def go(self, path: str) -> "Tab":
        answer = self.page.goto(path if path.startswith("http") else self.address + path)
        assert answer is not None, path
        assert answer.status == 200, (path, answer.status)
        return self

    def press(self, button: str, *, inside: Locator | None = None) -> "Tab":
        """Presses a button by its whole name and waits for the page it leads to."""
        return self.leads_on((inside or self.page).get_by_role("button", name=button, exact=True).first)

    def follow(self, link: str, *, inside: Locator | None = None) -> "Tab":
        return self.leads_on((inside or self.page).get_by_role("link", name=re.compile(f"^{re.escape(link)}")).first)

    def leads_on(self, target: Locator) -> "Tab":
        """Clicks what leads to another page, and waits for it."""
        lead_on(self.page, target)
        return self

    def fill(self, **values: Any) -> "Tab":
        """Types into the inputs of these names; `answer_text` is the input `answer-text`."""
        for name, value in values.items():
            self.page.locator(f"[name='{name}'], [name='{name.replace('_', '-')}']").first.fill(str(value))
        return self

    def choose(self, name: str, value: str | None = None, *, label: str | None = None) -> "Tab":
        """Ticks a radio or box, or picks from a list, by its value or by its words."""
        listed = self.page.locator(f"select[name='{name}']")
        if listed.count():
            listed.select_option(value=value) if label is None else listed.select_option(label=label)
            return self
        self.page.locator(f"input[name='{name}'][value='{value}']").first.check()
        return self

    def attach(self, name: str, file_name: str, content: bytes) -> "Tab":
        file = {"name": file_name, "mimeType": "text/csv", "buffer": content}
        self.page.locator(f"input[name='{name}']").set_input_files(file)
        return self

    def sees(self, *words: str) -> "Tab":
        for one in words:
            expect(self.main).to_contain_text(one, timeout=PATIENCE)
        return self

    def sees_nothing_of(self, *words: str) -> "Tab":
        for one in words:
            expect(self.main).not_to_contain_text(one)
        return self

    def is_titled(self, words: str) -> "Tab":
        expect(self.page.locator("h1")).to_have_text(words, timeout=PATIENCE)
        return self

    def waits_for_the_work(self) -> "Tab":
        """The page of a job, until it is over; then on to what it was for."""
        self.is_titled("Work in progress")
        on = self.page.locator("main a.govuk-button")
        on.wait_for(timeout=2 * PATIENCE)
        self.sees_nothing_of(WENT_WRONG)
        return self.leads_on(on)

    def takes_the_file_of(self, target: Locator) -> bytes:
        with self.page.expect_download() as taken:
            target.click()
        return Path(taken.value.path()).read_bytes()

    def table_row(self, words: str) -> str:
        return self.page.get_by_role("row").filter(has_text=words).first.inner_text()

    def value_of(self, key: str) -> str:
        """The value beside a key in a list of facts."""
        row = self.page.locator(".govuk-summary-list__row").filter(
            has=self.page.locator("dt", has_text=re.compile(f"^\\s*{re.escape(key)}\\s*$"))
        )
        return row.locator("dd").first.inner_text().strip()
