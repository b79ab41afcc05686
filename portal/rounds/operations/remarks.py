"""Off-the-cuff remarks: noted by staff, looked at a second time by somebody else, kept beside the findings."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.errors import NeedsSecondPerson, NotAgreed, OfAnotherRound
from portal.rounds.informal_enums import Agreed, HeardThrough, RemarkState, SaidBy, SetAside
from portal.rounds.models import Finding, Remark, Theme, VisitItem
from portal.rounds.rules.remarking import faults_of
from portal.shared import audit, clock

# Reasons after which the words themselves go: what should not have been written down is not kept.
FORGETS = frozenset({SetAside.NAMES_SOMEONE, SetAside.NOT_AGREED})


@dataclass(frozen=True, kw_only=True)
class Heard:
    """A remark as it was typed."""

    service_id: uuid.UUID
    round_id: uuid.UUID | None
    said_by: SaidBy
    heard_through: HeardThrough
    heard_on: dt.date
    where: str
    words: str
    gist: str
    words_language: str
    may_use: Agreed
    may_quote: Agreed
    told_who_hears: bool


def note_remark(session: Session, *, heard: Heard, by: uuid.UUID | None) -> Remark:
    """Keeps a remark, waiting for a second look. Of someone who said no, only that is kept.

    Raises:
        ValueError: it cannot be noted like this (see `rules.remarking.faults_of`).
    """
    remark = Remark(noted_at=clock.now(), noted_by=by)
    _write(remark, heard)
    session.add(remark)
    session.flush()
    audit.record(session, action="note", subject="remark", subject_id=remark.id, actor_id=by)
    return remark


def change_remark(session: Session, *, remark: Remark, heard: Heard, by: uuid.UUID | None) -> None:
    """Mends a remark, or adds what someone said when they were asked later. It waits for a second look again.

    Raises:
        ValueError: it cannot be noted like this.
    """
    _write(remark, heard)
    remark.theme_id = remark.finding_id = remark.set_aside_because = None
    remark.reviewed_at = remark.reviewed_by = None
    # Whoever wrote the words last is the one who may not look at them a second time.
    remark.noted_by = by
    session.flush()
    audit.record(session, action="change", subject="remark", subject_id=remark.id, actor_id=by)


def keep(session: Session, *, remark: Remark, by: uuid.UUID) -> None:
    """It stays what it is: a remark.

    Raises:
        NeedsSecondPerson, NotAgreed
    """
    _look_again(remark, by=by)
    remark.state = RemarkState.KEPT
    _reviewed(session, remark, by=by)


def put_under(session: Session, *, remark: Remark, theme: Theme, by: uuid.UUID) -> None:
    """Puts it under a theme of its round, beside the answers there and not among them.

    Raises:
        NeedsSecondPerson, NotAgreed, OfAnotherRound
    """
    _look_again(remark, by=by, round_id=theme.round_id)
    remark.state, remark.theme_id = RemarkState.THEMED, theme.id
    _reviewed(session, remark, by=by)


def put_beside(session: Session, *, remark: Remark, finding: Finding, by: uuid.UUID) -> None:
    """Puts it beside a finding of its round. The finding's own number does not change.

    Raises:
        NeedsSecondPerson, NotAgreed, OfAnotherRound
    """
    _look_again(remark, by=by, round_id=finding.round_id)
    remark.state, remark.finding_id = RemarkState.IN_FINDING, finding.id
    _reviewed(session, remark, by=by)


def set_aside(session: Session, *, remark: Remark, because: SetAside, by: uuid.UUID) -> None:
    """It is not used. Words that point to a person, or that nobody agreed to, are forgotten.

    Raises:
        NeedsSecondPerson
    """
    _refuse_own(remark, by=by)
    remark.theme_id = remark.finding_id = None
    remark.state, remark.set_aside_because = RemarkState.DISCARDED, because
    if because in FORGETS:
        remark.words = remark.gist = remark.where = None
    _reviewed(session, remark, by=by)


def _write(remark: Remark, heard: Heard) -> None:
    faults = faults_of(
        words=heard.words,
        gist=heard.gist,
        may_use=heard.may_use,
        may_quote=heard.may_quote,
        told_who_hears=heard.told_who_hears,
    )
    if faults:
        raise ValueError(faults)
    remark.service_id, remark.round_id = heard.service_id, heard.round_id
    remark.said_by, remark.heard_through, remark.heard_on = heard.said_by, heard.heard_through, heard.heard_on
    said_no = heard.may_use is Agreed.NO
    remark.where = None if said_no else heard.where or None
    remark.words, remark.gist = heard.words or None, heard.gist or None
    remark.words_language = heard.words_language
    remark.may_use = heard.may_use
    remark.may_quote = Agreed.NO if said_no else heard.may_quote
    remark.told_who_hears = heard.told_who_hears
    remark.state = RemarkState.SAID_NO if said_no else RemarkState.NEW


def _look_again(remark: Remark, *, by: uuid.UUID, round_id: uuid.UUID | None = None) -> None:
    _refuse_own(remark, by=by)
    if remark.may_use is not Agreed.YES:
        raise NotAgreed
    if round_id is not None and remark.round_id != round_id:
        raise OfAnotherRound
    remark.theme_id = remark.finding_id = remark.set_aside_because = None


def _refuse_own(remark: Remark, *, by: uuid.UUID) -> None:
    if remark.noted_by == by:
        raise NeedsSecondPerson


def _reviewed(session: Session, remark: Remark, *, by: uuid.UUID) -> None:
    remark.reviewed_at, remark.reviewed_by = clock.now(), by
    session.flush()
    audit.record(
        session, action="review", subject="remark", subject_id=remark.id, actor_id=by, state=remark.state.value
    )


def theme_gone(session: Session, *, theme_id: uuid.UUID, into: uuid.UUID | None) -> None:
    """Remarks and things to look for follow a theme into the one it became; without one they stand by themselves."""
    for table in (Remark, VisitItem):
        session.execute(
            sa.update(table).where(table.theme_id == theme_id).values(theme_id=into),
            execution_options={"synchronize_session": False},
        )
    if into is None:
        _stand_alone(session, Remark.state == RemarkState.THEMED, Remark.theme_id.is_(None))


def finding_gone(session: Session, *, finding_id: uuid.UUID) -> None:
    """Remarks beside a finding that is deleted stay, as remarks."""
    _stand_alone(session, Remark.finding_id == finding_id)


def _stand_alone(session: Session, *which: sa.ColumnElement[bool]) -> None:
    session.execute(
        sa.update(Remark).where(*which).values(state=RemarkState.KEPT, finding_id=None, theme_id=None),
        execution_options={"synchronize_session": False},
    )
