"""What a page says, in order: the list of (role, text, language) that the finished PDF must give back exactly."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree as ET

import tinyhtml5  # type: ignore[import-untyped]

from portal.shared.pdf.document import Piece
from portal.shared.pdf.languages import SILENT, direction, spoken

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ITEMS = ("li", "dt", "dd")
CELLS = ("th", "td")
BLOCKS = frozenset({"p", *HEADINGS, *ITEMS, *CELLS, "figcaption", "caption"})
CONTAINERS = frozenset(
    {
        "main",
        "header",
        "footer",
        "article",
        "section",
        "div",
        "figure",
        "blockquote",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tr",
    }
)
INLINES = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "data", "dfn", "em", "i", "img", "mark", "small"}
) | {"span", "strong", "sub", "sup", "time", "wbr"}
SPACE = re.compile(r"[\s\u00a0\u202f\u2007]+")


class Page(NamedTuple):
    """A parsed page and what was decided about each of its elements."""

    root: ET.Element
    parents: dict[ET.Element, ET.Element]

    def language_of(self, element: ET.Element) -> str:
        while "lang" not in element.attrib:
            element = self.parents[element]
        return spoken(element.attrib["lang"])

    def block_of(self, element: ET.Element) -> ET.Element | None:
        """The nearest block around an element, the element itself included."""
        found: ET.Element | None = element
        while found is not None and found.tag not in BLOCKS:
            found = self.parents.get(found)
        return found


def parse(html: str, *, language: str, title: str, classes: str = "") -> Page:
    """Reads a page (whole or only its body) and writes the document's own language, direction and title into it."""
    return settle(tinyhtml5.parse(html, namespace_html_elements=False), language=language, title=title, classes=classes)


def settle(root: ET.Element, *, language: str, title: str, classes: str = "") -> Page:
    root.set("lang", spoken(language))
    root.set("dir", direction(language))
    if classes:
        root.set("class", classes)
    head = root.find("head")
    assert head is not None
    for old in head.findall("title"):
        head.remove(old)
    ET.SubElement(head, "title").text = title
    return Page(root, {child: parent for parent in root.iter() for child in parent})


def single_spaced(text: str) -> str:
    return SPACE.sub(" ", unicodedata.normalize("NFC", text).translate(SILENT))


def words(text: str) -> str:
    """Text as it is compared: composed, single-spaced, without the marks that only steer the eye."""
    return single_spaced(text).strip()


def runs(page: Page, block: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    """The text of one block in pieces, each with the element it sits in, without the blocks inside that block."""
    if block.text:
        yield block.text, block
    for child in block:
        if child.tag == "br":
            yield " ", block
        elif isinstance(child.tag, str) and child.tag not in BLOCKS and child.tag not in CONTAINERS:
            yield from runs(page, child)
        if child.tail:
            yield child.tail, block


def text_of(page: Page, element: ET.Element) -> str:
    return words("".join(text for text, _ in runs(page, element)))


def expected_pieces(page: Page) -> list[Piece]:
    body = page.root.find("body")
    assert body is not None
    return list(_pieces(page, body))


def pieces_by_part(page: Page) -> list[list[Piece]]:
    """The same for each part at the top of the page, one list each."""
    body = page.root.find("body")
    assert body is not None
    return [list(_pieces(page, part)) for part in body if isinstance(part.tag, str)]


def _pieces(page: Page, element: ET.Element) -> Iterator[Piece]:
    if not isinstance(element.tag, str):
        return
    if element.tag == "img":
        yield Piece("Figure", words(element.get("alt", "")), page.language_of(element))
        return
    if element.tag in ITEMS:
        yield Piece("LI", "", page.language_of(element))
    if element.tag == "blockquote":
        yield Piece("BlockQuote", "", page.language_of(element))
    if element.tag in BLOCKS:
        yield from _block_pieces(page, element)
    for child in element:
        yield from _pieces(page, child)


def _block_pieces(page: Page, block: ET.Element) -> Iterator[Piece]:
    text, language = text_of(page, block), page.language_of(block)
    if not text:
        return
    yield Piece(role_of(block.tag), text, language)
    yield from (
        Piece("Link", text_of(page, a), page.language_of(a)) for a in block.iter("a") if page.block_of(a) is block
    )
    foreign: list[tuple[str, str]] = []
    for part, element in runs(page, block):
        spoken_in = page.language_of(element)
        if foreign and foreign[-1][0] == spoken_in:
            foreign[-1] = (spoken_in, foreign[-1][1] + part)
        else:
            foreign.append((spoken_in, part))
    yield from (Piece("Span", words(part), tag) for tag, part in foreign if tag != language and words(part))


def role_of(tag: str) -> str:
    if tag in HEADINGS:
        return tag.upper()
    return {"p": "P", "figcaption": "Caption", "caption": "Caption", "th": "TH", "td": "TD"}.get(tag, "LBody")
