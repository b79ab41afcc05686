"""Real documents in real languages, set, finished and checked."""

import io
import re

import pikepdf
import pytest

from portal.shared.pdf import Document, PdfFault, PdfWorker, RenderedPdf, check_pdf
from portal.shared.pdf.languages import direction, spoken
from portal.shared.pdf.tag_tree import LINE, TreeReader
from tests.shared.pdf.sample import document

PLAIN = "<h1>Hello</h1><p>{}</p>"


def opened(rendered: RenderedPdf) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendered.pdf))


def elements(pdf: pikepdf.Pdf, role: str) -> list[pikepdf.Object]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/" + role]


@pytest.mark.parametrize("language", ["en", "en-easy", "cy", "ur", "bn"])
@pytest.mark.parametrize(("base_font", "least"), [("normal", 16), ("large20", 20), ("large28", 28)])
def test_every_language_and_size_passes_both_gates(
    worker: PdfWorker, language: str, base_font: str, least: int
) -> None:
    asked = document(language, base_font=base_font)
    rendered = worker.render(asked)
    verdict = check_pdf(rendered.pdf, html=asked.html, language=spoken(language), title=asked.title)
    assert verdict.faults == ()
    assert rendered.proof.pieces_compared == len(verdict.pieces) > 60
    assert (rendered.proof.headings, rendered.proof.figures) == (6, 14)
    assert rendered.proof.smallest_text_pt == least
    assert rendered.pages == verdict.pages <= 12


@pytest.mark.parametrize("language", ["en", "ur"])
def test_black_and_white_has_no_colour(worker: PdfWorker, language: str) -> None:
    rendered = worker.render(document(language, monochrome=True))
    with opened(rendered) as pdf:
        painted = [
            tuple(float(part) for part in step.operands)
            for page in pdf.pages
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) in ("rg", "RG")
        ]
    assert [colour for colour in painted if len(set(colour)) > 1] == []


def test_easy_read_is_spoken_as_the_language_it_is_in(worker: PdfWorker) -> None:
    with opened(worker.render(document("en-easy"))) as pdf:
        assert str(pdf.Root.Lang) == "en"


def test_urdu_is_spoken_from_the_tag_and_never_from_the_drawing(urdu: RenderedPdf) -> None:
    with opened(urdu) as pdf:
        assert {str(heading.ActualText) for heading in elements(pdf, "H1")} == {document("ur").title}
        drawing = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert b"ActualText" not in drawing


def test_bengali_is_spoken_from_the_tag_and_from_the_drawing(bengali: RenderedPdf) -> None:
    with opened(bengali) as pdf:
        assert {str(heading.ActualText) for heading in elements(pdf, "H1")} == {document("bn").title}
        assert b"ActualText" in pdf.pages[0].Contents.read_bytes()


def test_a_foreign_word_says_its_language(urdu: RenderedPdf) -> None:
    with opened(urdu) as pdf:
        assert [
            str(span.Lang)
            for span in pdf.objects
            if isinstance(span, pikepdf.Dictionary) and "/Lang" in span and span.get("/Type") == "/StructElem"
        ] == ["en"]


def test_page_numbers_are_not_read_out(english: RenderedPdf) -> None:
    with opened(english) as pdf:
        furniture = [
            re.findall(rb"/Artifact\s*<<[^>]*Pagination[^>]*>>", page.Contents.read_bytes()) for page in pdf.pages
        ]
    assert [len(found) for found in furniture] == [0] + [1] * (english.pages - 1)


def test_a_link_is_described_in_words_printed_and_whole_even_over_two_lines(worker: PdfWorker) -> None:
    said = "read all about the plans for the buses in the north of the town on our website"
    rendered = worker.render(
        Document(
            html=PLAIN.format(f'You can <a href="https://heard.example/">{said}</a>.'), language="en", title="Link"
        )
    )
    with opened(rendered) as pdf:
        assert [(str(a.Contents), int(a.F)) for a in pdf.pages[0].Annots] == [(said, 4), (said, 4)]
        assert len(elements(pdf, "Link")) == 1


def test_a_list_over_several_pages_stays_one_list(english: RenderedPdf) -> None:
    with opened(english) as pdf:
        assert [len(listed.K) for listed in elements(pdf, "L")] == [5, 3, 6, 4]
        assert len(elements(pdf, "Sect")) == 6


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pa", "ਤੁਸੀਂ ਸਾਨੂੰ ਬੱਸਾਂ ਬਾਰੇ ਕੀ ਦੱਸਿਆ। ਕ੍ਰਿਪਾ ਕਰਕੇ ਜਾਂਚ ਕਰੋ।"),
        ("gu", "તમે અમને બસો વિશે શું કહ્યું. કૃપા કરીને તપાસો કે અમે ક્ષમાપૂર્વક સમજ્યા."),
        ("ar", "ما قلتموه لنا عن الحافلات. يرجى التحقق من أننا فهمنا ذلك، والاتصال بالرقم 0800."),
        ("hi", "आपने हमें बसों के बारे में क्या बताया। कृपया जाँच करें।"),
        ("pl", "Co powiedzieliście nam o autobusach? Prosimy sprawdzić, żółć, łódź, Śląsk."),
        ("ro", "Ce ne-ați spus despre autobuze? Vă rugăm să verificați, știință, țară, în oraș."),
        ("cy", "Ŵyn, Ŷd, ŵy, ŷd: dŵr, tŷ, gŵyl."),
    ],
)
def test_every_script_is_read_back_as_it_was_written(worker: PdfWorker, language: str, said: str) -> None:
    inside = f'<h1>{said}</h1><p>{said} <a href="tel:0800">{said}</a> <bdi>0800</bdi>.</p><ul><li>{said}</li></ul>'
    rendered = worker.render(Document(html=inside, language=language, title=said))
    assert rendered.proof.pieces_compared == 5


