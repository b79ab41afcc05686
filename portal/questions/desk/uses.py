"""Where a question set is used. Rooms downstream know; they say so through one function that the hall hands over."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Use:
    """Something that asks these questions: its name in several languages, and where it is shown."""

    name: Mapping[str, str]
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)


Uses = Mapping[uuid.UUID, Sequence[Use]]


def _nobody(_session: Session, _set_ids: Sequence[uuid.UUID]) -> Uses:
    return {}


_who_uses: Callable[[Session, Sequence[uuid.UUID]], Uses] = _nobody


def tell_uses(answer: Callable[[Session, Sequence[uuid.UUID]], Uses]) -> None:
    """For the hall: who knows which sets are used where."""
    global _who_uses
    _who_uses = answer


def uses_of(session: Session, set_ids: Sequence[uuid.UUID]) -> Uses:
    """Uses by the id of the set."""
    return _who_uses(session, set_ids) if set_ids else {}
