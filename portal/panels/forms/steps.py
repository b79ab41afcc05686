"""The pages of an expression of interest, one form each. Nothing on them has to be answered."""

from typing import Any

from portal.panels.enums import HelpedBy
from portal.panels.enums.attributes import QUESTIONS
from portal.panels.enums.coming import FORMATS, SAFE
from portal.panels.forms.calls import choices_for
from portal.panels.rules.interest import ATTRIBUTE
from portal.shared.forms import (
    AnEmailAddress,
    AtMost,
    Checkboxes,
    EmailInput,
    Needed,
    PortalForm,
    Radios,
    SelectChoice,
    TelInput,
    TextArea,
    TextInput,
    YesNo,
)
from portal.shared.i18n import LANGUAGES, lazy


class StepForm(PortalForm):
    def answers(self) -> dict[str, Any]:
        """What was said on this page; what was left empty stays as it was."""
        hidden = ("csrf_token", "idempotency_key")
        return {
            field.name: field.data for field in self if field.name not in hidden and field.data not in (None, "", [])
        }


class NameForm(StepForm):
    name = TextInput(lazy("What should we call you?"), [AtMost(200)])


class ReachForm(StepForm):
    email = EmailInput(lazy("Email"), [AtMost(254), AnEmailAddress()])
    mobile = TelInput(lazy("Mobile number"), [AtMost(40)])
    address = TextArea(
        lazy("Address and postcode"),
        [AtMost(500)],
        rows=3,
        hint=lazy("For letters, and so that only one person from each home is drawn"),
    )


class SafeForm(StepForm):
    safe_contact = Checkboxes(
        lazy("Is there anything we must take care of?"),
        choices=[SelectChoice(one.value, words) for one, words in SAFE.items()],
    )


class LanguageForm(StepForm):
    language = Radios(
        lazy("Which language should we write in?"),
        choices=lambda: [SelectChoice(code, one.name) for code, one in LANGUAGES.items()],
    )


class AccessForm(StepForm):
    formats = Checkboxes(
        lazy("How should papers look?"), choices=[SelectChoice(key, label) for key, label in FORMATS.items()]
    )
    needs = TextArea(
        lazy("What do you need to take part?"),
        [AtMost(1000)],
        rows=3,
        hint=lazy("For example an interpreter, breaks, no steps, someone who comes with you"),
    )


class HelpedForm(StepForm):
    helped_by = Radios(
        lazy("Did someone help you with this?"),
        choices=[SelectChoice(one.value, one.label) for one in HelpedBy if one is not HelpedBy.STAFF],
    )


class CheckForm(PortalForm):
    stays = YesNo(
        lazy("May we keep you on our list for a year, if you are not drawn?"), [Needed(lazy("Choose yes or no"))]
    )


_PAGES: dict[str, type[StepForm]] = {
    "name": NameForm,
    "reach": ReachForm,
    "safe": SafeForm,
    "language": LanguageForm,
    "access": AccessForm,
    "helped": HelpedForm,
}


def form_for(step: str, attributes: list[dict[str, Any]]) -> StepForm:
    if step in _PAGES:
        return _PAGES[step]()
    (one,) = [each for each in attributes if ATTRIBUTE + each["key"] == step]

    class AboutForm(StepForm):
        value = Radios(QUESTIONS.get(one["key"], one["key"]), choices=choices_for(one["key"], one["values"]))

        def answers(self) -> dict[str, Any]:
            return {"about": {one["key"]: self.value.data}} if self.value.data else {}

    return AboutForm()
