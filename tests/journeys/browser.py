"""Someone at a real browser, doing what can be seen: fill in a field, press a button by its words, await the page."""

import re

from playwright.sync_api import Browser, Page, expect

from tests.browsing import DESK, PATIENCE_MS, is_too_wide, lead_on


class Visitor:
    """A browser of one person's own. Without `script` it runs none."""

    def __init__(self, browser: Browser, address: str, *, script: bool, screen: dict[str, int] = DESK) -> None:
        context = browser.new_context(viewport=screen, java_script_enabled=script, locale="en-GB")  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        self.page: Page = context.new_page()
        self.address, self.script = address, script

    def go(self, path: str) -> "Visitor":
        answer = self.page.goto(f"{self.address}{path}" if path.startswith("/") else path)
        assert answer is not None
        assert answer.status == 200, (path, answer.status)
        return self

    @property
    def path(self) -> str:
        return self.page.url.removeprefix(self.address)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", self.page.locator("main").inner_text())

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text().strip()

    def link(self, words: str) -> "Visitor":
        """Follows the link with exactly these visible words (or beginning with them)."""
        found = self.page.locator("main a").filter(has_text=re.compile(rf"^\s*{re.escape(words)}")).first
        lead_on(self.page, found)
        return self

    def fill(self, **values: str) -> "Visitor":
        """Fields by their name; a double underscore stands for a dash."""
        for name, value in values.items():
            self.page.locator(f"main [name='{name.replace('__', '-')}']:not([type=hidden])").fill(value)
        return self

    def choose(self, **values: str | list[str]) -> "Visitor":
        """Radios, tick boxes and lists by name and value."""
        for name, value in values.items():
            listed = self.page.locator(f"main select[name='{name}']")
            if listed.count():
                listed.select_option(value)
                continue
            for one in [value] if isinstance(value, str) else value:
                self.page.locator(f"main input[name='{name}'][value='{one}']").check(force=True)
        return self

    def press(self, words: str, *, inside: str = "main") -> "Visitor":
        """The button with these words, and the page it leads to."""
        button = self.page.locator(f"{inside} button").filter(has_text=re.compile(rf"^\s*{re.escape(words)}\s*$")).first
        lead_on(self.page, button)
        self.see_no_error()
        return self

    def see_no_error(self) -> None:
        wrong = self.page.locator(".govuk-error-message, .govuk-error-summary")
        assert wrong.count() == 0, (self.path, wrong.first.inner_text())

    def await_job(self) -> "Visitor":
        """The page of slow work, until it is over and leads on."""
        assert self.path.startswith("/jobs/"), self.path
        going_on = self.page.locator("main a.govuk-button", has_text="Continue")
        expect(going_on).to_be_visible(timeout=2 * PATIENCE_MS)
        assert "Something went wrong" not in self.words, self.words
        lead_on(self.page, going_on)
        return self

    def fits(self) -> bool:
        """Nothing is wider than the screen; only a browser that runs scripts can be asked."""
        return not self.script or not is_too_wide(self.page)
