"""`python3 -m portal test`: the cheap checks, then the tests, then what it all came to."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
import tomllib
from typing import NamedTuple

from portal.launcher import inside, parts
from portal.launcher.places import CHECKOUT
from portal.launcher.words import say

PYTEST_NOTHING_COLLECTED = 5
COUNTED = r"\d+ (?:passed|failed|error|skipped|deselected)"
SUMMARY_LINE = re.compile(rf"^(?:=+ )?((?:{COUNTED}|no tests ran).* in \d.*?)(?: =+)?$")
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Stage(NamedTuple):
    """One check. `fine` are the exit codes that count as passed."""

    name: str
    command: list[str]
    fine: tuple[int, ...] = (0,)


class Outcome(NamedTuple):
    """How a stage went; `words` is pytest's own last line where there is one."""

    stage: Stage
    code: int
    seconds: float
    words: str

    @property
    def passed(self) -> bool:
        return self.code in self.stage.fine


def tool(name: str, *arguments: str) -> list[str]:
    beside = os.path.join(os.path.dirname(sys.executable), name)
    return [beside, *arguments]


def has_contracts() -> bool:
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        return "importlinter" in tomllib.load(file).get("tool", {})


def cheap_stages() -> list[Stage]:
    stages = [
        Stage("ruff", tool("ruff", "check", ".")),
        Stage("mypy", tool("mypy")),
    ]
    if has_contracts():
        stages.append(Stage("import contracts", tool("lint-imports")))
    return stages


def pytest(*arguments: str) -> list[str]:
    colour = "--color=yes" if sys.stdout.isatty() else "--color=no"
    return [sys.executable, "-m", "pytest", colour, *arguments]


def test_stages() -> list[Stage]:
    fine = (0, PYTEST_NOTHING_COLLECTED)
    # Each process keeps to neighbours, which share what they set up, and who is done takes half of the other's rest.
    two = ("-n", "2", "--dist", "worksteal")
    on_postgresql = ("--database", "postgresql")
    # How a page looks does not hang on the database, nor do rules; the long walks in a browser are made on both.
    depends = "database and not (serial or one_database or (browser and not both))"
    return [
        Stage("tests", pytest(*two, "-m", "not serial")),
        Stage("tests on PostgreSQL", pytest(*two, *on_postgresql, "-m", depends), fine),
        Stage("tests that want the machine to themselves", pytest("-n", "0", "-m", "serial"), fine),
        Stage("the same on PostgreSQL", pytest("-n", "0", *on_postgresql, "-m", "database and serial"), fine),
    ]


def run_stage(stage: Stage) -> Outcome:
    """Runs a stage, letting it speak, and remembers pytest's summary line."""
    say(f"\n== {stage.name}: {' '.join(os.path.basename(word) for word in stage.command[:1])} ...")
    began = time.monotonic()
    words = ""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "HEARD_CHROMIUM": parts.find_chromium() or ""}
    with subprocess.Popen(
        stage.command,
        cwd=CHECKOUT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as running:
        for line in running.stdout or ():
            sys.stdout.write(line)
            sys.stdout.flush()
            found = SUMMARY_LINE.match(COLOURS.sub("", line.rstrip()))
            words = found[1] if found else words
    outcome = Outcome(stage, running.returncode, time.monotonic() - began, words)
    say(f"== {stage.name}: {verdict(outcome)}")
    return outcome


def verdict(outcome: Outcome) -> str:
    return f"{'passed' if outcome.passed else 'FAILED'} ({outcome.seconds:.1f} s) {outcome.words}".rstrip()


def test(arguments: list[str]) -> int:
    """Everything, or with pytest's arguments only what these ask for. Gives the exit code."""
    if any(word in ("-h", "--help") for word in arguments):
        say("python3 -m portal test [--yes] [what pytest understands, e.g. tests/sampling -k quota]")
        return 0
    os.chdir(CHECKOUT)
    inside.compile_translations()
    chosen = [word for word in arguments if word != "--yes"]
    if chosen:
        return run_stage(Stage("chosen tests", pytest(*chosen))).code
    return run_everything(cheap_stages(), test_stages())


def run_everything(cheap: list[Stage], dear: list[Stage]) -> int:
    """All cheap stages, whatever they find; the dear ones only after clean cheap ones, up to the first failure."""
    began = time.monotonic()
    outcomes = [run_stage(stage) for stage in cheap]
    skipped: list[Stage] = []
    for stage in dear:
        if all(outcome.passed for outcome in outcomes):
            outcomes.append(run_stage(stage))
        else:
            skipped.append(stage)
    say("\nWhat it came to:")
    for outcome in outcomes:
        say(f"  {outcome.stage.name}: {verdict(outcome)}")
    for stage in skipped:
        say(f"  {stage.name}: not run, because of the failure above")
    say(f"In all {time.monotonic() - began:.0f} s.")
    return next((outcome.code for outcome in outcomes if not outcome.passed), 0)
