"""What rounds forget in time, counted from the day they were released (or closed, where nobody released them).

One year: links, codes, who helped at which door. Two years: who the people were. Six years: what they said. Figures
and releases stay; they point at nobody. All of it can be done twice; what is left undone is done the next night.
"""

import datetime as dt
import uuid
from collections.abc import Collection
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Result
from portal.contact.models import (
    ContactAttempt,
    ContactMessage,
    ContactPause,
    GoBetween,
    HeldBack,
    LeftInPeace,
    PauseEnd,
    PeaceStep,
)
from portal.contact.rules import CLOSES_PHONE, ENDS_CONTACT
from portal.people.models import Consent, Person
from portal.people.operations import forget_person
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Draft, Response
from portal.questions.operations.attaching import discard_files_of_answers
from portal.rounds.coding_enums import WorryState
from portal.rounds.models import (
    Coding,
    DoorVisit,
    Invitation,
    Kiosk,
    PaperEntry,
    PaperSettlement,
    ReceiptWish,
    Redaction,
    Remark,
    Replacement,
    ResearchFile,
    ResponseChange,
    RiskAlarm,
    RiskAlarmEnd,
    Round,
    SampleMember,
    SamplePlan,
    Tally,
    TrialSend,
    Visit,
    VisitAnswer,
    WalkIn,
    Worry,
    WorryStep,
)
from portal.rounds.operations.changing import shelf_of
from portal.rounds.queries import retention as queries
from portal.shared import audit, clock
from portal.shared.storage import storage

DAY = dt.timedelta(days=1)
# A day more than the database asks of rows it guards.
TRIALS, ONE_YEAR, TWO_YEARS, SIX_YEARS = 90 * DAY, 366 * DAY, 731 * DAY, 2192 * DAY
AT_ONCE = 500
QUIET = {"synchronize_session": False}
# What must go on stopping us, for as long as we could reach them.
KEPT_WITH_PERSON = ENDS_CONTACT | CLOSES_PHONE | {Result.FAILED, Result.RETURNED}


def forget_links(session: Session, *, round_: Round) -> None:
    """One year: nothing opens these invitations any more, and who sat beside whom is forgotten."""
    invited = sa.select(Invitation.id).where(Invitation.round_id == round_.id)
    walked_in = sa.select(WalkIn.id).where(WalkIn.round_id == round_.id)
    for table in (ReceiptWish, DoorVisit, PaperEntry):
        _delete(session, table, table.round_id == round_.id)
    for holders in (invited, walked_in):
        _delete(session, Draft, Draft.holder_id.in_(holders))
    _delete(session, WalkIn, WalkIn.round_id == round_.id)
    used = sa.exists().where(DoorVisit.kiosk_id == Kiosk.id)
    _delete(session, Kiosk, Kiosk.round_id == round_.id, Kiosk.ended_at < clock.now() - ONE_YEAR, ~used)
    live = session.scalars(invited.where(~Invitation.link_index.startswith("forgotten "))).all()
    if live:
        rows = [
            {"row_id": one, "link_index": f"forgotten {one.hex}", "code_index": f"forgotten {one.hex}"} for one in live
        ]
        change = sa.update(Invitation.__table__).where(Invitation.__table__.c.id == sa.bindparam("row_id"))  # type: ignore[arg-type]
        session.connection().execute(change, rows)
        session.expire_all()
        _note(session, round_, "forget_links", people=len(live))


def part_with_people(session: Session, *, round_: Round) -> int:
    """Two years: each of the sample becomes someone of whom nothing is known, and so do the tries to reach them. What
    ends contact stays with the person as long as we know them. Returns how many; called until there are none."""
    members = queries.members_still_known(session, round_id=round_.id, limit=AT_ONCE)
    invitations = queries.invitations_of(session, member_ids=[one.id for one in members])
    for member in members:
        nobody = Person(created_at=clock.now(), do_not_contact=True, language="en")
        session.add(nobody)
        session.flush()
        _part_tries(session, round_id=round_.id, person_id=member.person_id, nobody=nobody.id)
        member.person_id, member.frame_entry_id = nobody.id, member.id
        if member.id in invitations:
            invitations[member.id].person_id = nobody.id
    session.flush()
    if members:
        _note(session, round_, "part_with_people", people=len(members))
    return len(members)


