"""Frames for these tests: the 20,000-row roster where it is at hand, else an invented one of the same size."""

import csv
import random

from portal.sampling.frames import HOUSEHOLD, Frame, FrameRow
from tests.real_data import real_data

STATUSES = ["active"] * 62 + ["completed"] * 16 + ["disengaged"] * 14 + ["never_started"] * 8
ETHNICITIES = ["White"] * 63 + ["Hispanic or Latino"] * 18 + ["Black"] * 14 + ["Two or More"] * 3 + ["Asian"] * 2


def big_frame() -> Frame:
    path = real_data("frames", "roster_20000.csv")
    if path is None:
        return invented_frame(20_000)
    with path.open(newline="", encoding="utf-8") as file:
        return Frame(
            FrameRow(row["ref"], {"status": row["status"], "ethnicity": row["ethnicity"]})
            for row in csv.DictReader(file)
        )


def invented_frame(size: int) -> Frame:
    chance = random.Random(20)
    return Frame(
        FrameRow(f"P-{number:05d}", {"status": chance.choice(STATUSES), "ethnicity": chance.choice(ETHNICITIES)})
        for number in range(size)
    )


def mixed_homes(size: int) -> Frame:
    """An invented frame in which about half live alone and the others in homes of two to four, across statuses."""
    rows, chance, number = [], random.Random(7), 0
    while len(rows) < size:
        number += 1
        together = chance.choice([1, 1, 1, 2, 3, 4])
        for _person in range(min(together, size - len(rows))):
            home = {HOUSEHOLD: f"H-{number:04d}"} if together > 1 else {}
            status, group = chance.choice(STATUSES), chance.choice("AB")
            rows.append(FrameRow(f"P-{len(rows):05d}", {"status": status, "ethnicity": group, **home}))
    return Frame(rows)
