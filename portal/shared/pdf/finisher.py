"""Puts right what the typesetter leaves wrong in the tags. Runs as WeasyPrint's own `finisher`, before it writes.

The typesetter forgets which box became which tag, but both trees hold their leaves (lines of text, pictures) in the
same order. So leaves are paired one to one; all else follows from which HTML element a leaf's box came from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree as ET

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder

from portal.shared.pdf.languages import ARABIC, INDIC, direction
from portal.shared.pdf.reading import BLOCKS, ITEMS, Page, single_spaced, text_of, words
from portal.shared.pdf.tagging import Leaf, Tags

POINTS_PER_PIXEL = 0.75
PRINT_FLAG = 4
BLOCK_TAGS = frozenset({"/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6", "/LBody", "/Caption", "/TH", "/TD"})
WORD_JOINER = b" <2060>"
FRAGMENTS = (
    (frozenset({"/Sect"}), frozenset({"section"})),
    (frozenset({"/BlockQuote"}), frozenset({"blockquote"})),
    (frozenset({"/L"}), frozenset({"ul", "ol", "dl"})),
    (frozenset({"/Table"}), frozenset({"table"})),
    (frozenset({"/TR"}), frozenset({"tr"})),
    (frozenset({"/LI"}), frozenset(ITEMS)),
    (frozenset({"/LBody"}), frozenset(ITEMS)),
    (BLOCK_TAGS, BLOCKS),
    (frozenset({"/Link"}), frozenset({"a"})),
)

HOLDERS = ((frozenset({"/BlockQuote"}), frozenset({"blockquote"})), (frozenset({"/LI"}), frozenset(ITEMS)))


class TagsOutOfStep(Exception):
    """The typesetter's tags and boxes no longer run in the same order: its version changed under us."""


@dataclass(frozen=True)
class Placed:
    """A leaf of the tag tree together with the box that was drawn for it."""

    leaf: Leaf
    box: Any
    page_height: float

    @property
    def source(self) -> ET.Element:
        return self.box.element  # type: ignore[no-any-return]

    @property
    def is_marker(self) -> bool:
        return "::" in (self.box.element_tag or "")


