"""Where else than in answers people write to us: rooms downstream say what was said there, and by whom.

Words that may mean danger are looked for there, too, and worries can be raised about it. This room knows nothing of
what is downstream: it asks by the name of the place.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True, kw_only=True)
class SaidThere:
    """What someone wrote or said, in which language; None once it was taken back or forgotten."""

    words: str | None
    words_language: str = ""


@dataclass(frozen=True, kw_only=True)
class WhoSaidIt:
    """Who is behind an alias of that place, and by which ids messages about it go out to them."""

    person_id: uuid.UUID
    subject_id: uuid.UUID
    asked_in: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class Place:
    name: Any
    read: Callable[[Session, uuid.UUID], SaidThere]
    who: Callable[[Session, uuid.UUID], WhoSaidIt | None]


_places: dict[str, Place] = {}


def offer_place(kind: str, place: Place) -> None:
    """Called once at start-up for each place."""
    _places[kind] = place


def place_named(kind: str) -> Place:
    """The place that an alarm or a worry names.

    Raises:
        KeyError: no room offers it. Nothing is guessed: an alarm nobody can read must be noticed.
    """
    return _places[kind]
