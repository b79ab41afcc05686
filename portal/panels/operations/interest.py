"""Saying that one would like to be on a panel: on the web page by page, by phone or on paper with someone who types."""

import datetime as dt
import json
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from portal.contact.operations.suppression import household_of
from portal.panels.enums import CallStanding, HelpedBy, InterestState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import CallNotOpen, WrongState
from portal.panels.models import Interest, PanelCall
from portal.panels.operations.calls import standing_of
from portal.panels.queries import calls as queries
from portal.panels.rules import interest as rules
from portal.people import operations as people
from portal.people.enums import ConsentPurpose
from portal.people.models import Person
from portal.people.rules import comparable_email, comparable_phone
from portal.shared import audit, clock, tokens
from portal.shared.crypto import keys

KEPT_FOR = dt.timedelta(days=365)
KIND = queries.INTEREST_TOKEN


def begin(session: Session, *, call: PanelCall, language: str, door: SaidBy = SaidBy.WEB) -> Interest:
    """An empty page of their own, found again by link or code.

    Raises:
        CallNotOpen
    """
    if standing_of(call) is not CallStanding.OPEN:
        raise CallNotOpen
    interest = new_interest(call, language=language, state=InterestState.DRAFT)
    interest.came_by = door
    session.add(interest)
    session.flush()
    return interest


def new_interest(call: PanelCall, *, language: str, state: InterestState) -> Interest:
    row_id = uuid.uuid4()
    return Interest(
        id=row_id,
        panel_id=call.panel_id,
        call_id=call.id,
        state=state,
        link_index=tokens.link_index(KIND, tokens.link_token(KIND, row_id)),
        code_index=tokens.code_index(KIND, tokens.short_code(KIND, row_id)),
        language=language,
        begun_at=clock.now(),
    )


def said_so_far(interest: Interest) -> dict[str, Any]:
    return dict(json.loads(interest.draft)) if interest.draft else {}


def say(session: Session, *, interest: Interest, step: str, answers: Mapping[str, Any]) -> None:
    """Keeps what was said on one page; nothing of it has to be there.

    Raises:
        WrongState: it was sent already.
    """
    if interest.state not in (InterestState.INVITED, InterestState.DRAFT):
        raise WrongState(f"{interest.state} draft")
    said = said_so_far(interest)
    about = {**said.get("about", {}), **answers.get("about", {})}
    said |= {**answers, "about": about, "seen": sorted({*said.get("seen", ()), step})}
    interest.draft, interest.state = json.dumps(said, sort_keys=True), InterestState.DRAFT
    interest.language = said.get("language") or interest.language
    session.flush()


def send(
    session: Session,
    *,
    interest: Interest,
    stays: bool,
    language: str,
    typed_by: uuid.UUID | None = None,
) -> tuple[Interest, bool]:
    """Hands it in: a person on record, and here what the choosing needs. `stays`: they want to be on the list for a
    year. Returns what counts, and whether they had said so before: then the earlier one has what is new in it.

    Raises:
        CallNotOpen, WrongState
    """
    call = session.get_one(PanelCall, interest.call_id)
    # On paper and by phone it was said before; what was on the way when the call closed still counts until the draw.
    late = (CallStanding.OPEN, CallStanding.CLOSED) if typed_by else (CallStanding.OPEN,)
    if standing_of(call) not in late:
        raise CallNotOpen
    if interest.state not in (InterestState.INVITED, InterestState.DRAFT):
        raise WrongState(f"{interest.state} interested")
    said = said_so_far(interest)
    person = _person_of(session, interest, said)
    earlier = queries.interest_of(session, call_id=call.id, person_id=person.id)
    counts = earlier or interest
    if earlier is not None:
        interest.state, interest.ended_at, interest.person_id = InterestState.AGAIN, clock.now(), person.id
    _keep(counts, call, person, said)
    counts.typed_by = typed_by or counts.typed_by
    interest.draft = None
    _agree(session, counts, stays=stays, language=language)
    session.flush()
    audit.record(session, action="send", subject="panel_interest", subject_id=counts.id, actor_id=typed_by)
    return counts, earlier is not None


def type_in(
    session: Session,
    *,
    call: PanelCall,
    said: Mapping[str, Any],
    door: SaidBy,
    stays: bool,
    by: uuid.UUID,
    interest_id: uuid.UUID | None = None,
) -> tuple[Interest, bool]:
    """What someone told staff, or wrote on a form whose code leads to `interest_id`. Returns what `send` returns.

    Raises:
        CallNotOpen, WrongState: it was sent in already, on the web or by whoever typed it first.
    """
    if interest_id is None:
        interest = new_interest(call, language=str(said.get("language") or "en"), state=InterestState.DRAFT)
        session.add(interest)
    else:
        # Two who type the same paper at once: the second waits, and hears that it is there.
        interest = session.get_one(Interest, interest_id, with_for_update=True, populate_existing=True)
    # On paper they were asked in its language; someone who types asks in English.
    asked_in = interest.language if interest_id and door is SaidBy.PAPER else "en"
    say(session, interest=interest, step="safe", answers=said)
    interest.came_by = door
    return send(session, interest=interest, stays=stays, language=asked_in, typed_by=by)


