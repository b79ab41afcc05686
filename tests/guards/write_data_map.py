"""Writes docs/data-map.md from the models; read the difference before you commit it."""

import importlib
from pathlib import Path

import portal.app  # noqa: F401  the hall brings tables of its own
from portal.rooms import TABLES_AND_TASKS
from portal.shared.data_map import as_markdown, data_map

DATA_MAP = Path(__file__).resolve().parents[2] / "docs" / "data-map.md"


def main() -> None:
    for name in TABLES_AND_TASKS:
        importlib.import_module(name)
    DATA_MAP.write_text(as_markdown(data_map()))


if __name__ == "__main__":
    main()
