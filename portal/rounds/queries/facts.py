"""The bare facts a count is made from, some thousands of people at a time: plain rows as the driver gives them, since
making objects of millions of ids and moments would cost more than reading them.

Ids come as text or UUIDs, and moments as text or datetimes, whatever the database's driver has; they are compared with
each other, and handed back to these queries, and nothing else.
"""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.models import ContactAttempt, ContactMessage, HeldBack
from portal.people.models import Person
from portal.questions.models import Answer, Response
from portal.rounds.enums import MemberState
from portal.rounds.models import Invitation, SampleMember
from portal.rounds.queries.counts import NOT_FOR_SAFETY, STILL_IN_LINE

# People looked at together: memory stays the same however many were asked.
AT_ONCE = 5_000
RawId = Any
RawMoment = Any
_SOME = "some"


class AskedRow(NamedTuple):
    """Someone asked, without anything that says who they are, with their response if there is one. `traits` as JSON
    text: few are different."""

    chance: float
    phone_chosen: bool | None
    phone_chance: float | None
    stratum: str
    traits: str
    do_not_contact: bool
    invitation: RawId | None
    state: str | None
    declined_because: str | None
    response: RawId | None
    submitted_at: RawMoment | None
    whose: str
    language: str | None
    channel: str | None


class ResponseRow(NamedTuple):
    response: RawId
    submitted_at: RawMoment
    whose: str
    language: str
    channel: str


# Of one answer: its response, its question, its state, its value as JSON text, whose words it is (None: as the response
# says).
AnswerRow = tuple[RawId, RawId, str, str | None, str | None]
# Of one attempt: the invitation, its result, when, by which channel.
TryRow = tuple[RawId, str, RawMoment, str]


def _plain(column: Any) -> Any:
    return sa.type_coerce(column, sa.String)


def hex_of(raw: RawId) -> str:
    """An id as 32 hexadecimal digits."""
    return raw if isinstance(raw, str) else str(raw.hex)


def seconds_of(raw: RawMoment) -> float:
    """A moment in seconds; text is in UTC."""
    if isinstance(raw, str):
        return dt.datetime.fromisoformat(raw).replace(tzinfo=dt.UTC).timestamp()
    moment: dt.datetime = raw
    return moment.timestamp()


def members_asked(session: Session, *, round_id: uuid.UUID) -> Iterator[Sequence[AskedRow]]:
    """Everyone asked, in the order of their ids."""
    asked = sa.select(_plain(SampleMember.id)).where(
        SampleMember.round_id == round_id, SampleMember.state != MemberState.RESERVE
    )
    for some in _pieces(session, asked.order_by(SampleMember.id)):
        yield list(map(AskedRow._make, _about(session, _MEMBERS, SampleMember.id, some, round_id=round_id)))


def responses_from_elsewhere(session: Session, *, round_id: uuid.UUID) -> Iterator[Sequence[ResponseRow]]:
    """Responses of people who were not asked."""
    invited = sa.exists().where(Invitation.alias == Response.alias)
    others = sa.select(_plain(Response.id)).where(Response.asked_in == round_id, ~invited).order_by(Response.id)
    for some in _pieces(session, others):
        yield list(map(ResponseRow._make, _about(session, _RESPONSES, Response.id, some)))


def answers_in(
    session: Session, *, responses: Sequence[RawId], open_ids: Collection[uuid.UUID]
) -> dict[RawId, list[AnswerRow]]:
    """The answers of these responses; of open questions (`open_ids`) only that there is one."""
    value = sa.case((Answer.question_id.in_(open_ids), None), else_=sa.cast(Answer.value, sa.Text))
    columns = (*map(_plain, (Answer.response_id, Answer.question_id, Answer.state)), value, _plain(Answer.provenance))
    return _by_first(_about(session, sa.select(*columns), Answer.response_id, responses))


def tries_on(session: Session, *, round_id: uuid.UUID, invitations: Sequence[RawId]) -> dict[RawId, list[TryRow]]:
    """The attempts on each of these invitations, first to last."""
    columns = (ContactAttempt.subject_id, ContactAttempt.result, ContactAttempt.at, ContactAttempt.channel)
    tries = (
        sa.select(*map(_plain, columns))
        .where(ContactAttempt.asked_in == round_id)
        .order_by(ContactAttempt.at, ContactAttempt.id)
    )
    return _by_first(_about(session, tries, ContactAttempt.subject_id, invitations))


def _by_first(rows: Sequence[Any]) -> dict[RawId, list[Any]]:
    found: dict[RawId, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def messages_held(
    session: Session, *, round_id: uuid.UUID, invitations: Sequence[RawId]
) -> tuple[dict[RawId, set[str]], set[RawId]]:
    """As `portal.rounds.queries.counts.messages_held` has it: why messages were held back; what is still in line."""
    withheld: dict[RawId, set[str]] = defaultdict(set)
    in_line: set[RawId] = set()
    messages = sa.select(*map(_plain, (ContactMessage.subject_id, ContactMessage.state, ContactMessage.withheld)))
    messages = messages.where(ContactMessage.asked_in == round_id)
    held = sa.select(_plain(HeldBack.subject_id), sa.literal(""), _plain(HeldBack.reason))
    held = held.where(HeldBack.asked_in == round_id)
    for statement, column in ((messages, ContactMessage.subject_id), (held, HeldBack.subject_id)):
        for invitation, state, reason in _about(session, statement, column, invitations):
            if reason is not None:
                withheld[invitation].add(reason)
            if state in STILL_IN_LINE or reason in NOT_FOR_SAFETY:
                in_line.add(invitation)
    return withheld, in_line


_MEMBERS = (
    sa.select(
        SampleMember.chance,
        SampleMember.phone_chosen,
        SampleMember.phone_chance,
        SampleMember.stratum,
        sa.cast(SampleMember.traits, sa.Text),
        Person.do_not_contact,
        _plain(Invitation.id),
        _plain(Invitation.state),
        _plain(Invitation.declined_because),
        _plain(Response.id),
        _plain(Response.submitted_at),
        sa.func.coalesce(_plain(Response.provenance), ""),
        Response.language,
        Response.channel,
    )
    .select_from(SampleMember)
    .join(Person, Person.id == SampleMember.person_id)
    .outerjoin(Invitation, Invitation.member_id == SampleMember.id)
    .outerjoin(Response, sa.and_(Response.alias == Invitation.alias, Response.asked_in == sa.bindparam("round_id")))
)
_RESPONSES = sa.select(
    _plain(Response.id),
    _plain(Response.submitted_at),
    sa.func.coalesce(_plain(Response.provenance), ""),
    Response.language,
    Response.channel,
)


def _about(
    session: Session, statement: sa.Select[Any], column: Any, some: Sequence[RawId], **values: Any
) -> Sequence[Any]:
    """The rows in which `column` is one of these ids, from the driver itself. Nothing may be unsaved."""
    if not some:
        return ()
    as_given = _plain(column) if isinstance(some[0], str) else column
    mine = statement.where(as_given.in_(sa.bindparam(_SOME, expanding=True)))
    with session.connection().execute(mine, {_SOME: list(some), **values}) as found:
        rows: Sequence[Any] = found.cursor.fetchall()
    return rows


def _pieces(session: Session, ids: sa.Select[Any]) -> Iterator[Sequence[RawId]]:
    """The ids of a statement, so many at a time, never all at once."""
    return session.scalars(ids.execution_options(yield_per=AT_ONCE)).partitions()
