import ast
import subprocess
import sys
from pathlib import Path

import pytest

from portal.__main__ import too_old
from portal.launcher.commands import COMMANDS, about_the_database, overview
from portal.launcher.places import CHECKOUT

LAUNCHER = CHECKOUT / "portal" / "launcher"
NAMED_IN_README = [
    *("demo", "test", "doctor", "serve", "worker"),
    *("migrate", "create-admin", "backup", "restore", "verify"),
]


def portal(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "portal", *arguments]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def standard_library_only(path: Path) -> set[str]:
    """Names imported at the top of a module that are neither the standard library nor the launcher."""
    foreign = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        foreign |= {name for name in names if name.split(".")[0] not in sys.stdlib_module_names}
    return {name for name in foreign if not name.startswith("portal.launcher")}


def test_an_old_python_can_read_the_front_file_and_is_told_what_to_do() -> None:
    source = (CHECKOUT / "portal" / "__main__.py").read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    assert "this is Python 3.8" in too_old((3, 8, 10))
    assert "apt-get install python3" in too_old((3, 10, 0))
    assert too_old((3, 11, 0)) == ""


def test_nothing_but_sys_is_imported_before_the_version_is_known() -> None:
    tree = ast.parse((CHECKOUT / "portal" / "__main__.py").read_text(encoding="utf-8"))
    at_the_top = [ast.unparse(node) for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert at_the_top == ["import sys"]


@pytest.mark.parametrize("path", sorted(LAUNCHER.glob("*.py")), ids=lambda path: path.name)
def test_the_launcher_keeps_to_the_standard_library_until_the_environment_is_there(path: Path) -> None:
    assert standard_library_only(path) == set()


def test_every_command_of_the_readme_exists_with_one_sentence() -> None:
    assert [name for name in NAMED_IN_README if name not in COMMANDS] == []
    sentences = [command.sentence for command in COMMANDS.values()]
    assert [words for words in sentences if not words[0].isupper() or ". " in words] == []


def test_an_unknown_command_gets_the_list_of_those_there_are() -> None:
    answer = portal("fly")
    assert answer.returncode == 2
    assert answer.stdout.startswith("There is no command “fly”.")
    assert [name for name in COMMANDS if f"  {name} " not in answer.stdout] == []


def test_no_command_at_all_says_where_to_begin() -> None:
    answer = portal()
    assert (answer.returncode, answer.stdout.strip()) == (0, overview().strip())


def in_a_shell(closing: str, program: str) -> subprocess.CompletedProcess[str]:
    """A Python program started with some of its streams closed, as some service managers do."""
    command = ["sh", "-c", f'exec "$0" -c "$1" {closing}', sys.executable, program]
    return subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)


def test_with_its_input_closed_nobody_can_be_asked_and_that_is_said() -> None:
    program = (
        "import os\n"
        "from portal.launcher import commands, words\n"
        "os.environ['CI'] = ''\n"
        "commands.stand_on_three_streams()\n"
        "try: words.agreed('Well?', yes=False)\n"
        "except words.Trouble as trouble: print(trouble)"
    )
    answer = in_a_shell("<&-", program)
    assert answer.stdout.startswith("Nobody is here to be asked")


def test_with_every_stream_closed_the_next_file_does_not_take_the_place_of_one(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    program = (
        "import os\n"
        "from portal.launcher import commands, words\n"
        "commands.stand_on_three_streams()\n"
        f"file = open({str(kept)!r}, 'w')\n"
        "words.say('to nobody')\n"
        "os.write(1, b'to nobody')\n"
        "file.write(str(file.fileno()))"
    )
    answer = in_a_shell("<&- >&- 2>&-", program)
    assert (answer.returncode, kept.read_text(encoding="utf-8")) == (0, "3")


@pytest.mark.parametrize(
    ("said", "begins"),
    [
        ("no such column: wave.figures", "The database is of another version than this portal (no such column"),
        ("table wave has no column named figures", "The database is of another version"),
        ("unable to open database file", "The database does not answer."),
    ],
)
def test_a_database_of_another_version_is_not_called_away(said: str, begins: str) -> None:
    problem = RuntimeError()
    problem.orig = said  # type: ignore[attr-defined]
    assert about_the_database(problem).startswith(begins)
