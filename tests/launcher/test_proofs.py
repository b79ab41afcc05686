from dataclasses import replace
from pathlib import Path

import pytest

from portal.launcher.commands import main
from portal.launcher.run import figure_line, is_over, redraw
from portal.launcher.words import Trouble
from portal.sampling.draws import in_drawn_order, new_seed
from portal.sampling.records import ALGORITHM, DrawnStratum, DrawRecord, seed_commitment


def test_a_file_that_is_no_record_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "record.json").write_text("{}")
    with pytest.raises(Trouble, match="not the record of a draw"):
        redraw([str(tmp_path / "record.json")])
    with pytest.raises(Trouble, match="cannot be read"):
        redraw([str(tmp_path / "none.json")])


def a_draw() -> DrawRecord:
    seed = new_seed()
    people = in_drawn_order([f"person-{n}" for n in range(8)], seed=seed)
    stratum = DrawnStratum("all", "all", (("all",),), 4, 0.5, tuple(people))
    return DrawRecord(ALGORITHM, "0" * 64, seed, seed_commitment(seed), "equal", ("status",), (stratum,))


def test_a_draw_is_repeated_from_its_record_and_a_change_in_it_is_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = a_draw()
    path = tmp_path / "record.json"
    path.write_text(record.to_json())
    assert (redraw([str(path)]), capsys.readouterr().out) == (0, "The draw comes out exactly as recorded.\n")
    first, second, *others = record.strata[0].ordered_ids
    swapped = replace(record.strata[0], ordered_ids=(second, first, *others))
    path.write_text(replace(record, strata=(swapped,)).to_json())
    assert redraw([str(path)]) == 1
    assert capsys.readouterr().out.startswith(f"  order differs in stratum all: expected {first}, found {second}")


def test_a_figure_over_its_limit_says_so() -> None:
    slow = {"name": "draw_s", "value": 3.0, "unit": "s", "limit": 2.0, "at_least": False}
    assert is_over(slow) is True
    assert figure_line(slow).endswith("3 s   (at most 2, OVER)")
    assert is_over({**slow, "limit": None}) is False


def test_a_figure_under_what_is_asked_says_so_and_one_not_measured_says_why() -> None:
    few = {"name": "batch_per_s", "value": 1.0, "unit": "a second", "limit": 2.0, "at_least": True}
    assert figure_line(few).endswith("1 a second   (at least 2, UNDER)")
    assert is_over({**few, "value": 2.0}) is False
    missing = {**few, "value": None, "unit": "typst is not installed"}
    assert (is_over(missing), figure_line(missing).strip().endswith("not measured (typst is not installed)")) == (
        False,
        True,
    )


def test_a_database_that_does_not_answer_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_NO_SETUP", "1")
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    monkeypatch.setenv("PORTAL_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert main(["migrate"]) == 1
    assert "The database does not answer." in capsys.readouterr().err
