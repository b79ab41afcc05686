"""Who must not be forgotten yet, though no round asks them and no roster names them. Rooms say so here."""

from collections.abc import Callable

import sqlalchemy as sa

Reason = Callable[[], sa.ColumnElement[bool]]
_reasons: list[Reason] = []


def offer_reason(reason: Reason) -> None:
    """`reason()` is a condition on `Person` that holds for everyone a room still needs to know."""
    if reason not in _reasons:
        _reasons.append(reason)


def nobody_needs() -> list[sa.ColumnElement[bool]]:
    """Conditions on `Person` that all hold for whoever no room needs to know any more."""
    return [~reason() for reason in _reasons]
