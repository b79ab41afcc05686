"""Looking at pages the strict way: what is wrong with one, and where its links lead."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from urllib.parse import urljoin, urlsplit

import html5lib
from html5lib.html5parser import ParseError

NO_NAME_NEEDED = ("hidden", "submit", "button", "image", "reset")
# Forms that end something and may do so any number of times.
WITHOUT_A_KEY = ("/leave", "/sign-out", "/kiosk/clear", "/answer/hand-back")


def parse(text: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def faults(text: str, *, language: str, direction: str) -> list[str]:
    """Everything wrong with a page, in words; empty when nothing is."""
    try:
        page = parse(text)
    except ParseError as problem:
        return [f"not strict HTML: {problem}"]
    return [
        *_head(page, language, direction),
        *_ids(page),
        *_controls(page),
        *_forms(page),
        *_headings(page),
        *_pictures(page),
    ]


def _head(page: Any, language: str, direction: str) -> Iterator[str]:
    if (page.get("lang"), page.get("dir")) != (language, direction):
        yield f"lang={page.get('lang')} dir={page.get('dir')}, not {language} {direction}"
    title = page.find("./head/title")
    if title is None or len(_words(title)) < 8 or " – " not in _words(title):
        yield "no title that says which page this is"


def _headings(page: Any) -> Iterator[str]:
    levels = [int(one.tag[1]) for one in page.iter() if re.fullmatch(r"h[1-6]", str(one.tag))]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} h1"
    # The error summary and the like stand before the h1 on purpose.
    after_h1 = levels[levels.index(1) :] if 1 in levels else levels
    for before, after in pairwise(after_h1):
        if after > before + 1:
            yield f"h{before} is followed by h{after}"


def _ids(page: Any) -> Iterator[str]:
    ids = Counter(one.get("id") for one in page.iter() if one.get("id"))
    yield from (f"id {name} {times} times" for name, times in ids.items() if times > 1)
    for one in page.iter():
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            yield from (f"{attribute} names {name}" for name in (one.get(attribute) or "").split() if name not in ids)


def _controls(page: Any) -> Iterator[str]:
    named = {label.get("for") for label in page.iter("label")}
    inside = {id(one) for label in page.iter("label") for one in label.iter()}
    for one in _all(page, "input", "select", "textarea"):
        if one.tag == "input" and one.get("type") in NO_NAME_NEEDED:
            continue
        if not (one.get("id") in named or id(one) in inside or one.get("aria-label") or one.get("aria-labelledby")):
            yield f"{one.tag} {one.get('name')} has no label"
    for one in _all(page, "button", "a"):
        if not (_words(one) or one.get("aria-label") or _alt(one)):
            yield f"{one.tag} {one.get('href') or one.get('name')} says nothing"


def _forms(page: Any) -> Iterator[str]:
    for form in page.iter("form"):
        if (form.get("method") or "get").lower() != "post":
            continue
        names = [field.get("name") for field in form.iter("input")]
        action = form.get("action") or ""
        if names.count("csrf_token") != 1:
            yield f"form {action} has {names.count('csrf_token')} csrf_token"
        if action not in WITHOUT_A_KEY and names.count("idempotency_key") != 1:
            yield f"form {action} has {names.count('idempotency_key')} idempotency_key"


def _pictures(page: Any) -> Iterator[str]:
    yield from (f"img {one.get('src')} has no alt" for one in page.iter("img") if one.get("alt") is None)


def _all(page: Any, *tags: str) -> list[Any]:
    return [one for one in page.iter() if one.tag in tags]


def _alt(element: Any) -> str:
    return " ".join(one.get("alt") or "" for one in element.iter("img")).strip()


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def links_of(text: str, path: str) -> list[str]:
    """Where the page leads on this site, without fragments and languages, in order."""
    found = []
    for href in re.findall(r'<a\b[^>]*\bhref="([^"#]+)', text):
        address = urlsplit(urljoin(f"http://localhost{path}", href.replace("&amp;", "&")))
        if address.netloc == "localhost" and "lang=" not in address.query and not address.path.startswith("/static/"):
            found.append(address.path + (f"?{address.query}" if address.query else ""))
    return list(dict.fromkeys(found))
