"""Selections, who stands in them, and how like the people it speaks for a panel is."""

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, IN_POOL, InterestState, SelectionState
from portal.panels.enums.attributes import VALUES
from portal.panels.models import Addition, GapTask, Interest, Panel, PanelCall, PanelMember, Selection, SelectionEntry
from portal.panels.rules import gaps as rules
from portal.panels.rules.interest import as_profile
from portal.people.models import Account
from portal.rosters.models import RosterEntry


def selections_of(session: Session, *, call_id: uuid.UUID) -> Sequence[Selection]:
    own = sa.select(Selection).where(Selection.call_id == call_id)
    return session.scalars(own.order_by(Selection.made_at.desc(), Selection.id)).all()


def under_way(session: Session, *, call_id: uuid.UUID) -> Selection | None:
    ended = (SelectionState.SET_ASIDE, SelectionState.IMPOSSIBLE, SelectionState.DRAWN)
    own = sa.select(Selection).where(Selection.call_id == call_id, Selection.state.not_in(ended))
    return session.scalars(own.order_by(Selection.made_at.desc())).first()


def published_selections(session: Session, *, call_id: uuid.UUID) -> Sequence[Selection]:
    own = sa.select(Selection).where(Selection.call_id == call_id, Selection.published_at.is_not(None))
    shown = own.where(Selection.state != SelectionState.SET_ASIDE)
    return session.scalars(shown.order_by(Selection.published_at, Selection.id)).all()


def eased(session: Session, *, call_id: uuid.UUID) -> list[Selection]:
    """Draws that were impossible, and whose smallest change to the published targets was taken."""
    return [one for one in selections_of(session, call_id=call_id) if one.figures.get("eased")]


def who_can_be_drawn(session: Session, *, call: PanelCall, is_replacement: bool) -> Sequence[Interest]:
    """Everyone who would like to and may be drawn. For a replacement: who is not on the panel and did not leave it."""
    states = [one for one in IN_POOL if one is not InterestState.CHOSEN] if is_replacement else IN_POOL
    wanted = sa.select(Interest).where(
        Interest.call_id == call.id, Interest.state.in_(states), Interest.person_id.is_not(None)
    )
    been_there = sa.select(PanelMember.person_id).where(PanelMember.panel_id == call.panel_id)
    return session.scalars(wanted.where(Interest.person_id.not_in(been_there)).order_by(Interest.id)).all()


def who_stays(session: Session, *, call: PanelCall) -> Sequence[Interest]:
    """What those said who have a place now, drawn from this call."""
    here = sa.select(PanelMember.person_id).where(
        PanelMember.panel_id == call.panel_id, PanelMember.state.in_(HERE_NOW)
    )
    wanted = sa.select(Interest).where(
        Interest.call_id == call.id, Interest.state == InterestState.CHOSEN, Interest.person_id.in_(here)
    )
    return session.scalars(wanted.order_by(Interest.id)).all()


def free_seats(session: Session, *, panel: Panel, call: PanelCall) -> int:
    """Seats of a call that nobody who was drawn for it has now."""
    return call.seats - len(who_stays(session, call=call))


def reserves_of(session: Session, *, call_id: uuid.UUID) -> Sequence[Interest]:
    """The reserves who are still there, in the order that was drawn, of the last draw first."""
    wanted = (
        sa.select(Interest)
        .join(SelectionEntry, SelectionEntry.interest_id == Interest.id)
        .join(Selection, Selection.id == SelectionEntry.selection_id)
        .where(
            Selection.call_id == call_id,
            Selection.state == SelectionState.DRAWN,
            SelectionEntry.reserve.is_not(None),
            Interest.state.in_([InterestState.RESERVE, InterestState.POOL]),
            Interest.person_id.is_not(None),
            sa.not_(
                sa.exists().where(
                    PanelMember.panel_id == Interest.panel_id, PanelMember.person_id == Interest.person_id
                )
            ),
        )
        .order_by(Selection.drawn_at.desc(), SelectionEntry.reserve)
    )
    return list(dict.fromkeys(session.scalars(wanted)))


def entries_with_interest(session: Session, *, selection_id: uuid.UUID) -> list[tuple[SelectionEntry, Interest | None]]:
    rows = session.execute(
        sa.select(SelectionEntry, Interest)
        .outerjoin(Interest, Interest.id == SelectionEntry.interest_id)
        .where(SelectionEntry.selection_id == selection_id)
        .order_by(SelectionEntry.number)
    )
    return [(entry, interest) for entry, interest in rows]


