"""A picture pack from a folder, by the command."""

import pytest

from portal.launcher.pictures import _bring_in
from portal.launcher.words import Trouble
from portal.summaries.models import OwnPicture, PicturePack
from tests.summaries.pictures.factories import ROW, picture, table


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "pictures.csv").write_bytes(table(ROW))
    (tmp_path / "bus.png").write_bytes(picture())
    return tmp_path


def test_a_good_folder_is_brought_in_after_a_yes(app, session, folder, capsys):
    with app.app_context():
        assert _bring_in(folder, name="Our set", yes=True) == 0
    assert "1 pictures of “Our set” can be found now." in capsys.readouterr().out
    assert session.query(PicturePack).one().state == "imported"
    assert session.query(OwnPicture).one().is_offered is True


def test_problems_are_said_by_row_and_column_and_nothing_is_kept(app, session, folder, capsys):
    (folder / "pictures.csv").write_bytes(table({**ROW, "licence": ""}))
    with app.app_context():
        assert _bring_in(folder, name="Our set", yes=True) == 1
    assert "Row 2, column “licence”: Nothing is filled in." in capsys.readouterr().out
    assert session.query(PicturePack).count() == 0


def test_a_folder_without_a_table_is_trouble_in_words(app, tmp_path):
    with app.app_context(), pytest.raises(Trouble, match=r"pictures\.csv"):
        _bring_in(tmp_path, name="Our set", yes=True)
