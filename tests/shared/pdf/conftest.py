"""One worker for all PDF tests, and the good PDFs that the broken ones are made from."""

from collections.abc import Iterator

import pytest

from portal.shared.pdf import PdfWorker, RenderedPdf
from tests.shared.pdf.sample import document


@pytest.fixture(scope="session")
def worker() -> Iterator[PdfWorker]:
    with PdfWorker() as worker:
        yield worker


@pytest.fixture(scope="session")
def english(worker: PdfWorker) -> RenderedPdf:
    return worker.render(document("en"))


@pytest.fixture(scope="session")
def urdu(worker: PdfWorker) -> RenderedPdf:
    return worker.render(document("ur"))


@pytest.fixture(scope="session")
def bengali(worker: PdfWorker) -> RenderedPdf:
    return worker.render(document("bn"))
