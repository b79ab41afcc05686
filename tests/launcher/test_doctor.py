from pathlib import Path

import pytest

from portal.launcher import demo, doctor, parts
from portal.launcher.doctor import Finding
from portal.launcher.instance import DemoFolder


def test_an_old_python_is_named_with_the_command_that_brings_a_new_one() -> None:
    assert doctor.python_finding((3, 9, 2)) == Finding(
        False, "Python 3.9.2 is too old; 3.11 is needed", "sudo apt-get install python3"
    )
    assert doctor.python_finding((3, 12, 1)) == Finding(True, "Python 3.12.1")


def test_a_missing_part_is_named_with_its_reason_and_its_command() -> None:
    words, code = doctor.report([Finding(True, "Python 3.11.7"), Finding(False, "Pango is missing", "get it")])
    assert words.splitlines() == [
        "         ok  Python 3.11.7",
        "    MISSING  Pango is missing",
        "             get it",
        "",
        "1 thing missing. The line under each brings it.",
    ]
    assert code == 1


def test_what_only_tests_need_does_not_make_the_portal_ill() -> None:
    words, code = doctor.report([Finding(False, "Chromium is missing", "get it", only_tests=True)])
    assert code == 0
    assert words.endswith("Nothing the portal needs is missing.")


def test_a_missing_environment_is_said(tmp_path: Path) -> None:
    findings = doctor.environment_findings(tmp_path / ".venv")
    assert [finding.well for finding in findings] == [False]
    assert findings[0].remedy.startswith("python3 -m portal demo")


def test_a_folder_yet_to_be_made_is_judged_by_where_it_would_be(tmp_path: Path) -> None:
    assert doctor.folder_finding(tmp_path / "not" / "yet").well is True
    assert doctor.folder_finding(Path("/proc/heard")).well is False


def test_parts_for_tests_are_only_wanted_by_tests() -> None:
    assert [part.name for part in parts.all_parts() if part.for_tests] == ["Chromium", "libatomic", "Poppler"]
    assert [part for part in parts.missing_parts(tests=False) if part.for_tests] == []


def test_fonts_are_found_by_their_files(tmp_path: Path) -> None:
    for name in ("NotoSans-Regular.ttf", "NotoNastaliqUrdu[wght].ttf", "NotoSansArabic-Regular.otf"):
        (tmp_path / name).touch()
    assert parts.fonts_in([str(tmp_path)]) >= set(parts.FONTS_NEEDED)


def test_every_part_has_a_package_on_debian_and_on_macos() -> None:
    wanted = [part for part in parts.all_parts() if part.name != "Python's venv"]
    assert [part.name for part in wanted if not part.brew] == []
    assert [part.name for part in wanted if not part.apt and part.name != "Chromium"] == []


def test_a_folder_with_a_demo_in_it_is_looked_at_as_a_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORTAL_DATABASE_URL", raising=False)
    data = DemoFolder(tmp_path)
    assert "PORTAL_DATABASE_URL" not in doctor.as_the_portal_would_run(data)
    data.open()
    expected = f"sqlite:///{tmp_path / demo.DATABASE_FILE}"
    assert doctor.as_the_portal_would_run(data)["PORTAL_DATABASE_URL"] == expected
