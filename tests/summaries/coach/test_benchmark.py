"""The coach on sentences and small documents marked by hand: mostly right, and published as it is."""

from pathlib import Path

import pytest

from portal.summaries.coach import CoachRule
from portal.summaries.coach.languages import judged_rules
from tests.bench import bench_coach
from tests.summaries.coach.benchmark import (
    OTHERS,
    RULES,
    everything,
    judged_sentences,
    language_rules,
    language_table,
    rates,
    table,
)

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "easy-read.md"
PRECISION_FLOOR = 0.9
RECALL_FLOOR = 0.9
EVERY_RULE_FLOOR = 0.75


def test_the_benchmark_is_large_and_has_easy_sentences_and_hard_ones():
    sentences = judged_sentences()
    assert len(sentences) == len({one.text for one in sentences}) >= 200
    assert sum(not one.marked for one in sentences) >= 100
    assert sum(bool(one.marked) for one in sentences) >= 100
    assert {rule for one in everything() for rule in one.marked} == set(RULES)


def test_the_coach_is_mostly_right():
    for one in everything():
        for rule in sorted(one.marked ^ one.found):
            print(f"{'missed' if rule in one.marked else 'in vain'} {rule}: {one.text}")
    found = rates(everything(), RULES)
    print(f"all rules: precision {found.precision:.2f}, recall {found.recall:.2f}")
    assert found.precision >= PRECISION_FLOOR
    assert found.recall >= RECALL_FLOOR


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_mostly_right(rule):
    found = rates(everything(), [rule])
    print(f"{rule}: precision {found.precision:.2f}, recall {found.recall:.2f}")
    assert found.precision >= EVERY_RULE_FLOOR
    assert found.recall >= EVERY_RULE_FLOOR


def test_easy_sentences_are_mostly_left_alone():
    easy = [one for one in judged_sentences() if not one.marked]
    assert sum(bool(one.found) for one in easy) / len(easy) <= 0.05


@pytest.mark.parametrize("language", OTHERS)
def test_other_languages_have_many_sentences_of_their_own_too(language):
    sentences = judged_sentences(language)
    assert len(sentences) == len({one.text for one in sentences}) >= 60
    easy = sum(not one.marked for one in sentences)
    assert 0.4 <= easy / len(sentences) <= 0.6
    # Every rule that reads single sentences is met there, and some that the coach cannot judge.
    assert set(language_rules(language)) == judged_rules(language) - {CoachRule.PAGES}
    unjudged = {rule for one in sentences for rule in one.marked} - judged_rules(language)
    assert unjudged == {CoachRule.PASSIVE, CoachRule.LINKED_IDEAS, CoachRule.DOUBLE_NEGATIVE}
    assert not any(one.found & unjudged for one in sentences)


@pytest.mark.parametrize("language", OTHERS)
def test_in_other_languages_each_rule_it_judges_is_mostly_right(language):
    sentences = judged_sentences(language)
    for rule in language_rules(language):
        found = rates(sentences, [rule])
        print(f"{language} {rule}: precision {found.precision:.2f}, recall {found.recall:.2f}")
        assert (found.precision >= EVERY_RULE_FLOOR, found.recall >= EVERY_RULE_FLOOR) == (True, True), rule
    easy = [one for one in sentences if not one.marked]
    assert sum(bool(one.found) for one in easy) / len(easy) <= 0.05


def test_what_is_published_is_what_is_measured():
    assert "\n".join(table()) in PUBLISHED.read_text()
    assert "\n".join(language_table()) in PUBLISHED.read_text()
    for code, name in OTHERS.items():
        easy = sum(not one.marked for one in judged_sentences(code))
        words = f"{name}, {len(judged_sentences(code))} sentences ({easy} without a fault)"
        assert words in PUBLISHED.read_text()


def test_the_bench_prints_both_figures_for_all_and_for_each_rule():
    figures = {one.name: one.value for one in bench_coach.measure()}
    found = rates(everything(), RULES)
    assert (figures["coach_precision"], figures["coach_recall"]) == (found.precision, found.recall)
    assert len(figures) == 2 + 2 * len(RULES) + 2 * len(OTHERS)
    for code in OTHERS:
        there = rates(judged_sentences(code), language_rules(code))
        assert (figures[f"coach_precision_{code}"], figures[f"coach_recall_{code}"]) == (there.precision, there.recall)
