"""Pictures as they may enter a page: re-encoded, stripped, capped, and never able to fetch anything."""

import base64
import hashlib
import io
import re
import warnings
from xml.etree import ElementTree as ET

from PIL import Image, ImageFile, ImageOps

from portal.shared.pdf.faults import FaultKind, PdfFault

MOST_PIXELS = 20_000_000
MOST_SIDE = 1400  # 120 mm at 300 dots per inch
MOST_SVG_BYTES = 1_000_000
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
SVG = "{http://www.w3.org/2000/svg}"
FORBIDDEN_IN_SVG = frozenset(SVG + name for name in ("script", "foreignObject", "image", "style", "animate", "set"))
OUTSIDE = re.compile(r"""url\(\s*(?!["']?\#)""", re.IGNORECASE)
HEX_COLOUR = re.compile(r"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")


class PictureStore:
    """Turns the caller's bytes into data: addresses and remembers the last ones, as documents share their drawings."""

    def __init__(self, most: int = 400) -> None:
        self._most = most
        self._known: dict[tuple[str, bool], str] = {}

    def address(self, name: str, content: bytes, *, monochrome: bool) -> str:
        """Returns the picture as a safe data: address.

        Raises:
            PdfFault: the picture is not one, is too big, or tries to load something.
        """
        key = (hashlib.sha256(content).hexdigest(), monochrome)
        if key not in self._known:
            if len(self._known) >= self._most:
                self._known.clear()
            clean = _clean_drawing if _looks_like_svg(content) else _clean_photo
            self._known[key] = clean(name, content, monochrome)
        return self._known[key]


def _fault(name: str, why: str) -> PdfFault:
    return PdfFault(FaultKind.PICTURE, [f"the picture {name} {why}"])


def _looks_like_svg(content: bytes) -> bool:
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _clean_photo(name: str, content: bytes, monochrome: bool) -> str:
    # The typesetter tells Pillow to fill up half a picture with grey; half a picture is refused here.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own bomb warning; our cap below is lower and always on
        try:
            with Image.open(io.BytesIO(content), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise _fault(name, f"has more than {MOST_PIXELS // 1_000_000} million dots")
                is_photo = opened.format == "JPEG"
                opened.draft("RGB", (MOST_SIDE * 2, MOST_SIDE * 2))
                picture = ImageOps.exif_transpose(opened)
                picture.load()
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as reason:
            raise _fault(name, "cannot be read as a picture") from reason
    picture.thumbnail((MOST_SIDE, MOST_SIDE))
    if _is_of_one_colour(picture):
        raise _fault(name, "is of one colour and shows nothing")
    return _encoded(picture, is_photo=is_photo, monochrome=monochrome)


def _is_of_one_colour(picture: Image.Image) -> bool:
    return all(low == high for low, high in picture.convert("RGBA").getextrema())  # type: ignore[misc]


def _encoded(picture: Image.Image, *, is_photo: bool, monochrome: bool) -> str:
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    if has_alpha:
        flat = Image.new("RGB", picture.size, "white")
        rgba = picture.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
        picture = flat
    picture = picture.convert("L" if monochrome or picture.mode in ("1", "L") else "RGB")
    out = io.BytesIO()
    if is_photo:
        picture.save(out, "JPEG", quality=85)
    else:
        picture.save(out, "PNG", optimize=True)
    return _data("image/jpeg" if is_photo else "image/png", out.getvalue())


def _clean_drawing(name: str, content: bytes, monochrome: bool) -> str:
    if len(content) > MOST_SVG_BYTES:
        raise _fault(name, "is a drawing of more than 1 MB")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise _fault(name, "is a drawing with a document type, which could load or multiply things")
    try:
        root = ET.fromstring(content)  # noqa: S314 (no document type, so no entities)
    except ET.ParseError as reason:
        raise _fault(name, "cannot be read as a drawing") from reason
    if root.tag != SVG + "svg":
        raise _fault(name, "is not a drawing")
    for element in root.iter():
        _refuse_reaching_out(name, element)
    text = ET.tostring(root, encoding="unicode")
    if monochrome:
        text = HEX_COLOUR.sub(_grey, text)
    return _data("image/svg+xml", text.encode())


def _refuse_reaching_out(name: str, element: ET.Element) -> None:
    if element.tag in FORBIDDEN_IN_SVG:
        raise _fault(name, f"holds a {element.tag.removeprefix(SVG)}, which a drawing may not")
    for key, value in element.attrib.items():
        inside = value.strip()
        if key.rsplit("}")[-1] == "href" and not inside.startswith("#"):
            raise _fault(name, "points to something outside itself")
        if OUTSIDE.search(inside):
            raise _fault(name, "points to something outside itself")


def _grey(match: re.Match[str]) -> str:
    digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
    red, green, blue = (int(digits[i : i + 2], 16) for i in (0, 2, 4))
    return "#" + 3 * f"{round(0.299 * red + 0.587 * green + 0.114 * blue):02x}"


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
