"""Answers become scores, in decimals and never in floats: what is published as 12.5 must not come out as 12.499."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from portal.wellbeing.rules.packs.instrument import Band, Instrument, Item, Method, MissingRule, Part, Score


def score_of(instrument: Instrument, score: Score, answers: Mapping[str, str]) -> Decimal | None:
    """The score of answers by link id (codes of options, or whole numbers as text); None when too much is missing.

    Raises:
        ValueError: an answer the item does not offer.
    """
    values = [(part, _value(instrument, part, answers)) for part in score.parts]
    answered = [(part, value) for part, value in values if value is not None]
    if len(answered) < len(values) and not _is_enough(score, len(answered)):
        return None
    return rounded(_made_of(score, answered), score.decimals) if answered else None


def band_of(score: Score, value: Decimal) -> Band | None:
    return next((band for band in score.bands if band.low <= value <= band.high), None)


def span_of(instrument: Instrument, score: Score) -> tuple[Decimal, Decimal]:
    """The lowest and highest score there can be."""
    if score.method is Method.LOOKUP:
        return min(score.lookup.values()), max(score.lookup.values())
    spans = [(part, instrument.item(part.link_id).span) for part in score.parts]  # type: ignore[union-attr]
    lows = [(part, span[0] if part.weight >= 0 else span[1]) for part, span in spans if span]
    highs = [(part, span[1] if part.weight >= 0 else span[0]) for part, span in spans if span]
    ends = [rounded(_made_of(score, ends), score.decimals) for ends in (lows, highs)]
    return min(ends), max(ends)


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _is_enough(score: Score, answered: int) -> bool:
    return score.missing.rule is MissingRule.PRORATE and answered >= max(score.missing.least, 1)


def _made_of(score: Score, answered: list[tuple[Part, Decimal]]) -> Decimal:
    """What was answered stands for what was not: sums are carried up by the weight that is missing."""
    weights = sum((abs(part.weight) for part, _value in answered), Decimal(0))
    whole = sum((abs(part.weight) for part in score.parts), Decimal(0))
    total = sum((part.weight * value for part, value in answered), Decimal(0)) * whole / weights
    if score.method is Method.MEAN:
        return total / whole
    if score.method is Method.LINEAR and score.linear is not None:
        return score.linear[0] * total + score.linear[1]
    return score.lookup[rounded(total, 0)] if score.method is Method.LOOKUP else total


def _value(instrument: Instrument, part: Part, answers: Mapping[str, str]) -> Decimal | None:
    item, answer = instrument.item(part.link_id), answers.get(part.link_id, "")
    if item is None or not answer:
        return None
    value = _number(item, answer)
    if part.is_reversed and item.span is not None:
        return item.span[0] + item.span[1] - value
    return value


def _number(item: Item, answer: str) -> Decimal:
    if item.options:
        if answer not in item.options:
            raise ValueError(item.link_id)
        return item.options[answer]
    if not answer.lstrip("-").isascii() or not answer.lstrip("-").isdigit():
        raise ValueError(item.link_id)
    value = Decimal(answer)
    if item.span is None or not item.span[0] <= value <= item.span[1]:
        raise ValueError(item.link_id)
    return value
