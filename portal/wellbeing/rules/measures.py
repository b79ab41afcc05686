"""The four measures of the Welsh pilot, with everything that must stand beside them.

SSIA personal outcomes pilot (2016), section 5.1: outcomes that progressed (M1) and were achieved (M2), people with any
outcome that progressed or was achieved (M3), people with any achieved (M4), of those reviewed. Not for judging how well
an authority performs (section 5.2): the caution is part of the result.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.sampling.intervals import Interval, wilson_interval
from portal.wellbeing.enums import Direction, Intent
from portal.wellbeing.rules.paths import Path, has_only_proxies, standing

# One service that has more of the people than this is named beside every figure (Blaenau Gwent had half of the pilot).
DOMINANT = 0.25


class State(StrEnum):
    """Where someone, or one of their outcomes, stands when there is no score to count. Never a blank."""

    LIVE = "live"
    ON_HOLD = "on_hold"
    WITHDRAWN = "withdrawn"


class Reach(StrEnum):
    """How far a person referred has come, before any outcome of theirs is looked at."""

    REFERRED = "referred"
    JOINED = "joined"
    UNABLE = "unable"


@dataclass(frozen=True)
class OutcomeOf:
    """One outcome of one person, with what was scored."""

    path: Path
    state: State = State.LIVE


@dataclass(frozen=True)
class PersonOf:
    """One person referred to one service, with all their outcomes."""

    service: str
    reach: Reach = Reach.JOINED
    outcomes: tuple[OutcomeOf, ...] = ()


@dataclass(frozen=True)
class Share:
    """So many of so many. `share` from 0 to 1, None when the base is nought; `interval` is Wilson's at 95 %."""

    count: int
    base: int

    @property
    def share(self) -> float | None:
        return self.count / self.base if self.base else None

    @property
    def interval(self) -> Interval | None:
        return wilson_interval(self.count, self.base) if self.base else None


@dataclass(frozen=True)
class Funnel:
    """How many people came how far. `joined` counts those unable to take part no longer."""

    referred: int
    joined: int
    unable: int
    without_outcome: int
    with_outcome: int
    reviewed: int


@dataclass(frozen=True)
class Measures:
    """The four measures over some people, and what is printed beside them. Each is a count of a base.

    `mixed`: people with something up and something down. `withdrawn`: of all outcomes. `kept`: outcomes that should
    stay as they are, and did, of those reviewed; they are in none of the four. `dominant`: the largest service's share
    of the people reviewed, where it is over a quarter and there is more than one service.
    """

    progressed: Share
    achieved: Share
    people_any: Share
    people_achieved: Share
    same: Share
    lower: Share
    mixed: Share
    withdrawn: Share
    ever_good_enough: Share
    kept: Share
    proxy_only: int
    funnel: Funnel
    dominant: tuple[str, float] | None


def measures(people: Sequence[PersonOf], *, since: dt.date | None = None, until: dt.date) -> Measures:
    """M1 to M4 of people, by the latest own review of each live outcome from `since` to `until`."""
    found = [_person(one, since, until) for one in people]
    changes = Counter(way for one in found for way in one.ways)
    outcomes, reviewed = sum(changes.values()), [one for one in found if one.ways]

    def of_outcomes(count: int) -> Share:
        return Share(count, outcomes)

    def of_people(count: int) -> Share:
        return Share(count, len(reviewed))

    return Measures(
        progressed=of_outcomes(changes[Direction.PROGRESSED]),
        achieved=of_outcomes(changes[Direction.ACHIEVED]),
        people_any=of_people(sum(one.any_up for one in reviewed)),
        people_achieved=of_people(sum(Direction.ACHIEVED in one.ways for one in reviewed)),
        same=of_outcomes(changes[Direction.SAME]),
        lower=of_outcomes(changes[Direction.LOWER]),
        mixed=of_people(sum(one.any_up and Direction.LOWER in one.ways for one in reviewed)),
        withdrawn=Share(sum(one.withdrawn for one in found), sum(len(one.outcomes) for one in people)),
        ever_good_enough=of_outcomes(sum(one.ever for one in found)),
        kept=Share(sum(one.kept for one in found), sum(one.to_keep for one in found)),
        proxy_only=sum(has_only_proxies(outcome.path) for one in people for outcome in one.outcomes),
        funnel=_funnel(people, found),
        dominant=_dominant(people, found),
    )


def by_service(people: Iterable[PersonOf], *, since: dt.date | None = None, until: dt.date) -> Mapping[str, Measures]:
    """The same for each service, in the order of their names: never of their values."""
    groups: dict[str, list[PersonOf]] = {}
    for one in people:
        groups.setdefault(one.service, []).append(one)
    return {name: measures(groups[name], since=since, until=until) for name in sorted(groups)}


@dataclass(frozen=True)
class _Found:
    ways: tuple[Direction, ...]  # of outcomes that should change
    ever: int
    kept: int
    to_keep: int
    withdrawn: int

    @property
    def any_up(self) -> bool:
        return Direction.ACHIEVED in self.ways or Direction.PROGRESSED in self.ways


def _person(person: PersonOf, since: dt.date | None, until: dt.date) -> _Found:
    live = [one.path for one in person.outcomes if one.state is State.LIVE]
    stands = [(path.intent, found) for path in live if (found := standing(path, since=since, until=until))]
    change = [found for intent, found in stands if intent is Intent.CHANGE]
    keep = [found for intent, found in stands if intent is Intent.KEEP_AS_IS]
    return _Found(
        ways=tuple(found.direction for found in change),
        ever=sum(found.ever_good_enough for found in change),
        kept=sum(found.direction is Direction.ACHIEVED for found in keep),
        to_keep=len(keep),
        withdrawn=sum(one.state is State.WITHDRAWN for one in person.outcomes),
    )


def _funnel(people: Sequence[PersonOf], found: Sequence[_Found]) -> Funnel:
    joined = [one for one in people if one.reach is Reach.JOINED]
    with_outcome = sum(bool(one.outcomes) for one in joined)
    return Funnel(
        referred=len(people),
        joined=len(joined),
        unable=sum(one.reach is Reach.UNABLE for one in people),
        without_outcome=len(joined) - with_outcome,
        with_outcome=with_outcome,
        reviewed=sum(bool(one.ways) or one.to_keep > 0 for one in found),
    )


def _dominant(people: Sequence[PersonOf], found: Sequence[_Found]) -> tuple[str, float] | None:
    sizes = Counter(one.service for one, its in zip(people, found, strict=True) if its.ways)
    if len(sizes) < 2:
        return None
    name, size = min(sizes.items(), key=lambda item: (-item[1], item[0]))
    share = size / sum(sizes.values())
    return (name, share) if share > DOMINANT else None
