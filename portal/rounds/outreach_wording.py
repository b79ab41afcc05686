"""Steps of outreach, ways and ends, in words."""

from collections.abc import Mapping, Sequence

from portal.contact.enums import Channel, Withheld
from portal.contact.words_rules import Fault
from portal.sampling.dispositions import Disposition
from portal.shared.i18n import _, lazy

TEMPLATE_NAMES = {
    "notice": lazy("A short notice that we will ask"),
    "invitation": lazy("The first invitation"),
    "reminder": lazy("A reminder, in other words"),
    "short_reminder": lazy("A reminder: even three answers help"),
    "last": lazy("The last message: by phone or on paper, if they like"),
    "promise_kept": lazy("A promise is said to be kept. Is it?"),
    "panel_call": lazy("Would you like to be on a panel?"),
    "panel_news": lazy("To members of a panel: there is something new"),
    "receipt": lazy("The receipt, because they asked for it"),
    "check_back": lazy("Did we understand you right? To people who answered"),
    "check_back_others": lazy("Did we understand you right? To the others"),
    "check_reminder": lazy("Did we understand you right? The one reminder"),
    "check_result": lazy("Where to read what came of it"),
}
FAULTS = {
    "too_many": lazy("Nobody gets more than four messages in a round."),
    "too_close": lazy("There must be seven days or more between two messages."),
    "too_late": lazy("After 60 days we stop asking."),
    "before_start": lazy("A step cannot come before the first day."),
    "taken": lazy("There is another step on that day."),
}
ENDS: dict[Disposition, object] = {
    Disposition.OBJECTED: lazy("Told us to stop"),
    Disposition.COMPLETE: lazy("Answered all or most questions"),
    Disposition.PARTIAL: lazy("Answered some questions"),
    Disposition.DECLINED: lazy("Said no"),
    Disposition.BROKE_OFF: lazy("Began and stopped"),
    Disposition.NOT_A_USER: lazy("Never used the service"),
    Disposition.DUPLICATE: lazy("Is asked twice in this round"),
    Disposition.OUT_OF_AREA: lazy("Has moved away"),
    Disposition.UNDER_AGE: lazy("Too young to be asked"),
    Disposition.WITHHELD_FOR_SAFETY: lazy("Held back"),
    Disposition.DECEASED: lazy("Has died"),
    Disposition.NO_CAPACITY: lazy("Cannot decide about taking part"),
    Disposition.TOO_ILL: lazy("Too ill to take part"),
    Disposition.LANGUAGE_NOT_MET: lazy("We could not speak their language"),
    Disposition.AWAY: lazy("Could not take part while we asked"),
    Disposition.REACHED_NO_ANSWER: lazy("Heard from us, did not answer"),
    Disposition.UNDELIVERABLE: lazy("What we sent came back"),
    Disposition.DEAD_NUMBER: lazy("The number was not theirs"),
    Disposition.NOTHING_HEARD: lazy("Nothing heard"),
    Disposition.NOT_YET_WORKED: lazy("Not asked yet"),
}
# Why someone is held back may say that they are in danger: only those who keep people safe read which of these it is.
FOR_SAFETY = frozenset(
    {Withheld.NO_SAFE_ROUTE, Withheld.SAFETY_NOT_CONFIRMED, Withheld.SUPPRESSED, Withheld.DO_NOT_CONTACT}
    | {Withheld.SAME_HOUSEHOLD}
)


def faults_in_words(faults: Sequence[str]) -> list[str]:
    return [str(FAULTS[fault]) for fault in faults]


def counts_in_words(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The ways of a preview or a wave, in the order of the ways, with how many people each reaches."""
    return [(str(channel.label), counts[channel.value]) for channel in Channel if counts.get(channel.value)]


def reason_in_words(reason: Withheld | None, *, may_know_why: bool) -> str:
    if reason is None:
        return ""
    if reason in FOR_SAFETY and not may_know_why:
        return _("Held back")
    return str(reason.label)


def fault_in_words(fault: Fault) -> str:
    """What is wrong with words of a message."""
    general = {
        "empty": _("Enter some words."),
        "too_long": _("This is too long."),
        "unknown_sign": _("We do not know {%(sign)s}.", sign=fault.word),
        "missing_sign": _("{%(sign)s} is missing.", sign=fault.word),
        "telling": _("“%(word)s” could tell others what it is about. Say it in another way.", word=fault.word),
    }
    return general[fault.kind]
