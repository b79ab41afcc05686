import re
from pathlib import Path

import pytest

from portal.launcher import packages
from portal.launcher.places import PINS_RUNTIME, PINS_TESTS

REQUIREMENT = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)==(?P<version>[^\s;\\]+)", re.MULTILINE)


def pinned(pins: Path) -> dict[str, str]:
    return dict(REQUIREMENT.findall(pins.read_text(encoding="utf-8")))


def requirements(pins: Path) -> list[str]:
    """One string a requirement, its hashes with it."""
    joined = pins.read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


@pytest.mark.parametrize("pins", [PINS_RUNTIME, PINS_TESTS], ids=lambda pins: pins.name)
def test_every_package_is_pinned_with_a_hash(pins: Path) -> None:
    lines = requirements(pins)
    assert len(lines) > 40
    assert [line for line in lines if "--hash=sha256:" not in line] == []
    assert len(lines) == len(pinned(pins)) == packages.pin_count(pins)


@pytest.mark.parametrize("pins", [PINS_RUNTIME, PINS_TESTS], ids=lambda pins: pins.name)
def test_pins_name_no_address(pins: Path) -> None:
    assert re.findall(r"://|--index|--find-links|@ ", pins.read_text(encoding="utf-8")) == []


def test_the_pins_for_tests_contain_the_runtime_ones_exactly() -> None:
    assert pinned(PINS_RUNTIME).items() <= pinned(PINS_TESTS).items()


def stamped(folder: Path, *hashes: str) -> Path:
    folder.mkdir()
    (folder / packages.STAMP).write_text("\n".join(hashes), encoding="utf-8")
    return folder


def test_an_environment_filled_for_the_demo_is_not_current_for_the_tests(tmp_path: Path) -> None:
    folder = stamped(tmp_path / "env", packages.pins_hash(PINS_RUNTIME))
    assert packages.is_current(folder, tests=False) is True
    assert packages.is_current(folder, tests=True) is False


def test_an_environment_filled_for_the_tests_is_current_for_the_demo_too(tmp_path: Path) -> None:
    folder = stamped(tmp_path / "env", packages.pins_hash(PINS_RUNTIME), packages.pins_hash(PINS_TESTS))
    assert packages.is_current(folder, tests=False) is True
    assert packages.is_current(folder, tests=True) is True


def test_other_pins_mean_filling_it_again(tmp_path: Path) -> None:
    assert packages.is_current(stamped(tmp_path / "env", "0" * 64), tests=False) is False
    assert packages.is_current(tmp_path / "none", tests=False) is False


def test_a_linked_environment_is_never_written_to(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "elsewhere")
    assert packages.is_lent(tmp_path / "linked") is True
    assert packages.is_lent(tmp_path / "elsewhere") is False


def test_a_folder_without_a_python_is_not_an_environment_that_works(tmp_path: Path) -> None:
    assert packages.works(tmp_path) is False
