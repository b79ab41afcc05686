"""A pile of personal copies: what all share is set once, and each is a whole paper with a code of its own."""

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from portal.shared.pdf import Copy, Document, PdfFault, PdfWorker, RenderedPdf, Rules
from portal.shared.pdf.tag_tree import TreeReader
from tests.shared.pdf.sample import document

BACK = '<section class="check-back"><p>You can write more here.</p><div class="paper-lines"></div></section>'
REPLY = re.compile(r'(?s)<section class="check-back">.*?</section>')


def pile(worker: PdfWorker, language: str, codes: list[str], **changes: object) -> RenderedPdf:
    whole = document(language, **changes)
    reply = REPLY.search(whole.html)
    assert reply is not None
    shared = replace(whole, html=REPLY.sub("", whole.html))
    return worker.render_copies(shared, personal=[reply[0].replace("7KQ2MP", code) for code in codes], back=BACK)


@pytest.mark.parametrize("language", ["en", "ur", "bn"])
def test_each_copy_passes_the_gates_with_its_own_code_at_its_end(worker: PdfWorker, language: str) -> None:
    codes = ["AAAA11", "BBBB22", "CCCC33"]
    made = pile(worker, language, codes)
    assert [copy.pages % 2 for copy in made.copies] == [0, 0, 0]
    assert sum(copy.pages for copy in made.copies) == made.pages
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        read = TreeReader(pdf).back.pieces
    said = [code for piece in read for code in codes if piece.role == "P" and code in piece.text]
    assert said == codes
    assert made.proof.pieces_compared == len(read)
    assert made.proof.headings == 3 * 6


def test_a_copy_of_an_odd_number_of_pages_gets_a_back(worker: PdfWorker) -> None:
    shared = Document(html="<h1>A</h1><p>For all.</p>", language="en", title="A")
    short = '<section class="check-back"><h2>B</h2><p>Yours.</p></section>'
    long = '<section class="check-back"><h2>B</h2><p>Yours.</p><div class="part"><p>More of yours.</p></div></section>'
    made = worker.render_copies(shared, personal=[short, long], back=BACK)
    assert made.copies == (Copy(0, 2, False), Copy(2, 4, True))


def test_what_all_share_is_in_the_file_once(worker: PdfWorker) -> None:
    one, many = pile(worker, "en", ["AAAA11"]), pile(worker, "en", [f"AAAA{number:02}" for number in range(12)])
    assert many.pages == 12 * one.pages
    with pikepdf.open(io.BytesIO(many.pdf)) as pdf:
        photos = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Width") == 900]
    assert len(photos) == 1
    assert len(many.pdf) < 12 / 1.8 * len(one.pdf)


def test_one_copy_that_is_too_long_refuses_the_pile(worker: PdfWorker) -> None:
    with pytest.raises(PdfFault) as caught:
        pile(worker, "en", ["AAAA11", "BBBB22"], rules=Rules(most_pages=4))
    assert caught.value.reasons[0].startswith("pages: a copy has ")
