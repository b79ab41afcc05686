from typing import Any, Final

from portal.panels.enums import HelpedBy
from portal.panels.enums.attributes import NAMES, PREFER_NOT_TO_SAY, QUESTIONS, RATHER_NOT, value_label
from portal.panels.enums.coming import FORMATS
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.papers import LetterSize
from portal.panels.rules.calls import TEXTS
from portal.people.enums import SafeContact
from portal.shared.forms import (
    AnEmailAddress,
    AtMost,
    Between,
    Checkboxes,
    DateParts,
    DecimalNumber,
    EmailInput,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TelInput,
    TextArea,
    TextInput,
    WholeNumber,
    YesNo,
)
from portal.shared.i18n import LANGUAGES, lazy

TEXT_LABELS: Final[dict[str, Any]] = {
    "title": lazy("Title of the call"),
    "purpose": lazy("What is it about?"),
    "decides": lazy("What will members decide?"),
    "not_decides": lazy("What will they not decide?"),
    "time": lazy("How much time does it take?"),
    "payment": lazy("What do we pay?"),
    "support": lazy("What help is there?"),
    "procedure": lazy("How is the public number for the draw made?"),
}
PROCEDURE_HINT = lazy("For example: the six numbers of the National Lottery of that evening, in the order drawn")


class CallForm(PortalForm):
    """Texts of a call in every language, its days and its seats. The text fields are added below."""

    opens_on = DateParts(lazy("First day"), [Needed(lazy("Enter the first day"))])
    closes_on = DateParts(lazy("Last day"), [Needed(lazy("Enter the last day"))])
    draw_on = DateParts(lazy("Day of the draw"), [Needed(lazy("Enter the day of the draw"))])
    seats = WholeNumber(
        lazy("How many members are chosen?"),
        [Needed(lazy("Enter how many")), Between(2, 200, lazy("Enter a number from 2 to 200"))],
    )
    one_per_home = YesNo(lazy("At most one person from each home?"), [Needed(lazy("Choose yes or no"))])
    is_leximin = Radios(
        lazy("How should chances be made equal?"),
        [Needed(lazy("Choose one of the two"))],
        choices=[
            SelectChoice("yes", lazy("The smallest chance as large as possible, then the next, and so on")),
            SelectChoice("no", lazy("Only the smallest chance as large as possible")),
        ],
    )

    def texts(self) -> dict[str, dict[str, str]]:
        """Text by field and language code, where there is one."""
        found = {name: {code: self[_key(name, code)].data for code in LANGUAGES} for name in TEXTS}
        return {name: {code: text for code, text in texts.items() if text} for name, texts in found.items()}

    def text_fields(self, code: str) -> list[Any]:
        return [self[_key(name, code)] for name in TEXTS]


def _key(name: str, code: str) -> str:
    return f"{name}_{code.replace('-', '_')}"


for _name in TEXTS:
    for _code in LANGUAGES:
        _hint = PROCEDURE_HINT if _name == "procedure" and _code == "en" else None
        _needed = [Needed(lazy("Write this in English"))] if _code == "en" else []
        _make: Any = TextInput if _name == "title" else TextArea
        _field = _make(TEXT_LABELS[_name], [*_needed, AtMost(200 if _name == "title" else 2000)], hint=_hint)
        setattr(CallForm, _key(_name, _code), _field)


class ChangeCallForm(CallForm):
    has_version = True


class BalanceForm(PortalForm):
    categories = Checkboxes(
        lazy("What should members be balanced by?"),
        [Needed(lazy("Choose at least one"))],
        choices=[SelectChoice(key, label) for key, label in NAMES.items()],
    )
    areas = TextArea(lazy("Areas, one on each line"), [AtMost(2000)], rows=5, hint=lazy("Only if you balance by area"))


class AskPeopleForm(PortalForm):
    service = SelectBox(
        lazy("Whom should we ask?"), [Needed(lazy("Choose a service"))], choices=list, hint=lazy("Everyone it knows")
    )


class PoolFileForm(PortalForm):
    file = FileInput(lazy("CSV or Excel file"), [Needed(lazy("Choose a file"))], accept=".csv,.xlsx")
    agreed_on = DateParts(
        lazy("When did these people agree to be on the list?"), [Needed(lazy("Enter the day they agreed"))]
    )


class CallPaperForm(PortalForm):
    """One form on paper, with a code of its own."""

    language = SelectBox(
        lazy("In which language?"),
        [Needed(lazy("Choose a language"))],
        choices=lambda: [SelectChoice(one.code, one.name) for one in LANGUAGES.values()],
    )
    size = Radios(
        lazy("How large?"),
        [Needed(lazy("Choose one"))],
        choices=lambda: [SelectChoice(one.value, one.label) for one in LetterSize],
        default=LetterSize.NORMAL.value,
    )


