"""What a page may be made of. Checked before typesetting, so that the writer hears it in words and not from a gate."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from portal.shared.pdf.reading import BLOCKS, CONTAINERS, INLINES, ITEMS, Page

LINKS = ("https://", "http://", "mailto:", "tel:", "#")
MOST_LETTERS_A_PAGE = 6000
WHOLE = frozenset({"html", "head", "body", "title", "meta", "style"})


def breaches(page: Page) -> list[str]:
    """Every way in which the page leaves our conventions, one sentence each; empty when it keeps them."""
    found = [sentence for element in page.root.iter() for sentence in _breaches_of(page, element)]
    return list(dict.fromkeys(found))


def too_long(page: Page, *, most_pages: int) -> Iterator[str]:
    """Said before a minute is lost on setting it: so many letters cannot fit, in the smallest type we print."""
    letters, fit = sum(map(len, page.root.itertext())), MOST_LETTERS_A_PAGE * most_pages
    if letters > fit:
        yield f"there are {letters:,} letters, and at most {fit:,} fit on {most_pages} pages"


def _breaches_of(page: Page, element: ET.Element) -> Iterator[str]:
    tag = element.tag
    if not isinstance(tag, str):  # a comment
        return
    if tag not in WHOLE | BLOCKS | CONTAINERS | INLINES:
        yield f"<{tag}> cannot be used in a printed document"
        return
    if tag == "img":
        yield from _picture(element)
    if tag == "a":
        yield from _link(element)
    if tag in CONTAINERS | {"body"} and any(text and text.strip() for text in _own_text(element)):
        yield f"words stand directly in a <{tag}>; put them in a paragraph, heading or list item"
    if tag in ("ul", "ol", "dl") and page.parents[element].tag in ITEMS:
        yield "a list stands inside a list item; nested lists are read out in the wrong order"
    if tag in ITEMS and any(child.tag in BLOCKS | CONTAINERS for child in element) and _has_words(element):
        yield "a list item holds both loose words and paragraphs; use paragraphs only"


def _picture(element: ET.Element) -> Iterator[str]:
    source = element.get("src", "")
    if not element.get("alt", "").strip():
        yield f"the picture {source[:60] or 'without a source'} has no words for people who cannot see it"
    if not source.startswith("picture:"):
        yield f"the picture {source[:60] or 'without a source'} must be given with the document and named picture:NAME"


def _link(element: ET.Element) -> Iterator[str]:
    target = element.get("href", "")
    if not target.startswith(LINKS):
        yield f"the link to {target[:60] or 'nowhere'} is not a web, mail, phone or page link"
    if element.get("rel"):
        yield "a link may not carry rel: a printed document has no attachments"
    if not "".join(element.itertext()).strip():
        yield f"the link to {target[:60]} has no words"


def _own_text(element: ET.Element) -> Iterator[str | None]:
    yield element.text
    for child in element:
        yield child.tail
        if child.tag in INLINES and child.tag not in ("img", "br"):
            yield "".join(child.itertext())


def _has_words(element: ET.Element) -> bool:
    return any(text and text.strip() for text in _own_text(element))
