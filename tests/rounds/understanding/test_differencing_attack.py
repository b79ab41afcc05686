"""Watching everything before and after each answer exposes nobody; and the attack is one that would succeed."""

import pytest

from tests.bench.attacker import Watched, exposed, small_and_certain
from tests.bench.bench_differencing import attack

pytestmark = pytest.mark.slow


def test_240_people_watched_answer_by_answer_are_not_exposed(session):
    """Pages, files and releases after each single answer: the deepest cut there is (one field, one answer)."""
    assert attack(session, seed=1) == []


def test_the_same_attack_exposes_people_when_numbers_move_with_every_answer(session):
    assert len(attack(session, seed=1, answers=60, held=False)) > 20


def test_the_attacker_can_do_sums():
    a, b, c = (frozenset(map(str, range(n))) for n in (20, 21, 40))
    moved = Watched([(a, 10), (b, 15), (c, 20)])
    # 10 to 12 of twenty, then 13 or more of one more: the one is counted, and so were twelve before.
    assert exposed({"yes": moved}) == [("yes", "20")]
    assert exposed({"yes": Watched([(a, 10), (c, 20)])}) == []
    assert exposed({"yes": Watched([(a, 20)])}) == []
    assert small_and_certain({"a": None, "b": 50}, 55) == ["a"]
    assert small_and_certain({"a": None, "b": None, "c": 50}, 55) == []
