"""Forms for texts that go out to be translated and come back."""

from portal.questions.enums import TextStatus
from portal.shared.forms import FileInput, Needed, PortalForm, Radios, SelectChoice
from portal.shared.i18n import lazy


class TakeForm(PortalForm):
    kind = Radios(
        lazy("Which kind of file?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[
            SelectChoice("csv", "CSV"),
            SelectChoice("xlsx", "Excel (XLSX)"),
            SelectChoice("ods", "OpenDocument (ODS)"),
        ],
        default="csv",
        inline=True,
    )


class SheetForm(PortalForm):
    sheet = FileInput(
        lazy("The sheet with the translations"),
        [Needed(lazy("Choose a file"))],
        hint=lazy("As XLSX, ODS or CSV."),
        accept=".csv,text/csv,.xlsx,.ods",
    )
    status = Radios(
        lazy("How far can it be trusted?"),
        [Needed(lazy("Choose one of the answers"))],
        choices=[
            SelectChoice(TextStatus.MACHINE_DRAFT.value, TextStatus.MACHINE_DRAFT.label),
            SelectChoice(TextStatus.CHECKED.value, TextStatus.CHECKED.label),
        ],
        default=TextStatus.MACHINE_DRAFT.value,
    )
