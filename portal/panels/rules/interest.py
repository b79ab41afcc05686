"""What someone says who would like to be on a panel: pages in order, what of it is needed, and their profile."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from portal.panels.enums.attributes import PREFER_NOT_TO_SAY

# One page each; between "language" and "access" stands a page for each thing the panel is balanced by.
BEFORE, AFTER = ("name", "reach", "safe", "language"), ("access", "helped", "check")
ATTRIBUTE = "about-"


def steps(attributes: Sequence[Mapping[str, Any]]) -> list[str]:
    return [*BEFORE, *(ATTRIBUTE + one["key"] for one in attributes), *AFTER]


def next_step(attributes: Sequence[Mapping[str, Any]], step: str) -> str:
    order = steps(attributes)
    return order[min(order.index(step) + 1, len(order) - 1)]


def step_before(attributes: Sequence[Mapping[str, Any]], step: str) -> str | None:
    order = steps(attributes)
    place = order.index(step)
    return order[place - 1] if place else None


def first_open(attributes: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> str:
    """Where to go on: the first page that was not sent yet."""
    seen = set(said.get("seen", ()))
    return next((step for step in steps(attributes) if step not in seen), "check")


def missing(said: Mapping[str, Any]) -> list[str]:
    """What we cannot do without: a name to call them by, and one way to reach them."""
    needed = [] if str(said.get("name") or "").strip() else ["name"]
    ways = any(str(said.get(way) or "").strip() for way in ("email", "mobile", "address"))
    return needed if ways else [*needed, "reach"]


def profile_of(attributes: Sequence[Mapping[str, Any]], said: Mapping[str, Any]) -> dict[str, str]:
    """One value for each category; what was skipped is "would rather not say"."""
    given = said.get("about", {})
    profile = {}
    for one in attributes:
        value = given.get(one["key"])
        profile[one["key"]] = value if value in one["values"] else PREFER_NOT_TO_SAY
    return profile


def as_profile(text: str | None) -> dict[str, str]:
    """A profile as it is kept, read back."""
    return dict(json.loads(text)) if text else {}


def plain_name(name: str | None) -> str:
    """For asking whether two names are one: letters only, case folded, in any order of the words."""
    return " ".join(sorted("".join(c if c.isalnum() else " " for c in (name or "").casefold()).split()))
