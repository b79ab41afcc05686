"""A round that a great many people answered, written by the database itself: rows copied from one true example."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel, Result
from portal.contact.models import ContactAttempt
from portal.people.models import Person
from portal.questions.enums import QuestionKind
from portal.questions.models import Answer, Question, Response
from portal.rosters.models import Frame
from portal.rounds.models import Invitation, Round, SampleMember
from portal.shared import clock
from tests.rounds.understanding.factories import Asked, ask, make_round, respond

STATUSES = {"active": 55, "completed": 25, "disengaged": 14, "never_started": 6}
AGES = ("16–17", "18–24", "25–34", "35–44", "45–54", "55–64", "65–74", "75+")
AREAS = tuple(f"District {number:02}" for number in range(1, 13))
SEXES = ("Female", "Male", "not_known")
ETHNICITIES = ("White", "Asian", "Black", "Mixed", "Other", "not_known")


def make_crowd(session: Session, *, responses: int) -> Round:
    """A round in which so many people were asked and answered, twice as many on its list."""
    asked = make_round(session)
    (invitation,) = ask(session, asked, "active", count=1, chance=0.5)
    (response,) = respond(session, asked, [invitation], support=5, using="yes", helped=["talking"], difference=8)
    session.add(_attempt(asked, invitation))
    session.commit()
    connection = session.connection()
    connection.exec_driver_sql("CREATE TEMP TABLE crowd (i INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(
        "INSERT INTO crowd WITH RECURSIVE one(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM one WHERE i < ?)"
        " SELECT i FROM one",
        (responses,),
    )
    _copy(session, Person, invitation.person_id, {"id": _id("10")})
    traits = _traits()
    _copy(
        session,
        SampleMember,
        invitation.member_id,
        {"id": _id("20"), "person_id": _id("10"), "traits": traits, "stratum": f"json_extract({traits}, '$.status')"},
    )
    keys = {"link_index": "'l' || i", "code_index": "'c' || i", "alias": _id("40")}
    _copy(
        session,
        Invitation,
        invitation.id,
        {"id": _id("30"), "member_id": _id("20"), "person_id": _id("10"), **keys},
    )
    tries = {"id": _id("50"), "subject_id": _id("30"), "person_id": _id("10")}
    attempt = session.scalars(sa.select(ContactAttempt.id)).one()
    _copy(session, ContactAttempt, attempt, tries)
    _copy(session, Response, response.id, {"id": _id("60"), "alias": _id("40"), "receipt_index": "NULL"})
    for number, question in enumerate(asked.questions.values()):
        _answers(session, response, question, number)
    _fill_frame(session, asked, responses)
    session.commit()
    return asked.round


def _attempt(asked: Asked, invitation: Invitation) -> ContactAttempt:
    return ContactAttempt(
        person_id=invitation.person_id,
        subject_id=invitation.id,
        asked_in=asked.round.id,
        wave=1,
        channel=Channel.LETTER,
        template="invitation",
        template_version=1,
        language="en",
        result=Result.SENT,
        at=clock.now(),
    )


def _id(prefix: str) -> str:
    return f"printf('{prefix}%030x', i)"


def _copy(session: Session, model: type, template: uuid.UUID, changed: dict[str, str]) -> None:
    table = model.__table__  # type: ignore[attr-defined]
    names = [column.name for column in table.columns]
    values = [changed.get(name, f't."{name}"') for name in names]
    quoted = ", ".join(f'"{name}"' for name in names)
    session.connection().exec_driver_sql(
        f'INSERT INTO "{table.name}" ({quoted}) SELECT {", ".join(values)} FROM crowd, "{table.name}" t WHERE t.id = ?',
        (template.hex,),
    )


def _pick(values: tuple[str, ...], turn: int) -> str:
    cases = " ".join(f"WHEN {place} THEN '{value}'" for place, value in enumerate(values))
    return f"CASE (i * {turn} / 7) % {len(values)} {cases} END"


def _traits() -> str:
    statuses = tuple(status for status, share in STATUSES.items() for _place in range(share))
    return (
        f"json_object('status', {_pick(statuses, 31)}, 'area', {_pick(AREAS, 13)}, 'age_band', {_pick(AGES, 17)},"
        f" 'sex', {_pick(SEXES, 5)}, 'ethnicity', {_pick(ETHNICITIES, 11)}, 'disability', {_pick(('no', 'yes'), 3)},"
        " 'language', 'en')"
    )


def _answers(session: Session, response: Response, question: Question, number: int) -> None:
    """Closed questions are answered, each by its own rhythm; what was left out stays left out."""
    template = session.scalars(
        sa.select(Answer.id).where(Answer.response_id == response.id, Answer.question_id == question.id)
    ).one()
    codes = [option["code"] for option in question.options]
    values = {
        QuestionKind.SINGLE: tuple(f'{{"code": "{code}"}}' for code in codes),
        QuestionKind.SEVERAL: tuple(f'{{"codes": ["{code}", "{codes[0]}"]}}' for code in codes[1:]),
        QuestionKind.FACES: tuple(f'{{"number": {value}}}' for value in range(1, 6)),
        QuestionKind.SCALE: tuple(f'{{"number": {value}}}' for value in range(11)),
    }.get(question.kind)
    changed = {"id": _id(f"7{number:x}"), "response_id": _id("60")}
    if values:
        changed |= {"state": "'answered'", "value": _pick(values, 19 + number)}
    _copy(session, Answer, template, changed)


def _fill_frame(session: Session, asked: Asked, responses: int) -> None:
    """A list twice as long as the sample, with the sample's own mixture."""
    frame = session.get_one(Frame, asked.round.frame_id)
    shares = {status: 2 * responses * share // 100 for status, share in STATUSES.items()}
    coverage = {status: {"roster": n, "in_frame": n, "excluded": {}} for status, n in shares.items()}
    breakdown = {
        "area": dict.fromkeys(AREAS, 2 * responses // len(AREAS)),
        "age_band": dict.fromkeys(AGES, 2 * responses // len(AGES)),
        "sex": dict.fromkeys(SEXES, 2 * responses // len(SEXES)),
        "ethnicity": dict.fromkeys(ETHNICITIES, 2 * responses // len(ETHNICITIES)),
    }
    made = Frame(
        service_id=frame.service_id,
        name="All",
        sha256="1" * 64,
        row_count=2 * responses,
        coverage=coverage,
        breakdown=breakdown,
        frozen_at=clock.now(),
    )
    session.add(made)
    session.flush()
    asked.round.frame_id = made.id
