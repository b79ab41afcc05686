"""Sentences, paragraphs and words with their places in the text, for scripts with and without capitals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_STOP = re.compile(r"[.!?…؟।]+[\"'”’)\]]*(?=\s|$)|۔+[\"'”’)\]]*")
_COUNTED = re.compile(r"\+?\d[\d ]{4,}\d(?!\w)|\S+")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LINE = re.compile(r"[^\n]+")
_SHORT_FORMS = re.compile(
    r"(?:^|[\s(])(?:mr|mrs|ms|dr|st|no|e\.g|i\.e|a\.m|p\.m|etc|[a-z]|[a-z]\.[a-z])$", re.IGNORECASE
)


@dataclass(frozen=True)
class Piece:
    """A stretch of the text: a word, a sentence or a paragraph."""

    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end

    def words(self) -> list["Piece"]:
        """Words made of letters, with apostrophes and hyphens inside."""
        return [Piece(match[0], self.start + match.start()) for match in _WORD.finditer(self.text)]

    def count_words(self) -> int:
        """Words as a reader counts them: numbers count, a telephone number counts once, a lone dash does not."""
        return sum(any(letter.isalnum() for letter in match[0]) for match in _COUNTED.finditer(self.text))


def word_set(words: str) -> frozenset[str]:
    """Words given as one string with spaces: word lists stay readable."""
    return frozenset(words.split())


def paragraphs(text: str) -> list[Piece]:
    """Lines with something to read on them."""
    return [_trimmed(match[0], match.start()) for match in _LINE.finditer(text) if _says_something(match[0])]


def sentences(text: str) -> list[Piece]:
    """All sentences. A line break ends one too, as bullets have no full stop."""
    return [sentence for paragraph in paragraphs(text) for sentence in sentences_in(paragraph)]


def sentences_in(paragraph: Piece) -> list[Piece]:
    """The sentences of one paragraph."""
    pieces, start = [], 0
    for end in [*_ends(paragraph.text), len(paragraph.text)]:
        if _says_something(paragraph.text[start:end]):
            pieces.append(_trimmed(paragraph.text[start:end], paragraph.start + start))
            start = end
    return pieces


def _ends(text: str) -> Iterator[int]:
    for match in _STOP.finditer(text):
        rest = text[match.end() :].lstrip()
        goes_on = match[0].startswith(".") and (bool(_SHORT_FORMS.search(text[: match.start()])) or rest[:1].islower())
        if not goes_on:
            yield match.end()


def _says_something(text: str) -> bool:
    return any(letter.isalnum() for letter in text)


def _trimmed(text: str, start: int) -> Piece:
    return Piece(text.strip(), start + len(text) - len(text.lstrip()))
