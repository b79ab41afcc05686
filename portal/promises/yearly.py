"""The promises of one year, per service. Made from what the public pages show: it tells no more than they do."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.promises.enums import KeptVerdict, PromiseState
from portal.promises.queries import PublicPromise
from portal.promises.rules import came_late
from portal.promises.wording import PeopleSay, people_say
from portal.shared.i18n import HOME_TIME, _, best_text


@dataclass(frozen=True, kw_only=True)
class YearRow:
    """`said` sums published counts of the promises that ended in this year; None where none may be shown."""

    name: Mapping[str, str] | None
    promised: int
    kept: int
    changed: int
    dropped: int
    late: int
    still_open: int
    said: Mapping[KeptVerdict, int | None]

    @property
    def name_words(self) -> str:
        return best_text(dict(self.name))[0] if self.name else _("Other promises")


@dataclass(frozen=True, kw_only=True)
class YearPromise:
    row: PublicPromise
    is_late: bool
    people: PeopleSay | None


@dataclass(frozen=True, kw_only=True)
class YearReport:
    year: int
    total: YearRow
    services: tuple[YearRow, ...]
    promises: tuple[tuple[YearRow, tuple[YearPromise, ...]], ...]


def year_of(moment: dt.datetime) -> int:
    return moment.astimezone(HOME_TIME).year


def years_with_promises(rows: Iterable[PublicPromise]) -> list[int]:
    """Newest first."""
    found = set()
    for row in rows:
        found |= {year_of(row.promise.made_at), row.promise.first_due.year}
        if row.promise.ended_at:
            found.add(year_of(row.promise.ended_at))
    return sorted(found, reverse=True)


def yearly_report(rows: Sequence[PublicPromise], *, year: int, today: dt.date) -> YearReport:
    """Promises made, ended, or due in `year`. `today` decides what is late and still open."""
    mine = [_in_year(row, today) for row in rows if _belongs(row, year, today)]
    by_service: dict[uuid.UUID | None, list[YearPromise]] = {}
    for one in mine:
        by_service.setdefault(one.row.service.id if one.row.service else None, []).append(one)
    groups = sorted(by_service.values(), key=_name_of)
    summed = [(_summed(group, year, name=_service_name(group)), tuple(group)) for group in groups]
    return YearReport(
        year=year,
        total=_summed(mine, year, name=None),
        services=tuple(row for row, _group in summed),
        promises=tuple(summed),
    )


def _belongs(row: PublicPromise, year: int, today: dt.date) -> bool:
    promise = row.promise
    ended = year_of(promise.ended_at) if promise.ended_at else None
    was_open = year_of(promise.made_at) <= year and (ended is None or ended >= year)
    return was_open and year <= today.year


def _in_year(row: PublicPromise, today: dt.date) -> YearPromise:
    promise = row.promise
    ended = promise.ended_at.astimezone(HOME_TIME).date() if promise.ended_at else None
    is_late = came_late(state=promise.state, first_due=promise.first_due, ended=ended, today=today)
    return YearPromise(row=row, is_late=is_late, people=people_say(row.said, asked=row.asked))


def _summed(group: Sequence[YearPromise], year: int, *, name: Mapping[str, str] | None) -> YearRow:
    ended = [one for one in group if one.row.promise.ended_at and year_of(one.row.promise.ended_at) == year]

    def ended_as(state: PromiseState) -> int:
        return sum(one.row.promise.state is state for one in ended)

    return YearRow(
        name=name,
        promised=sum(year_of(one.row.promise.made_at) == year for one in group),
        kept=ended_as(PromiseState.DONE),
        changed=ended_as(PromiseState.CHANGED),
        dropped=ended_as(PromiseState.DROPPED),
        late=sum(one.is_late and one.row.promise.first_due.year <= year for one in group),
        still_open=sum(one.row.promise.state.is_open for one in group),
        said=_said(ended),
    )


def _said(ended: Sequence[YearPromise]) -> dict[KeptVerdict, int | None]:
    shown = [one.people for one in ended if one.people and one.people.is_shown]
    sums: dict[KeptVerdict, int | None] = {}
    for kind in KeptVerdict:
        counts = [value for people in shown if (value := people.counts[kind]) is not None]
        sums[kind] = sum(counts) if counts else None
    return sums


def _service_name(group: Sequence[YearPromise]) -> Mapping[str, str] | None:
    service: Any = group[0].row.service
    return service.name if service else None


def _name_of(group: Sequence[YearPromise]) -> tuple[bool, str]:
    name = _service_name(group)
    return name is None, best_text(dict(name))[0].casefold() if name else ""
