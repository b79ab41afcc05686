"""What the gates said of a PDF. Light, so that whoever only asks need not load what checks."""

from dataclasses import asdict, dataclass
from typing import Any

from portal.shared.pdf.document import Piece, Proof

PROFILE = "PDF/UA-1"
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


@dataclass(frozen=True)
class Fault:
    """One thing wrong: the name of the gate or condition that caught it, and what, in words."""

    gate: str
    words: str

    def __str__(self) -> str:
        return f"{self.gate}: {self.words}"


@dataclass(frozen=True)
class Verdict:
    """`language` and `title` are what the file says of itself; `looked_at` names our conditions."""

    faults: tuple[Fault, ...]
    warnings: tuple[str, ...] = ()
    pages: int = 0
    compared: bool = False
    pieces: tuple[Piece, ...] = ()
    rules_passed: int = 0
    fonts: int = 0
    smallest_text_pt: float = 0.0
    language: str = ""
    title: str = ""
    looked_at: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        return not self.faults

    def names(self) -> set[str]:
        return {fault.gate for fault in self.faults}

    def count(self, *roles: str) -> int:
        return sum(piece.role in roles for piece in self.pieces)

    def proof(self) -> Proof:
        return Proof(
            profile=PROFILE,
            rules_passed=self.rules_passed,
            pieces_compared=len(self.pieces) if self.compared else 0,
            headings=self.count(*HEADINGS),
            figures=self.count("Figure"),
            fonts=self.fonts,
            smallest_text_pt=round(self.smallest_text_pt, 2),
            conditions=self.looked_at,
        )

    def as_message(self) -> dict[str, Any]:
        return asdict(self) | {"pieces": [list(piece) for piece in self.pieces]}


def verdict_of(message: dict[str, Any]) -> Verdict:
    lists = {name: tuple(message[name]) for name in ("warnings", "looked_at")}
    faults = tuple(Fault(**fault) for fault in message["faults"])
    return Verdict(**{**message, **lists, "faults": faults, "pieces": tuple(Piece(*one) for one in message["pieces"])})
