"""What was answered, through the gate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.questions.enums import AnswerState, Provenance, QuestionKind
from portal.questions.rules import FACES, RATING, RATING_WORDS, SCALE, AskedQuestion, AskedSet, option_words
from portal.rounds.disclosure.numbers import coarse, one_way, percent_of, shown_count, shown_part
from portal.rounds.disclosure.tries import tries_of
from portal.rounds.door_enums import Door
from portal.rounds.rules import wording
from portal.rounds.rules.bands import BANDS
from portal.rounds.shown import Decimal1, Percent, ShownCount, ShownQuestion, ShownShare, Texts
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import HIDDEN, ProtectedCount
from portal.shared.i18n import lazy

# People, of the sample, weight, and the ends of the weighted interval.
NO_ROW: Sequence[Any] = (0, 0, 0.0, None, None)


def provenance_of(facts: Iterable[Sequence[Any]]) -> tuple[ShownCount, ...]:
    counts = {**{whose.value: 0 for whose in Provenance}, "": 0}
    for row in facts:
        counts[row[1] or ""] += row[-1]
    return _whose(counts)


def doors_of(counts: Mapping[str, int]) -> tuple[ShownCount, ...]:
    """By which door people of the sample answered: together they are those who answered."""
    known = {door.value: counts.get(door.value, 0) for door in Door}
    table = one_way(known)
    return tuple(ShownCount(d.value, wording.in_languages(d.label), table.cells[(d.value,)]) for d in Door)


def _whose(counts: Mapping[str, int]) -> tuple[ShownCount, ...]:
    table = one_way(counts)
    words: dict[str, Any] = {whose.value: whose.label for whose in Provenance} | {"": lazy("Not said")}
    return tuple(ShownCount(code, wording.in_languages(words[code]), table.cells[(code,)]) for code in counts)


def questions_of(asked: AskedSet, counted: Mapping[str, Any]) -> Iterable[ShownQuestion]:
    """Each closed question that was counted."""
    for question in asked.questions:
        found = counted.get(str(question.id))
        if found is not None:
            yield _several(question, found) if question.kind is QuestionKind.SEVERAL else _one_choice(question, found)


def _several(question: AskedQuestion, found: Mapping[str, Any]) -> ShownQuestion:
    options = {option.code: option.texts for option in question.options}
    shares = tuple(
        yes_share(
            code,
            wording.option_texts(code, options),
            part=int(row_of(found, code)[0]),
            whole=int(found["base"][0]),
            row=row_of(found, code),
            sample=found["base"],
        )
        for code in question.codes
    )
    base = shown_count(int(found["base"][0]))
    return _question(question, base=base, shares=shares, found=found, several=True)


def yes_share(
    code: str,
    texts: Texts,
    *,
    part: int,
    whole: int,
    row: Sequence[float | None] = NO_ROW,
    sample: Sequence[float] = NO_ROW,
) -> ShownShare:
    """`row`: the option's counts with weight and interval; `sample`: those of everyone who answered."""
    count, base = shown_part(part, whole)
    return share_of(code, texts, count=count, base=base, row=row, sample=sample)


def _one_choice(question: AskedQuestion, found: Mapping[str, Any]) -> ShownQuestion:
    bands = {band.name: band.middle for band in BANDS.get(question.kind, ())}
    rows = {code: row_of(found, code) for code in codes_of(question, found)}
    table = one_way({code: int(row[0]) for code, row in rows.items()}) if rows else None
    middles = {code: float(code) for code in rows} if question.kind in BANDS else {}
    banded = question.kind is QuestionKind.NUMBER or bool(table and table.hidden_cells and bands)
    if banded and table:
        rows = {band: found["bands"].get(band, NO_ROW) for band in bands}
        rows = {band: row for band, row in rows.items() if row[0] or question.kind is not QuestionKind.NUMBER}
        table, middles = one_way({band: int(row[0]) for band, row in rows.items()}), bands
    shares = tuple(
        share_of(
            code,
            code_texts(question, code),
            count=table.cells[(code,)],
            base=table.total,
            row=row,
            sample=found["base"],
        )
        for code, row in rows.items()
        if table
    )
    has_mean = question.kind is not QuestionKind.NUMBER and middles and shares
    mean = protect.protected_mean({middles[s.code]: s.count for s in shares}) if has_mean else None
    base = table.total if table else HIDDEN
    weighted = _weighted_mean(shares, middles) if mean is not None else None
    return _question(question, base=base, shares=shares, found=found, mean=mean, weighted=weighted, banded=banded)


