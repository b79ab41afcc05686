"""Eight meetings that were, and one to come."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.demo.panel.when import said
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.meetings import ComesWith, Coming, NeedState
from portal.panels.models import Meeting, Panel
from portal.panels.operations import agendas, attending
from portal.panels.operations.meetings import plan_meeting
from portal.panels.operations.needs import settle_need
from portal.panels.queries.meetings import attendances_of
from portal.panels.queries.needs import needs_at
from portal.shared import clock

TITLES = (
    said("We get to know each other", "Dod i adnabod ein gilydd", "ایک دوسرے کو جاننا"),
    said("Breaks for carers", "Seibiannau i ofalwyr", "دیکھ بھال کرنے والوں کے لیے وقفے"),
    said("The phone line", "Y llinell ffôn", "فون لائن"),
    said("Letters people can read", "Llythyrau y gall pobl eu darllen", "ایسے خط جو لوگ پڑھ سکیں"),
    said("Who should run the service", "Pwy ddylai redeg y gwasanaeth", "سروس کون چلائے"),
    said("Training for new staff", "Hyfforddiant i staff newydd", "نئے عملے کی تربیت"),
    said("What changed, and what did not", "Beth newidiodd, a beth na wnaeth", "کیا بدلا، اور کیا نہیں"),
    said("Plans for next year", "Cynlluniau'r flwyddyn nesaf", "اگلے سال کے منصوبے"),
)
NEXT = said("Money for breaks", "Arian ar gyfer seibiannau", "وقفوں کے لیے رقم")
WELCOME = said("Hello, and how are you?", "Helo, a sut ydych chi?", "سلام، آپ کیسے ہیں؟")
BREAK = said("A break with tea", "Egwyl gyda phaned", "چائے کا وقفہ")
QUESTION = said("What matters most to you here?", "Beth sydd bwysicaf i chi yma?", "آپ کے لیے یہاں سب سے اہم کیا ہے؟")
NOT_THERE = "The interpreter was ill. We ring you with one this week."
PLACE = "Community hall, 1 Example Street"
ACCESS = {
    "en": "No steps. A hearing loop. A room to rest in.",
    "cy": "Dim grisiau. Dolen glyw. Ystafell i orffwys.",
    "ur": "سیڑھیاں نہیں۔ سماعتی لوپ۔ آرام کا کمرہ۔",
}
WAYS = (Coming.IN_PERSON, Coming.IN_PERSON, Coming.PHONE, Coming.IN_PERSON, Coming.VIDEO, Coming.VIEWS_AHEAD)


def plan(session: Session, *, panel: Panel, number: int, begins: dt.datetime, by: uuid.UUID) -> Meeting:
    """Planned, and everyone is asked."""
    return _plan(session, panel=panel, title=TITLES[number], begins=begins, by=by)


def meet(session: Session, *, meeting: Meeting, number: int, by: uuid.UUID) -> Meeting:
    """Everyone has answered, and it is over: noted who was there and how."""
    for place, (attendance, _member, _person) in enumerate(attendances_of(session, meeting_id=meeting.id)):
        coming = Coming.NOT_THIS_TIME if (place + number) % 9 == 8 else WAYS[(place + number) % len(WAYS)]
        attending.answer_invitation(
            session,
            meeting=meeting,
            attendance=attendance,
            coming=coming,
            comes_with=ComesWith.SUPPORTER if place % 8 == 3 else ComesWith.NOBODY,
            via=SaidBy.PHONE if place % 5 == 0 else SaidBy.WEB,
            by=by if place % 5 == 0 else None,
        )
        attending.record_attendance(session, meeting=meeting, attendance=attendance, came=coming, by=by)
    for place, (need, _person) in enumerate(needs_at(session, meeting_id=meeting.id)):
        state, words = (NeedState.EXPLAINED, NOT_THERE) if place == number else (NeedState.MET, "")
        settle_need(session, need=need, state=state, by=by, words=words)
    attending.end_meeting(session, meeting=meeting, by=by)
    return meeting


def plan_next(session: Session, *, panel: Panel, by: uuid.UUID) -> Meeting:
    """One in two weeks' time, to which some have answered."""
    begins = (clock.now() + dt.timedelta(days=14)).replace(hour=13, minute=0, second=0, microsecond=0)
    meeting = _plan(session, panel=panel, title=NEXT, begins=begins, by=by)
    for attendance, _member, _person in attendances_of(session, meeting_id=meeting.id)[::2]:
        attending.answer_invitation(session, meeting=meeting, attendance=attendance, coming=Coming.IN_PERSON)
    return meeting


def _plan(session: Session, *, panel: Panel, title: dict[str, str], begins: dt.datetime, by: uuid.UUID) -> Meeting:
    meeting = plan_meeting(
        session,
        panel=panel,
        title=title,
        starts_at=begins,
        ends_at=begins + dt.timedelta(hours=2),
        by=by,
        place=PLACE,
        phone="01632 960 123",
        place_access=ACCESS,
    )
    for words, minutes, question, is_break in (
        (WELCOME, 20, None, False),
        (title, 45, QUESTION, False),
        (BREAK, 15, None, True),
        (QUESTION, 30, None, False),
    ):
        agendas.add_item(
            session, meeting=meeting, title=words, minutes=minutes, by=by, question=question, is_break=is_break
        )
    attending.invite(session, meeting=meeting, by=by)
    return meeting
