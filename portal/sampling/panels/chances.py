"""Everyone's chance as equal as the targets allow: first the smallest, then the next smallest, and so on.

Maximin and leximin as in B. Flanigan, P. Gölz, A. Gupta, B. Hennig and A. D. Procaccia 2021, Fair algorithms for
selecting citizens' assemblies, Nature 596. Two things make pools of thousands quick. There is one variable per kind of
person instead of one per person: who cannot be told apart has the same chance in the optimum. And the chances are first
worked out as if seats could be shared out, which no mixture of panels can surpass; then panels are peeled off that
until nothing is left. Where peeling leaves a rest, column generation finishes it; where sharing out promised too much,
column generation does the whole.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from portal.sampling.panels.pool import Pool
from portal.sampling.panels.solver import MixtureModel, Panel, PanelModel, SeatModel, rows_of
from portal.sampling.panels.targets import Targets

SAME = 1e-7  # chances this near to each other are the same
Report = Callable[[str, int, int], None]  # what is being done, how much of it, of how much; may raise to stop


@dataclass(frozen=True)
class Mixture:
    """Panels with their probabilities, and the chance each kind of person has in them."""

    panels: tuple[Panel, ...]
    probabilities: tuple[float, ...]
    chances: tuple[float, ...]


def silently(_what: str, _done: int, _total: int) -> None:
    """Reports nothing."""


def fairest(pool: Pool, targets: Targets, *, leximin: bool = True, report: Report = silently) -> Mixture | None:
    """The mixture of panels with the largest smallest chance; with `leximin` the next smallest too, and so on.

    Kinds that no panel has room for keep a chance of zero. Returns None when no panel meets the targets at all.
    """
    rows = rows_of(pool, targets)
    panels = PanelModel(pool, rows, size=targets.size)
    if panels.best([1.0] * panels.count) is None:
        return None
    shared = _shared_out(SeatModel(pool, rows, size=targets.size), leximin=leximin, report=report)
    if shared is None:
        return None
    goals, seats = shared
    found = _peel(panels, seats, report)
    mixing = MixtureModel(pool, goals)
    mixing.add_all(found)
    short = _generate(panels, mixing, report, enough=SAME / 10)
    if short > SAME:
        mixing = _from_panels(pool, panels, mixing.panels, leximin=leximin, report=report)
    return _mixed(pool, mixing)


def _shared_out(model: SeatModel, *, leximin: bool, report: Report) -> tuple[list[float], list[float]] | None:
    """(the chance each kind is promised, the expected seats)."""
    goals = [0.0] * model.count
    still = set(range(model.count))
    seats: list[float] = []
    while still:
        found = model.largest_least()
        if found is None:
            return None
        least, prices, seats = found
        tight = {j for j in still if prices[j] > SAME} if leximin else set()
        for kind in tight or still:
            goals[kind] = least
            model.settle(kind, least - SAME / 1000)
        still = still - tight if tight else set()
        report("balancing", model.count - len(still), model.count)
    return goals, seats


def _peel(panels: PanelModel, seats: Sequence[float], report: Report) -> list[Panel]:
    """Panels whose mixture is `seats`, as far as it goes: each is taken with the largest share that leaves a rest in
    reach, which makes at least one number whole, so that it ends."""
    rest, found = list(seats), []
    for _turn in range(2 * (panels.count + len(panels.rows))):
        parts = [one % 1 for one in rest]
        panel = panels.next_to(rest, [part + 1e-3 for part in parts])
        if panel is None:
            break
        found.append(panel)
        share = _largest_share(panels, rest, panel)
        report("peeling", len(found), 0)
        if share > 1 - SAME or share <= 0:
            break
        rest = [max(0.0, (one - share * taken) / (1 - share)) for one, taken in zip(rest, panel, strict=True)]
    return found


def _largest_share(panels: PanelModel, rest: Sequence[float], panel: Panel) -> float:
    """How much of `panel` can be taken from `rest` before a kind or a row would leave its whole numbers."""
    pairs = list(zip(rest, panel, strict=True))
    pairs += [(sum(rest[j] for j in row.kinds), sum(panel[j] for j in row.kinds)) for row in panels.rows]
    return min((1 - abs(taken - one) for one, taken in pairs if abs(taken - one) > 1e-9), default=1.0)


def _generate(panels: PanelModel, mixing: MixtureModel, report: Report, *, enough: float | None = None) -> float:
    """Adds panels until none can help any more, or until the shortfall is `enough`. Returns z."""
    known = set(mixing.panels)
    while True:
        z, prices, worth = mixing.solve()
        if enough is not None and z <= enough:
            return z
        weighed = [price / kind.size for price, kind in zip(prices, mixing.pool.kinds, strict=True)]
        panel = panels.best(weighed)
        report("mixing", len(mixing.panels), 0)
        if panel is None or panel in known:
            return z
        if sum(price * seats for price, seats in zip(weighed, panel, strict=True)) <= worth + SAME / 100:
            return z
        known.add(panel)
        mixing.add(panel)


def _from_panels(
    pool: Pool, panels: PanelModel, known: Sequence[Panel], *, leximin: bool, report: Report
) -> MixtureModel:
    """The same by column generation alone, for pools where sharing out promises what whole people cannot keep."""
    mixing = MixtureModel(pool)
    mixing.add_all(known)
    still = set(range(panels.count))
    while still:
        least = _generate(panels, mixing, report)
        _z, prices, _worth = mixing.solve()
        tight = {j for j in still if prices[j] > SAME} if leximin else set()
        for kind in tight or still:
            mixing.settle(kind, least - SAME / 10)
        still = still - tight if tight else set()
        report("balancing", panels.count - len(still), panels.count)
    mixing.solve()
    return mixing


def _mixed(pool: Pool, mixing: MixtureModel) -> Mixture:
    pairs = zip(mixing.panels, mixing.probabilities(), strict=True)
    used = [(panel, share) for panel, share in pairs if share > SAME / 100]
    whole = sum(share for _panel, share in used)
    chances = tuple(
        sum(share * panel[j] for panel, share in used) / whole / kind.size for j, kind in enumerate(pool.kinds)
    )
    return Mixture(tuple(panel for panel, _ in used), tuple(share / whole for _, share in used), chances)
