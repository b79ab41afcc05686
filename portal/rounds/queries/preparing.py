"""What a launch rests on, and where the rounds of a page stand."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.models import ContactMessage
from portal.people.models import Person
from portal.rosters.models import Service
from portal.rounds.enums import MemberState, RoundState
from portal.rounds.models import (
    CommentImport,
    Draw,
    Finding,
    Release,
    ReportFile,
    ResearchFile,
    Round,
    RoundPreparation,
    SampleMember,
    SamplePlan,
    TrialSend,
    Visit,
    VisitChecklist,
    Wave,
    WorrySetup,
)
from portal.shared.queue import Job, JobState

OPEN_JOBS = (JobState.QUEUED, JobState.RUNNING)


def preparation_of(session: Session, *, round_id: uuid.UUID) -> RoundPreparation | None:
    return session.scalar(sa.select(RoundPreparation).where(RoundPreparation.round_id == round_id))


def helpline_of(session: Session, *, round_id: uuid.UUID) -> tuple[str, str] | None:
    """Name and number of the helpline people of a round are told of besides the usual one."""
    named = sa.select(RoundPreparation.helpline_name, RoundPreparation.helpline_phone).where(
        RoundPreparation.round_id == round_id, RoundPreparation.helpline_phone != ""
    )
    row = session.execute(named).first()
    return (row[0], row[1]) if row else None


def sample_languages(session: Session, *, round_id: uuid.UUID) -> dict[str, int]:
    """People asked in a round, by the language they want."""
    rows = session.execute(
        sa.select(Person.language, sa.func.count())
        .join(SampleMember, SampleMember.person_id == Person.id)
        .where(SampleMember.round_id == round_id, SampleMember.state != MemberState.RESERVE)
        .group_by(Person.language)
    )
    return {language: count for language, count in rows}


def has_test(session: Session, *, round_id: uuid.UUID) -> bool:
    return bool(session.scalar(sa.select(sa.exists().where(TrialSend.round_id == round_id))))


def trials_of(session: Session, *, round_id: uuid.UUID, account_id: uuid.UUID, limit: int = 10) -> Sequence[TrialSend]:
    """One's own tests of a round, the newest first."""
    mine = sa.select(TrialSend).where(TrialSend.round_id == round_id, TrialSend.account_id == account_id)
    return session.scalars(mine.order_by(TrialSend.asked_at.desc(), TrialSend.id).limit(limit)).all()


def worry_lead_of(session: Session, *, round_id: uuid.UUID) -> uuid.UUID | None:
    return session.scalar(sa.select(WorrySetup.lead_id).where(WorrySetup.round_id == round_id))


@dataclass(frozen=True)
class Stand:
    """Where a round stands: plain facts for its steps and what comes next."""

    round_id: uuid.UUID
    state: RoundState
    closes_on: dt.date | None
    has_plan: bool
    has_draw: bool
    waves: int
    findings: int
    is_prepared: bool
    is_archived: bool


def stands_of(session: Session, *, round_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Stand]:
    """For any number of rounds, in one statement."""

    def there(model: Any) -> Any:
        return sa.exists().where(model.round_id == Round.id)

    def count(model: Any) -> Any:
        return sa.select(sa.func.count()).where(model.round_id == Round.id).scalar_subquery()

    is_prepared = sa.and_(
        RoundPreparation.privacy_read_at.is_not(None), RoundPreparation.helpline_name != "", there(TrialSend)
    )
    rows = session.execute(
        sa.select(
            Round.id,
            Round.state,
            Round.closes_on,
            there(SamplePlan),
            there(Draw),
            count(Wave),
            count(Finding),
            sa.func.coalesce(sa.case((is_prepared, 1), else_=0), 0),
            RoundPreparation.archived_at.is_not(None),
        )
        .outerjoin(RoundPreparation, RoundPreparation.round_id == Round.id)
        .where(Round.id.in_(round_ids))
    )
    found: dict[uuid.UUID, Stand] = {}
    for round_id, state, closes_on, has_plan, has_draw, waves, findings, prepared, archived in rows:
        found[round_id] = Stand(
            round_id=round_id,
            state=state,
            closes_on=closes_on,
            has_plan=bool(has_plan),
            has_draw=bool(has_draw),
            waves=waves,
            findings=findings,
            is_prepared=bool(prepared),
            is_archived=bool(archived),
        )
    return found


def rounds_and_services(
    session: Session, *, state: RoundState | None, service_id: uuid.UUID | None, archived: bool
) -> list[tuple[Round, Mapping[str, str]]]:
    """Rounds with the name of their service, newest first; those put away, or those that are not."""
    put_away = sa.exists().where(RoundPreparation.round_id == Round.id, RoundPreparation.archived_at.is_not(None))
    wanted = sa.select(Round, Service.name).join(Service, Service.id == Round.service_id)
    wanted = wanted.where(put_away if archived else ~put_away)
    if state is not None:
        wanted = wanted.where(Round.state == state)
    if service_id is not None:
        wanted = wanted.where(Round.service_id == service_id)
    rows = session.execute(wanted.order_by(Round.created_at.desc(), Round.id))
    return [(round_, name) for round_, name in rows]


def jobs_of(session: Session, *, round_id: uuid.UUID) -> list[Job]:
    """Slow work about a round that waits or runs: its waves, imports, prints, releases, files. What a job is about is
    known by the ids it was given; of open jobs there are few at any time."""
    about = {str(round_id)}
    models: tuple[Any, ...] = (Wave, CommentImport, ResearchFile)
    for model in models:
        about |= {str(one) for one in session.scalars(sa.select(model.id).where(model.round_id == round_id))}
    of_release = sa.select(ReportFile.id).join(Release, Release.id == ReportFile.release_id)
    about |= {str(one) for one in session.scalars(of_release.where(Release.round_id == round_id))}
    jobs = session.scalars(sa.select(Job).where(Job.state.in_(OPEN_JOBS)).order_by(Job.asked_at, Job.id))
    return [job for job in jobs if about & {str(value) for value in job.arguments.values()}]


def dated_rounds(session: Session, *, since: dt.date) -> list[tuple[Round, dt.date | None, dt.date | None]]:
    """Rounds with a day from `since` on: release promised, asking back promised, or the last day to answer."""
    own = (RoundPreparation.release_on, RoundPreparation.check_back_on)
    rows = session.execute(
        sa.select(Round, *own)
        .outerjoin(RoundPreparation, RoundPreparation.round_id == Round.id)
        .where(sa.or_(*(day >= since for day in (Round.closes_on, *own))), RoundPreparation.archived_at.is_(None))
        .order_by(Round.created_at, Round.id)
    )
    return [(round_, release_on, check_back_on) for round_, release_on, check_back_on in rows]


def dated_visits(session: Session, *, since: dt.date) -> list[tuple[Visit, VisitChecklist]]:
    rows = session.execute(
        sa.select(Visit, VisitChecklist)
        .join(VisitChecklist, VisitChecklist.id == Visit.checklist_id)
        .where(Visit.last_day >= since, Visit.ended_at.is_(None))
        .order_by(Visit.last_day, Visit.id)
    )
    return [(visit, checklist) for visit, checklist in rows if visit.state.takes_report]


def trial_messages(session: Session, *, trial_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, ContactMessage]:
    """What became of each test, by the test's id."""
    rows = session.scalars(sa.select(ContactMessage).where(ContactMessage.subject_id.in_(trial_ids)))
    return {message.subject_id: message for message in rows}
