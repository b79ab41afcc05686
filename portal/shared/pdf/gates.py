"""The two gates every PDF passes before anybody sees it, and our own conditions beside them.

A validator alone misses faults: swapped alternative texts, a dropped block, Urdu read as nonsense: all valid PDF/UA.
"""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO

import page as page_validation
import pikepdf

from portal.shared.pdf import conditions, soundness
from portal.shared.pdf.comparing import differences
from portal.shared.pdf.conditions import Finished
from portal.shared.pdf.document import Piece, Rules
from portal.shared.pdf.tag_tree import TreeReader
from portal.shared.pdf.verdict import Fault, Verdict

PROFILE = page_validation.ValidationProfile.PDF_UA_1
LONG = 12
CONDITIONS: tuple[tuple[str, Callable[[Finished], Iterator[str]]], ...] = (
    ("headings", conditions.headings),
    ("bookmarks", conditions.bookmarks),
    ("figures", conditions.figures),
    ("text-size", conditions.text_size),
    ("in-sight", conditions.in_sight),
    ("fonts", conditions.fonts),
    ("letters", conditions.letters),
    ("spoken-text", conditions.spoken_text),
    ("title", conditions.title),
    ("language", conditions.language),
    ("links", conditions.links),
    ("tags", soundness.tags),
    ("tables", soundness.tables),
    ("pages", soundness.pages),
    ("active", soundness.active),
)

NEED_TAGS = frozenset({"figures", "spoken-text", "tables"})

UNREADABLE = (
    pikepdf.PdfError,
    pikepdf.PasswordError,
    KeyError,
    IndexError,
    TypeError,
    ValueError,
    AttributeError,
    RecursionError,
)


def judge(
    content: bytes,
    *,
    rules: Rules,
    expected: Sequence[Piece] | None,
    language: str | None = None,
    title: str | None = None,
) -> Verdict:
    """Runs both gates and every condition; never raises for a bad PDF, but says so."""
    try:
        report = page_validation.validate_pdf_bytes(content, profile=PROFILE)
    except page_validation.PageError as reason:
        return _unreadable([], reason)
    faults = list(_validator(report))
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            back = TreeReader(pdf).back
            finished = Finished(pdf, back, rules, language, title, is_ours=expected is not None)
            if expected is not None:
                faults += [Fault("reading", said) for said in differences(expected, back.pieces)]
            faults += [Fault(name, said) for name, condition in CONDITIONS for said in condition(finished)]
            pages = len(pdf.pages)
            said_language, said_title = str(pdf.Root.get("/Lang", "")), conditions.title_of(pdf)
    except UNREADABLE as reason:
        return _unreadable(faults, reason)
    return Verdict(
        faults=tuple(dict.fromkeys(faults)),
        warnings=tuple(_warnings(pages)),
        pages=pages,
        compared=expected is not None,
        pieces=tuple(back.pieces),
        rules_passed=report.rules.passed,
        fonts=len(back.typefaces),
        smallest_text_pt=min((size for size, _ in back.sizes), default=0.0),
        language=said_language,
        title=said_title,
        looked_at=tuple(name for name, _ in CONDITIONS if back.is_tagged or name not in NEED_TAGS),
    )


def _unreadable(faults: Sequence[Fault], reason: Exception) -> Verdict:
    """Somebody else's PDF may be broken in ways no reader survives; that is a verdict, not an accident."""
    said = Fault("file", f"this is not a PDF we can read ({type(reason).__name__})")
    return Verdict((*faults, said))


def _validator(report: page_validation.ValidationReport) -> Iterator[Fault]:
    for failure in report.failures:
        yield Fault("pdf-ua", f"{failure.rule_id}: {failure.message}")
    if not report.is_compliant and not report.failures:
        yield Fault("pdf-ua", "the file is not PDF/UA-1")


def _warnings(pages: int) -> Iterator[str]:
    if pages > LONG:
        yield f"{pages} pages is long for easy read; {LONG} or fewer is better"
