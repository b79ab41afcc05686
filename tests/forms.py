"""Fills in and sends forms the way a browser without script does: hidden fields, defaults, the button."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self._area: str | None = None
        self._select: str | None = None

    def handle_starttag(self, tag: str, pairs: list[tuple[str, str | None]]) -> None:
        given = dict(pairs)
        if tag == "form":
            self.forms.append({"action": given.get("action"), "method": given.get("method", "get"), "fields": []})
        elif not self.forms:
            return
        elif tag == "input" and given.get("name"):
            if given.get("type") in ("radio", "checkbox") and "checked" not in given:
                return
            if given.get("type") not in ("submit", "file"):
                self.forms[-1]["fields"].append((given["name"], given.get("value") or ""))
        elif tag == "textarea":
            self._area = given.get("name")
            self.forms[-1]["fields"].append((self._area, ""))
        elif tag == "select":
            self._select = given.get("name")
            self.forms[-1]["fields"].append((self._select, None))
        elif tag == "option" and self._select:
            name, value = self.forms[-1]["fields"][-1]
            if value is None or "selected" in given:
                self.forms[-1]["fields"][-1] = (name, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if self._area:
            name, value = self.forms[-1]["fields"][-1]
            self.forms[-1]["fields"][-1] = (name, value + data)


def forms_on(text: str) -> list[dict[str, Any]]:
    """Every form of a page: action, method, fields as (name, value)."""
    parser = _Forms()
    parser.feed(text)
    return parser.forms


def filled(form: dict[str, Any], values: dict[str, Any]) -> list[tuple[str, Any]]:
    """The form's fields with some of them given; a list gives several values, None takes the field away."""
    data = [(name, value) for name, value in form["fields"] if name not in values]
    for name, value in values.items():
        many: Iterable[Any] = value if isinstance(value, list) else [] if value is None else [value]
        data += [(name, one) for one in many]
    return data


def submit(client: FlaskClient, path: str, *, with_field: str | None = None, **values: Any) -> TestResponse:
    """Opens `path`, fills in its main form (the one that has `with_field`, or the first that is not a corner form)."""
    page = client.get(path, follow_redirects=True)
    assert page.status_code == 200, (path, page.status_code)
    wanted = with_field or next(iter(values), None)
    forms = [f for f in forms_on(page.text) if f["method"] == "post" and f["action"] not in ("/leave", "/sign-out")]
    form = next((f for f in forms if wanted and wanted in page.text and _has(f, wanted)), forms[0])
    data: dict[str, list[Any]] = {}
    for name, value in filled(form, values):
        data.setdefault(name, []).append(value)
    return client.post(form["action"] or page.request.full_path, data=data)


def _has(form: dict[str, Any], name: str) -> bool:
    return any(field == name for field, _value in form["fields"])


def send(client: FlaskClient, path: str, *, action: str, **values: Any) -> TestResponse:
    """Opens `path` and presses the button of the form there that goes to `action`."""
    form = next(f for f in forms_on(client.get(path).text) if f["action"] == action)
    data: dict[str, list[Any]] = {}
    for name, value in filled(form, values):
        data.setdefault(name, []).append(value)
    return client.post(action, data=data)
