"""Our own conditions on a finished PDF, beside PDF/UA and the round trip. Each yields what is wrong, in words."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import pikepdf

from portal.shared.pdf.document import Rules
from portal.shared.pdf.languages import ARABIC, INDIC
from portal.shared.pdf.reading import words
from portal.shared.pdf.tag_tree import HEADINGS, LINE, Readback

SLACK = 1.0  # points


class Finished(NamedTuple):
    pdf: pikepdf.Pdf
    back: Readback
    rules: Rules
    language: str | None
    title: str | None


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
    wanted = [words(p.text.replace(LINE, " ")).replace(" ", "") for p in finished.back.pieces if p.role in HEADINGS]
    with finished.pdf.open_outline() as outline:
        found = [words(str(title)).replace(" ", "") for title in _titles(outline.root)]
    if found != wanted:
        yield f"the bookmarks ({len(found)}) are not the headings ({len(wanted)})"


def _titles(items: list[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield item.title
        yield from _titles(item.children)


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


def pages(finished: Finished) -> Iterator[str]:
    count = len(finished.pdf.pages)
    if count > finished.rules.most_pages:
        yield f"there are {count} pages; the most is {finished.rules.most_pages}"


def title(finished: Finished) -> Iterator[str]:
    found = str(finished.pdf.docinfo.get("/Title", "")) if finished.pdf.trailer.get("/Info") is not None else ""
    if not found.strip():
        yield "the file has no title"
    elif finished.title is not None and words(found) != words(finished.title):
        yield f"the title is “{found[:60]}”"
    preferences: Any = finished.pdf.Root.get("/ViewerPreferences", {})
    if not preferences.get("/DisplayDocTitle", False):
        yield "a reader would show the file name and not the title"


def language(finished: Finished) -> Iterator[str]:
    found = str(finished.pdf.Root.get("/Lang", ""))
    if not found:
        yield "the file does not say its language"
    elif finished.language is not None and found != finished.language:
        yield f"the file says its language is {found}, not {finished.language}"


def links(finished: Finished) -> Iterator[str]:
    for sheet in finished.pdf.pages:
        for annotation in sheet.obj.get("/Annots", []):
            if annotation.get("/Subtype") != "/Link":
                yield "there is a form field or note; print has none"
                continue
            said = str(annotation.get("/Contents", "")).strip()
            action: Any = annotation.get("/A", {})
            address = str(action.get("/URI", annotation.get("/Dest", "")))
            if not said:
                yield f"the link to {address[:60]} is not described in words"
            if not int(annotation.get("/F", 0)) & 4:
                yield f"the link to {address[:60]} has no Print flag"


CONDITIONS: tuple[tuple[str, Callable[[Finished], Iterator[str]]], ...] = (
    ("headings", headings),
    ("bookmarks", bookmarks),
    ("figures", figures),
    ("text-size", text_size),
    ("fonts", fonts),
    ("letters", letters),
    ("spoken-text", spoken_text),
    ("pages", pages),
    ("title", title),
    ("language", language),
    ("links", links),
)
