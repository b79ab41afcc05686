"""Shown results as figures with stable names and labels in every language: what a release freezes and a file holds."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from portal.rounds.rules.wording import Texts, in_languages, trait_texts
from portal.rounds.shown import Decimal1, ShownQuestion, ShownRates, ShownResults, ShownShare
from portal.sampling.disclosure import ProtectedCount
from portal.shared.i18n import LANGUAGES, lazy

COUNT, SHARE = "count", "share"


def release_content(results: ShownResults, *, as_of: str) -> dict[str, Any]:
    """{"figures": {ref: figure}, "order": [ref], "means": {ref: mean}, "responses": n, "as_of": moment}"""
    figures = dict(_figures(results))
    return {
        "figures": figures,
        "order": list(figures),
        "means": {f"mean:{question.key}": question.mean for question in results.questions if question.mean is not None},
        "responses": results.responses.value,
        "missing": [dict(texts) for texts in results.missing],
        "r_indicator": results.r_indicator,
        "as_of": as_of,
    }


def _figures(results: ShownResults) -> Iterator[tuple[str, dict[str, Any]]]:
    yield from _count("round:asked", in_languages(lazy("People asked")), results.everyone.asked, results.everyone.asked)
    answered = in_languages(lazy("People who answered"))
    yield from _count("round:answered", answered, results.everyone.answered, results.everyone.asked)
    for status in results.statuses:
        yield from _status(status, answered)
    for question in results.questions:
        for share in question.shares:
            ref = f"{question.kind}:{question.key}:{share.code}"
            yield from _share(ref, beside(question.texts, share.texts), share, question.base)
    for theme in results.themes:
        yield from _share(f"theme:{theme.code}", theme.texts, theme, results.comments)


def _status(status: ShownRates, answered: Texts) -> Iterator[tuple[str, dict[str, Any]]]:
    label = beside(trait_texts("status", status.code), answered)
    yield from _count(f"status:{status.code}:answered", label, status.answered, status.asked)


def _count(ref: str, label: Texts, count: ProtectedCount, base: ProtectedCount) -> Iterator[tuple[str, dict[str, Any]]]:
    if base.value is not None:
        yield ref, {"label": dict(label), "kind": COUNT, "value": count.value, "base_n": base.value}


def _share(ref: str, label: Texts, share: ShownShare, base: ProtectedCount) -> Iterator[tuple[str, dict[str, Any]]]:
    if base.value is None:
        return
    yield (
        ref,
        {
            "label": dict(label),
            "kind": SHARE,
            "value": None if share.percent is None else share.percent / 100,
            "base_n": base.value,
            "count": share.count.value,
            "low": share.low,
            "high": share.high,
            "weighted": share.weighted,
        },
    )


def beside(first: Texts, second: Texts) -> dict[str, str]:
    """Two labels as one, in every language. A question has its mark already."""
    pairs = {code: (_in(first, code), _in(second, code)) for code in LANGUAGES}
    return {code: f"{one} {two}" if one.endswith(("?", "؟")) else f"{one}: {two}" for code, (one, two) in pairs.items()}


def _in(texts: Texts, code: str) -> str:
    return texts.get(code) or texts.get("en") or next(iter(texts.values()), "")


def file_headings() -> list[Any]:
    return [
        lazy("Question or group"),
        lazy("Answer"),
        lazy("How many"),
        lazy("Out of"),
        lazy("Percent"),
        lazy("Percent, lowest"),
        lazy("Percent, highest"),
        lazy("Percent, weighted"),
    ]


def file_rows(results: ShownResults, *, language: str) -> list[list[Any]]:
    """Rows of an export; what is hidden says so."""
    hidden = lazy("hidden")
    rows: list[list[Any]] = []
    for rates in (results.everyone, *results.statuses):
        group = _in(rates.texts, language) if rates.code else str(lazy("Everyone"))
        numbers = [rates.answered.value, rates.asked.value, rates.share, None, None, None]
        rows.append([group, str(lazy("Answered")), *numbers])
    for question in results.questions:
        rows += [_file_row(_in(question.texts, language), share, question.base, language) for share in question.shares]
        rows += _mean_row(question, language)
        rows += _group_rows(question, language)
    themes = str(lazy("Themes in people’s own words"))
    rows += [_file_row(themes, theme, results.comments, language) for theme in results.themes]
    return [
        [*row[:2], *(str(hidden) if cell is None and place < 3 else cell for place, cell in enumerate(row[2:]))]
        for row in rows
    ]


def _mean_row(question: ShownQuestion, language: str) -> list[list[Any]]:
    mean: Decimal1 | None = question.mean
    if mean is None:
        return []
    return [[_in(question.texts, language), str(lazy("Mean")), mean, question.base.value, None, None, None, None]]


def _group_rows(question: ShownQuestion, language: str) -> list[list[Any]]:
    """The answers of each group whose number is shown."""
    words = _in(question.texts, language)
    return [
        _file_row(
            f"{words} ({_in(by.texts, language)}: {_in(group.texts, language)})",
            replace(share, texts=texts),
            group.base,
            language,
        )
        for by in question.by
        for group in by.groups
        for texts, share in zip(by.answers, group.shares, strict=True)
    ]


def _file_row(group: str, share: ShownShare, base: ProtectedCount, language: str) -> list[Any]:
    numbers: Mapping[str, Any] = {"low": share.low, "high": share.high, "weighted": share.weighted}
    return [group, _in(share.texts, language), share.count.value, base.value, share.percent, *numbers.values()]
