import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.questions.enums import QuestionKind, SetState
from portal.questions.examples import NAME, QUESTIONS, carers_support
from portal.questions.models import QuestionSet
from portal.questions.operations import create_question_set
from tests.forms import forms_on, send
from tests.people.factories import signed_in
from tests.questions.conftest import plain


@pytest.fixture
def draft(session):
    made = create_question_set(session, name={"en": "Being written"}, questions=[plain(1)])
    session.commit()
    return made


def test_the_list_leads_to_every_set(client, session, draft):
    example = carers_support(session)
    session.commit()
    signed_in(client, session, Role.ANALYST)
    page = client.get("/questions").text
    for made, name in ((draft, "Being written"), (example, NAME["en"])):
        assert f'href="/questions/{made.id}">{name}<' in page


def test_a_list_without_sets_says_so(client, session):
    signed_in(client, session, Role.ORGANISER)
    assert "There are no questions yet." in client.get("/questions").text


def test_an_organiser_starts_from_the_example_and_publishes_it(client, session):
    signed_in(client, session, Role.ORGANISER)
    answer = send(client, "/questions", action="/questions/start-from-example")
    [made] = session.scalars(sa.select(QuestionSet)).all()
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/questions/{made.id}")
    assert (made.state, made.name, [one.key for one in made.questions]) == (
        SetState.DRAFT,
        NAME,
        [one["key"] for one in QUESTIONS],
    )
    assert send(client, f"/questions/{made.id}", action=f"/questions/{made.id}/publish").status_code == 303
    session.expire_all()
    assert session.get(QuestionSet, made.id).state is SetState.PUBLISHED


def test_the_other_example_has_every_kind_once_and_can_be_published(client, session):
    signed_in(client, session, Role.ORGANISER)
    send(client, "/questions", action="/questions/start-from-example", example="every_kind")
    [made] = session.scalars(sa.select(QuestionSet)).all()
    assert {question.kind for question in made.questions} == set(QuestionKind)
    here = f"/questions/{made.id}"
    assert client.get(f"{here}/try/walk?in=cy").status_code == 200
    assert send(client, here, action=f"{here}/publish").status_code == 303


def test_who_only_reads_questions_is_not_offered_the_example(client, session):
    signed_in(client, session, Role.ANALYST)
    assert "Start from this example" not in client.get("/questions").text


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("en-easy", "ltr"), ("cy", "ltr"), ("ur", "rtl")])
def test_a_translator_sees_each_question_as_the_person_asked_does(client, session, code, direction):
    made = carers_support(session)
    session.commit()
    signed_in(client, session, Role.TRANSLATOR)
    for number, question in enumerate(QUESTIONS, 1):
        page = client.get(f"/questions/{made.id}/preview?in={code}&page={number}").text
        assert question["texts"][code] in page
        assert f'dir="{direction}" class="govuk-template' in page
    assert client.get(f"/questions/{made.id}/preview?page=8").status_code == 404


def test_an_organiser_publishes_and_others_may_not(client, session, draft):
    signed_in(client, session, Role.TRANSLATOR)
    assert "Publish these questions" not in client.get(f"/questions/{draft.id}").text
    token = next(value for name, value in forms_on(client.get("/desk").text)[-1]["fields"] if name == "csrf_token")
    assert client.post(f"/questions/{draft.id}/publish", data={"csrf_token": token}).status_code == 403
    session.refresh(draft)
    assert draft.state is SetState.DRAFT
    signed_in(client, session, Role.ORGANISER, email="organiser@example.org")
    answer = send(client, f"/questions/{draft.id}", action=f"/questions/{draft.id}/publish")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/questions/{draft.id}")
    session.expire_all()
    assert session.get(QuestionSet, draft.id).state is SetState.PUBLISHED
    assert "Publish these questions" not in client.get(f"/questions/{draft.id}").text


def test_a_set_that_asks_nothing_says_why_it_is_not_published(client, session):
    made = create_question_set(session, name={"en": "Empty"}, questions=[])
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    answer = send(client, f"/questions/{made.id}", action=f"/questions/{made.id}/publish")
    assert "There is no question in this set yet" in answer.text
