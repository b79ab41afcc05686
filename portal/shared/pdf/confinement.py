"""Takes rights away from the process that sets PDFs, as far as the operating system lets an ordinary user do so.

Linux: no new rights by any program; a network of its own with nothing in it; and Landlock, under which it reads its
own code and fonts, writes into its own folder, and reaches no other file, program, address or process. Each is asked
for by itself, and what a kernel does not have is left out: the limits of `child.py` hold everywhere. Numbers and names
are those of the kernel's own documentation (docs.kernel.org, "Landlock: unprivileged access control").
"""

import ctypes
import os
import sys
from collections.abc import Iterable
from pathlib import Path

NO_NEW_RIGHTS = 38
OWN_USERS, OWN_NETWORK = 0x10000000, 0x40000000
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_FOR_VERSION = 1
PATH_BENEATH = 1
READ_FILE, READ_FOLDER = 1 << 2, 1 << 3
READ = READ_FILE | READ_FOLDER
# How many rights over files each version of Landlock knows.
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15}
MOST_FILE_RIGHTS = 16
IOCTL_ON_DEVICES = 1 << 15
CODE_AND_FONTS = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/fonts",
    "/var/cache/fontconfig",
    "/opt/homebrew",
    "/nix/store",
)


class Ruleset(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64), ("scope", ctypes.c_uint64))


class Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))


def leave_the_network() -> bool:
    """Moves this process, which must have one thread only, into a network of its own that leads nowhere."""
    if sys.platform != "linux":
        return False
    return bool(_system().unshare(OWN_USERS | OWN_NETWORK) == 0)


def confine(home: Path, readable: Iterable[Path]) -> bool:
    """From here on only `readable` can be read, only `home` written, nothing run, no address reached, nobody signalled.

    Returns whether the kernel holds it. It cannot be undone.
    """
    if sys.platform != "linux":
        return False
    system = _system()
    version = system.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ASK_FOR_VERSION)
    if version < 1 or system.prctl(NO_NEW_RIGHTS, 1, 0, 0, 0) != 0:
        return False
    rights = (1 << FILE_RIGHTS.get(version, MOST_FILE_RIGHTS)) - 1
    wanted = Ruleset(rights, 0b11 if version >= 4 else 0, 0b11 if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    rules = system.syscall(CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), 0)
    if rules < 0:
        return False
    for folder in readable:
        _allow(system, rules, folder, READ)
    _allow(system, rules, home, rights & ~1 & ~IOCTL_ON_DEVICES)  # all but running what lies there
    held = system.syscall(RESTRICT_SELF, rules, 0) == 0
    os.close(rules)
    return bool(held)


def _allow(system: ctypes.CDLL, rules: int, folder: Path, rights: int) -> None:
    try:
        opened = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there cannot be read either
    rule = Beneath(rights if folder.is_dir() else rights & READ_FILE, opened)
    system.syscall(ADD_RULE, rules, PATH_BENEATH, ctypes.byref(rule), 0)
    os.close(opened)


def own_code_and_fonts() -> list[Path]:
    """What setting a page reads while it runs: Python, its packages, this package, and the system's fonts."""
    here = Path(__file__).resolve()
    found = [Path(place) for place in CODE_AND_FONTS]
    found += [
        Path(sys.prefix).resolve(),
        Path(sys.base_prefix).resolve(),
        here.parents[1],
        here.parents[2] / "__init__.py",
    ]
    found += [Path(place).resolve() for place in sys.path if place.endswith("site-packages")]
    given = (os.environ.get("FONTCONFIG_FILE"), os.environ.get("FONTCONFIG_PATH"))
    return found + [Path(place).resolve() for place in given if place]


def _system() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
