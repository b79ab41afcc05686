"""Texts for translators outside: XLIFF 2.0 and PO, out and in. Plain values only; what they mean is the caller's.

Whatever comes in is checked before it is read: no document type, no entities, no size beyond reason.
"""

import io
from dataclasses import dataclass
from xml.etree import ElementTree

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
XML = "http://www.w3.org/XML/1998/namespace"
LARGEST = 2 * 1024 * 1024
STATES = ("initial", "translated", "reviewed", "final")


class NotReadable(Exception):
    """This is no file of ours; the message is a code: `size`, `words`, `shape`, `kind`."""


@dataclass(frozen=True, kw_only=True)
class TextUnit:
    """One text. `state` is one of XLIFF's four; `note` is for the translator."""

    id: str
    source: str
    target: str = ""
    state: str = "initial"
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TextFile:
    file_id: str
    source_lang: str
    target_lang: str
    units: tuple[TextUnit, ...]


def as_xliff(file: TextFile) -> bytes:
    """An XLIFF 2.0 document with one file and one segment for each unit."""
    ElementTree.register_namespace("", XLIFF)
    root = ElementTree.Element(
        _x("xliff"), {"version": "2.0", "srcLang": file.source_lang, "trgLang": file.target_lang}
    )
    inside = ElementTree.SubElement(root, _x("file"), {"id": file.file_id})
    for one in file.units:
        unit = ElementTree.SubElement(inside, _x("unit"), {"id": f"u-{one.id}"})
        if one.note:
            notes = ElementTree.SubElement(unit, _x("notes"))
            ElementTree.SubElement(notes, _x("note")).text = one.note
        segment = ElementTree.SubElement(unit, _x("segment"), {"state": one.state})
        for name, text in (("source", one.source), ("target", one.target)):
            if name == "source" or text:
                element = ElementTree.SubElement(segment, _x(name), {f"{{{XML}}}space": "preserve"})
                element.text = text
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def read_xliff(content: bytes) -> TextFile:
    """
    Raises:
        NotReadable
    """
    _refuse_size(content)
    # In UTF-16 the same declarations have a zero after every letter: such a file is not read at all.
    if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise NotReadable("shape")
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 (no document type, so no entities)
    except (ElementTree.ParseError, ValueError, LookupError) as reason:
        raise NotReadable("words") from reason
    file = root.find(_x("file"))
    if root.tag != _x("xliff") or not root.get("version", "").startswith("2.") or file is None:
        raise NotReadable("kind")
    units = tuple(_unit(one) for one in file.iter(_x("unit")))
    return TextFile(
        file_id=file.get("id", ""),
        source_lang=root.get("srcLang", ""),
        target_lang=root.get("trgLang", ""),
        units=units,
    )


def as_po(file: TextFile) -> bytes:
    """A PO catalogue; the id of each text is its context, since the same words may stand twice."""
    catalogue = Catalog(locale=None, project=file.file_id, fuzzy=False, charset="utf-8")
    for one in file.units:
        catalogue.add(
            one.source,
            one.target or None,
            context=one.id,
            flags=["fuzzy"] if one.target and one.state == "initial" else [],
            auto_comments=[one.note] if one.note else [],
        )
    out = io.BytesIO()
    write_po(out, catalogue, width=0, omit_header=True)
    head = f'msgid ""\nmsgstr ""\n"Language: {file.target_lang}\\n"\n"X-Source-Language: {file.source_lang}\\n"\n'
    head += f'"X-File: {file.file_id}\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head.encode() + out.getvalue()


def read_po_file(content: bytes) -> TextFile:
    """
    Raises:
        NotReadable
    """
    _refuse_size(content)
    try:
        text = content.decode("utf-8-sig")
        catalogue = read_po(io.BytesIO(text.encode()), abort_invalid=True)
    except (UnicodeDecodeError, PoFileError, ValueError, LookupError) as reason:
        raise NotReadable("words") from reason
    head = {name.lower(): value for name, value in _po_head(text).items()}
    if "language" not in head or "x-file" not in head:
        raise NotReadable("kind")
    units = [
        TextUnit(
            id=str(one.context),
            source=str(one.id),
            target=str(one.string or ""),
            state="initial" if one.fuzzy else "translated",
        )
        for one in catalogue
        if one.id and one.context
    ]
    return TextFile(
        file_id=head["x-file"],
        source_lang=head.get("x-source-language", ""),
        target_lang=head["language"],
        units=tuple(units),
    )


def _unit(element: ElementTree.Element) -> TextUnit:
    """A translator's program may have cut a text into several segments: put together, it is one again."""
    segments = [one for one in element if one.tag in (_x("segment"), _x("ignorable"))]
    states = [one.get("state", "initial") for one in segments if one.tag == _x("segment")]
    return TextUnit(
        id=element.get("id", "").removeprefix("u-"),
        source="".join(_inside(one, "source") for one in segments),
        target="".join(_inside(one, "target") for one in segments),
        state=min((one for one in states if one in STATES), key=STATES.index, default="initial"),
    )


def _inside(segment: ElementTree.Element, name: str) -> str:
    found = segment.find(_x(name))
    return "".join(found.itertext()) if found is not None else ""


def _po_head(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for line in text.split("\n\n", 1)[0].splitlines():
        inside = line.strip().strip('"').removesuffix("\\n")
        name, colon, value = inside.partition(":")
        if colon and line.strip().startswith('"'):
            found[name.strip()] = value.strip()
    return found


def _refuse_size(content: bytes) -> None:
    if not content or len(content) > LARGEST:
        raise NotReadable("size")


def _x(name: str) -> str:
    return f"{{{XLIFF}}}{name}"
