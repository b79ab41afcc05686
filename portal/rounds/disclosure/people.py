"""Rows about people, through the gate: the one way by which answers leave a round one by one."""

from collections.abc import Mapping, Sequence

from portal.rounds.rules.deidentify import SafeRows, deidentify
from portal.sampling.disclosure import DEFAULT_RULES


def safe_rows(rows: Sequence[Mapping[str, str]], *, traits: Sequence[str], answers: Sequence[str]) -> SafeRows:
    """At least as many people to a group, and to a value, as a published count must have.

    Raises:
        TooFewRows
    """
    return deidentify(rows, traits=traits, answers=answers, k=DEFAULT_RULES.smallest)
