"""A PDF from somewhere else, written anew without what it says about who made it, when and with what."""

import io

import pikepdf

from portal.shared.pdf.active import NotWhole


def without_metadata(content: bytes) -> bytes:
    """The same pages in a fresh file.

    Raises:
        NotWhole: it cannot be opened as a PDF, or has no page.
    """
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not pdf.pages:
                raise NotWhole
            for where in (pdf.Root, *(page.obj for page in pdf.pages)):
                for name in ("/Metadata", "/PieceInfo"):
                    if name in where:
                        del where[name]
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.save(out, deterministic_id=True)
    except (pikepdf.PdfError, ValueError, RecursionError) as reason:
        raise NotWhole from reason
    return out.getvalue()
