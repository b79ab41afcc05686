"""What each group said of each statement, as far as it can point at nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from portal.sampling.disclosure import Key, ProtectedTable, protect_table
from portal.summaries import queries
from portal.summaries.enums import VerdictKind
from portal.summaries.models import Summary
from portal.summaries.sources import NamesGroups, source_of

KINDS = tuple(kind for kind in VerdictKind if kind is not VerdictKind.SKIP)


@dataclass(frozen=True)
class ByGroup:
    """One statement: (name of the group, base, counts in the order of KINDS); None where it is held back."""

    rows: tuple[tuple[str, int | None, tuple[int | None, ...]], ...]

    @property
    def shows_anything(self) -> bool:
        return any(base is not None for _name, base, _counts in self.rows)


def by_group(session: Session, *, version_id: UUID, summary: Summary) -> Mapping[UUID, ByGroup]:
    """Through the disclosure gate: small groups are held, and so is what would give them away."""
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    counted = queries.strata_of(session, version_id=version_id)
    names = {code: _name(source, code) for cells in counted.values() for code, _kind in cells}
    return {statement_id: _protected(cells, names) for statement_id, cells in counted.items()}


def _protected(cells: Mapping[tuple[str, str], int], names: Mapping[str, str]) -> ByGroup:
    groups = list(dict.fromkeys(group for group, _kind in cells))
    full: dict[Key, int] = {
        (group, kind.value): cells.get((group, kind.value), 0) for group in groups for kind in KINDS
    }
    table = protect_table(full)
    return ByGroup(tuple(_row(table, group, names[group]) for group in groups))


def _row(table: ProtectedTable, group: str, name: str) -> tuple[str, int | None, tuple[int | None, ...]]:
    return name, table.rows[group].value, tuple(table.cells[group, kind.value].value for kind in KINDS)


def _name(source: object, code: str) -> str:
    return source.group_name(code) if isinstance(source, NamesGroups) else code
