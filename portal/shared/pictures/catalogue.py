"""The concept table: which picture stands for which care word, and what the picture is called in each language.

Only exact words are found. Stemming and searching picture names turn "carer" into a railway carriage, so names of
pictures are a last resort in English, and the block list has the final say.
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_HERE = Path(__file__).resolve().parent
_PICTURES = _HERE.parent / "static" / "pictures"
DRAWINGS = _PICTURES / "openmoji"
OUR_DRAWINGS = _PICTURES / "heard"
OUR_PREFIX = "heard-"
RIGHT_TO_LEFT = frozenset({"ar", "ur"})
FALLBACK = "en"
SAME = "="  # in an easy column: someone looked, and the English is easy enough
LONGEST_PHRASE = 7
_WORD = re.compile(r"[^\W_]+(?:['&.-][^\W_]+)*")
_WEAK_NAME_WORDS = {
    *("a", "and", "at", "for", "in", "of", "off", "on", "the", "up", "with", "two", "one", "low", "open", "closed"),
    *("button", "face", "facing", "page", "person", "sign", "symbol", "woman", "man", "mark", "medium", "heavy"),
    *("white", "red", "yellow", "green", "black", "blue"),
}


class UnknownConcept(LookupError):
    """No concept of this name is in the table."""


@dataclass(frozen=True, kw_only=True)
class Concept:
    """One care idea and its picture. `words` and `alts` are by language; the first word is the concept's label."""

    id: str
    theme: str
    drawing: str
    drawing_rtl: str
    name: str
    tested_by_people: bool
    words: Mapping[str, tuple[str, ...]]
    alts: Mapping[str, str]

    def label(self, language: str) -> str:
        """What a writer calls the concept, in `language` or English."""
        return (self.words.get(language) or self.words[FALLBACK])[0]

    @property
    def is_ours(self) -> bool:
        """Drawn for this portal, because the picture set has nothing that fits."""
        return self.drawing.startswith(OUR_PREFIX)

    def drawing_in(self, language: str) -> str:
        """The drawing's code: arrows point the other way where text runs from right to left."""
        return self.drawing_rtl if self.drawing_rtl and language in RIGHT_TO_LEFT else self.drawing


@dataclass(frozen=True)
class Block:
    """A picture that must never answer a word; `*` as word or language means any."""

    language: str
    word: str
    drawing: str
    why: str


@dataclass(frozen=True)
class TextStatus:
    """Who has read the table's words and alt texts in a language; `source` or `machine_draft` until a speaker has."""

    status: str
    checked_by: str
    checked_on: str


@dataclass(frozen=True)
class Credit:
    """What the credit line of every document with pictures must say."""

    pack: str
    author: str
    licence: str
    licence_address: str = ""
    address: str = ""
    changed: bool = False


OUR_CREDIT = Credit(pack="Heard", author="Heard", licence="MIT")


def credit() -> Credit:
    """The credit of the drawings. The sentence around it is the page's, in the page's language."""
    return Credit(
        pack="OpenMoji",
        author="OpenMoji, HfG Schwäbisch Gmünd",
        licence="CC BY-SA 4.0",
        licence_address="https://creativecommons.org/licenses/by-sa/4.0/",
        address="https://openmoji.org/",
        changed=True,
    )


def credit_of(concept_id: str) -> Credit:
    """The credit of a concept's drawing: those we drew ourselves are not OpenMoji's."""
    return OUR_CREDIT if concept(concept_id).is_ours else credit()


@lru_cache(maxsize=1)
def all_concepts() -> tuple[Concept, ...]:
    """Every concept, in the table's order (by theme). Read once."""
    return tuple(_concept(row) for row in _rows("concepts.csv"))


def concept(concept_id: str) -> Concept:
    """The concept called `concept_id`.

    Raises:
        UnknownConcept: no such concept.
    """
    try:
        return _by_id()[concept_id]
    except KeyError:
        raise UnknownConcept(concept_id) from None


def alt_text(concept_id: str, language: str) -> str:
    """What the picture shows, in `language`; in English where the table does not speak it (see `speaks`)."""
    alts = concept(concept_id).alts
    return alts.get(language) or alts[FALLBACK]


def speaks(language: str) -> bool:
    """Whether every picture has a name in `language`."""
    return language in _statuses()


def text_status(language: str) -> TextStatus | None:
    """Who checked the words and alt texts of `language`; None where the table does not speak it."""
    return _statuses().get(language)


def find(words: str, language: str) -> list[Concept]:
    """Concepts whose words stand in `words` exactly: longer phrases first, then as they come in the text.

    English picture names ("house with garden") answer last, word by word. A blocked pair never answers.
    """
    found: dict[str, Concept] = {}
    for phrase in phrases(words):
        for entry in _index(language).get(phrase, ()):
            if not is_blocked(" ".join(phrase), entry.drawing, language):
                found.setdefault(entry.id, entry)
    return list(found.values())


def is_blocked(word: str, drawing: str, language: str) -> bool:
    """Whether `drawing` must not be shown for `word`. Searches over any other picture set must ask this too."""
    wanted = " ".join(tokenise(word))
    blocked = _blocked()
    languages = {"*", language, language.partition("-")[0]}
    return any((tongue, said, drawing) in blocked for tongue in languages for said in (wanted, "*"))


