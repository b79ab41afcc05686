"""The one disclosure gate (choke point 2): no result leaves a round but through `portal.rounds.disclosure`."""

import ast
import re
import typing
from dataclasses import fields, is_dataclass

import pytest

from portal.rounds import shown
from portal.rounds.operations import releasing
from portal.rounds.rules import figures
from tests.guards.source import PORTAL, calls, imports, without_launcher

TEMPLATES = PORTAL.parent / "templates"
GATE = "rounds/disclosure/"
# Other rooms that show a count of their own, straight through the same rules.
ALSO_PROTECTS = {"summaries/wording.py", "promises/wording.py", "summaries/freezing.py"}
ALSO_PROTECTS |= {"summaries/views/desk/by_group.py", "panels/shown_fairness.py", "panels/rules/outcomes.py"}
# Made by the gate only; a page may hold a number of these types and of no other.
PROTECTED = {"Percent", "Points", "Decimal1", "Indicator"}
# They know true counts, and hand them to nobody but the gate and those who code.
KNOW_TRUE_COUNTS = {
    "rounds/queries/counts.py",
    "rounds/queries/facts.py",
    "rounds/operations/counting.py",
    "rounds/operations/exporting.py",
    "rounds/operations/filtering.py",
    "rounds/operations/going_through.py",
    "rounds/queries/reaching.py",  # one person at a time, for those who reach them: it counts nobody
    "rounds/operations/releasing.py",
    "rounds/operations/retention.py",  # it throws tallies away after six years, and reads none
}
SHOWN = [kind for kind in vars(shown).values() if is_dataclass(kind) and kind.__module__ == shown.__name__]


def last_names(called: frozenset[str]) -> set[str]:
    return {name.split(".")[-1] for name in called}


def test_protected_numbers_are_made_in_the_gate_and_nowhere_else():
    makers = PROTECTED | {"ProtectedCount", "protect_count", "protect_table", *(kind.__name__ for kind in SHOWN)}
    strangers = {
        path: last_names(module.calls) & makers
        for path, module in without_launcher().items()
        if not path.startswith((GATE, "sampling/")) and path not in ALSO_PROTECTS
    }
    assert {path: found for path, found in strangers.items() if found} == {}


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.__name__)
def test_what_is_shown_has_no_plain_number(kind):
    hints = typing.get_type_hints(kind)
    plain = [field.name for field in fields(kind) if {int, float} & set(parts(hints[field.name]))]
    assert plain == []


def parts(hint: object) -> list[object]:
    return [hint, *(one for inner in typing.get_args(hint) for one in parts(inner))]


def test_true_counts_are_read_by_the_tally_alone():
    """True counts, the facts behind them and a tally's content are named in no view, task, form or other room."""
    near = re.compile(r"rounds\.queries\.(counts|facts)")
    seen = without_launcher()
    readers = {path for path, module in seen.items() if any(near.search(one) for one in module.imports)}
    readers |= {path for path, module in seen.items() if "portal.rounds.models.Tally" in module.imports}
    assert readers <= KNOW_TRUE_COUNTS | {"rounds/queries/counts.py"}


def test_views_hand_a_tally_to_the_gate_and_to_nothing_else():
    for path in without_launcher():
        if path.startswith("rounds/views/"):
            tree = ast.parse((PORTAL / path).read_text())
            used = [
                node
                for node in ast.walk(tree)
                if isinstance(node, ast.Attribute) and ast.unparse(node) == "tally.content"
            ]
            through = [
                keyword.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "releasing.results_of"
                for keyword in node.keywords
            ]
            assert [ast.unparse(node) for node in used if node not in through] == [], path


def test_releases_and_files_are_made_from_what_is_shown():
    for function in (figures.release_content, figures.file_rows, releasing.export_results):
        assert typing.get_type_hints(function)["results"] is shown.ShownResults


def test_no_template_of_results_names_a_true_count():
    for path in sorted((TEMPLATES / "rounds" / "results").rglob("*.html")):
        assert re.findall(r"\b(?:tally|content|cases)\b", path.read_text()) == [], path.name


def test_the_guard_itself_sees_a_way_round():
    assert last_names(calls(ast.parse("protect.protect_count(3)"))) == {"protect_count"}
    assert "portal.rounds.queries.counts" in imports(ast.parse("from portal.rounds.queries import counts"))
    assert int in parts(dict[str, tuple[int, ...]])
    assert int not in parts(shown.Percent | None)
