"""The one PDF worker of the house: every PDF the portal makes is made, finished and checked here.

    rendered = render(Document(html=…, language="cy", title=…, images={"bus": png}))

Rendering happens in a separate, limited process (`child.py`); importing this package loads nothing heavy. A PDF that
does not pass both gates (`gates.py`) is never handed back: the caller gets a `PdfFault` that says why, in words.
"""

from portal.shared.pdf.check import check_pdf
from portal.shared.pdf.document import BaseFont, Copy, Document, Proof, RenderedPdf, Rules
from portal.shared.pdf.faults import FaultKind, PdfFault
from portal.shared.pdf.verdict import Verdict
from portal.shared.pdf.worker import Limits, PdfWorker, render, render_copies

__all__ = [
    "BaseFont",
    "Copy",
    "Document",
    "FaultKind",
    "Limits",
    "PdfFault",
    "PdfWorker",
    "Proof",
    "RenderedPdf",
    "Rules",
    "Verdict",
    "check_pdf",
    "render",
    "render_copies",
]
