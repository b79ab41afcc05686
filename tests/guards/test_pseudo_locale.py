"""Every word of the interface can be translated, and still fits when it is a third longer.

In the pseudo-locale each message stands in brackets. What stands outside them must be content (what people wrote,
names) or figures; anything else was forgotten. Content is known by what the database holds.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from babel import Locale
from playwright.sync_api import Page, expect

from portal.people.enums import Role
from portal.sampling.records import ALGORITHM
from portal.shared.crypto import binding, keys
from portal.shared.database import Base
from portal.shared.i18n import LANGUAGES, PSEUDO
from portal.shared.pictures import catalogue
from portal.shared.privacy import DataClass
from tests.browsing import PHONE, lead_on, served, sign_in_as
from tests.guards.pages import links_of, parse
from tests.guards.test_pages import CHECK
from tests.guards.walking import Walk, a_check, an_invitation, press, session_of, staff, walk_of
from tests.rosters.factories import PEOPLE

pytestmark = pytest.mark.slow
SAID_ALOUD = ("aria-label", "alt", "placeholder", "title")
NOT_READ = {"script", "style"}
ANSWERS = (
    "/answer",
    *(f"/answer/{number}" for number in range(1, 8)),
    "/answer/who",
    "/answer/helper",
    "/answer/agree",
)
# Words that are the same everywhere: names of things, file endings, and what a date is made of.
EVERYWHERE = {
    *["Heard", "CSV", "JSON", "ODS", "PDF", "SHA-256", "MIT", "GOV.UK", "UTC", "QR", "A4"],
    *["Excel", "xlsx", "XLSX", "OpenMoji", "OpenMoji, HfG Schwäbisch Gmünd", "OpenDocument", "OpenDocument (ODS"],
    "CC BY-SA 4.0",
    "Department of Health and Social Care, Basic guidelines for people who commission easy read information",
    "Inclusion Europe, Information for all: European standards for easy-to-read information",
    ALGORITHM,
    *DataClass,  # the marks of the data map, explained beside them
    "Nobody rang back",
    *(cell for row in PEOPLE for cell in row),  # cells of an uploaded file
}
# Texts that are made, and frozen, in every language at once: the catalogues' own guard reads those.
IN_EVERY_LANGUAGE = ("results.", "findings.", "reports.", "outreach_tasks.")
# For other people's pages: its address says the language.
IN_THEIR_LANGUAGE = ("following.embed",)
CODE = re.compile(
    r"\b[3467CDFGHJKMNPQRTWXY]{4}-[3467CDFGHJKMNPQRTWXY]{3}-[3467CDFGHJKMNPQRTWXY]{3}\b|\b[0-9a-f]{8,64}\b"
    r"|\b[0-9A-F]{8}\b|<iframe .*?</iframe>|https?://\S+"
)
BETWEEN = re.compile(r"[\n·–—,:;()/|→←☐“”‘’\"'%]+|\band\b|\. ")


class Content:
    """Everything that people, not we, have written; and figures, dates, names of languages."""

    def __init__(self, session, settings) -> None:
        self.known = {_plain(text) for text in (*_texts_of_the_database(session), *_settings_of(settings), *EVERYWHERE)}
        self.known |= {
            _plain(text) for one in catalogue.all_concepts() for text in (*one.alts.values(), one.label("en"), one.name)
        }
        self.known |= {_plain(language.name) for language in (*LANGUAGES.values(), PSEUDO)}
        locale = Locale.parse("en_GB")
        dates = {word for width in ("wide", "abbreviated") for word in locale.months["format"][width].values()}
        self.dates = dates | {"am", "pm", "Sept"}

    def holds(self, text: str) -> bool:
        if text.rstrip().endswith(("...", "…")) and any(one.startswith(_plain(text)) for one in self.known):
            return True  # lists show how a text begins
        text = re.sub(r"^[0-9]+\. ", "", _plain(CODE.sub(" ", text)))
        for between in (" – ", " · "):  # a title: the page, then the portal; a line of several things
            if between in text:
                return all(self.holds(part) for part in text.split(between))
        parts = (text, text.rstrip(" 0123456789"))
        return any(part in self.known or self.is_figures(part) for part in parts) or all(
            _plain(part) in self.known or self.is_figures(part) for part in BETWEEN.split(text)
        )

    def is_figures(self, text: str) -> bool:
        return not re.search(
            r"[^\W\d_]", re.sub(r"[^\W\d_]+", lambda word: "" if word[0] in self.dates else word[0], text)
        )


def _plain(text: str) -> str:
    return " ".join(text.split()).strip(" .!?…*:·–-()“”")


def _settings_of(settings) -> list[str]:
    return [settings.name, settings.organisation, settings.contact_phone, settings.contact_email]


def _texts_of_the_database(session) -> Iterator[str]:
    for table in Base.metadata.tables.values():
        for row in session.execute(sa.select(table)).mappings():
            for name, value in row.items():
                if name.endswith("_sealed") and value is not None:
                    value = keys().open(value, bound_to=binding(table.name, name.removesuffix("_sealed"), row["id"]))
                    if name == "name_sealed":
                        yield value.split()[0]  # members are called by their first names
                yield from _strings(_in_parts(value))


def _in_parts(value: Any) -> Any:
    """What is sealed as one text may be several."""
    try:
        return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value
    except ValueError:
        return value


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from value.splitlines()
        yield from value.split(". ")  # lists show how a text begins
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from (str(key), *_strings(part))
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def untranslated(page: str, content: Content) -> list[str]:
    """Pieces of interface outside the brackets."""
    loose, depth = [], 0
    for text in _said(parse(page)):
        outside = ""
        for letter in text:
            depth += letter == "["
            outside += letter if not depth and letter != "]" else " \n "[letter == "["]
            depth -= letter == "]" and depth > 0
        if not content.holds(outside):
            loose.append(_plain(outside))
    return loose


def _said(element: Any) -> Iterator[str]:
    """Texts in the order of the page, those that only a screen reader says too; content that names its language is not
    ours to translate."""
    if not isinstance(element.tag, str) or element.tag in NOT_READ:
        return
    if element.tag not in ("html", "body") and element.get("lang") is not None:
        return
    for name in SAID_ALOUD:
        if element.get(name):
            yield element.get(name)
    if element.tag == "input" and element.get("type") in ("submit", "button"):
        yield element.get("value") or ""
    yield element.text or ""
    for child in element:
        yield from _said(child)
        yield child.tail or ""


@pytest.fixture(scope="module")
def pseudo(peopled, settings):
    settings.pseudo_locale = True
    yield peopled
    settings.pseudo_locale = False


@pytest.fixture(scope="module")
def content(pseudo, settings) -> Content:
    with session_of(pseudo) as session:
        return Content(session, settings)


class Reading(Walk):
    """A walk that looks for untranslated words instead."""

    def read(self, content: Content, *starts: str) -> dict[str, str]:
        """Untranslated words → a page that has them."""
        self.client.get(f"/?lang={PSEUDO.code}")
        self.language = PSEUDO.code
        loose: dict[str, str] = {}
        self.pages: dict[str, str] = {}
        self.along(*starts)
        for path, page in self.pages.items():
            if "in=" in path.partition("?")[2]:
                continue  # shown to staff as people of another language will see it
            if self.endpoint(path).startswith(IN_EVERY_LANGUAGE + IN_THEIR_LANGUAGE):
                continue
            loose |= dict.fromkeys(untranslated(page, content), path)
        return loose

    def look_at(self, path: str) -> list[str]:
        answer = self.client.get(path)
        if answer.status_code in (302, 303):
            target = answer.headers["Location"]
            return [target] if target.startswith("/") else []
        if answer.mimetype == "text/html":
            self.pages[path] = answer.text
            return links_of(answer.text, path)
        return []


def test_public_pages_say_nothing_untranslatable(pseudo, content):
    assert Reading(pseudo.test_client(), pseudo).read(content, "/", "/sign-in", "/nothing/here") == {}


def test_an_invited_persons_pages_say_nothing_untranslatable(pseudo, content):
    client, link = pseudo.test_client(), an_invitation(pseudo, "en")
    walk = Reading(client, pseudo)
    door = walk.read(content, link, "/code")
    press(client, link)
    assert door | walk.read(content, *ANSWERS, "/answer/check") == {}


def test_a_checkers_pages_say_nothing_untranslatable(pseudo, content):
    client, link = pseudo.test_client(), a_check(pseudo)
    walk = Reading(client, pseudo)
    door = walk.read(content, link)
    press(client, link)
    assert door | walk.read(content, *CHECK) == {}


@pytest.mark.parametrize("role", list(Role))
def test_staff_pages_say_nothing_untranslatable(pseudo, content, role):
    assert Reading(staff(pseudo, role), pseudo).read(content, "/desk") == {}


def test_the_guard_sees_a_word_that_was_forgotten(pseudo, content):
    page = pseudo.test_client().get(f"/code?lang={PSEUDO.code}").text
    assert untranslated(page, content) == []
    assert untranslated(page.replace("</h1>", " please</h1><p>Forgotten words</p>", 1), content) == [
        "please",
        "Forgotten words",
    ]
    assert untranslated(page.replace("<h1", '<img alt="A forgotten picture" src="x"><h1', 1), content) == [
        "A forgotten picture"
    ]


@pytest.fixture(scope="module")
def address(pseudo) -> Iterator[str]:
    with served(pseudo) as where:
        yield where


TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return null;
  const wide = [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > width + 1);
  return wide.slice(-1).map(one => one.tagName + "." + one.className + " " + one.textContent.trim().slice(0, 60))[0];
}"""


