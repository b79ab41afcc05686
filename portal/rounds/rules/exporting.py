"""Tables that leave a round as files, and what their columns mean. All numbers come from what is shown."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from portal.rounds.shown import ShownCount, ShownFiltered, ShownResults, Texts
from portal.shared.i18n import HOME_TIME, lazy

HIDDEN = lazy("hidden")
HIDDEN_MEANS = lazy("“hidden” where it could point at someone. Numbers are rounded to 5.")
PERCENT_MEANS = lazy("From 0 to 100, from the rounded numbers")


class Described(NamedTuple):
    """A column: its heading, what it means, which values it can have. Lazy texts."""

    heading: Any
    means: Any
    values: Any = ""


RESULTS = (
    Described(lazy("Question or group"), lazy("What was asked, or which people")),
    Described(lazy("Answer"), lazy("One of the answers, “Answered”, or “Mean”")),
    Described(lazy("How many"), lazy("People who gave this answer"), HIDDEN_MEANS),
    Described(lazy("Out of"), lazy("People who answered the question"), HIDDEN_MEANS),
    Described(lazy("Percent"), lazy("How many out of 100"), PERCENT_MEANS),
    Described(lazy("Percent, lowest"), lazy("Lower end of the 95% interval"), PERCENT_MEANS),
    Described(lazy("Percent, highest"), lazy("Upper end of the 95% interval"), PERCENT_MEANS),
    Described(lazy("Percent, weighted"), lazy("Each answer counted for the people it stands for"), PERCENT_MEANS),
)
FILTERED = (
    Described(lazy("Which people"), lazy("What they have in common")),
    *RESULTS[:1],
    Described(lazy("Answer"), lazy("One of the answers, or “Mean”")),
    *RESULTS[2:7],
)
THEMES = (
    Described(lazy("Group"), lazy("The group the theme belongs to"), lazy("Empty for themes at the top")),
    Described(lazy("Theme"), lazy("What several people said")),
    Described(lazy("What belongs to it?"), lazy("As coders were told")),
    Described(lazy("What does not belong to it?"), lazy("As coders were told")),
    Described(lazy("How many"), lazy("Answers under the theme itself"), HIDDEN_MEANS),
    Described(lazy("Out of"), lazy("Answers in own words"), HIDDEN_MEANS),
    Described(lazy("Percent"), lazy("How many out of 100"), PERCENT_MEANS),
)
QUOTES = (
    Described(lazy("Words"), lazy("Exactly as written, without what was taken out"), lazy("Only with consent")),
    Described(lazy("Language"), lazy("The language of the words"), lazy("Language code")),
    Described(lazy("Themes"), lazy("What the words are about")),
)
TIMELINE = (
    Described(lazy("Week"), lazy("The Monday it began"), lazy("Whole weeks only")),
    Described(lazy("Answers"), lazy("People who answered in this week"), HIDDEN_MEANS),
    Described(lazy("Tries"), lazy("Times we tried to reach someone in this week"), HIDDEN_MEANS),
)


def filter_rows(filters: Iterable[ShownFiltered], *, language: str) -> Iterator[list[Any]]:
    """A row for each answer of each filter."""
    for one in filters:
        people = "; ".join(
            f"{text_in(trait.texts, language)}: {text_in(trait.group, language)}" for trait in one.traits if trait.code
        )
        for question in one.questions:
            words, base = text_in(question.texts, language), _or_hidden(question.base.value)
            for share in question.shares:
                count, percent = _or_hidden(share.count.value), _or_hidden(share.percent)
                yield [people, words, text_in(share.texts, language), count, base, percent, share.low, share.high]
            if question.mean is not None:
                yield [people, words, str(lazy("Mean")), question.mean, base, None, None, None]


def theme_rows(results: ShownResults, *, frame: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """A row for each theme in the order of the frame (as it is frozen)."""
    names = {theme["id"]: theme["name"] for theme in frame}
    shown = {theme.code: theme for theme in results.themes}
    return [
        [
            names.get(theme["parent"] or "", ""),
            theme["name"],
            theme["description"],
            theme["excludes"],
            _or_hidden(shown[theme["id"]].count.value),
            _or_hidden(results.comments.value),
            _or_hidden(shown[theme["id"]].percent),
        ]
        for theme in frame
        if theme["id"] in shown
    ]


def timeline_rows(answers: Sequence[ShownCount], tries: Sequence[ShownCount]) -> list[list[Any]]:
    """A row for each week of either; a week without the other counts as none of it."""
    answered, tried = ({one.code: _or_hidden(one.count.value) for one in several} for several in (answers, tries))
    weeks = sorted(answered.keys() | tried.keys())
    return [[week, answered.get(week, 0), tried.get(week, 0)] for week in weeks]


def _or_hidden(value: Any) -> Any:
    return str(HIDDEN) if value is None else value


def whole_weeks(moments: Iterable[dt.datetime], *, now: dt.datetime) -> dict[str, int]:
    """How many fell into each week that is over, by its Monday, weeks with none between them too."""
    this_monday = _monday(now)
    found = Counter(monday for monday in map(_monday, moments) if monday < this_monday)
    if not found:
        return {}
    first, last = min(found), max(found)
    mondays = [first + dt.timedelta(weeks=number) for number in range((last - first).days // 7 + 1)]
    return {monday.isoformat(): found[monday] for monday in mondays}


def _monday(moment: dt.datetime) -> dt.date:
    day = moment.astimezone(HOME_TIME).date()
    return day - dt.timedelta(days=day.weekday())


def text_in(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")
