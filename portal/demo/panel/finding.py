"""How members of the invented panel were found: a call, people who came forward by every door, and a draw."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.demo.panel.when import said
from portal.demo.rosters import FIRST, LAST
from portal.panels.enums import HelpedBy, InterestState, SaidBy
from portal.panels.models import Panel, PanelCall, Selection
from portal.panels.operations import calls, interest, selecting
from portal.panels.queries import calls as queries
from portal.panels.queries.selecting import selections_of
from portal.people.models import Account

SIZE, CAME_FORWARD = 24, 80
NUMBER = "4 11 19 27 38 45"
WORDS = {
    "title": said("Do you look after someone?", "Ydych chi'n gofalu am rywun?", "کیا آپ کسی کی دیکھ بھال کرتے ہیں؟"),
    "purpose": said(
        "Carers decide with the council what help for carers should be like.",
        "Mae gofalwyr yn penderfynu gyda'r cyngor sut y dylai help i ofalwyr fod.",
        "دیکھ بھال کرنے والے کونسل کے ساتھ طے کرتے ہیں کہ ان کی مدد کیسی ہو۔",
    ),
    "decides": said(
        "Which breaks are paid for, and how letters are written.",
        "Pa seibiannau sy'n cael eu talu, a sut mae llythyrau'n cael eu hysgrifennu.",
        "کن وقفوں کے پیسے دیے جائیں، اور خط کیسے لکھے جائیں۔",
    ),
    "not_decides": said(
        "How much money there is. The council decides that.",
        "Faint o arian sydd. Y cyngor sy'n penderfynu hynny.",
        "کتنی رقم ہے، یہ کونسل طے کرتی ہے۔",
    ),
    "time": said("Eight meetings in a year.", "Wyth cyfarfod mewn blwyddyn.", "سال میں آٹھ ملاقاتیں۔"),
    "payment": said(
        "Money or vouchers for your time, and travel.",
        "Arian neu dalebau am eich amser, a theithio.",
        "آپ کے وقت کے لیے رقم یا واؤچر، اور سفر کا خرچ۔",
    ),
    "support": said("One person you can ring.", "Un person y gallwch ei ffonio.", "ایک شخص جسے آپ فون کر سکتے ہیں۔"),
    "procedure": said(
        "The six lottery numbers of the evening, in the order they are drawn.",
        "Chwe rhif loteri'r noson, yn y drefn y cânt eu tynnu.",
        "اس شام کی لاٹری کے چھ نمبر، جس ترتیب سے نکلیں۔",
    ),
}
GENDER = ("woman", "man", "woman", "man", "another", "woman", "man", "woman")
STANDING = ("active", "completed", "active", "disengaged", "never_started")
# Where they live, and the language most people there speak: so the draw is sure to find each language.
AREAS = ("Hill", "Mill", "Harbour", "Hill", "Park", "Mill", "Hill", "Market")
SPOKEN = {"Hill": "en", "Mill": "en", "Harbour": "cy", "Park": "ur", "Market": "en-easy"}
ATTRIBUTES = (
    {"key": "gender", "values": ["woman", "man", "another"]},
    {"key": "standing", "values": ["active", "completed", "disengaged", "never_started"]},
    {"key": "area", "values": list(SPOKEN)},
)
TARGETS = (
    ("gender", "woman", 10, 14),
    ("gender", "man", 7, 11),
    ("gender", "another", 1, 4),
    ("standing", "active", 7, 12),
    ("standing", "completed", 3, 7),
    ("standing", "disengaged", 3, 7),
    ("standing", "never_started", 3, 7),
    ("area", "Hill", 7, 11),
    ("area", "Mill", 4, 8),
    ("area", "Harbour", 2, 4),
    ("area", "Park", 2, 5),
    ("area", "Market", 2, 4),
)
DOORS = (SaidBy.WEB, SaidBy.WEB, SaidBy.PHONE, SaidBy.WEB, SaidBy.PAPER)
HELP = (HelpedBy.NOBODY, HelpedBy.FAMILY, HelpedBy.NOBODY, HelpedBy.NOBODY, HelpedBy.WORKER, HelpedBy.NOBODY)


def call_for_members(
    session: Session, *, panel: Panel, closes_on: dt.date, draw_on: dt.date, by: uuid.UUID
) -> PanelCall:
    """Published a day before anyone can come forward, with how people are chosen."""
    call = calls.draft_call(
        session,
        panel=panel,
        words=WORDS,
        opens_on=calls.home_today() + dt.timedelta(days=1),
        closes_on=closes_on,
        draw_on=draw_on,
        seats=SIZE,
        by=by,
    )
    calls.balance_by(session, call=call, attributes=ATTRIBUTES, by=by)
    targets = [
        {"category": one, "value": value, "least": least, "most": most, "least_flex": 1, "most_flex": 1}
        for one, value, least, most in TARGETS
    ]
    calls.change_call(session, call=call, by=by, targets=targets, is_leximin=False)
    calls.publish_call(session, call=call, by=by)
    return call


def come_forward(session: Session, *, panel: Panel, places: range, staff: Mapping[str, Account]) -> None:
    """Some on the web, some by phone or on paper with someone who types; every ninth does not want to wait a year."""
    (call,) = queries.calls_of(session, panel_id=panel.id)
    for place in places:
        door = DOORS[place % len(DOORS)]
        begun = interest.begin(session, call=call, language=_language(place), door=door)
        for step, answers in _answers(place).items():
            interest.say(session, interest=begun, step=step, answers=answers)
        typed_by = None if door is SaidBy.WEB else staff["organiser"].id
        language = _language(place)
        interest.send(session, interest=begun, stays=place % 9 != 8, language=language, typed_by=typed_by)


def _language(place: int) -> str:
    return SPOKEN[AREAS[place % len(AREAS)]]


def _answers(place: int) -> dict[str, dict[str, Any]]:
    """Page by page. The first two of the pool share a home: only one of them can be drawn."""
    name = f"{FIRST[(3 * place) % len(FIRST)]} {LAST[(5 * place) % len(LAST)]}"
    reach = {"email": f"panel{place}@example.org"}
    if DOORS[place % len(DOORS)] is SaidBy.PHONE:
        reach = {"mobile": f"07700 900{place:03d}"}
    about = {"gender": GENDER[place // 8 % 8], "standing": STANDING[place % 5], "area": AREAS[place % 8]}
    return {
        "name": {"name": name},
        "reach": {**reach, "address": f"{max(place, 1)} Example Road"},
        "safe": {"safe_contact": ["no_voicemail"] if place % 7 == 3 else []},
        "language": {"language": _language(place), "formats": ["large_print"] if place % 8 == 5 else []},
        "about-area": {"about": about},
        "helped": {"helped_by": HELP[place % len(HELP)].value},
    }


def make_tickets(session: Session, *, panel: Panel, by: uuid.UUID) -> None:
    (call,) = queries.calls_of(session, panel_id=panel.id)
    selecting.start_selection(session, call=call, by=by)


def publish_tickets(session: Session, *, panel: Panel, by: uuid.UUID) -> None:
    selecting.publish_tickets(session, selection=_selection(session, panel), by=by)


def draw(session: Session, *, panel: Panel, staff: Mapping[str, Account]) -> None:
    """The public number, read by two people; the worker tells everyone what came of it."""
    selection = _selection(session, panel)
    selecting.type_number(session, selection=selection, number=NUMBER, by=staff["organiser"].id)
    selecting.check_number(session, selection=selection, number=NUMBER, by=staff["approver"].id)


def stay_or_go(session: Session, *, panel: Panel) -> None:
    """Whoever was not chosen: most stay on the list for later, one does not want to any more."""
    (call,) = queries.calls_of(session, panel_id=panel.id)
    left = [one for one, _person in queries.people_in_pool(session, call_id=call.id)]
    for number, one in enumerate(one for one in left if one.state is InterestState.NOT_CHOSEN):
        if number:
            interest.stay(session, interest=one)
        else:
            interest.withdraw(session, interest=one)


def renew(session: Session, *, panel: Panel) -> None:
    """A year is nearly over: who is still on the list was asked, and some stay on."""
    (call,) = queries.calls_of(session, panel_id=panel.id)
    left = [one for one, _person in queries.people_in_pool(session, call_id=call.id)]
    for one in [one for one in left if one.renewal_asked_at is not None][::2]:
        interest.stay(session, interest=one)


def _selection(session: Session, panel: Panel) -> Selection:
    (call,) = queries.calls_of(session, panel_id=panel.id)
    (selection,) = selections_of(session, call_id=call.id)
    return selection
