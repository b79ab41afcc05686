"""Forms of the asking side of a round."""

from typing import Any

from flask import request
from wtforms.fields.choices import SelectChoice

from portal.rosters.enums import ReportingField, ServiceStatus
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

REPORTING = (ReportingField.ETHNICITY, ReportingField.AREA, ReportingField.SEX, ReportingField.DISABILITY)


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


def strata_choices() -> list[Any]:
    return [SelectChoice(field.value, str(field.label)) for field in REPORTING]


def allocation_choices() -> list[Any]:
    return [
        SelectChoice(
            "square_root",
            lazy("By the square root of their size"),
            render_kw={
                "hint": lazy("Small groups get more than their share, so that you can hear them. A good start.")
            },
        ),
        SelectChoice(
            "proportional", lazy("By their share"), render_kw={"hint": lazy("Like the roster, only smaller.")}
        ),
        SelectChoice("equal", lazy("The same for each group"), render_kw={"hint": lazy("Best for comparing groups.")}),
    ]


class PlanForm(PortalForm):
    """How many people, from which groups. `frame_id` gets its choices from the view."""

    frame_id = SelectBox(lazy("Draw from which frame?"), [Needed(lazy("Choose a frame"))], choices=[])
    size = WholeNumber(
        lazy("How many people do you want to ask?"),
        [Needed(lazy("Enter how many people")), Between(1, 1_000_000)],
        hint=lazy("For example, 400"),
    )
    strata_field = Radios(
        lazy("Besides how they stand to the service, divide people by what?"),
        [Needed(lazy("Choose one"))],
        choices=strata_choices,
    )
    allocation = Radios(
        lazy("How should the places be shared out?"), [Needed(lazy("Choose one"))], choices=allocation_choices
    )
    least_active = WholeNumber(lazy("At least this many who use the service"), [Between(0, 1_000_000)])
    least_completed = WholeNumber(lazy("At least this many who finished"), [Between(0, 1_000_000)])
    least_disengaged = WholeNumber(
        lazy("At least this many who stopped coming"),
        [Between(0, 1_000_000)],
        hint=lazy("They answer less often. Ask more of them than you need answers."),
    )
    least_never_started = WholeNumber(lazy("At least this many who never started"), [Between(0, 1_000_000)])

    def is_agreed(self) -> bool:
        """Was it the button that agrees, and not the one that shows?"""
        return "agree" in request.form

    def minimums(self) -> dict[str, int]:
        given = {status.value: self[f"least_{status.value}"].data for status in ServiceStatus}
        return {status: least for status, least in given.items() if least}


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
