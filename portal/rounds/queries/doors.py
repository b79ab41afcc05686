"""Doors beside the web: what a round opens, visits by them, tablets, people without an invitation."""

import datetime as dt
import uuid
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import BrowserSession, Person
from portal.questions.models import Draft
from portal.rounds.door_enums import ChangeKind, VisitKind
from portal.rounds.enums import InvitationState, MemberState
from portal.rounds.models import (
    DoorVisit,
    Invitation,
    Kiosk,
    PaperBatch,
    PaperEntry,
    PaperSettlement,
    ResponseChange,
    Round,
    RoundDoors,
    SampleMember,
    WalkIn,
)
from portal.rounds.queries.standing import Standing
from portal.shared import clock, tokens

WALK_IN = "walk_in"  # the kind of code, see portal.shared.tokens


def doors_of(session: Session, *, round_id: uuid.UUID) -> RoundDoors | None:
    return session.scalar(sa.select(RoundDoors).where(RoundDoors.round_id == round_id))


def door_visit(session: Session, *, visit_id: uuid.UUID) -> DoorVisit | None:
    """The visit, while it lasts."""
    return session.scalar(
        sa.select(DoorVisit).where(
            DoorVisit.visit_id == visit_id, DoorVisit.ended_at.is_(None), DoorVisit.ends_at > clock.now()
        )
    )


def has_just_typed(session: Session, *, holder_id: uuid.UUID, by: uuid.UUID) -> bool:
    """Whether this member of staff sent this person's answers for them within the last hour.

    Not who only lent their device to a helper, or began a talk that came to nothing: those answers are not theirs.
    """
    mine = sa.and_(DoorVisit.holder_id == holder_id, DoorVisit.started_by == by, DoorVisit.kind == VisitKind.INTERVIEW)
    sent_in_it = sa.exists().where(Draft.holder_id == holder_id, Draft.sent_in_visit == DoorVisit.visit_id)
    recent = DoorVisit.ended_at > clock.now() - dt.timedelta(hours=1)
    return session.scalar(sa.select(sa.exists().where(mine, recent, sent_in_it))) or False


def overdue_visits(session: Session, *, at: dt.datetime) -> Sequence[DoorVisit]:
    """Visits whose time is over and that nobody has ended."""
    over = sa.and_(DoorVisit.ended_at.is_(None), DoorVisit.ends_at <= at)
    return session.scalars(sa.select(DoorVisit).where(over).order_by(DoorVisit.id)).all()


def visits_on_kiosk(session: Session, *, kiosk_id: uuid.UUID) -> Sequence[DoorVisit]:
    running = sa.and_(DoorVisit.kiosk_id == kiosk_id, DoorVisit.ended_at.is_(None))
    return session.scalars(sa.select(DoorVisit).where(running)).all()


def browser_sessions_of(session: Session, *, subject_ids: Sequence[uuid.UUID]) -> Sequence[BrowserSession]:
    live = sa.and_(BrowserSession.subject_id.in_(subject_ids), BrowserSession.ended_at.is_(None))
    return session.scalars(sa.select(BrowserSession).where(live)).all()


def live_kiosk(session: Session, *, kiosk_id: uuid.UUID) -> Kiosk | None:
    """The tablet, while it is lent out."""
    return session.scalar(
        sa.select(Kiosk).where(Kiosk.id == kiosk_id, Kiosk.ended_at.is_(None), Kiosk.ends_at > clock.now())
    )


def overdue_kiosks(session: Session, *, at: dt.datetime) -> Sequence[Kiosk]:
    return session.scalars(sa.select(Kiosk).where(Kiosk.ended_at.is_(None), Kiosk.ends_at <= at)).all()


def kiosks_of(session: Session, *, round_id: uuid.UUID) -> Sequence[Kiosk]:
    """Tablets of a round, newest first."""
    mine = sa.select(Kiosk).where(Kiosk.round_id == round_id)
    return session.scalars(mine.order_by(Kiosk.started_at.desc(), Kiosk.id).limit(100)).all()


