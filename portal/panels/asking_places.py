"""Where the work of an ask is done: rooms further down the stream know their own pages, and say so here at start-up."""

import uuid
from collections.abc import Callable

from sqlalchemy.orm import Session

from portal.panels.enums.asks import AskKind

# About what and by which member it is done, to the address of the page; "" while there is none.
Place = Callable[[Session, uuid.UUID, uuid.UUID], str]

_places: dict[AskKind, Place] = {}


def offer_place(kind: AskKind, place: Place) -> None:
    """Called once at start-up for each kind of ask that is done elsewhere."""
    _places[kind] = place


def place_of(session: Session, *, kind: AskKind, about_id: uuid.UUID | None, member_id: uuid.UUID) -> str:
    """The address where a member does what they were asked for; empty when it is done right here."""
    place = _places.get(kind)
    return place(session, about_id, member_id) if place is not None and about_id is not None else ""
