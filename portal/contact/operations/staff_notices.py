"""“Something waits for you on your desk”: all that leaves the house about what staff have to do.

The e-mail says neither what nor about whom. It is sent until a carrier has taken it over, and told once more rather
than not at all: reading it twice harms nobody.
"""

import uuid
from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.channels import Parcel
from portal.contact.models import StaffNotice
from portal.contact.operations.noticing import worded
from portal.people.models import Account
from portal.shared import clock
from portal.shared.i18n import lazy

WORDS = lazy("Something waits for you on your desk. Please sign in: %(address)s")


def tell_staff(session: Session, *, account_ids: Iterable[uuid.UUID], about_id: uuid.UUID, occasion: str) -> int:
    """Puts a notice in line for each of these, once for each occasion. Returns how many are new."""
    wanted = set(account_ids)
    told = sa.select(StaffNotice.account_id).where(
        StaffNotice.about_id == about_id, StaffNotice.occasion == occasion, StaffNotice.account_id.in_(wanted)
    )
    fresh, now = wanted - set(session.scalars(told)), clock.now()
    session.add_all(
        StaffNotice(account_id=one, about_id=about_id, occasion=occasion, made_at=now, not_before=now)
        for one in sorted(fresh)
    )
    session.flush()
    return len(fresh)


def due_notices(session: Session, *, limit: int) -> list[uuid.UUID]:
    """Ids of those that wait to be sent, oldest first, to accounts that are active."""
    waiting = (
        sa.select(StaffNotice.id)
        .join(Account, Account.id == StaffNotice.account_id)
        .where(StaffNotice.sent_at.is_(None), StaffNotice.not_before <= clock.now(), Account.active.is_(True))
    )
    return list(session.scalars(waiting.order_by(StaffNotice.made_at, StaffNotice.id).limit(limit)))


def notice_as_parcel(session: Session, *, notice_id: uuid.UUID, base_url: str) -> Parcel:
    """What a carrier needs, in the language of the account."""
    notice = session.get_one(StaffNotice, notice_id)
    account = session.get_one(Account, notice.account_id)
    return worded(notice, to=account.email or "", language=account.language, words=WORDS, address=f"{base_url}/desk")
