"""What this room forgets of people a year after: who was asked to check, by which link and code, and who was told."""

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose
from portal.people.models import Person
from portal.people.operations import record_consents
from portal.shared import audit, clock
from portal.summaries.models import CheckInvitation, CheckPlan, FinalNotice, SummaryVersion

KEPT = dt.timedelta(days=366)
AT_ONCE = 500
FORGOTTEN = "forgotten "


def part_with_checkers(session: Session) -> int:
    """Each of those asked to check becomes someone of whom nothing is known, a year after the next version was out.
    What they said stays, and leads to nobody. Returns how many; called until there are none."""
    over = sa.select(CheckPlan.version_id).where(CheckPlan.settled_at < clock.now() - KEPT)
    old = session.scalars(
        sa.select(CheckInvitation)
        .where(CheckInvitation.version_id.in_(over), ~CheckInvitation.link_index.startswith(FORGOTTEN))
        .order_by(CheckInvitation.id)
        .limit(AT_ONCE)
    ).all()
    for invitation in old:
        if invitation.wants_news is False:
            _keep_their_no(session, invitation)
        nobody = Person(created_at=clock.now(), do_not_contact=True, language="en")
        session.add(nobody)
        session.flush()
        invitation.person_id, invitation.subject_id, invitation.alias = nobody.id, invitation.id, None
        invitation.link_index = invitation.code_index = f"{FORGOTTEN}{invitation.id.hex}"
        invitation.receipt, invitation.language = "", "en"
    session.flush()
    if old:
        audit.record(session, action="forget", subject="check_invitation", people=len(old))
    return len(old)


def _keep_their_no(session: Session, invitation: CheckInvitation) -> None:
    """Who said at the check that they want no news said it last: it goes on stopping us, where their consents are."""
    if invitation.alias is None:
        return
    no = {ConsentPurpose.TELL_RESULT: False}
    record_consents(session, subject_id=invitation.alias, answers=no, language=invitation.language, channel="web")


def forget_final_notices(session: Session) -> int:
    """Who was told of a version, a year after it was published. Returns how many."""
    old = sa.select(SummaryVersion.id).where(SummaryVersion.published_at < clock.now() - KEPT)
    gone = session.execute(sa.delete(FinalNotice).where(FinalNotice.version_id.in_(old)))
    return int(gone.rowcount)  # type: ignore[attr-defined]
