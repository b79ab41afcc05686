"""Who was asked and who answered, through the gate."""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.rounds.disclosure.numbers import NO, YES, coarse, percent_of, shown_part
from portal.rounds.rules import wording
from portal.rounds.shown import ShownCount, ShownCoverage, ShownRates, Texts
from portal.sampling import disclosure as protect
from portal.sampling.disclosure import HIDDEN, ProtectedCount
from portal.sampling.dispositions import AaporGroup, Disposition
from portal.sampling.response_rates import CaseCounts, ResponseRates, estimated_eligibility, response_rates


def dispositions(by_status: Iterable[Mapping[str, int]]) -> Iterable[Disposition]:
    for found in by_status:
        for name, people in found.items():
            yield from [Disposition(name)] * people


def case_counts(found: Mapping[str, int]) -> CaseCounts:
    return CaseCounts.of(dispositions([found]))


def status_rates(cases: Mapping[str, CaseCounts], everyone: CaseCounts) -> tuple[tuple[ShownRates, ...], ShownRates]:
    if not cases:
        return (), ShownRates("", {}, HIDDEN, HIDDEN)
    table = protect.protect_table(
        {(status, side): n for status, found in cases.items() for side, n in _sides(found).items()}
    )
    e = estimated_eligibility(everyone)
    shown = tuple(
        _rates(
            status,
            wording.trait_texts("status", status),
            asked=table.rows[status],
            answered=table.cells[status, YES],
            rates=response_rates(found, e=e),
        )
        for status, found in cases.items()
    )
    answered = table.columns[YES]
    return shown, _rates("", {}, asked=table.total, answered=answered, rates=response_rates(everyone))


def _sides(found: CaseCounts) -> dict[str, int]:
    answered = found.complete + found.partial
    return {YES: answered, NO: found.asked - answered}


def _rates(
    code: str, texts: Texts, *, asked: ProtectedCount, answered: ProtectedCount, rates: ResponseRates
) -> ShownRates:
    standard = [coarse(rate, answered, asked) for rate in (rates.rr1, rates.rr3, rates.rr5)]
    return ShownRates(code, texts, asked, answered, percent_of(answered, asked), *standard)


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
