"""Forms of an organiser's comfort: the list, getting ready, trying out, copying."""

from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.contact.enums import Channel
from portal.rounds.enums import RoundState
from portal.rounds.informal_forms import language_choices
from portal.rounds.operations.trying import CHANNELS
from portal.shared import clock
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    Holds,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TelInput,
    TextInput,
)
from portal.shared.i18n import _, lazy


class RoundFilterForm(PortalForm):
    """What to look at; sent by GET, so that a filtered list has an address. Choices are set by the view."""

    class Meta(PortalForm.Meta):
        csrf = False

    word = TextInput(lazy("With this word in its name"), [AtMost(100)])
    service = SelectBox(lazy("Service"), choices=[], blank=False)
    state = SelectBox(lazy("State"), choices=[], blank=False)


NOT_GONE = Holds(lambda day: day >= clock.today(), lazy("This day is over"))


class PrepareForm(PortalForm):
    has_version = True
    helpline_name = TextInput(
        lazy("Helpline for people whom a question worries"),
        [AtMost(120)],
        hint=lazy("For example, Samaritans. Choose one that is open day and night."),
    )
    helpline_phone = TelInput(lazy("Its number"), [AtMost(40)])
    release_on = DateParts(lazy("When do you promise the results?"))
    check_back_on = DateParts(lazy("When do you ask people if you got it right?"))
    privacy_read = Checkboxes(
        lazy("The words about privacy"),
        choices=[
            SelectChoice("read", lazy("I have read what people see about privacy, and it is right for this round"))
        ],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        if bool(self.helpline_name.data) != bool(self.helpline_phone.data):
            field = self.helpline_phone if self.helpline_name.data else self.helpline_name
            field.errors = [_("Enter both: the name and the number")]
            is_good = False
        release, check_back = self.release_on.data, self.check_back_on.data
        if release and check_back and check_back < release:
            self.check_back_on.errors = [_("People cannot be asked before there are results")]
            is_good = False
        return is_good


class TrialForm(PortalForm):
    template = Radios(
        lazy("Which message?"),
        [Needed(lazy("Choose one"))],
        choices=[
            SelectChoice("invitation", lazy("The first invitation")),
            SelectChoice("reminder", lazy("A reminder, in other words")),
        ],
        default="invitation",
    )
    language = SelectBox(lazy("In which language?"), choices=language_choices, blank=False, default="en")
    channel = Radios(
        lazy("How?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in CHANNELS],
        default=Channel.EMAIL.value,
    )
    mobile = TelInput(
        lazy("Your own mobile number (for a text message)"),
        [AtMost(40)],
        hint=lazy("It is used for this test only. A number of someone on a roster is refused."),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        is_good: bool = super().validate(extra_validators)
        digits = sum(sign.isdigit() for sign in self.mobile.data or "")
        if self.channel.data == Channel.SMS.value and not 8 <= digits <= 15:
            self.mobile.errors = [_("Enter your mobile number, like 07700 900123")]
            return False
        return is_good


class CloneForm(PortalForm):
    name = TextInput(lazy("Name of the new round"), [Needed(lazy("Enter a name")), AtMost(120)])


def state_choices() -> list[Any]:
    return [SelectChoice(one.value, str(one.label)) for one in RoundState]
