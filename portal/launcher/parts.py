"""System parts Python cannot bring: Pango and fonts for the PDF, Chromium and Poppler for the tests."""

from __future__ import annotations

import ctypes.util
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from portal.launcher.words import FOR_EVERYBODY, Trouble, agreed, is_ci, run_quietly, say, step

BREW_LIBRARIES = (Path("/opt/homebrew/lib"), Path("/usr/local/lib"))
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts", "~/Library/Fonts")
FONT_FOLDERS_MAC = ("/Library/Fonts", "/opt/homebrew/share/fonts")
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_MAC = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
# Latin, Arabic script and the Nastaliq that Urdu readers expect.
FONTS_NEEDED = ("NotoSans-Regular", "NotoSansArabic-Regular", "NotoNastaliqUrdu-Regular")


class Part(NamedTuple):
    """One thing the system has to bring."""

    name: str
    why: str
    present: Callable[[], bool]
    apt: tuple[str, ...] = ()
    brew: tuple[str, ...] = ()
    for_tests: bool = False


def has_library(name: str) -> bool:
    if ctypes.util.find_library(name):
        return True
    return any(folder.joinpath(f"lib{name}.dylib").exists() for folder in BREW_LIBRARIES)


def has_pango() -> bool:
    return all(has_library(name) for name in ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))


def fonts_in(folders: Iterable[str]) -> set[str]:
    """Names of the font files in these folders, without their endings; a variable font counts as its regular cut."""
    found: set[str] = set()
    for folder in folders:
        for _where, _folders, files in os.walk(os.path.expanduser(folder)):
            found.update(name.split("[")[0] for name in files)
    return {Path(name).stem for name in found} | {f"{Path(name).stem}-Regular" for name in found if "-" not in name}


def has_fonts() -> bool:
    return fonts_in(FONT_FOLDERS + FONT_FOLDERS_MAC).issuperset(FONTS_NEEDED)


def find_chromium() -> str | None:
    """Path of a Chromium that tests can drive: the system's, or one Playwright has fetched."""
    for name in CHROMIUM_NAMES:
        found = shutil.which(name)
        if found:
            return found
    fetched = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or "~/.cache/ms-playwright").expanduser()
    candidates = [*map(Path, CHROMIUM_MAC), *sorted(fetched.glob("chromium-*/chrome-linux*/chrome"))]
    return next((str(path) for path in candidates if path.exists()), None)


def has_chromium() -> bool:
    return find_chromium() is not None


def has_libatomic() -> bool:
    """The library that Playwright's driver is linked to on Linux; no package of Chromium's brings it."""
    return not sys.platform.startswith("linux") or has_library("atomic")


def has_poppler() -> bool:
    return shutil.which("pdftotext") is not None and shutil.which("pdftoppm") is not None


def can_make_environments() -> bool:
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def chromium_from_apt() -> bool:
    """Ubuntu's Chromium package only points at a snap, which containers cannot run; Playwright's copy is used there."""
    try:
        return "ID=ubuntu" not in Path("/etc/os-release").read_text(encoding="utf-8").splitlines()
    except OSError:
        return False


def all_parts() -> list[Part]:
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    pango = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
    noto = ("font-noto-sans", "font-noto-sans-arabic", "font-noto-nastaliq-urdu")
    return [
        Part("Python's venv", "to keep this portal's packages to itself", can_make_environments, (f"{version}-venv",)),
        Part("Pango", "to lay out easy-read PDFs", has_pango, pango, ("pango",)),
        Part("Noto fonts", "to print every language we write in", has_fonts, ("fonts-noto-core", "fontconfig"), noto),
        Part(
            "Chromium",
            "to test pages in a browser",
            has_chromium,
            ("chromium",) if chromium_from_apt() else (),
            ("chromium",),
            for_tests=True,
        ),
        Part("libatomic", "to drive that browser", has_libatomic, ("libatomic1",), ("gcc",), for_tests=True),
        Part("Poppler", "to test what a PDF says", has_poppler, ("poppler-utils",), ("poppler",), for_tests=True),
    ]