def static_name(concept_id: str, language: str, kind: str = "svg") -> str:
    """The picture's name below the static folder; `kind` is `svg` for the web, `png` (256 × 256) for PDFs."""
    entry = concept(concept_id)
    folder = OUR_DRAWINGS if entry.is_ours else DRAWINGS
    return f"pictures/{folder.name}/{entry.drawing_in(language)}.{kind}"


def drawing_path(concept_id: str, language: str, kind: str = "png") -> Path:
    """The picture's file on disk."""
    entry = concept(concept_id)
    return (OUR_DRAWINGS if entry.is_ours else DRAWINGS) / f"{entry.drawing_in(language)}.{kind}"


def tokenise(text: str) -> tuple[str, ...]:
    """Words in the form they are compared in: lower case, one kind of apostrophe, no vowel signs, no stops."""
    text = unicodedata.normalize("NFC", text.casefold()).replace("’", "'").replace("ي", "ی").replace("ك", "ک")
    text = "".join(letter for letter in text if unicodedata.category(letter) not in ("Mn", "Cf"))
    return tuple(_WORD.findall(text))


def phrases(words: str) -> Iterator[tuple[str, ...]]:
    """Every run of words that may be a search word, the longest first."""
    tokens = tokenise(words)
    for size in range(min(LONGEST_PHRASE, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            yield tokens[start : start + size]


@lru_cache(maxsize=8)
def _index(language: str) -> dict[tuple[str, ...], tuple[Concept, ...]]:
    index: dict[tuple[str, ...], dict[str, Concept]] = {}
    for entry in all_concepts():
        for word in entry.words.get(language, ()):
            index.setdefault(tokenise(word), {})[entry.id] = entry
    if language.partition("-")[0] == FALLBACK:
        for entry in all_concepts():
            for name in tokenise(entry.name):
                if name not in _WEAK_NAME_WORDS:
                    index.setdefault((name,), {}).setdefault(entry.id, entry)
    return {phrase: tuple(entries.values()) for phrase, entries in index.items()}


def _concept(row: dict[str, str]) -> Concept:
    words = {tongue: _words(row[f"words_{tongue}"]) for tongue in _statuses()}
    alts = {tongue: row[f"alt_{tongue if row[f'alt_{tongue}'] != SAME else FALLBACK}"] for tongue in _statuses()}
    return Concept(
        id=row["concept"],
        theme=row["theme"],
        drawing=row["drawing"],
        drawing_rtl=row["drawing_rtl"],
        name=row["name"],
        tested_by_people=row["tested_by_people"] == "yes",
        words={**words, "en-easy": words[FALLBACK] + words["en-easy"]},
        alts=alts,
    )


def _words(cell: str) -> tuple[str, ...]:
    return () if cell == SAME else tuple(filter(None, cell.split("|")))


@lru_cache(maxsize=1)
def _by_id() -> dict[str, Concept]:
    return {entry.id: entry for entry in all_concepts()}


@lru_cache(maxsize=1)
def _statuses() -> dict[str, TextStatus]:
    return {
        row["language"]: TextStatus(row["status"], row["checked_by"], row["checked_on"])
        for row in _rows("languages.csv")
    }


@lru_cache(maxsize=1)
def blocks() -> tuple[Block, ...]:
    """The block list, with the reason for each line."""
    return tuple(Block(**row) for row in _rows("blocks.csv"))


@lru_cache(maxsize=1)
def _blocked() -> frozenset[tuple[str, str, str]]:
    return frozenset((line.language, " ".join(tokenise(line.word)) or line.word, line.drawing) for line in blocks())


def blocked_for(words: Iterable[str], shows: Iterable[str], language: str) -> Block | None:
    """The line of the block list that a picture with these search `words` breaks, by what it says it `shows`: its name,
    its alt text. For pictures that have no number of a drawing (`block_names.csv` says what each is called)."""
    wanted = {" ".join(tokenise(word)) for word in words}
    said = [f" {' '.join(tokenise(text))} " for text in shows]
    for line in blocks():
        is_asked = line.word == "*" or " ".join(tokenise(line.word)) in wanted
        names = _block_names().get((line.drawing, language.partition("-")[0]), ())
        is_spoken = line.language in ("*", language, language.partition("-")[0])
        if is_asked and is_spoken and any(f" {name} " in text for name in names for text in said):
            return line
    return None


@lru_cache(maxsize=1)
def _block_names() -> dict[tuple[str, str], tuple[str, ...]]:
    """By drawing and language, as words are compared."""
    return {
        (row["drawing"], tongue): tuple(" ".join(tokenise(name)) for name in row[tongue].split("|"))
        for row in _rows("block_names.csv")
        for tongue in row
        if tongue != "drawing"
    }


def name_of_blocked(drawing: str, language: str) -> str:
    """What a drawing of the block list is called; its number where nobody has named it."""
    return next(iter(_block_names().get((drawing, language.partition("-")[0]), ())), drawing)


def _rows(name: str) -> list[dict[str, str]]:
    with (_HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
