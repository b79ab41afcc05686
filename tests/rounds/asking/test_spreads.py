"""How much answers differed before: the spreads an allocation after Neyman goes by."""

import uuid
from statistics import stdev

import pytest
import sqlalchemy as sa

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.models import Answer, Question, QuestionSet, Response
from portal.rounds.enums import RoundState
from portal.rounds.models import Invitation, SampleMember
from portal.rounds.operations import drawing, fieldwork, planning
from portal.rounds.queries.spreads import rated_questions, spreads_of
from portal.rounds.rules.designing import Design
from portal.sampling.errors import ImpossiblePlan, PlanProblem
from portal.shared import clock
from tests.rounds.asking.factories import agree, make_frame, make_round, make_service


@pytest.fixture
def service(session):
    return make_service(session)


@pytest.fixture
def earlier(session, service):
    """A closed round in which everyone using the service said 5 and the others 0 or 10 in turn."""
    questions = QuestionSet(series=uuid.uuid4(), name={"en": "Carers"}, created_at=clock.now())
    session.add(questions)
    session.flush()
    question = Question(set_id=questions.id, place=1, key="help", kind=QuestionKind.SCALE, texts={"en": "Help?"})
    session.add(question)
    round_ = make_round(session, service, question_set_id=questions.id)
    agree(session, round_, make_frame(session, service, {"active": 60, "disengaged": 60}), size=120)
    drawing.draw_sample(session, round_=round_, by=None)
    fieldwork.open_invitations(session, round_=round_)
    rows = session.execute(sa.select(Invitation, SampleMember).join(SampleMember).order_by(SampleMember.place)).all()
    for number, (invitation, member) in enumerate(rows):
        response = Response(asked_in=round_.id, alias=invitation.alias, set_id=questions.id, submitted_at=clock.now())
        session.add(response)
        session.flush()
        said = 5 if member.traits["status"] == "active" else 10 * (member.place % 2)
        session.add(
            Answer(
                response_id=response.id, asked_in=round_.id, question_id=question.id, state=AnswerState.ANSWERED,
                value={"number": said} if number % 2 else {"code": str(said)},
            )
        )  # fmt: skip
    round_.state = RoundState.CLOSED
    session.commit()
    return round_, question


def test_spreads_are_told_by_cell_by_status_and_for_all(session, earlier):
    round_, question = earlier
    found = spreads_of(session, round_id=round_.id, question_id=question.id, trait="ethnicity")
    assert found["active",] == found["active", "White"] == 0
    assert found["disengaged", "White"] == pytest.approx(stdev([0, 10] * 10))
    assert found[()] == pytest.approx(stdev([5] * 60 + [0, 10] * 30))


def test_a_spread_from_fewer_than_ten_answers_is_not_told(session, earlier):
    round_, question = earlier
    found = spreads_of(session, round_id=round_.id, question_id=question.id, trait="area")
    assert [key for key in found if len(key) == 2] == []
    assert set(found) == {("active",), ("disengaged",), ()}


def test_rated_questions_of_closed_rounds_of_the_service_are_offered(session, service, earlier):
    assert [(r.id, q.id) for r, q in rated_questions(session, service_id=service.id)] == [
        (earlier[0].id, earlier[1].id)
    ]
    assert rated_questions(session, service_id=uuid.uuid4()) == []
    earlier[0].state = RoundState.FIELDWORK
    session.commit()
    assert rated_questions(session, service_id=service.id) == []


def neyman(session, frame, design):
    preview, _whole = planning.preview_plan(
        session, frame=frame, size=60, strata_field="ethnicity", allocation="neyman", minimums={}, design=design
    )
    return preview.allocation.by_group()


def test_more_are_asked_where_answers_differed_more(session, service, earlier):
    round_, question = earlier
    frame = make_frame(session, service, {"active": 300, "disengaged": 300, "never_started": 300})
    asked = neyman(session, frame, Design(spread_from=f"{round_.id}:{question.id}"))
    assert asked["active"] == 6
    assert asked["disengaged"] > asked["never_started"] > asked["active"]


def test_spreads_typed_in_are_used_and_a_missing_one_is_refused(session, service):
    frame = make_frame(session, service, {"active": 300, "disengaged": 300})
    codes = [f"s0{n}" for n in range(1, 7)]
    typed = {code: 1.0 if n < 3 else 3.0 for n, code in enumerate(codes)}
    assert neyman(session, frame, Design(spreads=typed)) == {"active": 15, "disengaged": 45}
    with pytest.raises(ImpossiblePlan) as refused:
        neyman(session, frame, Design(spreads={"s01": 1.0}))
    assert refused.value.problem is PlanProblem.SPREAD_MISSING
