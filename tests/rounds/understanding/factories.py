"""An invented round, straight into the tables: who was asked, what became of them, what they answered."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose
from portal.people.operations import record_consents
from portal.questions.enums import AnswerState, Provenance
from portal.questions.examples import carers_support
from portal.questions.models import Answer, Question, QuestionSet, Response
from portal.rosters.models import Frame, FrameEntry, RosterEntry, Service
from portal.rounds.enums import InvitationState, MemberState, RoundState
from portal.rounds.models import Invitation, Round, SampleMember
from portal.rounds.operations.counting import recount
from portal.shared import clock, tokens
from portal.shared.crypto import binding, keys
from tests.people.factories import make_person

LIST = {"active": 1000, "completed": 600, "disengaged": 300, "never_started": 100}
TRAITS = {"area": "North", "age_band": "25–34", "sex": "Female", "ethnicity": "White", "disability": "no"}


@dataclass
class Asked:
    """A round with handles to its parts."""

    round: Round
    questions: dict[str, Question]
    invitations: dict[str, list[Invitation]] = field(default_factory=dict)


def make_round(session: Session, *, on_the_list: Mapping[str, int] = LIST) -> Asked:
    question_set: QuestionSet = carers_support(session)
    service = Service(name={"en": "Carers’ service"}, created_at=clock.now())
    session.add(service)
    session.flush()
    coverage = {s: {"roster": n + 20, "in_frame": n, "excluded": {"moved": 20}} for s, n in on_the_list.items()}
    people = sum(on_the_list.values())
    breakdown = {"age_band": {"16–17": people // 2, "25–34": people - people // 2}}
    breakdown |= {name: {TRAITS[name]: people} for name in ("area", "sex", "ethnicity", "disability")}
    breakdown["language"] = {"en": people}
    frame = Frame(
        service_id=service.id,
        name="Spring",
        sha256="0" * 64,
        row_count=people,
        coverage=coverage,
        breakdown=breakdown,
        frozen_at=clock.now(),
    )
    session.add(frame)
    session.flush()
    round_ = Round(
        service_id=service.id,
        question_set_id=question_set.id,
        frame_id=frame.id,
        name={"en": "How are we doing?"},
        state=RoundState.FIELDWORK,
        created_at=clock.now(),
    )
    session.add(round_)
    session.flush()
    return Asked(round_, {question.key: question for question in question_set.questions})


def ask(
    session: Session,
    asked: Asked,
    status: str,
    *,
    count: int,
    chance: float = 0.1,
    state: InvitationState = InvitationState.SENT,
    **traits: str,
) -> list[Invitation]:
    """Draws and invites `count` people of one status."""
    frame_id, service_id = asked.round.frame_id, asked.round.service_id
    made = []
    for _number in range(count):
        person = make_person(session)
        entry = RosterEntry(
            service_id=service_id,
            person_id=person.id,
            reference=uuid.uuid4().hex,
            status=status,
            added_at=clock.now(),
            changed_at=clock.now(),
        )
        session.add(entry)
        session.flush()
        frozen = FrameEntry(
            frame_id=frame_id,
            person_id=person.id,
            entry_id=entry.id,
            reference=entry.reference,
            status=status,
            unit="not_known",
            language="en",
            **{**TRAITS, **traits},
        )
        member = SampleMember(
            round_id=asked.round.id,
            person_id=person.id,
            frame_entry_id=frozen.id,
            state=MemberState.SAMPLE,
            stratum=status,
            place=1,
            chance=chance,
            traits={"status": status, "language": "en", **TRAITS, **traits},
        )
        session.add_all([frozen, member])
        session.flush()
        key = uuid.uuid4()
        made.append(
            Invitation(
                id=key,
                round_id=asked.round.id,
                member_id=member.id,
                person_id=person.id,
                link_index=tokens.link_index("invitation", key.hex),
                code_index=tokens.code_index("invitation", key.hex),
                state=state,
            )
        )
    session.add_all(made)
    session.flush()
    asked.invitations.setdefault(status, []).extend(made)
    return made


def respond(
    session: Session,
    asked: Asked,
    invitations: Sequence[Invitation],
    *,
    provenance: Provenance | None = Provenance.OWN_WORDS,
    language: str = "en",
    channel: str = "web",
    **answers: Any,
) -> list[Response]:
    """Each sends the same answers, by question key: a code, several, a number, or words. The rest is skipped."""
    responses = []
    for invitation in invitations:
        response = Response(
            asked_in=asked.round.id,
            alias=invitation.alias,
            set_id=asked.round.question_set_id,
            provenance=provenance,
            language=language,
            channel=channel,
            submitted_at=clock.now(),
        )
        session.add(response)
        session.flush()
        rows = [_row(response, question, answers.get(key), language) for key, question in asked.questions.items()]
        session.execute(sa.insert(Answer), rows)
        invitation.state, invitation.answered_at = InvitationState.ANSWERED, clock.now()
        responses.append(response)
    session.flush()
    return responses


def _row(response: Response, question: Question, given: Any, language: str) -> dict[str, Any]:
    row_id = uuid.uuid4()
    is_words = question.kind.is_open and given is not None
    words = keys().seal(given, bound_to=binding("answer", "words", row_id)) if is_words else None
    return {
        "id": row_id,
        "response_id": response.id,
        "asked_in": response.asked_in,
        "question_id": question.id,
        "state": AnswerState.SKIPPED if given is None else AnswerState.ANSWERED,
        "value": None if is_words else _value(given),
        "words_sealed": words,
        "words_language": language if is_words else None,
    }


def _value(given: Any) -> dict[str, Any] | None:
    if given is None:
        return None
    if isinstance(given, list):
        return {"codes": given}
    return {"number": given} if isinstance(given, int) else {"code": given}


def let_quote(session: Session, response: Response, *, given: bool = True) -> None:
    record_consents(
        session, subject_id=response.alias, answers={ConsentPurpose.QUOTE: given}, language="en", channel="web"
    )
    session.flush()


def answer_of(session: Session, response: Response, question: Question) -> Answer:
    return session.scalars(
        sa.select(Answer).where(Answer.response_id == response.id, Answer.question_id == question.id)
    ).one()


def usual_round(session: Session) -> Asked:
    """200 active (80 answered), 80 disengaged (20 answered, none of them young): enough to show and to weight."""
    asked = make_round(session)
    active = ask(session, asked, "active", count=100, chance=0.1)
    active += ask(session, asked, "active", count=100, chance=0.1, age_band="16–17")
    gone = ask(session, asked, "disengaged", count=80, chance=0.5)
    respond(session, asked, active[:60], support=5, helped=["talking", "money"], difference=8, using="yes")
    respond(session, asked, active[60:80], support=2, helped=["nothing"], difference=3, using="yes")
    respond(session, asked, gone[:20], support=1, helped=["nothing"], difference=2, using="stopped")
    session.commit()
    return asked


def counted(session: Session, asked: Asked) -> Asked:
    """As the worker leaves it every minute."""
    recount(session, round_=asked.round)
    session.commit()
    return asked
