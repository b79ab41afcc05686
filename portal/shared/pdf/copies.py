"""Many personal copies as one file: what all have in common is set once, and only the page that comes back is each
person's own. Every copy has its own tags and bookmarks, so that a screen reader, and the gates, meet whole papers.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String

from portal.shared.pdf.document import Copy
from portal.shared.pdf.tag_tree import elements_of, is_element, kids_of, marks_of

COPIED = ("/S", "/Lang", "/Alt", "/ActualText", "/A", "/T", "/E", "/ID")


@dataclass
class Source:
    """A PDF that pages are taken from: for each part of its tags the pages it lies on, and its bookmarks by page."""

    pdf: Pdf
    parts: list[Any] = field(default_factory=list)
    pages: list[list[int]] = field(default_factory=list)
    marks: list[tuple[OutlineItem, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        self.parts = [kid for kid in kids_of(self.pdf.Root.StructTreeRoot.K[0]) if is_element(kid)]
        self.pages = [sorted({page for page, _ in _marks_below(part, numbers)}) for part in self.parts]
        with self.pdf.open_outline() as outline:
            self.marks = [(item, numbers[item.destination[0].objgen]) for item in outline.root]  # type: ignore[index]


@dataclass
class Placed:
    """Where the pages of a source came to lie in the joined file."""

    pages: dict[Any, Any]
    annotations: dict[Any, Any]


def join(shared: bytes, personal: bytes) -> tuple[bytes, list[Copy]]:
    """Joins the shared paper with each personal part in turn. The last part of `personal` is the back page: it fills up
    a copy of an odd number of pages, so that the next one begins on a sheet of its own.

    Returns the file and where each copy lies in it.
    """
    with pikepdf.open(io.BytesIO(shared)) as base, pikepdf.open(io.BytesIO(personal)) as other:
        pile = Pile(base, Source(base), Source(other))
        copies = [pile.add(number) for number in range(len(pile.own.parts) - 1)]
        return pile.finished(), copies


class Pile:
    """The joined file while it grows, copy by copy. The first copy lies on the pages that are there already."""

    def __init__(self, base: Pdf, paper: Source, own: Source) -> None:
        self.base, self.paper, self.own = base, paper, own
        self._originals = [page.obj for page in base.pages]
        self._whole = base.Root.StructTreeRoot.K[0]
        self._tags: list[Any] = []
        self._outline: list[OutlineItem] = []

    def add(self, number: int) -> Copy:
        start = len(self.base.pages) if self._tags else 0
        placed = _pages_again(self.base, self._originals) if self._tags else _same_pages(self._originals)
        own_pages, back = self.own.pages[number], len(self.own.parts) - 1
        has_back = (len(self._originals) + len(own_pages)) % 2 == 1
        parts = [number, back] if has_back else [number]
        moved = _pages_over(self.base, self.own, [page for part in parts for page in self.own.pages[part]])
        held = [(placed, self.paper.parts), (moved, [self.own.parts[part] for part in parts])]
        self._tags.append(_copy(self.base, self._whole, held))
        mine = [item for item, page in self.own.marks if page in own_pages]
        self._outline += _bookmarks([item for item, _ in self.paper.marks], placed, mine, moved)
        return Copy(start, len(self.base.pages) - start, has_back)

    def finished(self) -> bytes:
        self._whole.K = Array(self._tags)
        _lead_back(self.base)
        with self.base.open_outline() as outline:
            outline.root[:] = self._outline
        out = io.BytesIO()
        self.base.save(out, fix_metadata_version=False, deterministic_id=True)
        return out.getvalue()


def _marks_below(element: Any, numbers: dict[Any, int]) -> Iterator[tuple[int, int]]:
    yield from marks_of(element, numbers)
    for kid in kids_of(element):
        if is_element(kid):
            yield from _marks_below(kid, numbers)


def _same_pages(originals: Sequence[Any]) -> Placed:
    notes = [note for page in originals for note in page.get("/Annots", [])]
    return Placed({page.objgen: page for page in originals}, {note.objgen: note for note in notes})


def _pages_again(base: Pdf, originals: Sequence[Any]) -> Placed:
    """The same drawings and fonts on new pages: they weigh almost nothing."""
    placed = Placed({}, {})
    for original in originals:
        entries = {key: value for key, value in original.items() if key not in ("/Parent", "/Annots", "/StructParents")}
        page = base.make_indirect(Dictionary(entries))
        notes = []
        for note in original.get("/Annots", []):
            fresh = base.make_indirect(Dictionary({key: value for key, value in note.items() if key != "/P"}))
            placed.annotations[note.objgen] = fresh
            notes.append(fresh)
        if notes:
            page.Annots = Array(notes)
        base.pages.append(pikepdf.Page(page))
        placed.pages[original.objgen] = base.pages[-1].obj
    return placed


def _pages_over(base: Pdf, own: Source, numbers: Sequence[int]) -> Placed:
    placed = Placed({}, {})
    for number in numbers:
        page = own.pdf.pages[number]
        base.pages.append(page)
        fresh = base.pages[-1].obj
        placed.pages[page.obj.objgen] = fresh
        if "/Annots" in page.obj:
            notes = [base.make_indirect(Dictionary(dict(note.items()))) for note in fresh.Annots]
            fresh.Annots = Array(notes)
            placed.annotations |= {note.objgen: copy for note, copy in zip(page.obj.Annots, notes, strict=True)}
    return placed


def _copy(base: Pdf, whole: Any, held: Sequence[tuple[Placed, Sequence[Any]]]) -> Any:
    part = base.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, P=whole))
    part.K = Array([_again(base, element, part, placed) for placed, elements in held for element in elements])
    return part


def _again(base: Pdf, element: Any, above: Any, placed: Placed) -> Any:
    """A tag and all tags in it, once more, on the pages of another copy."""
    fresh = base.make_indirect(Dictionary(Type=Name.StructElem, P=above))
    for key in COPIED:
        if key in element:
            fresh[key] = _plain(element[key])
    if "/Pg" in element:
        fresh.Pg = placed.pages[element.Pg.objgen]
    fresh.K = Array([_kid_again(base, kid, fresh, placed) for kid in kids_of(element)])
    return fresh


def _kid_again(base: Pdf, kid: Any, above: Any, placed: Placed) -> Any:
    if isinstance(kid, int):
        return kid
    if is_element(kid):
        return _again(base, kid, above, placed)
    entries: dict[str, Any] = {"/Type": Name(str(kid.Type))}
    if "/Pg" in kid:
        entries["/Pg"] = placed.pages[kid.Pg.objgen]
    if "/MCID" in kid:
        entries["/MCID"] = int(kid.MCID)
    if "/Obj" in kid:
        entries["/Obj"] = placed.annotations[kid.Obj.objgen]
    return Dictionary(entries)


def _plain(value: Any) -> Any:
    """A value that belongs to no file, to be put into another."""
    if isinstance(value, Name):
        return Name(str(value))
    if isinstance(value, String):
        return String(str(value))
    if isinstance(value, Array):
        return Array([_plain(one) for one in value])
    if isinstance(value, Dictionary):
        return Dictionary({key: _plain(one) for key, one in value.items()})
    return value


def _lead_back(base: Pdf) -> None:
    """From each stretch of words, and each link, the way back to its tag."""
    numbers = {page.obj.objgen: number for number, page in enumerate(base.pages)}
    rows: list[dict[int, Any]] = [{} for _ in base.pages]
    links: list[Any] = []
    for element in elements_of(base):
        for page, mark in marks_of(element, numbers):
            rows[page][mark] = element
        for kid in kids_of(element):
            if isinstance(kid, Dictionary) and "/Obj" in kid:
                kid.Obj.StructParent = len(rows) + len(links)
                links.append(element)
    pairs: list[Any] = []
    for number, row in enumerate(rows):
        base.pages[number].obj.StructParents = number
        pairs += [number, Array([row.get(mark) for mark in range(max(row, default=-1) + 1)])]
    for number, element in enumerate(links, start=len(rows)):
        pairs += [number, element]
    base.Root.StructTreeRoot.ParentTree = base.make_indirect(Dictionary(Nums=Array(pairs)))
    base.Root.StructTreeRoot.ParentTreeNextKey = len(rows) + len(links)


def _bookmarks(
    shared: Sequence[OutlineItem], placed: Placed, own: Sequence[OutlineItem], moved: Placed
) -> list[OutlineItem]:
    """Those of one copy: what comes back lies, as its heading does, under the title of the paper."""
    made = [_bookmark(item, placed) for item in shared]
    made[-1].children.extend(_bookmark(item, moved) for item in own)
    return made


def _bookmark(item: OutlineItem, placed: Placed) -> OutlineItem:
    target: Any = item.destination
    fresh = OutlineItem(item.title, Array([placed.pages[target[0].objgen], *(_plain(one) for one in list(target)[1:])]))
    fresh.children.extend(_bookmark(inside, placed) for inside in item.children)
    return fresh
