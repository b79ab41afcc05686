"""How often the coach is right, on sentences and small documents of our own, marked by hand.

The marks say what a person would mark, not what the rules find; both kinds of mistake are counted. Where a mark and the
coach differ, the coach is not changed for that sentence's sake, and neither is the mark.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from portal.summaries.coach import CoachRule, Row, StatementContext, advise, advise_document
from portal.summaries.coach.languages import judged_rules

HERE = Path(__file__).parent
# Nothing to be right or wrong about: it counts pages that were laid out.
NOT_MEASURED = frozenset({CoachRule.PAGES})
OTHERS = {"cy": "Welsh", "ur": "Urdu"}
RULES = tuple(rule for rule in CoachRule if rule not in NOT_MEASURED)


@dataclass(frozen=True)
class Judged:
    """One text: what a person marked, and what the coach found."""

    text: str
    marked: frozenset[CoachRule]
    found: frozenset[CoachRule]


@dataclass(frozen=True)
class Rates:
    """`precision`: how much of what the coach said was right. `recall`: how much of what it should have said it did."""

    marked: int
    hits: int
    vain: int

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.vain) if self.hits + self.vain else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.marked if self.marked else 0.0


@cache
def judged_sentences(language: str = "en") -> tuple[Judged, ...]:
    name = "sentences.csv" if language == "en" else f"sentences_{language}.csv"
    return tuple(_judged(row, language) for row in _rows(name))


@cache
def judged_documents() -> tuple[Judged, ...]:
    found = []
    for row in _rows("documents.csv"):
        rows = [Row(text=text, picture_alt="A cup", picture_alt_language="en") for text in row["rows"].split("|")]
        said = frozenset(one.rule for one in advise_document(rows, language="en"))
        found.append(Judged(row["rows"], _marks(row), said))
    return tuple(found)


def everything() -> tuple[Judged, ...]:
    return judged_sentences() + judged_documents()


def rates(judged: Iterable[Judged], rules: Sequence[CoachRule]) -> Rates:
    wanted, texts = frozenset(rules), list(judged)
    return Rates(
        marked=sum(len(one.marked & wanted) for one in texts),
        hits=sum(len(one.marked & one.found & wanted) for one in texts),
        vain=sum(len((one.found - one.marked) & wanted) for one in texts),
    )


def table() -> Iterator[str]:
    """The published table, line by line."""
    yield "| rule | should fire | precision | recall |"
    yield "|---|---:|---:|---:|"
    for name, rules in (*((str(rule), [rule]) for rule in RULES), ("**all of them**", RULES)):
        found = rates(everything(), rules)
        yield f"| {name} | {found.marked} | {found.precision:.2f} | {found.recall:.2f} |"


def language_rules(language: str) -> list[CoachRule]:
    """Those that are measured in a language other than English: what runs there, of single sentences."""
    marked = {rule for one in judged_sentences(language) for rule in one.marked}
    return [rule for rule in RULES if rule in judged_rules(language) and rule in marked]


def language_table() -> Iterator[str]:
    """The published table of the other languages, line by line: beside each rule, how often, and how often right."""
    heads = " | ".join(f"{name}: should fire | precision | recall" for name in OTHERS.values())
    yield f"| rule | {heads} |"
    yield "|---|" + "---:|" * (3 * len(OTHERS))
    shown = [rule for rule in RULES if any(_is_marked(rule, code) for code in OTHERS)]
    for rule in shown:
        yield f"| {rule} | " + " | ".join(_cells(code, [rule]) for code in OTHERS) + " |"
    yield "| **all of them** | " + " | ".join(_cells(code, language_rules(code)) for code in OTHERS) + " |"


def _cells(language: str, rules: Sequence[CoachRule]) -> str:
    found = rates(judged_sentences(language), rules)
    if not set(rules) <= judged_rules(language):
        return f"{found.marked} | cannot judge | –"
    return f"{found.marked} | {found.precision:.2f} | {found.recall:.2f}"


def _is_marked(rule: CoachRule, language: str) -> bool:
    return any(rule in one.marked for one in judged_sentences(language))


def _judged(row: dict[str, str], language: str) -> Judged:
    text = row["sentence"].replace("\\n", "\n")
    context = StatementContext(picture_alt=row["alt"] or None, picture_alt_language=row["alt_language"])
    found = frozenset(one.rule for one in advise(text, language=language, context=context))
    return Judged(text, _marks(row), found)


def _marks(row: dict[str, str]) -> frozenset[CoachRule]:
    return frozenset(CoachRule(rule) for rule in row["rules"].split("|") if rule)


def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
