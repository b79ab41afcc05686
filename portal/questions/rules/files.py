"""Photos, drawings and voice messages as they arrive: recognised by what is in them, never by their name."""

import io
import re
import warnings
from typing import TYPE_CHECKING

from portal.questions.enums import AttachmentKind
from portal.questions.errors import NotAnAnswer
from portal.questions.rules.asked import ReadyFile, ReceivedFile
from portal.shared.i18n import _

if TYPE_CHECKING:
    from PIL import Image

LARGEST = 20 * 1024 * 1024  # of any file: a photo as a phone takes it, or some twenty minutes of speech
MOST_PIXELS = 25_000_000
LONGEST_SIDE = 2000  # dots kept: enough to read a page of handwriting
PHOTO_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")
VOICE_TYPES = ("audio/webm", "audio/ogg", "audio/mp4", "audio/mpeg", "audio/aac", "audio/wav", "audio/flac")
_HEIC = re.compile(rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1|avif)", re.DOTALL)
_MP4 = re.compile(rb"....ftyp(?:M4A |M4B |mp4[12]|isom|iso[2-9]|dash|3gp[1-9]|3g2[abc]|qt  |avc1)", re.DOTALL)
# The start of a frame: eleven set bits, then a version, layer, bit rate and sampling rate that exist.
_MP3 = re.compile(rb"\xff[\xf2-\xf7\xfa-\xff][\x10-\xef]", re.DOTALL)
_STARTS: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\x1a\x45\xdf\xa3"), "audio/webm"),
    (re.compile(rb"OggS"), "audio/ogg"),
    (re.compile(rb"RIFF....WAVE", re.DOTALL), "audio/wav"),
    (re.compile(rb"fLaC"), "audio/flac"),
    (re.compile(rb"ID3"), "audio/mpeg"),
    (re.compile(rb"\xff[\xf0\xf1\xf8\xf9]"), "audio/aac"),
    (_MP4, "audio/mp4"),
    (_MP3, "audio/mpeg"),
)


def voice_type(content: bytes) -> str | None:
    """The media type of a recording that browsers play; None for anything else."""
    found = next((kind for pattern, kind in _STARTS if pattern.match(content)), None)
    if found == "audio/webm" and b"webm" not in content[:64]:
        return None  # the same container holds films of other kinds
    return found


def read_voice(file: ReceivedFile) -> ReadyFile:
    """A voice message, kept as it is.

    Raises:
        NotAnAnswer
    """
    _check_size(file)
    kind = voice_type(file.content)
    if kind is None:
        raise NotAnAnswer(
            _("We cannot play this file. Record the message again on this page, or choose another recording.")
        )
    return ReadyFile(AttachmentKind.VOICE, kind, file.content)


def read_photo(file: ReceivedFile) -> ReadyFile:
    """A photo or drawing, drawn anew: turned the right way up, at most 2,000 dots long, without place, time or name.

    Raises:
        NotAnAnswer
    """
    _check_size(file)
    if _HEIC.match(file.content):
        raise NotAnAnswer(
            _("We cannot open this kind of photo (HEIC). Take a screenshot of it and choose that, or take a new photo.")
        )
    return _redrawn(file.content)


def _check_size(file: ReceivedFile) -> None:
    if not file.content:
        raise NotAnAnswer(_("This file is empty. Choose another one."))
    if len(file.content) > LARGEST:
        raise NotAnAnswer(_("This file is too big. Choose a smaller one."))


def _redrawn(content: bytes) -> ReadyFile:
    from PIL import Image, ImageFile, ImageOps  # only for those who send a picture: nobody else waits for it

    # Where the typesetter is in the same process it has told Pillow to fill up half a picture with grey.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own warning of huge pictures; our limit is lower and always on
        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP", "GIF")) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _too_large()
                is_photo = opened.format in ("JPEG", "MPO", "WEBP")
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture = ImageOps.exif_transpose(opened)
                picture.load()
                picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
                return _encoded(picture, is_photo=is_photo)
        except Image.DecompressionBombError as reason:
            raise _too_large() from reason
        except (OSError, ValueError, SyntaxError, EOFError) as reason:
            raise NotAnAnswer(_("We cannot open this as a picture. Choose a JPEG or PNG picture.")) from reason


def _too_large() -> NotAnAnswer:
    return NotAnAnswer(_("This picture is too large. Choose a smaller one, or take a screenshot of it."))


def _encoded(picture: "Image.Image", *, is_photo: bool) -> ReadyFile:
    from PIL import Image

    if "A" in picture.getbands() or "transparency" in picture.info:
        flat, layered = Image.new("RGB", picture.size, "white"), picture.convert("RGBA")
        flat.paste(layered, mask=layered.getchannel("A"))
        picture = flat
    fresh = picture.convert("L" if picture.mode in ("1", "L") else "RGB")
    fresh.info = {}
    out = io.BytesIO()
    if is_photo:
        fresh.save(out, "JPEG", quality=85)
    else:
        fresh.save(out, "PNG", optimize=True)
    return ReadyFile(AttachmentKind.PHOTO, "image/jpeg" if is_photo else "image/png", out.getvalue())
