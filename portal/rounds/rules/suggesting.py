"""Which theme an answer may be about, from the words of answers that people have coded. It suggests; it never decides.

A naive Bayes model over the presence of words, small enough to say why: for each theme, how much more often a word is
in its answers than in the others. Nothing is learnt across rounds, and nothing leaves the portal.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
SHORTEST = 3
# A theme needs so many answers, and a word so many of them, before they say anything.
FEWEST_ANSWERS, FEWEST_WITH_WORD = 5, 2
MOST_THEMES, MOST_WORDS = 3, 4
SMOOTHING = 1.0
# Words at which the log of the odds is at least this much speak for a theme; 0.7 is about twice as often.
SPEAKS = 0.7


@dataclass(frozen=True)
class Suggestion:
    """A theme that may fit, and the words it goes by, the strongest first."""

    theme: str
    words: tuple[str, ...]
    score: float


@dataclass(frozen=True)
class Learnt:
    """Per theme: the log of its prior odds, and per word the log of how much more it is used there."""

    priors: Mapping[str, float]
    weights: Mapping[str, Mapping[str, float]]
    answers: int


def words_in(text: str) -> frozenset[str]:
    """The different words of a text, small letters, without digits and the shortest ones."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return frozenset(word for word in _WORD.findall(plain) if len(word) >= SHORTEST)


def learn(coded: Iterable[tuple[str, Sequence[str]]]) -> Learnt:
    """From (words of an answer, its themes). Themes with fewer than five answers are left out."""
    total, in_theme = 0, Counter[str]()
    with_word, in_both = Counter[str](), Counter[tuple[str, str]]()
    for text, themes in coded:
        total += 1
        found = words_in(text)
        with_word.update(found)
        for theme in themes:
            in_theme[theme] += 1
            in_both.update((theme, word) for word in found)
    enough = {theme for theme, count in in_theme.items() if FEWEST_ANSWERS <= count < total}
    weights: dict[str, dict[str, float]] = {theme: {} for theme in enough}
    for (theme, word), here in in_both.items():
        if theme in enough and here >= FEWEST_WITH_WORD:
            elsewhere = with_word[word] - here
            weights[theme][word] = _more_often(here, in_theme[theme], elsewhere, total - in_theme[theme])
    priors = {theme: math.log(in_theme[theme] / (total - in_theme[theme])) for theme in enough}
    return Learnt(priors, weights, total)


def _more_often(here: int, of_here: int, elsewhere: int, of_elsewhere: int) -> float:
    inside = (here + SMOOTHING) / (of_here + 2 * SMOOTHING)
    outside = (elsewhere + SMOOTHING) / (of_elsewhere + 2 * SMOOTHING)
    return math.log(inside / outside)


def suggest(learnt: Learnt, text: str) -> list[Suggestion]:
    """Up to three themes with words that speak for them, the likeliest first; none when no word does."""
    found = words_in(text)
    likely = []
    for theme, weights in learnt.weights.items():
        known = {word: weights[word] for word in found & weights.keys()}
        speaking = sorted((word for word in known if known[word] >= SPEAKS), key=lambda word: (-known[word], word))
        score = learnt.priors[theme] + sum(known.values())
        if speaking:
            likely.append(Suggestion(theme, tuple(speaking[:MOST_WORDS]), score))
    return sorted(likely, key=lambda one: (-one.score, one.theme))[:MOST_THEMES]
