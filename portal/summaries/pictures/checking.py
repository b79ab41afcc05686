"""What is in a pack, row by row: pictures drawn anew, and every problem by row and column."""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from portal.questions.errors import NotAnAnswer
from portal.questions.rules import ReceivedFile, read_photo
from portal.shared.i18n import LANGUAGES
from portal.shared.pictures.catalogue import FALLBACK, SAME, blocked_for, name_of_blocked, tokenise
from portal.summaries.pictures.packs import COLUMNS, LARGEST_PICTURE, NEEDED, Folder, rows_of
from portal.summaries.pictures.problems import PackRefused, Problem

MOST_ROWS = 500
MOST_PROBLEMS = 500
LONGEST_SIDE = 1000  # dots: more than paper shows of a picture 50 mm wide
LONGEST = 300
EASY = "en-easy"
_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_PICTURE_NAME = re.compile(r"\.(?:png|jpe?g|webp)", re.IGNORECASE)
_NOT_FOR_ALL = re.compile(r"\bnc\b|non-?commercial|\bnd\b|no-?derivatives", re.IGNORECASE)
_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True, kw_only=True)
class PackRow:
    """One picture of a pack, ready to be kept."""

    ref: str
    content: bytes
    media_type: str
    licence: str
    credit: str
    words: dict[str, list[str]]
    alts: dict[str, str]


def checked(folder: Folder) -> tuple[list[PackRow], list[Problem]]:
    """Every picture, and every problem; with one problem, nothing of the pack may be used.

    Raises:
        PackRefused: there is no table to speak of.
    """
    headings, rows, over = rows_of(folder.table)
    problems = [
        *(Problem(1, name, "column_missing", name) for name in COLUMNS if name not in headings),
        *(Problem(1, name, "column_unknown", name[:60]) for name in headings if name and name not in COLUMNS),
        *(Problem(number, headings[-1], "cells_over") for number in over),
    ]
    if not rows or len(rows) > MOST_ROWS:
        problems.append(Problem(0, "", "too_many_rows" if rows else "no_rows"))
    if problems:
        return [], problems[:MOST_PROBLEMS]
    seen: set[str] = set()
    ready = []
    for number, row in enumerate(rows, start=2):
        found = [*_texts_wrong(number, row), *_id_wrong(number, row, seen), *_blocked(number, row)]
        picture = _picture(number, row, folder, found)
        problems += found
        if picture:
            ready.append(_ready(row, *picture))
    return ([] if problems else ready), problems[:MOST_PROBLEMS]


def redrawn(content: bytes, name: str = "") -> tuple[bytes, str]:
    """A picture drawn anew: turned upright, downscaled, without place, time or name. Returns it and its media type.

    Raises:
        PackRefused: `wrong_type`, `too_large` or `unreadable`.
    """
    from PIL import Image  # only for those who bring a picture

    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if not content.startswith(_STARTS) and not is_webp:
        raise PackRefused("wrong_type", name)
    if len(content) > LARGEST_PICTURE or _dots(content) > 25_000_000:
        raise PackRefused("too_large", name)
    try:
        ready = read_photo(ReceivedFile("", content))
    except NotAnAnswer as reason:
        raise PackRefused("unreadable", name) from reason
    with Image.open(io.BytesIO(ready.content)) as picture:
        if max(picture.size) <= LONGEST_SIDE:
            return ready.content, ready.media_type
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        out = io.BytesIO()
        if ready.media_type == "image/jpeg":
            picture.save(out, "JPEG", quality=85)
        else:
            picture.save(out, "PNG", optimize=True)
    return out.getvalue(), ready.media_type


def _dots(content: bytes) -> int:
    """How many the picture claims to have; its header only is read. 0 where it cannot be told."""
    import warnings

    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow's own warning of huge pictures; our limit is lower and always on
        try:
            with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
                return opened.width * opened.height
        except Image.DecompressionBombError:
            return 2**62
        except (OSError, ValueError, SyntaxError):
            return 0


def _texts_wrong(number: int, row: Mapping[str, str]) -> Iterator[Problem]:
    for column in COLUMNS:
        if not row[column]:
            yield Problem(number, column, "empty")
        elif len(row[column]) > LONGEST:
            yield Problem(number, column, "too_long")
    if _NOT_FOR_ALL.search(row["licence"]):
        yield Problem(number, "licence", "licence_no", row["licence"][:60])
    for code in LANGUAGES:
        words = {tokenise(word) for word in _words(row[f"words_{code}"])}
        if row[f"alt_{code}"] not in ("", SAME) and tokenise(row[f"alt_{code}"]) in words:
            yield Problem(number, f"alt_{code}", "alt_is_word")
        if row[f"alt_{code}"] == SAME and code != EASY:
            yield Problem(number, f"alt_{code}", "empty")
        if row[f"words_{code}"] and not words and not (code == EASY and row[f"words_{code}"] == SAME):
            yield Problem(number, f"words_{code}", "empty")


def _blocked(number: int, row: Mapping[str, str]) -> Iterator[Problem]:
    """Words and what the picture shows, weighed against the block list in each language: by each cell that breaks it.
    The name of a picture and of its file is weighed as English."""
    for code in LANGUAGES:
        words = _words(row[f"words_{code}"])
        if code == EASY:
            words += _words(row[f"words_{FALLBACK}"])
        named = [re.sub(r"[_.-]+", " ", row[name]) for name in ("id", "file")] if code == FALLBACK else []
        for column, shows in ((f"words_{code}", [*words, *named]), (f"alt_{code}", [row[f"alt_{code}"]])):
            line = blocked_for(words, shows, code)
            if line and (code != EASY or SAME not in (row[column], *shows)):
                shown = name_of_blocked(line.drawing, code)
                yield Problem(number, column, "blocked", shown if line.word == "*" else f"{line.word}: {shown}")


def _id_wrong(number: int, row: Mapping[str, str], seen: set[str]) -> Iterator[Problem]:
    name = row["id"]
    if name and not _ID.fullmatch(name):
        yield Problem(number, "id", "bad_id", name[:60])
    elif name in seen:
        yield Problem(number, "id", "id_twice", name)
    seen.add(name)


def _picture(number: int, row: Mapping[str, str], folder: Folder, found: list[Problem]) -> tuple[bytes, str] | None:
    name = row["file"]
    if not name:
        return None
    try:
        if not _PICTURE_NAME.fullmatch(name[name.rfind(".") :] if "." in name else ""):
            raise PackRefused("wrong_type", name[:60])
        if name not in folder.names:
            raise PackRefused("no_file", name[:60])
        return redrawn(folder.read(name, LARGEST_PICTURE + 1), name[:60])
    except PackRefused as refused:
        found.append(Problem(number, "file", refused.code, refused.value))
        return None


def _ready(row: Mapping[str, str], content: bytes, media_type: str) -> PackRow:
    alts = {code: row[f"alt_{code}"] if row[f"alt_{code}"] != SAME else row[f"alt_{FALLBACK}"] for code in LANGUAGES}
    return PackRow(
        ref=row["id"],
        content=content,
        media_type=media_type,
        **{name: row[name] for name in NEEDED if name not in ("id", "file")},
        words={code: _words(row[f"words_{code}"]) for code in LANGUAGES},
        alts=alts,
    )


def _words(cell: str) -> list[str]:
    return [] if cell == SAME else [word.strip() for word in cell.split("|") if tokenise(word)]
