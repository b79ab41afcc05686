"""Has a wave changed anything? Told as a yes or no about what was counted, with the numbers that may be shown.

Figures of few people are shown so coarsely that a share which moved by four points may look as if it had not. So the
answer rests on the tallies that were let out, which differ by ten people or not at all; no number of theirs is told.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.questions.rules import AskedSet
from portal.rounds.rules.outreach import Change
from portal.rounds.shown import Indicator, Percent, ShownResults, Texts
from portal.sampling.disclosure import SMALLEST_COUNT


@dataclass(frozen=True, slots=True)
class ShownMove:
    """The share of one answer as it was shown before and as it is shown now."""

    question: Texts
    answer: Texts
    before: Percent
    now: Percent


@dataclass(frozen=True, slots=True)
class ShownStandstill:
    """`stands_still`: no key share moved by a point or more, nor R by 0.01 or more. `most_moved`, as shown."""

    stands_still: bool
    most_moved: ShownMove | None
    r_before: Indicator
    r_now: Indicator


def figures_of(
    content: Mapping[str, Any], results: ShownResults, *, asked: AskedSet, keys: Collection[str]
) -> dict[str, Any]:
    """The figures of one tally to compare with later, counted and shown side by side: shares of the questions with
    these `keys`, of all where none of them can be counted. Empty while fewer than ten have answered any of them, or
    where R cannot be told. Not to be shown."""
    if results.r_indicator is None or content["likeness"] is None:
        return {}
    percents = {f"{q.key}:{s.code}": _percent(s) for q in results.questions for s in q.shares}
    shares = dict(_shares(content, asked))
    chosen = {name: share for name, share in shares.items() if name.split(":", 1)[0] in keys} or shares
    if not chosen:
        return {}
    return {
        "shares": {name: [share, percents.get(name)] for name, share in sorted(chosen.items())},
        "r": [content["likeness"]["r"], results.r_indicator],
    }


def standstill(before: Mapping[str, Any], now: Mapping[str, Any], *, results: ShownResults) -> ShownStandstill | None:
    """Compares two such figures; None where one of them is empty or a question can be counted at one time only."""
    if not before or not now or _keys(before) != _keys(now):
        return None
    moves = {name: 100 * abs(_share(now, name) - _share(before, name)) for name in {*before["shares"], *now["shares"]}}
    change = Change(share_points=max(moves.values()), r=now["r"][0] - before["r"][0])
    return ShownStandstill(
        stands_still=change.is_nothing,
        most_moved=_most_moved(before, results),
        r_before=Indicator(before["r"][1]),
        r_now=Indicator(now["r"][1]),
    )


def _percent(share: Any) -> int | None:
    found = share.percent if share.weighted is None else share.weighted
    return None if found is None else int(found)


def _shares(content: Mapping[str, Any], asked: AskedSet) -> Iterator[tuple[str, float]]:
    """In weights where there are any; of bands, where single numbers are too many."""
    for question in asked.questions:
        found = content["questions"].get(str(question.id))
        if not found or found["base"][0] < SMALLEST_COUNT:
            continue
        people, _of_sample, weight = found["base"]
        for code, row in (found["bands"] or found["values"]).items():
            yield f"{question.key}:{code}", row[2] / weight if weight else row[0] / people


def _keys(figures: Mapping[str, Any]) -> set[str]:
    return {name.split(":", 1)[0] for name in figures["shares"]}


def _share(figures: Mapping[str, Any], name: str) -> float:
    """An answer nobody has given has no row."""
    share: float = figures["shares"].get(name, (0.0, None))[0]
    return share


def _most_moved(before: Mapping[str, Any], results: ShownResults) -> ShownMove | None:
    """By what is shown, not by what is true."""
    moved = []
    for question in results.questions:
        for share in question.shares:
            was, is_now = before["shares"].get(f"{question.key}:{share.code}", (0, None))[1], _percent(share)
            if was is not None and is_now is not None:
                moved.append(ShownMove(question.texts, share.texts, Percent(was), Percent(is_now)))
    return max(moved, key=lambda one: abs(one.now - one.before), default=None)
