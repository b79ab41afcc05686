"""PDFs broken on purpose, one fault each. The gates must name every one; many of them are valid PDF/UA."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from portal.shared.pdf import RenderedPdf, Rules, check_pdf
from tests.shared.pdf.sample import document

Break = Callable[[Pdf], None]


def tags(pdf: Pdf, role: str) -> list[Dictionary]:
    """All tags of a role in reading order."""
    found: list[Dictionary] = []

    def walk(element: pikepdf.Object) -> None:
        if element.get("/S") == "/" + role:
            found.append(element)
        for kid in element.get("/K", []):
            if isinstance(kid, Dictionary) and "/S" in kid:
                walk(kid)

    walk(pdf.Root.StructTreeRoot.K[0])
    return found


def without_alt(pdf: Pdf) -> None:
    del tags(pdf, "Figure")[1]["/Alt"]


def alts_swapped(pdf: Pdf) -> None:
    first, second = tags(pdf, "Figure")[1:3]
    first.Alt, second.Alt = String(str(second.Alt)), String(str(first.Alt))


def headings_flattened(pdf: Pdf) -> None:
    for level in ("H1", "H2"):
        for heading in tags(pdf, level):
            heading.S = Name.P


def heading_skipped(pdf: Pdf) -> None:
    tags(pdf, "H2")[0].S = Name.H3


def first_heading_second(pdf: Pdf) -> None:
    tags(pdf, "H1")[0].S = Name.H2


def wrong_language(pdf: Pdf) -> None:
    pdf.Root.Lang = String("fr")


def no_language(pdf: Pdf) -> None:
    del pdf.Root["/Lang"]


def foreign_word_unmarked(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/StructElem" and "/Lang" in thing:
            del thing["/Lang"]


def order_swapped(pdf: Pdf) -> None:
    kids = pdf.Root.StructTreeRoot.K[0].K
    swapped = [kids[1], kids[0], *list(kids)[2:]]
    pdf.Root.StructTreeRoot.K[0].K = Array(swapped)


def block_dropped(pdf: Pdf) -> None:
    paragraph = tags(pdf, "P")[4]
    above = paragraph.P
    above.K = Array([kid for kid in above.K if kid.objgen != paragraph.objgen])


def list_flattened(pdf: Pdf) -> None:
    for role in ("L", "LI", "LBody"):
        for element in tags(pdf, role):
            element.S = Name.Div


def box_off_the_page(pdf: Pdf) -> None:
    tags(pdf, "Figure")[0].A.BBox = Array([100, 900, 300, 1100])


def box_beside_the_ink(pdf: Pdf) -> None:
    tags(pdf, "Figure")[1].A.BBox = Array([400, 20, 500, 60])


def box_missing(pdf: Pdf) -> None:
    del tags(pdf, "Figure")[0]["/A"]


def no_bookmarks(pdf: Pdf) -> None:
    del pdf.Root["/Outlines"]


def bookmark_lost(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        (outline.root[0].children or outline.root).pop()


def font_not_embedded(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, Dictionary) and thing.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile2", "/FontFile3"):
                if key in thing:
                    del thing[key]


def letters_mapped_wrongly(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and b"begincmap" in thing.read_bytes():
            thing.write(thing.read_bytes().replace(b"<0065>", b"<0078>"))


def letter_mapped_to_nothing(pdf: Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and b"begincmap" in thing.read_bytes():
            thing.write(thing.read_bytes().replace(b" <0065>", b" <>"))


def empty_box_drawn(pdf: Pdf) -> None:
    page = pdf.pages[1]
    steps = list(pikepdf.parse_content_stream(page))
    at = next(at for at, step in enumerate(steps) if str(step.operator) == "TJ")
    steps[at] = pikepdf.ContentStreamInstruction([Array([String(bytes(2))])], pikepdf.Operator("TJ"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def text_made_small(pdf: Pdf) -> None:
    page = pdf.pages[1]
    steps = list(pikepdf.parse_content_stream(page))
    for at, step in enumerate(steps):
        if str(step.operator) == "Tf":
            steps[at] = pikepdf.ContentStreamInstruction([step.operands[0], 12], pikepdf.Operator("Tf"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


def no_title(pdf: Pdf) -> None:
    del pdf.trailer["/Info"]


def file_name_shown(pdf: Pdf) -> None:
    del pdf.Root["/ViewerPreferences"]


def link_without_words(pdf: Pdf) -> None:
    del pdf.pages[-1].Annots[0]["/Contents"]


def link_not_printed(pdf: Pdf) -> None:
    pdf.pages[-1].Annots[0].F = 0


def link_not_tagged_as_one(pdf: Pdf) -> None:
    tags(pdf, "Link")[0].S = Name.Span


def note_added(pdf: Pdf) -> None:
    pdf.pages[-1].Annots.append(
        pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Contents=String("a"), Rect=[0, 0, 9, 9]))
    )


def tags_thrown_away(pdf: Pdf) -> None:
    del pdf.Root["/StructTreeRoot"]


def spoken_text_lost(pdf: Pdf) -> None:
    for role in ("H1", "H2", "P"):
        for element in tags(pdf, role):
            if "/ActualText" in element:
                del element["/ActualText"]


def spoken_text_of_another(pdf: Pdf) -> None:
    first, second = tags(pdf, "H2")[:2]
    first.ActualText = String(str(second.ActualText))


def spoken_text_turned_round(pdf: Pdf) -> None:
    page = pdf.pages[0]
    steps = list(pikepdf.parse_content_stream(page))
    at = next(at for at, step in enumerate(steps) if str(step.operator) == "BDC" and "/MCID" in step.operands[1])
    properties = Dictionary(MCID=int(steps[at].operands[1]["/MCID"]), ActualText=String("بس"))
    steps[at] = pikepdf.ContentStreamInstruction([steps[at].operands[0], properties], pikepdf.Operator("BDC"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(steps))


BROKEN: list[tuple[Break, str, str]] = [
    (without_alt, "en", "pdf-ua"),
    (alts_swapped, "en", "reading"),
    (headings_flattened, "en", "headings"),
    (heading_skipped, "en", "headings"),
    (first_heading_second, "en", "headings"),
    (wrong_language, "en", "language"),
    (no_language, "en", "language"),
    (foreign_word_unmarked, "cy", "reading"),
    (order_swapped, "en", "reading"),
    (block_dropped, "en", "reading"),
    (list_flattened, "en", "reading"),
    (box_off_the_page, "en", "figures"),
    (box_beside_the_ink, "en", "figures"),
    (box_missing, "en", "figures"),
    (no_bookmarks, "en", "bookmarks"),
    (bookmark_lost, "en", "bookmarks"),
    (font_not_embedded, "en", "fonts"),
    (letters_mapped_wrongly, "en", "reading"),
    (letter_mapped_to_nothing, "en", "letters"),
    (empty_box_drawn, "en", "letters"),
    (text_made_small, "en", "text-size"),
    (no_title, "en", "title"),
    (file_name_shown, "en", "title"),
    (link_without_words, "en", "links"),
    (link_not_printed, "en", "links"),
    (link_not_tagged_as_one, "en", "reading"),
    (note_added, "en", "links"),
    (tags_thrown_away, "en", "reading"),
    (spoken_text_lost, "ur", "spoken-text"),
    (spoken_text_lost, "bn", "spoken-text"),
    (spoken_text_of_another, "ur", "reading"),
    (spoken_text_turned_round, "ur", "spoken-text"),
]


@pytest.fixture(scope="session")
def good(english: RenderedPdf, urdu: RenderedPdf, bengali: RenderedPdf, worker) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    return {"en": english.pdf, "ur": urdu.pdf, "bn": bengali.pdf, "cy": worker.render(document("cy")).pdf}


@pytest.mark.parametrize(
    ("break_it", "language", "gate"), BROKEN, ids=lambda part: getattr(part, "__name__", str(part))
)
def test_a_broken_pdf_is_caught_by_name(good: dict[str, bytes], break_it: Break, language: str, gate: str) -> None:
    asked, out = document(language), io.BytesIO()
    with pikepdf.open(io.BytesIO(good[language])) as pdf:
        break_it(pdf)
        pdf.save(out, fix_metadata_version=False)
    assert gate in check_pdf(out.getvalue(), html=asked.html, language=language, title=asked.title).names()


@pytest.mark.parametrize("language", ["en", "cy", "ur", "bn"])
def test_saving_a_good_pdf_again_breaks_nothing(good: dict[str, bytes], language: str) -> None:
    asked, out = document(language), io.BytesIO()
    with pikepdf.open(io.BytesIO(good[language])) as pdf:
        pdf.save(out, fix_metadata_version=False)
    assert check_pdf(out.getvalue(), html=asked.html, language=language, title=asked.title).faults == ()


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    verdict = check_pdf(b"Hello")
    assert (verdict.passed, verdict.names(), verdict.compared) == (False, {"file"}, False)


def test_a_good_pdf_has_too_many_pages_when_fewer_are_allowed(english: RenderedPdf) -> None:
    assert check_pdf(english.pdf, rules=Rules(most_pages=3)).names() == {"pages"}
