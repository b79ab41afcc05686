"""A seat falls free: the next reserve who keeps the targets takes it. And people who come by decision, not by lot."""

import uuid

from sqlalchemy.orm import Session

from portal.panels.enums import InterestState
from portal.panels.errors import NeedsSecondPerson, NoReserve, WrongState
from portal.panels.models import Addition, Interest, Panel, PanelCall, PanelMember
from portal.panels.operations.membership import give_place
from portal.panels.operations.selecting import candidate_of
from portal.panels.queries import selecting as queries
from portal.panels.rules import fairness
from portal.panels.rules.calls import read_targets
from portal.people.models import Person
from portal.shared import audit, clock, queue


def fill_seat(session: Session, *, call: PanelCall, by: uuid.UUID) -> PanelMember:
    """Gives a free seat to the first reserve, in the order that was drawn, who keeps the targets beside those who stay.

    Raises:
        WrongState: every seat is taken.
        NoReserve: nobody on the list would do; the lots are drawn again for the seat.
    """
    panel = session.get_one(Panel, call.panel_id)
    if queries.free_seats(session, panel=panel, call=call) < 1:
        raise WrongState("full replacement")
    interest = _first_who_fits(session, call)
    if interest is None:
        raise NoReserve
    interest.state = InterestState.CHOSEN
    person = session.get_one(Person, interest.person_id)
    member = give_place(session, panel=panel, person=person, because="replacement", by=by)
    queue.enqueue(session, "panels.tell_interest", asked_by=by, interest_id=str(interest.id))
    session.flush()
    return member


def _first_who_fits(session: Session, call: PanelCall) -> Interest | None:
    targets = read_targets(call.seats, call.targets)
    staying = [candidate_of(one, str(one.id)) for one in queries.who_stays(session, call=call)]
    for reserve in queries.reserves_of(session, call_id=call.id):
        more = candidate_of(reserve, str(reserve.id))
        if fairness.keeps_targets(targets, staying, more, one_per_home=call.one_per_home):
            return reserve
    return None


def propose_addition(session: Session, *, panel: Panel, person: Person, why: str, by: uuid.UUID) -> Addition:
    """One person proposes that someone comes onto the panel without the draw, and says why."""
    addition = Addition(panel_id=panel.id, person_id=person.id, why=why, proposed_by=by, proposed_at=clock.now())
    session.add(addition)
    session.flush()
    audit.record(session, action="propose", subject="panel_addition", subject_id=addition.id, actor_id=by)
    return addition


def answer_addition(session: Session, *, addition: Addition, agree: bool, by: uuid.UUID) -> PanelMember | None:
    """A second person agrees, and the place is given with the reason; or does not.

    Raises:
        NeedsSecondPerson, WrongState, AlreadyOnPanel
    """
    if by == addition.proposed_by:
        raise NeedsSecondPerson
    if addition.answered_at is not None or addition.person_id is None:
        raise WrongState("answered answered")
    addition.answered_by, addition.answered_at, addition.is_agreed = by, clock.now(), agree
    audit.record(
        session, action="agree" if agree else "refuse", subject="panel_addition", subject_id=addition.id, actor_id=by
    )
    member = None
    if agree:
        member = give_place(
            session,
            panel=session.get_one(Panel, addition.panel_id),
            person=session.get_one(Person, addition.person_id),
            because="decision",
            by=by,
            why=addition.why or "",
        )
        queue.enqueue(session, "panels.tell_member", asked_by=by, member_id=str(member.id))
    session.flush()
    return member
