"""Choosing a panel by lot: fair, the same for everyone who repeats it, honest when it cannot be done."""

import dataclasses
import itertools
import os
import random
import subprocess
import sys
from collections import Counter

import pytest

from portal.sampling.errors import DamagedRecord, DuplicateId, FieldNotInFrame
from portal.sampling.panels import (
    Candidate,
    Target,
    TargetProblem,
    TicketFault,
    candidates_left,
    drawn_number,
    fairest,
    faults_of,
    lottery_from_json,
    lottery_of,
    pool_of,
    smallest_relaxation,
    targets_for,
    targets_left,
)
from portal.sampling.panels.chances import SAME
from tests.sampling.panels.pools import invented, two_by_two

SEED = "a sealed seed"


def drawn(candidates, targets, **kept):
    pool = pool_of(candidates, targets)
    return lottery_of(candidates, targets, pool, fairest(pool, targets), seed=SEED, **kept)


def test_every_ticket_meets_the_targets_and_no_two_people_live_together():
    candidates, targets = invented(80, size=12)
    assert len({one.home for one in candidates}) < 80
    lottery = drawn(candidates, targets)
    assert len(lottery.tickets) == 1000
    assert faults_of(lottery) == ()


def test_the_tickets_give_everyone_the_chance_that_was_worked_out():
    candidates, targets = invented(80, size=12)
    pool = pool_of(candidates, targets)
    mixture = fairest(pool, targets)
    lottery = lottery_of(candidates, targets, pool, mixture, seed=SEED)
    promised = {
        person: chance for chance, kind in zip(mixture.chances, pool.kinds, strict=True) for person in kind.people
    }
    given = lottery.chances()
    assert sum(given.values()) == pytest.approx(12)
    assert max(abs(given[person] - promised[person]) for person in promised) < 0.02


def test_with_every_panel_of_a_tiny_pool_written_out_nobody_does_better():
    """Four people, two seats, one of each: the largest smallest chance by trying all mixtures on a grid."""
    candidates = [Candidate(name, {"side": "left" if name < "d" else "right"}) for name in "abcd"]
    targets = targets_for(2, [Target("side", "left", 1, 2), Target("side", "right", 0, 1)])
    panels = [pair for pair in itertools.combinations("abcd", 2)]
    best = max(
        min(sum(share for share, pair in zip(shares, panels, strict=True) if one in pair) for one in "abcd")
        for shares in ([n / 12 for n in cut] for cut in _cuts(12, len(panels)))
    )
    lowest = min(fairest(pool_of(candidates, targets), targets).chances)
    assert lowest == pytest.approx(best, abs=SAME)


def _cuts(total, parts):
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in _cuts(total - first, parts - 1):
            yield (first, *rest)


def test_a_promise_that_whole_people_cannot_keep_is_not_made():
    """Three pairs that exclude each other in threes: half a person of each would do, but there are none."""
    profiles = [("x", "y"), ("y", "z"), ("z", "x")]
    candidates = [
        Candidate(f"{number}{twin}", {"one": first, "two": second})
        for number, (first, second) in enumerate(profiles)
        for twin in "ab"
    ]
    targets = targets_for(3, [Target("one", value, 0, 2) for value in "xyz"] + [Target("two", "x", 1, 1)])
    lottery = drawn(candidates, targets)
    assert faults_of(lottery) == ()
    assert sum(lottery.chances().values()) == pytest.approx(3)


def test_neither_the_order_of_rows_nor_the_hash_seed_shows():
    candidates, targets = two_by_two()
    expected = drawn(candidates, targets).sha256
    random.Random(4).shuffle(candidates)
    assert drawn(candidates, targets).sha256 == expected
    code = (
        "from tests.sampling.panels.test_panels import *; import sys; c, t = two_by_two();"
        "sys.stdout.write('sha ' + drawn(c, t).sha256)"
    )
    for seed in range(10):
        done = subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.endswith(f"sha {expected}")


def test_the_file_is_checked_without_a_solver():
    code = (
        "import sys; sys.modules['highspy'] = None\n"
        "from portal.sampling.panels import faults_of, lottery_from_json\n"
        "sys.stdout.write(str(faults_of(lottery_from_json(sys.stdin.read()))))"
    )
    text = drawn(*two_by_two()).to_json()
    done = subprocess.run([sys.executable, "-c", code], input=text, capture_output=True, text=True, check=True)
    assert done.stdout == "()"


def test_whatever_is_wrong_with_a_ticket_is_found():
    candidates, targets = invented(80, size=12)
    lottery = drawn(candidates, targets)
    ticket = lottery.tickets[0]
    inside = {one.person_id: one for one in candidates}
    stranger = (*ticket[1:], "nobody")
    twice = (*ticket[1:], ticket[1])
    changed = dataclasses.replace(lottery, tickets=(ticket[:-1], stranger, twice))
    codes = [(fault.ticket, fault.code) for fault in faults_of(changed)]
    assert {(0, "size"), (1, "stranger"), (2, "twice")} <= set(codes)
    neighbour = dataclasses.replace(inside[ticket[0]], home=inside[ticket[1]].home)
    together = tuple(neighbour if one.person_id == ticket[0] else one for one in candidates)
    assert TicketFault(0, "home") in faults_of(dataclasses.replace(lottery, candidates=together))
    none = dataclasses.replace(lottery, targets=targets_for(12, [Target("gender", "woman", 12, 12)]))
    assert TicketFault(0, "target", "gender", "woman") in faults_of(none)


