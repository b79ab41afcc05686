import subprocess
import sys
from pathlib import Path

from portal.launcher.places import CHECKOUT

PROGRAM = """
import os, sys
from portal.launcher.words import FOR_EVERYBODY, run_quietly
os.umask(0o077)
touch = [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').close()"]
run_quietly([*touch, "ours"], trouble="", cwd=sys.argv[1])
run_quietly([*touch, "everybodys"], trouble="", cwd=sys.argv[1], umask=FOR_EVERYBODY)
"""


def test_what_is_made_for_the_whole_system_is_readable_for_all_however_private_we_are(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=CHECKOUT, check=True)
    modes = {made.name: made.stat().st_mode & 0o777 for made in tmp_path.iterdir()}
    assert modes == {"ours": 0o600, "everybodys": 0o644}
