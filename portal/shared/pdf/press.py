"""Sets one document after another inside the child process, keeping what is dear: fonts, parsed styles, pictures."""

import base64
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from portal.shared.pdf.conventions import breaches, too_long
from portal.shared.pdf.copies import join
from portal.shared.pdf.document import Copy, Document, Piece
from portal.shared.pdf.faults import FaultKind, PdfFault
from portal.shared.pdf.finisher import Finisher, TagsOutOfStep
from portal.shared.pdf.gates import judge
from portal.shared.pdf.languages import is_tag, spoken
from portal.shared.pdf.pictures import PictureStore
from portal.shared.pdf.reading import Page, expected_pieces, pieces_by_part, settle
from portal.shared.pdf.verdict import Verdict

FONTS = Path(__file__).resolve().parents[1] / "static" / "fonts"
NUMBER_SPACE = re.compile(r"(?<=\d) (?=\w)")
NO_NUMBERS = "@page { @bottom-center { content: none } }"  # a page that comes back belongs to no place in a pile
FACE = (
    "@font-face{{font-family:'Atkinson Hyperlegible Next';font-weight:{weight};"
    "src:url(data:font/ttf;base64,{content}) format('truetype')}}"
)


class Overheard(logging.Handler):
    """Collects every warning of the typesetter: a dropped rule or a missing letter is a fault in our document."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage()[:300])


class DataOnly(URLFetcher):  # type: ignore[misc]
    """Fetches nothing but `data:`: no file, no network, no redirect."""

    def __init__(self) -> None:
        super().__init__(timeout=1, allowed_protocols=frozenset({"data"}), allow_redirects=False)


class Press:
    def __init__(self) -> None:
        self._ears = Overheard()
        logger = logging.getLogger("weasyprint")
        logger.handlers = [self._ears]
        logger.propagate = False
        self._fonts = FontConfiguration()
        self._fetcher = DataOnly()
        self._pictures = PictureStore()
        self._drawn: dict[str, Any] = {}
        self._styles: dict[str, weasyprint.CSS] = {}
        self._house = [self._style(_faces()), self._style((Path(__file__).parent / "print.css").read_text("utf-8"))]
        self._raise_if_heard("the house style")

    def print(self, document: Document) -> tuple[bytes, Verdict]:
        """Returns the finished PDF and the verdict of the gates, which has no faults.

        Raises:
            PdfFault: anything at all was not right.
        """
        page, pdf = self.set(document)
        return pdf, self._pass(pdf, document, expected_pieces(page))

    def print_copies(self, document: Document, personal: Sequence[str], back: str) -> tuple[bytes, Verdict, list[Copy]]:
        """One file of as many copies as there are `personal` parts, each begun on a sheet of its own: see `copies.py`.

        Raises:
            PdfFault: anything at all was not right, in any of them.
        """
        page, shared = self.set(document)
        own = replace(document, html="".join([*personal, back]), stylesheets=[*document.stylesheets, NO_NUMBERS])
        own_page, parts = self.set(own)
        pdf, copies = join(shared, parts)
        longest = max(copy.pages for copy in copies)
        if longest > document.rules.most_pages:
            raise PdfFault(FaultKind.GATE, [f"pages: a copy has {longest} pages"])
        said, own_said = expected_pieces(page), pieces_by_part(own_page)
        expected = []
        for number, copy in enumerate(copies):
            expected += said + own_said[number] + (own_said[-1] if copy.has_back else [])
        rules = replace(document.rules, most_pages=sum(copy.pages for copy in copies))
        return pdf, self._pass(pdf, replace(document, rules=rules), expected), copies

    def _pass(self, pdf: bytes, document: Document, expected: Sequence[Piece]) -> Verdict:
        verdict = judge(
            pdf,
            rules=document.rules,
            expected=expected,
            language=spoken(document.language),
            title=document.title,
        )
        if verdict.faults:
            raise PdfFault(FaultKind.GATE, [str(fault) for fault in verdict.faults])
        return verdict

    def set(self, document: Document, *, finished: bool = True) -> tuple[Page, bytes]:
        """The page as it was read, and its PDF before any gate; without `finished`, what the typesetter makes alone."""
        self._ears.heard.clear()
        source, page = self._read(document)
        styles = self._house + [self._style(css) for css in document.stylesheets]
        try:
            pdf = source.write_pdf(
                finisher=Finisher(page) if finished else None,
                font_config=self._fonts,
                stylesheets=styles,
                cache=self._drawn,
                pdf_variant="pdf/ua-1",
                pdf_forms=False,
                presentational_hints=False,
            )
        except TagsOutOfStep as reason:
            raise PdfFault(FaultKind.GATE, ["the tags and the drawing do not run in the same order"]) from reason
        self._raise_if_heard("the page")
        return page, pdf

    def _read(self, document: Document) -> tuple[weasyprint.HTML, Page]:
        if not is_tag(document.language):
            raise PdfFault(FaultKind.WORDS, [f"{document.language[:20]} is not a language tag"])
        if not document.title.strip():
            raise PdfFault(FaultKind.WORDS, ["the document has no title"])
        source = weasyprint.HTML(string=document.html, base_url=None, url_fetcher=self._fetcher)
        classes = document.base_font + (" monochrome" if document.monochrome else "")
        page = settle(source.etree_element, language=document.language, title=document.title, classes=classes)
        found = breaches(page) or list(too_long(page, most_pages=document.rules.most_pages))
        if found:
            raise PdfFault(FaultKind.WORDS, found)
        self._place_pictures(page, document)
        keep_numbers_with_their_words(page)
        return source, page

    def _place_pictures(self, page: Page, document: Document) -> None:
        if len(self._drawn) > 400:
            self._drawn.clear()
        for element in page.root.iter("img"):
            name = element.get("src", "").removeprefix("picture:")
            if name not in document.images:
                raise PdfFault(FaultKind.PICTURE, [f"the picture {name} was not given"])
            address = self._pictures.address(name, document.images[name], monochrome=document.monochrome)
            element.set("src", address)

    def _style(self, css: str) -> weasyprint.CSS:
        if css not in self._styles:
            if len(self._styles) > 50:
                self._styles.clear()
            self._styles[css] = weasyprint.CSS(string=css, font_config=self._fonts, url_fetcher=self._fetcher)
        return self._styles[css]

    def _raise_if_heard(self, where: str) -> None:
        if self._ears.heard:
            heard = list(dict.fromkeys(self._ears.heard))
            raise PdfFault(FaultKind.WARNING, [f"while setting {where}: {sentence}" for sentence in heard])


def keep_numbers_with_their_words(page: Page) -> None:
    """No line ends between a number and what is counted, nor inside a phone number."""
    for element in page.root.iter():
        if element.tag != "style":
            element.text = NUMBER_SPACE.sub("\u00a0", element.text) if element.text else element.text
        element.tail = NUMBER_SPACE.sub("\u00a0", element.tail) if element.tail else element.tail


def _faces() -> str:
    return "".join(
        FACE.format(
            weight=weight,
            content=base64.b64encode((FONTS / f"atkinson-hyperlegible-next-{weight}.ttf").read_bytes()).decode(),
        )
        for weight in (400, 700)
    )