def sent_on_kiosks(session: Session, *, round_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """Visits per tablet."""
    rows = session.execute(
        sa.select(DoorVisit.kiosk_id, sa.func.count())
        .where(DoorVisit.round_id == round_id, DoorVisit.kiosk_id.is_not(None))
        .group_by(DoorVisit.kiosk_id)
    )
    return {kiosk_id: count for kiosk_id, count in rows if kiosk_id is not None}


def walk_in_standing(session: Session, *, walk_in_id: uuid.UUID, to_change: bool = False) -> Standing | None:
    """Where someone without an invitation stands; `to_change` lets their other tabs wait."""
    wanted = sa.select(WalkIn).where(WalkIn.id == walk_in_id)
    walk_in = session.scalar(wanted.with_for_update(of=WalkIn) if to_change else wanted)
    return None if walk_in is None else _standing(session, walk_in)


def walk_in_by_code(session: Session, *, code: str) -> Standing | None:
    """The form without a name that carries this code."""
    walk_in = session.scalar(sa.select(WalkIn).where(WalkIn.code_index == tokens.code_index(WALK_IN, code)))
    return None if walk_in is None else _standing(session, walk_in)


def has_code(session: Session, *, walk_in_id: uuid.UUID) -> bool:
    """Whether this walk-in came with a form that carries a code."""
    with_code = sa.exists().where(WalkIn.id == walk_in_id, WalkIn.code_index.is_not(None))
    return session.scalar(sa.select(with_code)) or False


def walk_in_by_alias(session: Session, *, alias: uuid.UUID) -> WalkIn | None:
    return session.scalar(sa.select(WalkIn).where(WalkIn.alias == alias))


def invitation_by_alias(session: Session, *, alias: uuid.UUID) -> Invitation | None:
    return session.scalar(sa.select(Invitation).where(Invitation.alias == alias))


def _standing(session: Session, walk_in: WalkIn) -> Standing:
    round_ = session.get_one(Round, walk_in.round_id)
    state = InvitationState.ANSWERED if walk_in.sent_at else InvitationState.OPENED
    return Standing(
        invitation_id=walk_in.id,
        alias=walk_in.alias,
        state=InvitationState.WITHDRAWN if walk_in.withdrawn_at else state,
        declined_because=None,
        language=walk_in.language,
        round_id=round_.id,
        round_state=round_.state,
        closes_on=round_.closes_on,
        set_id=round_.question_set_id,
        name=round_.name,
        purpose=round_.purpose,
        is_walk_in=True,
    )


def batches_of(session: Session, *, round_id: uuid.UUID) -> Sequence[PaperBatch]:
    mine = sa.select(PaperBatch).where(PaperBatch.round_id == round_id)
    return session.scalars(mine.order_by(PaperBatch.number.desc()).limit(200)).all()


def last_batch_number(session: Session, *, round_id: uuid.UUID) -> int:
    return session.scalar(sa.select(sa.func.max(PaperBatch.number)).where(PaperBatch.round_id == round_id)) or 0


def people_for_paper(
    session: Session, *, round_id: uuid.UUID, language: str, limit: int, formats: Sequence[str] = ()
) -> Sequence[tuple[Invitation, Person]]:
    """Invited people who may still answer, in this language; with `formats` only those who asked for one of them."""
    may = (InvitationState.WAITING, InvitationState.SENT, InvitationState.OPENED)
    rows = session.execute(
        sa.select(Invitation, Person)
        .join(Person, Person.id == Invitation.person_id)
        .where(Invitation.round_id == round_id, Invitation.state.in_(may), Invitation.language == language)
        .order_by(Invitation.id)
    )
    wanted = [(one, person) for one, person in rows if not formats or set(formats) & set(person.formats)]
    return wanted[:limit]


def nobody_for_paper(session: Session, *, round_id: uuid.UUID, language: str, formats: Sequence[str] = ()) -> bool:
    """Nobody who may still answer has this language (and asked for one of these formats), invited already or not."""
    if people_for_paper(session, round_id=round_id, language=language, limit=1, formats=formats):
        return False
    rows = session.scalars(
        sa.select(Person.formats)
        .join(SampleMember, SampleMember.person_id == Person.id)
        .outerjoin(Invitation, Invitation.member_id == SampleMember.id)
        .where(
            SampleMember.round_id == round_id,
            SampleMember.state != MemberState.RESERVE,
            Invitation.id.is_(None),
            Person.language == language,
        )
    )
    return not any(not formats or set(formats) & set(asked or ()) for asked in rows)


def entries_of(session: Session, *, subject_id: uuid.UUID) -> Sequence[PaperEntry]:
    """The typings of one form, the first one first."""
    mine = sa.select(PaperEntry).where(PaperEntry.subject_id == subject_id)
    return session.scalars(mine.order_by(PaperEntry.place)).all()


def entries_in_round(session: Session, *, round_id: uuid.UUID) -> Sequence[PaperEntry]:
    mine = sa.select(PaperEntry).where(PaperEntry.round_id == round_id)
    return session.scalars(mine.order_by(PaperEntry.began_at.desc(), PaperEntry.id).limit(400)).all()


def settlements_of(session: Session, *, subject_id: uuid.UUID) -> Sequence[PaperSettlement]:
    mine = sa.select(PaperSettlement).where(PaperSettlement.subject_id == subject_id)
    return session.scalars(mine.order_by(PaperSettlement.settled_at, PaperSettlement.id)).all()


def changes_of(session: Session, *, response_id: uuid.UUID) -> Sequence[ResponseChange]:
    mine = sa.select(ResponseChange).where(ResponseChange.response_id == response_id)
    return session.scalars(mine.order_by(ResponseChange.changed_at, ResponseChange.edition)).all()


def deletion_by_receipt(session: Session, *, code: str) -> ResponseChange | None:
    """That the answers with this receipt were deleted, and when."""
    index = tokens.code_index("receipt", code)
    wanted = sa.select(ResponseChange).where(
        ResponseChange.receipt_index == index, ResponseChange.kind == ChangeKind.DELETED
    )
    return session.scalar(wanted.limit(1))
