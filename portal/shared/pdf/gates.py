"""The two gates every PDF passes before anybody sees it, and our own conditions beside them.

A validator alone misses faults: swapped alternative texts, a dropped block, Urdu read as nonsense: all valid PDF/UA.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import page as page_validation
import pikepdf

from portal.shared.pdf import conditions, soundness
from portal.shared.pdf.comparing import differences
from portal.shared.pdf.conditions import Finished
from portal.shared.pdf.document import Proof, Rules
from portal.shared.pdf.reading import Piece
from portal.shared.pdf.tag_tree import HEADINGS, TreeReader

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


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the name of the gate or condition that caught it, and what, in words."""

    gate: str
    words: str

    def __str__(self) -> str:
        return f"{self.gate}: {self.words}"


@dataclass(frozen=True)
class Verdict:
    faults: tuple[Fault, ...]
    warnings: tuple[str, ...]
    pages: int
    compared: bool
    pieces: tuple[Piece, ...]
    rules_passed: int
    fonts: int
    smallest_text_pt: float

    @property
    def passed(self) -> bool:
        return not self.faults

    def names(self) -> set[str]:
        return {fault.gate for fault in self.faults}

    def proof(self) -> Proof:
        return Proof(
            profile="PDF/UA-1",
            rules_passed=self.rules_passed,
            pieces_compared=len(self.pieces) if self.compared else 0,
            headings=sum(piece.role in HEADINGS for piece in self.pieces),
            figures=sum(piece.role == "Figure" for piece in self.pieces),
            fonts=self.fonts,
            smallest_text_pt=round(self.smallest_text_pt, 2),
            conditions=tuple(name for name, _ in CONDITIONS),
        )


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
    )


def _unreadable(faults: Sequence[Fault], reason: Exception) -> Verdict:
    """Somebody else's PDF may be broken in ways no reader survives; that is a verdict, not an accident."""
    said = Fault("file", f"this is not a PDF we can read ({type(reason).__name__})")
    return Verdict((*faults, said), (), 0, False, (), 0, 0, 0.0)


def _validator(report: page_validation.ValidationReport) -> Iterator[Fault]:
    for failure in report.failures:
        yield Fault("pdf-ua", f"{failure.rule_id}: {failure.message}")
    if not report.is_compliant and not report.failures:
        yield Fault("pdf-ua", "the file is not PDF/UA-1")


def _warnings(pages: int) -> Iterator[str]:
    if pages > LONG:
        yield f"{pages} pages is long for easy read; {LONG} or fewer is better"
