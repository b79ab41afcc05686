"""How what is read is held against what was written: exactly, but for the space the eye sees at the end of a line."""

import pytest

from portal.shared.pdf.comparing import is_same_text
from portal.shared.pdf.reading import Piece, expected_pieces, parse
from portal.shared.pdf.tag_tree import LINE


@pytest.mark.parametrize(
    ("written", "read", "same"),
    [
        ("Buses are late", "Buses are late", True),
        ("Buses are late", f"Buses are{LINE}late", True),
        ("Buses are late", f"Buses are {LINE}late", True),
        ("A long-winded bus", f"A long-{LINE}winded bus", True),
        ("Buses are late", "Buses arelate", False),
        ("Buses are late", f"Buses{LINE}are", False),
        ("Buses are late", f"Buses are{LINE}late now", False),
        ("Buses", f"Bus{LINE} es", False),
        ("Buses are late", "buses are late", False),
        ("", "", True),
    ],
)
def test_only_a_line_end_may_hide_a_space(written: str, read: str, same: bool) -> None:
    assert is_same_text(written, read) is same


def test_a_page_is_read_as_roles_words_and_languages() -> None:
    page = parse(
        '<h1>A <em>day</em></h1><p>Dŵr <span lang="en">water</span>, <a href="#a">gwelwch</a></p>'
        '<ul><li>Un</li><li><p>Dau</p><img src="picture:a" alt="Tri"></li></ul>'
        '<blockquote lang="ur"><p>بس</p></blockquote>',
        language="cy",
        title="A",
    )
    assert expected_pieces(page) == [
        Piece("H1", "A day", "cy"),
        Piece("P", "Dŵr water, gwelwch", "cy"),
        Piece("Link", "gwelwch", "cy"),
        Piece("Span", "water", "en"),
        Piece("LI", "", "cy"),
        Piece("LBody", "Un", "cy"),
        Piece("LI", "", "cy"),
        Piece("P", "Dau", "cy"),
        Piece("Figure", "Tri", "cy"),
        Piece("BlockQuote", "", "ur"),
        Piece("P", "بس", "ur"),
    ]
