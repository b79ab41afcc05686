"""Lists of people who check summaries, and thanks for their work."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.rosters.models import RosterEntry
from portal.shared import audit, clock
from portal.shared.i18n import _
from portal.summaries.enums import ThanksState
from portal.summaries.errors import NotReady, WrongState
from portal.summaries.models import CheckPanel, CheckPanelMember, CheckThanks, SummaryVersion
from portal.summaries.queries.panels import is_paid_by_panel


def start_panel(session: Session, *, name: str, by: uuid.UUID) -> CheckPanel:
    panel = CheckPanel(name=name.strip(), made_at=clock.now(), made_by=by)
    session.add(panel)
    session.flush()
    return panel


def add_to_panel(
    session: Session, *, panel: CheckPanel, service_id: uuid.UUID, reference: str, agreed_on: dt.date, by: uuid.UUID
) -> CheckPanelMember:
    """Puts someone from a roster on the list; someone who left and said yes again is on it again.

    Raises:
        NotReady: nobody on this roster has the reference, they never want to be contacted, or the day is to come.
    """
    entry = session.scalar(
        sa.select(RosterEntry).where(
            RosterEntry.service_id == service_id,
            RosterEntry.reference == reference.strip(),
            RosterEntry.removed_at.is_(None),
        )
    )
    if entry is None:
        raise NotReady([_("Nobody on this roster has that reference")])
    if session.get_one(Person, entry.person_id).do_not_contact:
        raise NotReady([_("This person asked us never to contact them")])
    if agreed_on > clock.today():
        raise NotReady([_("The day they agreed cannot be in the future")])
    return put_on_panel(session, panel=panel, person_id=entry.person_id, agreed_on=agreed_on, by=by)


def put_on_panel(
    session: Session, *, panel: CheckPanel, person_id: uuid.UUID, agreed_on: dt.date, by: uuid.UUID
) -> CheckPanelMember:
    """Notes that a person said yes to checking summaries. Done twice, they are on the list once."""
    mine = sa.and_(CheckPanelMember.panel_id == panel.id, CheckPanelMember.person_id == person_id)
    member = session.scalar(sa.select(CheckPanelMember).where(mine))
    if member is None:
        member = CheckPanelMember(
            panel_id=panel.id, person_id=person_id, agreed_on=agreed_on, added_at=clock.now(), added_by=by
        )
        session.add(member)
    elif member.left_at is not None:
        member.left_at, member.agreed_on, member.added_by = None, agreed_on, by
    session.flush()
    audit.record(session, action="panel_join", subject="check_panel_member", subject_id=member.id, actor_id=by)
    return member


def leave_panel(session: Session, *, member: CheckPanelMember, by: uuid.UUID) -> None:
    """Takes someone off the list: they are asked no more. What they are owed stays."""
    if member.left_at is None:
        member.left_at = clock.now()
        audit.record(session, action="panel_leave", subject="check_panel_member", subject_id=member.id, actor_id=by)
        session.flush()


def agree_thanks(
    session: Session, *, version: SummaryVersion, person_id: uuid.UUID, pence: int, minutes: int, by: uuid.UUID
) -> CheckThanks:
    """Notes what was agreed with someone for checking a version. Agreed anew, it replaces what was not paid yet.

    Raises:
        WrongState: it is settled already, or the panel they are on thanks them for it.
    """
    if is_paid_by_panel(session, version_id=version.id, person_id=person_id):
        raise WrongState("their panel thanks them")
    mine = sa.and_(CheckThanks.version_id == version.id, CheckThanks.person_id == person_id)
    thanks = session.scalar(sa.select(CheckThanks).where(mine))
    if thanks is not None and thanks.state is not ThanksState.AGREED:
        raise WrongState("these thanks are settled")
    if thanks is None:
        thanks = CheckThanks(version_id=version.id, person_id=person_id, state=ThanksState.AGREED)
        session.add(thanks)
    thanks.pence, thanks.minutes, thanks.agreed_at, thanks.agreed_by = pence, minutes, clock.now(), by
    session.flush()
    audit.record(session, action="thanks_agree", subject="check_thanks", subject_id=thanks.id, actor_id=by)
    return thanks


def settle_thanks(session: Session, *, thanks: CheckThanks, state: ThanksState, on: dt.date, by: uuid.UUID) -> None:
    """It was paid, or they did not want money. Settled once, for good.

    Raises:
        WrongState: also when the panel they are on pays them for it.
    """
    if thanks.state is not ThanksState.AGREED or state is ThanksState.AGREED:
        raise WrongState("these thanks are settled")
    if state is ThanksState.PAID and is_paid_by_panel(
        session, version_id=thanks.version_id, person_id=thanks.person_id
    ):
        raise WrongState("their panel thanks them")
    thanks.state, thanks.settled_on, thanks.settled_by = state, on, by
    session.flush()
    audit.record(session, action=f"thanks_{state}", subject="check_thanks", subject_id=thanks.id, actor_id=by)