def _weighted_mean(shares: Iterable[ShownShare], middles: Mapping[str, float]) -> float | None:
    """From the weighted percentages shown, as coarse as they are."""
    pairs = [(middles[share.code], share.weighted) for share in shares]
    known = [(middle, weighted) for middle, weighted in pairs if weighted is not None]
    whole = sum(weighted for _middle, weighted in known)
    if len(known) < len(pairs) or not whole:
        return None
    return sum(middle * weighted for middle, weighted in known) / whole


def codes_of(question: AskedQuestion, found: Mapping[str, Any]) -> list[str]:
    fixed = {
        QuestionKind.SINGLE: question.codes,
        QuestionKind.PICTURES: question.codes,
        QuestionKind.CONSENT: question.codes,
        QuestionKind.RANKING: question.codes,  # who was put first
        QuestionKind.RATING_5: tuple(map(str, RATING)),
        QuestionKind.FACES: tuple(map(str, FACES)),
        QuestionKind.SCALE: tuple(map(str, SCALE)),
    }
    return list(fixed.get(question.kind, sorted(found["values"])))


def code_texts(question: AskedQuestion, code: str) -> Texts:
    if question.kind is QuestionKind.FACES and code in wording.FACES:
        return wording.in_languages(wording.FACES[code])
    if question.kind is QuestionKind.RATING_5 and code in map(str, RATING):
        return wording.in_languages(RATING_WORDS[int(code) - 1])
    if question.kind is QuestionKind.CONSENT:
        return wording.in_languages(lambda: option_words(question, code))
    return wording.option_texts(code, {option.code: option.texts for option in question.options})


def row_of(found: Mapping[str, Any], code: str) -> Sequence[Any]:
    row: Sequence[Any] = found["values"].get(code, NO_ROW)
    return row


def share_of(
    code: str,
    texts: Texts,
    *,
    count: ProtectedCount,
    base: ProtectedCount,
    row: Sequence[Any],
    sample: Sequence[float],
) -> ShownShare:
    interval = protect.protected_interval(count, base)
    of_sample = protect.protect_count(int(sample[1]))
    whole = of_sample if of_sample.value != base.value else base
    weighted = coarse(row[2] / sample[2] if sample[2] else None, count, whole)
    low, high = row[3:5] if weighted is not None else (None, None)
    return ShownShare(
        code=code,
        texts=texts,
        count=count,
        percent=percent_of(count, base),
        low=Percent(round(100 * interval.low)) if interval else None,
        high=Percent(round(100 * interval.high)) if interval else None,
        weighted=weighted,
        weighted_low=coarse(low, count, whole),
        weighted_high=coarse(high, count, whole),
    )


def _question(
    question: AskedQuestion,
    *,
    base: ProtectedCount,
    shares: tuple[ShownShare, ...],
    found: Mapping[str, Any],
    mean: float | None = None,
    weighted: float | None = None,
    several: bool = False,
    banded: bool = False,
) -> ShownQuestion:
    states = one_way({state.value: found["states"].get(state.value, 0) for state in AnswerState})
    silent = tuple(
        ShownCount(state.value, wording.in_languages(state.label), states.cells[(state.value,)])
        for state in AnswerState
        if state is not AnswerState.ANSWERED
    )
    return ShownQuestion(
        key=question.key,
        kind=question.kind.value,
        texts=question.texts,
        base=base,
        shares=shares,
        mean=one_decimal(mean),
        silent=silent,
        several=several,
        banded=banded,
        weighted_mean=one_decimal(weighted),
        whose=_whose({**{one.value: 0 for one in Provenance}, "": 0, **found["whose"]}),
        tries=() if banded else tries_of(found["tries"], [share.code for share in shares], several=several),
    )


def one_decimal(value: float | None) -> Decimal1 | None:
    return None if value is None else Decimal1(round(value, 1))
