"""What staff left in the middle, beside the demonstration's world: half an import, comments to agree to, a draft."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.demo.accounts import account_of
from portal.people.enums import Role
from portal.questions.enums import QuestionKind
from portal.questions.models import Question
from portal.rosters import operations as rosters
from portal.rosters.models import Service
from portal.rounds.enums import RoundState
from portal.rounds.models import Round
from portal.rounds.operations import comments, planning
from portal.shared import queue
from portal.summaries import operations as summaries
from portal.summaries.examples import TITLE, write_example
from portal.summaries.round_source import KIND
from tests.rosters.factories import PEOPLE, checked, csv_file


def leave_everywhere(session: Session) -> None:
    organiser = account_of(session, Role.ORGANISER)
    service = session.scalars(sa.select(Service)).one()
    over = session.scalars(sa.select(Round).where(Round.state != RoundState.FIELDWORK)).one()
    assert organiser is not None
    half_an_import(session, service)
    comments_to_agree_to(session, over, by=organiser.id)
    drafts(session, service, over, by=organiser.id)
    queue.run_everything(session)
    session.commit()


def half_an_import(session: Session, service: Service) -> None:
    """One file just uploaded, one whose words are not all known, one waiting for a yes."""
    strange = ("A009", "gone for good", *PEOPLE[0][2:])
    rosters.take_upload(session, service=service, content=csv_file(*PEOPLE[:2]), file_name="new.csv", by=None)
    session.commit()
    checked(session, service, csv_file(*PEOPLE, strange))
    checked(session, service, csv_file(*PEOPLE))


def comments_to_agree_to(session: Session, over: Round, *, by: uuid.UUID) -> None:
    long_text = Question.kind == QuestionKind.LONG_TEXT
    question = session.scalars(sa.select(Question).where(Question.set_id == over.question_set_id, long_text)).one()
    for columns in ({}, {"words": 0, "theme": 1}):
        content = f"comment,theme\r\nNobody rang back {len(columns)},Waiting\r\n".encode()
        made = comments.take_upload(
            session, round_=over, question=question, content=content, file_name="comments.csv", by=by
        )
        if columns:
            comments.choose_columns(session, comment_import=made, columns=columns)
    session.commit()


def drafts(session: Session, service: Service, over: Round, *, by: uuid.UUID) -> None:
    """A round nobody has drawn yet, and a summary that is being written."""
    planning.create_round(
        session,
        service_id=service.id,
        name={"en": "Winter"},
        purpose={"en": "To plan next year."},
        question_set_id=over.question_set_id,
        closes_on=None,
        by=by,
    )
    summary = summaries.start_summary(session, source_kind=KIND, source_id=over.id, title=TITLE, by=by)
    write_example(session, summary=summary, by=by)
    session.commit()
