"""Forms of the asking side of a round."""

from wtforms.fields.choices import SelectChoice

from portal.rounds.enums import Ineligible
from portal.shared.forms import (
    AtMost,
    Between,
    DateParts,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, lazy


class RoundForm(PortalForm):
    """`service_id` and `question_set_id` get their choices from the view."""

    has_version = True
    name = TextInput(lazy("Name of the round"), [Needed(lazy("Enter a name")), AtMost(120)])
    service_id = SelectBox(lazy("Which service is it about?"), [Needed(lazy("Choose a service"))], choices=[])
    question_set_id = SelectBox(
        lazy("Which questions?"),
        [Needed(lazy("Choose a set of questions"))],
        choices=[],
        hint=lazy("Only published sets are listed. They cannot change while people answer."),
    )
    purpose = TextArea(
        lazy("Why do you ask?"),
        [Needed(lazy("Say why you ask")), AtMost(600)],
        rows=3,
        hint=lazy("One or two short sentences. People read this before they start."),
    )
    purpose_en_easy = TextArea(lazy("The same in easy English"), [AtMost(600)], rows=3)
    purpose_cy = TextArea(lazy("The same in Welsh"), [AtMost(600)], rows=3)
    purpose_ur = TextArea(lazy("The same in Urdu"), [AtMost(600)], rows=3)
    closes_on = DateParts(
        lazy("Last day to answer"), hint=lazy("For example, 31 3 2027. Leave empty if you do not know yet.")
    )

    def purposes(self) -> dict[str, str]:
        texts = {"en": self.purpose.data}
        texts |= {code: self[f"purpose_{code.replace('-', '_')}"].data for code in LANGUAGES if code != "en"}
        return {code: text for code, text in texts.items() if text}


class WaveForm(PortalForm):
    template = Radios(
        lazy("What do you want to send?"),
        [Needed(lazy("Choose one"))],
        choices=[
            SelectChoice("invitation", lazy("The first invitation")),
            SelectChoice("reminder", lazy("A reminder, in other words")),
        ],
    )


class ReserveForm(PortalForm):
    stratum = SelectBox(lazy("From which group?"), [Needed(lazy("Choose a group"))], choices=[])
    batch = WholeNumber(
        lazy("How many more people?"),
        [Needed(lazy("Enter how many people")), Between(1, 1000)],
        hint=lazy("They come in the order of the draw, all of them or none."),
    )


class ReplaceForm(PortalForm):
    reference = TextInput(
        lazy("The service’s reference of the person"),
        [Needed(lazy("Enter the reference")), AtMost(100)],
        hint=lazy("As it stands in the roster."),
    )
    reason = Radios(
        lazy("Why should this person not have been asked?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice(one.value, str(one.label)) for one in Ineligible],
    )
