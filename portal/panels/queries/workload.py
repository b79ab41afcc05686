"""How much each member was asked, gave and was paid in a quarter."""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import MemberState
from portal.panels.enums.asks import AskState
from portal.panels.enums.meetings import MeetingState
from portal.panels.enums.thanks import WAITING, ClaimKind, ClaimState
from portal.panels.models import AskAnswer, Attendance, Claim, Meeting, MemberAsk
from portal.panels.queries.attended import papers_read
from portal.panels.queries.claims import days_waiting
from portal.panels.queries.panels import members_of
from portal.panels.queries.thanks import settings_of
from portal.panels.rules.workload import Quarter, Unfair, Workload, summed, unfair
from portal.people.models import Person
from portal.shared.i18n import HOME_TIME

# Time asked or given that is known elsewhere (a meeting attended): panel, first day, last day → parts of workloads.
Source = Callable[[Session, uuid.UUID, dt.date, dt.date], Iterable[Workload]]
sources: list[Source] = []


@dataclass(frozen=True)
class MemberWork:
    """A member's workload with who they are and what is to be put right."""

    person: Person
    work: Workload
    unfair: tuple[Unfair, ...]


def workload_of(session: Session, *, panel_id: uuid.UUID, quarter: Quarter, today: dt.date) -> list[MemberWork]:
    """Every member of a panel by name, with what they were asked, gave and got in a quarter."""
    settings = settings_of(session, panel_id=panel_id)
    members = {member.id: (member, person) for member, person in members_of(session, panel_id=panel_id)}
    parts: list[Workload] = [
        Workload(
            member_id=member.id,
            is_new=member.since.date() >= quarter.first or member.state is MemberState.SELECTED,
            is_paused=member.state is MemberState.PAUSED,
        )
        for member, _person in members.values()
    ]
    parts += _asked(session, panel_id, quarter)
    met = _met(session, panel_id)
    parts += [part for (_member, _meeting), (day, part) in met.items() if quarter.first <= day <= quarter.last]
    read = papers_read(session, panel_id)
    parts += [
        Workload(member_id=one.member_id, asked=one.minutes, given=one.minutes)
        for one in read
        if quarter.first <= one.day <= quarter.last
    ]
    known = {key for key, (_day, part) in met.items() if part.given} | {(one.member_id, one.paper_id) for one in read}
    parts += _claimed(session, panel_id, quarter, today, known=known)
    for source in sources:
        parts += source(session, panel_id, quarter.first, quarter.last)
    here = [work for work in summed(parts) if work.member_id in members]
    limits = {"most_minutes": settings.most_hours * 60, "days_to_pay": settings.days_to_pay}
    found = [MemberWork(members[work.member_id][1], work, unfair(work, **limits)) for work in here]
    return sorted(found, key=lambda one: (one.person.name or "", str(one.work.member_id)))


def workload_of_member(
    session: Session, *, panel_id: uuid.UUID, member_id: uuid.UUID, quarter: Quarter, today: dt.date
) -> MemberWork | None:
    """The same for one of them; None for whoever is not on the panel now."""
    found = workload_of(session, panel_id=panel_id, quarter=quarter, today=today)
    return next((one for one in found if one.work.member_id == member_id), None)


def _asked(session: Session, panel_id: uuid.UUID, quarter: Quarter) -> Sequence[Workload]:
    """What was asked between meetings; a no is a time asked that took nobody's time."""
    rows = session.execute(
        sa.select(AskAnswer, MemberAsk.minutes)
        .join(MemberAsk, MemberAsk.id == AskAnswer.ask_id)
        .where(MemberAsk.panel_id == panel_id)
    )
    found = []
    for answer, minutes in rows:
        is_done = answer.state in (AskState.DONE, AskState.THANKED)
        day = answer.offered_at.astimezone(HOME_TIME).date()
        unthanked = 1 if answer.state is AskState.DONE and not answer.agreed_pence else 0
        if quarter.first <= day <= quarter.last:
            found.append(
                Workload(
                    member_id=answer.member_id,
                    asked=0 if answer.state is AskState.NOT_THIS_TIME else minutes,
                    given=(answer.minutes or minutes) if is_done else 0,
                    times_asked=1,
                    unthanked=unthanked,
                )
            )
        elif unthanked:
            found.append(Workload(member_id=answer.member_id, unthanked=1))
    return found


def _met(session: Session, panel_id: uuid.UUID) -> dict[tuple[uuid.UUID, uuid.UUID], tuple[dt.date, Workload]]:
    """By member and meeting, the day and what it took: whoever wants no money claims nothing and was there all the
    same. Who is invited is asked for as long as the meeting is planned."""
    rows = session.execute(
        sa.select(Attendance, Meeting)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Meeting.panel_id == panel_id, Meeting.state != MeetingState.CANCELLED)
    )
    found = {}
    for attendance, meeting in rows:
        planned = round((meeting.ends_at - meeting.starts_at).total_seconds() / 60)
        part = Workload(member_id=attendance.member_id, asked=planned, given=attendance.minutes or 0, times_asked=1)
        found[attendance.member_id, meeting.id] = (meeting.starts_at.astimezone(HOME_TIME).date(), part)
    return found


def _claimed(
    session: Session,
    panel_id: uuid.UUID,
    quarter: Quarter,
    today: dt.date,
    *,
    known: Collection[tuple[uuid.UUID, uuid.UUID | None]],
) -> Sequence[Workload]:
    """Time claimed, unless it is known already (asks; meetings and papers in `known`), what was paid, what is owed."""
    rows = session.scalars(
        sa.select(Claim).where(Claim.panel_id == panel_id, Claim.state.in_((*WAITING, ClaimState.PAID)))
    )
    found = []
    for claim in rows:
        is_here = quarter.first <= claim.day <= quarter.last
        settled = claim.settled_at.astimezone(HOME_TIME).date() if claim.settled_at else None
        was_paid = settled is not None and quarter.first <= settled <= quarter.last
        is_owed = claim.state in WAITING
        is_known = (claim.member_id, claim.about_id) in known
        is_new = claim.kind in (ClaimKind.READING, ClaimKind.MEETING) and not is_known
        minutes = claim.minutes or 0 if is_here and is_new else 0
        found.append(
            Workload(
                member_id=claim.member_id,
                given=minutes,
                paid=claim.pence if claim.state is ClaimState.PAID and was_paid else 0,
                owed=claim.pence if is_owed else 0,
                oldest=days_waiting(claim, today=today) if is_owed else 0,
            )
        )
    return found
