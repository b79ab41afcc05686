"""Texts out and in as XLIFF 2.0 and PO: what went out comes back the same, and nothing strange is read."""

from xml.etree import ElementTree

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from portal.shared.exchange import LARGEST, NotReadable, TextFile, TextUnit, as_po, as_xliff, read_po_file, read_xliff

LETTERS = st.text(st.characters(min_codepoint=32, exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp")), min_size=1)
WORDS = st.lists(LETTERS, min_size=1, max_size=3).map("\n".join)
UNITS = st.lists(
    st.builds(TextUnit, id=st.uuids().map(str), source=WORDS, target=WORDS, state=st.just("translated")),
    min_size=1,
    max_size=4,
    unique_by=lambda one: one.id,
)


def file_of(*units, language="ur"):
    return TextFile(file_id="summary-1", source_lang="en", target_lang=language, units=tuple(units))


UNIT = TextUnit(id="a1", source="You said “no”.\nTwice.", target="آپ نے کہا", state="translated", note="Hard words")


@given(units=UNITS)
def test_what_goes_out_comes_back(units):
    file = file_of(*units)
    assert read_xliff(as_xliff(file)) == file
    assert read_po_file(as_po(file)) == file


@pytest.mark.parametrize("state", ["initial", "translated", "reviewed", "final"])
def test_states_travel_in_xliff(state):
    unit = TextUnit(id="a1", source="x", target="y", state=state)
    assert read_xliff(as_xliff(file_of(unit))).units == (unit,)


def test_a_machines_draft_is_fuzzy_in_po():
    draft = TextUnit(id="a1", source="x", target="y", state="initial")
    assert b"#, fuzzy" in as_po(file_of(draft))
    assert read_po_file(as_po(file_of(draft))).units == (draft,)


def test_xliff_has_the_shape_of_the_standard():
    root = ElementTree.fromstring(as_xliff(file_of(UNIT)))
    name = "{urn:oasis:names:tc:xliff:document:2.0}"
    assert (root.tag, root.get("version"), root.get("srcLang"), root.get("trgLang")) == (
        f"{name}xliff",
        "2.0",
        "en",
        "ur",
    )
    unit = root.find(f"{name}file/{name}unit")
    assert [one.tag.removeprefix(name) for one in unit] == ["notes", "segment"]
    assert unit.find(f"{name}segment/{name}target").text == UNIT.target


def test_a_text_cut_into_segments_is_one_again():
    content = as_xliff(file_of(UNIT)).replace(
        b"</segment>", b'</segment><segment state="initial"><source> More.</source><target>!</target></segment>'
    )
    content = content.replace(b"<segment>", b"<ns0:segment>")
    (unit,) = read_xliff(content).units
    assert (unit.source, unit.target, unit.state) == (UNIT.source + " More.", UNIT.target + "!", "initial")


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><xliff>&a;</xliff>'


@pytest.mark.parametrize(
    ("content", "why"),
    [
        *((b"", "size"), (b"x" * (LARGEST + 1), "size"), (BOMB, "shape"), (b"<xliff", "words"), (b"<html/>", "kind")),
        (BOMB.replace(b'<?xml version="1.0"?>', b"").decode().encode("utf-16"), "shape"),
        (as_xliff(file_of(UNIT)).replace(b'version="2.0"', b'version="1.2"'), "kind"),
    ],
)
def test_what_is_no_xliff_is_not_read(content, why):
    with pytest.raises(NotReadable, match=why):
        read_xliff(content)


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "size"), (b"\xff\xfe\x00", "words"), (b'msgid "a"\nmsgstr "b"\n', "kind"), (b"not a catalogue", "words")],
)
def test_what_is_no_po_is_not_read(content, why):
    with pytest.raises(NotReadable, match=why):
        read_po_file(content)


def test_po_is_read_by_others_too():
    import io

    catalogue = read_po(io.BytesIO(as_po(file_of(UNIT))))
    assert catalogue.get(UNIT.source, context="a1").string == UNIT.target
