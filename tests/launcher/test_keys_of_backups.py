import stat
from pathlib import Path

import pytest

from portal.launcher.backup_commands import backup_key, read_key
from portal.launcher.words import Trouble


@pytest.fixture(autouse=True)
def no_key_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTAL_BACKUP_KEY", raising=False)


@pytest.mark.parametrize("text", ["", "short", "A" * 44, "é" * 44, "A" * 43 + "=="])
def test_a_key_that_is_no_key_is_refused_in_words(text: str) -> None:
    with pytest.raises(Trouble, match="32 bytes in base64"):
        read_key(text)


def test_a_backup_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    first = backup_key(tmp_path, make=True)
    assert backup_key(tmp_path, make=True) == backup_key(tmp_path, make=False) == first
    assert stat.S_IMODE((tmp_path / "backup.key").stat().st_mode) == 0o600


def test_no_key_is_made_for_reading(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="No backup key"):
        backup_key(tmp_path, make=False)
    assert list(tmp_path.iterdir()) == []


def test_the_environment_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backup_key(tmp_path, make=True)
    monkeypatch.setenv("PORTAL_BACKUP_KEY", "A" * 43 + "=")
    assert backup_key(tmp_path, make=True) == bytes(32)
