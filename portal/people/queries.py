import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose, SessionKind
from portal.people.models import Account, BrowserSession, Consent, Person, SafeContactRead
from portal.people.rules import comparable_email
from portal.shared.crypto import keys

# Made once: every page asks this, and putting a statement together costs more than running it.
_LIVE_SESSION = sa.select(BrowserSession).where(
    BrowserSession.id == sa.bindparam("id", type_=sa.Uuid()),
    BrowserSession.ended_at.is_(None),
    BrowserSession.expires_at > sa.bindparam("at", type_=BrowserSession.expires_at.type),
)


@dataclass(frozen=True, slots=True)
class LiveVisit:
    """The browser session of someone who holds an invitation."""

    id: uuid.UUID
    kind: SessionKind
    subject_id: uuid.UUID | None


# Plain columns: every page of a participant asks this, and making an object of a row costs more than reading it.
_VISITS = BrowserSession.metadata.tables["browser_session"].c
_LIVE_VISIT = sa.select(_VISITS.id, _VISITS.kind, _VISITS.subject_id).where(
    _VISITS.id == sa.bindparam("id", type_=sa.Uuid()),
    _VISITS.ended_at.is_(None),
    _VISITS.expires_at > sa.bindparam("at", type_=_VISITS.expires_at.type),
)


def account_by_email(session: Session, *, email: str) -> Account | None:
    index = keys().blind(comparable_email(email), kind="email")
    return session.scalar(sa.select(Account).where(Account.email_index == index))


def all_accounts(session: Session) -> Sequence[Account]:
    return session.scalars(sa.select(Account).order_by(Account.display_name, Account.id)).all()


def live_session(session: Session, *, session_id: uuid.UUID, at: dt.datetime) -> BrowserSession | None:
    """The browser session if it has neither ended nor run out."""
    return session.scalar(_LIVE_SESSION, {"id": session_id, "at": at})


def live_visit(session: Session, *, visit_id: uuid.UUID, at: dt.datetime) -> LiveVisit | None:
    """The same for someone who holds an invitation."""
    row = session.execute(_LIVE_VISIT, {"id": visit_id, "at": at}).first()
    return LiveVisit(*row) if row else None


def live_sessions_of(session: Session, *, subject_id: uuid.UUID, kind: SessionKind) -> Sequence[BrowserSession]:
    return session.scalars(
        sa.select(BrowserSession).where(
            BrowserSession.subject_id == subject_id, BrowserSession.kind == kind, BrowserSession.ended_at.is_(None)
        )
    ).all()


def live_sessions_of_account(session: Session, *, account_id: uuid.UUID) -> Sequence[BrowserSession]:
    return session.scalars(
        sa.select(BrowserSession).where(BrowserSession.account_id == account_id, BrowserSession.ended_at.is_(None))
    ).all()


def people_by_id(session: Session, *, ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Person]:
    return {p.id: p for p in session.scalars(sa.select(Person).where(Person.id.in_(ids)))}


def consents_of(session: Session, *, subject_id: uuid.UUID) -> dict[ConsentPurpose, bool]:
    """The latest answer to each consent question; a purpose never asked is missing."""
    rows = session.scalars(sa.select(Consent).where(Consent.subject_id == subject_id).order_by(Consent.at, Consent.id))
    return {row.purpose: row.given for row in rows}


def has_looked(session: Session, *, person_id: uuid.UUID, account_id: uuid.UUID, why: str, since: dt.datetime) -> bool:
    """Whether this member of staff has said, since then and for this reason, that they look at the person's record."""
    reads = session.scalars(
        sa.select(SafeContactRead.why).where(
            SafeContactRead.person_id == person_id,
            SafeContactRead.account_id == account_id,
            SafeContactRead.at >= since,
        )
    )
    return any(read.get("code") == why for read in reads)
