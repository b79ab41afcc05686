"""What shows that a promise is kept, as it arrives: recognised by what is in it, never by its name. No database."""

import io
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pikepdf

from portal.promises.enums import EvidenceKind
from portal.promises.errors import NotEvidence
from portal.questions.errors import NotAnAnswer
from portal.questions.rules import ReceivedFile, read_photo
from portal.shared.i18n import _

LARGEST = 10 * 1024 * 1024
LONGEST_ADDRESS = 500
# A PDF that runs something, opens something or carries other files is no evidence.
ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA"}
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


@dataclass(frozen=True, kw_only=True)
class SoundFile:
    """A picture drawn anew, or a PDF as it came."""

    kind: EvidenceKind
    media_type: str
    content: bytes


def read_file(content: bytes) -> SoundFile:
    """
    Raises:
        NotEvidence: neither a picture nor a PDF we can keep; the message says what would do.
    """
    if not content:
        raise NotEvidence(_("This file is empty. Choose another one."))
    if len(content) > LARGEST:
        raise NotEvidence(_("This file is too big. Choose a smaller one."))
    if content.startswith(b"%PDF-"):
        return _sound_pdf(content)
    try:
        ready = read_photo(ReceivedFile("", content))
    except NotAnAnswer as refusal:
        raise NotEvidence(str(refusal)) from refusal
    return SoundFile(kind=EvidenceKind.PICTURE, media_type=ready.media_type, content=ready.content)


def sound_address(typed: str) -> str:
    """The address of a page anyone can open.

    Raises:
        NotEvidence: not a whole web address, or one with a password in it.
    """
    address = typed.strip()
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as reason:
        raise _no_address() from reason
    is_plain = parts.username is None and parts.password is None and port in (None, 80, 443)
    has_host = bool(parts.hostname and "." in parts.hostname)
    sound = parts.scheme in ("http", "https") and has_host and is_plain and address.isprintable()
    if not sound or " " in address or len(address) > LONGEST_ADDRESS:
        raise _no_address()
    return address


def _sound_pdf(content: bytes) -> SoundFile:
    if b"%%EOF" not in content[-2048:]:
        raise NotEvidence(_("This PDF file is not whole. Save it again and choose it once more."))
    if b"/Encrypt" in content:
        raise NotEvidence(_("This PDF file has a password. Save it without one."))
    if _ACTIVE.search(content) or _does_something(content):
        raise NotEvidence(_("This PDF file can run or hold other files. Print it to a new PDF and choose that."))
    return SoundFile(kind=EvidenceKind.PDF, media_type="application/pdf", content=content)


def _does_something(content: bytes) -> bool:
    """Whether an object, packed or not, is active; names may be written with signs for their letters (`/J#53`)."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            return any(_is_active(one) for one in pdf.objects)
    except (pikepdf.PdfError, ValueError, RecursionError) as reason:
        raise NotEvidence(_("This PDF file is not whole. Save it again and choose it once more.")) from reason


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


def _no_address() -> NotEvidence:
    return NotEvidence(_("Enter a whole web address, like https://www.example.org/news"))
