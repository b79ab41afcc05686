"""Conditions on the file behind the words: its tags hold together, its pages are whole, and nothing in it runs."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pikepdf

from portal.shared.pdf.conditions import Finished
from portal.shared.pdf.tag_tree import elements_of, kids_of, marks_of, role_map

Place = tuple[int, int]  # page, number of the mark


def tags(finished: Finished) -> Iterator[str]:
    """Each stretch of words belongs to one tag, and from the page one finds back to that tag."""
    if not finished.back.is_tagged:
        yield "nothing in the file is tagged: whoever hears it hears nothing, or everything in no order"
        return
    owners: dict[Place, Any] = {}
    numbers = {page.obj.objgen: number for number, page in enumerate(finished.pdf.pages)}
    names: Counter[bytes] = Counter()
    for element in elements_of(finished.pdf):
        if "/ID" in element:
            names[bytes(element["/ID"])] += 1
        for place in marks_of(element, numbers):
            if place in owners:
                yield f"words on page {place[0] + 1} belong to two tags and are read twice"
                return
            owners[place] = element.objgen
    if any(count > 1 for count in names.values()):
        yield "two tags have the same name"
    for number, sheet in enumerate(finished.back.sheets):
        yield from _back_from_the_page(finished.pdf, number, set(sheet.marks), owners)


def _back_from_the_page(pdf: pikepdf.Pdf, number: int, marks: set[int], owners: dict[Place, Any]) -> Iterator[str]:
    claimed = {mark for page, mark in owners if page == number}
    if claimed - marks:
        yield f"a tag stands for words that are not on page {number + 1}"
    if not marks:
        return
    key = pdf.pages[number].obj.get("/StructParents")
    root: Any = pdf.Root.get("/StructTreeRoot", {})
    tree = root.get("/ParentTree")
    row: Any = pikepdf.NumberTree(tree).get(int(key), None) if tree is not None and key is not None else None
    if row is None:
        yield f"from page {number + 1} no way leads back to its tags"
        return
    for mark in claimed & marks:
        above = row[mark] if mark < len(row) else None
        if not isinstance(above, pikepdf.Dictionary) or above.objgen != owners[number, mark]:
            yield f"on page {number + 1} the way back to the tags leads to the wrong one"
            return


def tables(finished: Finished) -> Iterator[str]:
    """A table without header cells is a heap of words to whoever hears it."""
    known_as = role_map(finished.pdf.Root.get("/StructTreeRoot"))
    for element in elements_of(finished.pdf):
        if _role(element, known_as) == "/Table" and "/TH" not in set(_roles_inside(element, known_as)):
            yield "a table has no header cells"


def _role(element: Any, known_as: dict[str, str]) -> str:
    said = str(element.get("/S", ""))
    return known_as.get(said, said)


def _roles_inside(element: Any, known_as: dict[str, str]) -> Iterator[str]:
    for kid in kids_of(element):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield _role(kid, known_as)
            yield from _roles_inside(kid, known_as)


def pages(finished: Finished) -> Iterator[str]:
    count = len(finished.pdf.pages)
    if count > finished.rules.most_pages:
        yield f"there are {count} pages; the most is {finished.rules.most_pages}"
    for number, (page, sheet) in enumerate(zip(finished.pdf.pages, finished.back.sheets, strict=True), start=1):
        if finished.is_ours and int(page.obj.get("/Rotate", 0)) % 360:
            yield f"page {number} is turned"
        if not any(mark.ink for mark in [*sheet.marks.values(), sheet.loose]):
            yield f"page {number} holds nothing to read"


def active(finished: Finished) -> Iterator[str]:
    """Paper does nothing: no script, no form, nothing that opens by itself, no file inside the file."""
    root = finished.pdf.Root
    opening: Any = root.get("/OpenAction")
    if isinstance(opening, pikepdf.Dictionary) and opening.get("/S") != "/GoTo":
        yield "something runs when the file is opened"
    names: Any = root.get("/Names", {})
    if "/JavaScript" in names or "/AA" in root or any("/AA" in page.obj for page in finished.pdf.pages):
        yield "there is a script in the file"
    if len(finished.pdf.attachments):
        yield "there is another file inside the file"
    if "/AcroForm" in root:
        yield "there is a form in the file; print has none"
