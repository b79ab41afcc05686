"""Hard words of care and of offices, with an easier word or what they mean. Our own list."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unicodedata import normalize

from portal.summaries.coach.languages import ENGLISH
from portal.summaries.coach.text import Piece, paragraphs

_LIST = Path(__file__).resolve().parent / "hard_words.csv"
_LONGEST = 5
_AFTER = {
    "en": re.compile(r"^[”\"’']?\s+(?:means?\b|is when\b|is where\b|is an?\b|are people\b|\(|– |- )", re.IGNORECASE),
    "cy": re.compile(r"^[”\"’']?\s+(?:yn golygu\b|yw\b|\(|– |- )", re.IGNORECASE),
    "ur": re.compile(r"^[”\"’']?\s+(?:کا مطلب|کے معنی|سے مراد|یعنی|کہتے ہیں|کہا جاتا|کہلات|\()"),
}
_BEFORE = {
    "en": re.compile(r"(?:called|call (?:this|it|them)|known as)\s+[“\"‘']?(?:an? )?$", re.IGNORECASE),
    "cy": re.compile(r"(?:a elwir yn|o'r enw|yn ei alw'n|enw hyn yw)\s+[“\"‘']?$", re.IGNORECASE),
    "ur": re.compile(r"(?!)"),  # "اسے … کہتے ہیں": what tells it stands behind the word
}
_THIS_MEANS = re.compile(r"(?:^|[.!?۔]\s+)(?:this|that|it) means\b|mae hyn(?:ny)? yn golygu|اس کا مطلب", re.IGNORECASE)
_MUTATIONS = {
    **{"p": ("b", "mh", "ph"), "t": ("d", "nh", "th"), "c": ("g", "ngh", "ch")},
    **{"b": ("f", "m"), "d": ("dd", "n"), "g": ("", "ng"), "m": ("f",), "ll": ("l",), "rh": ("r",)},
}
_TAIL = re.compile(r"(?<=\w)'(?:r|n|i|u|w|m|ch|th)$")
# How most of our words are said of several.
_PLURALS = {"cy": ("au", "iau", "on", "ion", "oedd"), "ur": ("وں", "یں", "ات")}
_UNCHANGING = ("ch", "dd", "ff", "ng", "ph", "th")


@dataclass(frozen=True)
class HardWord:
    """A hard word in one language: what it means in easy words, and the word to say instead, if there is one."""

    word: str
    meaning: str
    simpler: str = ""


@dataclass(frozen=True)
class Occurrence:
    """A hard word where it stands in a text."""

    hard_word: HardWord
    found: Piece


def hard_words_in(text: str, language: str) -> list[Occurrence]:
    """Every hard word in `text`, longest phrases first taken, in order. Empty where we have no list."""
    index = _index(language)
    return [occurrence for paragraph in paragraphs(text) for occurrence in _occurrences(paragraph, text, index)]


def explained_in(text: str, language: str) -> frozenset[str]:
    """Hard words that `text` itself explains: "An advocate is a person who …", "This is called a referral"."""
    tongue = "en" if language in ENGLISH else language
    explained = set()
    for occurrence in hard_words_in(text, language):
        after, before = text[occurrence.found.end :], text[: occurrence.found.start]
        if _AFTER[tongue].search(after) or _BEFORE[tongue].search(before) or _THIS_MEANS.search(after):
            explained.add(occurrence.hard_word.word)
    return frozenset(explained)


def explains_the_row_before(text: str) -> bool:
    """Whether a row starts with "This means …" or the like."""
    match = _THIS_MEANS.search(text)
    return match is not None and text[: match.start()].strip() == ""


def words_to_know(texts: Iterable[str], language: str) -> list[HardWord]:
    """What the "words to know" list of a document should hold: its hard words, in alphabetical order."""
    found = {one.hard_word.word: one.hard_word for text in texts for one in hard_words_in(text, language)}
    return [found[word] for word in sorted(found)]


@lru_cache(maxsize=8)
def entries_of(word: str, language: str) -> dict[str, HardWord]:
    """What our list holds of one hard word, by language; `word` is its entry in `language`. Empty for no such word."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row.get(f"word_{'en' if language in ENGLISH else language}") == word:
                codes = [key.removeprefix("word_") for key in row if key.startswith("word_")]
                return {
                    code: HardWord(row[f"word_{code}"], row[f"meaning_{code}"]) for code in codes if row[f"word_{code}"]
                }
    return {}


def _occurrences(paragraph: Piece, text: str, index: dict[tuple[str, ...], HardWord]) -> Iterator[Occurrence]:
    words, at = paragraph.words(), 0
    keys = [_key(word.text) for word in words]
    while at < len(words):
        size = next((n for n in range(min(_LONGEST, len(words) - at), 0, -1) if tuple(keys[at : at + n]) in index), 0)
        if size:
            start, end = words[at].start, words[at + size - 1].end
            yield Occurrence(index[tuple(keys[at : at + size])], Piece(text[start:end], start))
        at += size or 1


def _key(word: str) -> str:
    """As it stands in the index. "'r", "'n" and the like after a Welsh word are words of their own."""
    plain = normalize("NFC", word.lower().replace("’", "'"))
    return _TAIL.sub("", plain)


@lru_cache(maxsize=8)
def _index(language: str) -> dict[tuple[str, ...], HardWord]:
    index: dict[tuple[str, ...], HardWord] = {}
    with _LIST.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form, hard_word in _entries(row, language):
                index.setdefault(tuple(_key(word) for word in form.split()), hard_word)
    return index


def _entries(row: dict[str, str], language: str) -> Iterator[tuple[str, HardWord]]:
    if language in ENGLISH:
        hard_word = HardWord(row["word_en"], row["meaning_en"], row["simpler_en"])
        yield from ((form, hard_word) for form in (row["word_en"], *row["forms_en"].split("|")) if form)
    elif row.get(f"word_{language}"):
        word = row[f"word_{language}"]
        starts = (word, *_mutated(word)) if language == "cy" else (word,)
        forms = [form for start in starts for form in (start, *_plurals(start, language))]
        yield from ((form, HardWord(word, row[f"meaning_{language}"])) for form in forms)


def _plurals(word: str, language: str) -> Iterator[str]:
    """Of several: "polisi", "polisïau"; "ضابطہ", "ضابطے". Only of single words, and more than there are: what is no
    word is never met."""
    if " " in word:
        return
    yield from (word + end for end in _PLURALS.get(language, ()))
    if language == "ur" and word.endswith("ہ"):
        yield from (word[:-1] + end for end in ("ے", "وں"))
    if language == "cy" and word.endswith("i"):
        yield word[:-1] + "ïau"


def _mutated(word: str) -> Iterator[str]:
    """Welsh words change their first letter after some words: "cyllid", "gyllid", "chyllid"."""
    for size in (2, 1):
        if word[:size] in _MUTATIONS and not word.startswith(_UNCHANGING):
            yield from (start + word[size:] for start in _MUTATIONS[word[:size]])
            return
