"""The data map: what every table holds, why and for how long, read off the marks that the models carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from portal.shared.database import Base
from portal.shared.i18n import lazy
from portal.shared.privacy import DataClass

# Classes of columns that say something about a person.
ABOUT_PEOPLE = (DataClass.PERSONAL, DataClass.IDENTITY, DataClass.CONTACT, DataClass.SPECIAL, DataClass.SAFETY)


@dataclass(frozen=True)
class TableMap:
    """One table. `columns` are the column names by class, in the order of the classes; empty classes are left out."""

    table: str
    purpose: str
    retention: str
    columns: dict[DataClass, tuple[str, ...]]

    @property
    def is_about_people(self) -> bool:
        return any(kind in self.columns for kind in ABOUT_PEOPLE)

    @property
    def in_words(self) -> str:
        return "; ".join(f"{kind}: {', '.join(names)}" for kind, names in self.columns.items())


def data_map() -> list[TableMap]:
    """Every table whose model has been imported, by name."""
    return sorted((_table_map(mapper) for mapper in Base.registry.mappers), key=lambda row: row.table)


def _table_map(mapper: Any) -> TableMap:
    table: sa.Table = mapper.local_table
    columns = {kind: tuple(c.name for c in table.columns if c.info["data_class"] == kind) for kind in DataClass}
    return TableMap(
        table=table.name,
        purpose=mapper.class_.__purpose__,
        retention=mapper.class_.__retention__,
        columns={kind: names for kind, names in columns.items() if names},
    )


def as_markdown(rows: Sequence[TableMap]) -> str:
    """The map as docs/data-map.md shows it. How a column is kept is in its name."""
    lines = ["# Data map", "", INTRODUCTION, "", "| table | why | how long | what is in it |", "|---|---|---|---|"]
    lines += [f"| `{row.table}` | {row.purpose} | {row.retention} | {row.in_words} |" for row in rows]
    return "\n".join(lines) + "\n"


INTRODUCTION = (
    "Made from the models by `python -m tests.guards.write_data_map`; a test fails when it is not current. "
    "Columns ending in `_sealed` are encrypted (AES-256-GCM, bound to table, column and row); those ending in `_index` "
    "are keyed fingerprints (HMAC-SHA256). The classes are explained in `portal/shared/privacy.py`."
)

KINDS_IN_WORDS: dict[DataClass, Any] = {
    DataClass.OPERATIONAL: lazy("What the program needs to work: numbers, times, states. Says nothing about a person."),
    DataClass.PUBLIC: lazy("Made for everyone to read."),
    DataClass.CONTENT: lazy("Words of our staff: questions, summaries."),
    DataClass.PERSONAL: lazy("About a person, such as language, area or age."),
    DataClass.IDENTITY: lazy("Says who someone is."),
    DataClass.CONTACT: lazy("A way to reach someone. Kept encrypted."),
    DataClass.SPECIAL: lazy("Needs most care: health, disability, ethnic group, and people's own words."),
    DataClass.SAFETY: lazy("Could put someone in danger if the wrong person saw it."),
    DataClass.SECRET: lazy("Fingerprints and keys. Nobody can read them."),
}
