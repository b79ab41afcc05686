"""Checks any PDF, ours or not. Loads the checking libraries only when asked."""

from os import PathLike
from pathlib import Path

from portal.shared.pdf.document import Rules
from portal.shared.pdf.verdict import Verdict


def check_pdf(
    pdf: bytes | str | PathLike[str],
    *,
    rules: Rules | None = None,
    html: str | None = None,
    language: str | None = None,
    title: str | None = None,
) -> Verdict:
    """Runs the gates over a PDF given as bytes or as a path, in this process: for one of a stranger, see
    `PdfWorker.check`.

    With `html` (and `language`) the text layer is compared with the page it was made from; without, only PDF/UA-1 and
    our own conditions are checked, and `Verdict.compared` is false.
    """
    from portal.shared.pdf.gates import judge
    from portal.shared.pdf.reading import expected_pieces, parse

    content = pdf if isinstance(pdf, bytes) else Path(pdf).read_bytes()
    expected = None
    if html is not None:
        expected = expected_pieces(parse(html, language=language or "en", title=title or ""))
    return judge(content, rules=rules or Rules(), expected=expected, language=language, title=title)
