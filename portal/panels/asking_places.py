"""Where the work of an ask is done: rooms further down the stream know their own pages, and say so here at start-up."""

import uuid
from collections.abc import Callable

from sqlalchemy.orm import Session

from portal.panels.enums.asks import AskKind

# About what and by which member it is done, to the address of the page; "" while there is none.
Place = Callable[[Session, uuid.UUID, uuid.UUID], str]

# Told about what, which member, and the member of staff who typed it.
Heard = Callable[[Session, uuid.UUID, uuid.UUID, uuid.UUID | None], None]

_places: dict[AskKind, Place] = {}
_accepted: dict[AskKind, Heard] = {}
_declined: dict[AskKind, Heard] = {}


def offer_place(kind: AskKind, place: Place, *, accepted: Heard | None = None, declined: Heard | None = None) -> None:
    """Called once at start-up for each kind of ask that is done elsewhere. `accepted` and `declined` hear of members
    who say yes, or no; what must be got ready for one of them is got ready there."""
    _places[kind] = place
    if accepted is not None:
        _accepted[kind] = accepted
    if declined is not None:
        _declined[kind] = declined


def tell_answer(
    session: Session,
    *,
    kind: AskKind,
    about_id: uuid.UUID | None,
    member_id: uuid.UUID,
    is_yes: bool,
    by: uuid.UUID | None,
) -> None:
    """A member said yes or no to an ask."""
    heard = (_accepted if is_yes else _declined).get(kind)
    if heard is not None and about_id is not None:
        heard(session, about_id, member_id, by)


def place_of(session: Session, *, kind: AskKind, about_id: uuid.UUID | None, member_id: uuid.UUID) -> str:
    """The address where a member does what they were asked for; empty when it is done right here."""
    place = _places.get(kind)
    return place(session, about_id, member_id) if place is not None and about_id is not None else ""
