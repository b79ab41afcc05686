"""How often the coach is right, on sentences of our own: easy ones and ones with a fault, marked by hand.

The marks say what a person would mark, not what the rules find; both kinds of mistake are printed.
"""

import csv
from pathlib import Path

import pytest

from portal.summaries.coach import CoachRule, StatementContext, advise

SENTENCES = Path(__file__).with_name("coach_sentences.csv")
SENTENCE_RULES = (
    CoachRule.SENTENCE_LENGTH,
    CoachRule.PASSIVE,
    CoachRule.LINKED_IDEAS,
    CoachRule.NUMBER_WORD,
    CoachRule.PERCENTAGE,
    CoachRule.BIG_NUMBER,
    CoachRule.ABBREVIATION,
    CoachRule.HARD_WORD,
    CoachRule.DOUBLE_NEGATIVE,
)
PRECISION_FLOOR = 0.9
RECALL_FLOOR = 0.9
EVERY_RULE_FLOOR = 0.8


@pytest.fixture(scope="module")
def verdicts():
    with SENTENCES.open(encoding="utf-8", newline="") as file:
        rows = [
            (row["sentence"], {CoachRule(rule) for rule in row["rules"].split("|") if rule})
            for row in csv.DictReader(file)
        ]
    context = StatementContext(picture_alt="A picture", picture_alt_language="en")
    return [
        (sentence, marked, {advice.rule for advice in advise(sentence, language="en", context=context)})
        for sentence, marked in rows
    ]


def counts(verdicts, rules):
    hits = sum(len(marked & found & set(rules)) for _, marked, found in verdicts)
    vain = sum(len((found - marked) & set(rules)) for _, marked, found in verdicts)
    missed = sum(len((marked - found) & set(rules)) for _, marked, found in verdicts)
    return hits, vain, missed


def rates(verdicts, rules):
    hits, vain, missed = counts(verdicts, rules)
    return hits / (hits + vain), hits / (hits + missed)


def test_the_benchmark_is_large_and_has_easy_sentences_too(verdicts):
    assert len(verdicts) >= 150
    assert sum(not marked for _, marked, _ in verdicts) >= 45
    assert {rule for _, marked, _ in verdicts for rule in marked} == set(SENTENCE_RULES)


def test_the_coach_is_mostly_right(verdicts):
    for sentence, marked, found in verdicts:
        for rule in sorted((marked ^ found) & set(SENTENCE_RULES)):
            print(f"{'missed' if rule in marked else 'in vain'} {rule}: {sentence}")
    precision, recall = rates(verdicts, SENTENCE_RULES)
    print(f"all rules: precision {precision:.2f}, recall {recall:.2f} on {len(verdicts)} sentences")
    assert precision >= PRECISION_FLOOR
    assert recall >= RECALL_FLOOR


@pytest.mark.parametrize("rule", SENTENCE_RULES)
def test_each_rule_is_mostly_right(verdicts, rule):
    precision, recall = rates(verdicts, [rule])
    print(f"{rule}: precision {precision:.2f}, recall {recall:.2f}")
    assert precision >= EVERY_RULE_FLOOR
    assert recall >= EVERY_RULE_FLOOR
