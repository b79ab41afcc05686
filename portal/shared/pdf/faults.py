"""What can go wrong with a PDF, in words a writer or an organiser can act on."""

from collections.abc import Sequence
from enum import StrEnum


class FaultKind(StrEnum):
    WORDS = "words"  # the HTML breaks one of our conventions
    PICTURE = "picture"  # a picture is missing, broken, too big or not allowed
    WARNING = "warning"  # the typesetter warned; we treat every warning as an error
    GATE = "gate"  # the finished PDF did not pass a gate
    LIMIT = "limit"  # time, memory or size ran out
    CRASH = "crash"  # the worker process died


class PdfFault(Exception):
    """No PDF was made. `reasons` says why, one plain sentence each."""

    def __init__(self, kind: FaultKind, reasons: Sequence[str]) -> None:
        super().__init__(f"{kind.value}: {'; '.join(reasons)}")
        self.kind = kind
        self.reasons = tuple(reasons)
