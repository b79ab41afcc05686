"""The commands as a stranger types them, against the real portal: from nothing to a restored backup."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from portal.launcher.places import CHECKOUT
from tests.databases import new_postgresql

pytestmark = pytest.mark.slow

PASSWORD = "a heron walks at low tide"


class Site:
    """A portal in a folder of its own."""

    def __init__(self, folder: Path, database: str) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PORTAL_")}
        own = {"PORTAL_INSTANCE": str(folder), "PORTAL_DATABASE_URL": database, "PORTAL_NO_SETUP": "1", "CI": "true"}
        self.environment = {**kept, **own, "PORTAL_ADMIN_PASSWORD": PASSWORD}

    def __call__(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "portal", *arguments],
            cwd=CHECKOUT,
            env={**self.environment, **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def well(self, *arguments: str) -> str:
        answer = self(*arguments)
        assert answer.returncode == 0, answer.stdout + answer.stderr
        return answer.stdout


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> Site:
    return Site(tmp_path / "instance", new_postgresql() if request.param == "postgresql" else "")


def test_from_nothing_to_a_restored_backup(site: Site, tmp_path: Path) -> None:
    file = str(tmp_path / "heard.backup")
    assert "Keys made:" in site.well("migrate")
    assert stat.S_IMODE((site.folder / "keys.json").stat().st_mode) == 0o600
    assert "Keys made:" not in site.well("migrate")
    weak = site("create-admin", "--email", "ada@example.org", PORTAL_ADMIN_PASSWORD="password")
    assert (weak.returncode, "too short or too common" in weak.stderr) == (1, True)
    said = site.well("create-admin", "--email", "ada@example.org")
    assert re.search(r"secret:  [A-Z2-7]{32}\n  address: otpauth://totp/", said)
    site.well("backup", file)
    site.well("create-admin", "--email", "later@example.org")
    assert "is whole" in site.well("verify", file)
    strange = site("restore", file, "--yes", PORTAL_BACKUP_KEY="A" * 43 + "=")
    assert (strange.returncode, "another key" in strange.stderr) == (1, True)
    refused = site("restore", file)  # a build machine agrees to installing parts, never to replacing a portal
    assert (refused.returncode, "add --yes" in refused.stderr) == (1, True)
    site.well("restore", file, "--yes")
    taken = site("create-admin", "--email", "ada@example.org")
    assert (taken.returncode, "already an account" in taken.stderr) == (1, True)
    site.well("create-admin", "--email", "later@example.org")


def test_after_rotating_everything_is_read_with_the_new_key(site: Site) -> None:
    site.well("migrate")
    site.well("create-admin", "--email", "ada@example.org")
    assert "2 values encrypted again under key 2" in site.well("rotate", "--yes")
    assert "0 values encrypted again under key 2" in site.well("rotate", "--only-seal")
    assert sorted(json.loads((site.folder / "keys.json").read_text())["data_keys"]) == ["1", "2"]


def test_keys_that_are_lost_are_never_replaced_by_new_ones(site: Site) -> None:
    site.well("migrate")
    (site.folder / "keys.json").rename(site.folder / "elsewhere.json")
    refused = site("migrate")
    assert (refused.returncode, "put keys.json back" in refused.stderr) == (1, True)
    assert not (site.folder / "keys.json").exists()


def test_what_is_not_set_up_says_how_to_set_it_up(site: Site, tmp_path: Path) -> None:
    for command in (["serve"], ["worker"], ["create-admin", "--email", "ada@example.org"]):
        refused = site(*command)
        assert (refused.returncode, "python3 -m portal migrate" in refused.stderr) == (1, True)
    assert site("seed").returncode == 1
    assert "Traceback" not in site("backup", str(tmp_path / "file")).stderr
