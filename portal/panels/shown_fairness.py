"""What everyone may see of a draw: targets as they were published, counts only where they point at nobody."""

from dataclasses import dataclass
from typing import Any

from portal.panels.enums.attributes import category_label, value_label
from portal.panels.models import PanelCall, Selection
from portal.sampling.disclosure import Key, ProtectedCount, protect_count, protect_table
from portal.shared.i18n import format_percent


@dataclass(frozen=True)
class ShownTarget:
    """One row of the page: `pool` hidden where the group is small, `met` None before the draw."""

    category: str
    value: str
    least: int
    most: int
    pool: ProtectedCount | None = None
    met: bool | None = None


@dataclass(frozen=True)
class ShownDraw:
    people: ProtectedCount
    seats: int
    smallest: str
    largest: str
    equal: str
    rows: tuple[ShownTarget, ...]


def shown_targets(call: PanelCall) -> list[ShownTarget]:
    """The targets of a call in words, in the order they were written."""
    return [_target(row) for row in call.targets]


def shown_draw(selection: Selection) -> ShownDraw:
    """How fair a draw was. The panel is small, so how many of each were drawn is said as "met" alone; of the pool the
    counts are protected, all values of a category together."""
    figures: dict[str, Any] = selection.figures
    pools: dict[tuple[str, str], ProtectedCount] = {}
    for category in dict.fromkeys(row["category"] for row in figures["rows"]):
        own: dict[Key, int] = {(row["value"],): row["pool"] for row in figures["rows"] if row["category"] == category}
        pools |= {(category, key[0]): count for key, count in protect_table(own).cells.items()}
    return ShownDraw(
        people=protect_count(figures["people"]),
        seats=figures["seats"],
        smallest=format_percent(figures["smallest"], 1),
        largest=format_percent(figures["largest"], 1),
        equal=format_percent(figures["seats"] / figures["people"], 1) if figures["people"] >= 10 else "",
        rows=tuple(_target(row, pool=pools[row["category"], row["value"]], met=_met(row)) for row in figures["rows"]),
    )


def _met(row: dict[str, Any]) -> bool | None:
    return None if row["chosen"] is None else row["least"] <= row["chosen"] <= row["most"]


def _target(row: dict[str, Any], *, pool: ProtectedCount | None = None, met: bool | None = None) -> ShownTarget:
    return ShownTarget(
        category_label(row["category"]),
        value_label(row["category"], row["value"]),
        row["least"],
        row["most"],
        pool,
        met,
    )
