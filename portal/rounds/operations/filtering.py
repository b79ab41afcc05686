"""Looking at answers by several traits at once: choosing the traits, and keeping what the worker lets out of them."""

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from portal.questions.enums import Provenance
from portal.questions.rules import AskedSet
from portal.rosters.rules.ages import band_order
from portal.rounds.disclosure import protected_filters
from portal.rounds.door_enums import Door
from portal.rounds.errors import FiltersFixed
from portal.rounds.models import FilterChoice, FilteredTally, Round
from portal.rounds.queries import counts
from portal.rounds.rules.bands import ranges_of
from portal.rounds.rules.filtering import MOST_TRAITS, FilterCounts
from portal.rounds.rules.grouping import CHANNEL, GROUP_FIELDS, PROVENANCE
from portal.rounds.rules.tallying import NOT_KNOWN
from portal.shared import audit, clock


def choice_of(session: Session, *, round_: Round) -> FilterChoice:
    """The traits chosen; none before anyone chose, which is not saved."""
    return counts.filter_choice(session, round_id=round_.id) or FilterChoice(traits=[], version=0)


def is_fixed(session: Session, *, round_: Round) -> bool:
    """Numbers by these traits were shown once: others could be taken from them."""
    kept = counts.filtered_tally(session, round_id=round_.id)
    return bool(kept and kept.shown.get("begun"))


def shown_now(session: Session, *, round_: Round) -> Mapping[str, Any]:
    """All filters as they may be shown now; empty where no traits were chosen or nothing was counted yet."""
    kept = counts.filtered_tally(session, round_id=round_.id)
    return kept.shown if kept else {}


def choose(session: Session, *, round_: Round, traits: Sequence[str], by: uuid.UUID | None) -> FilterChoice:
    """Keeps the choice of traits. Numbers come with the next count.

    Raises:
        FiltersFixed: numbers by other traits were shown already.
        ValueError: more than three, or one that is no reporting field.
    """
    if not set(traits) <= set(GROUP_FIELDS) or len(set(traits)) > MOST_TRAITS:
        raise ValueError(traits)
    if is_fixed(session, round_=round_):
        raise FiltersFixed
    choice = counts.filter_choice(session, round_id=round_.id)
    if choice is None:
        choice = FilterChoice(round_id=round_.id)
        session.add(choice)
    choice.traits = [name for name in GROUP_FIELDS if name in traits]
    choice.chosen_at, choice.chosen_by = clock.now(), by
    session.flush()
    named = " ".join(choice.traits)
    audit.record(session, action="filters_choose", subject="round", subject_id=round_.id, actor_id=by, traits=named)
    return choice


def state_of(session: Session, *, round_: Round) -> Mapping[str, Any]:
    """What was let out when filters were last counted; not to be shown."""
    kept = counts.filtered_tally(session, round_id=round_.id)
    found: Mapping[str, Any] = json.loads(kept.state) if kept and kept.state else {}
    return found


def keep(
    session: Session, *, round_: Round, asked: AskedSet, counted: FilterCounts, groups: Mapping[str, Sequence[str]]
) -> FilteredTally:
    """Lets out what may move, and keeps it as it may be shown. `groups`: the categories of each field."""
    kept = counts.filtered_tally(session, round_id=round_.id)
    if kept is None:
        kept = FilteredTally(round_id=round_.id, shown={})
        session.add(kept)
    state = counted.let_out({question.id.hex: ranges_of(question.kind) for question in asked.questions})
    names = {name: _categories(name, groups) for name in state["traits"]}
    shown = protected_filters(state, asked=asked, categories=names)
    begun = bool(shown["questions"]) or bool(kept.shown.get("begun"))
    kept.shown, kept.state, kept.counted_at = {**shown, "begun": begun}, json.dumps(state), clock.now()
    session.flush()
    return kept


def _categories(name: str, groups: Mapping[str, Sequence[str]]) -> list[str]:
    if name == CHANNEL:
        return [door.value for door in Door]
    if name == PROVENANCE:
        return [*(one.value for one in Provenance), NOT_KNOWN]
    return sorted({*groups.get(name, ()), NOT_KNOWN}, key=band_order)
