"""Does who answered look like who we meant to hear, through the gate."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.rosters.rules.ages import band_order
from portal.rounds.disclosure.numbers import coarse, one_way, shown_count
from portal.rounds.rules import wording
from portal.rounds.rules.tallying import sum_of
from portal.rounds.shown import (
    Decimal1,
    Indicator,
    Percent,
    ShownField,
    ShownGroupLikeness,
    ShownLikeness,
    ShownRates,
    ShownStep,
    ShownWeighting,
    Texts,
)
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import ProtectedTable
from portal.sampling.representativeness import who_is_missing
from portal.sampling.weights import may_be_weighted


def field_of(name: str, content: Mapping[str, Any], rates: tuple[ShownRates, ...]) -> ShownField:
    """The steps from the frame to the answers, where the frame knows the field, and its response rates."""
    rows: Mapping[str, Sequence[float]] = content["steps"].get(name, {})
    if not rows:
        return ShownField(name, wording.field_texts(name), (), rates)
    frame: Mapping[str, int] = content["frame"].get(name, {})
    categories = sorted({*rows, *frame}, key=band_order)
    columns = [one_way({category: frame.get(category, 0) for category in categories})]
    shares: list[dict[str, float]] = [{category: frame.get(category, 0) for category in categories}]
    for place in range(3):
        columns.append(one_way({category: int(rows.get(category, [0] * 6)[place]) for category in categories}))
        # Shares in base weights, or the draw's oversampling would show as a gap.
        shares.append({category: rows.get(category, [0] * 6)[place + 3] for category in categories})
    steps = tuple(
        _step(name, category, [_step_share(category, *pair) for pair in zip(columns, shares, strict=True)])
        for category in categories
    )
    return ShownField(name, wording.field_texts(name), steps, rates)


def _step(name: str, category: str, shares: Sequence[Percent | None]) -> ShownStep:
    frame, invited, reached, answered = shares
    return ShownStep(wording.trait_texts(name, category), frame, invited, reached, answered, code=category)


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


def indicator(found: Mapping[str, Any] | None, replies: int) -> Indicator | None:
    if found is None or not may_be_weighted(replies):
        return None
    return _two(found["r"])


def likeness_of(
    found: Mapping[str, Any] | None, replies: int, rates: Mapping[str, tuple[ShownRates, ...]]
) -> tuple[ShownLikeness, ...]:
    """Partial indicators, of groups alone whose share that answered is shown."""
    if found is None or not may_be_weighted(replies):
        return ()
    return tuple(
        ShownLikeness(
            wording.field_texts(name),
            _two(between),
            _two(within),
            tuple(
                ShownGroupLikeness(wording.trait_texts(name, category), _two(partial))
                for category, _cases, _rate, partial in sorted(groups, key=lambda one: band_order(one[0]))
                if any(one.code == category and one.share is not None for one in rates.get(name, ()))
            ),
        )
        for name, between, within, groups in found["partial"]
    )


def _two(value: float) -> Indicator:
    return Indicator(round(value, 2) + 0.0)


def weighting_of(found: Mapping[str, Any] | None) -> ShownWeighting | None:
    if found is None:
        return None
    return ShownWeighting(
        margins=tuple(wording.field_texts(name) for name in found["margins"]),
        trim_at=Decimal1(round(found["trim_at"], 1)),
        smallest=Decimal1(round(found["smallest"], 1)),
        largest=Decimal1(round(found["largest"], 1)),
        trimmed=_coarse_percent(found["trimmed"] / found["replies"], found["replies"]),
        off_margins=Percent(round(100 * found["discrepancy"])),
        design_effect=_two(found["design_effect"]),
        replies=shown_count(int(found["replies"])),
        effective_n=shown_count(int(found["effective_n"])),
        unheard=tuple(
            wording.group_texts(name, category) for name, several in found["unheard"].items() for category in several
        ),
    )


def _coarse_percent(share: float, replies: int) -> Percent:
    """In steps no finer than five replies."""
    step = protect.percentage_step(shown_count(replies))
    return Percent(min(100, round(100 * share / step) * step))
