"""Who had the short reminder may answer three questions only: the way, the page to check, and what is sent."""

import pytest

from portal.people.enums import Role
from portal.questions import queries as questions
from portal.questions.enums import AnswerState
from portal.questions.operations import create_question_set, publish
from portal.rounds.errors import NotReady, PlanTooHard
from portal.rounds.models import OutreachPlan
from portal.rounds.operations import outreach
from portal.rounds.operations.answering import link_of
from portal.rounds.queries.outreach import outreach_plan_of
from portal.shared import clock
from portal.shared.database import db
from tests.forms import submit
from tests.guards.walking import Statements
from tests.people.factories import make_account, signed_in
from tests.rounds.participant.test_branches import choice, when, words

FIVE = [
    choice("using"),
    words("why", show_when=when("using", "no")),
    words("best"),
    words("echo", texts={"en": "More about {answer:best}?"}),
    words("last"),
]


@pytest.fixture
def question_set(session):
    made = create_question_set(session, name={"en": "Five"}, questions=FIVE)
    publish(session, question_set=made)
    session.commit()
    return made


@pytest.fixture
def plan(session, asking):
    made = OutreachPlan(
        round_id=asking.id, starts_on=clock.today(), agreed_at=clock.now(), short_keys=["using", "last"]
    )
    session.add(made)
    session.commit()
    return made


@pytest.fixture
def reminded(session, plan, invitation):
    invitation.is_short = True
    session.commit()
    return invitation


def at_the_start(someone, invitation):
    return someone().get(f"/i/{link_of(invitation.id)}").send()


def states(responses, session) -> dict[str, AnswerState]:
    [response] = responses()
    keys = {one.id: one.key for one in questions.asked_set(session, set_id=response.set_id).questions}
    return {keys[answer.question_id]: answer.state for answer in response.answers}


def test_the_short_version_comes_first_and_leads_past_its_questions_only(someone, reminded, responses, session):
    person = at_the_start(someone, reminded)
    assert ("Answer only 2 questions" in person.page, "Answer all the questions" in person.page) == (True, True)
    person.send(do="few")
    assert (person.path, person.title) == ("/answer/1", "Question 1 of 2 – Heard")
    person.send(do="next", answer="no")  # "Why?" would follow now
    assert (person.path, person.title) == ("/answer/5", "Question 2 of 2 – Heard")
    person.send(do="next", answer_text="Nothing").send(do="skip").send()
    assert (person.path, person.page.count("govuk-summary-list__row")) == ("/answer/check", 2)
    person.send("/answer/check")
    assert person.path == "/answer/done"
    assert states(responses, session) == {
        "using": AnswerState.ANSWERED,
        "why": AnswerState.NOT_ASKED,
        "best": AnswerState.NOT_ASKED,
        "echo": AnswerState.NOT_ASKED,
        "last": AnswerState.ANSWERED,
    }


def test_a_question_beside_the_short_way_leads_back_onto_it(someone, reminded):
    person = at_the_start(someone, reminded).send(do="few").get("/answer/3")
    assert person.path == "/answer/5"


def test_all_the_questions_can_be_answered_from_the_start_and_from_the_last_look(someone, reminded):
    person = at_the_start(someone, reminded).send(do="all")
    assert (person.path, person.title) == ("/answer/1", "Question 1 of 4 – Heard")
    person.get("/answer").send(do="few").send(do="next", answer="yes").send(do="next", answer_text="x").get(
        "/answer/check"
    )
    assert 'value="all"' in person.page
    person.send("/answer/length", do="all")
    assert (person.path, person.title) == ("/answer/3", "Question 2 of 4 – Heard")


def test_the_choice_holds_for_one_visit(someone, reminded):
    at_the_start(someone, reminded).send(do="few")
    assert "Question 1 of 4" in at_the_start(someone, reminded).send(do="all").page


@pytest.mark.parametrize("missing", ["reminder", "questions"])
def test_without_a_short_reminder_or_short_questions_nothing_is_offered(someone, reminded, plan, session, missing):
    if missing == "reminder":
        reminded.is_short = False
    else:
        plan.short_keys = []
    session.commit()
    person = at_the_start(someone, reminded)
    assert ("Answer only" in person.page, ">Start</a>" in person.page) == (False, True)


def test_nobody_makes_the_set_shorter_who_was_not_offered_it(someone, plan, invitation):
    person = at_the_start(someone, invitation).get("/answer/1").send("/answer/length", do="few")
    assert person.title == "Question 1 of 4 – Heard"


def test_the_short_way_costs_no_statement_more_than_the_plain_one(app, someone, reminded, session):
    person, costs = at_the_start(someone, reminded), {}
    for length in ("all", "few"):
        person.get("/answer").send(do=length)
        with app.app_context(), Statements(db.engine) as counted:
            person.get("/answer/1")
        costs[length] = sum(counted.texts.values())
    reminded.is_short = False
    session.commit()
    with app.app_context(), Statements(db.engine) as counted:
        person.get("/answer/1")
    assert costs == {"all": costs["few"], "few": sum(counted.texts.values())}


@pytest.mark.parametrize(
    ("keys", "fault"), [(["using", "best", "last", "why"], "too_many"), (["why"], "unknown"), (["echo"], "unknown")]
)
def test_at_most_three_questions_that_stand_alone_can_be_chosen(session, asking, plan, keys, fault):
    by = make_account(session, Role.ORGANISER).id
    with pytest.raises(PlanTooHard) as problem:
        outreach.choose_short(session, round_=asking, keys=keys, by=by)
    assert fault in problem.value.faults
    outreach.choose_short(session, round_=asking, keys=["using", "best", "last"], by=by)
    assert plan.short_keys == ["using", "best", "last"]


def test_without_a_plan_there_is_no_short_version(session, asking):
    with pytest.raises(NotReady):
        outreach.choose_short(session, round_=asking, keys=["last"], by=make_account(session, Role.ORGANISER).id)


def test_the_page_offers_what_stands_alone_and_keeps_the_choice(client, session, asking, plan):
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{asking.id}/outreach/short"
    page = client.get(path).get_data(as_text=True)
    assert [key for key in ("using", "why", "best", "echo", "last") if f'value="{key}"' in page] == [
        "using",
        "best",
        "last",
    ]
    submit(client, path, keys=["best"])
    session.expire_all()
    assert outreach_plan_of(session, round_id=asking.id).short_keys == ["best"]
    assert "offers 1 question." in client.get(f"/rounds/{asking.id}/outreach/").get_data(as_text=True)
