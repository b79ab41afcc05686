"""Who was asked and who answered, through the gate."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from portal.rosters.rules.ages import band_order
from portal.rounds.disclosure.numbers import NO, YES, coarse, percent_of, shown_part
from portal.rounds.rules import wording
from portal.rounds.shown import ShownCount, ShownCoverage, ShownRates, Texts
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import HIDDEN, ProtectedCount, ProtectedTable
from portal.sampling.dispositions import AaporGroup, Disposition
from portal.sampling.response_rates import CaseCounts, estimated_eligibility, response_rates


def case_counts(*several: Mapping[str, int]) -> CaseCounts:
    """People by disposition, added up."""
    people: Counter[Disposition] = Counter()
    for found in several:
        for name, n in found.items():
            people[Disposition(name)] += n
    return CaseCounts.counted(people)


def rates_of(field: str, cases: Mapping[str, CaseCounts], everyone: CaseCounts) -> tuple[ShownRates, ...]:
    """Asked, answered and the standard rates of each category of one field, all with the e of the whole round."""
    if not cases:
        return ()
    table, e = _table(cases), estimated_eligibility(everyone)
    return tuple(
        _rates(
            category,
            wording.trait_texts(field, category),
            found,
            asked=table.rows[category],
            answered=table.cells[category, YES],
            e=e,
        )
        for category, found in sorted(cases.items(), key=lambda item: band_order(item[0]))
    )


def total_rates(cases: Mapping[str, CaseCounts], everyone: CaseCounts) -> ShownRates:
    if not cases:
        return ShownRates("", {}, HIDDEN, HIDDEN)
    table = _table(cases)
    return _rates("", {}, everyone, asked=table.total, answered=table.columns[YES], e=None)


def _table(cases: Mapping[str, CaseCounts]) -> ProtectedTable:
    return protect.protect_table(
        {(category, side): n for category, found in cases.items() for side, n in _sides(found).items()}
    )


def _sides(found: CaseCounts) -> dict[str, int]:
    answered = found.complete + found.partial
    return {YES: answered, NO: found.asked - answered}


def _rates(
    code: str, texts: Texts, found: CaseCounts, *, asked: ProtectedCount, answered: ProtectedCount, e: float | None
) -> ShownRates:
    rates = response_rates(found, e=e)
    # The odd rates count complete answers only: they need enough of those, too.
    complete = answered if answered.hidden else protect.protect_count(found.complete)
    refusals = answered if answered.hidden else protect.protect_count(found.refusal)
    return ShownRates(
        code,
        texts,
        asked,
        answered,
        percent_of(answered, asked),
        rr1=coarse(rates.rr1, complete, asked),
        rr2=coarse(rates.rr2, answered, asked),
        rr3=coarse(rates.rr3, complete, asked),
        rr4=coarse(rates.rr4, answered, asked),
        rr5=coarse(rates.rr5, complete, asked),
        rr6=coarse(rates.rr6, answered, asked),
        refused=coarse(rates.refusal_rate, refusals, asked),
    )


def outcomes(everyone: CaseCounts) -> tuple[ShownCount, ...]:
    if not everyone.asked:
        return ()
    names = {group: group.name.lower() for group in AaporGroup}
    names[AaporGroup.NOT_ELIGIBLE], names[AaporGroup.NOT_WORKED] = "not_eligible", "not_worked"
    table = protect.protect_table({(group.value,): getattr(everyone, name) for group, name in names.items()})
    return tuple(
        ShownCount(group.value, wording.in_languages(words), table.cells[(group.value,)])
        for group, words in wording.OUTCOMES.items()
    )


def coverage_of(coverage: Mapping[str, Any]) -> tuple[ShownCoverage, ...]:
    rows = []
    for status, found in coverage.items():
        in_frame, roster = shown_part(found["in_frame"], found["roster"])
        rows.append(ShownCoverage(wording.trait_texts("status", status), roster, in_frame))
    return tuple(rows)