def _keep(interest: Interest, call: PanelCall, person: Person, said: Mapping[str, Any]) -> None:
    interest.person_id = person.id
    if interest.state in (InterestState.INVITED, InterestState.DRAFT):
        interest.state = InterestState.INTERESTED
    interest.sent_at = interest.sent_at or clock.now()
    interest.profile = json.dumps(rules.profile_of(call.attributes, said), sort_keys=True)
    access = {name: said[name] for name in ("formats", "needs", "interpreter") if said.get(name)}
    interest.access = json.dumps(access, sort_keys=True) if access else None
    interest.helped_by = HelpedBy(said.get("helped_by") or HelpedBy.NOBODY)
    interest.home_index = household_of(person)
    interest.language = person.language


def _agree(session: Session, interest: Interest, *, stays: bool, language: str) -> None:
    call = session.get_one(PanelCall, interest.call_id)
    interest.keep_until = clock.today() + KEPT_FOR if stays else call.draw_on + dt.timedelta(days=30)
    people.record_consents(
        session,
        subject_id=interest.id,
        answers={ConsentPurpose.PANEL_POOL: stays},
        language=language,
        channel=interest.came_by.value,
        helped_by="" if interest.helped_by is HelpedBy.NOBODY else interest.helped_by.value,
    )


def _person_of(session: Session, interest: Interest, said: Mapping[str, Any]) -> Person:
    person = session.get(Person, interest.person_id) if interest.person_id else None
    person = person or same_person(session, said)
    if person is None:
        person = Person(created_at=clock.now(), language=interest.language, formats=[], safe_contact=[], safe_days=[])
        session.add(person)
        session.flush()
    take_contacts(person, said)
    session.flush()
    return person


def same_person(session: Session, said: Mapping[str, Any]) -> Person | None:
    """Someone on record, where it is certain: one person alone has this e-mail or number, and the same name. A couple
    that shares an address is two people; a doubt makes a new one."""
    email, mobile = _indexes(said)
    known = queries.people_with(session, email_index=email, mobile_index=mobile)
    if len(known) != 1:
        return None
    (person,) = known
    names = (rules.plain_name(person.name), rules.plain_name(said.get("name")))
    return person if names[0] == names[1] or not names[0] else None


def _indexes(said: Mapping[str, Any]) -> tuple[str | None, str | None]:
    email, mobile = said.get("email") or "", said.get("mobile") or ""
    return (
        keys().blind(comparable_email(email), kind="email") if email else None,
        keys().blind(comparable_phone(mobile), kind="mobile") if mobile else None,
    )


def take_contacts(person: Person, said: Mapping[str, Any]) -> None:
    """What they said about how to reach them. Rules for safe contact are added, never taken away by a form."""
    for name in ("name", "email", "mobile", "address"):
        if said.get(name):
            setattr(person, name, said[name])
    email, mobile = _indexes(said)
    person.email_index, person.mobile_index = email or person.email_index, mobile or person.mobile_index
    if person.address:
        person.household_index = household_of(person)
    if said.get("language"):
        person.language = said["language"]
    if said.get("formats"):
        person.formats = sorted({*person.formats, *said["formats"]})
    person.safe_contact = sorted({*person.safe_contact, *said.get("safe_contact", ())})
    if "safe" in said.get("seen", ()):
        person.safe_contact_confirmed_at = clock.now()


def withdraw(session: Session, *, interest: Interest, by: uuid.UUID | None = None) -> None:
    """They do not want to any more. Nobody asks why; what they said is emptied now, the person by the nightly round."""
    interest.state = InterestState.DECLINED if interest.sent_at is None else InterestState.WITHDRAWN
    interest.ended_at = clock.now()
    empty(interest)
    people.record_consents(
        session,
        subject_id=interest.id,
        answers={ConsentPurpose.PANEL_POOL: False},
        language=interest.language,
        channel=SaidBy.WEB.value if by is None else SaidBy.PHONE.value,
    )
    session.flush()
    audit.record(session, action="withdraw", subject="panel_interest", subject_id=interest.id, actor_id=by)


def stay(session: Session, *, interest: Interest, by: uuid.UUID | None = None) -> None:
    """Another year on the list, as they wish.

    Raises:
        WrongState: they are not on it.
    """
    if interest.state not in (
        InterestState.INTERESTED,
        InterestState.RESERVE,
        InterestState.NOT_CHOSEN,
        InterestState.POOL,
    ):
        raise WrongState(f"{interest.state} pool")
    if interest.state is InterestState.NOT_CHOSEN:
        interest.state = InterestState.POOL
    interest.keep_until, interest.renewal_asked_at = clock.today() + KEPT_FOR, None
    people.record_consents(
        session,
        subject_id=interest.id,
        answers={ConsentPurpose.PANEL_POOL: True},
        language=interest.language,
        channel=SaidBy.WEB.value if by is None else SaidBy.PHONE.value,
    )
    session.flush()
    audit.record(session, action="stay", subject="panel_interest", subject_id=interest.id, actor_id=by)


def empty(interest: Interest) -> None:
    interest.draft = interest.profile = interest.access = None
    interest.home_index = ""


def link_of(interest: Interest, *, base_url: str) -> str:
    return f"{base_url}/join/mine/{tokens.link_token(KIND, interest.id)}"


def code_of(interest: Interest) -> str:
    return tokens.short_code(KIND, interest.id)
