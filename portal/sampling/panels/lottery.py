"""The public draw: a thousand equal tickets, each a whole panel, of which one is drawn by a public number.

Whoever has the file can work out everyone's chance by counting, see that every ticket meets the targets, and draw the
ticket again. No solver is needed for that, and no trust in how the panels were found.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from portal.sampling.errors import DamagedRecord
from portal.sampling.ordering import draw_key
from portal.sampling.panels.chances import Mixture
from portal.sampling.panels.pool import Candidate, Pool
from portal.sampling.panels.targets import Target, Targets

FORMAT = "heard-panel/1"
TICKETS = 1000


@dataclass(frozen=True)
class Lottery:
    """The tickets, and all it takes to check them. `seed` only decides who of one kind stands on which ticket."""

    targets: Targets
    candidates: tuple[Candidate, ...]
    one_per_home: bool
    seed: str
    tickets: tuple[tuple[str, ...], ...]

    def chances(self) -> dict[str, float]:
        """Each candidate's chance of being on the ticket that is drawn, from 0 to 1."""
        seats = {one.person_id: 0 for one in self.candidates}
        for ticket in self.tickets:
            for person in ticket:
                seats[person] += 1
        return {person: often / len(self.tickets) for person, often in seats.items()}

    @property
    def sha256(self) -> str:
        """What is published before the number is drawn: afterwards nobody can change a ticket unseen."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def to_json(self) -> str:
        """Canonical: equal lotteries give equal bytes."""
        said = {
            "format": FORMAT,
            "size": self.targets.size,
            "targets": [asdict(target) for target in self.targets.targets],
            "candidates": [
                {"id": one.person_id, "profile": dict(one.profile), "home": one.home} for one in self.candidates
            ],
            "one_per_home": self.one_per_home,
            "seed": self.seed,
            "tickets": self.tickets,
        }
        return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def lottery_of(
    candidates: Sequence[Candidate],
    targets: Targets,
    pool: Pool,
    mixture: Mixture,
    *,
    seed: str,
    one_per_home: bool = True,
    tickets: int = TICKETS,
) -> Lottery:
    """Turns probabilities into tickets, and kinds into people, each taken in turn.

    A panel with probability p stands on p · `tickets` tickets, rounded by largest remainders; within a kind everyone
    is on equally many tickets but for one.
    """
    seats_of = [
        panel for panel, often in zip(mixture.panels, _shares(mixture, tickets), strict=True) for _ in range(often)
    ]
    order = sorted(range(len(seats_of)), key=lambda number: draw_key(seed, f"ticket:{number}"))
    turns = _Turns(pool, seed)
    filled = tuple(turns.fill(seats_of[number]) for number in order)
    rows = tuple(sorted(candidates, key=lambda one: one.person_id))
    return Lottery(targets, rows, one_per_home, seed, filled)


def _shares(mixture: Mixture, tickets: int) -> list[int]:
    exact = [probability * tickets for probability in mixture.probabilities]
    whole = [int(share + 1e-9) for share in exact]
    by_rest = sorted(range(len(exact)), key=lambda place: (whole[place] - exact[place], place))
    for place in by_rest[: tickets - sum(whole)]:
        whole[place] += 1
    return whole


class _Turns:
    """Whose turn it is: of each kind those who stand on the fewest tickets so far, equals by the seed."""

    def __init__(self, pool: Pool, seed: str) -> None:
        self.pool = pool
        self.seats = {person: 0 for kind in pool.kinds for person in kind.people}
        self.key = {person: draw_key(seed, person) for person in self.seats}
        self.home = {person: home[0] for homes in pool.homes for home in homes for person in home}

    def fill(self, panel: Sequence[int]) -> tuple[str, ...]:
        taken: list[str] = []
        homes: set[str] = set()
        for kind, wanted in zip(self.pool.kinds, panel, strict=True):
            if not wanted:
                continue
            for person in sorted(kind.people, key=lambda one: (self.seats[one], self.key[one])):
                if wanted and self.home.get(person, person) not in homes:
                    homes.add(self.home.get(person, person))
                    self.seats[person] += 1
                    taken.append(person)
                    wanted -= 1
        return tuple(sorted(taken))


def drawn_number(public: str, tickets: int) -> int:
    """The ticket (from 0) that a public word or number draws: SHA-256 of it, modulo the tickets.

    `public` is something nobody could know when the file's hash was published: the numbers of a lottery of that
    evening, or the throws of dice in front of everyone.
    """
    return int.from_bytes(hashlib.sha256(public.encode()).digest()) % tickets


def lottery_from_json(text: str) -> Lottery:
    """Reads a file back.

    Raises:
        DamagedRecord
    """
    try:
        said: dict[str, Any] = json.loads(text)
        if said["format"] != FORMAT:
            raise DamagedRecord("format")
        return Lottery(
            Targets(int(said["size"]), tuple(Target(**target) for target in said["targets"])),
            tuple(Candidate(one["id"], one["profile"], one["home"]) for one in said["candidates"]),
            bool(said["one_per_home"]),
            str(said["seed"]),
            tuple(tuple(ticket) for ticket in said["tickets"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedRecord(str(error)) from error


@dataclass(frozen=True, slots=True)
class TicketFault:
    """What is wrong with a ticket: a `code` (size, stranger, twice, target, home), and where."""

    ticket: int
    code: str
    category: str = ""
    value: str = ""


def faults_of(lottery: Lottery) -> tuple[TicketFault, ...]:
    """Everything on the tickets that breaks what was promised; empty when the file holds."""
    known = {one.person_id: one for one in lottery.candidates}
    return tuple(
        fault for number, ticket in enumerate(lottery.tickets) for fault in _faults(lottery, known, number, ticket)
    )


def _faults(lottery: Lottery, known: dict[str, Candidate], number: int, ticket: Sequence[str]) -> Iterator[TicketFault]:
    if len(ticket) != lottery.targets.size:
        yield TicketFault(number, "size")
    if len(set(ticket)) != len(ticket):
        yield TicketFault(number, "twice")
    people = [known[person] for person in ticket if person in known]
    if len(people) != len(ticket):
        yield TicketFault(number, "stranger")
    homes = [one.home for one in people if one.home]
    if lottery.one_per_home and len(set(homes)) != len(homes):
        yield TicketFault(number, "home")
    for target in lottery.targets.targets:
        there = sum(one.profile.get(target.category) == target.value for one in people)
        if not target.least <= there <= target.most:
            yield TicketFault(number, "target", target.category, target.value)
