"""The parts of a panel's desk, and what waits there. Each part says what it offers; the desk shows what there is."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, url_for
from sqlalchemy.orm import Session

from portal.panels.models import Panel
from portal.people.access import may_open
from portal.shared.i18n import lazy

# "This week" is the next seven days, whatever day it is.
THIS_WEEK = dt.timedelta(days=7)


@dataclass(frozen=True)
class Todo:
    """Something a co-ordinator has to do for a panel: what, until when, and the page where it is done. `who` names
    whoever does it, or for whom, where that is one person."""

    what: str
    url: str
    due: dt.date | None = None
    is_urgent: bool = False
    who: str = ""


# Each part of the room adds a function when its pages are hung up.
todos: list[Callable[[Session, Panel], Iterable[Todo]]] = []

# Every one takes `panel_id`.
PARTS: tuple[tuple[str, Any], ...] = (
    ("panels.show_panel", lazy("Overview")),
    ("panel_calls.list_calls", lazy("Finding members")),
    ("panel_members.list_members", lazy("Members")),
    ("panel_meetings.list_meetings", lazy("Meetings")),
    ("panel_asks.list_asks", lazy("What they are asked")),
    ("panel_thanks.list_claims", lazy("Thanks and costs")),
    ("panel_deciding.list_ideas", lazy("Ideas and votes")),
    ("panel_ledger.list_advice", lazy("Advice and decisions")),
    ("panel_influence.show_influence", lazy("Influence")),
)


def parts_of(panel: Panel) -> list[tuple[Any, str, str]]:
    """Label, address and endpoint of every part that there is and that whoever is signed in may open."""
    there = [(endpoint, label) for endpoint, label in PARTS if endpoint in current_app.view_functions]
    return [(label, url_for(end, panel_id=panel.id), end) for end, label in there if may_open(end)]


def todos_of(session: Session, panel: Panel) -> list[Todo]:
    """What whoever is signed in can do, the most urgent first, then by day; what has no day comes last."""
    pages = current_app.url_map.bind("")
    waiting = [one for offer in todos for one in offer(session, panel)]
    found = [one for one in waiting if may_open(pages.match(urlsplit(one.url).path)[0])]
    return sorted(found, key=lambda one: (not one.is_urgent, one.due is None, one.due or dt.date.max, one.what))


def by_when(todos: Sequence[Todo], *, today: dt.date) -> list[tuple[Any, list[Todo]]]:
    """The same in three groups with their headings, empty ones left out: now, within a week, and later or any time."""
    now = [one for one in todos if one.is_urgent or (one.due is not None and one.due <= today)]
    soon = [one for one in todos if one not in now and one.due is not None and one.due <= today + THIS_WEEK]
    later = [one for one in todos if one not in now and one not in soon]
    groups = ((lazy("Now"), now), (lazy("This week"), soon), (lazy("Later"), later))
    return [(label, group) for label, group in groups if group]
