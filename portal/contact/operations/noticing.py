"""What notices to staff and to people outside have in common: one in line, taken along, sent or tried again."""

import uuid
from typing import TypeVar

from sqlalchemy.orm import Session

from portal.contact import rules
from portal.contact.channels import Parcel
from portal.contact.enums import Channel
from portal.contact.models import StaffNotice
from portal.contact.operations.delivery import Fate
from portal.contact.outside_models import OutsideNotice
from portal.shared import clock
from portal.shared.i18n import lazy, speaking

HEADLINE = lazy("Something waits for you")
Notice = TypeVar("Notice", StaffNotice, OutsideNotice)


def worded(notice: StaffNotice | OutsideNotice, *, to: str, language: str, words: object, **names: str) -> Parcel:
    """What a carrier needs, in the language of whoever it goes to."""
    with speaking(language) as spoken:
        headline, said = str(HEADLINE), str(words) % names
    return Parcel(
        message_id=notice.id,
        channel=Channel.EMAIL,
        to=to,
        headline=headline,
        words=said,
        language=spoken.code,
    )


def note_fate(session: Session, *, kind: type[Notice], notice_id: uuid.UUID, fate: Fate) -> None:
    """Sent, or tried again later, each time after a longer wait."""
    notice = session.get_one(kind, notice_id)
    if fate is Fate.LATER:
        notice.tries += 1
        notice.not_before = clock.now() + rules.wait_before_try(notice.tries)
    else:
        notice.sent_at = clock.now()
    session.flush()
