"""Reads a finished PDF the way a screen reader does: along its tags."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from portal.shared.pdf.content import Mark, PageReader
from portal.shared.pdf.reading import Piece
from portal.shared.pdf.typefaces import Typeface

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
BLOCKS = HEADINGS | {"P", "LBody", "Caption"}
MARKERS = frozenset({"LI", "BlockQuote"})
NOWHERE = (-1, None)
LINE = "\u2028"  # between two pieces of text on different lines; may stand for a space or for nothing


class Figure(NamedTuple):
    page: int | None
    alt: str
    box: tuple[float, ...] | None
    ink: list[float] | None


class Said(NamedTuple):
    """A stretch of a block: text, language, the link it is in, how high on which page it stands."""

    text: str
    language: str
    link: Any
    line: tuple[int, float | None]


@dataclass
class Readback:
    pieces: list[Piece] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    unspoken: list[str] = field(default_factory=list)  # text of blocks with no ActualText
    sizes: list[tuple[float, str]] = field(default_factory=list)
    notdef: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)  # ActualText in the content
    typefaces: dict[Any, Typeface] = field(default_factory=dict)


class TreeReader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.back = Readback()
        self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._pages = [PageReader(page, self.back.typefaces) for page in pdf.pages]
        root = pdf.Root.get("/StructTreeRoot")
        language = str(pdf.Root.get("/Lang", ""))
        if root is not None:
            for kid in _kids(root):
                self._walk(kid, language, None)

    def _walk(self, element: Any, language: str, page: int | None) -> None:
        role = str(element.get("/S", "")).lstrip("/")
        language, page = self._inherit(element, language, page)
        if role == "Figure":
            self._figure(element, language, page)
            return
        if role == "Lbl":
            return
        if role in MARKERS:
            self.back.pieces.append(Piece(role, "", language))
        said = list(self._said(element, language, page, None, top=True))
        if said:
            self._block(role if role in BLOCKS else f"loose text in {role}", element, said, language)
        for kid in self._inner_blocks(element):
            self._walk(kid, *self._inherit_between(element, kid, language, page))

    def _inherit(self, element: Any, language: str, page: int | None) -> tuple[str, int | None]:
        if "/Lang" in element:
            language = str(element["/Lang"])
        if "/Pg" in element:
            page = self._numbers.get(element["/Pg"].objgen, page)
        return language, page

    def _inherit_between(self, above: Any, kid: Any, language: str, page: int | None) -> tuple[str, int | None]:
        """Language and page as they are just above `kid`, which may be several inline tags below `above`."""
        chain = []
        element = kid.get("/P")
        while element is not None and element.objgen != above.objgen:
            chain.append(element)
            element = element.get("/P")
        for step in reversed(chain):
            language, page = self._inherit(step, language, page)
        return language, page

    def _inner_blocks(self, element: Any) -> Iterator[Any]:
        for kid in _kids(element):
            if not _is_element(kid):
                continue
            if _is_inline(kid):
                yield from self._inner_blocks(kid)
            else:
                yield kid

    def _figure(self, element: Any, language: str, page: int | None) -> None:
        alt = str(element.get("/Alt", ""))
        attributes = element.get("/A", {})
        box = tuple(map(float, attributes["/BBox"])) if "/BBox" in attributes else None
        ink: list[float] | None = None
        for mark, _ in self._marks(element, page):
            if mark.ink:
                ink = mark.ink if ink is None else [*map(min, ink[:2], mark.ink[:2]), *map(max, ink[2:], mark.ink[2:])]
        self.back.pieces.append(Piece("Figure", alt, language))
        self.back.figures.append(Figure(page, alt, box, ink))

    def _marks(self, element: Any, page: int | None) -> Iterator[tuple[Mark, int]]:
        for kid in _kids(element):
            number, at = page, None
            if isinstance(kid, int):
                at = kid
            elif kid.get("/Type") == "/MCR":
                at = int(kid["/MCID"])
                number = self._numbers.get(kid["/Pg"].objgen) if "/Pg" in kid else page
            if at is not None and number is not None and at in self._pages[number].marks:
                yield self._pages[number].marks[at], number

    def _said(self, element: Any, language: str, page: int | None, link: Any, *, top: bool) -> Iterator[Said]:
        """The text of a tag with its inline tags, not of the blocks inside it."""
        language, page = self._inherit(element, language, page)
        if element.get("/S") == "/Link":
            link = _target(element)
        for mark, _ in self._marks(element, page):
            self._note(mark)
        if "/ActualText" in element:
            for inner in self._inline(element):
                list(self._said(inner, language, page, link, top=False))
            line = next(((number, mark.line) for mark, number in self._marks(element, page)), NOWHERE)
            yield Said(str(element["/ActualText"]), language, link, line)
            return
        for kid in _kids(element):
            if _is_element(kid):
                if _is_inline(kid):
                    yield from self._said(kid, language, page, link, top=False)
                continue
            yield from self._read_mark(kid, element, language, page, link)

    def _inline(self, element: Any) -> Iterator[Any]:
        return (kid for kid in _kids(element) if _is_element(kid) and _is_inline(kid))

    def _read_mark(self, kid: Any, element: Any, language: str, page: int | None, link: Any) -> Iterator[Said]:
        holder = {"/K": kid} if isinstance(kid, int) else {"/K": [kid]}
        for mark, number in self._marks(holder, page):
            text = mark.actual if mark.actual is not None else mark.text
            if text:
                yield Said(text, language, link, (number, mark.line))

    def _note(self, mark: Mark) -> None:
        if mark.smallest is not None and mark.text.strip():
            self.back.sizes.append((mark.smallest, mark.text))
        if mark.has_notdef:
            self.back.notdef.append(mark.text)
        if mark.actual is not None:
            self.back.turned.append(mark.actual)

    def _block(self, role: str, element: Any, said: list[Said], language: str) -> None:
        text = _joined(said)
        if not text.replace(LINE, "").strip():
            return
        self.back.pieces.append(Piece(role, text, language))
        if not any(_spoken_on(element)):
            self.back.unspoken.append(text)
        for links, same in ((True, lambda item: item.link), (False, lambda item: item.language)):
            for key, group in _grouped(said, same):
                if links and key is not None:
                    self.back.pieces.append(Piece("Link", _joined(group), group[0].language))
                elif not links and key != language:
                    self.back.pieces.append(Piece("Span", _joined(group), str(key)))


def _grouped(said: list[Said], key: Any) -> Iterator[tuple[Any, list[Said]]]:
    group: list[Said] = []
    for item in said:
        if group and key(group[-1]) != key(item):
            yield key(group[-1]), group
            group = []
        group.append(item)
    if group:
        yield key(group[-1]), group


def _joined(said: list[Said]) -> str:
    text = ""
    for before, item in zip([None, *said], said, strict=False):
        if before is not None and before.line != item.line:
            text += LINE
        text += item.text
    return text


def _spoken_on(element: Any) -> Iterator[bool]:
    yield "/ActualText" in element
    for kid in _kids(element):
        if _is_element(kid) and _is_inline(kid):
            yield from _spoken_on(kid)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


def _is_element(kid: Any) -> bool:
    return not isinstance(kid, int) and "/S" in kid


def _is_inline(kid: Any) -> bool:
    return kid.get("/S") in ("/Span", "/NonStruct", "/Link")


def _target(element: Any) -> Any:
    return element.objgen
