"""How many of 200,000 decisions of the send gate would have been unsafe, by an oracle that shares nothing with it."""

import datetime as dt
import time

from tests.bench.figures import Figure
from tests.contact import simulation

NOW = dt.datetime(2026, 3, 10, 10, 30, tzinfo=dt.UTC)


def measure() -> list[Figure]:
    began = time.perf_counter()
    tally = simulation.run(people=40_000, seed="bench", now=NOW)
    seconds = time.perf_counter() - began
    return [
        Figure("unsafe_sends", tally.unsafe, f"of {tally.decisions} decisions", 0),
        Figure("needless_refusals", tally.needless, f"of {tally.decisions} decisions", 0),
        Figure("gate_decisions_per_s", tally.decisions / seconds, "1/s"),
    ]
