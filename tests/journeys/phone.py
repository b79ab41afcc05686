"""An old phone on a bad line: standard library only, no script, cookies, and patience when the line breaks."""

import http.client
import re
import time
import urllib.parse
from collections.abc import Sequence
from http.cookies import SimpleCookie

from tests.forms import filled, forms_on

BROKEN_LINE = (http.client.HTTPException, OSError)
TRIES = 400
ANSWERS: tuple[dict[str, object], ...] = (
    {"answer": "4"},
    {"answer": ["talking", "money"]},
    {"answer": "7"},
    {"answer": "stopped"},
    {"answer-day": "27", "answer-month": "3", "answer-year": "2026"},
    {"answer": "mostly"},
)


class Refused(AssertionError):
    """The server answered with something a person would not get past."""


class Phone:
    """One person's browser. `before_send` is called before a form goes out, each time, with its address."""

    def __init__(self, port: int, *, timeout: float = 60, before_send=lambda path: None) -> None:
        self.port, self.timeout, self.before_send = port, timeout, before_send
        self.cookies: dict[str, str] = {}
        self.line: http.client.HTTPConnection | None = None
        self.page, self.path, self.status = "", "", 0
        self.broken = 0  # how often the line broke while an answer was awaited
        self.requests = 0

    def get(self, path: str) -> "Phone":
        return self._follow("GET", path, None)

    def send(self, **values: object) -> "Phone":
        """Fills in the page's own form and sends it; over a broken line the very same form again."""
        form = next(f for f in forms_on(self.page) if f["method"] == "post" and f["action"] != "/leave")
        fields = [(name, str(value).replace("\n", "\r\n")) for name, value in filled(form, values)]
        body = urllib.parse.urlencode(fields)  # line ends as browsers send them
        path = form["action"] or self.path
        return self._follow("POST", path, body)

    def close(self) -> None:
        if self.line is not None:
            self.line.close()
            self.line = None

    def _follow(self, method: str, path: str, body: str | None) -> "Phone":
        for _hop in range(6):
            status, location, text = self._until_answered(method, path, body)
            if status not in (302, 303):
                self.page, self.path, self.status = text, path, status
                return self
            method, path, body = "GET", urllib.parse.urljoin(path, location), None
        raise Refused(f"sent in circles at {path}")

    def _until_answered(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        for attempt in range(TRIES):
            if method == "POST":
                self.before_send(path)
            try:
                return self._once(method, path, body)
            except BROKEN_LINE:
                self.broken += 1
                self.close()
                time.sleep(min(0.01 * attempt, 0.2))  # as a person does before pressing again
        raise Refused(f"no answer to {method} {path}")

    def _once(self, method: str, path: str, body: str | None) -> tuple[int, str, str]:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        headers = {"Accept-Language": "en-GB,en;q=0.8", "User-Agent": "Old phone"}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, path, body, headers)
        answer = self.line.getresponse()
        text = answer.read().decode()
        self.requests += 1
        self._remember(answer)
        if answer.status >= 500:
            raise Refused(f"{answer.status} to {method} {path}")
        return answer.status, answer.headers.get("Location", ""), text

    def _remember(self, answer: http.client.HTTPResponse) -> None:
        for header in answer.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(header).items():
                self.cookies[name] = morsel.value

    @property
    def receipt(self) -> str | None:
        found = re.search(r"data-receipt>([^<]+)<", self.page)
        return found[1] if found else None


def open_link(phone: Phone, link: str) -> Phone:
    """The link, "Go on", and the page before the questions."""
    phone.get(link).send()
    assert phone.path == "/answer", (phone.path, phone.status)
    return phone


def answer_everything(phone: Phone, words: str, *, agree: Sequence[str] = ("quote",)) -> Phone:
    """Every question on its own page, up to the page to check."""
    phone.get("/answer/1")
    for values in (*ANSWERS, {"answer-text": words}):
        phone.send(do="next", **values)
    phone.send(do="next", who="own_words").send(agree=list(agree))
    assert phone.path == "/answer/check", (phone.path, phone.status)
    return phone


def whole_journey(phone: Phone, link: str, words: str, *, agree: Sequence[str] = ("quote",)) -> str:
    """From the link to the receipt, which is returned."""
    answer_everything(open_link(phone, link), words, agree=agree).send()
    assert phone.receipt is not None, (phone.path, phone.status)
    return phone.receipt
