import sys

import pytest

from portal.launcher.suite import SUMMARY_LINE, Stage, run_everything, run_stage


def speaking(name: str, code: int, text: str = "") -> Stage:
    return Stage(name, [sys.executable, "-c", f"print({text!r}); raise SystemExit({code})"])


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("=========== 12 passed in 3.40s ===========", "12 passed in 3.40s"),
        ("==== 1 failed, 2 passed in 61.02s (0:01:01) ====", "1 failed, 2 passed in 61.02s (0:01:01)"),
        ("38 passed in 0.65s", "38 passed in 0.65s"),
        ("==== no tests ran in 0.01s ====", "no tests ran in 0.01s"),
    ],
)
def test_the_summary_line_of_pytest_is_recognised(line: str, words: str) -> None:
    found = SUMMARY_LINE.match(line)
    assert found is not None
    assert found[1] == words


def test_a_stage_speaks_and_its_summary_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run_stage(speaking("tests", 0, "=== 3 passed in 0.10s ==="))
    assert (outcome.passed, outcome.words) == (True, "3 passed in 0.10s")
    assert "=== 3 passed in 0.10s ===" in capsys.readouterr().out


def test_all_cheap_stages_run_even_when_the_first_fails_and_no_dear_one_does(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = run_everything([speaking("ruff", 3), speaking("mypy", 0)], [speaking("tests", 0)])
    assert code == 3
    said = capsys.readouterr().out
    assert "  ruff: FAILED" in said
    assert "  mypy: passed" in said
    assert "  tests: not run, because of the failure above" in said


def test_a_run_that_collects_nothing_is_fine_only_where_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    nothing = Stage("serial", speaking("", 5).command, (0, 5))
    assert run_everything([], [nothing]) == 0
    assert run_everything([], [speaking("tests", 5)]) == 5
    assert "In all" in capsys.readouterr().out
