"""Whether a PDF from somewhere else runs something, opens something or carries other files."""

import io
import re
from typing import Any

import pikepdf

ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"}
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


class NotWhole(ValueError):
    """The file cannot be opened as a PDF."""


def does_something(content: bytes) -> bool:
    """Whether an object, packed or not, is active; names may be written with signs for their letters (`/J#53`).

    Raises:
        NotWhole
    """
    if _ACTIVE.search(content):
        return True
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return any(_is_active(one) for one in pdf.objects)
    except (pikepdf.PdfError, ValueError, RecursionError) as reason:
        raise NotWhole from reason


def _is_active(start: pikepdf.Object) -> bool:
    """Looks into what stands in an object itself; what it points at is looked at in its own turn."""
    waiting: list[tuple[Any, bool]] = [(start, True)]
    while waiting:
        one, is_start = waiting.pop()
        if not isinstance(one, pikepdf.Object) or (one.is_indirect and not is_start):
            continue
        if isinstance(one, pikepdf.Name) and str(one) in ACTIVE:
            return True
        if isinstance(one, pikepdf.Array):
            waiting += [(kid, False) for kid in one]
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            if ACTIVE & set(one.keys()):
                return True
            waiting += [(one[key], False) for key in one.keys()]  # noqa: SIM118
    return False
