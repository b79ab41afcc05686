"""Pools for tests: the real ones where they are, and an invented one of any size."""

import csv
import math
import random
from collections.abc import Mapping
from pathlib import Path

from portal.sampling.panels import Candidate, Target, Targets, targets_for

Shares = Mapping[str, Mapping[str, float]]

# Who comes forward, and who lives there: more carers, older people and women than there are.
CAME: Shares = {
    "gender": {"woman": 0.6, "man": 0.37, "other": 0.03},
    "age": {"16–29": 0.1, "30–44": 0.2, "45–59": 0.3, "60–74": 0.25, "75+": 0.15},
    "ethnicity": {"white": 0.7, "asian": 0.12, "black": 0.08, "mixed": 0.05, "other": 0.05},
    "area": {f"area {number}": 1 / 6 for number in range(6)},
    "standing": {"carer": 0.5, "uses it": 0.35, "left": 0.15},
}
LIVE: Shares = {
    "gender": {"woman": 0.5, "man": 0.48, "other": 0.02},
    "age": {"16–29": 0.2, "30–44": 0.25, "45–59": 0.25, "60–74": 0.2, "75+": 0.1},
    "ethnicity": {"white": 0.6, "asian": 0.2, "black": 0.1, "mixed": 0.05, "other": 0.05},
    "area": {f"area {number}": 1 / 6 for number in range(6)},
    "standing": {"carer": 0.4, "uses it": 0.4, "left": 0.2},
}


def invented(people: int, *, size: int = 30, seed: int = 1) -> tuple[list[Candidate], Targets]:
    """A pool where about one in six shares an address, and targets from the population, give or take."""
    chance = random.Random(seed)
    candidates = [
        Candidate(
            f"p{number:05}",
            {name: chance.choices(list(shares), list(shares.values()))[0] for name, shares in CAME.items()},
            f"home {chance.randrange(people * 3)}",
        )
        for number in range(people)
    ]
    targets = [
        Target(name, value, max(0, math.floor(size * share - 0.3)), math.ceil(size * share + 0.3))
        for name, shares in LIVE.items()
        for value, share in shares.items()
    ]
    return candidates, targets_for(size, targets)


def read(folder: Path, *, size: int, value: str) -> tuple[list[Candidate], Targets]:
    """A published pool: `value` is what its file calls the value of a category."""
    with (folder / "categories.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    targets = targets_for(size, [Target(r["category"], r[value], int(r["min"]), int(r["max"])) for r in rows])
    with (folder / "respondents.csv").open(encoding="utf-8-sig", newline="") as file:
        people = list(csv.DictReader(file))
    candidates = [
        Candidate(person.get("unique_id") or f"p{number:04}", {name: person[name] for name in targets.categories})
        for number, person in enumerate(people)
    ]
    return candidates, targets


def two_by_two() -> tuple[list[Candidate], Targets]:
    """200 people, a panel of 20, two things balanced: everyone's chance can be just the same."""
    candidates = [
        Candidate(f"p{n:03}", {"gender": "woman" if n % 2 else "man", "leaning": "left" if n % 4 < 3 else "right"})
        for n in range(200)
    ]
    targets = [Target("gender", "woman", 9, 20), Target("gender", "man", 9, 20), Target("leaning", "right", 5, 5)]
    return candidates, targets_for(20, targets)
