import socket
from collections.abc import Iterator

import pytest

from portal.launcher import ports
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
