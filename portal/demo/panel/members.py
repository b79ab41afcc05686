"""How those who were drawn became members, and how they came and went."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from portal.demo.panel.asking import say_needs
from portal.demo.panel.finding import SIZE
from portal.demo.panel.money import choose_for
from portal.demo.panel.when import said
from portal.panels.enums import CheckAnswer, CheckReason, ItemKind, MemberState, SaidBy
from portal.panels.models import Panel, PanelMember
from portal.panels.operations import belonging, checks
from portal.panels.operations.belonging import Said
from portal.panels.operations.membership import move_member
from portal.panels.operations.panels import found_panel
from portal.panels.operations.replacing import fill_seat
from portal.panels.queries.belonging import agreement_words, items_of
from portal.panels.queries.calls import calls_of
from portal.panels.queries.panels import members_of
from portal.panels.rules.agreements import fingerprint_of_all
from portal.people.models import Account
from portal.rosters.models import Service
from portal.shared import clock

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
GETTING_STARTED = said("Meet the others, and us", "Cwrdd â'r lleill, a ni", "دوسروں سے اور ہم سے ملیں")
TRAINING = said("How the council spends money", "Sut mae'r cyngor yn gwario", "کونسل رقم کیسے خرچ کرتی ہے")
PHONE, MENTOR = "01632 960 124", "Bronwen, who was on the panel before"


def found(session: Session, *, service: Service, staff: Mapping[str, Account]) -> Panel:
    by = staff["organiser"].id
    return found_panel(
        session, name=NAME, purpose=PURPOSE, size=SIZE, coordinator_id=by, by=by, service_id=service.id, notice_days=7
    )


def begin(session: Session, *, panel: Panel, staff: Mapping[str, Account]) -> None:
    """They read what it is about and said yes, were told how things work, and began. Each has someone to ring."""
    by = staff["organiser"].id
    for kind, name in ((ItemKind.INDUCTION, GETTING_STARTED), (ItemKind.TRAINING, TRAINING)):
        needed = kind is ItemKind.INDUCTION
        belonging.add_item(session, panel=panel, kind=kind, name=name, is_needed=needed, by=by)
    for place, (member, _person) in enumerate(members_of(session, panel_id=panel.id)):
        _start(session, member, place=place, staff=staff)
        say_needs(session, member=member, place=place)


def step_down_and_replace(session: Session, *, panel: Panel, number: int, staff: Mapping[str, Account]) -> None:
    """Someone stops; the next reserve who keeps the panel balanced takes the seat. Everyone else stays."""
    active = [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
    move_member(session, member=active[3 * number + 1], to=MemberState.STEPPED_DOWN, by=None)
    (call,) = calls_of(session, panel_id=panel.id)
    member = fill_seat(session, call=call, by=staff["organiser"].id)
    _start(session, member, place=SIZE + number, staff=staff)
    choose_for(session, member=member, place=SIZE + number)


def ask_all_right(session: Session, *, panel: Panel) -> None:
    """After a hard meeting: one is not so well and wants to talk, others are; not everyone says something."""
    members = [member for member, _person in members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])]
    asked = checks.ask(session, members=members, reason=CheckReason.STAFF, by=panel.coordinator_id)
    for place, check in enumerate(asked[:9]):
        said_ = CheckAnswer.SO_SO if place == 0 else CheckAnswer.WELL
        words = "The last meeting was a lot for me." if place == 0 else ""
        checks.answer(session, check=check, answer=said_, words=words, wants_talk=place == 0, said=Said())
    first = asked[0]
    checks.see(session, check=first, what_we_did="We rang and talked. Shorter agenda next time.", by=first.contact_id)


def pause_one(session: Session, *, panel: Panel) -> None:
    """One takes a break, without a reason."""
    *_others, (member, _person) = members_of(session, panel_id=panel.id, states=[MemberState.ACTIVE])
    belonging.take_break(session, member=member, by=None)


def _start(session: Session, member: PanelMember, *, place: int, staff: Mapping[str, Account]) -> None:
    by = staff["organiser"].id
    words = agreement_words(session, panel_id=member.panel_id, language=member.language)
    shown = fingerprint_of_all({one.part: one.text for one in words})
    said_ = Said(through=SaidBy.PHONE, by=by) if place % 5 == 0 else Said()
    belonging.say_yes(session, member=member, shown=shown, language=member.language, said=said_)
    mentor = MENTOR if place % 3 == 0 else ""
    belonging.name_support(session, member=member, contact_id=by, phone=PHONE, mentor=mentor, by=by)
    for item in items_of(session, panel_id=member.panel_id):
        if item.is_needed or place % 2:
            belonging.note_learning(
                session,
                member=member,
                item=item,
                planned_on=None,
                done_on=clock.today(),
                done_with="Two members of another panel",
                by=by,
            )
