"""Forms of the understanding side of a round: comments, coding, findings, results."""

from typing import Any

from wtforms.fields.choices import SelectChoice

from portal.rounds.rules.weighting import MARGIN_FIELDS
from portal.rounds.rules.wording import field_name
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    Submit,
    TextArea,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, lazy


class CommentsForm(PortalForm):
    """`question_id` gets its choices from the view."""

    question_id = Radios(
        lazy("Which question do these comments answer?"), [Needed(lazy("Choose a question"))], choices=[]
    )
    file = FileInput(
        lazy("File with the comments"),
        [Needed(lazy("Choose a file"))],
        accept=".csv,.txt,.xlsx",
        hint=lazy("CSV or Excel (.xlsx), with a row of headings. Nothing is brought in yet."),
    )


class ColumnsForm(PortalForm):
    """Choices are the file's own headings, set by the view."""

    has_version = True
    words = SelectBox(
        lazy("Which column holds what people said?"), [Needed(lazy("Choose the column with the comments"))], choices=[]
    )
    theme = SelectBox(
        lazy("Which column holds a theme? (if there is one)"),
        choices=[],
        hint=lazy("Its words become themes. You can rename, merge and delete them later."),
    )
    consent = SelectBox(
        lazy("Which column says that we may use their words? (if there is one)"),
        choices=[],
        hint=lazy("Without such a column nobody is quoted. Only “yes” counts as yes."),
    )


class FilterForm(PortalForm):
    """What to look at; sent by GET, so that a filtered list has an address."""

    class Meta(PortalForm.Meta):
        csrf = False

    question = SelectBox(lazy("Question"), choices=[], blank=False)
    theme = SelectBox(lazy("Theme"), choices=[], blank=False, id="shown-theme")
    word = TextInput(lazy("With this word"), [AtMost(100)])


class CodeManyForm(PortalForm):
    """Several answers of a page at once. Choices are set by the view."""

    answers = Checkboxes(lazy("Answers"), [Needed(lazy("Choose at least one answer"))], choices=[])
    theme = SelectBox(lazy("Theme"), [Needed(lazy("Choose a theme"))], choices=[])
    put = Submit(lazy("Put under this theme"))
    take = Submit(lazy("Take out of this theme"), quiet=True)


class CodeOneForm(PortalForm):
    themes = Checkboxes(lazy("What is it about?"), choices=[])


class MergeForm(PortalForm):
    into = SelectBox(lazy("Merge it into which theme?"), [Needed(lazy("Choose a theme"))], choices=[])


class FindingForm(PortalForm):
    """Themes and figures are set by the view."""

    has_version = True
    words = TextArea(
        lazy("What did people tell us?"),
        [Needed(lazy("Write what people told us")), AtMost(600)],
        rows=4,
        hint=lazy("One idea in one or two sentences."),
    )
    theme_ids = Checkboxes(lazy("Which themes does it rest on?"), choices=[])
    figure_key = SelectBox(lazy("Which released figure does it rest on?"), choices=[])


class ExportForm(PortalForm):
    kind = Radios(
        lazy("What kind of file?"),
        [Needed(lazy("Choose one"))],
        inline=True,
        choices=[SelectChoice("xlsx", "Excel (.xlsx)"), SelectChoice("csv", "CSV")],
        default="xlsx",
    )


def margin_choices() -> list[Any]:
    return [SelectChoice(name, field_name(name)) for name in MARGIN_FIELDS]


class WeightingForm(PortalForm):
    has_version = True
    margins = Checkboxes(
        lazy("Which groups should have their share of the list?"),
        choices=margin_choices,
        hint=lazy("The more you choose, the less each answer tells. Choose what matters most for the answers."),
    )
    trim_at = WholeNumber(
        lazy("No weight may be more than so many times the median"),
        [Needed(lazy("Enter a whole number, like 12")), Between(1, 100)],
        hint=lazy("For example, 5"),
    )


def language_choices() -> list[Any]:
    return [SelectChoice(code, language.name) for code, language in LANGUAGES.items()]


class ReportForm(PortalForm):
    language = SelectBox(lazy("Language"), [Needed(lazy("Choose one"))], choices=language_choices, blank=False)


def choices(pairs: list[tuple[Any, Any]]) -> list[Any]:
    return [SelectChoice(str(value), str(label)) for value, label in pairs]
