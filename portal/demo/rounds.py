"""Two invented rounds: one under way, one finished."""

import datetime as dt
import hashlib
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.holidays import bank_holidays
from portal.contact.tasks import DELIVER_TASK
from portal.demo.words import COMMENTS
from portal.people.enums import ConsentPurpose
from portal.people.operations import record_consents
from portal.questions import operations as questions
from portal.questions.enums import AnswerState, Provenance, QuestionKind
from portal.questions.examples import carers_support
from portal.questions.queries import asked_set
from portal.questions.rules import AskedQuestion, AskedSet, Given
from portal.rosters.models import Frame, Service
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations import answering, drawing, fieldwork, planning
from portal.rounds.queries.standing import standing_by_link
from portal.shared import clock, queue
from portal.shared.i18n import HOME_TIME

SEASONS = (
    {"en": "Winter", "en-easy": "Winter", "cy": "Gaeaf", "ur": "سردی"},
    {"en": "Spring", "en-easy": "Spring", "cy": "Gwanwyn", "ur": "بہار"},
    {"en": "Summer", "en-easy": "Summer", "cy": "Haf", "ur": "گرمی"},
    {"en": "Autumn", "en-easy": "Autumn", "cy": "Hydref", "ur": "خزاں"},
)
PURPOSE = {
    "en": "We want the carers’ service to be better. What you say decides what we change first.",
    "en-easy": "We want to make the help for carers better. You tell us how.",
    "cy": "Rydyn ni am wella’r gwasanaeth i ofalwyr. Yr hyn a ddywedwch chi sy’n penderfynu beth newidiwn ni gyntaf.",
    "ur": "ہم دیکھ بھال کرنے والوں کی سروس بہتر بنانا چاہتے ہیں۔ آپ کی بات سے طے ہوگا کہ ہم پہلے کیا بدلیں۔",
}
MINIMUMS = {"disengaged": 70, "never_started": 40}


def make_open_round(session: Session, *, service: Service, frame: Frame, by: uuid.UUID) -> Round:
    """Planned, drawn, sent out a few days ago, and answered by a quarter so far."""
    made = _drawn(session, service=service, frame=frame, size=320, by=by)
    made.closes_on = clock.today() + dt.timedelta(days=60)
    _send(session, round_=made, by=by)
    answer_some(session, round_=made, share=0.25)
    return made


def make_finished_round(session: Session, *, service: Service, frame: Frame, by: uuid.UUID) -> Round:
    """Planned, drawn, sent out, answered by not quite half, and closed."""
    made = _drawn(session, service=service, frame=frame, size=280, by=by)
    _send(session, round_=made, by=by)
    answer_some(session, round_=made, share=0.45)
    fieldwork.close_round(session, round_=made, by=by)
    return made


def working_day(days_ago: int) -> dt.datetime:
    """Eleven in the morning about so many days ago: a day on which people may be written to."""
    day = clock.today() - dt.timedelta(days=days_ago)
    while day.weekday() > 4 or day in bank_holidays(day.year):
        day -= dt.timedelta(days=1)
    return dt.datetime.combine(day, dt.time(11), HOME_TIME)


def season_name(day: dt.date) -> dict[str, str]:
    return {code: f"{name} {day.year}" for code, name in SEASONS[day.month % 12 // 3].items()}


def _send(session: Session, *, round_: Round, by: uuid.UUID) -> None:
    fieldwork.start_wave(session, round_=round_, template="invitation", by=by)
    session.commit()
    queue.run_everything(session)
    queue.enqueue(session, DELIVER_TASK, asked_by=by)
    session.commit()
    queue.run_everything(session)


def answer_some(session: Session, *, round_: Round, share: float) -> int:
    """A share of those asked answer, each in their language; always the same people. Returns how many."""
    asked = asked_set(session, set_id=round_.question_set_id or uuid.UUID(int=0))
    assert asked is not None
    wanted = sa.select(Invitation).where(Invitation.round_id == round_.id, Invitation.state == InvitationState.SENT)
    invitations = sorted(session.scalars(wanted), key=lambda one: str(one.person_id))
    count = 0
    for number, invitation in enumerate(invitations):
        if _point(f"{round_.name['en']}:{number}") % 100 < share * 100:
            _answer(session, invitation=invitation, asked=asked, number=number)
            count += 1
    return count


def _drawn(session: Session, *, service: Service, frame: Frame, size: int, by: uuid.UUID) -> Round:
    question_set = carers_support(session, by=by)
    made = planning.create_round(
        session,
        service_id=service.id,
        name=season_name(clock.today()),
        purpose=PURPOSE,
        question_set_id=question_set.id,
        closes_on=None,
        by=by,
    )
    planning.agree_plan(
        session,
        round_=made,
        frame=frame,
        size=size,
        strata_field="ethnicity",
        allocation="square_root",
        minimums=MINIMUMS,
        by=by,
    )
    drawing.draw_sample(session, round_=made, by=by)
    session.commit()
    return made


def _answer(session: Session, *, invitation: Invitation, asked: AskedSet, number: int) -> None:
    theme, language, words = COMMENTS[_point(f"words:{number}") % len(COMMENTS)]
    for question in asked.questions:
        given = _given(question, f"{question.key}:{number}", unhappy=theme in ("Waiting", "Letters"), words=words)
        questions.save_answer(
            session,
            holder_id=invitation.id,
            question_id=question.id,
            given=given,
            language=language,
            visit_id=None,
        )
    provenance = Provenance.HELPED if number % 7 == 0 else Provenance.OWN_WORDS
    helped_by = "family" if number % 7 == 0 else ""
    questions.note_provenance(session, holder_id=invitation.id, provenance=provenance, helped_by=helped_by)
    standing = standing_by_link(session, token=answering.link_of(invitation.id))
    assert standing is not None
    answering.send_answers(session, standing=standing, asked=asked, language=invitation.language)
    record_consents(
        session,
        subject_id=invitation.alias,
        answers={
            ConsentPurpose.QUOTE: number % 3 != 0,
            ConsentPurpose.TELL_RESULT: number % 4 != 0,
            ConsentPurpose.CHECK_SUMMARY: number % 5 != 0,
        },
        language=invitation.language,
        channel="web",
    )


def _given(question: AskedQuestion, point: str, *, unhappy: bool, words: str) -> Given:
    """An answer of a plausible kind; a tenth of people skip a question, as they do."""
    chance = _point(point) % 100
    if chance < 10:
        return Given(AnswerState.SKIPPED)
    codes = [option.code for option in question.options]
    if question.kind is QuestionKind.FACES:
        return Given(AnswerState.ANSWERED, value={"number": 1 + chance % 3 if unhappy else 3 + chance % 3})
    if question.kind is QuestionKind.SCALE:
        return Given(AnswerState.ANSWERED, value={"number": chance % 6 if unhappy else 5 + chance % 6})
    if question.kind is QuestionKind.SEVERAL:
        chosen = [
            code for place, code in enumerate(codes) if (chance >> place) % 2 and not question.options[place].exclusive
        ]
        return Given(AnswerState.ANSWERED, value={"codes": chosen or codes[:1]})
    if question.kind is QuestionKind.SINGLE:
        return Given(AnswerState.ANSWERED, value={"code": codes[min(chance // 30, len(codes) - 1)]})
    if question.kind is QuestionKind.DATE:
        day = clock.today() - dt.timedelta(days=7 + chance)
        return Given(AnswerState.ANSWERED, value={"date": day.isoformat()})
    return Given(AnswerState.ANSWERED, words=words)


def _point(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16)
