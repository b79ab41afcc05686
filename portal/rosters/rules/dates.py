"""Days as files write them: 31/12/1990, 12/31/1990, 1990-12-31, 31 Dec 1990."""

import datetime as dt
import re
from collections.abc import Iterable

from portal.rosters.enums import DateStyle

_NUMBERS = re.compile(r"(\d{1,4})\s?[./-]\s?(\d{1,2})\s?[./-]\s?(\d{1,4})")
_WITH_TIME = re.compile(r"[T ]\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([^\W\d]+)\.?,?[\s-]+(\d{4})")
_ENGLISH = "jan feb mar apr may jun jul aug sep oct nov dec"
_WELSH = "ion chw maw ebr mai meh gor aws med hyd tac rha"
_MONTHS = {
    **{name: n for names in (_ENGLISH, _WELSH) for n, name in enumerate(names.split(), start=1)},
    "sept": 9,
}


class NotADate(ValueError):
    """`code` is the problem's: not_a_date, no_such_day or short_year."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_date(text: str, *, style: DateStyle) -> dt.date:
    """The day a text means. A text that begins with a four-digit year is read year first whatever the style.

    Raises:
        NotADate: it is none, it does not exist, or its year has two digits.
    """
    text = _WITH_TIME.sub("", text.strip())
    words = _WORDS.fullmatch(text)
    if words:
        month = _MONTHS.get(words[2].casefold()) or _MONTHS.get(words[2].casefold()[:3])
        if month is None:
            raise NotADate("not_a_date")
        return _day(int(words[3]), month, int(words[1]))
    parts = _NUMBERS.fullmatch(text)
    if not parts:
        raise NotADate("not_a_date")
    first, middle, last = parts.groups()
    if len(first) == 4:
        return _day(int(first), int(middle), int(last))
    if len(last) != 4 or len(first) > 2:
        raise NotADate("short_year" if len(last) <= 2 and len(first) <= 2 else "not_a_date")
    if style is DateStyle.MONTH_FIRST:
        return _day(int(last), int(first), int(middle))
    return _day(int(last), int(middle), int(first))


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        raise NotADate("no_such_day") from error


def guess_style(texts: Iterable[str]) -> DateStyle:
    """What the first rows show. Where both orders are possible, the day stands first, as in Britain."""
    first_above_twelve = second_above_twelve = year_first = 0
    for text in texts:
        parts = _NUMBERS.fullmatch(_WITH_TIME.sub("", text.strip()))
        if not parts:
            continue
        year_first += len(parts[1]) == 4
        first_above_twelve += len(parts[1]) <= 2 and int(parts[1]) > 12
        second_above_twelve += len(parts[1]) <= 2 and int(parts[2]) > 12
    if year_first and not first_above_twelve and not second_above_twelve:
        return DateStyle.YEAR_FIRST
    return DateStyle.MONTH_FIRST if second_above_twelve > first_above_twelve else DateStyle.DAY_FIRST


def age_on(day: dt.date, *, born: dt.date) -> int:
    """Whole years. Someone born on 29 February has their birthday on 1 March in other years (UK law)."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
