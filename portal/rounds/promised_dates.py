"""Days that were promised: those of the rounds, and those that rooms downstream offer here."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from portal.rounds.queries import preparing
from portal.rounds.step_enums import DateKind


@dataclass(frozen=True, kw_only=True)
class PromisedDate:
    """`what` are texts by language; `endpoint` and `values` lead to the page it is about."""

    on: dt.date
    kind: DateKind
    what: Mapping[str, str]
    uid: str
    endpoint: str
    values: Mapping[str, Any] = field(default_factory=dict)


DateSource = Callable[[Session, dt.date], list[PromisedDate]]
_sources: list[DateSource] = []


def offer_dates(source: DateSource) -> None:
    """Called by the hall for each room downstream that promises days."""
    if source not in _sources:
        _sources.append(source)


def promised_dates(session: Session, *, since: dt.date) -> list[PromisedDate]:
    """Everything promised for `since` or later, soonest first."""
    found = _of_rounds(session, since) + _of_visits(session, since)
    for source in _sources:
        found += source(session, since)
    return sorted((one for one in found if one.on >= since), key=lambda one: (one.on, one.kind, one.uid))


def _of_rounds(session: Session, since: dt.date) -> list[PromisedDate]:
    found = []
    for round_, release_on, check_back_on in preparing.dated_rounds(session, since=since):
        days = {
            DateKind.CLOSES: round_.closes_on,
            DateKind.RELEASE: release_on,
            DateKind.CHECK_BACK: check_back_on,
        }
        found += [
            PromisedDate(
                on=day,
                kind=kind,
                what=round_.name,
                uid=f"{kind.value}-{round_.id}",
                endpoint="rounds.show_round",
                values={"round_id": round_.id},
            )
            for kind, day in days.items()
            if day is not None
        ]
    return found


def _of_visits(session: Session, since: dt.date) -> list[PromisedDate]:
    return [
        PromisedDate(
            on=visit.last_day,
            kind=DateKind.VISIT,
            what={"en": checklist.name},
            uid=f"visit-{visit.id}",
            endpoint="checklists.show_checklist",
            values={"checklist_id": checklist.id},
        )
        for visit, checklist in preparing.dated_visits(session, since=since)
    ]
