"""Pictures, recordings and films in sign language that belong to questions: meant for everyone who is asked."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from portal.questions.enums import MediaKind
from portal.questions.errors import NotAnAnswer, NotMedia
from portal.questions.rules import ReceivedFile, read_photo, read_voice
from portal.shared.i18n import _
from portal.shared.storage import storage

LARGEST_FILM = 40 * 1024 * 1024
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "audio/webm": ".weba",
    "audio/ogg": ".oga",
    "audio/mp4": ".m4a",
    "audio/mpeg": ".mp3",
    "audio/aac": ".aac",
    "audio/wav": ".wav",
    "audio/flac": ".flac",
    "video/mp4": ".mp4",
    "video/webm": ".webm",
    "text/vtt": ".vtt",
}
_TYPES = {suffix: media_type for media_type, suffix in _SUFFIXES.items()}


def keep_media(
    *,
    kind: MediaKind,
    content: bytes,
    language: str = "",
    alt: Mapping[str, str] | None = None,
    transcript: Mapping[str, str] | None = None,
    captions: bytes | None = None,
) -> dict[str, Any]:
    """Stores a file for a question. Returns the item for `Question.media`; its `key` may be an option's picture too.

    `language` is the one spoken in a recording, or empty when it is for everyone. `captions` are WebVTT.

    Raises:
        NotMedia: it is not what it should be; the message says what would do.
    """
    media_type, clean = _checked(kind, content)
    item: dict[str, Any] = {
        "kind": kind.value,
        "key": storage().put(clean, suffix=_SUFFIXES[media_type]),
        "language": language,
        "alt": dict(alt or {}),
        "transcript": dict(transcript or {}),
    }
    if captions is not None:
        item["captions"] = storage().put(_checked_captions(captions), suffix=".vtt")
    return item


def _checked(kind: MediaKind, content: bytes) -> tuple[str, bytes]:
    if kind is MediaKind.BSL_VIDEO:
        return _film_type(content), content
    try:
        ready = (read_photo if kind is MediaKind.PICTURE else read_voice)(ReceivedFile("", content))
    except NotAnAnswer as refusal:
        raise NotMedia(str(refusal)) from refusal
    return ready.media_type, ready.content


def _film_type(content: bytes) -> str:
    if len(content) > LARGEST_FILM:
        raise NotMedia(_("This file is too big. Choose a smaller one."))
    if content[4:8] == b"ftyp":
        return "video/mp4"
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return "video/webm"
    raise NotMedia(_("We cannot play this film. Choose an MP4 or WebM film."))


def _checked_captions(captions: bytes) -> bytes:
    try:
        text = captions.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as reason:
        raise NotMedia(_("The captions cannot be read. Choose a WebVTT file.")) from reason
    if text.split("\n", 1)[0].split(" ")[0] != "WEBVTT":
        raise NotMedia(_("The captions cannot be read. Choose a WebVTT file."))
    return text.encode()


def media_type_of(key: str) -> str:
    """The media type of a stored file, from its key."""
    return _TYPES.get(PurePath(key).suffix, "application/octet-stream")
