"""Choosing members: tickets in the worker, published before the public number is known, then drawn by two people."""

import secrets
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, CallStanding, InterestState, SelectionState
from portal.panels.errors import NeedsSecondPerson, NotYet, NumbersDiffer, WrongState
from portal.panels.models import Interest, Panel, PanelCall, Selection, SelectionEntry
from portal.panels.operations.calls import home_today, standing_of
from portal.panels.operations.membership import give_place
from portal.panels.queries import selecting as queries
from portal.panels.queries.panels import place_of
from portal.panels.rules import fairness
from portal.panels.rules.calls import read_targets
from portal.panels.rules.interest import as_profile
from portal.people.models import Person
from portal.sampling.panels import (
    Candidate,
    Lottery,
    Relaxed,
    Target,
    Targets,
    candidates_left,
    drawn_number,
    fairest,
    faults_of,
    lottery_from_json,
    lottery_of,
    pool_of,
    smallest_relaxation,
    targets_left,
)
from portal.shared import audit, clock, queue

Report = Callable[[str, int, int], None]
RESERVES = 2  # for each seat


@dataclass(frozen=True)
class Prepared:
    """All a draw of lots needs, read from the tables: nothing of it says who anyone is."""

    candidates: tuple[Candidate, ...]
    targets: Targets
    numbers: dict[str, str]
    one_per_home: bool
    is_leximin: bool
    seed: str


@dataclass(frozen=True)
class Worked:
    """What came of it: a lottery, or the smallest change that would make one possible (None: nothing would)."""

    lottery: Lottery | None
    relaxation: tuple[Relaxed, ...] | None = None


def start_selection(
    session: Session, *, call: PanelCall, by: uuid.UUID, replacement_for: int | None = None
) -> Selection:
    """Has the worker make the tickets: for all seats of a closed call, or for `replacement_for` seats that fell free.

    Raises:
        NotYet: the call is still open, or a selection is under way.
    """
    wanted = CallStanding.CLOSED if replacement_for is None else CallStanding.DRAWN
    if standing_of(call) is not wanted or queries.under_way(session, call_id=call.id) is not None:
        raise NotYet
    selection = Selection(
        panel_id=call.panel_id,
        call_id=call.id,
        state=SelectionState.WORKING,
        is_replacement=replacement_for is not None,
        seed=secrets.token_hex(16),
        seats=replacement_for or call.seats,
        targets=list(call.targets),
        made_at=clock.now(),
        made_by=by,
    )
    session.add(selection)
    session.flush()
    job = queue.enqueue(session, "panels.select", asked_by=by, selection_id=str(selection.id))
    selection.job_id = job.id
    session.flush()
    audit.record(session, action="start", subject="panel_selection", subject_id=selection.id, actor_id=by)
    return selection


def prepare(session: Session, *, selection: Selection) -> Prepared:
    """Who can be drawn, each under a number, and what is still to be chosen beside those who stay."""
    call = session.get_one(PanelCall, selection.call_id)
    interests = queries.who_can_be_drawn(session, call=call, is_replacement=selection.is_replacement)
    staying = queries.who_stays(session, call=call) if selection.is_replacement else []
    numbers = fairness.numbers_for([str(one.id) for one in (*interests, *staying)], seed=selection.seed)
    everyone = fairness.without_homes([candidate_of(one, numbers[str(one.id)]) for one in (*interests, *staying)])
    stay = {numbers[str(one.id)] for one in staying}
    kept = tuple(one for one in everyone if one.person_id in stay)
    targets = read_targets(call.seats, call.targets)
    left = targets_left(targets, kept) if kept else targets
    targets = Targets(selection.seats, left.targets)
    free = candidates_left(everyone, kept, one_per_home=call.one_per_home)
    return Prepared(free, targets, numbers, call.one_per_home, call.is_leximin, selection.seed)


def candidate_of(interest: Interest, number: str) -> Candidate:
    return Candidate(number, as_profile(interest.profile), interest.home_index)


