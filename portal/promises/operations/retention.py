"""What this room forgets in time: remarks on promises, who said what of one, and owners who work elsewhere.

All of it can be done twice; what is left undone is done the next night.
"""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.promises.models import OwnerFeed, PromiseVerdict
from portal.promises.queries import FORGOTTEN
from portal.promises.queries import retention as queries
from portal.shared import audit, clock

DAY = dt.timedelta(days=1)
# A day more than the database asks of rows it guards.
ONE_YEAR, SIX_YEARS = 366 * DAY, 2192 * DAY
QUIET = {"synchronize_session": False}
NOBODY = "–"


def forget_remarks(session: Session) -> int:
    """One year after the last day: the words people added. Yes, partly and no stay. Returns how many."""
    before = clock.now() - ONE_YEAR
    mine = PromiseVerdict.invitation_id.in_(queries.asked_until(before.date()))
    worded = (mine, PromiseVerdict.comment_sealed.is_not(None), PromiseVerdict.at < before)
    silent = sa.update(PromiseVerdict).where(*worded).values(comment_sealed=None).returning(PromiseVerdict.id)
    return _forgotten(session, "forget_words", "promise_verdict", silent)


def forget_what_single_people_said(session: Session) -> int:
    """Six years after the last day: what each person said of each promise. Returns how many."""
    before = clock.now() - SIX_YEARS
    mine = PromiseVerdict.invitation_id.in_(queries.asked_until(before.date()))
    gone = sa.delete(PromiseVerdict).where(mine, PromiseVerdict.at < before).returning(PromiseVerdict.id)
    return _forgotten(session, "forget_verdicts", "promise_verdict", gone)


def forget_outside_owners(session: Session) -> int:
    """One year after their last promise ended: name, e-mail, private link and calendar of someone of another body. The
    promise goes on saying which team kept it. Returns how many."""
    old = queries.outside_owners_with_nothing_since(session, clock.now() - ONE_YEAR)
    for owner in old:
        owner.name, owner.email, owner.language = NOBODY, "", "en"
        owner.email_index = owner.link_index = f"{FORGOTTEN}{owner.id.hex}"
    session.execute(sa.delete(OwnerFeed).where(OwnerFeed.owner_id.in_([one.id for one in old])))
    session.flush()
    if old:
        audit.record(session, action="forget", subject="outside_owner", people=len(old))
    return len(old)


def forget_old_calendars(session: Session) -> int:
    """Private calendar addresses that a new one took the place of, or that were ended. Returns how many."""
    gone = sa.delete(OwnerFeed).where(OwnerFeed.ended_at.is_not(None)).returning(OwnerFeed.id)
    return len(session.scalars(gone, execution_options=QUIET).all())


def _forgotten(session: Session, action: str, subject: str, change: sa.Executable) -> int:
    count = len(session.scalars(change, execution_options=QUIET).all())  # type: ignore[call-overload]
    session.expire_all()
    if count:
        audit.record(session, action=action, subject=subject, rows=count)
    return count
