"""Sending someone their receipt, because they asked for it on the page that thanks them, and for no other reason."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.contact.enums import Channel
from portal.contact.operations import send
from portal.contact.rules import RECEIPT
from portal.people.models import Person
from portal.questions.models import Response
from portal.rounds.errors import NotYours
from portal.rounds.models import Invitation, ReceiptWish
from portal.rounds.operations.fieldwork import letterhead
from portal.rounds.queries.standing import Standing
from portal.shared import clock

# Ways without anyone's hands: whoever prints or passes on a receipt would see beside a name how to open the answers.
WAYS = (Channel.EMAIL, Channel.SMS)


def wish_of(session: Session, *, invitation_id: uuid.UUID) -> ReceiptWish | None:
    return session.scalar(sa.select(ReceiptWish).where(ReceiptWish.invitation_id == invitation_id))


def ask_for_receipt(
    session: Session, *, standing: Standing, response: Response, channel: Channel, last_day: dt.date | None
) -> ReceiptWish:
    """Notes the wish and puts the message in line, if the send gate finds this way safe. Whether it did is told to
    nobody: that would say what we know about them. Asked twice it is sent once. `last_day`: of changing answers.

    Raises:
        NotYours: there is no invitation, these are someone else's answers, or this way cannot be.
    """
    if standing.is_walk_in or channel not in WAYS or response.alias != standing.alias:
        raise NotYours
    known = wish_of(session, invitation_id=standing.invitation_id)
    if known is not None:
        return known
    invitation = session.get_one(Invitation, standing.invitation_id)
    wish = ReceiptWish(
        round_id=invitation.round_id, invitation_id=invitation.id, channel=channel.value, asked_at=clock.now()
    )
    session.add(wish)
    session.flush()
    send(
        session,
        person=session.get_one(Person, invitation.person_id),
        subject_id=invitation.id,
        asked_in=invitation.round_id,
        wave=0,
        template=RECEIPT,
        link="",
        code=response.receipt_code,
        letterhead=letterhead(),
        only=channel,
        last_day=last_day,
    )
    return wish
