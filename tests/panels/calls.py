"""Calls and people who came forward, for tests, made with the real operations."""

import datetime as dt
from itertools import count

from portal.panels.enums import InterestState
from portal.panels.enums.doors import SaidBy
from portal.panels.operations import calls as operations
from portal.panels.operations.interest import new_interest, say, send, take_contacts
from portal.rosters.enums import ServiceStatus
from portal.rosters.models import RosterEntry, Service
from portal.shared import clock
from tests.people.factories import make_person

_numbers = count(1)
WORDS = {
    "title": {"en": "Carers, help us decide", "cy": "Gofalwyr, helpwch ni"},
    "purpose": {"en": "Breaks for carers.", "en-easy": "Time off for carers."},
    "decides": {"en": "Which breaks are paid for."},
    "not_decides": {"en": "How much money there is."},
    "time": {"en": "Eight evenings in a year."},
    "payment": {"en": "25 pounds for an evening."},
    "support": {"en": "Someone to ring at any time."},
    "procedure": {"en": "The lottery numbers of the evening."},
}
GENDER = {"key": "gender", "values": ["woman", "man", "another"]}
AREA = {"key": "area", "values": ["North", "South"]}


def target(category, value, least, most, flex=1):
    return {
        "category": category,
        "value": value,
        "least": least,
        "most": most,
        "least_flex": flex,
        "most_flex": flex,
    }


TARGETS = [
    target("gender", "woman", 2, 4),
    target("gender", "man", 2, 4),
    target("area", "North", 2, 4),
    target("area", "South", 2, 4),
]


def make_call(session, panel, *, published=True, seats=6, targets=TARGETS, opens_in=1, **values):
    """A call for six, published; it opens tomorrow and is open for two weeks, and is drawn a week later."""
    today = operations.home_today()
    by = panel.coordinator_id
    call = operations.draft_call(
        session,
        panel=panel,
        words=WORDS,
        opens_on=today + dt.timedelta(days=opens_in),
        closes_on=today + dt.timedelta(days=opens_in + 13),
        draw_on=today + dt.timedelta(days=opens_in + 20),
        seats=seats,
        by=by,
    )
    operations.change_call(session, call=call, by=by, attributes=[GENDER, AREA], targets=list(targets), **values)
    if published:
        operations.publish_call(session, call=call, by=by)
    return call


def on_day(call, name="opens_on", *, plus=0):
    """Inside, it is noon of that day of the call."""
    day = getattr(call, name) + dt.timedelta(days=plus)
    return clock.moved_to(dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC))


def someone(**values):
    number = next(_numbers)
    return {"name": f"Person {number}", "email": f"p{number}@example.org", "about": {}, **values}


def come_forward(session, call, *, stays=True, by=None, door=SaidBy.WEB, **values):
    """Someone sends in that they would like to; call it while the call is open."""
    interest = new_interest(call, language="en", state=InterestState.DRAFT)
    interest.came_by = door
    session.add(interest)
    say(session, interest=interest, step="safe", answers=someone(**values))
    return send(session, interest=interest, stays=stays, language="en", typed_by=by)


def fill_pool(session, call, *, people=24):
    """Women and men in turn, north and south in pairs; nobody shares a home."""
    found = []
    with on_day(call):
        for number in range(people):
            about = {
                "gender": "woman" if number % 2 else "man",
                "area": "North" if number % 4 < 2 else "South",
            }
            found.append(come_forward(session, call, about=about, address=f"{number} Long Street")[0])
    return found


def make_service(session):
    service = Service(name={"en": "Carers' centre"}, created_at=clock.now())
    session.add(service)
    session.flush()
    return service


def on_roster(session, service, person, **values):
    """Someone the service knows."""
    usual = {"reference": f"R{next(_numbers)}", "status": ServiceStatus.ACTIVE, "added_at": clock.now()}
    entry = RosterEntry(service_id=service.id, person_id=person.id, **{**usual, "changed_at": clock.now(), **values})
    session.add(entry)
    session.flush()
    return entry


def known_person(session, *, name, email):
    """Someone on record who is found by their address."""
    person = make_person(session, name=name)
    take_contacts(person, {"email": email})
    session.flush()
    return person
