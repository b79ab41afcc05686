"""Response rates RR1–RR6 of the American Association for Public Opinion Research (Standard Definitions)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.sampling.dispositions import AaporGroup, Disposition


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """People asked, by what became of them. `withheld` (for safety) belongs with `other` but keeps its own line;
    `not_worked` are open cases, which count as unknown in interim rates."""

    complete: int = 0
    partial: int = 0
    refusal: int = 0
    non_contact: int = 0
    other: int = 0
    withheld: int = 0
    unknown: int = 0
    not_eligible: int = 0
    not_worked: int = 0

    @classmethod
    def of(cls, dispositions: Iterable[Disposition]) -> "CaseCounts":
        """Counts final dispositions, one per person asked."""
        counts: dict[str, int] = {}
        for disposition in dispositions:
            name = _FIELD_OF[disposition.group]
            counts[name] = counts.get(name, 0) + 1
        return cls(**counts)

    @classmethod
    def counted(cls, people: Mapping[Disposition, int]) -> "CaseCounts":
        """From people by final disposition."""
        counts: dict[str, int] = {}
        for disposition, n in people.items():
            name = _FIELD_OF[disposition.group]
            counts[name] = counts.get(name, 0) + n
        return cls(**counts)

    @property
    def asked(self) -> int:
        return self.eligible + self.not_eligible + self.all_unknown

    @property
    def eligible(self) -> int:
        """People known to be eligible: I + P + R + NC + O with the withheld."""
        return self.complete + self.partial + self.refusal + self.non_contact + self.other + self.withheld

    @property
    def all_unknown(self) -> int:
        return self.unknown + self.not_worked


_FIELD_OF = {
    AaporGroup.COMPLETE: "complete",
    AaporGroup.PARTIAL: "partial",
    AaporGroup.REFUSAL: "refusal",
    AaporGroup.NON_CONTACT: "non_contact",
    AaporGroup.OTHER: "other",
    AaporGroup.WITHHELD: "withheld",
    AaporGroup.UNKNOWN: "unknown",
    AaporGroup.NOT_ELIGIBLE: "not_eligible",
    AaporGroup.NOT_WORKED: "not_worked",
}


@dataclass(frozen=True, slots=True)
class ResponseRates:
    """Shares 0 to 1; None where nobody is left to divide by. `e` is the share of unknown cases taken to be eligible.
    `interim` while cases are open."""

    counts: CaseCounts
    e: float | None
    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    refusal_rate: float | None
    interim: bool


def response_rates(counts: CaseCounts, *, e: float | None = None) -> ResponseRates:
    """RR1 and RR2 keep every unknown case, RR3 and RR4 the share `e` of them, RR5 and RR6 none; the even ones count
    partial answers too. The refusal rate is AAPOR's REF1.

    `e`: without it eligible / (eligible + ineligible) among resolved cases. For a rate of one group pass the e of the
    whole round, so that groups stay comparable.

    Raises:
        ValueError: e outside 0…1.
    """
    if e is not None and not 0 <= e <= 1:
        raise ValueError(e)
    if e is None:
        e = estimated_eligibility(counts)
    answered = counts.complete + counts.partial
    most = counts.eligible + counts.all_unknown
    some = None if e is None and counts.all_unknown else counts.eligible + (e or 0.0) * counts.all_unknown
    return ResponseRates(
        counts=counts,
        e=e,
        rr1=_share(counts.complete, most),
        rr2=_share(answered, most),
        rr3=_share(counts.complete, some),
        rr4=_share(answered, some),
        rr5=_share(counts.complete, counts.eligible),
        rr6=_share(answered, counts.eligible),
        refusal_rate=_share(counts.refusal, most),
        interim=counts.not_worked > 0,
    )


def estimated_eligibility(counts: CaseCounts) -> float | None:
    """e by the proportional method: eligible / (eligible + ineligible); None when no case is resolved."""
    return _share(counts.eligible, counts.eligible + counts.not_eligible)


def response_rates_by(cases: Iterable[tuple[str, Disposition]]) -> dict[str, ResponseRates]:
    """Rates per group from (group, final disposition) pairs, groups sorted, all with the e of the whole."""
    everyone = list(cases)
    e = estimated_eligibility(CaseCounts.of(disposition for _group, disposition in everyone))
    by_group: dict[str, list[Disposition]] = {}
    for group, disposition in everyone:
        by_group.setdefault(group, []).append(disposition)
    return {group: response_rates(CaseCounts.of(found), e=e) for group, found in sorted(by_group.items())}


def _share(part: float, whole: float | None) -> float | None:
    return part / whole if whole else None
