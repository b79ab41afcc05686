"""How fair a draw was, and the file that shows it: to anyone in full where no one can be told from it, else without
what people said about themselves."""

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from portal.sampling.disclosure import SMALLEST_COUNT
from portal.sampling.errors import DamagedRecord
from portal.sampling.ordering import draw_key
from portal.sampling.panels import Candidate, Lottery, Targets, drawn_number, lottery_from_json, pool_of

PUBLIC_FORMAT = "heard-panel-public/1"


def numbers_for(ids: Sequence[str], *, seed: str) -> dict[str, str]:
    """A number for each person, in an order that says nothing: "0001" to as many as there are."""
    width = max(4, len(str(len(ids))))
    ordered = sorted(ids, key=lambda one: draw_key(seed, f"number:{one}"))
    return {one: str(place).zfill(width) for place, one in enumerate(ordered, start=1)}


def figures_of(lottery: Lottery, *, ticket: int | None = None) -> dict[str, Any]:
    """Smallest and largest chance; for each target how many are in the pool and, once drawn, on the panel."""
    chances = lottery.chances()
    pool = Counter(pair for one in lottery.candidates for pair in one.profile.items())
    drawn = set(lottery.tickets[ticket]) if ticket is not None else set()
    chosen = Counter(pair for one in lottery.candidates if one.person_id in drawn for pair in one.profile.items())
    return {
        "people": len(lottery.candidates),
        "seats": lottery.targets.size,
        "smallest": min(chances.values()),
        "largest": max(chances.values()),
        "rows": [
            {
                "category": target.category,
                "value": target.value,
                "least": target.least,
                "most": target.most,
                "pool": pool[target.category, target.value],
                "chosen": chosen[target.category, target.value] if drawn else None,
            }
            for target in lottery.targets.targets
        ],
    }


def is_safe_in_full(lottery: Lottery) -> bool:
    """Whether everyone in the pool is one of at least ten whom nothing in the file tells apart."""
    pool = pool_of(lottery.candidates, lottery.targets, one_per_home=lottery.one_per_home)
    return min((kind.size for kind in pool.kinds), default=0) >= SMALLEST_COUNT


def public_json(lottery: Lottery) -> str:
    """The file everyone may have: the lottery itself, or its tickets under numbers, with the fingerprint of the whole
    so that nobody can change that afterwards. Canonical: equal lotteries give equal bytes."""
    if is_safe_in_full(lottery):
        return lottery.to_json()
    said = {
        "format": PUBLIC_FORMAT,
        "size": lottery.targets.size,
        "people": sorted(one.person_id for one in lottery.candidates),
        "tickets": lottery.tickets,
        "whole_sha256": lottery.sha256,
    }
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class PublicCheck:
    """What anyone can see from the public file and the number: whether it holds, who was drawn, the chances."""

    holds: bool
    drawn: tuple[str, ...]
    ticket: int
    smallest: float
    largest: float


def check_public(text: str, *, number: str) -> PublicCheck:
    """Counts and hashes, nothing else: every ticket is full, nobody stands on one twice, and this one was drawn.

    Raises:
        DamagedRecord
    """
    try:
        said: Mapping[str, Any] = json.loads(text)
        if said["format"] != PUBLIC_FORMAT:
            lottery = lottery_from_json(text)
            people: list[str] = [one.person_id for one in lottery.candidates]
            size, tickets = lottery.targets.size, [list(one) for one in lottery.tickets]
        else:
            people, size, tickets = list(said["people"]), int(said["size"]), [list(one) for one in said["tickets"]]
        return _counted(people, size, tickets, number)
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRecord(str(error)) from error


def _counted(people: Sequence[str], size: int, tickets: Sequence[Sequence[str]], number: str) -> PublicCheck:
    known = set(people)
    sound = all(len(one) == size and len(set(one)) == size and known.issuperset(one) for one in tickets)
    often = Counter(person for one in tickets for person in one)
    shares = [often[person] / len(tickets) for person in people]
    ticket = drawn_number(number, len(tickets))
    return PublicCheck(sound, tuple(tickets[ticket]), ticket, min(shares), max(shares))


def reserves_in_order(lottery: Lottery, *, ticket: int, most: int) -> list[str]:
    """Who is asked when a seat falls free: the people on the tickets that follow the one drawn, each ticket from its
    first number, the last followed by the first."""
    drawn = set(lottery.tickets[ticket])
    found: dict[str, None] = {}
    for step in range(1, len(lottery.tickets)):
        for person in lottery.tickets[(ticket + step) % len(lottery.tickets)]:
            if person not in drawn:
                found.setdefault(person)
        if len(found) >= most:
            break
    return list(found)[:most]


def keeps_targets(targets: Targets, staying: Sequence[Candidate], more: Candidate, *, one_per_home: bool) -> bool:
    """Whether someone may take a seat beside those who stay: no target is passed, none falls short that was met before
    the seat fell free and could still be met, and nobody shares a home."""
    if one_per_home and more.home and more.home in {one.home for one in staying}:
        return False
    there = Counter(pair for one in (*staying, more) for pair in one.profile.items())
    left = targets.size - len(staying) - 1
    short: Counter[str] = Counter()
    for target in targets.targets:
        have = there[target.category, target.value]
        if have > target.most:
            return False
        short[target.category] += max(0, target.least - have)
    return all(missing <= left for missing in short.values())


def without_homes(candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Homes as "h1", "h2", …: who lives together, without a fingerprint of where."""
    names: dict[str, str] = {}
    for one in sorted(candidates, key=lambda one: one.person_id):
        if one.home:
            names.setdefault(one.home, f"h{len(names) + 1}")
    return tuple(replace(one, home=names.get(one.home, "")) for one in candidates)
