"""What shows that a promise is kept, as it arrives: recognised by what is in it, never by its name. No database."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from portal.promises.enums import EvidenceKind
from portal.promises.errors import NotEvidence
from portal.questions.errors import NotAnAnswer
from portal.questions.rules import ReceivedFile, read_photo
from portal.shared.i18n import _

LARGEST = 10 * 1024 * 1024
LONGEST_ADDRESS = 500


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
    from portal.shared.pdf.active import NotWhole, does_something  # only for those who send a PDF

    if b"%%EOF" not in content[-2048:]:
        raise NotEvidence(_("This PDF file is not whole. Save it again and choose it once more."))
    if b"/Encrypt" in content:
        raise NotEvidence(_("This PDF file has a password. Save it without one."))
    try:
        is_active = does_something(content)
    except NotWhole as reason:
        raise NotEvidence(_("This PDF file is not whole. Save it again and choose it once more.")) from reason
    if is_active:
        raise NotEvidence(_("This PDF file can run or hold other files. Print it to a new PDF and choose that."))
    return SoundFile(kind=EvidenceKind.PDF, media_type="application/pdf", content=content)


def _no_address() -> NotEvidence:
    return NotEvidence(_("Enter a whole web address, like https://www.example.org/news"))
