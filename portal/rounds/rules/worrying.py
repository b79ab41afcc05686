"""Something worrying was said: words to look out for, and how long someone may wait."""

import datetime as dt
import re
from collections.abc import Collection, Iterable
from functools import lru_cache

from portal.rounds.coding_enums import WorryState, WorryUrgency

# Words that can mean danger, in the languages of the portal: a hint for whoever reads, in no way a verdict.
RISK_WORDS: tuple[str, ...] = (
    *("suicide", "suicidal", "kill myself", "end my life", "end it all", "want to die", "better off dead", "overdose"),
    *("self-harm", "self harm", "hurt myself", "cut myself", "cutting myself", "can't go on", "cannot go on"),
    *("hits me", "hit me", "beats me", "beat me", "hurts me", "slaps me", "chokes me", "strangled", "raped", "rape"),
    *("abused", "abuse", "abusing", "molested", "touches me", "touched me", "forced me", "threatens", "threatened me"),
    *("afraid of him", "afraid of her", "scared of him", "scared of her", "frightened of him", "frightened of her"),
    *("locks me", "locked me in", "takes my money", "took my money", "steals from me", "nothing to eat", "starving"),
    *("trafficked", "forced marriage", "honour based", "fgm", "weapon", "knife"),
    *("lladd fy hun", "hunanladdiad", "hunan-niweidio", "brifo fy hun", "cam-drin", "fy nharo", "eisiau marw"),
    *("خودکشی", "مرنا چاہتا", "مرنا چاہتی", "خود کو نقصان", "مارتا ہے", "مارتی ہے", "تشدد", "زیادتی", "ڈر لگتا ہے"),
)
MOST_WORDS, LONGEST_WORD = 100, 60
HOURS = {WorryUrgency.NOW: 1, WorryUrgency.TODAY: 24}
SOON_DAYS = 3
OPEN_FOR = dt.timedelta(days=14)


def risk_words(text: str, *, more: Collection[str] = ()) -> tuple[str, ...]:
    """The words of the list, and of `more`, that are in a text; whole words only, capitals and apostrophes alike."""
    plain = _plain(text)
    found = {
        match[0] for match in _pattern(tuple(sorted({_plain(word) for word in more if word.strip()}))).finditer(plain)
    }
    return tuple(sorted(found))


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())


@lru_cache(maxsize=64)
def _pattern(more: tuple[str, ...]) -> re.Pattern[str]:
    listed = sorted({*map(_plain, RISK_WORDS), *more}, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, listed)) + r")(?!\w)")


def read_list(text: str) -> list[str]:
    """One word or phrase a line; the same once, blank lines none."""
    lines = [" ".join(line.split())[:LONGEST_WORD] for line in text.splitlines()]
    return list(dict.fromkeys(line for line in lines if line))[:MOST_WORDS]


def due(*, urgency: WorryUrgency, raised_at: dt.datetime) -> dt.datetime:
    """When someone must have taken it on: in an hour, a day, or three working days (Monday to Friday)."""
    if urgency in HOURS:
        return raised_at + dt.timedelta(hours=HOURS[urgency])
    at, left = raised_at, SOON_DAYS
    while left:
        at += dt.timedelta(days=1)
        left -= at.weekday() < 5
    return at


def is_overdue(*, state: WorryState, due_at: dt.datetime, now: dt.datetime) -> bool:
    """Nobody has taken it on in time, or it is still open two weeks after that."""
    if state is WorryState.RAISED:
        return now > due_at
    return state.is_open and now > due_at + OPEN_FOR


def gravest(several: Iterable[WorryUrgency]) -> WorryUrgency:
    return min(several, key=list(WorryUrgency).index)
