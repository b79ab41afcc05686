"""Reads a page the strict way: any parse error is a failure."""

from typing import Any

import html5lib
from flask.testing import FlaskClient

QUESTIONS = ("faces", "scale", "radios", "checkboxes", "text", "short", "date")
ERRORS = ("400", "403", "404", "409_conflict", "413", "429", "500", "503", "form_expired")
PAGES = (
    "/form",
    "/staff",
    "/page/preferences",
    *(f"/question/{kind}" for kind in QUESTIONS),
    *(f"/question/{kind}?wrong=1" for kind in QUESTIONS),
    *(f"/page/errors/{name}" for name in ERRORS),
)


def parse(text: str) -> Any:
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def get(visitor: FlaskClient, path: str) -> Any:
    answer = visitor.get(path)
    assert answer.status_code == 200
    return parse(answer.get_data(as_text=True))


def token(page: Any, name: str = "csrf_token") -> str:
    return str(page.find(f".//input[@name='{name}']").get("value"))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