def test_a_letter_for_the_post_is_a_plain_page(worker: PdfWorker) -> None:
    letter = (
        '<div class="letter"><div class="address"><p>Sam Lee</p><p>1 Long Street</p></div>'
        "<h1>We would like to ask you</h1>"
        "<p>Dear Sam,</p><p>Please tell us what you think.</p><ol><li>Read this.</li><li>Call us.</li></ol></div>"
    )
    rendered = worker.render(Document(html=letter, language="en", title="We would like to ask you"))
    assert (rendered.pages, rendered.proof.headings) == (1, 1)


def test_a_paragraph_broken_over_two_pages_is_read_in_one_breath(worker: PdfWorker) -> None:
    long = " ".join(f"This is sentence {number} of many." for number in range(1, 110))
    rendered = worker.render(Document(html=PLAIN.format(long), language="en", title="Long"))
    assert rendered.pages == 2
    with opened(rendered) as pdf:
        assert len(elements(pdf, "P")) == 1


@pytest.mark.parametrize(
    ("language", "way"), [("en", "ltr"), ("cy", "ltr"), ("ur", "rtl"), ("ar", "rtl"), ("bn", "ltr")]
)
def test_the_side_a_page_starts_on_follows_from_its_language(language: str, way: str) -> None:
    assert direction(language) == way


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<canvas></canvas>", "<canvas> cannot be used in a printed document"),
        (
            '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
            "<{http://www.w3.org/2000/svg}svg> cannot be used in a printed",
        ),
        ('<input name="a">', "<input> cannot be used in a printed document"),
        ("<div>loose</div>", "words stand directly in a <div>"),
        ('<img src="picture:a" alt="">', "the picture picture:a has no words for people who cannot see it"),
        (
            '<p><a href="file:///etc/passwd">x</a></p>',
            "the link to file:///etc/passwd is not a web, mail, phone or page link",
        ),
        ("<ul><li><ul><li>a</li></ul></li></ul>", "a list stands inside a list item"),
    ],
)
def test_the_writer_hears_in_words_what_cannot_be_printed(worker: PdfWorker, inside: str, reason: str) -> None:
    with pytest.raises(PdfFault) as caught:
        worker.render(Document(html=f"<h1>Hello</h1>{inside}", language="en", title="No"))
    assert caught.value.kind == "words"
    assert [said[: len(reason)] for said in caught.value.reasons] == [reason]


def test_a_number_stays_with_what_it_counts_and_the_file_can_still_be_searched(worker: PdfWorker) -> None:
    said = "You wait for a very long time in the rain at the stop, and so it is 30 minutes."
    rendered = worker.render(Document(html=PLAIN.format(said), language="en", title="Wait"))
    with opened(rendered) as pdf:
        marks = TreeReader(pdf).back.pieces[1].text.split(LINE)
    assert marks == ["You wait for a very long time in the rain at the stop, and so it is", "30 minutes."]


def test_a_letter_no_font_has_fails_the_render(worker: PdfWorker) -> None:
    with pytest.raises(PdfFault) as caught:
        worker.render(Document(html=PLAIN.format("Secret \U0010fffd sign"), language="en", title="Letter"))
    assert caught.value.kind == "warning"
    assert "U+10FFFD" in caught.value.reasons[0]


def test_a_picture_that_was_not_given_fails_the_render(worker: PdfWorker) -> None:
    with pytest.raises(PdfFault) as caught:
        worker.render(Document(html='<h1>A</h1><img src="picture:cat" alt="A cat">', language="en", title="Cat"))
    assert (caught.value.kind, caught.value.reasons) == ("picture", ("the picture cat was not given",))


def test_a_style_the_typesetter_does_not_know_fails_the_render(worker: PdfWorker) -> None:
    with pytest.raises(PdfFault) as caught:
        worker.render(Document(html=PLAIN.format("a"), language="en", title="A", stylesheets=["p { no-such: 1 }"]))
    assert caught.value.kind == "warning"


def test_a_document_of_21_pages_is_refused(worker: PdfWorker) -> None:
    pages = "<h1>A</h1>" + '<section class="part"><p>Page</p></section>' * 21
    with pytest.raises(PdfFault) as caught:
        worker.render(Document(html=pages, language="en", title="Long"))
    assert caught.value.reasons == ("pages: there are 22 pages; the most is 20",)
