import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.launcher import demo, ports
from portal.launcher.instance import DemoFolder
from portal.launcher.words import Trouble


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_asked_for_that_is_taken_is_an_error_in_words(taken: int) -> None:
    with pytest.raises(Trouble, match=f"Port {taken} is taken by another program"):
        ports.choose_port(taken)


def test_without_a_wish_the_next_free_port_is_used_and_said(taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ports.choose_port(None, first=taken)
    assert chosen > taken
    assert capsys.readouterr().out == f"Port {taken} is taken, so this uses {chosen}.\n"


def test_a_number_that_is_no_port_is_not_free_and_not_called_taken() -> None:
    assert ports.is_free(70000) is False
    with pytest.raises(Trouble, match=r"cannot listen on port 70000\. Choose one from 1024 to 65535"):
        ports.choose_port(70000)


def test_nobody_answers_on_a_port_nobody_listens_on() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as unused:
        unused.bind(("127.0.0.1", 0))
        assert ports.answers(unused.getsockname()[1]) is False


def test_a_demo_that_finds_its_port_taken_throws_nothing_away(
    taken: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PORTAL_INSTANCE", str(tmp_path))
    DemoFolder(tmp_path).open()
    with pytest.raises(Trouble, match="is taken"):
        demo.demo(["--fresh", "--port", str(taken)])
    assert [path.name for path in tmp_path.iterdir()] == ["demo.json"]
