"""What is wrong with a pack that could be read: its scores, its bands, and whether it gives what it says it gives."""

import itertools
from collections.abc import Iterator
from decimal import Decimal

from portal.wellbeing.rules.packs.instrument import Band, Instrument, Method, MissingRule, Score, Vector
from portal.wellbeing.rules.packs.reading import Fault
from portal.wellbeing.rules.packs.scoring import rounded, score_of, span_of


def faults_of(instrument: Instrument) -> list[Fault]:
    """Everything wrong, in the order of the file; empty when the pack may be loaded."""
    faults = [fault for score in instrument.scores for fault in _of_score(instrument, score)]
    if faults:
        return faults  # a score that makes no sense cannot be tried
    if instrument.scores and not instrument.vectors:
        faults.append(Fault("no_vector"))
    return faults + [
        fault for number, vector in enumerate(instrument.vectors, 1) for fault in _of_vector(instrument, vector, number)
    ]


def _of_score(instrument: Instrument, score: Score) -> Iterator[Fault]:
    if not score.parts:
        yield Fault("no_items", score.name)
        return
    unknown = [part.link_id for part in score.parts if instrument.item(part.link_id) is None]
    countless = [
        part.link_id for part in score.parts if (item := instrument.item(part.link_id)) is not None and not item.span
    ]
    yield from (Fault("unknown_item", score.name, link_id) for link_id in unknown)
    yield from (Fault("no_numbers", score.name, link_id) for link_id in countless)
    if score.missing.rule is MissingRule.PRORATE and not 1 <= score.missing.least <= len(score.parts):
        yield Fault("prorates_nothing", score.name)
    if unknown or countless:
        return
    if any(part.weight == 0 for part in score.parts):
        yield Fault("weight_of_nought", score.name)
    elif score.method is Method.LINEAR and score.linear is None:
        yield Fault("no_slope", score.name)
    elif score.method is Method.LOOKUP:
        yield from _of_lookup(instrument, score)
    else:
        yield from _of_bands(score, *span_of(instrument, score))


def _of_lookup(instrument: Instrument, score: Score) -> Iterator[Fault]:
    """Every whole sum there can be needs its row."""
    spans = [instrument.item(part.link_id).span for part in score.parts]  # type: ignore[union-attr]
    low = sum((span[0] for span in spans if span), Decimal(0))
    high = sum((span[1] for span in spans if span), Decimal(0))
    missing = [total for total in range(int(low), int(high) + 1) if Decimal(total) not in score.lookup]
    yield from (Fault("lookup_gap", score.name, str(total)) for total in missing)
    if not missing:
        yield from _of_bands(score, *span_of(instrument, score))


def _of_bands(score: Score, low: Decimal, high: Decimal) -> Iterator[Fault]:
    """Bands, if there are any, cover every score once: the next begins one step after the last."""
    if not score.bands:
        return
    step = Decimal(1).scaleb(-score.decimals)
    bands = sorted(score.bands, key=lambda band: (band.low, band.high))
    yield from (Fault("band_without_source", score.name, band.label) for band in bands if not band.source)
    yield from (Fault("band_upside_down", score.name, band.label) for band in bands if band.low > band.high)
    for before, after in itertools.pairwise(bands):
        if after.low <= before.high:
            yield Fault("bands_overlap", score.name, _pair(before, after))
        elif after.low > before.high + step:
            yield Fault("bands_gap", score.name, _pair(before, after))
    if bands[0].low > low or bands[-1].high < high:
        yield Fault("bands_do_not_cover", score.name, f"{low} … {high}")


def _pair(before: Band, after: Band) -> str:
    return f"{before.label} / {after.label}"


def _of_vector(instrument: Instrument, vector: Vector, number: int) -> Iterator[Fault]:
    """The answers that stand in the file give the scores that stand beside them."""
    by_name = {score.name: score for score in instrument.scores}
    for name, expected in vector.expected.items():
        score = by_name.get(name)
        if score is None:
            yield Fault("unknown_score", name, str(number))
            continue
        try:
            given = score_of(instrument, score, vector.answers)
        except (ValueError, KeyError):
            yield Fault("vector_answer", name, str(number))
            continue
        if given != (None if expected is None else rounded(expected, score.decimals)):
            yield Fault("vector_fails", name, f"{number}: {expected} / {given}")
