"""Makes one file per weight of Atkinson Hyperlegible Next out of the published Latin and Latin-extended halves.

Two files under one family name print wrong letters in Welsh, Polish and Romanian, so the halves are merged once, by
hand, when the typeface has a new version, and the result is committed. Nothing is fetched when the portal is installed.

    npm pack @fontsource/atkinson-hyperlegible-next && tar xzf fontsource-atkinson-hyperlegible-next-*.tgz
    python -m portal.shared.pdf.fonts.merge_fonts package

The typeface is under the SIL Open Font Licence 1.1; its text is copied beside the files.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

HOME = Path(__file__).resolve().parents[2] / "static" / "fonts"
NAME = "atkinson-hyperlegible-next"
WEIGHTS = (400, 700)
MUST_HOLD = "ŵŷŴŶẁẃẅỳêîôûâ" + "șțȘȚăĂâî" + "łŁąĄęĘóśźżćń" + "£€’‘“”–…•½×"


def merge_weight(package: Path, weight: int) -> TTFont:
    """Returns one font holding every letter of both halves of a weight.

    Raises:
        ValueError: a letter our languages need is in neither half.
    """
    with tempfile.TemporaryDirectory() as folder:
        halves = []
        for half in ("latin", "latin-ext"):
            font = TTFont(package / "files" / f"{NAME}-{half}-{weight}-normal.woff2")
            font.flavor = None
            plain = Path(folder) / f"{half}.ttf"
            font.save(plain)
            halves.append(str(plain))
        merged = Merger().merge(halves)
    missing = [letter for letter in MUST_HOLD if ord(letter) not in merged.getBestCmap()]
    if missing:
        raise ValueError(f"weight {weight} has no {' '.join(missing)}")
    return merged


def write_fonts(package: Path) -> None:
    """Writes a TTF for the PDF and a WOFF2 for the web per weight, and the licence, into the static folder."""
    HOME.mkdir(parents=True, exist_ok=True)
    for weight in WEIGHTS:
        font = merge_weight(package, weight)
        font.save(HOME / f"{NAME}-{weight}.ttf")
        font.flavor = "woff2"
        font.save(HOME / f"{NAME}-{weight}.woff2")
    shutil.copyfile(package / "LICENSE", HOME / "OFL.txt")


if __name__ == "__main__":
    write_fonts(Path(sys.argv[1]))
