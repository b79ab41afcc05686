import stat
from pathlib import Path

import pytest

from portal.launcher.instance import DemoFolder
from portal.launcher.words import Trouble


@pytest.fixture
def folder(tmp_path: Path) -> DemoFolder:
    demo = DemoFolder(tmp_path / "instance")
    demo.open()
    return demo


def test_only_their_owner_reads_a_demos_folder(folder: DemoFolder) -> None:
    folder.open()
    assert stat.S_IMODE(folder.file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.folder.stat().st_mode) == 0o700


def test_a_database_is_filled_once_each(folder: DemoFolder) -> None:
    folder.mark_filled("one")
    assert (folder.is_filled("one"), folder.is_filled("two")) == (True, False)


def test_a_folder_with_real_data_never_becomes_a_demos(tmp_path: Path) -> None:
    (tmp_path / "heard.sqlite3").write_text("real people")
    demo = DemoFolder(tmp_path)
    with pytest.raises(Trouble, match="holds data that is not a demo's"):
        demo.open()
    demo.empty()
    assert (tmp_path / "heard.sqlite3").read_text() == "real people"


def test_beginning_again_removes_all_of_a_demos_data(folder: DemoFolder) -> None:
    (folder.folder / "demo.sqlite3").write_text("invented people")
    folder.empty()
    assert not folder.folder.exists()