def test_a_file_comes_back_as_it_was_and_a_damaged_one_does_not():
    lottery = drawn(*two_by_two())
    assert lottery_from_json(lottery.to_json()) == lottery
    for broken in ("", "{}", lottery.to_json()[:-5], lottery.to_json().replace("heard-panel/1", "other/1")):
        with pytest.raises(DamagedRecord):
            lottery_from_json(broken)


def test_public_numbers_draw_tickets_evenly():
    drawn_often = Counter(drawn_number(f"lotto {number}", 20) for number in range(20_000))
    assert len(drawn_often) == 20
    expected = 20_000 / 20
    chi = sum((often - expected) ** 2 / expected for often in drawn_often.values())
    assert chi < 43.8  # 19 degrees of freedom, one in a thousand


def test_impossible_targets_come_back_with_the_smallest_change():
    candidates, _targets = two_by_two()
    targets = targets_for(20, [Target("gender", "woman", 12, 20), Target("gender", "man", 11, 20)])
    pool = pool_of(candidates, targets)
    assert fairest(pool, targets) is None
    changes = smallest_relaxation(pool, targets)
    assert sum(change.target.least - change.least for change in changes) == 12 + 11 - 20
    eased = {(c.target.category, c.target.value): (c.least, c.most) for c in changes}
    again = targets_for(
        20,
        [dataclasses.replace(t, least=eased.get((t.category, t.value), (t.least, t.most))[0]) for t in targets.targets],
    )
    assert faults_of(drawn(candidates, again)) == ()


def test_targets_give_way_no_further_than_their_flex():
    candidates, _targets = two_by_two()
    fixed = [Target("gender", "woman", 12, 20, least_flex=0), Target("gender", "man", 11, 20, least_flex=3)]
    targets = targets_for(20, fixed)
    (change,) = smallest_relaxation(pool_of(candidates, targets), targets)
    assert (change.target.value, change.least) == ("man", 8)
    stiff = targets_for(20, [fixed[0], Target("gender", "man", 11, 20, least_flex=0)])
    assert smallest_relaxation(pool_of(candidates, stiff), stiff) is None


def test_targets_that_can_be_met_need_no_change():
    candidates, targets = two_by_two()
    assert smallest_relaxation(pool_of(candidates, targets), targets) == ()


def test_a_pool_smaller_than_the_panel_cannot_be_helped():
    candidates, targets = invented(8, size=12)
    pool = pool_of(candidates, targets)
    assert fairest(pool, targets) is None
    assert smallest_relaxation(pool, targets) is None


def test_who_is_confirmed_stays_when_others_are_replaced():
    candidates, targets = invented(80, size=12)
    lottery = drawn(candidates, targets)
    ticket = lottery.tickets[drawn_number("12 17 23 31 40 44", 1000)]
    kept = [one for one in candidates if one.person_id in ticket[:9]]
    left = candidates_left(candidates, kept)
    again = drawn(left, targets_left(targets, kept))
    assert {len(one) for one in again.tickets} == {3}
    whole = dataclasses.replace(lottery, tickets=tuple(tuple(sorted((*ticket[:9], *fresh))) for fresh in again.tickets))
    assert faults_of(whole) == ()


def test_a_value_the_kept_already_fill_is_full():
    kept = [Candidate(f"k{n}", {"gender": "woman"}) for n in range(3)]
    left = targets_left(targets_for(5, [Target("gender", "woman", 1, 2), Target("gender", "man", 2, 4)]), kept)
    assert left.size == 2
    assert [(one.least, one.most) for one in left.targets] == [(0, 0), (2, 4)]


@pytest.mark.parametrize(
    ("size", "rows", "code"),
    [
        (0, [Target("a", "b", 0, 1)], "size_not_positive"),
        (1, [], "no_targets"),
        (1, [Target("a", "b", -1, 1)], "negative"),
        (1, [Target("a", "b", 2, 1)], "upside_down"),
        (1, [Target("a", "b", 0, 1), Target("a", "b", 0, 1)], "twice"),
    ],
)
def test_a_target_that_contradicts_itself_is_refused(size, rows, code):
    with pytest.raises(TargetProblem) as refused:
        targets_for(size, rows)
    assert refused.value.code == code


def test_a_pool_with_someone_twice_or_without_a_value_is_refused():
    targets = targets_for(1, [Target("gender", "woman", 0, 1)])
    with pytest.raises(DuplicateId):
        pool_of([Candidate("a", {"gender": "woman"}), Candidate("a", {"gender": "man"})], targets)
    with pytest.raises(FieldNotInFrame):
        pool_of([Candidate("a", {})], targets)


def test_it_says_how_far_it_is_and_can_be_stopped():
    candidates, targets = invented(80, size=12)
    told = []
    fairest(pool_of(candidates, targets), targets, report=lambda what, done, total: told.append(what))
    assert {"balancing", "peeling"} <= set(told)

    def stop(what, done, total):
        raise InterruptedError

    with pytest.raises(InterruptedError):
        fairest(pool_of(candidates, targets), targets, report=stop)
