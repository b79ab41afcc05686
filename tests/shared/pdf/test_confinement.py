"""What a process that lost its rights can still do, tried in a real one."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from portal.shared.pdf import Document, PdfWorker
from portal.shared.pdf.confinement import own_code_and_fonts

TRY = """
import json, os, socket, sys
from pathlib import Path
from portal.shared.pdf.confinement import confine, leave_the_network, own_code_and_fonts
home, secret, font = map(Path, sys.argv[1:4])
alone = leave_the_network()
held = confine(home, own_code_and_fonts())

def can(act):
    try:
        act()
    except OSError:
        return False
    return True

def speak():
    with socket.socket() as line:
        line.settimeout(2)
        line.connect(("127.0.0.1", int(sys.argv[4])))

print(json.dumps({
    "alone": alone, "held": held,
    "read a secret": can(secret.read_bytes),
    "list its folder": can(lambda: os.listdir(secret.parent)),
    "change it": can(lambda: secret.write_bytes(b"")),
    "read the people of this machine": can(Path("/etc/passwd").read_bytes),
    "run a program": can(lambda: os.posix_spawn("/bin/true", ["true"], {})),
    "reach an address": can(speak),
    "signal its parent": can(lambda: os.kill(os.getppid(), 0)),
    "read a font": can(font.read_bytes),
    "write into its folder": can(lambda: (home / "a").write_bytes(b"a")),
}))
"""
NOT_WHEN_HELD = {
    "read a secret",
    "list its folder",
    "change it",
    "read the people of this machine",
    "run a program",
}


@pytest.fixture
def tried(tmp_path: Path) -> dict[str, bool]:
    import socket

    home, secret = tmp_path / "home", tmp_path / "instance" / "keys.json"
    home.mkdir()
    secret.parent.mkdir()
    secret.write_bytes(b"secret")
    font = next((Path(__file__).parents[3] / "portal/shared/static/fonts").glob("*.ttf"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        said = subprocess.run(
            [sys.executable, "-c", TRY, str(home), str(secret), str(font), port],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[3],
        )
    found: dict[str, bool] = json.loads(said.stdout)
    return found


def test_what_the_kernel_holds_is_held_and_what_the_work_needs_is_left(tried: dict[str, bool]) -> None:
    held, alone = tried.pop("held"), tried.pop("alone")
    assert {act for act in NOT_WHEN_HELD if tried[act]} == (set() if held else NOT_WHEN_HELD)
    assert tried["reach an address"] is not (held or alone)
    assert (tried["read a font"], tried["write into its folder"]) == (True, True)


def test_the_folders_it_may_read_hold_no_secret_of_the_portal() -> None:
    root = Path(__file__).resolve().parents[3]
    readable = [place for place in own_code_and_fonts() if place == root or place in (root / "instance").parents]
    assert readable == []


def test_a_worker_that_lost_its_rights_still_sets_every_script(worker: PdfWorker) -> None:
    said = {"en": "Hello", "ur": "سلام", "bn": "নমস্কার", "pa": "ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "gu": "નમસ્તે", "ar": "مرحبا"}
    made = [worker.render(Document(html=f"<h1>{w}</h1>", language=code, title=w)) for code, w in said.items()]
    assert [one.pages for one in made] == [1] * len(said)
