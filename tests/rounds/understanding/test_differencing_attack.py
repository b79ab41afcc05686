"""Watching everything before and after each answer exposes nobody; and the attack is one that would succeed."""

import pytest

from portal.rounds.disclosure import thaw
from portal.rounds.operations import counting, releasing
from portal.rounds.queries import counts
from portal.rounds.rules.figures import file_rows
from portal.rounds.rules.grouping import GROUP_FIELDS
from tests.bench.attacker import Sums, Watched, exposed, small_and_certain
from tests.bench.bench_differencing import attack
from tests.rounds.understanding.factories import counted, respond, usual_round

pytestmark = pytest.mark.slow


def test_240_people_watched_answer_by_answer_are_not_exposed(session):
    """All questions, all groups of all fields and all filters up to three deep, their sums and what they leave over of
    the whole; on the page, in every kind of file, and on paper."""
    assert attack(session, seed=1) == []


def test_the_same_attack_exposes_people_when_numbers_move_with_every_answer(session):
    assert len(attack(session, seed=1, answers=60, held=False, leaving=False)) > 20


def test_filters_that_move_with_every_answer_expose_people_though_all_else_is_held(session):
    assert len(attack(session, seed=1, answers=80, filters_held=False, leaving=False)) > 20


def test_the_attacker_can_do_sums():
    a, b, c = (frozenset(map(str, range(n))) for n in (20, 21, 40))
    moved = Watched([(a, 10), (b, 15), (c, 20)])
    # 10 to 12 of twenty, then 13 or more of one more: the one is counted, and so were twelve before.
    assert exposed({"yes": moved}) == [("yes", "20")]
    assert exposed({"yes": Watched([(a, 10), (c, 20)])}) == []
    assert exposed({"yes": Watched([(a, 20)])}) == []
    assert small_and_certain({"a": None, "b": 50}, 55) == ["a"]
    assert small_and_certain({"a": None, "b": None, "c": 50}, 55) == []


def test_the_attacker_takes_one_group_from_another():
    sums = Sums()
    sums.note("yes", (1 << 20) - 1, 10)
    sums.note("yes", (1 << 21) - 1, 15)
    assert sums.exposed() == [("yes", 1 << 20)]
    vague = Sums()
    vague.note("yes", (1 << 20) - 1, 10, terms=2)
    vague.note("yes", (1 << 21) - 1, 15)
    assert vague.exposed() == []


def test_pages_files_and_releases_say_the_same_before_and_after_each_answer(session):
    """The whole way through the database: after one more answer nothing moves, and after ten more all moves alike."""
    asked = counted(session, usual_round(session))
    said = [_said(session, asked)]
    active = asked.invitations["active"]
    for invitation in active[80:83]:
        respond(session, asked, [invitation], support=5, using="yes", helped=["talking"], difference=9)
        counted(session, asked)
        said.append(_said(session, asked))
    assert said[1:] == said[:1] * 3
    respond(session, asked, active[83:90], support=5, using="yes", helped=["talking"], difference=9)
    counted(session, asked)
    assert _said(session, asked) != said[0]
    made = releasing.release(session, round_=asked.round, by=None)
    assert file_rows(thaw(made.content["report"]), language="en") == _said(session, asked)


def _said(session, asked):
    counting.seen_now(session, round_=asked.round)
    kept = counts.tally_of(session, round_id=asked.round.id).content
    results = releasing.results_of(session, round_=asked.round, content=kept, by=GROUP_FIELDS)
    return file_rows(results, language="en")
