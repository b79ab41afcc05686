"""How an invitation to check leaves the house: through the one send gate of the contact room, and no other way."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.people.models import Person

TEMPLATE = "check_back"


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One invitation to check, as it is handed to the send gate. `asked_in` is the frozen version being checked."""

    person: Person
    subject_id: uuid.UUID
    asked_in: uuid.UUID
    link: str
    code: str
    by: uuid.UUID


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The channel it went by, or the code of the reason why the gate stayed shut."""

    channel: str = ""
    withheld: str = ""


Gate = Callable[[Session, Letter], Outcome]


class NoGate(Exception):
    """Nothing is sent while no send gate is connected."""


_gate: Gate | None = None


def send_with(gate: Gate | None) -> None:
    """Called once at start-up with the contact room's gate."""
    global _gate
    _gate = gate


def send(session: Session, letter: Letter) -> Outcome:
    """
    Raises:
        NoGate
    """
    if _gate is None:
        raise NoGate
    return _gate(session, letter)
