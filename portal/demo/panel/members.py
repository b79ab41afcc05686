"""Who is on the invented panel, and how they came and went."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.demo.panel.asking import say_needs
from portal.demo.panel.money import choose_for
from portal.demo.rosters import FIRST, LAST
from portal.panels.enums import MemberState
from portal.panels.models import Panel, PanelMember
from portal.panels.operations.membership import give_place, move_member
from portal.panels.operations.panels import found_panel
from portal.panels.queries.panels import members_of
from portal.people.models import Account, Person
from portal.rosters.models import Service
from portal.shared import clock

SIZE = 24
NAME = {
    "en": "The carers' panel",
    "en-easy": "The carers' panel",
    "cy": "Panel y gofalwyr",
    "ur": "دیکھ بھال کرنے والوں کا پینل",
}
PURPOSE = {
    "en": "People who look after someone decide with the council what help for carers should be like.",
    "en-easy": "You look after someone. You decide with us how we should help carers.",
    "cy": "Mae pobl sy'n gofalu am rywun yn penderfynu gyda'r cyngor sut y dylai help i ofalwyr fod.",
    "ur": "جو لوگ کسی کی دیکھ بھال کرتے ہیں وہ کونسل کے ساتھ طے کرتے ہیں کہ ان کی مدد کیسی ہونی چاہیے۔",
}
LANGUAGES = ("en", "en", "en-easy", "cy", "en", "ur")


def found(session: Session, *, service: Service, staff: Mapping[str, Account]) -> Panel:
    by = staff["organiser"].id
    return found_panel(
        session, name=NAME, purpose=PURPOSE, size=SIZE, coordinator_id=by, by=by, service_id=service.id, notice_days=7
    )


def draw(session: Session, *, panel: Panel, staff: Mapping[str, Account]) -> None:
    for place in range(SIZE):
        give_place(session, panel=panel, person=_person(session, place), because="drawn", by=staff["organiser"].id)


def begin(session: Session, *, panel: Panel, staff: Mapping[str, Account]) -> None:
    """They said yes, were prepared, and began."""
    for place, (member, _person) in enumerate(members_of(session, panel_id=panel.id)):
        _start(session, member)
        say_needs(session, member=member, place=place)


def step_down_and_replace(session: Session, *, panel: Panel, number: int, staff: Mapping[str, Account]) -> None:
    active = [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
    move_member(session, member=active[3 * number + 1], to=MemberState.STEPPED_DOWN, by=None)
    person = _person(session, SIZE + number)
    member = give_place(session, panel=panel, person=person, because="replacement", by=staff["organiser"].id)
    _start(session, member)
    choose_for(session, member=member, place=SIZE + number)


def _start(session: Session, member: PanelMember) -> None:
    for step in (MemberState.CONFIRMED, MemberState.ACTIVE):
        move_member(session, member=member, to=step, by=None)


def _person(session: Session, place: int) -> Person:
    first, last = FIRST[(3 * place) % len(FIRST)], LAST[(5 * place) % len(LAST)]
    person = Person(
        name=f"{first} {last}",
        email=f"panel{place}@example.org",
        language=LANGUAGES[place % len(LANGUAGES)],
        safe_contact_confirmed_at=clock.now(),
        created_at=clock.now(),
    )
    session.add(person)
    session.flush()
    return person
