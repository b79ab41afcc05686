from portal.shared.forms import AtMost, Between, Needed, PortalForm, SelectBox, TextArea, TextInput, WholeNumber
from portal.shared.i18n import LANGUAGES, lazy


class PanelForm(PortalForm):
    name_en = TextInput(lazy("Name of the panel"), [Needed(lazy("Enter a name")), AtMost(120)])
    name_en_easy = TextInput(lazy("Name in easy English"), [AtMost(120)])
    name_cy = TextInput(lazy("Name in Welsh"), [AtMost(120)])
    name_ur = TextInput(lazy("Name in Urdu"), [AtMost(120)])
    purpose_en = TextArea(
        lazy("What is the panel for?"), [Needed(lazy("Say what the panel is for")), AtMost(1000)], rows=3
    )
    purpose_en_easy = TextArea(lazy("What it is for, in easy English"), [AtMost(1000)], rows=3)
    purpose_cy = TextArea(lazy("What it is for, in Welsh"), [AtMost(1000)], rows=3)
    purpose_ur = TextArea(lazy("What it is for, in Urdu"), [AtMost(1000)], rows=3)
    service = SelectBox(lazy("Which service is it about?"), choices=list)
    size = WholeNumber(
        lazy("How many members should it have?"),
        [Needed(lazy("Enter how many")), Between(2, 200, lazy("Enter a number from 2 to 200"))],
    )
    notice_days = WholeNumber(
        lazy("How many days before a meeting must papers be there?"),
        [Needed(lazy("Enter how many days")), Between(1, 60, lazy("Enter a number from 1 to 60"))],
    )
    coordinator = SelectBox(lazy("Who do members ring?"), [Needed(lazy("Choose who members ring"))], choices=list)

    def texts(self, field: str) -> dict[str, str]:
        """The texts of one field by language code, where there is one."""
        found = {code: self[f"{field}_{code.replace('-', '_')}"].data for code in LANGUAGES}
        return {code: text for code, text in found.items() if text}


class ChangePanelForm(PanelForm):
    has_version = True
