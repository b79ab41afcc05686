"""What members of the invented panel need, and what they were asked between meetings."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.demo.panel.when import said
from portal.panels.enums import MemberState, NeedKind
from portal.panels.enums.asks import AskKind
from portal.panels.enums.doors import SaidBy
from portal.panels.models import Panel, PanelMember
from portal.panels.operations.asks import ask_members, note_done
from portal.panels.operations.passports import say_need
from portal.panels.queries.asks import asked_of
from portal.panels.queries.panels import members_of
from portal.shared import clock

# Every fourth member needs the first, and so on.
NEEDS = (
    {NeedKind.STEP_FREE: ("no_steps", "taxi"), NeedKind.BREAKS: ("hour",)},
    {NeedKind.INTERPRETER: ("spoken",), NeedKind.FOOD: ("halal",)},
    {NeedKind.CARER_COVER: ("adult",), NeedKind.TIMES: ("morning",)},
    {NeedKind.FORMATS: ("easy_read", "large_print"), NeedKind.LIGHTING: ("quiet",)},
)
WORDS = said(
    "Which words are better for the letter?", "Pa eiriau sy'n well i'r llythyr?", "خط کے لیے کون سے الفاظ بہتر ہیں؟"
)
CHOICES = (
    said("Your assessment has been scheduled.", "Trefnwyd eich asesiad.", "آپ کی تشخیص طے ہو گئی ہے۔"),
    said("We will visit you on this day.", "Byddwn yn ymweld ar y diwrnod hwn.", "ہم اس دن آپ سے ملنے آئیں گے۔"),
)
READ = said("Read the plan for next year", "Darllen y cynllun am y flwyddyn nesaf", "اگلے سال کا منصوبہ پڑھیں")


def say_needs(session: Session, *, member: PanelMember, place: int) -> None:
    if place % 2:
        return
    for kind, ticks in NEEDS[place // 2 % len(NEEDS)].items():
        say_need(session, member=member, kind=kind, ticks=ticks, by=None)


def ask_about_words(session: Session, *, panel: Panel, by: uuid.UUID) -> None:
    """A question about a letter, to which most have answered."""
    asking = ask_members(
        session,
        panel=panel,
        kind=AskKind.WORDING,
        about_id=uuid.uuid4(),
        title=WORDS,
        minutes=10,
        due=clock.today() + dt.timedelta(days=14),
        by=by,
        texts=CHOICES,
    )
    for place, (member, _person) in enumerate(members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])):
        asked = asked_of(session, ask_id=asking.ask.id, member_id=member.id)
        if asked is not None and place % 4 != 3:
            note_done(session, asked=asked, member=member, said_by=SaidBy.WEB, by=None, chose=1 if place % 5 else 0)


def ask_to_read(session: Session, *, panel: Panel, by: uuid.UUID) -> None:
    """Something to read that waits for their answer."""
    ask_members(
        session,
        panel=panel,
        kind=AskKind.READING,
        about_id=uuid.uuid4(),
        title=READ,
        minutes=45,
        due=clock.today() + dt.timedelta(days=20),
        by=by,
    )
