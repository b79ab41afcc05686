"""A number of their own beside the link, for members whose phone or post someone else reads."""

import datetime as dt
import hmac
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.errors import WeakPin, WrongPin
from portal.panels.models import PanelMember
from portal.panels.operations.membership import note_step
from portal.panels.queries.belonging import pin_of
from portal.panels.rules.pins import is_pin, is_weak_pin
from portal.shared import audit, throttle
from portal.shared.crypto import keys

TRIES, WITHIN = 5, dt.timedelta(minutes=15)


def set_pin(session: Session, *, member: PanelMember, pin: str) -> None:
    """From now on this number is asked for at the door of every panel of this person.

    Kept as a keyed fingerprint: without the keys of the house, trying all numbers finds nothing.

    Raises:
        WeakPin: not four to eight digits, or one that is guessed first.
    """
    if not is_pin(pin) or is_weak_pin(pin):
        raise WeakPin
    _write(session, member, _fingerprint(member, pin))
    audit.record(session, action="set_pin", subject="panel_member", subject_id=member.id)


def remove_pin(session: Session, *, member: PanelMember, by: uuid.UUID | None, how: str = "") -> None:
    """By the member, or by a member of staff who recognised them and says `how`: kept among the member's steps."""
    _write(session, member, "")
    throttle.forget_attempts(session, what="member_pin", who=str(member.person_id))
    if by is not None:
        note_step(session, member=member, because="pin_removed", by=by, why=how)
    audit.record(session, action="remove_pin", subject="panel_member", subject_id=member.id, actor_id=by)


def check_pin(session: Session, *, member: PanelMember, pin: str) -> None:
    """Nothing, if this is their number. The caller commits even when it is not: tries are counted, by person.

    Raises:
        WrongPin; throttle.TooMany
    """
    throttle.count_attempt(session, what="member_pin", who=str(member.person_id), limit=TRIES, within=WITHIN)
    if not hmac.compare_digest(pin_of(session, person_id=member.person_id), _fingerprint(member, pin)):
        raise WrongPin
    throttle.forget_attempts(session, what="member_pin", who=str(member.person_id))


def _fingerprint(member: PanelMember, pin: str) -> str:
    return keys().blind(f"{member.person_id} {pin.strip()}", kind="member_pin")


def _write(session: Session, member: PanelMember, fingerprint: str) -> None:
    mine = sa.update(PanelMember).where(PanelMember.person_id == member.person_id)
    session.execute(mine.values(pin_hash=fingerprint))
    session.flush()
