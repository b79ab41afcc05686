"""Numbers in words people can use: "7 in 10", never "68.3 %"; always with how many people it rests on."""

from collections.abc import Mapping
from typing import Any

from portal.sampling.disclosure import protect_count
from portal.shared.i18n import _, format_number, ngettext
from portal.summaries.sources import FigureKind

EVERY = 10


def number_words(number: Mapping[str, Any]) -> str:
    """A number taken from the results, in the language being spoken."""
    if number["kind"] == FigureKind.COUNT:
        return ngettext("%(count)s person", "%(count)s people", int(number["value"]), count=_plain(number["value"]))
    tenths = round(float(number["value"]) * EVERY)
    if tenths == 0:
        return _("Fewer than 1 in 10 people")
    if tenths == EVERY:
        return _("Nearly everyone")
    return _("About %(some)s in 10 people", some=format_number(tenths))


def base_words(number: Mapping[str, Any]) -> str:
    base = int(number["base_n"])
    return ngettext("%(count)s person answered this.", "%(count)s people answered this.", base, count=_plain(base))


def people_words(count: int) -> str:
    """How many people, where it could point at someone: small numbers are not said."""
    shown = protect_count(count).value
    if shown is None:
        return _("fewer than 10")
    return _("about %(count)s", count=format_number(shown))


def _plain(value: float) -> str:
    return format_number(int(value))
