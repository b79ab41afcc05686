"""Messages about a check on their way to people: always through the send gate."""

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy.orm import Session

from portal.contact import operations as contact
from portal.contact.wording import Letterhead
from portal.people import queries as people
from portal.people.models import Person
from portal.shared import clock, tokens
from portal.shared.i18n import HOME_TIME
from portal.summaries import queries
from portal.summaries.enums import AskedBecause
from portal.summaries.models import CheckInvitation, SummaryVersion

TEMPLATES = {
    AskedBecause.ANSWERED: "check_back",
    AskedBecause.NOT_ANSWERED: "check_back_others",
    AskedBecause.PANEL: "check_back_others",
}


def hand_to_gate(
    session: Session,
    *,
    invitation: CheckInvitation,
    person: Person,
    template: str,
    wave: int,
    letterhead: Letterhead,
    base_url: str,
    by: uuid.UUID | None = None,
) -> contact.SendOutcome:
    """One message with someone's own link and code; after the last day of the check it must not leave."""
    version = session.get_one(SummaryVersion, invitation.version_id)
    return contact.send(
        session,
        person=person,
        subject_id=invitation.id,
        asked_in=invitation.version_id,
        wave=wave,
        template=template,
        link=f"{base_url}/c/{tokens.link_token(queries.TOKEN_KIND, invitation.id)}",
        code=tokens.short_code(queries.TOKEN_KIND, invitation.id),
        letterhead=letterhead,
        until=_end_of(version.check_until),
        by=by,
    )


def deliver_check(
    session: Session,
    *,
    invitation: CheckInvitation,
    person: Person,
    letterhead: Letterhead,
    by: uuid.UUID,
    base_url: str,
) -> None:
    """Hands one invitation to the send gate and notes how it leaves, or why it does not."""
    outcome = hand_to_gate(
        session,
        invitation=invitation,
        person=person,
        template=TEMPLATES[invitation.because],
        wave=1,
        letterhead=letterhead,
        base_url=base_url,
        by=by,
    )
    invitation.tried_at = clock.now()
    invitation.sent_by = str(outcome.channel or "")
    invitation.not_sent_because = str(outcome.withheld or "")
    if outcome.is_sent:
        invitation.asked_at = invitation.tried_at
    session.flush()


def deliver_some(
    session: Session, *, version_id: uuid.UUID, letterhead: Letterhead, by: uuid.UUID, base_url: str, limit: int
) -> int:
    """Delivers up to `limit` invitations nobody has tried yet. Returns how many."""
    rows: Sequence[CheckInvitation] = queries.invitations_not_tried(session, version_id=version_id, limit=limit)
    persons = people.people_by_id(session, ids=[row.person_id for row in rows])
    for row in rows:
        deliver_check(
            session,
            invitation=row,
            person=persons[row.person_id],
            letterhead=letterhead,
            by=by,
            base_url=base_url,
        )
    return len(rows)


def _end_of(day: dt.date | None) -> dt.datetime | None:
    return dt.datetime.combine(day, dt.time.max, HOME_TIME) if day else None
