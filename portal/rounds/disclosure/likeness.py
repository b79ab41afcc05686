"""Does who answered look like who we meant to hear, through the gate."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.rosters.rules.ages import band_order
from portal.rounds.disclosure.numbers import NO, YES, coarse, one_way, percent_of, shown_count
from portal.rounds.rules import wording
from portal.rounds.rules.tallying import R_VARIABLES, sum_of
from portal.rounds.shown import Decimal1, Indicator, Percent, ShownField, ShownRates, ShownStep, ShownWeighting, Texts
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import ProtectedTable
from portal.sampling.propensities import CellOutcome
from portal.sampling.representativeness import r_indicator, who_is_missing
from portal.sampling.weights import may_be_weighted


def field_of(name: str, content: Mapping[str, Any]) -> ShownField:
    rows: Mapping[str, Sequence[float]] = content["steps"][name]
    frame: Mapping[str, int] = content["frame"].get(name, {})
    categories = sorted({*rows, *frame}, key=band_order)
    columns = [one_way({category: frame.get(category, 0) for category in categories})]
    shares: list[dict[str, float]] = [{category: frame.get(category, 0) for category in categories}]
    for place in range(3):
        columns.append(one_way({category: int(rows.get(category, [0] * 6)[place]) for category in categories}))
        # Shares in base weights, or the draw's oversampling would show as a gap.
        shares.append({category: rows.get(category, [0] * 6)[place + 3] for category in categories})
    steps = tuple(
        ShownStep(
            wording.trait_texts(name, category),
            *(_step_share(category, table, share) for table, share in zip(columns, shares, strict=True)),
        )
        for category in categories
    )
    return ShownField(name, wording.field_texts(name), steps, _field_rates(name, rows))


def _field_rates(name: str, rows: Mapping[str, Sequence[float]]) -> tuple[ShownRates, ...]:
    table = protect.protect_table(
        {
            (category, side): count
            for category, row in rows.items()
            for side, count in ((YES, int(row[2])), (NO, int(row[0] - row[2])))
        }
    )
    return tuple(
        ShownRates(
            category,
            wording.trait_texts(name, category),
            table.rows[category],
            table.cells[category, YES],
            percent_of(table.cells[category, YES], table.rows[category]),
        )
        for category in sorted(rows, key=band_order)
    )


def _step_share(category: str, table: ProtectedTable, shares: Mapping[str, float]) -> Percent | None:
    whole = sum(shares.values())
    return coarse(shares[category] / whole if whole else None, table.cells[(category,)], table.total)


def missing(content: Mapping[str, Any]) -> tuple[Texts, ...]:
    """Groups heard less than their share, in words. Groups too small to be named in the frame are left out."""
    found = []
    weighting = content["weighting"]
    for name, rows in content["steps"].items():
        frame = {one: n for one, n in content["frame"].get(name, {}).items() if not shown_count(n).hidden}
        answered = {one: row[5] for one, row in rows.items()}
        replies = sum_of(rows.values(), 2)
        n = weighting["effective_n"] if weighting else replies
        if shown_count(int(replies)).hidden:
            continue
        for group in who_is_missing(name, frame=frame, answered=answered, effective_n=n):
            if group.category != "not_known":
                found.append(wording.group_texts(name, group.category))
    return tuple(found)


def indicator(cells: Sequence[Sequence[Any]], replies: int) -> Indicator | None:
    if not may_be_weighted(replies):
        return None
    outcomes = [CellOutcome(tuple(categories), cases, answered) for categories, cases, answered in cells]
    return Indicator(round(r_indicator(outcomes, R_VARIABLES).r_indicator, 2))


def weighting_of(found: Mapping[str, Any] | None) -> ShownWeighting | None:
    if found is None:
        return None
    return ShownWeighting(
        smallest=Decimal1(round(found["smallest"], 1)),
        largest=Decimal1(round(found["largest"], 1)),
        effective_n=shown_count(int(found["effective_n"])),
        unheard=tuple(wording.trait_texts("status", status) for status in found["unheard"]),
    )
