"""What the gates say of PDFs broken on purpose, and of those the typesetter makes when nobody finishes its work."""

import io

import pikepdf
import pytest
import weasyprint

from portal.shared.pdf import RenderedPdf, Rules, check_pdf
from tests.shared.pdf.broken import BROKEN, Broken, broken
from tests.shared.pdf.sample import document


@pytest.fixture(scope="session")
def good(english: RenderedPdf, urdu: RenderedPdf, bengali: RenderedPdf, worker) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    return {"en": english.pdf, "ur": urdu.pdf, "bn": bengali.pdf, "cy": worker.render(document("cy")).pdf}


def test_the_fixture_is_large_and_each_fault_is_in_it_once() -> None:
    assert len({one.name for one in BROKEN}) == len(BROKEN) == 78


@pytest.mark.parametrize("one", BROKEN, ids=lambda one: one.name)
def test_a_broken_pdf_is_caught_by_name(good: dict[str, bytes], one: Broken) -> None:
    asked = document(one.language)
    content = broken(good[one.language], one.break_it)
    assert one.gate in check_pdf(content, html=asked.html, language=one.language, title=asked.title).names()


@pytest.mark.parametrize("language", ["en", "cy", "ur", "bn"])
def test_saving_a_good_pdf_again_breaks_nothing(good: dict[str, bytes], language: str) -> None:
    asked = document(language)
    content = broken(good[language], lambda _pdf: None)
    assert check_pdf(content, html=asked.html, language=language, title=asked.title).faults == ()


@pytest.mark.parametrize(
    ("language", "gate"), [("en", "figures"), ("ur", "reading"), ("bn", "reading"), ("pa", "spoken-text")]
)
def test_what_the_typesetter_makes_alone_does_not_pass(language: str, gate: str) -> None:
    words = {"pa": "ਤੁਸੀਂ ਸਾਨੂੰ ਬੱਸਾਂ ਬਾਰੇ ਕੀ ਦੱਸਿਆ।", "ur": "آپ نے ہمیں بسوں کے بارے میں کیا بتایا"}
    said = words.get(language, "বাস সম্পর্কে আপনি আমাদের যা বলেছেন" if language == "bn" else "Buses are late")
    style = "html { font-size: 16pt } @page { margin: 20mm }"
    dot = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'><path d='M1 1h7v7z'/></svg>"
    inside = f'<h1>{said}</h1><p>{said}</p><p><img src="{dot}" alt="{said}" width="90"></p>'
    page = f'<html lang="{language}"><head><title>{said}</title></head><body>{inside}</body></html>'
    raw = weasyprint.HTML(string=page).write_pdf(stylesheets=[weasyprint.CSS(string=style)], pdf_variant="pdf/ua-1")
    assert gate in check_pdf(raw, html=inside, language=language, title=said).names()


def test_what_is_no_pdf_is_said_to_be_none() -> None:
    verdict = check_pdf(b"Hello")
    assert (verdict.passed, verdict.names(), verdict.compared) == (False, {"file"}, False)


def test_a_locked_pdf_is_said_to_be_unreadable(english: RenderedPdf) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(english.pdf)) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert "file" in check_pdf(out.getvalue()).names()


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_half_a_file_gets_a_verdict_and_never_an_accident(english: RenderedPdf, share: float) -> None:
    assert check_pdf(english.pdf[: int(len(english.pdf) * share)]).passed is False


def test_tags_that_go_round_in_a_circle_get_a_verdict(english: RenderedPdf) -> None:
    def circle(pdf: pikepdf.Pdf) -> None:
        whole = pdf.Root.StructTreeRoot.K[0]
        whole.K.append(whole)

    assert check_pdf(broken(english.pdf, circle)).passed is False


def test_a_good_pdf_has_too_many_pages_when_fewer_are_allowed(english: RenderedPdf) -> None:
    assert check_pdf(english.pdf, rules=Rules(most_pages=3)).names() == {"pages"}
