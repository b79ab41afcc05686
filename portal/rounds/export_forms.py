"""Forms for files that leave."""

from wtforms.fields.choices import SelectChoice

from portal.rounds.coding_enums import ExportWhat
from portal.rounds.rules.research import SAFES
from portal.shared.forms import AtMost, Needed, PortalForm, Radios, TextArea, TextInput, YesNo
from portal.shared.i18n import lazy

KINDS = [
    SelectChoice("xlsx", lazy("Excel (.xlsx)")),
    SelectChoice("ods", lazy("OpenDocument (.ods)")),
    SelectChoice("csv", "CSV"),
    SelectChoice("json", "JSON"),
    SelectChoice("columns", lazy("Only what the columns mean (CSV)")),
]


def kind_of_file() -> Radios:
    words = lazy("What kind of file?")
    return Radios(words, [Needed(lazy("Choose one"))], choices=list(KINDS), default="xlsx")


def what_it_is_for() -> TextInput:
    return TextInput(
        lazy("What do you need it for?"),
        [Needed(lazy("Say what you need it for")), AtMost(300)],
        hint=lazy("It is kept with your name and the time."),
    )


class TakeForm(PortalForm):
    what = Radios(
        lazy("Which file?"),
        [Needed(lazy("Choose one"))],
        choices=[SelectChoice(one.value, one.label) for one in ExportWhat],
    )
    kind = kind_of_file()
    reason = what_it_is_for()


class TakeResearchForm(PortalForm):
    kind = kind_of_file()
    reason = what_it_is_for()


def _safe(name: str) -> TextArea:
    label, hint = SAFES[name]
    return TextArea(label, [Needed(lazy("Answer all five")), AtMost(2000)], rows=3, hint=hint)


class ResearchForm(PortalForm):
    """The Five Safes, and whether words are in it."""

    projects = _safe("projects")
    people = _safe("people")
    settings = _safe("settings")
    data = _safe("data")
    outputs = _safe("outputs")
    with_words = YesNo(
        lazy("Are people’s own words in it?"),
        [Needed(lazy("Choose yes or no"))],
        hint=lazy("Only of those who agreed, and only after someone took names and places out."),
    )


class DecideForm(PortalForm):
    approve = YesNo(lazy("May this file be taken?"), [Needed(lazy("Choose yes or no"))])
    decided_why = TextArea(lazy("Why?"), [Needed(lazy("Say why")), AtMost(1000)], rows=3)