def work_out(ready: Prepared, *, report: Report) -> Worked:
    """Needs no database, and may take minutes; `report` may raise to stop it."""
    pool = pool_of(ready.candidates, ready.targets, one_per_home=ready.one_per_home)
    mixture = fairest(pool, ready.targets, leximin=ready.is_leximin, report=report)
    if mixture is None:
        return Worked(None, smallest_relaxation(pool, ready.targets))
    lottery = lottery_of(
        ready.candidates, ready.targets, pool, mixture, seed=ready.seed, one_per_home=ready.one_per_home
    )
    assert not faults_of(lottery)
    return Worked(lottery)


def keep(session: Session, *, selection: Selection, ready: Prepared, worked: Worked) -> None:
    """Writes down what came of it, in one go.

    Raises:
        WrongState: it was set aside meanwhile.
    """
    if selection.state is not SelectionState.WORKING:
        raise WrongState(f"{selection.state} ready")
    selection.targets = [asdict(target) for target in ready.targets.targets]
    if worked.lottery is None:
        selection.state = SelectionState.IMPOSSIBLE
        selection.relaxation = None if worked.relaxation is None else [_changed(one) for one in worked.relaxation]
        session.flush()
        return
    lottery = worked.lottery
    selection.lottery, selection.lottery_sha256 = lottery.to_json(), lottery.sha256
    selection.public_sha256 = fairness.sha256(fairness.public_json(lottery))
    selection.figures = fairness.figures_of(lottery)
    chances = lottery.chances()
    ids = {number: interest_id for interest_id, number in ready.numbers.items()}
    session.add_all(
        SelectionEntry(selection_id=selection.id, interest_id=uuid.UUID(ids[number]), number=number, chance=chance)
        for number, chance in sorted(chances.items())
    )
    selection.state = SelectionState.READY
    session.flush()


def _changed(one: Relaxed) -> dict[str, object]:
    target: Target = one.target
    return {
        "category": target.category,
        "value": target.value,
        "least": target.least,
        "most": target.most,
        "new_least": one.least,
        "new_most": one.most,
    }


def publish_tickets(session: Session, *, selection: Selection, by: uuid.UUID) -> None:
    """From now on everyone can see the tickets and their fingerprint; the number is not known to anyone yet.

    Raises:
        WrongState
    """
    _must_be(selection, SelectionState.READY)
    selection.state, selection.published_at, selection.published_by = SelectionState.PUBLISHED, clock.now(), by
    session.flush()
    audit.record(
        session,
        action="publish_tickets",
        subject="panel_selection",
        subject_id=selection.id,
        actor_id=by,
        sha256=selection.lottery_sha256,
    )


def type_number(session: Session, *, selection: Selection, number: str, by: uuid.UUID) -> None:
    """The public number, as the first person read it. Not before its day.

    Raises:
        WrongState, NotYet
    """
    _must_be(selection, SelectionState.PUBLISHED)
    call = session.get_one(PanelCall, selection.call_id)
    if not selection.is_replacement and home_today() < call.draw_on:
        raise NotYet
    selection.public_number, selection.typed_by = plain_number(number), by
    selection.state = SelectionState.NUMBER_TYPED
    session.flush()


def check_number(session: Session, *, selection: Selection, number: str, by: uuid.UUID) -> None:
    """A second person reads the number too; where both typed the same, the ticket is drawn and the places are given.
    Where they differ both are forgotten, and the caller commits that.

    Raises:
        NeedsSecondPerson, NumbersDiffer, WrongState
    """
    _must_be(selection, SelectionState.NUMBER_TYPED)
    if by == selection.typed_by:
        raise NeedsSecondPerson
    if plain_number(number) != selection.public_number:
        selection.public_number, selection.typed_by = "", None
        selection.state = SelectionState.PUBLISHED
        session.flush()
        raise NumbersDiffer
    selection.checked_by = by
    _draw(session, selection, by=by)


def plain_number(text: str) -> str:
    """Numbers as they are hashed: one blank between two, nothing before or after."""
    return " ".join(text.replace(",", " ").split())


