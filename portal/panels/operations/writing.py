"""Writing to members: always through the send gate, with the link to their own page and nothing of the matter."""

import uuid

from sqlalchemy.orm import Session

from portal.contact import operations as contact
from portal.contact.enums import Withheld
from portal.contact.operations.gate import SendOutcome
from portal.contact.rules import PANEL_NEWS
from portal.contact.wording import Letterhead
from portal.panels.enums import MemberState
from portal.panels.models import PanelMember
from portal.panels.operations.membership import code_of, link_of
from portal.people.models import Person
from portal.shared.settings import current_settings


def write_to_member(
    session: Session, *, member: PanelMember, about: uuid.UUID, wave: int = 1, by: uuid.UUID | None = None
) -> SendOutcome:
    """Tells a member that there is something new on their page. The words are the same whatever it is: a phone may be
    read by someone else. `about` is the meeting, vote or claim it is about: nobody gets more than four messages about
    one thing. Whoever takes a break is left alone. How it went, or why it did not go, is in the outcome."""
    if member.state is MemberState.PAUSED:
        return SendOutcome(withheld=Withheld.PAUSED)
    settings = current_settings()
    return contact.send(
        session,
        person=session.get_one(Person, member.person_id),
        subject_id=member.id,
        asked_in=about,
        wave=wave,
        template=PANEL_NEWS,
        link=link_of(member, base_url=settings.base_url),
        code=code_of(member),
        letterhead=Letterhead(organisation=settings.organisation, phone=settings.contact_phone),
        by=by,
    )
