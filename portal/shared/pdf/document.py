"""What goes into the PDF worker and what comes out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

BaseFont = Literal["normal", "large20", "large28"]


class Piece(NamedTuple):
    """One thing a screen reader says: a heading, a paragraph, a picture, a link, words in another language."""

    role: str
    text: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What this kind of document must keep to, beside PDF/UA: sizes in points, pages of A4."""

    least_text_pt: float = 16.0
    most_pages: int = 20


@dataclass(frozen=True, kw_only=True)
class Document:
    """One document to print.

    `html` is the body or a whole page; `language` and `title` are the authority and overwrite what the page says.
    `language` is one of ours (`en-easy` is printed as `en`). `images` maps a name to PNG, JPEG, WebP or SVG bytes and
    is used in the page as `<img src="picture:NAME" alt="…">`. `stylesheets` are CSS texts laid over the house's own.
    """

    html: str
    language: str
    title: str
    base_font: BaseFont = "normal"
    images: Mapping[str, bytes] = field(default_factory=dict)
    stylesheets: Sequence[str] = ()
    monochrome: bool = False
    rules: Rules = field(default_factory=Rules)


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What was checked before the PDF was handed over. Kept beside the PDF by whoever publishes it."""

    profile: str
    rules_passed: int
    pieces_compared: int
    headings: int
    figures: int
    fonts: int
    smallest_text_pt: float
    conditions: tuple[str, ...]


class Copy(NamedTuple):
    """Where one personal copy lies in a pile: its first page, from 0, how many it has, and whether one is the back."""

    start: int
    pages: int
    has_back: bool


@dataclass(frozen=True, kw_only=True)
class RenderedPdf:
    """`copies` is empty but for a pile of personal copies."""

    pdf: bytes
    pages: int
    warnings: tuple[str, ...]
    proof: Proof
    copies: tuple[Copy, ...] = ()