def too_wide(page: Page, address: str, paths: list[str]) -> dict[str, str]:
    """Pages that must be moved sideways on a small phone → the innermost thing that sticks out."""
    found = {}
    for path in paths:
        page.goto(address + path)
        sticking_out = page.evaluate(TOO_WIDE)
        if sticking_out is not None:
            found[path] = sticking_out
    return found


@pytest.mark.browser
def test_longer_words_fit_a_small_phone_on_an_invited_persons_pages(pseudo, address, open_tab):
    page, link = open_tab(viewport=PHONE), an_invitation(pseudo, "en")
    wide = too_wide(page, address, [f"/?lang={PSEUDO.code}", link, f"{link}/no", "/code", "/preferences", "/privacy"])
    page.goto(address + link)
    lead_on(page, "main form button.govuk-button")
    expect(page.locator("html[lang=en] h1")).to_have_text(re.compile(r"^\s*\["))
    assert wide | too_wide(page, address, [*ANSWERS, "/answer/check"]) == {}


@pytest.mark.browser
@pytest.mark.parametrize("role", [Role.ORGANISER, Role.ADMINISTRATOR])
def test_longer_words_fit_a_small_phone_on_staff_pages(pseudo, address, open_tab, role):
    client = staff(pseudo, role)
    seen = walk_of(pseudo, role).seen
    one_of_each = {endpoint: path for path, endpoint in seen.items() if "in=" not in path}
    page = sign_in_as(open_tab(viewport=PHONE), client, address)
    page.goto(f"{address}/desk?lang={PSEUDO.code}")
    paths = [path for path in one_of_each.values() if "." not in path]
    assert too_wide(page, address, paths) == {}