def _draw(session: Session, selection: Selection, *, by: uuid.UUID) -> None:
    lottery = lottery_from_json(selection.lottery or "")
    ticket = drawn_number(selection.public_number, len(lottery.tickets))
    drawn = set(lottery.tickets[ticket])
    reserves = fairness.reserves_in_order(lottery, ticket=ticket, most=RESERVES * selection.seats)
    places = {number: place for place, number in enumerate(reserves, start=1)}
    selection.ticket, selection.drawn_at, selection.state = ticket, clock.now(), SelectionState.DRAWN
    selection.figures = fairness.figures_of(lottery, ticket=ticket)
    panel = session.get_one(Panel, selection.panel_id)
    for entry, interest in queries.entries_with_interest(session, selection_id=selection.id):
        entry.is_drawn, entry.reserve = entry.number in drawn, places.get(entry.number)
        if interest is not None:
            _tell_apart(session, panel, entry, interest, selection, by=by)
    call = session.get_one(PanelCall, selection.call_id)
    call.drawn_at = call.drawn_at or clock.now()
    session.flush()
    audit.record(session, action="draw", subject="panel_selection", subject_id=selection.id, actor_id=by, ticket=ticket)
    queue.enqueue(session, "panels.tell_drawn", asked_by=by, selection_id=str(selection.id))


def _tell_apart(
    session: Session, panel: Panel, entry: SelectionEntry, interest: Interest, selection: Selection, *, by: uuid.UUID
) -> None:
    if interest.state in (InterestState.WITHDRAWN, InterestState.FORGOTTEN) or interest.person_id is None:
        return  # they went between the tickets and the number: their seat is filled from the reserves
    if not entry.is_drawn:
        if interest.state is not InterestState.CHOSEN:
            interest.state = InterestState.RESERVE if entry.reserve else InterestState.NOT_CHOSEN
        return
    interest.state = InterestState.CHOSEN
    place = place_of(session, panel_id=panel.id, person_id=interest.person_id)
    if place is not None and place.state in HERE_NOW:
        return  # they came onto the panel by decision meanwhile: that place is theirs
    because = "replacement" if selection.is_replacement else "drawn"
    give_place(session, panel=panel, person=session.get_one(Person, interest.person_id), because=because, by=by)


def set_aside(session: Session, *, selection: Selection, by: uuid.UUID) -> None:
    """Tickets that will not be drawn from. Once the number was typed there is no way back.

    Raises:
        WrongState
    """
    if selection.state in (SelectionState.NUMBER_TYPED, SelectionState.DRAWN, SelectionState.SET_ASIDE):
        raise WrongState(f"{selection.state} set_aside")
    selection.state = SelectionState.SET_ASIDE
    session.flush()
    audit.record(session, action="set_aside", subject="panel_selection", subject_id=selection.id, actor_id=by)


def ease_targets(session: Session, *, selection: Selection, by: uuid.UUID) -> None:
    """Takes the smallest change that makes a panel possible: what gave way is on the page of the draw and in the
    record, beside what was published.

    Raises:
        WrongState: there is no such change.
    """
    _must_be(selection, SelectionState.IMPOSSIBLE)
    if not selection.relaxation:
        raise WrongState("impossible eased")
    call = session.get_one(PanelCall, selection.call_id)
    new = {(row["category"], row["value"]): (row["new_least"], row["new_most"]) for row in selection.relaxation}
    call.targets = [
        {**row, "least": new[key][0], "most": new[key][1]} if (key := (row["category"], row["value"])) in new else row
        for row in call.targets
    ]
    selection.state, selection.figures = SelectionState.SET_ASIDE, {"eased": True}
    session.flush()
    audit.record(session, action="ease_targets", subject="panel_selection", subject_id=selection.id, actor_id=by)


def _must_be(selection: Selection, *states: SelectionState) -> None:
    if selection.state not in states:
        raise WrongState(f"{selection.state} {' '.join(states)}")
