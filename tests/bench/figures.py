"""What a benchmark says: `python3 -m portal bench` collects these from every module here that begins with `bench_`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured number. Above `limit` (below it where `at_least`) it is a failure; None means it is only told.

    A `value` of None was not measured; `unit` then says why.
    """

    name: str
    value: float | None
    unit: str
    limit: float | None = None
    at_least: bool = False

    def __getitem__(self, key: str) -> Any:
        return getattr(self, key)
