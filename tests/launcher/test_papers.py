from pathlib import Path

import pytest

from portal.launcher.papers import check_pdf
from portal.launcher.words import Trouble
from portal.shared.pdf import PdfWorker
from tests.shared.pdf.sample import document


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    asked = document("cy")
    (folder / "page.html").write_text(asked.html, encoding="utf-8")
    (folder / "other.html").write_text(asked.html.replace("Ŵyn", "Wyn"), encoding="utf-8")
    with PdfWorker() as worker:
        (folder / "paper.pdf").write_bytes(worker.render(asked).pdf)
    return folder / "paper.pdf"


def test_a_good_pdf_passes_and_what_could_not_be_compared_is_said(
    paper: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check_pdf([str(paper)]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "paper.pdf: passed."
    assert [line for line in said if line.startswith("  FAULT")] == []
    assert any(line.strip().startswith("Not compared") for line in said)


def test_with_its_page_every_word_is_compared(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, other = paper.with_name("page.html"), paper.with_name("other.html")
    assert check_pdf([str(paper), "--html", str(page), "--language", "cy"]) == 0
    assert "Not compared" not in capsys.readouterr().out
    assert check_pdf([str(paper), "--html", str(other), "--language", "cy"]) == 1
    assert "should read P “Bydd Siân Wyn" in capsys.readouterr().out


def test_a_bad_pdf_fails_and_each_fault_is_said(paper: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_pdf([str(paper), "--most-pages", "3", "--least-text", "20"]) == 1
    said = capsys.readouterr().out
    assert "there are 7 pages; the most is 3" in said
    assert "the least is 20" in said
    assert said.endswith("paper.pdf: NOT passed.\n")


def test_what_is_no_pdf_fails(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_text("Hello")
    assert check_pdf([str(tmp_path / "a.pdf")]) == 1
    assert "this is not a PDF we can read" in capsys.readouterr().out


def test_trouble_is_said_in_words(tmp_path: Path, paper: Path) -> None:
    with pytest.raises(Trouble, match="There is no file"):
        check_pdf([str(tmp_path / "none.pdf")])
    with pytest.raises(Trouble, match="say its language"):
        check_pdf([str(paper), "--html", str(paper)])
