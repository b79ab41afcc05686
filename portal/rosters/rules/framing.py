"""Who of a roster is in the frame, and how the frame is written for the draw."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from portal.rosters.enums import Exclusion, ServiceStatus
from portal.sampling import frames

# What the draw and the report know of a person, in the order of the canonical text.
FRAME_FIELDS = ("status", "area", "unit", "age_band", "sex", "ethnicity", "disability", "language")
SMALL = 10


class OnRoster(Protocol):
    """What decides whether someone may be asked."""

    @property
    def excluded_reason(self) -> Exclusion | None: ...
    @property
    def is_removed(self) -> bool: ...
    @property
    def do_not_contact(self) -> bool: ...
    @property
    def age(self) -> int | None: ...


def exclusion(person: OnRoster, *, youngest_age: int | None) -> Exclusion | None:
    """Why this person is left out before the draw: the first reason in the order of `Exclusion`; None if they are in.

    Someone whose age is not known is not taken for too young.
    """
    reasons = {person.excluded_reason}
    if person.is_removed:
        reasons.add(Exclusion.REMOVED)
    if person.do_not_contact:
        reasons.add(Exclusion.DO_NOT_CONTACT)
    if youngest_age is not None and person.age is not None and person.age < youngest_age:
        reasons.add(Exclusion.UNDER_AGE)
    return next((reason for reason in Exclusion if reason in reasons), None)


@dataclass
class Coverage:
    """People by status: on the roster, in the frame, left out by reason."""

    roster: Counter[str] = field(default_factory=Counter)
    excluded: dict[str, Counter[str]] = field(default_factory=dict)

    def count(self, status: str, reason: Exclusion | None) -> None:
        self.roster[str(status)] += 1
        if reason is not None:
            self.excluded.setdefault(str(status), Counter())[reason.value] += 1

    def as_json(self) -> dict[str, Any]:
        return {status.value: self._of(status.value) for status in ServiceStatus}

    def _of(self, status: str) -> dict[str, Any]:
        excluded = self.excluded.get(status, Counter())
        return {
            "roster": self.roster[status],
            "in_frame": self.roster[status] - excluded.total(),
            "excluded": {reason.value: excluded[reason.value] for reason in Exclusion if excluded[reason.value]},
        }


def row_of(person_id: Any, household: str, values: Iterable[Any]) -> frames.FrameRow:
    """One person as the draw sees them; `values` in the order of `FRAME_FIELDS`."""
    fields = dict(zip(FRAME_FIELDS, map(str, values), strict=True))
    if household:
        fields[frames.HOUSEHOLD] = household
    return frames.FrameRow(str(person_id), fields)


def sampling_frame(rows: Iterable[Mapping[str, Any]]) -> frames.Frame:
    """The frame as the draw sees it: the person's id, the fields of `FRAME_FIELDS` and, for those who share one, the
    household; its `sha256` is the frame's."""
    return frames.Frame(
        row_of(row["person_id"], row.get("household", ""), [row[name] for name in FRAME_FIELDS]) for row in rows
    )
