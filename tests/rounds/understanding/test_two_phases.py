"""The half that is rung stands for those still silent when it was drawn: on average over all halves, the figures are
those of a round in which everyone still silent had been rung."""

import itertools
import math
import random
import statistics

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.questions.models import Response
from portal.rounds.models import SampleMember
from portal.rounds.operations import counting
from portal.rounds.rules.outreach import how_many_to_ring, two_phase_factor
from portal.sampling.draws import in_drawn_order
from tests.rounds.understanding.factories import ask, make_round, respond

# How someone still silent would behave: (answers without a call, answers when rung, says yes).
ALONE, RUNG, NEVER = (True, True), (False, True), (False, False)


def total(silent, chosen: set[int], *, weight) -> float:
    """The weighted number of people who say yes, of those still silent, when these are rung."""
    found = 0.0
    for place, (alone, rung, says_yes) in enumerate(silent):
        is_rung = place in chosen
        answers = rung if is_rung else alone
        found += says_yes * answers * weight(is_rung, len(chosen) / len(silent), alone)
    return found


def ours(is_rung: bool, chance: float, _alone: bool) -> float:
    return two_phase_factor(phone_chosen=is_rung, phone_chance=chance)


def over_all_halves(silent, *, weight) -> float:
    halves = list(itertools.combinations(range(len(silent)), how_many_to_ring(len(silent))))
    return math.fsum(total(silent, set(half), weight=weight) for half in halves) / len(halves)


behaviour = st.tuples(st.sampled_from([ALONE, RUNG, NEVER]), st.booleans()).map(lambda one: (*one[0], one[1]))


@given(silent=st.lists(behaviour, min_size=1, max_size=9))
def test_over_all_halves_the_estimate_is_what_ringing_everyone_would_have_found(silent):
    everyone_rung = sum(rung and says_yes for _alone, rung, says_yes in silent)
    assert over_all_halves(silent, weight=ours) == pytest.approx(everyone_rung)


SILENT = [(*ALONE, True)] * 4 + [(*RUNG, False)] * 2 + [(*RUNG, True)] * 1 + [(*NEVER, True)] * 3


@pytest.mark.parametrize(
    ("rule", "found"),
    [
        (ours, 5),
        # Who was not chosen and answers all the same counts once more: two of four, on average.
        (lambda is_rung, chance, _alone: 1 / chance if is_rung else 1.0, 7),
        # Every late answer counts twice.
        (lambda _is_rung, chance, _alone: 1 / chance, 9),
        # Nobody counts twice: whom only a call brings stands for half of their like.
        (lambda _is_rung, _chance, _alone: 1.0, 4.5),
    ],
)
def test_every_other_rule_leans(rule, found):
    assert over_all_halves(SILENT, weight=rule) == pytest.approx(found)


def test_two_thousand_halves_drawn_as_we_draw_them_centre_on_the_truth():
    dice = random.Random("two phases")
    silent = [(*dice.choice([ALONE, RUNG, NEVER]), dice.random() < 0.4) for _ in range(120)]
    truth = sum(rung and says_yes for _alone, rung, says_yes in silent)
    found = []
    for number in range(2_000):
        order = in_drawn_order([str(place) for place in range(len(silent))], seed=f"{number:064x}")
        chosen = {int(place) for place in order[: how_many_to_ring(len(silent))]}
        found.append(total(silent, chosen, weight=ours))
    standard_error = statistics.stdev(found) / math.sqrt(len(found))
    assert abs(statistics.fmean(found) - truth) < 3 * standard_error


def test_the_factor_of_each_person():
    assert two_phase_factor(phone_chosen=None, phone_chance=None) == 1
    assert two_phase_factor(phone_chosen=True, phone_chance=0.4) == 2.5
    assert two_phase_factor(phone_chosen=False, phone_chance=0.4) == 0


def test_the_figures_weight_early_answers_once_the_rung_half_twice_and_later_ones_of_the_others_not(session):
    asked = make_round(session)
    people = ask(session, asked, "active", count=60, chance=0.2)
    respond(session, asked, people[:30], support=5)  # before the draw
    respond(session, asked, people[30:40], support=1)  # of the half
    respond(session, asked, people[50:55], support=3)  # of the others, by themselves
    for place, invitation in enumerate(people[30:]):
        member = session.get_one(SampleMember, invitation.member_id)
        member.phone_chosen, member.phone_chance = place < 15, 0.5
    session.flush()
    counted = counting.count(session, round_=asked.round)
    found = counted.content["questions"][str(asked.questions["support"].id)]
    # 30 answers of weight 5 and 10 of weight 10, fitted to the 1,000 of the list; five are counted, and not weighted.
    assert {code: (row[0], round(row[2])) for code, row in found["values"].items()} == {
        "5": (30, 600),
        "1": (10, 400),
        "3": (5, 0),
    }
    assert found["base"][:2] == [45, 40]
    assert counted.responses == session.query(Response).count() == 45
