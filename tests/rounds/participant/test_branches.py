"""The way through a set with branches: next, back, numbers, the page to check, and what is sent."""

import pytest

from portal.questions import queries as questions
from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.operations import create_question_set, publish
from portal.rounds.operations.answering import link_of
from portal.shared.database import db
from tests.guards.walking import Statements


def choice(key: str, **more) -> dict:
    options = [{"code": code, "texts": {"en": code.title()}} for code in ("yes", "no")]
    return {"key": key, "kind": QuestionKind.SINGLE, "texts": {"en": f"{key.title()}?"}, "options": options, **more}


def words(key: str, **more) -> dict:
    return {"key": key, "kind": QuestionKind.SHORT_TEXT, "texts": {"en": f"{key.title()}?"}, **more}


def when(key: str, code: str) -> dict:
    return {"all": [{"question": key, "test": "any_of", "codes": [code]}]}


QUESTIONS = [
    choice("using"),
    words("why", show_when=when("using", "no")),
    words(
        "more", show_when={"any": [{"question": "why", "test": "answered"}]}, texts={"en": "More about {answer:why}?"}
    ),
    words("last"),
]


@pytest.fixture
def question_set(session):
    made = create_question_set(session, name={"en": "Branches"}, questions=QUESTIONS)
    publish(session, question_set=made)
    session.commit()
    return made


@pytest.fixture
def person(someone, invitation):
    return someone().opens(invitation)


def states(responses, session) -> dict[str, tuple]:
    [response] = responses()
    keys = {one.id: one.key for one in questions.asked_set(session, set_id=response.set_id).questions}
    return {keys[answer.question_id]: (answer.state, answer.words) for answer in response.answers}


def test_the_next_question_follows_the_answer(person):
    assert "Question 1 of 2</p>" in person.page
    person.send(do="next", answer="yes")
    assert (person.heading, person.title) == ("Last?", "Question 2 of 2 – Heard")
    person.get("/answer/1").send(do="next", answer="no")
    assert (person.heading, person.title) == ("Why?", "Question 2 of 3 – Heard")


def test_back_leads_to_the_question_before_on_the_way(person):
    person.send(do="next", answer="yes")
    assert 'href="/answer/1"' in person.page
    person.get("/answer/1").send(do="next", answer="no").send(do="skip")
    assert person.heading == "Last?"
    assert 'href="/answer/2"' in person.page


def test_an_earlier_answer_stands_in_the_question_escaped(person):
    person.send(do="next", answer="no").send(do="next", answer_text="<b>the “bus”</b>")
    assert person.heading == "More about &lt;b&gt;the “bus”&lt;/b&gt;?"


def test_a_question_off_the_way_leads_on(person):
    person.send(do="next", answer="yes").get("/answer/2")
    assert person.path == "/answer/4"
    person.get("/answer/2?to=check")
    assert person.path == "/answer/check"


def test_the_page_to_check_shows_the_way_only(person):
    person.send(do="next", answer="no").send(do="next", answer_text="the bus").send(do="skip").send(do="skip")
    person.get("/answer/1?to=check").send(do="next", answer="yes")
    assert person.path == "/answer/check"
    assert "Why?" not in person.page
    assert "Last?" in person.page


def test_what_was_typed_off_the_way_is_kept_until_sending_and_sent_only_from_the_way(person, session, responses):
    person.send(do="next", answer="no").send(do="next", answer_text="the bus").send(do="skip")
    person.send(do="next", answer_text="thanks")
    person.get("/answer/1?to=check").send(do="next", answer="yes")
    person.get("/answer/1?to=check").send(do="next", answer="no")
    assert "the bus" in person.page  # nothing was lost by going back and forth
    person.get("/answer/1?to=check").send(do="next", answer="yes")
    person.send()
    assert states(responses, session) == {
        "using": (AnswerState.ANSWERED, None),
        "why": (AnswerState.NOT_ASKED, None),
        "more": (AnswerState.NOT_ASKED, None),
        "last": (AnswerState.ANSWERED, "thanks"),
    }


def test_another_visit_learns_nothing_from_what_it_is_asked(person, someone, invitation, session, responses):
    person.send(do="next", answer="no").send(do="next", answer_text="the bus")
    other = someone()
    other.get(f"/i/{link_of(invitation.id)}").send()
    assert 'href="/answer/4"' in other.page  # not the question that would say what was answered
    other.get("/answer/2")
    assert other.path == "/answer/4"
    other.get("/answer/check")
    assert "Why?" not in other.page
    assert "bus" not in other.page
    other.send()  # and yet nothing is lost
    assert states(responses, session)["why"] == (AnswerState.ANSWERED, "the bus")


def test_branches_cost_a_page_no_more_statements(app, person, session):
    with app.app_context():
        engine = db.engine
    with Statements(engine) as branched:
        person.get("/answer/1")
    person.send(do="next", answer="no").send(do="next", answer_text="the bus")
    with Statements(engine) as piped:
        person.get("/answer/3")
    assert (branched.texts.total(), piped.texts.total()) == (3, 3)