def _part_tries(session: Session, *, round_id: uuid.UUID, person_id: uuid.UUID, nobody: uuid.UUID) -> None:
    before = clock.now() - TWO_YEARS
    is_over = sa.exists().where(PauseEnd.pause_id == ContactPause.id)
    parts: tuple[tuple[Any, tuple[Any, ...]], ...] = (
        (ContactAttempt, (ContactAttempt.result.not_in(KEPT_WITH_PERSON),)),
        (HeldBack, ()),
        (LeftInPeace, ()),
        (ContactPause, (is_over,)),
    )
    for table, more in parts:
        mine = sa.update(table).where(
            table.asked_in == round_id, table.person_id == person_id, table.at < before, *more
        )
        session.execute(mine.values(person_id=nobody), execution_options=QUIET)


def forget_answers(session: Session, *, round_: Round) -> int:
    """Six years: what people said, their files, codings and consents. Empty rows stay. Returns how many responses;
    called until there are none."""
    places = [round_.id, shelf_of(round_.id)]
    found = queries.responses_still_said(session, places=places, limit=AT_ONCE)
    ids, aliases = [one for one, _alias in found], [alias for _one, alias in found]
    answer_ids = list(session.scalars(sa.select(Answer.id).where(Answer.response_id.in_(ids))))
    _empty_answers(session, answer_ids)
    _delete(session, Consent, Consent.subject_id.in_(aliases), Consent.at < clock.now() - SIX_YEARS)
    for response in session.scalars(sa.select(Response).where(Response.id.in_(ids))).all():
        response.provenance, response.helped_by, response.receipt_index = None, "", None
        response.alias, response.language = uuid.uuid4(), "en"
    session.flush()
    if found:
        _note(session, round_, "forget_answers", responses=len(found))
    return len(found)


def _empty_answers(session: Session, answer_ids: Collection[uuid.UUID]) -> None:
    discard_files_of_answers(session, answer_ids=answer_ids)
    _delete(session, Coding, Coding.answer_id.in_(answer_ids))
    redacted = sa.update(Redaction).where(Redaction.answer_id.in_(answer_ids))
    session.execute(redacted.values(words_sealed=None, spans=[]), execution_options=QUIET)
    blank = {"state": AnswerState.NOT_ASKED, "value": None, "words_sealed": None, "words_language": None}
    emptied = sa.update(Answer).where(Answer.id.in_(answer_ids))
    session.execute(emptied.values(**blank, provenance=None), execution_options=QUIET)
    session.expire_all()


def forget_round(session: Session, *, round_: Round) -> None:
    """Six years: the tries, the alarms, who was replaced and why, and who was left out of the draw."""
    before, here = clock.now() - SIX_YEARS, round_.id
    _forget_what_stopped_us(session, round_id=here, before=before)
    tried = (ContactAttempt.asked_in == here, ContactAttempt.at < before)
    _delete(session, ContactAttempt, *tried, ContactAttempt.result.not_in(KEPT_WITH_PERSON))
    _delete(session, HeldBack, HeldBack.asked_in == here, HeldBack.at < before)
    _delete(session, Replacement, Replacement.round_id == here, Replacement.at < before)
    _delete(session, ResponseChange, ResponseChange.asked_in == here, ResponseChange.changed_at < before)
    _delete(session, PaperSettlement, PaperSettlement.round_id == here, PaperSettlement.settled_at < before)
    _delete(session, Remark, Remark.round_id == here)
    _delete(session, Tally, Tally.round_id == here)
    plan = sa.update(SamplePlan).where(SamplePlan.round_id == here)
    session.execute(plan.values(left_out={}), execution_options=QUIET)
    members = sa.update(SampleMember).where(SampleMember.round_id == here)
    session.execute(members.values(traits={}), execution_options=QUIET)


