from typing import Any

from portal.contact.enums import Channel, MessageState
from portal.shared.forms import (
    AtMost,
    DateParts,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextInput,
    YesNo,
)
from portal.shared.i18n import lazy

WRITTEN = (Channel.EMAIL, Channel.SMS, Channel.LETTER, Channel.VIA_WORKER)


def channel_choices() -> list[Any]:
    return [SelectChoice("", str(lazy("Every way"))), *(SelectChoice(c.value, str(c.label)) for c in WRITTEN)]


def state_choices() -> list[Any]:
    return [SelectChoice("", str(lazy("Every state"))), *(SelectChoice(s.value, str(s.label)) for s in MessageState)]


class FilterForm(PortalForm):
    """What to show of the outbox; sent with GET, so that the address of the page says it."""

    channel = SelectBox(lazy("How it is sent"), choices=channel_choices, blank=False)
    state = SelectBox(lazy("How far it is"), choices=state_choices, blank=False)


class UnsureForm(PortalForm):
    was_sent = YesNo(
        lazy("Was this message sent?"),
        hint=lazy("Look at what your mail server or text service says. If you say no, it is sent again."),
    )


class RelayForm(PortalForm):
    says_yes = YesNo(
        lazy("What did the worker tell you?"),
        yes=lazy("Yes, the person will answer"),
        no=lazy("No, the person does not want to"),
        hint=lazy("Only yes or no. Ask for nothing else, and write nothing else down."),
    )


def agreed_choices() -> list[Any]:
    return [
        SelectChoice("said_so", str(lazy("They said so to us"))),
        SelectChoice("wrote", str(lazy("They wrote it or signed it"))),
        SelectChoice("told_worker", str(lazy("They told the worker, and the worker told us"))),
    ]


class GoBetweenForm(PortalForm):
    """Who may pass messages on. Only a yes of the person makes someone a go-between."""

    name = TextInput(lazy("Name of the worker"), [Needed(lazy("Enter a name")), AtMost(120)])
    reach = TextInput(
        lazy("How to reach the worker"),
        [Needed(lazy("Enter a number or an e-mail address")), AtMost(200)],
        hint=lazy("A number or an e-mail address at work. Never one of the person."),
    )
    agreed_how = Radios(
        lazy("How did the person say yes to this?"), [Needed(lazy("Choose one"))], choices=agreed_choices
    )
    agreed_on = DateParts(lazy("On which day?"), [Needed(lazy("Enter a day"))])
