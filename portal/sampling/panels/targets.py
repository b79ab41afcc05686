"""What a panel should look like: how many people, and at least and at most how many of each value."""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.sampling.errors import SamplingError

ANY = 10**6


@dataclass(frozen=True, slots=True)
class Target:
    """Between `least` and `most` people of the panel have `value` in `category`.

    `least_flex` and `most_flex` say by how many it may be relaxed when there is no other way; as far as it takes unless
    said otherwise.
    """

    category: str
    value: str
    least: int
    most: int
    least_flex: int = ANY
    most_flex: int = ANY


class TargetProblem(SamplingError):
    """A target that contradicts itself: `code` is negative, upside_down, twice, no_targets or size_not_positive."""

    def __init__(self, code: str, category: str = "", value: str = "") -> None:
        super().__init__(" / ".join(part for part in (code, category, value) if part))
        self.code = code
        self.category = category
        self.value = value


@dataclass(frozen=True)
class Targets:
    """All targets of a panel of `size` people, in the order they were written."""

    size: int
    targets: tuple[Target, ...]

    @property
    def categories(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(target.category for target in self.targets))

    def of(self, category: str) -> tuple[Target, ...]:
        return tuple(target for target in self.targets if target.category == category)


def targets_for(size: int, targets: Iterable[Target]) -> Targets:
    """Checks each target by itself; whether they can be met together only the pool can tell.

    Raises:
        TargetProblem
    """
    rows = tuple(targets)
    if size < 1:
        raise TargetProblem("size_not_positive")
    if not rows:
        raise TargetProblem("no_targets")
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if row.least < 0:
            raise TargetProblem("negative", row.category, row.value)
        if row.least > row.most:
            raise TargetProblem("upside_down", row.category, row.value)
        if (row.category, row.value) in seen:
            raise TargetProblem("twice", row.category, row.value)
        seen.add((row.category, row.value))
    return Targets(size, rows)
