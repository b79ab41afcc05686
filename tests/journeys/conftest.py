"""When a walk fails, the failure says where everyone stood."""

from collections.abc import Generator
from contextlib import suppress

import playwright.sync_api
import pytest

MOST_SIGNS = 2000


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    try:
        return (yield)
    except Exception as problem:
        browser = getattr(item, "funcargs", {}).get("browser")
        for context in browser.contexts if browser is not None else ():
            for page in context.pages:
                with suppress(playwright.sync_api.Error):
                    problem.add_note(f"{page.url}: {page.locator('body').inner_text(timeout=5_000)[:MOST_SIGNS]}")
        raise
