"""The house stays tidy: nothing strange at the door, small modules and functions, no drawers for leftovers."""

import ast
import re
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]
AGREED = {
    *("portal", "templates", "translations", "migrations", "tests", "docs"),
    *("wsgi.py", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"),
}
LEFT_BY_RUNNING = {"instance", "__pycache__", "heard.egg-info", "build"}  # not in the repository
LONGEST_MODULE, LONGEST_FUNCTION = 300, 40
DRAWERS = {"services", "service", "utils", "util", "helpers", "helper", "common", "misc", "manager", "handler", "data"}
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")
# Paths and names that belong to the machine something was written on.
MACHINE = re.compile(r"(?<![\w.:/-])/(?:root|work|home/\w+|Users/\w+)/")
TEXTS = {".py", ".html", ".txt", ".md", ".toml", ".scss", ".mjs", ".js", ".json", ".csv", ".mako", ".po", ".ini"}


def modules(*folders: str) -> list[Path]:
    return [HOUSE / "wsgi.py", *(path for folder in folders for path in sorted((HOUSE / folder).rglob("*.py")))]


def texts() -> list[Path]:
    kept = [path for name in sorted(AGREED) for path in [HOUSE / name, *(HOUSE / name).rglob("*")]]
    return [path for path in kept if path.is_file() and path.suffix in TEXTS and path != Path(__file__)]


def name_of(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """From its name to its end, without its docstring: words about a function do not make it long."""
    first = function.body[0]
    is_docstring = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    words = (first.end_lineno or 0) - first.lineno + 1 if is_docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - words


def long_functions(source: str) -> list[str]:
    functions = [n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [function.name for function in functions if lines_of(function) > LONGEST_FUNCTION]


def test_nothing_stands_at_the_door_but_what_was_agreed():
    seen = {path.name for path in HOUSE.iterdir() if not path.name.startswith(".")}
    assert seen - LEFT_BY_RUNNING == AGREED


def test_no_module_is_longer_than_a_person_can_hold_in_mind():
    long = {name_of(path): len(path.read_text().splitlines()) for path in modules("portal")}
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_no_function_is_longer_than_a_screen():
    assert {name_of(p): long for p in modules("portal") if (long := long_functions(p.read_text()))} == {}


def test_the_measure_of_functions_works():
    long = "def long():\n" + "    pass\n" * LONGEST_FUNCTION
    assert (long_functions(long), long_functions("def short():\n    pass\n")) == (["long"], [])


def test_there_is_no_drawer_for_leftovers():
    assert [name_of(path) for path in modules("portal", "tests") if path.stem in DRAWERS] == []
    folders = [path for path in (HOUSE / "portal").rglob("*") if path.is_dir() and path.name in DRAWERS]
    assert folders == []


def test_nothing_is_left_unfinished_in_passing():
    """What is missing is written down where people look for it: in the documents, not in the margins."""
    assert [name_of(path) for path in texts() if UNFINISHED.search(path.read_text())] == []


def test_no_text_names_a_place_on_the_machine_it_was_written_on():
    assert [name_of(path) for path in texts() if MACHINE.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("text", "is_of_a_machine"),
    [("see /home/mair/heard", True), ("/root/x", True), ("https://example.org/home/a/", False), ("/homes/", False)],
)
def test_a_path_of_a_machine_is_told_from_an_address(text, is_of_a_machine):
    assert bool(MACHINE.search(text)) is is_of_a_machine
