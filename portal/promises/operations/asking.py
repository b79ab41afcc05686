"""Asking those who wanted to hear what came of it, whether promises were kept. Every message through the send gate."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.contact import operations as contact
from portal.contact.rules import KEPT
from portal.contact.wording import Letterhead
from portal.people import queries as people
from portal.people.models import Person
from portal.promises import queries
from portal.promises.errors import NobodyToAsk, WrongState
from portal.promises.models import PromiseAsking, PromiseInvitation
from portal.promises.operations.history import note
from portal.shared import audit, clock, queue, tokens
from portal.summaries.models import Summary
from portal.summaries.operations.telling import wishes_at_checks
from portal.summaries.sources import Askable, source_of

SEND_TASK = "promises.ask"
LONGEST, KNOWN_FOR = dt.timedelta(days=120), dt.timedelta(days=366)
AT_ONCE = 500


def ask_people(session: Session, *, summary: Summary, until: dt.date, by: uuid.UUID) -> PromiseAsking:
    """Asks about every promise of a summary that has ended and was not asked about before. Only those who answered
    and said "tell me what you found out"; the messages leave in the queue.

    Raises:
        NobodyToAsk: nothing to ask about, or nobody who wanted to hear.
        WrongState: the last day has passed, or is too far away.
    """
    if not clock.today() <= until <= clock.today() + LONGEST:
        raise WrongState("the last day")
    ended = queries.ended_and_not_asked(session, summary_id=summary.id)
    chosen = whom_to_ask(session, summary=summary) if ended else []
    if not chosen:
        raise NobodyToAsk
    asking = PromiseAsking(
        summary_id=summary.id,
        promise_ids=[str(one.id) for one in ended],
        until=until,
        made_at=clock.now(),
        made_by=by,
    )
    session.add(asking)
    session.flush()
    session.add_all([_invitation(asking, one) for one in chosen])
    for promise in ended:
        note(session, promise, what="people_asked", by=by)
    audit.record(session, action="promises_ask", subject="promise_asking", subject_id=asking.id, actor_id=by)
    queue.enqueue(session, SEND_TASK, asked_by=by, asking_id=str(asking.id), by=str(by))
    return asking


def whom_to_ask(session: Session, *, summary: Summary) -> list[Askable]:
    """Those whose newest answer to "tell me what you found out" is yes, at the check or else where they answered, and
    who did not ask to be left alone."""
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    wishes = wishes_at_checks(session, summary_id=summary.id)
    willing = [
        one for one in source.people_to_ask() if one.answered and wishes.get(one.person_id, one.wants_result) is True
    ]
    persons = people.people_by_id(session, ids=[one.person_id for one in willing])
    unique = {one.person_id: one for one in willing if one.person_id in persons}
    return [one for one in unique.values() if not persons[one.person_id].do_not_contact]


def deliver_some(
    session: Session, *, asking_id: uuid.UUID, letterhead: Letterhead, by: uuid.UUID, base_url: str, limit: int
) -> int:
    """Hands up to `limit` invitations nobody has tried yet to the send gate, and notes what became of each."""
    rows = queries.not_tried(session, asking_id=asking_id, limit=limit)
    persons = people.people_by_id(session, ids=[row.person_id for row in rows])
    for row in rows:
        outcome = contact.send(
            session,
            person=persons[row.person_id],
            subject_id=row.id,
            asked_in=asking_id,
            wave=1,
            template=KEPT,
            link=f"{base_url}/p/{tokens.link_token(queries.TOKEN_KIND, row.id)}",
            code=code_of(row),
            letterhead=letterhead,
            by=by,
        )
        row.tried_at = clock.now()
        row.sent_by, row.not_sent_because = str(outcome.channel or ""), str(outcome.withheld or "")
        if outcome.is_sent:
            row.asked_at = row.tried_at
        session.flush()
    return len(rows)


def part_with_asked(session: Session) -> int:
    """Each of those asked becomes someone of whom nothing is known, a year after the last day. What they said stays,
    and leads to nobody; what they never sent goes. Returns how many; called until there are none."""
    old = queries.asked_and_known(session, until_before=clock.today() - KNOWN_FOR, limit=AT_ONCE)
    for row in old:
        nobody = Person(created_at=clock.now(), do_not_contact=True, language="en")
        session.add(nobody)
        session.flush()
        row.person_id, row.said, row.receipt, row.language = nobody.id, None, "", "en"
        row.link_index = row.code_index = f"{queries.FORGOTTEN}{row.id.hex}"
    session.flush()
    if old:
        audit.record(session, action="forget", subject="promise_invitation", people=len(old))
    return len(old)


def code_of(invitation: PromiseInvitation) -> str:
    return tokens.short_code(queries.TOKEN_KIND, invitation.id)


def _invitation(asking: PromiseAsking, one: Askable) -> PromiseInvitation:
    row_id, kind = uuid.uuid4(), queries.TOKEN_KIND
    return PromiseInvitation(
        id=row_id,
        asking_id=asking.id,
        person_id=one.person_id,
        link_index=tokens.link_index(kind, tokens.link_token(kind, row_id)),
        code_index=tokens.code_index(kind, tokens.short_code(kind, row_id)),
        language=one.language,
    )
