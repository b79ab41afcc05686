"""What a benchmark says: `python3 -m portal bench` collects these from every module here that begins with `bench_`."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One measured number. Above `limit` it is a failure; None means it is only told."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    def __getitem__(self, key: str) -> Any:
        return getattr(self, key)
