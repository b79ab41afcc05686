"""Words of the pages for finding and choosing members."""

from collections.abc import Sequence
from typing import Any

from portal.panels.enums.attributes import NAMES, category_label, value_label
from portal.panels.models import PanelCall, Selection
from portal.panels.rules.calls import Fault, clashes
from portal.panels.rules.interest import ATTRIBUTE
from portal.shared.i18n import _, lazy

STEP_TITLES: dict[str, Any] = {
    "name": lazy("Your name"),
    "reach": lazy("How we reach you"),
    "safe": lazy("Reaching you safely"),
    "language": lazy("Your language"),
    "access": lazy("What you need"),
    "helped": lazy("Who helped you"),
    "check": lazy("Is this what you want?"),
}
FAULT_WORDS: dict[str, Any] = {
    "text": lazy("A text is missing in English."),
    "opens": lazy("The first day must be tomorrow or later, so that people can read how members are chosen."),
    "closes": lazy("The last day is before the first day."),
    "draw": lazy("The draw must be after the last day."),
    "attributes": lazy("Say what members are balanced by."),
    "targets": lazy("There are no targets."),
}


def step_title(step: str) -> str:
    if step.startswith(ATTRIBUTE):
        return str(NAMES.get(step.removeprefix(ATTRIBUTE), step.removeprefix(ATTRIBUTE)))
    return str(STEP_TITLES[step])


def fault_words(faults: list[Fault]) -> list[str]:
    return list(dict.fromkeys(str(FAULT_WORDS[one.code]) for one in faults))


def clash_words(call: PanelCall) -> list[str]:
    """Targets of one category that contradict the number of seats."""
    found = []
    for category, code, number in clashes(call.seats, call.targets, call.attributes):
        values = {"category": category_label(category), "number": number, "seats": call.seats}
        if code == "too_many":
            found.append(_("%(category)s: at least %(number)s people, but only %(seats)s seats.", **values))
        else:
            found.append(_("%(category)s: at most %(number)s people, but there are %(seats)s seats.", **values))
    return found


def eased_words(selections: Sequence[Selection]) -> list[str]:
    """What of the published targets gave way since, for everyone to read."""
    return [words for one in selections for words in relaxation_words(one)]


def relaxation_words(selection: Selection) -> list[str]:
    """What would have to give way so that a panel is possible, one sentence for each target."""
    found = []
    for row in selection.relaxation or ():
        what = f"{category_label(row['category'])}, {value_label(row['category'], row['value'])}"
        low, high = {"new": row["new_least"], "old": row["least"]}, {"new": row["new_most"], "old": row["most"]}
        if low["new"] < low["old"]:
            found.append(_("%(what)s: at least %(new)s instead of %(old)s", what=what, **low))
        if high["new"] > high["old"]:
            found.append(_("%(what)s: at most %(new)s instead of %(old)s", what=what, **high))
    return found
