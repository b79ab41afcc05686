"""What was answered, through the gate."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from portal.questions.enums import AnswerState, Provenance, QuestionKind
from portal.questions.rules import FACES, RATING, RATING_WORDS, SCALE, AskedQuestion, AskedSet, option_words
from portal.rounds.disclosure.numbers import coarse, one_way, percent_of, shown_count, shown_part
from portal.rounds.rules import wording
from portal.rounds.rules.tallying import sum_of
from portal.rounds.shown import Decimal1, Percent, ShownCount, ShownQuestion, ShownShare, Texts
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import HIDDEN, ProtectedCount
from portal.shared.i18n import lazy

# Small bands are put together before anything is shown of a scale whose single numbers are too few: code → (numbers,
# middle). The words are numbers, the same in every language.
SCALE_BANDS = {"0–4": (range(5), 2.0), "5–6": (range(5, 7), 5.5), "7–10": (range(7, 11), 8.5)}
FACE_BANDS = {"1–2": (range(1, 3), 1.5), "3": (range(3, 4), 3.0), "4–5": (range(4, 6), 4.5)}


def provenance_of(facts: Iterable[Sequence[Any]]) -> tuple[ShownCount, ...]:
    counts = {**{whose.value: 0 for whose in Provenance}, "": 0}
    for _of_sample, whose, _language, count in facts:
        counts[whose or ""] += count
    table = one_way(counts)
    words: dict[str, Any] = {whose.value: whose.label for whose in Provenance} | {"": lazy("Not said")}
    return tuple(ShownCount(code, wording.in_languages(words[code]), table.cells[(code,)]) for code in counts)


def questions_of(asked: AskedSet, counted: Mapping[str, Any]) -> Iterable[ShownQuestion]:
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
            part=int(_row(found, code)[0]),
            whole=int(found["base"][0]),
            weighted=_weighted(_row(found, code), found["base"]),
            sampled=int(found["base"][1]),
        )
        for code in question.codes
    )
    base = shown_count(int(found["base"][0]))
    return _question(question, base=base, shares=shares, found=found, several=True)


def yes_share(
    code: str, texts: Texts, *, part: int, whole: int, weighted: float | None = None, sampled: int = 0
) -> ShownShare:
    count, base = shown_part(part, whole)
    return _share(code, texts, count=count, base=base, weighted=weighted, sampled=sampled)


def _one_choice(question: AskedQuestion, found: Mapping[str, Any]) -> ShownQuestion:
    rows = {code: _row(found, code) for code in _codes(question, found)}
    table = one_way({code: int(row[0]) for code, row in rows.items()}) if rows else None
    middles = {code: float(code) for code in rows} if question.kind in _SCALES else {}
    bands = _SCALES.get(question.kind)
    banded = bool(table and table.hidden_cells and bands)
    if banded and bands:
        rows = {band: _sum_rows(found, numbers) for band, (numbers, _middle) in bands.items()}
        table, middles = one_way({band: int(row[0]) for band, row in rows.items()}), _middles(bands)
    shares = tuple(
        _share(
            code,
            _code_texts(question, code),
            count=table.cells[(code,)],
            base=table.total,
            weighted=_weighted(row, found["base"]),
            sampled=int(found["base"][1]),
        )
        for code, row in rows.items()
        if table
    )
    mean = protect.protected_mean({middles[s.code]: s.count for s in shares}) if middles and shares else None
    return _question(
        question, base=table.total if table else HIDDEN, shares=shares, found=found, mean=mean, banded=banded
    )


_SCALES = {
    QuestionKind.SCALE: SCALE_BANDS,
    QuestionKind.FACES: FACE_BANDS,
    QuestionKind.RATING_5: FACE_BANDS,
}
_Bands = Mapping[str, tuple[range, float]]


def _middles(bands: _Bands) -> dict[str, float]:
    return {band: middle for band, (_numbers, middle) in bands.items()}


def _codes(question: AskedQuestion, found: Mapping[str, Any]) -> list[str]:
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


def _code_texts(question: AskedQuestion, code: str) -> Texts:
    if question.kind is QuestionKind.FACES and code in wording.FACES:
        return wording.in_languages(wording.FACES[code])
    if question.kind is QuestionKind.RATING_5 and code in map(str, RATING):
        return wording.in_languages(RATING_WORDS[int(code) - 1])
    if question.kind is QuestionKind.CONSENT:
        return wording.in_languages(lambda: option_words(question, code))
    return wording.option_texts(code, {option.code: option.texts for option in question.options})


def _row(found: Mapping[str, Any], code: str) -> Sequence[float]:
    row: Sequence[float] = found["values"].get(code, (0, 0, 0.0))
    return row


def _sum_rows(found: Mapping[str, Any], numbers: Iterable[int]) -> list[float]:
    rows = [_row(found, str(number)) for number in numbers]
    return [sum_of(rows, place) for place in range(3)]


def _weighted(row: Sequence[float], base: Sequence[float]) -> float | None:
    return row[2] / base[2] if base[2] else None


def _share(
    code: str, texts: Texts, *, count: ProtectedCount, base: ProtectedCount, weighted: float | None, sampled: int
) -> ShownShare:
    interval = protect.protected_interval(count, base)
    of_sample = protect.protect_count(sampled)
    return ShownShare(
        code=code,
        texts=texts,
        count=count,
        percent=percent_of(count, base),
        low=Percent(round(100 * interval.low)) if interval else None,
        high=Percent(round(100 * interval.high)) if interval else None,
        weighted=coarse(weighted, count, of_sample if of_sample.value != base.value else base),
    )


def _question(
    question: AskedQuestion,
    *,
    base: ProtectedCount,
    shares: tuple[ShownShare, ...],
    found: Mapping[str, Any],
    mean: float | None = None,
    several: bool = False,
    banded: bool = False,
) -> ShownQuestion:
    states = one_way({state.value: found["states"].get(state.value, 0) for state in AnswerState})
    silent = tuple(
        ShownCount(state.value, wording.in_languages(state.label), states.cells[(state.value,)])
        for state in AnswerState
        if state is not AnswerState.ANSWERED
    )
    rounded = None if mean is None else Decimal1(round(mean, 1))
    return ShownQuestion(
        question.key, question.kind.value, question.texts, base, shares, rounded, silent, several, banded
    )
