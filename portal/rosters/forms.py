from collections.abc import Mapping, Sequence
from typing import Any

from wtforms.validators import ValidationError

from portal.rosters.enums import NOT_KNOWN, PREFER_NOT_TO_SAY, DateStyle, ReportingField, RosterField, ServiceStatus
from portal.rosters.models import RosterImport
from portal.shared.forms import (
    AtMost,
    Between,
    Checkboxes,
    FileInput,
    Needed,
    PortalForm,
    Radios,
    SelectBox,
    SelectChoice,
    TextInput,
    WholeNumber,
)
from portal.shared.i18n import LANGUAGES, _, lazy

AS_IT_IS = "as_it_is"


def reporting_choices() -> list[SelectChoice]:
    return [SelectChoice(field.value, str(field.label)) for field in ReportingField]


class ServiceForm(PortalForm):
    name_en = TextInput(lazy("Name of the service"), [Needed(lazy("Enter a name")), AtMost(120)])
    name_en_easy = TextInput(lazy("Name in easy English"), [AtMost(120)])
    name_cy = TextInput(lazy("Name in Welsh"), [AtMost(120)])
    name_ur = TextInput(lazy("Name in Urdu"), [AtMost(120)])
    youngest_age = WholeNumber(
        lazy("Youngest age at which we ask people"),
        [Between(0, 120, lazy("Enter an age from 0 to 120"))],
        hint=lazy("Leave this empty to ask people of any age, for example when parents answer."),
    )
    reporting_fields = Checkboxes(
        lazy("What may results be broken down by?"),
        [Needed(lazy("Choose at least one"))],
        choices=reporting_choices,
    )

    @property
    def names(self) -> dict[str, str]:
        """The name by language code, where one was given."""
        texts = {code: self[f"name_{code.replace('-', '_')}"].data for code in LANGUAGES}
        return {code: text for code, text in texts.items() if text}


class ServiceSettingsForm(ServiceForm):
    has_version = True


class UploadForm(PortalForm):
    file = FileInput(
        lazy("Roster file"),
        [Needed(lazy("Choose a file"))],
        hint=lazy("A CSV or Excel (.xlsx) file of up to 20 MB. The first row holds the headings."),
        accept=".csv,.tsv,.txt,.xlsx",
    )


class FreezeForm(PortalForm):
    name = TextInput(
        lazy("Name of the frame"),
        [Needed(lazy("Enter a name")), AtMost(120)],
        hint=lazy("So that you find it again. For example: Autumn 2026."),
    )


class MappingForm(PortalForm):
    """One list of the file's columns for each thing we can know. Built for one file by `mapping_form`."""

    date_style = Radios(
        lazy("How does the file write dates?"),
        [Needed(lazy("Choose how the file writes dates"))],
        choices=lambda: [SelectChoice(style.value, str(style.label)) for style in DateStyle],
    )

    def column_fields(self) -> list[Any]:
        return [self[_column(field)] for field in RosterField]

    @property
    def mapping(self) -> dict[str, int]:
        chosen = {field.value: self[_column(field)].data for field in RosterField}
        return {name: int(column) for name, column in chosen.items() if column not in (None, "", "none")}


def mapping_form(roster_import: RosterImport) -> MappingForm:
    columns = [SelectChoice(str(n), heading) for n, heading in enumerate(roster_import.headings)]
    fields = {_column(field): _column_list(field, columns) for field in RosterField}
    made = type("MappingFormOfFile", (MappingForm,), fields)
    guessed = {_column(field): str(roster_import.mapping.get(field.value, "none")) for field in RosterField}
    form: MappingForm = made(data={**guessed, "date_style": roster_import.reading["date_style"]})
    return form


def _column(field: RosterField) -> str:
    return f"column_{field.value}"


def _column_list(field: RosterField, columns: Sequence[SelectChoice]) -> SelectBox:
    if field.is_needed:
        needed = Needed(lazy("Choose the column with this. It is needed"))
        return SelectBox(field.label, [needed, _used_once], choices=list(columns))
    none = SelectChoice("none", _("Not in this file"))
    return SelectBox(field.label, [_used_once], choices=[none, *columns], blank=False)


def _used_once(form: MappingForm, field: SelectBox) -> None:
    others = [other for other in form.column_fields() if other is not field and other.data == field.data]
    if field.data not in (None, "none") and others:
        raise ValidationError(_("This column is chosen twice, also for: %(field)s", field=others[0].label.text))


class MeaningsForm(PortalForm):
    """What the file's words for categories mean to this service. Built for one file by `meanings_form`."""

    words: Mapping[str, tuple[RosterField, str]]

    @property
    def meanings(self) -> dict[str, dict[str, str]]:
        """The chosen meaning by field and word (in lower case); words taken as they are mean themselves."""
        chosen: dict[str, dict[str, str]] = {}
        for name, (field, word) in self.words.items():
            value = self[name].data
            if value:
                chosen.setdefault(field.value, {})[word.casefold()] = word if value == AS_IT_IS else value
        return chosen

    def by_field(self) -> list[tuple[RosterField, list[Any]]]:
        groups: dict[RosterField, list[Any]] = {}
        for name, (field, _word) in self.words.items():
            groups.setdefault(field, []).append(self[name])
        return list(groups.items())


def meanings_form(
    *, words: Mapping[str, tuple[RosterField, str]], current: Mapping[str, str | None], own: Mapping[str, Sequence[str]]
) -> MeaningsForm:
    """`words`: field and word by input name; `current`: what each means now; `own`: the service's categories."""
    fields: dict[str, Any] = {}
    for name, (field, word) in words.items():
        label = _("“%(word)s”", word=word) if word else _("(empty)")
        fields[name] = SelectBox(label, choices=_meaning_choices(field, word, own.get(field.value, ())), blank=True)
    made = type("MeaningsFormOfFile", (MeaningsForm,), fields)
    data = {name: _as_chosen(*words[name], meant) for name, meant in current.items()}
    form: MeaningsForm = made(data=data)
    form.words = words
    return form


def _as_chosen(field: RosterField, word: str, meant: str | None) -> str | None:
    return AS_IT_IS if meant == word and field is not RosterField.STATUS else meant


def _meaning_choices(field: RosterField, word: str, own: Sequence[str]) -> list[SelectChoice]:
    if field is RosterField.STATUS:
        return [SelectChoice(status.value, str(status.label)) for status in ServiceStatus]
    as_it_is = [SelectChoice(AS_IT_IS, _("Keep as “%(word)s”", word=word))] if word else []
    others = [SelectChoice(category, category) for category in own if category != word]
    return [
        *as_it_is,
        *others,
        SelectChoice(NOT_KNOWN, _("Not known")),
        SelectChoice(PREFER_NOT_TO_SAY, _("Prefer not to say")),
    ]


class AgreeForm(PortalForm):
    missing = Radios(
        lazy("What about people who are on the roster but not in this file?"),
        choices=lambda: [
            SelectChoice("keep", _("Leave them as they are: the file holds only some people")),
            SelectChoice("remove", _("Take them off the roster: the file holds everyone")),
        ],
    )

    def validate_missing(self, field: Radios) -> None:
        if self.asks_about_missing and field.data is None:
            raise ValidationError(_("Choose what to do with people who are not in the file"))

    asks_about_missing = False


class ButtonForm(PortalForm):
    """A single button, safe to press twice."""
