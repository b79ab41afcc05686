import gzip
import hashlib
import re
from pathlib import Path

import brotli
import pytest

from tests.design.mini_app import ROOT, STATIC
from tests.design.reading import get

DESIGN = ROOT / "portal" / "shared" / "design"
SHEETS = [STATIC / "css" / "heard.css", STATIC / "css" / "heard.rtl.css"]
PAPER = "govuk-body-background-colour"
TEXT_ON = [
    ("govuk-text-colour", PAPER),
    ("govuk-text-colour", "govuk-template-background-colour"),
    ("govuk-text-colour", "card"),
    ("govuk-text-colour", "chosen"),
    ("govuk-text-colour", "quiet"),
    ("govuk-secondary-text-colour", PAPER),
    ("govuk-secondary-text-colour", "card"),
    ("govuk-secondary-text-colour", "chosen"),
    ("govuk-error-colour", PAPER),
    ("govuk-error-colour", "card"),
    ("govuk-link-colour", PAPER),
    ("govuk-link-colour", "card"),
    ("govuk-link-colour", "quiet"),
    ("govuk-link-colour", "govuk-template-background-colour"),
    ("govuk-link-visited-colour", PAPER),
    ("govuk-link-visited-colour", "govuk-template-background-colour"),
    ("govuk-link-hover-colour", PAPER),
    ("govuk-focus-text-colour", "govuk-focus-colour"),
    ("bubble-text", "bubble"),
    ("bubble-text", PAPER),
    ("bubble-text", "card"),
    ("button-text", "button"),
    ("button-text", "button-hover"),
    ("quiet-text", "quiet"),
    ("quiet-text", "quiet-hover"),
    ("danger-text", "danger"),
    ("danger-text", "danger-hover"),
    ("on-brand", "govuk-brand-colour"),
    *((f"tag-{mood}-text", f"tag-{mood}") for mood in ("plain", "good", "wait", "stop", "new", "voice")),
]
SHAPES_ON = [
    ("govuk-input-border-colour", PAPER),
    ("govuk-input-border-colour", "card"),
    ("button", PAPER),
    ("danger", PAPER),
    ("bar", "card"),
    ("bar", "track"),
    ("bar-two", "card"),
    ("bar-two", "track"),
    ("button", "chosen"),
    ("govuk-success-colour", PAPER),
]


def schemes() -> dict[str, dict[str, str]]:
    text = (DESIGN / "_palette.scss").read_text()
    maps = {
        name: dict(re.findall(r'"([a-z-]+)": (#[0-9a-f]{6})', body))
        for name, body in re.findall(r"^\$([a-z-]+): \((.*?)^\);", text, re.S | re.M)
    }
    maps["cream"] = maps["light"] | maps["cream"]
    return maps


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_sum_is_right_on_the_known_ends():
    assert round(contrast("#000000", "#ffffff"), 2) == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("scheme", ["light", "dark", "cream", "high-contrast"])
def test_every_word_can_be_read_on_its_ground(scheme):
    colours = schemes()[scheme]
    weak = {pair: round(contrast(*(colours[c] for c in pair)), 2) for pair in TEXT_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "cream", "high-contrast"])
def test_every_shape_that_says_something_stands_out(scheme):
    colours = schemes()[scheme]
    weak = {pair: round(contrast(*(colours[c] for c in pair)), 2) for pair in SHAPES_ON}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_every_scheme_has_every_colour():
    maps = schemes()
    assert maps["dark"].keys() == maps["light"].keys() == maps["high-contrast"].keys() == maps["cream"].keys()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_both_stylesheets_were_made_from_these_sources(sheet):
    digest = hashlib.sha256()
    for source in sorted(p for p in DESIGN.iterdir() if p.suffix == ".scss" or p.name == "package.json"):
        digest.update(f"{source.name}\n".encode() + source.read_bytes())
    assert sheet.read_text().startswith(f"/*! heard {digest.hexdigest()[:16]} ")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_a_stylesheet_is_small_and_carries_no_crown_and_no_foreign_font(sheet):
    assert len(gzip.compress(sheet.read_bytes())) <= 25_000
    text = sheet.read_text().lower()
    assert "gds transport" not in text
    assert "crown" not in text
    assert set(re.findall(r"url\(([^)]*)\)", text)) == {
        '"../fonts/atkinson-hyperlegible-next-400.woff2"',
        '"../fonts/atkinson-hyperlegible-next-700.woff2"',
    }


@pytest.mark.parametrize("name", ["css/heard.css", "css/heard.rtl.css", "js/heard.js"])
def test_what_is_packed_for_the_wire_is_the_file_itself(name):
    plain = (STATIC / name).read_bytes()
    assert gzip.decompress((STATIC / f"{name}.gz").read_bytes()) == plain
    assert brotli.decompress((STATIC / f"{name}.br").read_bytes()) == plain


def test_our_own_rules_name_no_left_and_no_right():
    for source in DESIGN.glob("_*.scss"):
        found = re.findall(r"(?:margin|padding|border)-(?:left|right)|(?<![\w-])(?:left|right)\s*:", source.read_text())
        assert (source.name, found) == (source.name, [])


def on_the_wire(file: Path) -> int:
    packed = file.with_name(file.name + ".gz")
    return (packed if packed.exists() else file).stat().st_size


def test_the_first_page_of_a_participant_weighs_little(visitor):
    html = visitor.get("/question/faces").data
    page = get(visitor, "/question/faces")
    wanted = {page.find(".//link[@rel='stylesheet']").get("href"), page.find(".//script").get("src")}
    wanted |= {picture.get("src") for picture in page.iter("img")}
    wanted |= {page.find(".//link[@rel='icon']").get("href")}
    files = [STATIC / address.removeprefix("/static/").partition("?")[0] for address in wanted]
    assert len(html) + sum(on_the_wire(f) for f in files) <= 60_000