def additions_of(session: Session, *, panel_id: uuid.UUID) -> Sequence[Addition]:
    own = sa.select(Addition).where(Addition.panel_id == panel_id)
    return session.scalars(own.order_by(Addition.proposed_at.desc(), Addition.id)).all()


def gap_tasks_of(session: Session, *, panel_id: uuid.UUID) -> Sequence[GapTask]:
    own = sa.select(GapTask).where(GapTask.panel_id == panel_id)
    return session.scalars(own.order_by(GapTask.done_at.is_not(None), GapTask.due, GapTask.id)).all()


def open_gap_tasks(session: Session, *, panel_id: uuid.UUID) -> list[tuple[GapTask, str]]:
    """What somebody still looks for, and the name of whoever does."""
    rows = session.execute(
        sa.select(GapTask, Account.display_name)
        .join(Account, Account.id == GapTask.owner_id)
        .where(GapTask.panel_id == panel_id, GapTask.done_at.is_(None))
        .order_by(GapTask.due, GapTask.id)
    )
    return [(task, name) for task, name in rows]


@dataclass(frozen=True)
class Served:
    """Shares of the people served by (category, value), from 0 to 1, and where they are from ("roster", or the words
    of whoever entered them)."""

    shares: dict[tuple[str, str], float]
    source: str


def roster_shares(session: Session, *, service_id: uuid.UUID) -> dict[tuple[str, str], float]:
    """How those on the roster divide, by what panels are balanced by, as far as the roster's own words can be read.
    What is not known counts nowhere."""
    columns = (RosterEntry.age, RosterEntry.sex, RosterEntry.ethnicity, RosterEntry.disability)
    columns += (RosterEntry.status, RosterEntry.area)  # type: ignore[assignment]
    rows = session.execute(
        sa.select(sa.func.count(), *columns)
        .where(RosterEntry.service_id == service_id, RosterEntry.removed_at.is_(None))
        .group_by(*columns)
    )
    counts: Counter[tuple[str, str]] = Counter()
    for number, *words in rows:
        for name, word in zip(rules.CATEGORIES, words, strict=True):
            value = rules.value_of(name, word)
            if value:
                counts[name, value] += number
    return rules.as_shares(counts)


def served(session: Session, *, panel: Panel, call: PanelCall | None) -> Served:
    """Whom a panel speaks for: the figures entered with its last call, or its service's roster."""
    if call is not None and call.population:
        return Served(
            {(row["category"], row["value"]): row["share"] for row in call.population},
            str(call.population[0].get("source", "")),
        )
    return Served(roster_shares(session, service_id=panel.service_id) if panel.service_id else {}, "roster")


def last_call(session: Session, *, panel_id: uuid.UUID) -> PanelCall | None:
    own = sa.select(PanelCall).where(PanelCall.panel_id == panel_id)
    return session.scalars(own.order_by(PanelCall.made_at.desc(), PanelCall.id)).first()


def gaps(session: Session, panel: Panel) -> list[rules.Gap]:
    """Where a panel is unlike the people it speaks for, the widest gap first. Only what members said when they came
    forward is known; who came by another way counts nowhere."""
    call = last_call(session, panel_id=panel.id)
    profiles = [as_profile(text) for text in _members_profiles(session, panel_id=panel.id)]
    if not profiles:
        return []
    there = Counter(pair for profile in profiles for pair in profile.items())
    return rules.gaps_between(there, members=len(profiles), shares=served(session, panel=panel, call=call).shares)


def _members_profiles(session: Session, *, panel_id: uuid.UUID) -> Sequence[str | None]:
    here = sa.select(PanelMember.person_id).where(PanelMember.panel_id == panel_id, PanelMember.state.in_(HERE_NOW))
    wanted = sa.select(Interest).where(
        Interest.panel_id == panel_id, Interest.state.in_(IN_POOL), Interest.person_id.in_(here)
    )
    latest = {one.person_id: one for one in session.scalars(wanted.order_by(Interest.sent_at))}
    return [one.profile for one in latest.values()]


def own_values(call: PanelCall) -> dict[str, list[str]]:
    """The values asked for each category of a call: the usual ones, or the words of the place."""
    return {one["key"]: list(one["values"]) or list(VALUES.get(one["key"], {})) for one in call.attributes}
