"""What changed from one release to another, from their published numbers alone."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from portal.rounds.rules.comparing import Verdict, same_definitions
from portal.rounds.shown import Percent, Points, ShownChange, ShownQuestion, ShownResults, ShownShare
from portal.sampling.intervals import Interval, difference_interval


def changes_between(
    before: ShownResults, after: ShownResults, *, definitions: tuple[Mapping[str, str], Mapping[str, str]]
) -> tuple[ShownChange, ...]:
    """Every answer to every question that was asked in the same words with the same answers in both. `definitions`:
    fingerprints by question key, of the earlier and the later release."""
    earlier = {question.key: question for question in before.questions}
    return tuple(
        change
        for question in after.questions
        if question.key in earlier and same_definitions(question.key, *definitions)
        for change in _changes(earlier[question.key], question)
    )


def _changes(before: ShownQuestion, after: ShownQuestion) -> Iterator[ShownChange]:
    if before.banded != after.banded:
        return
    earlier = {share.code: share for share in before.shares}
    for share in after.shares:
        if share.code in earlier:
            yield _change(after, earlier[share.code], share)


def _change(question: ShownQuestion, before: ShownShare, after: ShownShare) -> ShownChange:
    weighted = None not in (before.weighted, before.weighted_low, after.weighted, after.weighted_low)
    was, now = _percent(before, weighted), _percent(after, weighted)
    first, second = _interval(before, weighted), _interval(after, weighted)
    shown = ShownChange(question.texts, after.texts, was, now, weighted=weighted)
    if was is None or now is None or first is None or second is None:
        return shown
    found = difference_interval((was / 100, first), (now / 100, second))
    low, high = (Points(round(100 * end)) for end in (found.low, found.high))
    return replace(shown, change=Points(now - was), low=low, high=high, verdict=Verdict.of(found.low, found.high))


def _percent(share: ShownShare, weighted: bool) -> Percent | None:
    return share.weighted if weighted else share.percent


def _interval(share: ShownShare, weighted: bool) -> Interval | None:
    low, high = (share.weighted_low, share.weighted_high) if weighted else (share.low, share.high)
    return None if low is None or high is None else Interval(low / 100, high / 100)
