"""Fonts inside a PDF: are they embedded, which letter does a code stand for, and which codes stand for nothing."""

import io
import re
from typing import Any

from fontTools.ttLib import TTFont, TTLibError

PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
RANGE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")


class Typeface:
    def __init__(self, font: Any) -> None:
        self.name = str(font.get("/BaseFont", "/unnamed")).lstrip("/").split("+")[-1]
        self.is_composite = font.get("/Subtype") == "/Type0"
        inner = font["/DescendantFonts"][0] if self.is_composite else font
        descriptor = inner.get("/FontDescriptor")
        program = _program(descriptor) if descriptor is not None else None
        self.is_embedded = program is not None or font.get("/Subtype") == "/Type3"
        self._glyphs = _glyph_count(program) if program is not None else 0
        self.letters = _letters(font["/ToUnicode"].read_bytes()) if "/ToUnicode" in font else {}
        self._known: dict[bytes, tuple[str, bool]] = {}
        self.has_empty_letters = any(not text for text in self.letters.values())

    def read(self, codes: bytes) -> tuple[str, bool]:
        """Returns the letters a string of codes stands for, and whether any of them is drawn as an empty box."""
        if codes not in self._known:
            self._known[codes] = self._read(codes)
        return self._known[codes]

    def _read(self, codes: bytes) -> tuple[str, bool]:
        if not self.is_composite:
            return "".join(self.letters.get(code, chr(code)) for code in codes), False
        pairs = [codes[at] << 8 | codes[at + 1] for at in range(0, len(codes) - 1, 2)]
        notdef = any(code == 0 or (self._glyphs and code >= self._glyphs) for code in pairs)
        return "".join(self.letters.get(code, "\ufffd") for code in pairs), bool(notdef)


def _program(descriptor: Any) -> bytes | None:
    for key in ("/FontFile2", "/FontFile3", "/FontFile"):
        if key in descriptor:
            content: bytes = descriptor[key].read_bytes()
            return content or None
    return None


def _glyph_count(program: bytes) -> int:
    try:
        return int(TTFont(io.BytesIO(program), lazy=True)["maxp"].numGlyphs)
    except (TTLibError, KeyError):
        return 0


def _letters(cmap: bytes) -> dict[int, str]:
    letters = {}
    for section in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, text in PAIR.findall(section):
            letters[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
    for section in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, text in RANGE.findall(section):
            start = int(text, 16)
            for step in range(min(int(last, 16) - int(first, 16) + 1, 65536)):
                letters[int(first, 16) + step] = chr(start + step)
    return letters