def _forget_what_stopped_us(session: Session, *, round_id: uuid.UUID, before: dt.datetime) -> None:
    """Alarms and pauses that somebody ended, and who was left in peace. What still stands stays."""
    of_alarms = sa.select(RiskAlarm.id).where(RiskAlarm.round_id == round_id)
    _delete_ended(session, RiskAlarm, RiskAlarmEnd, RiskAlarmEnd.alarm_id, of_alarms, before)
    of_pauses = sa.select(ContactPause.id).where(ContactPause.asked_in == round_id)
    _delete_ended(session, ContactPause, PauseEnd, PauseEnd.pause_id, of_pauses, before)
    peace = sa.select(LeftInPeace.id).where(LeftInPeace.asked_in == round_id, LeftInPeace.at < before)
    _delete(session, PeaceStep, PeaceStep.left_in_peace_id.in_(peace), PeaceStep.at < before)
    decided = sa.exists().where(PeaceStep.left_in_peace_id == LeftInPeace.id)
    _delete(session, LeftInPeace, LeftInPeace.id.in_(peace), ~decided)


def _delete_ended(session: Session, begun: Any, ended: Any, begun_id: Any, chosen: Any, before: dt.datetime) -> None:
    over = list(session.scalars(sa.select(begun_id).where(begun_id.in_(chosen), ended.at < before)))
    _delete(session, ended, begun_id.in_(over))
    _delete(session, begun, begun.id.in_(over))


def forget_old_worries(session: Session) -> int:
    """Worries closed six years ago, with all that was done about them."""
    before = clock.now() - SIX_YEARS
    old = list(session.scalars(sa.select(Worry.id).where(Worry.state == WorryState.CLOSED, Worry.closed_at < before)))
    newer = set(
        session.scalars(sa.select(WorryStep.worry_id).where(WorryStep.worry_id.in_(old), WorryStep.at >= before))
    )
    gone = [one for one in old if one not in newer]
    _delete(session, WorryStep, WorryStep.worry_id.in_(gone))
    _delete(session, Worry, Worry.id.in_(gone))
    # Alarms that belong to no round go with no round; this is their night.
    of_none = sa.select(RiskAlarm.id).where(RiskAlarm.round_id.is_(None))
    _delete_ended(session, RiskAlarm, RiskAlarmEnd, RiskAlarmEnd.alarm_id, of_none, before)
    return len(gone)


def forget_people(session: Session) -> int:
    """People whom no roster has named and no round has asked for two years. Returns how many; called until none."""
    people = queries.people_to_forget(session, before=clock.now() - TWO_YEARS, limit=AT_ONCE)
    for person in people:
        forget_person(person)
    _delete(session, GoBetween, GoBetween.person_id.in_([person.id for person in people]))
    session.flush()
    if people:
        audit.record(session, action="forget", subject="person", people=len(people))
    return len(people)


def forget_trials(session: Session) -> int:
    """Test sends of 90 days ago, with the record each was sent to."""
    old = session.scalars(sa.select(TrialSend).where(TrialSend.asked_at < clock.now() - TRIALS).limit(AT_ONCE)).all()
    stand_ins = [one.person_id for one in old]
    _delete(session, ContactMessage, ContactMessage.person_id.in_(stand_ins))
    _delete(session, TrialSend, TrialSend.id.in_([one.id for one in old]))
    _delete(session, Person, Person.id.in_(stand_ins))
    return len(old)


def forget_visits(session: Session) -> None:
    """Who a visitor was, two years after their last visit; what was seen, six years after the visit."""
    today = clock.today()
    for visitor in queries.visitors_to_forget(session, last_day_before=today - TWO_YEARS):
        visitor.name = visitor.contact = None
        visitor.account_id, visitor.member_id, visitor.active = None, None, False
    old = sa.select(Visit.id).where(Visit.last_day < today - SIX_YEARS)
    _delete(session, VisitAnswer, VisitAnswer.visit_id.in_(old))
    emptied = sa.update(Visit).where(Visit.id.in_(old), Visit.words_sealed.is_not(None))
    session.execute(emptied.values(words_sealed=None), execution_options=QUIET)
    session.flush()


def forget_research_files(session: Session) -> None:
    """The file itself, and whose answers are in it, two years after it was asked for."""
    old = (ResearchFile.asked_at < clock.now() - TWO_YEARS, ResearchFile.file_key != "")
    for file in session.scalars(sa.select(ResearchFile).where(*old)).all():
        storage().delete(file.file_key)
        file.file_key, file.people = "", None
    session.flush()


def _delete(session: Session, table: Any, *conditions: Any) -> None:
    session.execute(sa.delete(table).where(*conditions), execution_options=QUIET)


def _note(session: Session, round_: Round, action: str, **counts: Any) -> None:
    audit.record(session, action=action, subject="round", subject_id=round_.id, **counts)
