"""Files as phones send them, made here: a photo with a place in it, a drawing, recordings, and what is neither."""

import io
import struct
import wave
import zlib

from PIL import Image


def photo(*, size: tuple[int, int] = (640, 480), turned: bool = False, form: str = "JPEG") -> bytes:
    """A picture whose left half is red. It carries a place, a camera's name and, when turned, an orientation."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    exif = Image.Exif()
    exif[0x010F] = "Camera of Mair"
    exif[0x0112] = 6 if turned else 1
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 28.0, 40.0)
    out = io.BytesIO()
    picture.save(out, form, exif=exif)
    return out.getvalue()


def drawing() -> bytes:
    """A drawing with nothing behind it, and words in its metadata."""
    out = io.BytesIO()
    Image.new("RGBA", (300, 200), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def recording() -> bytes:
    """A tenth of a second of silence, as WAV."""
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(b"\0\0" * 800)
    return out.getvalue()


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"
WEBM = b"\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\0" * 40
MATROSKA = WEBM.replace(b"webm", b"matr")
OGG = b"OggS\0\x02" + b"\0" * 40
M4A = b"\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom"
MP3 = b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\x00" * 4
BARE_MP3 = b"\xff\xfb\x90\x00" * 8
AAC = b"\xff\xf1\x50\x80" * 8
FLAC = b"fLaC" + b"\0" * 20
AMR = b"#!AMR\n" + b"\0" * 20
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def enormous(side: int) -> bytes:
    """A PNG that says it is so many dots wide and high; almost nothing of it is there."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"")),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
