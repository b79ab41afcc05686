"""Who is at this browser: looked up per request, so that ending a session or taking a role away counts at once."""

import uuid

from flask import session
from flask_login import UserMixin, current_user

from portal.people import operations, queries
from portal.people.enums import Role, SessionKind
from portal.people.models import BrowserSession
from portal.people.queries import LiveVisit
from portal.shared import clock
from portal.shared.database import db


class SignedIn(UserMixin):  # type: ignore[misc]
    """The account of this request. Its id for Flask-Login is the session's, never the account's."""

    def __init__(self, row: BrowserSession) -> None:
        assert row.account is not None
        self.session_id, self.account = row.id, row.account
        self.account_id, self.display_name = row.account.id, row.account.display_name
        self.roles: frozenset[Role] = row.account.roles

    def get_id(self) -> str:
        return str(self.session_id)

    def may(self, *roles: Role) -> bool:
        return bool(self.roles.intersection(roles))


def signed_in_account(session_id: str) -> SignedIn | None:
    try:
        row = queries.live_session(db.session, session_id=uuid.UUID(session_id), at=clock.now())
    except ValueError:
        return None
    if row is None or row.kind is not SessionKind.STAFF or row.account is None or not row.account.active:
        return None
    return SignedIn(row)


def invited_session() -> LiveVisit | None:
    """The visit of someone who opened an invitation in this browser, if it has not ended."""
    try:
        visit = uuid.UUID(str(session.get("visit", "")))
    except ValueError:
        return None
    return queries.live_visit(db.session, visit_id=visit, at=clock.now())


def end_everything_here() -> None:
    """Ends, on the server, whatever this browser's cookie opens: the visit of a participant, and of staff."""
    end_visit_here()
    if current_user.is_authenticated:
        operations.end_session(db.session, session_id=current_user.session_id)
    session.clear()


def end_visit_here() -> None:
    """Ends the visit in this browser and forgets what it remembered: the next person on this phone begins anew."""
    visit = invited_session()
    if visit is not None:
        operations.end_session(db.session, session_id=visit.id)
    for name in ("visit", "who", "agreed", "door", "few", "at_door", "pin_at"):
        session.pop(name, None)