class PaperCodeForm(PortalForm):
    code = TextInput(lazy("Code on the paper"), [Needed(lazy("Enter the code")), AtMost(40)])


class TypeInForm(PortalForm):
    """All of it on one page: for staff who listen to someone, or type a paper."""

    came_by = Radios(
        lazy("How did they tell you?"),
        [Needed(lazy("Choose one of the two"))],
        choices=[SelectChoice(one.value, one.label) for one in (SaidBy.PHONE, SaidBy.PAPER)],
    )
    name = TextInput(lazy("Name"), [Needed(lazy("Enter a name")), AtMost(200)])
    email = EmailInput(lazy("Email"), [AtMost(254), AnEmailAddress()])
    mobile = TelInput(lazy("Mobile number"), [AtMost(40)])
    address = TextArea(lazy("Address and postcode"), [AtMost(500)], rows=3)
    safe_contact = Checkboxes(
        lazy("What must we take care of when we reach them?"),
        choices=[SelectChoice(one.value, one.label) for one in SafeContact],
    )
    language = SelectBox(lazy("Language"), choices=lambda: [SelectChoice(k, v.name) for k, v in LANGUAGES.items()])
    formats = Checkboxes(
        lazy("How should papers look?"), choices=[SelectChoice(key, label) for key, label in FORMATS.items()]
    )
    needs = TextArea(lazy("What do they need to take part?"), [AtMost(1000)], rows=3)
    helped_by = Radios(lazy("Who helped them?"), choices=[SelectChoice(one.value, one.label) for one in HelpedBy])
    stays = YesNo(lazy("Do they want to be on our list for a year?"), [Needed(lazy("Choose yes or no"))])

    def said(self) -> dict[str, Any]:
        names = ("name", "email", "mobile", "address", "safe_contact", "language", "formats", "needs", "helped_by")
        return {name: self[name].data for name in names if self[name].data}


def choices_for(category: str, values: list[str]) -> list[Any]:
    known = [SelectChoice(value, value_label(category, value)) for value in values]
    return [*known, SelectChoice(PREFER_NOT_TO_SAY, RATHER_NOT)]


def type_in_form(attributes: list[dict[str, Any]]) -> type[TypeInForm]:
    """The form for one call: with a question for each thing its panel is balanced by."""

    class Form(TypeInForm):
        def about(self) -> dict[str, str]:
            return {one["key"]: self["about_" + one["key"]].data for one in attributes}

    for one in attributes:
        label = QUESTIONS.get(one["key"], one["key"])
        setattr(Form, "about_" + one["key"], Radios(label, choices=choices_for(one["key"], one["values"])))
    return Form


class TargetForm(PortalForm):
    """Numbers for each value, read by `rows`; boxes are named after category and place."""

    @staticmethod
    def for_values(attributes: list[dict[str, Any]]) -> type["TargetForm"]:
        class Form(TargetForm):
            source = TextInput(lazy("Where are these shares from?"), [AtMost(200)])

        for one in attributes:
            for place, value in enumerate(one["values"]):
                label = value_label(one["key"], value)
                for kind, field in _boxes(label).items():
                    setattr(Form, f"{kind}_{one['key']}_{place}", field)
        return Form


def _boxes(label: str) -> dict[str, Any]:
    whole = [Between(0, 200, lazy("Enter a number from 0 to 200"))]
    share = [Between(0, 100, lazy("Enter a number from 0 to 100"))]
    return {
        "share": DecimalNumber(lazy("Share of the people served, in percent: %(of)s", of=label), share),
        "least": WholeNumber(lazy("At least: %(of)s", of=label), whole),
        "most": WholeNumber(lazy("At most: %(of)s", of=label), whole),
        "flex": WholeNumber(lazy("May give way by: %(of)s", of=label), whole),
    }


class NumberForm(PortalForm):
    number = TextInput(lazy("The public number"), [Needed(lazy("Type the number")), AtMost(200)])


class AdditionForm(PortalForm):
    interest = SelectBox(lazy("Who?"), [Needed(lazy("Choose a person"))], choices=list)
    why = TextArea(lazy("Why without the draw?"), [Needed(lazy("Say why")), AtMost(1000)], rows=3)


class GapForm(PortalForm):
    owner = SelectBox(lazy("Who looks for more people?"), [Needed(lazy("Choose who"))], choices=list)
    due = DateParts(lazy("By when?"), [Needed(lazy("Enter a day"))])


class EmptyForm(PortalForm):
    """A button."""
