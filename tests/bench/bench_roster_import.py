"""Bringing in a roster of 20,000 people: upload, check and import, in a process of their own.

The real roster where it is present, otherwise an invented one with the same columns.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.figures import Figure
from tests.real_data import real_data
from tests.rosters.factories import bring_in, invented_roster, make_service

PEOPLE = 20_000


def figures() -> list[Figure]:
    asked = [sys.executable, "-m", "tests.bench.bench_roster_import"]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[2])
    seconds, megabytes, frame_seconds = json.loads(answer.stdout.splitlines()[-1])
    return [
        Figure("roster_import_20000_s", seconds, "s", 30),
        Figure("roster_import_20000_mb", megabytes, "MB", 300),
        Figure("freeze_frame_20000_s", frame_seconds, "s", 2),
    ]


measure = figures


def _import_once() -> tuple[float, float, float]:
    """Seconds and peak memory of the import, and the seconds a frame of it takes to freeze."""
    import sqlalchemy as sa

    from portal.app import create_app
    from portal.rosters import operations
    from portal.rosters.models import RosterEntry
    from portal.shared import crypto
    from portal.shared.database import Base, db
    from portal.shared.settings import Settings

    path = real_data("frames", "roster_20000.csv")
    content = path.read_bytes() if path else invented_roster(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        app = create_app(Settings(instance=Path(folder), testing=True))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            service = make_service(db.session)
            began = time.perf_counter()
            bring_in(db.session, service, content)
            seconds = time.perf_counter() - began
            brought_in = db.session.scalar(sa.select(sa.func.count()).select_from(RosterEntry))
            assert brought_in == PEOPLE, brought_in
            megabytes = _peak_megabytes()
            began = time.perf_counter()
            operations.freeze_frame(db.session, service_id=service.id, name="bench", by=None)
            db.session.commit()
            return seconds, megabytes, time.perf_counter() - began


def _peak_megabytes() -> float:
    """Of this process alone; on Linux getrusage would also count what the process that started us once held."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 * 1024)


if __name__ == "__main__":
    print(json.dumps(_import_once()))
