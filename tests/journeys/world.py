"""A small world for whole journeys: a service, a frozen frame, questions, a drawn round, an invitation for everyone."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.examples import carers_support
from portal.questions.models import QuestionSet
from portal.rosters.models import Frame, Service
from portal.rounds.enums import RoundState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations import drawing, fieldwork, planning
from portal.rounds.operations.answering import link_of
from portal.shared import clock
from tests.rounds.asking.factories import make_frame


@dataclass(frozen=True)
class World:
    service: Service
    frame: Frame
    question_set: QuestionSet
    round: Round
    links: list[str]  # the paths of the invitations, `/i/<token>`


def make_world(session: Session, *, people: int, asked: int | None = None, language: str = "en") -> World:
    """`people` on the roster, `asked` of them drawn (by default all), in the middle of fieldwork. Committed."""
    service = Service(name={"en": "Carers’ support"}, created_at=clock.now())
    session.add(service)
    session.flush()
    frame = make_frame(session, service, _groups(people), language=language)
    question_set = carers_support(session)
    round_ = planning.create_round(
        session,
        service_id=service.id,
        name={"en": "Autumn round"},
        purpose={"en": "We want to know if the carers’ service helped you."},
        question_set_id=question_set.id,
        closes_on=None,
        by=None,
    )
    planning.agree_plan(
        session,
        round_=round_,
        frame=frame,
        size=asked or people,
        strata_field="ethnicity",
        allocation="proportional",
        minimums={},
        by=None,
    )
    drawing.draw_sample(session, round_=round_, by=None)
    fieldwork.open_invitations(session, round_=round_)
    round_.state = RoundState.FIELDWORK
    session.commit()
    ids = session.scalars(sa.select(Invitation.id).where(Invitation.round_id == round_.id).order_by(Invitation.id))
    links = [f"/i/{link_of(one)}" for one in ids]
    session.commit()  # lets go of SQLite's one place for a writer: a server is about to begin
    return World(service, frame, question_set, round_, links)


def _groups(people: int) -> dict[str, int]:
    """Half of them active, the rest shared out among the other statuses."""
    quarter = people // 6
    return {
        "active": people - 3 * quarter,
        "completed": quarter,
        "disengaged": quarter,
        "never_started": quarter,
    }
