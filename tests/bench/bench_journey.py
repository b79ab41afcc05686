"""One participant's whole journey, one question per page: server CPU, beside the least that could do the same.

Two web processes as `serve` runs them; every process counts, the database's too. CPU is told rather than time: on a
shared machine it is the figure to trust. The portal and the floor take turns, so that both meet the same machine.
"""

import statistics
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

import psutil
import sqlalchemy as sa

from tests.bench import floor
from tests.bench.figures import Figure
from tests.bench.houses import DATABASES, House, a_house
from tests.journeys.live import Served, serving
from tests.journeys.phone import Phone, whole_journey
from tests.journeys.world import make_world

JOURNEYS = 60  # in one turn
TURNS = 3
AT_ONCE = 8
WARM_UP = 16
FIRST_PAGES = 300
MOST_OF_FLOOR = 1.5
MOST_MS = 55.0  # a tenth of the peer in product/80-performance.md
MOST_FIRST_PAGE_MS = 4.2
WORDS = "Nobody rang back — ever. I waited three weeks."


@dataclass
class Side:
    """The portal or the floor, running: its processes and the links nobody has used yet."""

    served: Served
    links: list[str]
    database: list[psutil.Process]

    def cpu_seconds(self) -> float:
        """Of everyone who works for this server, from its first to its last process, those already gone included."""
        return sum(_seconds(root) for root in (self.served.master, *self.database))

    def cost_ms(self, times: int, do: Callable[[Phone, str], object], *, afresh: bool = True) -> float:
        """Server CPU in ms for one `do`, over `times` of them with several people at once."""
        links = [self.links.pop() if afresh else self.links[0] for _ in range(times)]
        before = self.cpu_seconds()
        _at_once(links, self.served.port, do)
        return (self.cpu_seconds() - before) * 1000 / times


def _seconds(root: psutil.Process) -> float:
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            spent = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += spent.user + spent.system + spent.children_user + spent.children_system
    return total


def _at_once(links: list[str], port: int, do: Callable[[Phone, str], object]) -> None:
    waiting, faults = list(links), []

    def work() -> None:
        while waiting and not faults:
            try:
                phone = Phone(port)
                do(phone, waiting.pop())
                phone.close()
            except IndexError:
                return
            except Exception as problem:
                faults.append(problem)

    threads = [threading.Thread(target=work) for _ in range(min(AT_ONCE, len(links)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


def answer(phone: Phone, link: str) -> None:
    whole_journey(phone, link, WORDS)


def look(phone: Phone, link: str) -> None:
    assert phone.get(link).status == 200


@contextmanager
def portal(house: House, people: int) -> Iterator[Side]:
    with house.session() as session:
        links = make_world(session, people=people).links
    with serving(house.settings) as served:
        yield Side(served, links, house.database_processes())


@contextmanager
def bare(house: House, people: int) -> Iterator[Side]:
    url = house.settings.resolved_database_url.replace("heard.sqlite3", "floor.sqlite3")
    engine = sa.create_engine(url)
    floor.Base.metadata.create_all(engine)
    with sa.orm.Session(engine) as session:
        invitations = [floor.Invitation(token=f"t{number}") for number in range(people)]
        session.add_all(invitations)
        links = [f"/i/{one.token}" for one in invitations]
        session.commit()
    engine.dispose()
    with serving(house.settings, application="tests.bench.floor:app", FLOOR_DATABASE_URL=url) as served:
        yield Side(served, links, house.database_processes())


@dataclass(frozen=True)
class Cost:
    """In ms of server CPU."""

    journey: float
    floor_journey: float
    first_page: float
    floor_first_page: float


def costs(kind: str, *, turns: int = TURNS, journeys: int = JOURNEYS) -> Cost:
    people = WARM_UP + turns * journeys + 8
    with ExitStack() as stack:
        house = stack.enter_context(a_house(kind))
        sides = [stack.enter_context(open_side(house, people)) for open_side in (portal, bare)]
        for side in sides:
            side.cost_ms(WARM_UP, answer)
        turned = [[side.cost_ms(journeys, answer) for side in sides] for _ in range(turns)]
        looks = [[side.cost_ms(FIRST_PAGES, look, afresh=False) for side in sides] for _ in range(turns)]
    middle = [statistics.median(turn[place] for turn in rows) for rows in (turned, looks) for place in (0, 1)]
    return Cost(*middle)


def measure() -> list[Figure]:
    figures = []
    for kind in DATABASES:
        cost = costs(kind)
        most = min(MOST_MS, MOST_OF_FLOOR * cost.floor_journey)
        figures += [
            Figure(f"journey_cpu_ms_{kind}", cost.journey, "ms", most),
            Figure(f"floor_journey_cpu_ms_{kind}", cost.floor_journey, "ms"),
            Figure(f"first_page_cpu_ms_{kind}", cost.first_page, "ms", MOST_FIRST_PAGE_MS),
            Figure(f"floor_first_page_cpu_ms_{kind}", cost.floor_first_page, "ms"),
        ]
    plain = [Figure(f.name.removesuffix("_sqlite"), f.value, f.unit, f.limit) for f in figures if "sqlite" in f.name]
    return plain + figures
