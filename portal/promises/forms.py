from wtforms.fields.choices import SelectChoice

from portal.promises.enums import PromiseState
from portal.promises.rules import ENDS
from portal.shared.forms import (
    AtMost,
    Checkboxes,
    DateParts,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    YesNo,
)
from portal.shared.i18n import lazy


class PromiseForm(PortalForm):
    owner = SelectBox(lazy("Which account looks after it?"), [Needed(lazy("Choose an account"))])
    owner_words = TextInput(
        lazy("Who keeps it, as everyone reads it"),
        [Needed(lazy("Say who keeps it")), AtMost(120)],
        hint=lazy("A team or a job, like “The carers’ team”."),
    )
    due = DateParts(lazy("By which day?"), [Needed(lazy("Enter the day"))])
    know = TextArea(
        lazy("How will people know that it is done?"), [Needed(lazy("Say how people will know")), AtMost(400)], rows=2
    )
    because_of = Checkboxes(lazy("Which of these does it answer?"))


class ClaimForm(PortalForm):
    has_version = True
    state = Radios(
        lazy("What happened?"),
        [Needed(lazy("Choose what happened"))],
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in PromiseState if one in ENDS],
    )
    words = TextArea(
        lazy("What shows it?"),
        [Needed(lazy("Say what shows it")), AtMost(600)],
        hint=lazy("Everyone will read this."),
        rows=3,
    )


class CheckClaimForm(PortalForm):
    has_version = True
    agrees = YesNo(lazy("Did you look, and is it true?"), [Needed(lazy("Choose yes or no"))])
