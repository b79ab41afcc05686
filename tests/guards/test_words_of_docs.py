"""The documents tell the truth where a machine can see it: commands exist, settings exist, links lead somewhere."""

import re
from pathlib import Path

import pytest

from portal.launcher.commands import COMMANDS
from portal.shared.settings import Settings

HOUSE = Path(__file__).resolve().parents[2]
PAPERS = [HOUSE / "README.md", HOUSE / "CHANGELOG.md", *sorted((HOUSE / "docs").rglob("*.md"))]
COMMAND = re.compile(r"python3? -m portal ([a-z][a-z-]*)")
OPTION = re.compile(r"python3? -m portal ([a-z-]+)([^`\n|]*)")
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
SETTING = re.compile(r"\bPORTAL_[A-Z_]+\b")
CODE_PATH = re.compile(r"`((?:portal|templates|tests|migrations|translations|docs)/[\w./-]+)`")
# Read by the launcher or by gunicorn's settings, not by the application.
OF_THE_LAUNCHER = {
    *("PORTAL_ADMIN_PASSWORD", "PORTAL_BACKUP_KEY", "PORTAL_BIND", "PORTAL_NO_SETUP"),
    *("PORTAL_WEB_WORKERS", "PORTAL_WEB_THREADS", "PORTAL_WEB_LOG"),
}
names = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.relative_to(HOUSE).as_posix())


@names
def test_every_command_exists(paper):
    assert set(COMMAND.findall(paper.read_text())) <= {*COMMANDS, "help"}


@names
def test_every_option_of_a_command_is_in_its_program(paper):
    programs = "\n".join(path.read_text() for path in (HOUSE / "portal" / "launcher").glob("*.py"))
    options = {option for _name, rest in OPTION.findall(paper.read_text()) for option in re.findall(r"--[a-z-]+", rest)}
    assert {option for option in options if f'"{option}"' not in programs} == set()


@names
def test_every_link_inside_the_house_leads_somewhere(paper):
    links = [link for link in LINK.findall(paper.read_text()) if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in links if not (paper.parent / link).exists()] == []


@names
def test_every_place_in_the_code_is_there(paper):
    assert [place for place in CODE_PATH.findall(paper.read_text()) if not (HOUSE / place).exists()] == []


@names
def test_every_setting_is_read_by_something(paper):
    known = {f"PORTAL_{name.upper()}" for name in Settings.model_fields} | OF_THE_LAUNCHER
    assert set(SETTING.findall(paper.read_text())) <= known


def test_what_the_launcher_reads_is_read_by_the_launcher():
    programs = "\n".join(path.read_text() for path in (HOUSE / "portal" / "launcher").glob("*.py"))
    assert [name for name in OF_THE_LAUNCHER if name not in programs] == []


def test_every_setting_is_explained_where_people_look():
    """`doctor` sends people to the README; it sends them on to docs/running.md."""
    explained = set(SETTING.findall((HOUSE / "docs" / "running.md").read_text()))
    assert {f"PORTAL_{name.upper()}" for name in Settings.model_fields} - explained == {"PORTAL_TESTING"}
    assert "docs/running.md" in (HOUSE / "README.md").read_text()


def test_the_two_commands_come_first():
    assert COMMAND.findall((HOUSE / "README.md").read_text())[:2] == ["demo", "test"]


def test_every_decision_is_on_the_map_of_the_documents():
    folder = HOUSE / "docs"
    on_the_map = set(LINK.findall((folder / "README.md").read_text()))
    papers = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")} - {"README.md"}
    assert papers - on_the_map == set()


def test_every_decision_says_what_it_costs_and_what_would_change_it():
    decisions = sorted((HOUSE / "docs" / "decisions").glob("*.md"))
    assert len(decisions) >= 12
    for path in decisions:
        parts = re.findall(r"^## (.+)$", path.read_text(), re.M)
        assert parts == ["Context", "Decision", "What it costs", "What would change it"], path.name
