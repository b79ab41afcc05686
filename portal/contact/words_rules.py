"""What words of a message must hold, and must not say. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from portal.contact.wording import OwnWords

KNOWN_SIGNS = {"headline": frozenset[str](), "opening": frozenset({"who", "phone"})}
SHORT_SIGNS, SHORT_NEEDS = frozenset({"who", "phone", "link"}), ("link", "phone")
SIGN = re.compile(r"\{([^{}]*)\}")
LONGEST = {"headline": 70, "opening": 1200, "short": 306}
MOST_LINES_SEEN = 2
# Words that would say what it is about, where others may look over someone's shoulder, in the languages we speak.
TELLING = (
    *("survey", "carer", "support", "service", "feedback", "abuse", "refuge", "health", "drug", "alcohol", "debt"),
    *("arolwg", "gofalwr", "gofalwyr", "gwasanaeth", "adborth", "cymorth", "cefnogaeth", "iechyd", "cyffur"),
    *("سروے", "نگہداشت", "سروس", "دیکھ بھال", "صحت", "منشیات", "تشدد"),
)


@dataclass(frozen=True)
class Fault:
    """In `field` (headline, opening, short) something is empty, too_long, unknown_sign, missing_sign or telling."""

    field: str
    kind: str
    word: str = ""


def faults_of(own: OwnWords, *, telling: Collection[str] = ()) -> list[Fault]:
    """What is wrong with words staff wrote, in the order of the fields; empty when they can be sent."""
    texts = {"headline": own.headline, "opening": own.opening, "short": own.short}
    faults = [Fault(name, "empty") for name, text in texts.items() if not text.strip()]
    faults += [Fault(name, "too_long") for name, text in texts.items() if len(text) > LONGEST[name]]
    for name, text in texts.items():
        known = KNOWN_SIGNS.get(name, SHORT_SIGNS)
        faults += [Fault(name, "unknown_sign", sign) for sign in SIGN.findall(text) if sign not in known]
    faults += [Fault("short", "missing_sign", sign) for sign in SHORT_NEEDS if f"{{{sign}}}" not in own.short]
    return faults + _telling(texts, telling)


def _telling(texts: dict[str, str], telling: Collection[str]) -> list[Fault]:
    """Envelope, subject and the first lines are seen by others: they name no service and no reason."""
    first_lines = "\n\n".join(texts["opening"].split("\n\n")[:MOST_LINES_SEEN])
    seen = {"headline": texts["headline"], "opening": first_lines, "short": texts["short"]}
    said = [*TELLING, *(word for word in telling if word.strip())]
    return [
        Fault(name, "telling", word)
        for name, text in seen.items()
        for word in said
        if word.casefold() in text.casefold()
    ]
