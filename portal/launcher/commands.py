"""The commands, one sentence each, and the way to them."""

from __future__ import annotations

import importlib
import os
import sys
from typing import NamedTuple

from portal.launcher import packages, parts
from portal.launcher.places import environment_folder, running_inside
from portal.launcher.words import Trouble, say


class Command(NamedTuple):
    """A command: the sentence about it, and the function `module:name` that does it inside the environment."""

    sentence: str
    does: str
    system_parts: bool = False
    tests: bool = False
    outside: bool = False


COMMANDS = {
    "demo": Command("Sets up everything and runs the portal with invented people.", "demo:demo", system_parts=True),
    "test": Command("Sets up everything and runs every check.", "suite:test", system_parts=True, tests=True),
    "doctor": Command("Says what is missing and the command that brings it.", "doctor:doctor", outside=True),
    "serve": Command("Runs the web part, for a real site.", "run:serve"),
    "worker": Command("Runs the worker that sends, imports and prints.", "run:worker"),
    "migrate": Command("Brings the database up to this version.", "run:migrate"),
    "create-admin": Command("Makes the first administrator: --email ADDRESS.", "run:create_admin"),
    "seed": Command("Fills an empty database with invented people.", "run:seed"),
    "backup": Command("Writes everything into one encrypted file: backup FILE.", "backup_commands:backup"),
    "restore": Command("Brings everything back from such a file: restore FILE.", "backup_commands:restore"),
    "verify": Command("Checks such a file without changing anything: verify FILE.", "backup_commands:verify"),
    "rotate": Command("Encrypts everything again under the newest key.", "run:rotate"),
    "redraw": Command("Repeats a recorded draw and compares: redraw RECORD.", "run:redraw"),
    "audit": Command("Checks that the record of who did what is whole: [--head H].", "accounting:audit"),
    "pictures": Command("Brings in a picture pack: pictures FOLDER --name NAME [--yes].", "pictures:pictures"),
    "check-pdf": Command("Puts a PDF through both gates: check-pdf FILE.", "papers:check_pdf"),
    "bench": Command("Measures speed and size on this machine: [--json FILE].", "run:bench", tests=True),
}


def overview() -> str:
    width = max(map(len, COMMANDS))
    lines = [f"  {name.ljust(width)}  {command.sentence}" for name, command in COMMANDS.items()]
    return "\n".join(["python3 -m portal COMMAND", "", *lines, "", "Begin with: python3 -m portal demo"])


def main(arguments: list[str]) -> int:
    """Runs one command. Gives the exit code: 0 well, 1 trouble, 2 no such command."""
    stand_on_three_streams()
    name = arguments[0] if arguments else "help"
    if name in ("help", "-h", "--help"):
        say(overview())
        return 0
    if name not in COMMANDS:
        say(f"There is no command “{name}”.\n\n{overview()}")
        return 2
    try:
        return do(COMMANDS[name], arguments)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr, flush=True)
        return 1
    except Exception as problem:
        if type(problem).__name__ != "OperationalError":  # SQLAlchemy's; not imported, it may not be there yet
            raise
        print(f"\n{about_the_database(problem)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr, flush=True)
        return 130


def about_the_database(problem: Exception) -> str:
    """What to do about it: SQLite says in the same breath that it is away and that a table of a newer version is."""
    said = str(getattr(problem, "orig", problem))
    if "no such" in said or "has no column" in said:
        return f"The database is of another version than this portal ({said}). Try: python3 -m portal migrate"
    return "The database does not answer. Is PORTAL_DATABASE_URL right, and does it run?"


def stand_on_three_streams() -> None:
    """A stream that was closed before we came becomes one that says nothing: else the next file opened takes its
    number, and what is meant for a person lands in it. The others never fail over a letter they cannot show."""
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
            os.set_inheritable(number, True)
            setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115
        elif mode == "w" and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def do(command: Command, arguments: list[str]) -> int:
    asking_for_help = any(word in ("-h", "--help") for word in arguments)
    if not command.outside and not asking_for_help:
        stand_inside(command, arguments)
    module, function = command.does.split(":")
    found = getattr(importlib.import_module(f"portal.launcher.{module}"), function)
    return int(found(arguments[1:]))


def stand_inside(command: Command, arguments: list[str]) -> None:
    """Comes back only inside an environment that has what the command needs."""
    if os.environ.get("PORTAL_NO_SETUP"):  # an image that brings its own Python and parts
        return
    if command.system_parts:
        parts.bring_parts(tests=command.tests, yes="--yes" in arguments)
    elif not packages.is_lent(environment_folder()) and not parts.can_make_environments():
        raise Trouble("Python cannot make virtual environments here. See: python3 -m portal doctor")
    python = packages.ready_environment(tests=command.tests)
    if not running_inside(environment_folder()):
        packages.go_inside(python, arguments)
    if command.system_parts and command.tests and not parts.has_chromium():
        packages.fetch_chromium()
