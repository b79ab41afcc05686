"""Pressed twice, in two tabs, at the same moment: one response. And a page costs the same however long the set is."""

import threading

import pytest
import sqlalchemy as sa

from portal.questions import queries
from portal.questions.models import Answer
from portal.questions.operations import create_question_set, publish
from tests.forms import filled
from tests.questions.conftest import plain


@pytest.fixture
def statements(session):
    """The SQL of everything that happens after it is emptied."""
    said: list[str] = []
    listen = (session.get_bind(), "before_cursor_execute", lambda _c, _k, text, *_rest: said.append(text))
    sa.event.listen(*listen)
    yield said
    sa.event.remove(*listen)


def test_the_button_pressed_three_times_answers_the_same_and_counts_once(someone, invitation, responses):
    person = someone().opens(invitation).send(do="next", answer="4").get("/answer/check")
    form = dict(filled(person.form, {}))
    answers = [person.client.post("/answer/check", data=form) for _ in range(3)]
    assert [(a.status_code, a.headers["Location"]) for a in answers] == [(303, "/answer/done")] * 3
    assert len(responses()) == 1


def test_two_tabs_send_at_the_same_moment_and_one_response_stands(app, someone, invitation, responses, session):
    person = someone().opens(invitation).send(do="next", answer="4")
    cookie, forms = person.client.get_cookie("heard").value, []
    for _ in range(6):
        forms.append(dict(filled(person.get("/answer/check").form, {})))
    session.rollback()
    barrier, outcomes = threading.Barrier(len(forms)), []

    def press(form: dict[str, str]) -> None:
        browser = app.test_client()
        browser.set_cookie("heard", cookie)
        barrier.wait()
        answer = browser.post("/answer/check", data=form)
        outcomes.append((answer.status_code, answer.headers.get("Location")))

    threads = [threading.Thread(target=press, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == [(303, "/answer/done")] * len(forms)
    [response] = responses()
    assert len(response.answers) == 7
    assert session.scalar(sa.select(sa.func.count()).select_from(Answer)) == 7


def test_the_pages_of_the_way_cost_few_statements(someone, invitation, statements):
    person = someone().opens(invitation)
    counts = {}
    for path in ("/answer", "/answer/1", "/answer/check"):
        statements.clear()
        person.get(path)
        counts[path] = len([text for text in statements if text.startswith("SELECT")])
    assert counts == {"/answer": 4, "/answer/1": 3, "/answer/check": 3}  # the first one tells the helpline, too
    person.get("/answer/1")
    form = dict(filled(person.form, {"answer": "4", "do": "next"}))
    statements.clear()
    person.client.post("/answer/1", data=form)
    kinds = [text.split()[0] for text in statements if not text.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]
    assert kinds == ["SELECT", "SELECT", "INSERT", "INSERT"]


def test_a_page_costs_the_same_for_one_question_and_for_three(session, asking, invite, someone, statements):
    costs = []
    for count in (1, 3):
        made = create_question_set(session, name={"en": "A set"}, questions=[plain(n) for n in range(1, count + 1)])
        publish(session, question_set=made)
        asking.question_set_id = made.id
        session.commit()
        person = someone().opens(invite())
        cost = []
        for path in ("/answer/1", "/answer/check"):
            person.get(path)
            statements.clear()
            person.get(path)
            cost.append(len(statements))
        costs.append(cost)
        assert len(queries.asked_set(session, set_id=made.id).questions) == count
    assert costs[0] == costs[1]


def test_a_form_sent_again_changes_nothing_and_sent_again_with_another_answer_does(someone, invitation, session):
    person = someone().opens(invitation)
    form = dict(filled(person.form, {"answer": "4", "do": "next"}))
    kept = []
    for value in ("4", "1", "4"):  # the last is the first one's message, come late over a bad line
        assert person.client.post("/answer/1", data={**form, "answer": value}).headers["Location"] == "/answer/2"
        session.rollback()
        [answer] = queries.draft_answers(session, holder_id=invitation.id).values()
        kept.append(answer.value)
    assert kept == [{"number": 4}, {"number": 1}, {"number": 1}]
