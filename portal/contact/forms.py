from typing import Any

from portal.contact.enums import Channel, MessageState
from portal.people.enums import SafeContact
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.i18n import _, lazy

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


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat")


def day_choices() -> list[Any]:
    names = (
        *(lazy("Monday"), lazy("Tuesday"), lazy("Wednesday")),
        *(lazy("Thursday"), lazy("Friday"), lazy("Saturday")),
    )
    return [SelectChoice(code, str(name)) for code, name in zip(DAYS, names, strict=True)]


class SafeContactForm(PortalForm):
    """What a person, or a worker they trust, said about reaching them safely. Hours are whole ones, at home."""

    rules = Checkboxes(
        lazy("What must we keep to?"),
        choices=lambda: [SelectChoice(rule.value, str(rule.label)) for rule in SafeContact],
        hint=lazy("Where others see what comes, we say only how to reach us: not who we are, nor why."),
    )
    days = Checkboxes(
        lazy("On which days only?"),
        choices=day_choices,
        hint=lazy("None chosen means any day. Who has days or hours gets no letters: nobody knows when those arrive."),
    )
    from_hour = WholeNumber(lazy("Not before this hour"), [Between(9, 19)], hint=lazy("For example, 9 or 14"))
    until_hour = WholeNumber(lazy("Only until this hour"), [Between(10, 20)], hint=lazy("For example, 12 or 20"))
    say_only = TextInput(
        lazy("The only words for whoever picks up the phone"),
        [AtMost(200)],
        hint=lazy("Everything else waits until it is them and they can talk. Then nobody leaves a voicemail."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        first, last = self.from_hour.data, self.until_hour.data
        if is_good and first is not None and last is not None and first >= last:
            self.until_hour.errors = [_("This hour must be later than the first")]
            return False
        return is_good


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
