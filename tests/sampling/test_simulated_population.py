"""A list of 20,000 real profiles, an invented truth, and 200 rounds drawn, contacted in three waves and answered: the
weighted estimates are as near the truth as their intervals say."""

import csv
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

import pytest

from portal.sampling.dispositions import Disposition
from portal.sampling.estimates import Design, estimate_share
from portal.sampling.grouped_estimates import WeightedGroup, share_from_groups
from portal.sampling.grouped_weights import ReplyGroup, pooled_margin, weigh_groups
from portal.sampling.response_rates import CaseCounts, response_rates
from tests.real_data import real_data

ROUNDS = 200
ASKED = {"active": 300, "completed": 250, "disengaged": 400, "never_started": 250}
# The chance that someone answers a wave, by how they stand to the service and by sex: what makes a sample lopsided.
ANSWERS = {"active": 0.28, "completed": 0.22, "disengaged": 0.10, "never_started": 0.12}
WOMEN_ANSWER_MORE = 1.5
# Per wave some are never reached: wrong addresses.
UNREACHED = 0.08
SATISFIED = {"active": 0.78, "completed": 0.65, "disengaged": 0.30, "never_started": 0.40}
WOMEN_ARE_LESS_SATISFIED = 0.12
# 95 % of 200 intervals, give or take what chance does in 99.9 of 100 such tests (binomial, 3.29 standard errors).
BAND = (0.95 - 3.29 * (0.95 * 0.05 / ROUNDS) ** 0.5, 1.0)


@dataclass(frozen=True)
class Profile:
    status: str
    sex: str
    satisfied: bool


@dataclass(frozen=True)
class Outcome:
    """One simulated round: estimates with intervals, raw share, the dispositions, replies per wave."""

    stratified: tuple[float, float, float]
    weighted: tuple[float, float, float]
    raw: float
    counts: CaseCounts
    waves: tuple[int, ...]


def people() -> list[Profile]:
    """The real list's profiles, or an invented one of the same mixture where it is absent; satisfaction is ours."""
    chance = random.Random(20_000)
    path = real_data("frames", "roster_20000.csv")
    if path is not None:
        with path.open(newline="", encoding="utf-8") as file:
            pairs = [(row["status"], row["sex"]) for row in csv.DictReader(file) if row["status"] in ASKED]
    else:
        pairs = [
            (chance.choices(list(ASKED), weights=[55, 25, 14, 6])[0], chance.choice(["Female", "Male"]))
            for _person in range(20_000)
        ]
    return [Profile(status, sex, chance.random() < satisfaction(status, sex)) for status, sex in pairs]


def satisfaction(status: str, sex: str) -> float:
    return SATISFIED[status] - (WOMEN_ARE_LESS_SATISFIED if sex == "Female" else 0)


def simulate(frame: Mapping[str, list[Profile]], seed: int) -> Outcome:
    chance = random.Random(seed)
    drawn = {status: chance.sample(members, min(ASKED[status], len(members))) for status, members in frame.items()}
    replies: list[tuple[Profile, int]] = []
    finals: list[Disposition] = []
    for status, sample in drawn.items():
        for person in sample:
            wave = first_answer(person, chance)
            reached = chance.random() >= UNREACHED
            if wave is not None and reached:
                replies.append((person, wave))
                finals.append(Disposition.COMPLETE)
            else:
                finals.append(Disposition.NOTHING_HEARD if reached else Disposition.UNDELIVERABLE)
        assert status in ASKED
    sizes = {status: len(members) for status, members in frame.items()}
    sampled = {status: len(sample) for status, sample in drawn.items()}
    return Outcome(
        stratified=poststratified(replies, sizes, sampled),
        weighted=raked(replies, frame, sizes, sampled),
        raw=fmean(person.satisfied for person, _wave in replies),
        counts=CaseCounts.of(finals),
        waves=tuple(sum(one <= wave for _person, one in replies) for wave in (1, 2, 3)),
    )


def first_answer(person: Profile, chance: random.Random) -> int | None:
    """Which of three waves they answer, if any."""
    likely = ANSWERS[person.status] * (WOMEN_ANSWER_MORE if person.sex == "Female" else 1)
    return next((wave for wave in (1, 2, 3) if chance.random() < likely), None)


def poststratified(replies, sizes: Mapping[str, int], sampled: Mapping[str, int]) -> tuple[float, float, float]:
    """By status alone, reply by reply."""
    heard = Counter(person.status for person, _wave in replies)
    weights = [sizes[person.status] / heard[person.status] for person, _wave in replies]
    assert set(heard) == set(sampled)
    design = Design([person.status for person, _wave in replies], weights, sizes)
    estimate = estimate_share([person.satisfied for person, _wave in replies], design)
    interval = estimate.share_interval()
    return estimate.value, interval.low, interval.high


def raked(replies, frame, sizes: Mapping[str, int], sampled: Mapping[str, int]) -> tuple[float, float, float]:
    """By status and sex, in groups, as a round is counted."""
    cells = Counter((person.status, person.sex) for person, _wave in replies)
    sexes = Counter(person.sex for members in frame.values() for person in members)
    heard = Counter(person.sex for person, _wave in replies)
    names, totals, unheard = pooled_margin(heard, sexes)
    assert unheard == ()
    keys = sorted(cells)
    groups = [ReplyGroup(cells[key], sizes[key[0]] / sampled[key[0]], (key[0], names[key[1]])) for key in keys]
    report = weigh_groups(groups, [("status", dict(sizes)), ("sex", totals)], most_times_median=8)
    said = Counter((person.status, person.sex) for person, _wave in replies if person.satisfied)
    estimate = share_from_groups(
        [WeightedGroup(key[0], weight, cells[key]) for key, weight in zip(keys, report.weights, strict=True)],
        base={place: cells[key] for place, key in enumerate(keys)},
        part={place: said[key] for place, key in enumerate(keys)},
        population=sizes,
    )
    interval = estimate.share_interval()
    return estimate.value, interval.low, interval.high


@pytest.fixture(scope="module")
def world():
    everyone = people()
    frame: dict[str, list[Profile]] = {status: [] for status in ASKED}
    for person in everyone:
        frame[person.status].append(person)
    truth = fmean(person.satisfied for person in everyone)
    return truth, [simulate(frame, seed) for seed in range(ROUNDS)]


def coverage(truth: float, found: list[tuple[float, float, float]]) -> float:
    return fmean(low <= truth <= high for _value, low, high in found)


def test_weighted_intervals_hold_the_truth_as_often_as_they_say(world):
    truth, rounds = world
    assert BAND[0] <= coverage(truth, [one.weighted for one in rounds]) <= BAND[1]


def test_weighted_estimates_are_right_on_average_and_unweighted_ones_are_not(world):
    truth, rounds = world
    assert fmean(one.weighted[0] for one in rounds) == pytest.approx(truth, abs=0.01)
    assert abs(fmean(one.raw for one in rounds) - truth) > 0.03


def test_weighting_by_too_little_leaves_what_it_does_not_know_about(world):
    """Women answer more and are less satisfied: by status alone the estimate stays too low."""
    truth, rounds = world
    assert fmean(one.stratified[0] for one in rounds) < truth - 0.005
    assert fmean(one.stratified[0] for one in rounds) < fmean(one.weighted[0] for one in rounds)


def test_each_wave_brings_answers_and_the_rates_add_up(world):
    _truth, rounds = world
    for one in rounds:
        first, second, third = one.waves
        assert 0 < first < second < third == one.counts.complete
        assert one.counts.asked == sum(ASKED.values())
        assert response_rates(one.counts).rr1 == pytest.approx(third / one.counts.asked)
