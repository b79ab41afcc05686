"""How much answers differed within groups in an earlier round: what a Neyman allocation goes by."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from statistics import stdev

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.enums import AnswerState, QuestionKind
from portal.questions.models import Answer, Question, Response
from portal.rounds.enums import RoundState
from portal.rounds.models import Invitation, Round, SampleMember

RATED = (QuestionKind.FACES, QuestionKind.SCALE, QuestionKind.RATING_5, QuestionKind.NUMBER)
# A spread from fewer answers says little, and might say something about someone.
FEWEST_ANSWERS = 10


def rated_questions(session: Session, *, service_id: uuid.UUID) -> Sequence[tuple[Round, Question]]:
    """Questions answered by a number in the service's closed rounds, newest round first."""
    rows = session.execute(
        sa.select(Round, Question)
        .join(Question, Question.set_id == Round.question_set_id)
        .where(
            Round.service_id == service_id,
            Round.state.in_([RoundState.CLOSED, RoundState.RELEASED]),
            Question.kind.in_(RATED),
        )
        .order_by(Round.created_at.desc(), Round.id, Question.place)
    )
    return [(round_, question) for round_, question in rows]


def spreads_of(
    session: Session, *, round_id: uuid.UUID, question_id: uuid.UUID, trait: str
) -> dict[tuple[str, ...], float]:
    """Standard deviations by (status, value of `trait`), by (status,) and of all by (); only from ten answers on."""
    rows = session.execute(
        sa.select(
            SampleMember.traits["status"].as_string(),
            SampleMember.traits[trait].as_string(),
            Answer.value,
        )
        .select_from(Answer)
        .join(Response, Response.id == Answer.response_id)
        .join(Invitation, Invitation.alias == Response.alias)
        .join(SampleMember, SampleMember.id == Invitation.member_id)
        .where(Answer.asked_in == round_id, Answer.question_id == question_id, Answer.state == AnswerState.ANSWERED)
    )
    numbers: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for status, value, given in rows:
        number = _number(given)
        if number is not None:
            for group in ((status, value), (status,), ()):
                numbers[group].append(number)
    return {group: stdev(found) for group, found in numbers.items() if len(found) >= FEWEST_ANSWERS}


def _number(given: dict[str, object] | None) -> float | None:
    """The number of an answer: typed, or the code of a face or a step."""
    said = (given or {}).get("number", (given or {}).get("code"))
    try:
        return float(str(said))
    except ValueError:
        return None
