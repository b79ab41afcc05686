"""Reads the drawing instructions of a page back: which words and which ink each marked stretch really holds."""

import re
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from portal.shared.pdf.typefaces import Typeface

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
PAINTS = frozenset({"f", "F", "f*", "S", "s", "B", "B*", "b", "b*"})
UNSEEN = (3, 7)  # ways of drawing letters that leave no ink
INK = re.compile(rb"(?:^|\s)(?:[fFSsBb]\*?|sh|Do|Tj|TJ|'|\")(?:\s|$)")


@dataclass
class Mark:
    """One marked stretch: its words, what it says instead (ActualText), its ink in points, and its smallest letters."""

    text: str = ""
    actual: str | None = None
    ink: list[float] | None = None
    smallest: float | None = None
    line: float | None = None
    fonts: set[str] = field(default_factory=set)
    has_notdef: bool = False
    is_hidden: bool = False
    begins: list[Point] = field(default_factory=list)  # where its runs of letters begin

    def stain(self, point: Point) -> None:
        x, y = point
        if self.ink is None:
            self.ink = [x, y, x, y]
        else:
            left, low, right, high = self.ink
            self.ink = [min(left, x), min(low, y), max(right, x), max(high, y)]


def times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def move(point: Point, matrix: Matrix) -> Point:
    x, y = point
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e, b * x + d * y + f)


def numbers(operands: Any) -> tuple[float, ...]:
    return tuple(float(operand) for operand in operands)


