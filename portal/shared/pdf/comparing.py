"""What is read back, held against what was written: role, words and language, piece by piece, exactly."""

from collections.abc import Iterator, Sequence

from portal.shared.pdf.document import Piece
from portal.shared.pdf.reading import words
from portal.shared.pdf.tag_tree import LINE


def differences(wanted: Sequence[Piece], read: Sequence[Piece]) -> Iterator[str]:
    """The first place where what is read differs from what was written; later differences only follow from it."""
    for number in range(max(len(wanted), len(read))):
        should = wanted[number] if number < len(wanted) else None
        does = read[number] if number < len(read) else None
        if should is None or does is None or not is_same(should, does):
            yield f"piece {number + 1} should read {_say(should)} and reads {_say(does)}"
            return


def is_same(wanted: Piece, read: Piece) -> bool:
    return wanted.role == read.role and wanted.language == read.language and is_same_text(wanted.text, read.text)


def is_same_text(wanted: str, read: str) -> bool:
    """Equal letter by letter; only where a line was broken may a space have been lost, as the eye sees one there."""
    rest = wanted
    for number, part in enumerate(read.split(LINE)):
        said = words(part)
        if not said:
            continue
        if number and rest.startswith(" "):
            rest = rest[1:]
        elif number and part[0].isspace():
            return False
        if not rest.startswith(said):
            return False
        rest = rest[len(said) :]
    return not rest


def _say(piece: Piece | None) -> str:
    if piece is None:
        return "nothing"
    text = piece.text.replace(LINE, " ")
    return f"{piece.role} “{text[:60]}” ({piece.language})"
