"""Cells about reaching someone safely: on which days, at which hours, with which words, and who else sees what comes.

Never guessed: a day, an hour or a way we cannot read is a problem, since it may be the one that matters.
"""

import re
from collections.abc import Mapping
from typing import Any

from portal.people.enums import SafeContact
from portal.rosters.rules.cells import CellRefused, read_yes_or_no
from portal.rosters.rules.headings import comparable_heading

OPENS, CLOSES = 9, 20
LONGEST_WORDS = 200
WEEK = 6  # Monday is 0; nobody is written to or rung on a Sunday
_DAYS: dict[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("mon", "monday", "mondays", "llun", "dydd llun"),
            ("tue", "tues", "tuesday", "tuesdays", "mawrth", "dydd mawrth"),
            ("wed", "weds", "wednesday", "wednesdays", "mercher", "dydd mercher"),
            ("thu", "thur", "thurs", "thursday", "thursdays", "iau", "dydd iau"),
            ("fri", "friday", "fridays", "gwener", "dydd gwener"),
            ("sat", "saturday", "saturdays", "sadwrn", "dydd sadwrn"),
            ("sun", "sunday", "sundays", "sul", "dydd sul"),
        )
    )
    for name in names
}
_ANY_DAY = frozenset({"any", "any day", "every day", "all", "unrhyw ddiwrnod"})
_WEEKDAYS = frozenset({"weekdays", "week days", "dyddiau gwaith"})
_RANGE = re.compile(r"\s*(?:-|\u2013|\bto\b|\buntil\b|\btill\b|\btan\b)\s*")
_HOUR = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(am|pm)?", re.ASCII)
_AFTER = re.compile(r"(?:after|from|ar ol|o)\s+(.+)")
_BEFORE = re.compile(r"(?:before|until|till|cyn|tan)\s+(.+)")
_SEEN = {
    "phone": SafeContact.SHARED_PHONE,
    "email": SafeContact.SHARED_EMAIL,
    "post": SafeContact.SHARED_POST,
}
_WAYS = {
    **dict.fromkeys(("phone", "mobile", "text", "texts", "voicemail", "shared phone", "ffon"), "phone"),
    **dict.fromkeys(("email", "e mail", "emails", "shared email", "ebost", "e bost"), "email"),
    **dict.fromkeys(("post", "letters", "letter", "mail", "shared post", "llythyrau"), "post"),
}
_NOBODY = frozenset({"no", "none", "nobody", "no one", "neb"})


def read_safe_days(text: str) -> list[int]:
    """Days on which someone may be reached, Monday 0; empty: none were said. "Mon, Wed", "Tue to Thu", "weekdays"."""
    plain = text.casefold().strip()
    if not plain or plain in _ANY_DAY:
        return []
    days: set[int] = set()
    for part in re.split(r"[;,/|&]|\band\b|\ba\b", plain):
        if part.strip():
            days |= set(_days_of(part.strip()))
    if WEEK in days:
        raise CellRefused("safe_sunday")
    return sorted(days)


def _days_of(part: str) -> range | list[int]:
    if comparable_heading(part) in _WEEKDAYS:
        return range(5)
    names = [comparable_heading(end) for end in _RANGE.split(part)]
    if len(names) > 2 or not set(names) <= _DAYS.keys() or _DAYS[names[-1]] < _DAYS[names[0]]:
        raise CellRefused("unknown_day")
    return range(_DAYS[names[0]], _DAYS[names[-1]] + 1)


def read_safe_hours(text: str) -> list[int | None]:
    """From which and until which whole hour, each None where it was not said; empty: nothing was said.

    "9-12", "2 pm to 4 pm", "after 14", "before 12:00". Ours are 9 to 20 o'clock: what lies outside changes nothing.
    """
    plain = text.casefold().strip()
    if not plain:
        return []
    before, after = _BEFORE.fullmatch(plain), _AFTER.fullmatch(plain)
    first: int | None = None
    last: int | None = None
    if before:
        last = _hour(before[1])
    elif after and len(_RANGE.split(after[1])) == 1:
        first = _hour(after[1])
    else:
        ends = _RANGE.split(after[1] if after else plain)
        if len(ends) != 2:
            raise CellRefused("not_hours")
        first, last = _hour(ends[0]), _hour(ends[1])
    return _within_ours(first, last)


def _within_ours(first: int | None, last: int | None) -> list[int | None]:
    if first is not None and last is not None and first >= last:
        raise CellRefused("hours_backwards")
    opens, closes = max(OPENS, first or 0), min(CLOSES, CLOSES if last is None else last)
    if opens >= closes:
        raise CellRefused("hours_never")
    return [opens if first is not None else None, closes if last is not None else None]


def _hour(text: str) -> int:
    found = _HOUR.fullmatch(text.strip())
    if not found:
        raise CellRefused("not_hours")
    hour, minutes, half = int(found[1]), found[2] or "00", found[3]
    if minutes != "00":
        raise CellRefused("not_whole_hours")
    if half and not 1 <= hour <= 12:
        raise CellRefused("not_hours")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 24:
        raise CellRefused("not_hours")
    return hour


def read_say_only(text: str) -> str:
    if len(text) > LONGEST_WORDS:
        raise CellRefused("long_say_only")
    return text


def read_no_voicemail(text: str) -> bool:
    return read_yes_or_no(text)


def read_seen_by_others(text: str) -> list[str]:
    """Ways that others see, as rules, in a fixed order."""
    if not text or text.casefold() in _NOBODY:
        return []
    named = {_WAYS.get(comparable_heading(part)) for part in re.split(r"[;,|/&]|\band\b", text) if part.strip()}
    if None in named:
        raise CellRefused("unknown_way")
    return [rule.value for way, rule in _SEEN.items() if way in named]


SAFETY = ("safe_contact", "no_voicemail", "seen_by_others", "safe_days", "safe_hours", "say_only")


def says_something(said: Mapping[str, Any]) -> bool:
    """Whether a row says anything about reaching this person safely."""
    return any(said.get(name) for name in SAFETY)


def rules_with(said: Mapping[str, Any], *, held: list[str]) -> list[str]:
    """The rules a person has after this row. Rules the file names take the place of those known; that others see a way
    is never taken away by a file, and an empty cell takes nothing away."""
    rules = set(said.get("safe_contact") or held) | set(said.get("seen_by_others") or ())
    rules |= {rule for rule in held if rule in set(_SEEN.values())}
    if said.get("no_voicemail"):
        rules.add(SafeContact.NO_VOICEMAIL.value)
    return [rule.value for rule in SafeContact if rule.value in rules]
