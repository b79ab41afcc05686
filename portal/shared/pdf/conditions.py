"""Our own conditions on a finished PDF, beside PDF/UA and the round trip. Each yields what is wrong, in words."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf

from portal.shared.pdf.comparing import is_same_text
from portal.shared.pdf.document import Rules
from portal.shared.pdf.languages import ARABIC, INDIC
from portal.shared.pdf.reading import words
from portal.shared.pdf.tag_tree import HEADINGS, LINE, Readback, elements_of, kids_of

SLACK = 1.0  # points
ADDRESS = re.compile(r"(https?|mailto|tel|ftp|file):\S+", re.IGNORECASE)


class Finished(NamedTuple):
    """A PDF as it was read back. `is_ours`: it is held against the page it was made from, so our own ways hold, too."""

    pdf: pikepdf.Pdf
    back: Readback
    rules: Rules
    language: str | None
    title: str | None
    is_ours: bool


def headings(finished: Finished) -> Iterator[str]:
    levels = [int(piece.role[1]) for piece in finished.back.pieces if piece.role in HEADINGS]
    if not levels:
        yield "there is no heading"
        return
    if levels[0] != 1:
        yield f"the first heading is on level {levels[0]}, not 1"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"a heading on level {after} follows one on level {before}"


def bookmarks(finished: Finished) -> Iterator[str]:
    """The same words in the same order and on the same levels, each leading to the page its heading is on."""
    pieces = [piece for piece in finished.back.pieces if piece.role in HEADINGS]
    wanted = [_squeezed(piece.text.replace(LINE, " ")) for piece in pieces]
    with finished.pdf.open_outline() as outline:
        marks = list(_marks(outline.root, 0))
    if [_squeezed(mark.title) for mark, _ in marks] != wanted:
        yield f"the bookmarks ({len(marks)}) are not the headings ({len(wanted)})"
        return
    if [depth for _, depth in marks] != _depths([int(piece.role[1]) for piece in pieces]):
        yield "the bookmarks do not lie inside each other as the headings do"
    numbers = {page.obj.objgen: number for number, page in enumerate(finished.pdf.pages)}
    for (mark, _), page in zip(marks, finished.back.heading_pages, strict=True):
        if page >= 0 and _page_of(mark, numbers) != page:
            yield f"the bookmark “{mark.title[:40]}” does not lead to page {page + 1}, where its heading is"


def _squeezed(text: str) -> str:
    return words(text).replace(" ", "")


def _marks(items: list[pikepdf.OutlineItem], depth: int) -> Iterator[tuple[pikepdf.OutlineItem, int]]:
    for item in items:
        yield item, depth
        yield from _marks(item.children, depth + 1)


def _depths(levels: list[int]) -> list[int]:
    """How deep each heading lies under those before it."""
    above: list[int] = []
    depths = []
    for level in levels:
        while above and above[-1] >= level:
            above.pop()
        depths.append(len(above))
        above.append(level)
    return depths


def _page_of(mark: pikepdf.OutlineItem, numbers: dict[Any, int]) -> int | None:
    target: Any = mark.destination
    if target is None and mark.action is not None:
        target = mark.action.get("/D")
    if isinstance(target, int):
        return target
    if isinstance(target, pikepdf.Array) and len(target):
        page: Any = target[0]
        return int(page) if isinstance(page, int) else numbers.get(page.objgen)
    return None


def figures(finished: Finished) -> Iterator[str]:
    for figure in finished.back.figures:
        name = f"the picture “{figure.alt[:50]}”"
        if figure.page is None or figure.box is None:
            yield f"{name} has no place on a page"
            continue
        if not figure.alt.strip():
            yield "a picture has no words for people who cannot see it"
        sheet = [float(edge) for edge in finished.pdf.pages[figure.page].mediabox]
        left, low, right, high = figure.box
        if left < sheet[0] - SLACK or low < sheet[1] - SLACK or right > sheet[2] + SLACK or high > sheet[3] + SLACK:
            yield f"{name} has its box off the page"
        elif figure.ink is None or not _covers(figure.box, figure.ink):
            yield f"{name} has no ink inside its box"


def _covers(box: tuple[float, ...], ink: list[float]) -> bool:
    """At least half of the ink, in width and in height, falls inside the box."""
    for low, high in ((0, 2), (1, 3)):
        shared = min(box[high], ink[high]) - max(box[low], ink[low])
        if shared < (ink[high] - ink[low]) / 2 or shared <= 0:
            return False
    return True


def text_size(finished: Finished) -> Iterator[str]:
    small = [(size, text) for size, text in finished.back.sizes if size < finished.rules.least_text_pt - 0.05]
    if small:
        size, text = min(small)
        yield f"“{text[:40]}” is set in {size:.1f} points; the least is {finished.rules.least_text_pt:g}"


def in_sight(finished: Finished) -> Iterator[str]:
    """Words that are read out can be seen, too, and lie on the page."""
    for number, (sheet, page) in enumerate(zip(finished.back.sheets, finished.pdf.pages, strict=True), start=1):
        left, low, right, high = (float(edge) for edge in page.cropbox)
        for mark in [*sheet.marks.values(), sheet.loose]:
            if not mark.text.strip():
                continue
            if mark.is_hidden:
                yield f"“{mark.text[:40]}” on page {number} cannot be seen"
            if any(not (left <= x <= right and low <= y <= high) for x, y in mark.begins):
                yield f"“{mark.text[:40]}” lies off page {number}"


def fonts(finished: Finished) -> Iterator[str]:
    for face in finished.back.typefaces.values():
        if not face.is_embedded:
            yield f"the font {face.name} is not inside the file"


def letters(finished: Finished) -> Iterator[str]:
    if finished.back.notdef:
        yield f"a letter in “{finished.back.notdef[0][:40]}” is drawn as an empty box"
    for face in finished.back.typefaces.values():
        if face.has_empty_letters:
            yield f"the font {face.name} maps a shape to no letter at all"


def spoken_text(finished: Finished) -> Iterator[str]:
    for text in finished.back.unspoken:
        if ARABIC.search(text) or INDIC.search(text):
            yield f"“{text[:40]}” has no spoken text beside its shapes"
            break
    if any(ARABIC.search(text) for text in finished.back.turned):
        yield "Arabic script has spoken text in the drawing, where it is turned round"


def title(finished: Finished) -> Iterator[str]:
    found = title_of(finished.pdf)
    if not found.strip():
        yield "the file has no title"
    elif finished.title is not None and words(found) != words(finished.title):
        yield f"the title is “{found[:60]}”"
    preferences: Any = finished.pdf.Root.get("/ViewerPreferences", {})
    if not preferences.get("/DisplayDocTitle", False):
        yield "a reader would show the file name and not the title"


def title_of(pdf: pikepdf.Pdf) -> str:
    return str(pdf.docinfo.get("/Title", "")) if pdf.trailer.get("/Info") is not None else ""


def language(finished: Finished) -> Iterator[str]:
    found = str(finished.pdf.Root.get("/Lang", ""))
    if not found:
        yield "the file does not say its language"
    elif finished.language is not None and found != finished.language:
        yield f"the file says its language is {found}, not {finished.language}"


def links(finished: Finished) -> Iterator[str]:
    said_of = _words_of_annotations(finished)
    for sheet in finished.pdf.pages:
        for annotation in sheet.obj.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                yield "there is a form field or note; print has none"
                continue
            yield from _link(annotation, said_of.get(annotation.objgen), is_ours=finished.is_ours)


def _link(annotation: Any, words_of: str | None, *, is_ours: bool) -> Iterator[str]:
    said = words(str(annotation.get("/Contents", "")))
    action: Any = annotation.get("/A", {})
    address = str(action.get("/URI", annotation.get("/Dest", "")))[:60]
    if not said:
        yield f"the link to {address} is not described in words"
    elif ADDRESS.fullmatch(said) and said != words_of:
        yield f"the link to {address} is described by its address and not in words"
    elif is_ours and words_of is not None and not is_same_text(said, words_of):
        yield f"the link to {address} is described as “{said[:40]}” and reads otherwise"
    if not int(annotation.get("/F", 0)) & 4:
        yield f"the link to {address} has no Print flag"
    if action.get("/S", "/URI") not in ("/URI", "/GoTo"):
        yield "there is a link that opens a file or runs something"


def _words_of_annotations(finished: Finished) -> dict[Any, str]:
    """The words of the tag that each link on a page belongs to."""
    found = {}
    for element in elements_of(finished.pdf):
        if element.objgen in finished.back.links:
            for kid in kids_of(element):
                if isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid:
                    found[kid["/Obj"].objgen] = finished.back.links[element.objgen]
    return found
