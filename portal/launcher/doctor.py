"""`python3 -m portal doctor`: what is missing, in words, with the command that brings it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from portal.launcher import packages, parts
from portal.launcher.demo import own_database
from portal.launcher.instance import DemoFolder
from portal.launcher.places import CHECKOUT, environment_folder, environment_python, instance_folder
from portal.launcher.words import say

FREE_BYTES = 1_000_000_000
SETUP = "python3 -m portal demo   (or: python3 -m portal test)"


class Finding(NamedTuple):
    """One thing looked at. `remedy` is the command that puts it right; `only_tests` does not stop the portal."""

    well: bool
    words: str
    remedy: str = ""
    only_tests: bool = False


def python_finding(version: tuple[int, ...] = tuple(sys.version_info[:3])) -> Finding:
    spoken = ".".join(map(str, version))
    if version[:2] >= (3, 11):
        return Finding(True, f"Python {spoken}")
    return Finding(False, f"Python {spoken} is too old; 3.11 is needed", "sudo apt-get install python3")


def part_findings() -> list[Finding]:
    findings = []
    for part in parts.all_parts():
        well = part.present()
        words = part.name if well else f"{part.name}, {part.why}"
        findings.append(Finding(well, words, "" if well else parts.remedy(part), part.for_tests))
    return findings


def environment_findings(folder: Path) -> list[Finding]:
    if not environment_python(folder).exists():
        return [Finding(False, f"There is no virtual environment at {folder}", SETUP)]
    if packages.is_lent(folder):
        return [Finding(True, f"The virtual environment {folder} is a link; it is used as it is")]
    findings = [Finding(True, f"Virtual environment at {folder}")]
    if packages.is_current(folder, tests=False):
        findings.append(Finding(True, "Python packages are those of this version"))
    else:
        findings.append(Finding(False, "Python packages are not those of this version", SETUP))
    if not packages.is_current(folder, tests=True):
        findings.append(Finding(False, "The packages for tests are not there", "python3 -m portal test", True))
    return findings


def folder_finding(folder: Path) -> Finding:
    """Whether the portal can keep its data there; a folder that does not exist yet is judged by where it would be."""
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    try:
        with tempfile.TemporaryFile(dir=nearest):
            pass
    except OSError:
        return Finding(False, f"The folder {folder} cannot be written to", f"sudo chown -R $(id -un) {nearest}")
    return Finding(True, f"The folder {folder} can be written to")


def disk_finding(folder: Path) -> Finding:
    nearest = folder
    while not nearest.exists():
        nearest = nearest.parent
    free = shutil.disk_usage(nearest).free
    words = f"{free / 1e9:.1f} GB free where the data is kept"
    if free >= FREE_BYTES:
        return Finding(True, words)
    return Finding(False, f"Only {words}; at least 1 GB is needed", f"df -h {nearest}   (then make room)")


def as_the_portal_would_run(data: DemoFolder) -> dict[str, str]:
    """The environment to look in: a folder with a demo in it is looked at as the demo that it is."""
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    if data.file.exists() and not environment.get("PORTAL_DATABASE_URL"):
        environment["PORTAL_DATABASE_URL"] = own_database(data)
    return environment


def inside_findings(folder: Path) -> list[Finding]:
    """What only the portal itself can say: settings, keys, the database."""
    python = environment_python(folder)
    if not python.exists():
        return []
    asked = subprocess.run(
        [str(python), "-m", "portal.launcher.inside"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
        env=as_the_portal_would_run(DemoFolder(instance_folder())),
    )
    try:
        return [Finding(*finding) for finding in json.loads(asked.stdout.splitlines()[-1])]
    except (ValueError, IndexError, TypeError):
        last = (asked.stderr.strip().splitlines() or ["nothing"])[-1]
        return [Finding(False, f"The portal does not start. It said: {last}", SETUP)]


def look() -> list[Finding]:
    folder = environment_folder()
    return [
        python_finding(),
        *part_findings(),
        *environment_findings(folder),
        folder_finding(instance_folder()),
        disk_finding(instance_folder()),
        *inside_findings(folder),
    ]


def report(findings: list[Finding]) -> tuple[str, int]:
    """The findings in words, and the exit code: 1 when something the portal itself needs is missing."""
    lines = []
    for finding in findings:
        mark = "ok" if finding.well else ("for tests" if finding.only_tests else "MISSING")
        lines.append(f"  {mark:>9}  {finding.words}")
        if finding.remedy and not finding.well:
            lines.append(f"             {finding.remedy}")
    ill = sum(1 for finding in findings if not finding.well and not finding.only_tests)
    lines.append("")
    if ill:
        lines.append(f"{ill} thing{'s' if ill > 1 else ''} missing. The line under each brings it.")
    else:
        lines.append("Nothing the portal needs is missing.")
    return "\n".join(lines), 1 if ill else 0


def doctor(arguments: list[str]) -> int:
    if any(word in ("-h", "--help") for word in arguments):
        say("python3 -m portal doctor: says what is missing and the command that brings it.")
        return 0
    words, code = report(look())
    say(words)
    return code
