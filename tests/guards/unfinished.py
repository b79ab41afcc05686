"""What staff left in the middle, beside the demonstration's world: half an import, a theme, a check that is out."""

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
from portal.rounds.operations import coding, comments, findings
from portal.shared import queue
from portal.summaries import operations as summaries
from tests.rosters.factories import PEOPLE, checked, csv_file
from tests.summaries.factories import askable, make_source, make_summary, send_out


def leave_everywhere(session: Session) -> None:
    organiser, approver = account_of(session, Role.ORGANISER), account_of(session, Role.APPROVER)
    assert organiser is not None
    assert approver is not None
    service = session.scalars(sa.select(Service)).first()
    over = session.scalar(sa.select(Round).where(Round.state == RoundState.CLOSED))
    assert service is not None
    assert over is not None
    half_an_import(session, service)
    understanding(session, over, by=organiser.id)
    three_summaries(session, writer=organiser.id, approver=approver.id)
    queue.run_everything(session)
    session.commit()


def half_an_import(session: Session, service: Service) -> None:
    """One file just uploaded, one whose words are not all known, one waiting for a yes."""
    strange = ("A009", "gone for good", *PEOPLE[0][2:])
    for name, content in (("new.csv", csv_file(*PEOPLE)), ("strange.csv", csv_file(*PEOPLE, strange))):
        rosters.take_upload(session, service=service, content=content, file_name=name, by=None)
    session.commit()
    checked(session, service, csv_file(*PEOPLE, strange))
    checked(session, service, csv_file(*PEOPLE))


def understanding(session: Session, over: Round, *, by: object) -> None:
    theme = coding.create_theme(session, round_id=over.id, name="Waiting", description="Calls, lists, replies", by=by)
    findings.create_finding(
        session,
        round_id=over.id,
        words={"en": "People wait too long on the phone."},
        theme_id=theme.id,
        by=by,
    )
    question = session.scalar(
        sa.select(Question).where(Question.set_id == over.question_set_id, Question.kind == QuestionKind.LONG_TEXT)
    )
    assert question is not None
    comments.take_upload(
        session,
        round_=over,
        question=question,
        content=b"comment,theme\r\nNobody rang back,Waiting\r\n",
        file_name="comments.csv",
        by=by,
    )
    session.commit()


def three_summaries(session: Session, *, writer: object, approver: object) -> None:
    """One being written, one that is out for checking, one published."""
    source_id, source = make_source()
    source.people = [askable(session, answered=True, agreed=True), askable(session, answered=True, agreed=True)]
    make_summary(session, source_id, writer=writer)
    send_out(session, make_summary(session, source_id, writer=writer), writer=writer, approver=approver)
    out = make_summary(session, source_id, writer=writer)
    summaries.hand_in(session, summary=out, by=writer)
    version = summaries.publish(session, summary=out, by=approver, without_check=True)
    session.commit()
    assert version.number == 1
