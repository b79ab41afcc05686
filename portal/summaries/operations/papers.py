"""Paper that came back, typed in by its return code: by one person, or by two whose differences someone settles."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.shared import audit, clock
from portal.summaries import queries
from portal.summaries.enums import CheckChannel, VerdictKind, WhoHelped
from portal.summaries.errors import NeedsSecondPerson, WrongState
from portal.summaries.models import CheckInvitation, CheckPaper
from portal.summaries.operations.alarms import look_at_check_draft
from portal.summaries.operations.timely import refuse_if_over
from portal.summaries.operations.verdicts import record_call

MISSING, HELPED, NEWS = "missing", "helped", "news"


@dataclass(frozen=True, kw_only=True)
class OnPaper:
    """What one person read: (verdict, comment) by statement, and the last page."""

    verdicts: Mapping[str, tuple[str, str]]
    missing: str
    helped: str
    news: bool | None

    def part(self, about: str) -> str | tuple[str, str] | bool | None:
        """One part of it: of a statement by its id, or of the last page by its name."""
        last_page = {MISSING: self.missing, HELPED: self.helped, NEWS: self.news}
        return last_page[about] if about in last_page else self.verdicts.get(about)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The receipt once it counts; or what two people read differently; or neither, while a second has to type it."""

    receipt: str = ""
    differences: Sequence[str] = ()


def type_paper(session: Session, *, invitation: CheckInvitation, said: OnPaper, by: uuid.UUID) -> Typed:
    """Takes down a paper. Where the check wants two people, it counts once the second has read the same.

    Raises:
        CheckOver; NeedsSecondPerson: this person typed it already, or two have.
    """
    refuse_if_over(session, invitation)
    plan = queries.plan_of(session, version_id=invitation.version_id)
    if plan is None or not plan.two_typists:
        return Typed(receipt=_count(session, invitation, said, by))
    papers = papers_of(session, invitation_id=invitation.id)
    if len(papers) > 1 or any(one.typed_by == by for one in papers):
        raise NeedsSecondPerson
    session.add(
        CheckPaper(
            invitation_id=invitation.id,
            place=len(papers) + 1,
            entries=json.dumps(asdict(said), ensure_ascii=False),
            typed_by=by,
            typed_at=clock.now(),
        )
    )
    session.flush()
    # It may wait for days until someone else has typed it, too.
    written = "\n".join([said.missing, *(comment for _verdict, comment in said.verdicts.values())])
    look_at_check_draft(session, invitation=invitation, words=written)
    if not papers:
        return Typed()
    differences = differences_between(readings_of(session, invitation_id=invitation.id))
    return Typed(differences=differences) if differences else Typed(receipt=_count(session, invitation, said, by))


def settle_paper(session: Session, *, invitation: CheckInvitation, picks: Mapping[str, int], by: uuid.UUID) -> str:
    """Chooses, for each difference, the first (0) or the second (1) reading. Returns the receipt.

    Raises:
        CheckOver; WrongState: there are no two readings, or a difference is left.
    """
    refuse_if_over(session, invitation)
    readings = readings_of(session, invitation_id=invitation.id)
    if len(readings) != 2 or set(picks) != set(differences_between(readings)):
        raise WrongState("there is nothing to settle, or something is left")
    chosen = {about: readings[place].part(about) for about, place in picks.items()}
    first = readings[0]
    verdicts = {**first.verdicts, **{about: pick for about, pick in chosen.items() if isinstance(pick, tuple)}}
    left_out = {about for about, pick in chosen.items() if pick is None and about != NEWS}
    said = OnPaper(
        verdicts={about: pick for about, pick in verdicts.items() if about not in left_out},
        missing=str(chosen.get(MISSING, first.missing)),
        helped=str(chosen.get(HELPED, first.helped)),
        news=bool_or_none(chosen.get(NEWS, first.news)),
    )
    audit.record(session, action="paper_settled", subject="check_invitation", subject_id=invitation.id, actor_id=by)
    return _count(session, invitation, said, by)


def bool_or_none(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def papers_of(session: Session, *, invitation_id: uuid.UUID) -> Sequence[CheckPaper]:
    mine = sa.select(CheckPaper).where(CheckPaper.invitation_id == invitation_id)
    return session.scalars(mine.order_by(CheckPaper.place)).all()


def readings_of(session: Session, *, invitation_id: uuid.UUID) -> list[OnPaper]:
    return [_read(one) for one in papers_of(session, invitation_id=invitation_id)]


def differences_between(readings: Sequence[OnPaper]) -> list[str]:
    """What two people read differently: ids of statements, and parts of the last page."""
    if len(readings) < 2:
        return []
    first, second = readings
    statements = list(dict.fromkeys([*first.verdicts, *second.verdicts]))
    return [about for about in (*statements, MISSING, HELPED, NEWS) if first.part(about) != second.part(about)]


def _read(paper: CheckPaper) -> OnPaper:
    kept = json.loads(paper.entries or "{}")
    verdicts = {about: (kind, comment) for about, (kind, comment) in kept["verdicts"].items()}
    return OnPaper(verdicts=verdicts, missing=kept[MISSING], helped=kept[HELPED], news=kept[NEWS])


def _count(session: Session, invitation: CheckInvitation, said: OnPaper, by: uuid.UUID) -> str:
    receipt = record_call(
        session,
        invitation=invitation,
        verdicts={about: (VerdictKind(kind), comment) for about, (kind, comment) in said.verdicts.items()},
        missing=said.missing,
        helped=WhoHelped(said.helped),
        by=by,
        channel=CheckChannel.PAPER,
        wants_news=said.news,
    )
    for paper in papers_of(session, invitation_id=invitation.id):
        session.delete(paper)
    session.flush()
    return receipt
