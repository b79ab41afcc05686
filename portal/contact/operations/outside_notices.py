"""“Something waits for you”, to someone of another body who keeps something for us and has no account here.

The e-mail says neither what nor about whom; the private link leads to it. It is sent until a carrier has taken it over.
"""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.channels import Parcel
from portal.contact.operations.noticing import worded
from portal.contact.outside_models import OutsideNotice
from portal.shared import clock
from portal.shared.i18n import lazy

WORDS = lazy("Something you look after for %(who)s waits for you. Please open this page: %(address)s")


def tell_outside(session: Session, *, to: str, link: str, language: str, about_id: uuid.UUID, occasion: str) -> bool:
    """Puts a notice in line, once for each occasion. Whether it is new."""
    told = sa.select(OutsideNotice.id).where(OutsideNotice.about_id == about_id, OutsideNotice.occasion == occasion)
    if session.scalar(told) is not None:
        return False
    now = clock.now()
    session.add(
        OutsideNotice(
            to=to, link=link, language=language, about_id=about_id, occasion=occasion, made_at=now, not_before=now
        )
    )
    session.flush()
    return True


def due_outside(session: Session, *, limit: int) -> list[uuid.UUID]:
    """Ids of those that wait to be sent, oldest first."""
    waiting = sa.select(OutsideNotice.id).where(
        OutsideNotice.sent_at.is_(None), OutsideNotice.not_before <= clock.now()
    )
    return list(session.scalars(waiting.order_by(OutsideNotice.made_at, OutsideNotice.id).limit(limit)))


def outside_as_parcel(session: Session, *, notice_id: uuid.UUID, organisation: str) -> Parcel:
    """What a carrier needs, in the language of whoever it goes to."""
    notice = session.get_one(OutsideNotice, notice_id)
    return worded(
        notice, to=notice.to or "", language=notice.language, words=WORDS, who=organisation, address=notice.link or ""
    )
