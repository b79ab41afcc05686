"""Choosing a panel of 30 from pools of 1,000 and 5,000 invented people: time and memory of the process that does it."""

import subprocess
import sys

from tests.bench.figures import Figure

# In a process of its own, as in the worker: the most memory it ever held is then its own, too.
ONE = """
import resource, sys, time
from portal.sampling.panels import fairest, pool_of
from tests.sampling.panels.pools import invented
candidates, targets = invented(int(sys.argv[1]))
began = time.perf_counter()
mixture = fairest(pool_of(candidates, targets), targets, leximin=sys.argv[2] == "leximin")
took = time.perf_counter() - began
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print("figures", min(mixture.chances), took, peak / (1024 if sys.platform == "darwin" else 1))
"""
# From product/10-rounds.md; for 5,000 nothing is said there but that it must fit the worker.
LIMITS = {(1000, "maximin"): 30.0, (1000, "leximin"): 180.0, (5000, "maximin"): None}
MOST_MB = 200.0


def measure() -> list[Figure]:
    figures = []
    for (people, rule), limit in LIMITS.items():
        took, peak = _choose(people, rule)
        figures.append(Figure(f"panel_30_of_{people}_{rule}_s", took, "s", limit))
        figures.append(Figure(f"panel_30_of_{people}_{rule}_mb", peak, "MB", MOST_MB))
    return figures


def _choose(people: int, rule: str) -> tuple[float, float]:
    command = [sys.executable, "-c", ONE, str(people), rule]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    _word, least, took, peak = done.stdout.strip().splitlines()[-1].split()
    assert float(least) > 0, "someone has no chance at all"
    return float(took), float(peak)
