"""The organiser's results page after ten thousand, a hundred thousand and a million responses, and counting them."""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from portal.app import create_app
from portal.people.enums import Role
from portal.rounds.models import WeightingChoice
from portal.rounds.operations import counting
from portal.shared import clock, crypto
from portal.shared.database import Base, db
from portal.shared.settings import Settings
from tests.bench.crowd import make_crowd
from tests.bench.figures import Figure
from tests.people.factories import signed_in

SIZES = {"10k": (10_000, 300.0), "100k": (100_000, 300.0), "1m": (1_000_000, 450.0)}
VIEWS = 9


def measure() -> list[Figure]:
    figures = []
    for name, (size, limit) in SIZES.items():
        print(f"results after {size:,} responses …", file=sys.stderr, flush=True)
        figures += page_after(size, name=name, limit=limit)
    return figures


def page_after(responses: int, *, name: str, limit: float) -> list[Figure]:
    """Median server time of the page in milliseconds, and the worker's time and memory to count."""
    with tempfile.TemporaryDirectory(prefix="heard-bench-") as folder:
        crypto.new_key_file(Path(folder) / "keys.json")
        app = create_app(Settings(instance=Path(folder), testing=True))
        with app.app_context():
            Base.metadata.create_all(db.engine)
            round_ = make_crowd(db.session, responses=responses)
            db.session.add(
                WeightingChoice(round_id=round_.id, margins=["status", "area", "age_band"], chosen_at=clock.now())
            )
            db.session.commit()
            print("  the crowd has answered; counting …", file=sys.stderr, flush=True)
            before = _forget_peak() if sys.platform == "linux" else 0
            began = time.perf_counter()
            counting.recount(db.session, round_=round_)
            db.session.commit()
            seconds = time.perf_counter() - began
            more = _kilobytes("VmHWM") - before if before else 0
            path = f"/rounds/{round_.id}/results/"
            client = app.test_client()
            signed_in(client, db.session, Role.ORGANISER)
        times = [_view(client, path) for _turn in range(VIEWS)]
        with app.app_context():
            db.engine.dispose()
    return [
        Figure(f"results_page_{name}_ms", statistics.median(times[1:]), "ms", limit),
        Figure(f"results_count_{name}_s", seconds, "s"),
        Figure(f"results_count_{name}_mb", more / 1_000, "MB more"),
    ]


def _view(client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert "Weighted percentages" in answer.text
    return (time.perf_counter() - began) * 1000


def _forget_peak() -> int:
    """Memory in use now, in kB, from where the peak is measured anew (Linux)."""
    Path("/proc/self/clear_refs").write_text("5")
    return _kilobytes("VmRSS")


def _kilobytes(name: str) -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))
