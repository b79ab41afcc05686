"""Packs and photos made by hand: good ones, and ones that want to harm."""

import csv
import io
import zipfile
from collections.abc import Mapping

from PIL import Image, ImageDraw

from portal.summaries.pictures.packs import COLUMNS

ROW = {
    "id": "bus_stop",
    "file": "bus.png",
    "licence": "Used with permission",
    "credit": "Test pictures",
    "words_en": "bus stop|shelter for the bus",
    "alt_en": "A sign beside a road",
    "words_en-easy": "=",
    "alt_en-easy": "=",
    "words_cy": "arhosfan fysiau",
    "alt_cy": "Arwydd wrth ymyl ffordd",
    "words_ur": "بس اسٹاپ",
    "alt_ur": "سڑک کے کنارے ایک نشان",
}


def picture(kind: str = "PNG", *, size: tuple[int, int] = (40, 30), **how: object) -> bytes:
    out = io.BytesIO()
    drawn = Image.new("RGB", size, "white")
    ImageDraw.Draw(drawn).ellipse((size[0] // 8, size[1] // 8, size[0] // 2, size[1] // 2), fill="teal")
    drawn.save(out, kind, **how)
    return out.getvalue()


def table(*rows: Mapping[str, str], columns: tuple[str, ...] = COLUMNS) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def pack(*rows: Mapping[str, str], **files: bytes) -> bytes:
    """A good pack with one picture, or one with these rows."""
    return zipped({"pictures.csv": table(*(rows or (ROW,))), "bus.png": picture(), **files})