class PageReader:
    """Walks one page's instructions. Afterwards `marks` holds every marked stretch by its number."""

    def __init__(self, page: pikepdf.Page, typefaces: dict[Any, Typeface]) -> None:
        self.marks: dict[int, Mark] = {}
        self.loose = Mark()
        self.artifact = Mark()
        self._resources = page.obj.get("/Resources", pikepdf.Dictionary())
        self._typefaces = typefaces
        self._matrix: Matrix = UPRIGHT
        self._way = 0
        self._saved: list[tuple[Matrix, int]] = []
        self._open: list[Mark] = []
        self._path: list[Point] = []
        self._text_matrix: Matrix = UPRIGHT
        self._face: Typeface | None = None
        self._size = 0.0
        for instruction in pikepdf.parse_content_stream(page):
            act = self._ACTS.get(str(instruction.operator))
            if act is not None:
                act(self, instruction.operands, str(instruction.operator))

    @property
    def _mark(self) -> Mark:
        return self._open[-1] if self._open else self.loose

    def _begin(self, operands: Any, operator: str) -> None:
        properties = operands[1] if operator == "BDC" else {}
        if isinstance(properties, pikepdf.Name):
            named: Any = self._resources.get("/Properties", {})
            properties = named.get(properties, {})
        if operands[0] == "/Artifact":
            self._open.append(self.artifact)
        elif "/MCID" in properties:
            mark = self.marks[int(properties["/MCID"])] = Mark()
            if "/ActualText" in properties:
                mark.actual = str(properties["/ActualText"])
            self._open.append(mark)
        else:
            self._open.append(self._mark)

    def _end(self, *_: Any) -> None:
        if self._open:
            self._open.pop()

    def _save(self, *_: Any) -> None:
        self._saved.append((self._matrix, self._way))

    def _restore(self, *_: Any) -> None:
        self._matrix, self._way = self._saved.pop() if self._saved else (UPRIGHT, 0)

    def _transform(self, operands: Any, _: str) -> None:
        self._matrix = times(numbers(operands), self._matrix)  # type: ignore[arg-type]

    def _point(self, operands: Any, _: str) -> None:
        places = numbers(operands)
        self._path += list(zip(places[::2], places[1::2], strict=True))

    def _rectangle(self, operands: Any, _: str) -> None:
        x, y, width, height = numbers(operands)
        self._path += [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]

    def _paint(self, _: Any, operator: str) -> None:
        if operator in PAINTS:
            for point in self._path:
                self._mark.stain(move(point, self._matrix))
        self._path = []

    def _picture(self, operands: Any, _: str) -> None:
        thing = self._resources.get("/XObject", {}).get(operands[0])
        if thing is not None and is_blank(thing):
            return
        left, low, right, high = 0.0, 0.0, 1.0, 1.0
        matrix = self._matrix
        if thing is not None and thing.get("/Subtype") == "/Form":
            left, low, right, high = numbers(thing["/BBox"])
            matrix = times(numbers(thing.get("/Matrix", UPRIGHT)), matrix)  # type: ignore[arg-type]
        for corner in ((left, low), (right, low), (left, high), (right, high)):
            self._mark.stain(move(corner, matrix))

    def _font(self, operands: Any, _: str) -> None:
        font = self._resources.get("/Font", {}).get(operands[0])
        self._size = float(operands[1])
        self._face = None
        if font is not None:
            key = font.objgen
            if key not in self._typefaces:
                self._typefaces[key] = Typeface(font)
            self._face = self._typefaces[key]

    def _way_of_drawing(self, operands: Any, _: str) -> None:
        self._way = int(operands[0])

    def _start_text(self, *_: Any) -> None:
        self._text_matrix = UPRIGHT

    def _place_text(self, operands: Any, operator: str) -> None:
        if operator == "Tm":
            self._text_matrix = numbers(operands)  # type: ignore[assignment]
        else:
            x, y = numbers(operands)
            self._text_matrix = times((1, 0, 0, 1, x, y), self._text_matrix)

    def _show(self, operands: Any, operator: str) -> None:
        mark, face = self._mark, self._face
        if face is None:
            return
        parts = operands[0] if operator == "TJ" else operands[-1:]
        for part in parts:
            if isinstance(part, pikepdf.String | str | bytes):
                letters, notdef = face.read(bytes(part))  # type: ignore[arg-type]
                mark.text += letters
                mark.has_notdef |= notdef
        whole = times(self._text_matrix, self._matrix)
        size = abs(self._size) * (whole[2] ** 2 + whole[3] ** 2) ** 0.5
        mark.smallest = size if mark.smallest is None else min(size, mark.smallest)
        mark.line = round(whole[5], 1)
        mark.fonts.add(face.name)
        mark.is_hidden |= self._way in UNSEEN
        mark.begins.append(move((0, 0), whole))
        mark.stain(mark.begins[-1])

    _ACTS = {
        "BDC": _begin,
        "BMC": _begin,
        "EMC": _end,
        "q": _save,
        "Q": _restore,
        "cm": _transform,
        "m": _point,
        "l": _point,
        "c": _point,
        "v": _point,
        "y": _point,
        "re": _rectangle,
        **dict.fromkeys((*PAINTS, "n"), _paint),
        "Do": _picture,
        "Tf": _font,
        "Tr": _way_of_drawing,
        "BT": _start_text,
        "Tm": _place_text,
        "Td": _place_text,
        "TD": _place_text,
        "Tj": _show,
        "TJ": _show,
    }


def is_blank(thing: Any) -> bool:
    """Whether a picture leaves no ink: a form that paints nothing, or dots that are all of one colour. A photo packed
    as JPEG is not unpacked for this; it was looked at when it was taken in."""
    if thing.get("/Subtype") == "/Form":
        content = thing.read_bytes()
        return not INK.search(content)
    if thing.get("/Filter", "/FlateDecode") != "/FlateDecode" or int(thing.get("/BitsPerComponent", 8)) != 8:
        return False
    dots = int(thing.get("/Width", 0)) * int(thing.get("/Height", 0))
    if len(thing.read_raw_bytes()) > dots // 100:
        return False  # one colour packs far smaller: no need to unpack it
    content = thing.read_bytes()
    dot = content[: {"/DeviceGray": 1, "/DeviceCMYK": 4}.get(str(thing.get("/ColorSpace")), 3)]
    return bool(content == dot * (len(content) // max(len(dot), 1)))
