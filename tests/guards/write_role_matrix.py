"""Writes the role matrix as it is now; read the difference before you commit it."""

import csv
import tempfile
from pathlib import Path

from portal.app import create_app
from portal.shared import crypto
from portal.shared.settings import Settings
from tests.guards.test_access import MATRIX, routes


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        app = create_app(Settings(instance=Path(folder), testing=True))
        with MATRIX.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["endpoint", "methods", "path", "who"])
            writer.writerows(routes(app))


if __name__ == "__main__":
    main()
