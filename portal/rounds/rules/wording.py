"""Names for categories and groups, in every language we have: a release keeps them all."""

from collections.abc import Callable, Mapping
from typing import Any

from portal.contact.enums import Channel
from portal.questions.enums import Provenance
from portal.questions.rules import OTHER
from portal.rosters.enums import NOT_KNOWN, PREFER_NOT_TO_SAY, ReportingField, ServiceStatus
from portal.rounds.door_enums import Door
from portal.sampling.dispositions import AaporGroup
from portal.shared.i18n import LANGUAGES, _, lazy, ngettext, speaking

Texts = Mapping[str, str]

FACES = {
    "1": lazy("Very unhappy"),
    "2": lazy("Unhappy"),
    "3": lazy("In between"),
    "4": lazy("Happy"),
    "5": lazy("Very happy"),
}
OUTCOMES: dict[AaporGroup, Any] = {
    AaporGroup.COMPLETE: lazy("Answered all or most questions"),
    AaporGroup.PARTIAL: lazy("Answered some questions"),
    AaporGroup.REFUSAL: lazy("Said no, or stopped"),
    AaporGroup.NON_CONTACT: lazy("Heard from us, did not answer"),
    AaporGroup.OTHER: lazy("Could not answer (ill, away, died)"),
    AaporGroup.WITHHELD: lazy("Not contacted, to keep them safe"),
    AaporGroup.UNKNOWN: lazy("Nothing heard"),
    AaporGroup.NOT_ELIGIBLE: lazy("Should not have been asked"),
    AaporGroup.NOT_WORKED: lazy("Not asked yet"),
}


def in_languages(said: Callable[[], str] | Any) -> dict[str, str]:
    """A label in all our languages. `said` is a lazy text, or a function called once in each language."""
    texts = {}
    for code in LANGUAGES:
        with speaking(code):
            texts[code] = str(said() if callable(said) and not hasattr(said, "value") else said)
    return texts


def same(words: str) -> dict[str, str]:
    """A service's own word: the same in every language."""
    return {"en": words}


def field_name(field: str) -> Any:
    named = {
        "status": lazy("Status"),
        "route": lazy("How we first tried to reach them"),
        "channel": lazy("How they answered"),
        "provenance": lazy("Whose words these are"),
    }
    return named[field] if field in named else ReportingField(field).label


def field_texts(field: str) -> dict[str, str]:
    return in_languages(field_name(field))


def trait_texts(field: str, value: str) -> dict[str, str]:
    """A category of a reporting field as people say it."""
    if field == "route":
        return route_texts(value)
    if field == "provenance":
        known = value in list(Provenance)
        return in_languages(Provenance(value).label if known else lazy("Not said"))
    if value == NOT_KNOWN:
        return in_languages(lazy("Not known"))
    if field == "channel" and value in list(Door):
        return in_languages(Door(value).label)
    if value == PREFER_NOT_TO_SAY:
        return in_languages(lazy("Would rather not say"))
    if field == "status" and value in list(ServiceStatus):
        return in_languages(ServiceStatus(value).label)
    if field == "language" and value in LANGUAGES:
        return same(LANGUAGES[value].name)
    return same(value)


def group_texts(field: str, value: str) -> dict[str, str]:
    """A group as part of a sentence: "people aged 16–24", "Sex: Male"."""
    if field == "age_band" and value not in (NOT_KNOWN, PREFER_NOT_TO_SAY):
        return in_languages(lambda: _("people aged %(ages)s", ages=value))
    names, values = field_texts(field), trait_texts(field, value)
    return {code: f"{names[code]}: {values.get(code, values['en'])}" for code in LANGUAGES}


def try_texts(attempt: int) -> dict[str, str]:
    """How far we had tried: "After 2 tries"."""
    return in_languages(lambda: ngettext("After %(num)s try", "After %(num)s tries", attempt))


def route_texts(value: str) -> dict[str, str]:
    """The way someone was first written to or rung."""
    if value in list(Channel):
        return in_languages(Channel(value).label)
    return in_languages(lazy("Not contacted"))


def option_texts(code: str, options: Mapping[str, Texts]) -> Texts:
    if code in options:
        return options[code]
    return in_languages(lazy("Something else")) if code == OTHER else same(code)


def asked_and_answered(status: str, *, asked: int, answered: int | None) -> str:
    """One plain sentence about one status, in rounded numbers, in the language being spoken."""
    if answered is None:
        return _ASKED[status](asked)
    return _ANSWERED[status](asked, answered)


_ASKED: dict[str, Callable[[int], str]] = {
    "active": lambda n: _("We asked %(asked)s people who use the service; how many answered is not shown.", asked=n),
    "completed": lambda n: _("We asked %(asked)s people who had finished; how many answered is not shown.", asked=n),
    "disengaged": lambda n: _(
        "We asked %(asked)s people who had stopped using the service; how many answered is not shown.",
        asked=n,
    ),
    "never_started": lambda n: _(
        "We asked %(asked)s people who never started; how many answered is not shown.", asked=n
    ),
}
_ANSWERED: dict[str, Callable[[int, int], str]] = {
    "active": lambda n, k: _(
        "We asked %(asked)s people who use the service; %(answered)s answered.", asked=n, answered=k
    ),
    "completed": lambda n, k: _(
        "We asked %(asked)s people who had finished; %(answered)s answered.", asked=n, answered=k
    ),
    "disengaged": lambda n, k: _(
        "We asked %(asked)s people who had stopped using the service; %(answered)s answered.", asked=n, answered=k
    ),
    "never_started": lambda n, k: _(
        "We asked %(asked)s people who never started; %(answered)s answered.", asked=n, answered=k
    ),
}
