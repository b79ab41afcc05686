"""Pages, pictures and files as an attacker or a bad day would send them: refused in words, and the next one is made."""

import io
import time

import pytest
from PIL import Image

from portal.shared.pdf import Document, FaultKind, PdfFault, PdfWorker, RenderedPdf
from tests.shared.pdf.broken import broken

HELLO = Document(html="<h1>Hello</h1><p>Hello to you.</p>", language="en", title="Hello")
AT_ONCE = 10.0  # seconds, on a busy machine; what is refused at once takes far less


def outcome(worker: PdfWorker, asked: Document) -> PdfFault | RenderedPdf:
    try:
        return worker.render(asked)
    except PdfFault as fault:
        return fault


def refusal(worker: PdfWorker, asked: Document) -> PdfFault:
    began = time.monotonic()
    with pytest.raises(PdfFault) as caught:
        worker.render(asked)
    assert time.monotonic() - began < AT_ONCE
    assert worker.render(HELLO).pages == 1
    return caught.value


def with_picture(content: bytes) -> Document:
    return Document(
        html='<h1>A</h1><img src="picture:a" alt="A thing">', language="en", title="A", images={"a": content}
    )


@pytest.mark.parametrize(
    "inside",
    [
        "<script>while(1){}</script>",
        '<iframe src="http://127.0.0.1/"></iframe>',
        '<object data="file:///etc/passwd"></object>',
        '<embed src="file:///etc/passwd">',
        '<video src="a.mp4"></video>',
        '<link rel="stylesheet" href="http://127.0.0.1/a.css">',
        '<base href="file:///etc/">',
        '<form action="http://127.0.0.1/"><button>a</button></form>',
        "<math><mi>x</mi></math>",
        '<p><a href="javascript:alert(1)">a</a></p>',
        '<p><a href="data:text/html,a">a</a></p>',
        '<p><a rel="attachment" href="https://heard.example/">a</a></p>',
        "<frameset></frameset><noframes>a</noframes>",
        "<template><p>a</p></template>",
        "<marquee>a</marquee>",
    ],
)
def test_what_has_no_place_on_paper_is_refused_in_words(worker: PdfWorker, inside: str) -> None:
    fault = refusal(worker, Document(html=f"<h1>A</h1>{inside}", language="en", title="A"))
    assert fault.kind is FaultKind.WORDS
    assert all(fault.reasons)


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 5_000 + "<p>a</p>",
        "<h1>A</h1><p>" + "a" * 100_000 + "</p>",
        "<h1>A</h1><p>" + "<b>" * 2_000 + "a</p>",
        '<h1>A</h1><p style="font-size:100000000pt">a</p>',
        '<h1>A</h1><div style="width:1e30px;height:1e30px"><p>a</p></div>',
        '<h1>A</h1><p style="background:url(file:///etc/passwd)">a</p>',
        "<h1>A</h1><p>\x00\x01\ufffe\ud83d</p>".encode("utf-8", "replace").decode(),
        "<h1>A</h1><p>" + "a\u0301" * 20_000 + "</p>",
        "<h1>A</h1><p>" + "\u202e\u2066" * 5_000 + "a</p>",
        "<h1>A</h1><style>p::before { content: counter(a) } p { counter-increment: a 99999999 }</style><p>a</p>",
        "",
        "<h1></h1>",
    ],
    ids=["deep", "one-word", "bold", "giant", "box", "fetch", "control", "accents", "turned", "count", "none", "empty"],
)
def test_a_page_made_to_break_the_press_ends_in_words_or_in_a_good_pdf(worker: PdfWorker, html: str) -> None:
    got = outcome(worker, Document(html=html, language="en", title="A"))
    assert isinstance(got, RenderedPdf) or (got.kind is not FaultKind.CRASH and all(got.reasons))
    assert worker.render(HELLO).pages == 1


def test_half_a_megabyte_of_bengali_is_refused_at_once_and_says_how_much_fits(worker: PdfWorker) -> None:
    said = "আমরা ঠিক বুঝেছি কি না, দয়া করে দেখুন। "
    text = said * (500_000 // len(said.encode()) + 1)
    assert len(text.encode()) > 500_000
    fault = refusal(worker, Document(html=f"<h1>{said}</h1><p>{text}</p>", language="bn", title=said))
    assert fault.kind is FaultKind.WORDS
    assert fault.reasons[0].endswith("letters, and at most 120,000 fit on 20 pages")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_photo_of_60_megapixels_is_refused_before_it_is_unpacked(worker: PdfWorker, kind: str) -> None:
    out = io.BytesIO()
    Image.new("L", (7_750, 7_750), 90).save(out, kind, quality=1, **({"method": 0} if kind == "WEBP" else {}))
    fault = refusal(worker, with_picture(out.getvalue()))
    assert fault.reasons == ("the picture a has more than 20 million dots",)


@pytest.mark.parametrize(
    "content",
    [
        b"RIFF\x24\x00\x00\x00WAVEfmt ",
        b"ID3\x04\x00\x00\x00\x00\x00\x00",
        b"OggS\x00\x02" + bytes(40),
        b"\xff\xd8\xff\xe0" + bytes(2_000),
        b"RIFF\x24\x00\x00\x00WEBPVP8 ",
        b"<svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 3_000,
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 3_000 + b"</g>" * 3_000 + b"</svg>",
    ],
    ids=["wave", "mp3", "ogg", "half-jpeg", "half-webp", "half-svg", "open-svg", "deep-svg"],
)
def test_sound_and_broken_pictures_are_refused_in_words(worker: PdfWorker, content: bytes) -> None:
    assert refusal(worker, with_picture(content)).kind in (FaultKind.PICTURE, FaultKind.WORDS)


def test_a_picture_of_one_colour_shows_nothing_and_is_refused(worker: PdfWorker) -> None:
    out = io.BytesIO()
    Image.new("RGB", (90, 90), "white").save(out, "PNG")
    assert refusal(worker, with_picture(out.getvalue())).reasons == (
        "the picture a is of one colour and shows nothing",
    )


def test_a_strangers_pdf_is_checked_in_the_limited_process(worker: PdfWorker, english: RenderedPdf) -> None:
    verdict = worker.check(english.pdf)
    assert (verdict.passed, verdict.compared, verdict.language) == (True, False, "en")
    assert worker.check(b"%PDF-1.7 and no more").names() >= {"file"}
    assert worker.check(broken(english.pdf, lambda pdf: pdf.Root.__delitem__("/Outlines"))).names() == {"bookmarks"}