class Finisher:
    """Finishes one document; an instance is what WeasyPrint calls."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, document: Any, pdf: Any) -> None:
        tags = Tags(pdf)
        placed = self._pair(document, tags)
        self._furniture_to_artifacts(tags)
        self._figures(tags, placed)
        self._join_fragments(tags, placed)
        self._links(document)
        self._languages(tags, placed)
        self._spoken_text(tags, placed)
        tags.prune()
        mend_letter_maps(pdf)

    def _pair(self, document: Any, tags: Tags) -> list[Placed]:
        drawn = [
            (number, box, sheet.height * POINTS_PER_PIXEL)
            for number, sheet in enumerate(document.pages)
            for box in _leaf_boxes(sheet._page_box)
        ]
        leaves = list(tags.leaves())
        if [number for number, _, _ in drawn] != [leaf.page for leaf in leaves]:
            raise TagsOutOfStep
        return [Placed(leaf, box, height) for leaf, (_, box, height) in zip(leaves, drawn, strict=True)]

    def _furniture_to_artifacts(self, tags: Tags) -> None:
        """Page numbers and the like are drawn in the margins: nobody wants them read out in mid-sentence."""
        tagged = {(leaf.page, leaf.mark) for leaf in tags.leaves()}
        for page, mark in tags.marks():
            if (page, mark) not in tagged:
                tags.make_artifact(page, mark)

    def _figures(self, tags: Tags, placed: list[Placed]) -> None:
        for item in placed:
            element = tags.element(item.leaf)
            if element["S"] == "/Figure":
                element["A"]["BBox"] = pydyf.Array(_box_in_points(item))

    def _join_fragments(self, tags: Tags, placed: list[Placed]) -> None:
        """What was broken over lines or pages becomes one again: a paragraph is read in one breath, a list keeps its
        count. Outermost first, so that the inner fragments already lie side by side."""
        for roles, sources in FRAGMENTS:
            first: dict[ET.Element, int] = {}
            for item in placed:
                source, number = self._nearest(item.source, sources), tags.around(item.leaf, roles)
                if source is None or number is None or item.is_marker:
                    continue
                if first.setdefault(source, number) != number:
                    tags.absorb(first[source], number)

    def _nearest(self, element: ET.Element, sources: frozenset[str]) -> ET.Element | None:
        found: ET.Element | None = element
        while found is not None and found.tag not in sources:
            found = self.page.parents.get(found)
        return found

    def _block(self, item: Placed) -> ET.Element | None:
        return self.page.block_of(item.source)

    def _links(self, document: Any) -> None:
        for sheet in document.pages:
            for _, _, _, box in sheet.links:
                box.link_annotation["Contents"] = pydyf.String(words("".join(box.element.itertext())))
                box.link_annotation["F"] = PRINT_FLAG

    def _languages(self, tags: Tags, placed: list[Placed]) -> None:
        whole = self.page.language_of(self.page.root)
        for item in placed:
            for roles, sources in HOLDERS:
                holder, number = self._nearest(item.source, sources), tags.around(item.leaf, roles)
                if holder is not None and number is not None and self.page.language_of(holder) != whole:
                    tags.elements[number]["Lang"] = pydyf.String(self.page.language_of(holder))
            leaf_language = self.page.language_of(item.source)
            block = self._block(item)
            number = tags.around(item.leaf, BLOCK_TAGS)
            around = whole
            if block is not None and number is not None:
                around = self.page.language_of(block)
                if around != whole:
                    tags.elements[number]["Lang"] = pydyf.String(around)
            if leaf_language != around:
                tags.element(item.leaf)["Lang"] = pydyf.String(leaf_language)

    def _spoken_text(self, tags: Tags, placed: list[Placed]) -> None:
        """Shaped scripts lose their letters in the glyphs; the words are written beside them.

        Indic: on the element and in the content. Arabic script, and any words in a page that runs from right to left:
        on the element only; in the content they are turned round.
        """
        for item in placed:
            block = self._block(item)
            number = tags.around(item.leaf, BLOCK_TAGS)
            if block is None or number is None or item.is_marker or not isinstance(item.box, boxes.TextBox):
                continue
            whole = text_of(self.page, block)
            runs_left = direction(self.page.language_of(block)) == "rtl"
            if not (runs_left or ARABIC.search(whole) or INDIC.search(whole)):
                _speak_a_lone_space(tags, item)
                continue
            if self._is_plain(block):
                tags.elements[number]["ActualText"] = pydyf.String(whole)
            else:
                _speak(tags.element(item.leaf), item)
            if INDIC.search(item.box.text):
                tags.say_in_content(item.leaf, words(item.box.text) + " ")

    def _is_plain(self, block: ET.Element) -> bool:
        """Whether the words of a block can stand on the block: nothing inside has a language or a target of its own."""
        return not any(
            inner.tag in ("a", "img") or "lang" in inner.attrib for inner in block.iter() if inner is not block
        )


def _speak(element: Any, item: Placed) -> None:
    said = element["ActualText"].string + " " if "ActualText" in element else ""
    element["ActualText"] = pydyf.String(said + single_spaced(item.box.text))


def _speak_a_lone_space(tags: Tags, item: Placed) -> None:
    """A space that stands alone between two inline elements is never drawn, and the words would run together."""
    if item.box.text and not item.box.text.strip():
        tags.say_in_content(item.leaf, " ")


def _leaf_boxes(box: Any) -> Iterator[Any]:
    if isinstance(box, AbsolutePlaceholder):
        box = box._box
    if isinstance(box, boxes.MarginBox):
        return
    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        yield box
    for child in getattr(box, "children", ()):
        yield from _leaf_boxes(child)


def _box_in_points(item: Placed) -> list[float]:
    left = item.box.content_box_x() * POINTS_PER_PIXEL
    top = item.page_height - item.box.content_box_y() * POINTS_PER_PIXEL
    right = left + item.box.width * POINTS_PER_PIXEL
    bottom = top - item.box.height * POINTS_PER_PIXEL
    return [round(edge, 3) for edge in (left, bottom, right, top)]


def mend_letter_maps(pdf: Any) -> None:
    """A glyph that stands for no letter of its own (a dot, a joining stroke) is mapped to an invisible word joiner.

    An empty target in the map makes some readers drop the rest of the line. A no-break space is mapped to a space, as
    both share a glyph and whoever searches the file types a space.
    """
    for thing in pdf.objects:
        if isinstance(thing, pydyf.Stream) and b"begincmap" in thing.stream:
            thing.stream = [
                line.replace(b" <>", WORD_JOINER).replace(b" <00a0>", b" <0020>") if isinstance(line, bytes) else line
                for line in thing.stream
            ]
