"""A page stays open while the world moves on: keys change, servers restart, hours pass. Nobody loses their words."""

import datetime as dt
import json
import secrets
from base64 import b64encode

import pytest
import sqlalchemy as sa
import time_machine

from portal.app import create_app
from portal.people.enums import Role
from portal.questions.models import DraftAnswer
from portal.rosters.models import Service
from portal.shared import clock, crypto
from portal.shared.database import db
from portal.shared.settings import use_settings
from tests.forms import filled, forms_on
from tests.journeys.world import make_world
from tests.people.factories import make_account, sign_in

WORDS = "It took me all afternoon to write this — ہم"


class Browser:
    """A page, and the same cookies whatever server answers."""

    def __init__(self, app) -> None:
        self.client, self.page, self.path = app.test_client(), "", ""

    def open(self, path: str) -> "Browser":
        answer = self.client.get(path, follow_redirects=True)
        self.page, self.path = answer.text, answer.request.path
        return self

    def send(self, **values):
        form = next(
            f for f in forms_on(self.page) if f["method"] == "post" and f["action"] not in ("/leave", "/sign-out")
        )
        data: dict[str, list[str]] = {}
        for name, value in filled(form, values):
            data.setdefault(name, []).append(value)
        self.path = form["action"] or self.path
        answer = self.client.post(self.path, data=data)
        self.page = answer.text
        return answer

    def answered_by(self, app) -> None:
        cookie = self.client.get_cookie("heard").value
        self.client = app.test_client()
        self.client.set_cookie("heard", cookie, domain="localhost")


@pytest.fixture
def link(session) -> str:
    return make_world(session, people=20).links[0]


@pytest.fixture
def participant(app, link) -> Browser:
    browser = Browser(app).open(link)
    browser.send()
    return browser.open("/answer/7")


@pytest.fixture
def staff(app, session) -> Browser:
    browser = Browser(app)
    sign_in(browser.client, make_account(session, Role.ORGANISER))
    return browser.open("/rosters/new")


@pytest.fixture
def restart(app, settings):
    """Another process over the same database and the same keys, or with a new key for sessions."""
    path = settings.instance / "keys.json"
    before, made = path.read_text(), []

    def make(*, new_session_key: bool = False):
        if new_session_key:
            keys = json.loads(before) | {"session_key": b64encode(secrets.token_bytes(32)).decode()}
            path.write_text(json.dumps(keys))
        made.append(create_app(settings))
        return made[-1]

    yield make
    for other in made:
        with other.app_context():
            db.session.remove()
            db.engine.dispose()
    path.write_text(before)
    crypto.use_keys(crypto.read_key_file(path))
    use_settings(settings)


def kept(session) -> list[str]:
    session.rollback()
    return [row.words for row in session.scalars(sa.select(DraftAnswer))]


def services(session) -> list[str]:
    session.rollback()
    return sorted(row.name["en"] for row in session.scalars(sa.select(Service)))


def hours(number: float):
    return time_machine.travel(clock.now() + dt.timedelta(hours=number), tick=True)


def test_a_participants_form_outlives_a_restart(participant, restart, session):
    participant.answered_by(restart())
    assert participant.send(do="next", **{"answer-text": WORDS}).headers["Location"] == "/answer/who"
    assert kept(session) == [WORDS]


def test_a_staff_form_outlives_a_restart(staff, restart, session):
    staff.answered_by(restart())
    assert staff.send(name_en=WORDS, youngest_age="0").status_code == 303
    assert WORDS in services(session)


def test_a_participants_form_is_good_for_three_hours_and_more(participant, session):
    with hours(3):
        assert participant.send(do="next", **{"answer-text": WORDS}).headers["Location"] == "/answer/who"
        assert kept(session) == [WORDS]


def test_a_staff_form_is_good_for_three_hours_and_more(staff, session):
    with hours(3):
        assert staff.send(name_en=WORDS, youngest_age="0").status_code == 303
        assert WORDS in services(session)


def test_after_a_day_a_participant_gets_their_words_back_and_the_way_in_again(participant, link, session):
    with hours(25):
        answer = participant.send(do="next", **{"answer-text": WORDS})
        assert answer.status_code == 403
        assert WORDS in answer.text
        assert 'href="/code"' in answer.text
        participant.open(link).send()
        participant.open("/answer/7").send(do="next", **{"answer-text": WORDS})
        assert kept(session) == [WORDS]


def test_after_a_day_staff_sign_in_in_another_tab_and_send_the_same_page(app, staff, session):
    with hours(13):
        answer = staff.send(name_en=WORDS, youngest_age="0")
        assert (answer.status_code, answer.text.count(WORDS)) == (403, 2)
        sign_in(staff.client, make_account(session, Role.ORGANISER, email="again@example.org"))
        once_more = staff.send()
        assert (once_more.status_code, once_more.text.count(WORDS)) == (400, 2)
        assert staff.send().status_code == 303
        assert WORDS in services(session)


def test_after_a_change_of_the_session_key_a_participant_gets_their_words_back_twice(
    participant, link, restart, session
):
    participant.answered_by(restart(new_session_key=True))
    first = participant.send(do="next", **{"answer-text": WORDS})
    assert (first.status_code, WORDS in first.text) == (400, True)
    second = participant.send()
    assert (second.status_code, WORDS in second.text) == (403, True)
    participant.open(link).send()
    participant.open("/answer/7").send(do="next", **{"answer-text": WORDS})
    assert kept(session) == [WORDS]


def test_after_a_change_of_the_session_key_staff_lose_nothing_either(staff, restart, session):
    staff.answered_by(restart(new_session_key=True))
    assert staff.send(name_en=WORDS, youngest_age="0").status_code == 400
    signed_out = staff.send()
    assert (signed_out.status_code, WORDS in signed_out.text) == (403, True)
    sign_in(staff.client, make_account(session, Role.ORGANISER, email="again@example.org"))
    assert staff.send().status_code == 400  # the page is older than the sign-in
    assert staff.send().status_code == 303
    assert WORDS in services(session)


def test_a_stranger_who_sends_an_empty_form_is_simply_asked_to_sign_in(app):
    browser = Browser(app)
    token = forms_on(browser.open("/sign-in").page)[-1]["fields"]
    answer = browser.client.post("/rosters/new", data={k: v for k, v in token if k == "csrf_token"})
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (303, "/sign-in")
