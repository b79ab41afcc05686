"""Words that may mean danger, found by the program: which wait for someone to look, and what came of the others."""

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer
from portal.rounds.models import RiskAlarm, RiskAlarmEnd, Round, Worry, WorrySetup
from portal.rounds.queries import worries

_OPEN = ~sa.exists().where(RiskAlarmEnd.alarm_id == RiskAlarm.id)


@dataclass(frozen=True)
class Row:
    alarm: RiskAlarm
    round: Round | None
    end: RiskAlarmEnd | None


def more_words(session: Session, *, round_id: uuid.UUID | None) -> Sequence[str]:
    """Words that this round looks out for beside the portal's own list."""
    if round_id is None:
        return ()
    return session.scalar(sa.select(WorrySetup.words).where(WorrySetup.round_id == round_id)) or ()


def worded_answers(session: Session, *, response_id: uuid.UUID) -> Sequence[Answer]:
    """Answers of a response that have words."""
    return session.scalars(
        sa.select(Answer).where(Answer.response_id == response_id, Answer.words_sealed.is_not(None))
    ).all()


def known_alarms(session: Session, *, answer_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID | None]:
    """Those of these answers that an alarm was made about, ended or not."""
    return frozenset(session.scalars(sa.select(RiskAlarm.answer_id).where(RiskAlarm.answer_id.in_(answer_ids))))


def known_elsewhere(session: Session, *, said_ids: Collection[uuid.UUID]) -> frozenset[uuid.UUID | None]:
    """As `known_alarms`, of rows of other places."""
    return frozenset(session.scalars(sa.select(RiskAlarm.said_id).where(RiskAlarm.said_id.in_(said_ids))))


def open_about(session: Session, *, worry: Worry) -> Sequence[RiskAlarm]:
    """Open alarms about what this worry is about."""
    mine = RiskAlarm.answer_id == worry.answer_id if worry.answer_id else RiskAlarm.said_id == worry.said_id
    return session.scalars(sa.select(RiskAlarm).where(mine, _OPEN)).all()


def open_unsent(session: Session, *, round_id: uuid.UUID | None, alias: uuid.UUID) -> Sequence[RiskAlarm]:
    """Alarms about what this person wrote and has not sent."""
    here = RiskAlarm.round_id == round_id if round_id else RiskAlarm.round_id.is_(None)
    mine = (here, RiskAlarm.alias == alias, RiskAlarm.answer_id.is_(None), RiskAlarm.said_id.is_(None))
    return session.scalars(sa.select(RiskAlarm).where(*mine, _OPEN)).all()


def open_with_pause(session: Session, *, pause_id: uuid.UUID) -> bool:
    return session.scalar(sa.select(RiskAlarm.id).where(RiskAlarm.pause_id == pause_id, _OPEN).limit(1)) is not None


def end_of(session: Session, *, alarm_id: uuid.UUID) -> RiskAlarmEnd | None:
    return session.scalar(sa.select(RiskAlarmEnd).where(RiskAlarmEnd.alarm_id == alarm_id))


def alarms(session: Session, *, are_open: bool, page: int, per_page: int) -> tuple[list[Row], int]:
    """One page of them and how many there are: open ones the longest waiting first, others newest first."""
    wanted = (
        sa.select(RiskAlarm, Round, RiskAlarmEnd)
        .outerjoin(Round, Round.id == RiskAlarm.round_id)
        .outerjoin(RiskAlarmEnd, RiskAlarmEnd.alarm_id == RiskAlarm.id)
        .where(RiskAlarmEnd.id.is_(None) if are_open else RiskAlarmEnd.id.is_not(None))
    )
    total = session.scalar(sa.select(sa.func.count()).select_from(wanted.with_only_columns(RiskAlarm.id).subquery()))
    order = (RiskAlarm.at, RiskAlarm.id) if are_open else (RiskAlarmEnd.at.desc(), RiskAlarm.id)
    rows = session.execute(wanted.order_by(*order).offset((page - 1) * per_page).limit(per_page))
    return [Row(*row) for row in rows], total or 0


def not_looked_at(session: Session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(RiskAlarm).where(_OPEN)) or 0


def worries_waiting(session: Session, *, account_id: uuid.UUID) -> int:
    """All that waits on the desk of this safeguarding lead."""
    asked = len(worries.contact_to_decide(session, account_id=account_id))
    return worries.not_taken_on(session) + not_looked_at(session) + asked


def waiting_since(session: Session, *, before: dt.datetime) -> Sequence[RiskAlarm]:
    """Open alarms nobody has looked at since before this moment."""
    return session.scalars(sa.select(RiskAlarm).where(RiskAlarm.at < before, _OPEN)).all()
