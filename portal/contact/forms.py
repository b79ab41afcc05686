from typing import Any

from portal.contact.enums import Channel, MessageState
from portal.shared.forms import PortalForm, SelectBox, SelectChoice, YesNo
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