def missing_parts(*, tests: bool) -> list[Part]:
    return [part for part in all_parts() if (tests or not part.for_tests) and not part.present()]


def as_root(command: list[str]) -> list[str]:
    if os.geteuid() == 0:
        return command
    if shutil.which("sudo"):
        return ["sudo", *command]
    raise Trouble("Installing system parts needs root. Run this as root: " + " ".join(command))


def install_command(part: Part) -> list[str] | None:
    """The exact command that brings a part to this machine; None when no package does."""
    if shutil.which("apt-get"):
        return ["apt-get", "install", "--no-install-recommends", "-y", *part.apt] if part.apt else None
    if sys.platform == "darwin":
        return ["brew", "install", *part.brew] if part.brew else None
    return None


def remedy(part: Part) -> str:
    command = install_command(part)
    if command is None:
        if part.name == "Chromium":
            return "python3 -m portal test --yes   (fetches Playwright's Chromium)"
        return f"install {part.name} with your system's package tool"
    sudo = "sudo " if command[0] == "apt-get" and os.geteuid() != 0 else ""
    return sudo + " ".join(command)


def apt_lists_missing() -> bool:
    return not any(Path("/var/lib/apt/lists").glob("*_Packages*"))


def install_all(parts: list[Part]) -> None:
    """Installs these parts in one go with apt or brew."""
    if shutil.which("apt-get"):
        names = [name for part in parts for name in part.apt]
        if names:
            install_with_apt(names)
    elif sys.platform == "darwin" and shutil.which("brew"):
        for part in parts:
            with step(f"Installing {part.name}").showing():
                run_quietly(["brew", "install", *part.brew], trouble=f"Homebrew could not install {part.name}.")
    else:
        raise Trouble(
            "This machine has neither apt-get nor Homebrew. Please install: " + ", ".join(part.name for part in parts)
        )


def install_with_apt(names: list[str]) -> None:
    install = ["install", "--no-install-recommends", "-y", "-o", "DPkg::Lock::Timeout=120", *names]
    if os.geteuid() != 0 and shutil.which("sudo"):
        subprocess.run(["sudo", "-v"], check=False)  # asks for the password before our progress line covers it
    if apt_lists_missing():
        with step("Reading the list of packages").showing():
            apt_get("update", trouble="apt-get update did not work.")
    with step("Installing " + " ".join(names)).showing() as doing:
        try:
            apt_get(*install, trouble="")
        except Trouble:
            doing.note("reading the list of packages again")  # lists older than the mirror name files that are gone
            apt_get("update", trouble="apt-get update did not work.")
            apt_get(*install, trouble="apt-get could not install these parts.")


def apt_get(*words: str, trouble: str) -> None:
    # `env` rather than our own environment, because sudo clears it. What the system gets, everybody on it can read,
    # however private the files of the person asking for it are.
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *words]
    run_quietly(as_root(command), trouble=trouble, umask=FOR_EVERYBODY)


def bring_parts(*, tests: bool, yes: bool) -> None:
    """Says which system parts are missing, asks once, installs them, and looks again.

    Raises:
        Trouble: a part this command cannot do without was refused or did not arrive.
    """
    wanted = missing_parts(tests=tests)
    if not wanted:
        return
    say("These system parts are missing:")
    for part in wanted:
        say(f"  {part.name}, {part.why}:  {remedy(part)}")
    if not agreed("Install them now?", yes=yes or is_ci()):
        raise Trouble("Nothing was installed. When you are ready, use the commands above, then run this again.")
    install_all([part for part in wanted if part.apt or not shutil.which("apt-get")])
    still = [part for part in missing_parts(tests=tests) if part.name != "Chromium" or part.apt]
    if still:
        raise Trouble("Still missing after installing: " + ", ".join(part.name for part in still))
