"""Answers by up to three traits at once, through the gate: every filter there is, protected together, so that no hidden
number follows from the numbers of other filters."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from portal.questions.enums import QuestionKind
from portal.questions.rules import AskedQuestion, AskedSet
from portal.rounds.disclosure.answers import NO_ROW, code_texts, codes_of, one_decimal, share_of
from portal.rounds.disclosure.numbers import NO, YES
from portal.rounds.rules import wording
from portal.rounds.rules.bands import BANDS
from portal.rounds.shown import ShownFiltered, ShownQuestion, ShownTrait
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import HIDDEN, SMALLEST_COUNT, ProtectedCount
from portal.sampling.suppression import Node, Relation, hide_in_sums

ANY = ""
Filter = tuple[str, ...]
# Of each filter: its people, and how many gave each answer.
_Sums = Mapping[Filter, tuple[int, Mapping[str, int]]]
_Row = tuple[Mapping[str, Any], ProtectedCount, Sequence[ProtectedCount]]


def protected_filters(
    state: Mapping[str, Any], *, asked: AskedSet, categories: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """All that may be shown of what was let out (`portal.rounds.rules.filtering`): {"traits": [field], "categories":
    {field: [group]}, "questions": [{"key", "kind", "texts", "codes", "answers": [texts], "rows": [[filter, people,
    [how many gave each answer]]]}]}. Hidden numbers are null, filters without anyone left out; in a filter, an empty
    group stands for everyone."""
    questions = []
    for question in asked.questions:
        cells = [cell for cell in state["questions"].get(question.id.hex, {}).get("cells", ()) if cell["base"]]
        if cells:
            questions.append(_question(question, _sums(cells)))
    traits = list(state["traits"])
    return {"traits": traits, "categories": {one: list(categories[one]) for one in traits}, "questions": questions}


def _sums(cells: Sequence[Mapping[str, Any]]) -> _Sums:
    """Every filter within which some cell lies, but for that of everyone."""
    sums: dict[Filter, tuple[int, dict[str, int]]] = {}
    for cell in cells:
        for within in product(*((ANY, group) for group in cell["of"])):
            if any(within):
                people, values = sums.setdefault(within, (0, {}))
                for code, n in cell["values"].items():
                    values[code] = values.get(code, 0) + n
                sums[within] = people + cell["base"], values
    return dict(sorted(sums.items()))


def _question(question: AskedQuestion, sums: _Sums) -> dict[str, Any]:
    codes = _columns(question, sums)
    several = question.kind is QuestionKind.SEVERAL
    counts = dict(_counts(sums, codes, several))
    small = [node for node, n in counts.items() if n < SMALLEST_COUNT]
    hidden = hide_in_sums(counts, list(_relations(sums, codes, several)), small, smallest=SMALLEST_COUNT)

    def said(node: Node) -> int | None:
        return None if node in hidden else protect.protect_count(counts[node]).value

    return {
        "key": question.key,
        "kind": question.kind.value,
        "texts": dict(question.texts),
        "codes": codes,
        "answers": [dict(code_texts(question, code)) for code in codes],
        "rows": [[list(one), said(_people(one)), [said((YES, code, *one)) for code in codes]] for one in sums],
    }


def _columns(question: AskedQuestion, sums: _Sums) -> list[str]:
    """Numbers are always in bands here."""
    given = {code for _people, values in sums.values() for code in values}
    if question.kind in BANDS:
        is_open_ended = question.kind is QuestionKind.NUMBER
        return [band.name for band in BANDS[question.kind] if not is_open_ended or band.name in given]
    return codes_of(question, {"values": given})


def _people(one: Filter) -> Node:
    return ("people", ANY, *one)


def _counts(sums: _Sums, codes: Sequence[str], several: bool) -> Iterator[tuple[Node, int]]:
    for one, (people, values) in sums.items():
        yield _people(one), people
        for code in codes:
            yield (YES, code, *one), values.get(code, 0)
            if several:
                yield (NO, code, *one), people - values.get(code, 0)


def _relations(sums: _Sums, codes: Sequence[str], several: bool) -> Iterator[Relation]:
    """All sums a reader can do: over the answers within a filter, and over the groups of one trait."""
    for one in sums:
        if several:
            yield from (Relation(_people(one), ((YES, code, *one), (NO, code, *one))) for code in codes)
        else:
            yield Relation(_people(one), tuple((YES, code, *one) for code in codes))
    parts: dict[Filter, dict[int, list[Filter]]] = {}
    for one in sums:
        for place, group in enumerate(one):
            whole = (*one[:place], ANY, *one[place + 1 :])
            if group and any(whole):
                parts.setdefault(whole, {}).setdefault(place, []).append(one)
    sides = (YES, NO) if several else (YES,)
    for whole, by_place in parts.items():
        for within in by_place.values():
            for side, code in product(sides, codes):
                yield Relation((side, code, *whole), tuple((side, code, *one) for one in within))


def filtered_results(shown: Mapping[str, Any], *, chosen: Mapping[str, str]) -> ShownFiltered:
    """What `protected_filters` lets be shown of one filter. `chosen`: group by field; none for everyone."""
    names = shown.get("traits", ())
    wanted = tuple(chosen.get(name, ANY) for name in names)
    rows = _by_filter(shown, only=wanted).get(wanted, [])
    return ShownFiltered(tuple(map(trait_of, names, wanted)), tuple(_shown(*row) for row in rows))


def every_filter(shown: Mapping[str, Any], *, within: Mapping[str, str]) -> Iterator[ShownFiltered]:
    """Each filter that has something to show and is as narrow as `within` or narrower, widest first."""
    names = shown.get("traits", ())
    trait = cache(trait_of)
    by_filter = _by_filter(shown)
    for one in sorted(by_filter, key=lambda one: (sum(map(bool, one)), one)):
        if all(within.get(name, ANY) in (ANY, group) for name, group in zip(names, one, strict=True)):
            yield ShownFiltered(tuple(map(trait, names, one)), tuple(_shown(*row) for row in by_filter[one]))


def _by_filter(shown: Mapping[str, Any], *, only: Filter | None = None) -> dict[Filter, list[_Row]]:
    found: dict[Filter, list[_Row]] = {}
    for question in shown.get("questions", ()):
        for one, people, counts in question["rows"]:
            if only is None or list(only) == one:
                row = (question, ProtectedCount(people), [ProtectedCount(n) for n in counts])
                found.setdefault(tuple(one), []).append(row)
    return found


def trait_of(name: str, code: str = ANY) -> ShownTrait:
    """A trait by its names in words; `code` is the group chosen."""
    return ShownTrait(name, wording.field_texts(name), code, wording.trait_texts(name, code) if code else {})


def _shown(question: Mapping[str, Any], base: ProtectedCount, counts: Sequence[ProtectedCount]) -> ShownQuestion:
    kind = QuestionKind(question["kind"])
    shares = tuple(
        share_of(code, texts, count=HIDDEN if base.hidden else count, base=base, row=NO_ROW, sample=NO_ROW)
        for code, texts, count in zip(question["codes"], question["answers"], counts, strict=True)
    )
    middles = {band.name: band.middle for band in BANDS.get(kind, ())}
    has_mean = middles and kind is not QuestionKind.NUMBER
    mean = protect.protected_mean({middles[share.code]: share.count for share in shares}) if has_mean else None
    return ShownQuestion(
        key=question["key"],
        kind=kind.value,
        texts=question["texts"],
        base=base,
        shares=shares,
        mean=one_decimal(mean),
        silent=(),
        several=kind is QuestionKind.SEVERAL,
        banded=bool(middles),
    )
