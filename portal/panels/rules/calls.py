"""When a call is what, what is published of it, and targets from shares."""

import datetime as dt
import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.panels.enums import CallStanding
from portal.sampling.panels import Target, Targets, targets_for

# In the order of the page. All of these are needed in English before a call can be published.
TEXTS = ("title", "purpose", "decides", "not_decides", "time", "payment", "support", "procedure")
LEAST_NOTICE = dt.timedelta(days=1)


def standing(
    *,
    published: bool,
    drawn: bool,
    opens_on: dt.date,
    closes_on: dt.date,
    today: dt.date,
) -> CallStanding:
    """How a call stands on a day at home: open from the first to the last day, both included."""
    if not published:
        return CallStanding.DRAFT
    if drawn:
        return CallStanding.DRAWN
    if today < opens_on:
        return CallStanding.ANNOUNCED
    return CallStanding.OPEN if today <= closes_on else CallStanding.CLOSED


@dataclass(frozen=True)
class Fault:
    """Why a call cannot be published: `code` (text, opens, closes, draw, seats, attributes, targets), and what it is
    about."""

    code: str
    about: str = ""


def faults_of_call(
    *,
    words: Mapping[str, Mapping[str, str]],
    opens_on: dt.date,
    closes_on: dt.date,
    draw_on: dt.date,
    attributes: Sequence[Mapping[str, Any]],
    targets: Sequence[Mapping[str, Any]],
    today: dt.date,
) -> list[Fault]:
    """Everything that is missing. How people are chosen is known at least a day before anyone can come forward."""
    faults = [Fault("text", name) for name in TEXTS if not words.get(name, {}).get("en", "").strip()]
    if opens_on < today + LEAST_NOTICE:
        faults.append(Fault("opens"))
    if closes_on < opens_on:
        faults.append(Fault("closes"))
    if draw_on <= closes_on:
        faults.append(Fault("draw"))
    if not attributes:
        faults.append(Fault("attributes"))
    if not targets:
        faults.append(Fault("targets"))
    return faults


def rules_sha256(said: Mapping[str, Any]) -> str:
    """The fingerprint of what was published about how people are chosen."""
    return hashlib.sha256(
        json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()


def read_targets(seats: int, rows: Sequence[Mapping[str, Any]]) -> Targets:
    """
    Raises:
        TargetProblem
    """
    return targets_for(seats, [Target(**row) for row in rows])


def suggested(seats: int, share: float) -> tuple[int, int]:
    """At least and at most how many of `seats` have something that `share` (from 0 to 1) of the people have."""
    exact = seats * share
    return math.floor(exact + 1e-9), min(seats, math.ceil(exact - 1e-9))


def clashes(
    seats: int, rows: Sequence[Mapping[str, Any]], attributes: Sequence[Mapping[str, Any]]
) -> list[tuple[str, str, int]]:
    """Targets that no pool could meet: (category, code, seats), code "too_many" when the least together are more than
    the seats, "too_few" when the most together do not fill them and every value has a target."""
    found = []
    values = {one["key"]: set(one["values"]) for one in attributes}
    for category in dict.fromkeys(row["category"] for row in rows):
        own = [row for row in rows if row["category"] == category]
        least, most = sum(row["least"] for row in own), sum(row["most"] for row in own)
        if least > seats:
            found.append((category, "too_many", least))
        elif most < seats and values.get(category, set()) <= {row["value"] for row in own}:
            found.append((category, "too_few", most))
    return found
