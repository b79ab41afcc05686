"""Reads a finished PDF the way a screen reader does: along its tags."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pikepdf

from portal.shared.pdf.content import Mark, PageReader
from portal.shared.pdf.document import Piece
from portal.shared.pdf.typefaces import Typeface

HEADINGS = frozenset({"H1", "H2", "H3", "H4", "H5", "H6"})
BLOCKS = HEADINGS | {"P", "LBody", "Caption", "TH", "TD"}
MARKERS = frozenset({"LI", "BlockQuote"})
INLINE = frozenset({"Span", "NonStruct", "Link"})
NOWHERE = (-1, None)
DEEPEST = 200  # tags inside each other; a broken file may go round in a circle
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
    sheets: list[PageReader] = field(default_factory=list)
    heading_pages: list[int] = field(default_factory=list)  # for each heading, the page it begins on
    links: dict[Any, str] = field(default_factory=dict)  # the words of each tagged link

    @property
    def is_tagged(self) -> bool:
        return bool(self.pieces)


class TreeReader:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self.back = Readback()
        self._numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self._read: dict[Any, PageReader] = {}
        self._pages = self.back.sheets = [self._sheet(page) for page in pdf.pages]
        root = pdf.Root.get("/StructTreeRoot")
        language = str(pdf.Root.get("/Lang", ""))
        self._known_as = role_map(root)
        for sheet in self._pages:
            self._note(sheet.loose)
        if root is not None:
            for kid in kids_of(root):
                self._walk(kid, language, None)

    def _sheet(self, page: pikepdf.Page) -> PageReader:
        """Reads a page; where copies share a drawing, once for all of them."""
        drawing, things = page.obj.get("/Contents"), page.obj.get("/Resources")
        if not (isinstance(drawing, pikepdf.Stream) and isinstance(things, pikepdf.Dictionary) and things.is_indirect):
            return PageReader(page, self.back.typefaces)
        key = (drawing.objgen, things.objgen)
        if key not in self._read:
            self._read[key] = PageReader(page, self.back.typefaces)
        return self._read[key]

    def _walk(self, element: Any, language: str, page: int | None) -> None:
        role = self._role(element)
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

    def _role(self, element: Any) -> str:
        said = str(element.get("/S", ""))
        return self._known_as.get(said, said).lstrip("/")

    def _is_inline(self, element: Any) -> bool:
        return self._role(element) in INLINE

    def _inherit(self, element: Any, language: str, page: int | None) -> tuple[str, int | None]:
        if "/Lang" in element:
            language = str(element["/Lang"])
        if "/Pg" in element:
            page = self._numbers.get(element["/Pg"].objgen, page)
        return language, page

    def _inherit_between(self, above: Any, kid: Any, language: str, page: int | None) -> tuple[str, int | None]:
        """Language and page as they are just above `kid`, which may be several inline tags below `above`."""
        chain: list[Any] = []
        element = kid.get("/P")
        while element is not None and element.objgen != above.objgen and len(chain) < DEEPEST:
            chain.append(element)
            element = element.get("/P")
        for step in reversed(chain):
            language, page = self._inherit(step, language, page)
        return language, page

    def _inner_blocks(self, element: Any) -> Iterator[Any]:
        for kid in kids_of(element):
            if not is_element(kid):
                continue
            if self._is_inline(kid):
                yield from self._inner_blocks(kid)
            else:
                yield kid

    def _figure(self, element: Any, language: str, page: int | None) -> None:
        alt = str(element.get("/Alt", ""))
        attributes = element.get("/A", {})
        box = tuple(map(float, attributes["/BBox"])) if "/BBox" in attributes else None
        ink: list[float] | None = None
        for mark in self._marks_inside(element, page):
            if mark.ink:
                ink = mark.ink if ink is None else [*map(min, ink[:2], mark.ink[:2]), *map(max, ink[2:], mark.ink[2:])]
        self.back.pieces.append(Piece("Figure", alt, language))
        self.back.figures.append(Figure(page, alt, box, ink))

    def _marks_inside(self, element: Any, page: int | None) -> Iterator[Mark]:
        """Those of a tag and of all tags in it: a drawing may come in parts."""
        yield from (mark for mark, _ in self._marks(element, page))
        for kid in kids_of(element):
            if is_element(kid):
                yield from self._marks_inside(kid, self._inherit(kid, "", page)[1])

    def _marks(self, element: Any, page: int | None) -> Iterator[tuple[Mark, int]]:
        for kid in kids_of(element):
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
        if self._role(element) == "Link":
            link = element.objgen
        for mark, _ in self._marks(element, page):
            self._note(mark)
        if "/ActualText" in element:
            for inner in self._inline(element):
                list(self._said(inner, language, page, link, top=False))
            line = next(((number, mark.line) for mark, number in self._marks(element, page)), NOWHERE)
            yield Said(str(element["/ActualText"]), language, link, line)
            return
        for kid in kids_of(element):
            if is_element(kid):
                if self._is_inline(kid):
                    yield from self._said(kid, language, page, link, top=False)
                continue
            yield from self._read_mark(kid, element, language, page, link)

    def _inline(self, element: Any) -> Iterator[Any]:
        return (kid for kid in kids_of(element) if is_element(kid) and self._is_inline(kid))

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
        if role in HEADINGS:
            self.back.heading_pages.append(min((item.line[0] for item in said if item.line != NOWHERE), default=-1))
        if not any(self._spoken_on(element)):
            self.back.unspoken.append(text)
        for links, same in ((True, lambda item: item.link), (False, lambda item: item.language)):
            for key, group in _grouped(said, same):
                if links and key is not None:
                    self.back.links[key] = _joined(group)
                    self.back.pieces.append(Piece("Link", _joined(group), group[0].language))
                elif not links and key != language:
                    self.back.pieces.append(Piece("Span", _joined(group), str(key)))

    def _spoken_on(self, element: Any) -> Iterator[bool]:
        yield "/ActualText" in element
        for kid in kids_of(element):
            if is_element(kid) and self._is_inline(kid):
                yield from self._spoken_on(kid)


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


def role_map(root: Any) -> dict[str, str]:
    """What a file's own names for its tags stand for, as the file says itself."""
    given = root.get("/RoleMap", {}) if root is not None else {}
    return {str(name): str(known) for name, known in dict(given).items()}


def kids_of(element: Any) -> list[Any]:
    kids = element.get("/K")
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


def is_element(kid: Any) -> bool:
    return not isinstance(kid, int) and "/S" in kid


def elements_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every tag of a file, above before below; each once, even where a broken file goes round in a circle."""
    root = pdf.Root.get("/StructTreeRoot")
    waiting = list(reversed(kids_of(root))) if root is not None else []
    met = set()
    while waiting:
        element = waiting.pop()
        if not is_element(element) or (element.is_indirect and element.objgen in met):
            continue
        met.add(element.objgen)
        yield element
        waiting += reversed(kids_of(element))


def marks_of(element: Any, numbers: dict[Any, int]) -> Iterator[tuple[int, int]]:
    """The stretches of content that a tag itself owns: page and number of the mark."""
    own = numbers.get(element["/Pg"].objgen) if "/Pg" in element else None
    for kid in kids_of(element):
        page, mark = own, kid
        if not isinstance(kid, int):
            if kid.get("/Type") != "/MCR" or "/Stm" in kid:
                continue
            page, mark = (numbers.get(kid["/Pg"].objgen) if "/Pg" in kid else own), int(kid["/MCID"])
        if page is not None:
            yield page, int(mark)
