"""Recordings and films as they arrive: known by what is in them, and whole. Captions as WebVTT. No database."""

import io
import re
import wave
from array import array
from dataclasses import dataclass

from portal.shared.i18n import _

LARGEST_SOUND, LARGEST_FILM, LARGEST_CAPTIONS = 20 * 1024 * 1024, 38 * 1024 * 1024, 300_000
_MP3_FRAMES = 3
_BIT_RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
_BIT_RATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
_SAMPLE_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_CUE = re.compile(rf"{_TIME} --> {_TIME}(?:[ \t].*)?$")
_TAG = re.compile(r"<[^>]*>")


class NotSound(Exception):
    """A file that cannot be taken; the message says what would do."""


@dataclass(frozen=True, kw_only=True)
class Captions:
    """`text` is the file as it is kept; `transcript` what is said, one line for each cue."""

    text: str
    transcript: str


def sound_type(content: bytes) -> str:
    """The media type of a recording that is whole: MP3, OGG, WAV or M4A.

    Raises:
        NotSound
    """
    _refuse_size(content, LARGEST_SOUND)
    for is_whole, media_type in (
        (_is_wav, "audio/wav"),
        (_is_ogg, "audio/ogg"),
        (_is_mp4, "audio/mp4"),
        (_is_mp3, "audio/mpeg"),
    ):
        if is_whole(content):
            return media_type
    raise NotSound(_("We cannot play this recording, or it is broken. Choose an MP3, OGG, WAV or M4A file."))


def lighter(content: bytes, *, most: int) -> bytes:
    """A WAV file of 16 bits and one channel with half as many samples a second, again and again until it is no bigger
    than `most`: a long text is heard a little duller rather than not at all. Smaller ones stay as they are."""
    while len(content) > most:
        with wave.open(io.BytesIO(content)) as sound:
            rate, samples = sound.getframerate(), array("h", sound.readframes(sound.getnframes()))
        out = io.BytesIO()
        with wave.open(out, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(rate // 2)
            pairs = zip(samples[::2], samples[1::2], strict=False)
            sound.writeframes(array("h", ((one + other) // 2 for one, other in pairs)).tobytes())
        content = out.getvalue()
    return content


def film_type(content: bytes) -> str:
    """
    Raises:
        NotSound: no MP4 or WebM, or only a piece of one.
    """
    _refuse_size(content, LARGEST_FILM)
    if content.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in content[:64]:
        return "video/webm"
    if _is_mp4(content):
        return "video/mp4"
    raise NotSound(_("We cannot play this film. Choose an MP4 or WebM film."))


def read_captions(content: bytes) -> Captions:
    """WebVTT: times that run forward, and words in every cue.

    Raises:
        NotSound: with the line that is wrong.
    """
    if len(content) > LARGEST_CAPTIONS:
        raise NotSound(_("This file is too big. Choose a smaller one."))
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as reason:
        raise NotSound(_("The captions cannot be read. Choose a WebVTT file.")) from reason
    head, *blocks = re.split(r"\n{2,}", text.strip("\n"))
    if head.split("\n")[0].split(" ")[0].split("\t")[0] != "WEBVTT" or "\x00" in text:
        raise NotSound(_("The captions cannot be read. Choose a WebVTT file."))
    said, last = [], -1
    for block in blocks:
        lines = block.strip("\n").split("\n")
        if lines[0].startswith(("NOTE", "STYLE", "REGION")):
            continue
        last, words = _cue(lines, after=last)
        said.append(words)
    if not said:
        raise NotSound(_("There are no captions in this file."))
    return Captions(text=text, transcript="\n".join(said))


def _cue(lines: list[str], *, after: int) -> tuple[int, str]:
    place = next((number for number, line in enumerate(lines[:2]) if "-->" in line), None)
    found = _CUE.match(lines[place]) if place is not None else None
    if place is None or found is None:
        raise NotSound(_("This line of the captions has no times: %(line)s", line=lines[0][:80]))
    start, end = _milliseconds(found.groups()[:4]), _milliseconds(found.groups()[4:])
    words = " ".join(_TAG.sub("", line).strip() for line in lines[place + 1 :]).strip()
    if start < after or end <= start:
        raise NotSound(_("The times of the captions do not run forward: %(line)s", line=lines[place][:80]))
    if not words:
        raise NotSound(_("There are no words at this time: %(line)s", line=lines[place][:80]))
    return start, words


def _milliseconds(parts: tuple[str | None, ...]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest


def _refuse_size(content: bytes, largest: int) -> None:
    if not content:
        raise NotSound(_("This file is empty. Choose another one."))
    if len(content) > largest:
        raise NotSound(_("This file is too big. Choose a smaller one."))


def _is_wav(content: bytes) -> bool:
    if not (content.startswith(b"RIFF") and content[8:12] == b"WAVE"):
        return False
    try:
        with wave.open(io.BytesIO(content)) as file:
            frames = file.getnframes()
            wanted: int = frames * file.getnchannels() * file.getsampwidth()
            return bool(frames > 0 and len(file.readframes(frames)) == wanted)
    except (wave.Error, EOFError, ValueError):
        return False


def _is_ogg(content: bytes) -> bool:
    """Pages one after the other to the end, the last marked as the last (RFC 3533)."""
    place, is_last = 0, False
    while place < len(content):
        if content[place : place + 5] != b"OggS\x00" or place + 27 > len(content):
            return False
        count = content[place + 26]
        sizes = content[place + 27 : place + 27 + count]
        is_last = bool(content[place + 5] & 4)
        place += 27 + count + sum(sizes)
    return place == len(content) and is_last


def _is_mp4(content: bytes) -> bool:
    """Boxes to the end, with a list of contents and the contents (ISO 14496-12)."""
    seen, place = set(), 0
    while place + 8 <= len(content):
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        if size == 1:
            size = int.from_bytes(content[place + 8 : place + 16], "big")
        size = size or len(content) - place
        if size < 8:
            return False
        seen.add(kind)
        place += size
    return place == len(content) and {b"ftyp", b"moov", b"mdat"} <= seen


def _is_mp3(content: bytes) -> bool:
    """A few frames in a row, each where the one before it says (ISO 11172-3)."""
    place = 0
    if content.startswith(b"ID3") and len(content) > 10:
        size = content[6:10]
        place = 10 + sum((byte & 0x7F) << (7 * (3 - at)) for at, byte in enumerate(size))
    for _frame in range(_MP3_FRAMES):
        length = _frame_length(content[place : place + 4])
        if not length or place + length > len(content):
            return False
        place += length
    return True


def _frame_length(head: bytes) -> int:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0 or (head[1] >> 1) & 3 != 1:
        return 0
    version, rate, sampling = (head[1] >> 3) & 3, head[2] >> 4, (head[2] >> 2) & 3
    if version == 1 or sampling == 3:
        return 0
    bits = (_BIT_RATES if version == 3 else _BIT_RATES_2)[rate] * 1000
    factor = 144 if version == 3 else 72
    return factor * bits // _SAMPLE_RATES[version][sampling] + ((head[2] >> 1) & 1) if bits else 0
