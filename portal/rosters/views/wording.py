"""How values of a roster are said on a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from portal.rosters.enums import NOT_KNOWN, PREFER_NOT_TO_SAY, Exclusion, ReportingField, RosterField, ServiceStatus
from portal.rosters.models import Frame, RosterImport
from portal.rosters.rules.ages import band_order
from portal.rosters.rules.framing import SMALL
from portal.rosters.rules.languages import language_name
from portal.shared.i18n import _, current, format_list, format_number, lazy

Row = tuple[Any, ...]
MOST_BARS = 40
DAY_NAMES = (
    *(lazy("Monday"), lazy("Tuesday"), lazy("Wednesday")),
    *(lazy("Thursday"), lazy("Friday"), lazy("Saturday")),
)


def category_words(value: str) -> str:
    return {NOT_KNOWN: _("Not known"), PREFER_NOT_TO_SAY: _("Prefer not to say")}.get(value, value)


def value_words(field: RosterField, value: Any) -> str:
    """One value of a row as shown in the preview; a contact only as given or not."""
    if value is None or value == "" or value == []:
        return "–"
    if field is RosterField.STATUS:
        return str(ServiceStatus(value).label)
    if field is RosterField.FLAG:
        return str(Exclusion(value).label)
    if field is RosterField.LANGUAGE:
        return language_name(value, speaking=current().locale)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field is RosterField.SAFE_DAYS:
        return format_list([str(DAY_NAMES[day]) for day in value])
    if field is RosterField.SAFE_HOURS:
        return _hours_words(*value)
    if isinstance(value, list):
        return format_list([safe_contact_words(one) for one in value])
    return category_words(str(value))


def _hours_words(first: int | None, last: int | None) -> str:
    if first is None:
        return _("until %(hour)s", hour=f"{last}:00")
    return _("from %(hour)s", hour=f"{first}:00") if last is None else f"{first}:00–{last}:00"


def safe_contact_words(value: str) -> str:
    from portal.people.enums import SafeContact

    return str(SafeContact(value).label)


def column_words(field: RosterField) -> str:
    if field.is_contact:
        return _("%(field)s given?", field=field.label)
    return _("Age") if field is RosterField.BIRTH_DATE else str(field.label)


def first_rows(roster_import: RosterImport, said: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[Row]]:
    """Columns and rows of the example table."""
    fields = [field for field in RosterField if field.value in roster_import.mapping]
    rows = [tuple(value_words(field, one.get(field.value)) for field in fields) for one in said]
    return [column_words(field) for field in fields], rows


def marked(count: int) -> str:
    """A count for staff; a small one says so, because it could point at someone once it left this page."""
    return (
        _("%(count)s (small: do not pass on)", count=format_number(count))
        if 0 < count < SMALL
        else format_number(count)
    )


def coverage_table(frame: Frame) -> tuple[list[str], list[Row]]:
    """One row per status and one for all: on the roster, in the frame, and left out by each reason that occurs."""
    occurring = [r for r in Exclusion if any(part["excluded"].get(r.value) for part in frame.coverage.values())]
    columns = [_("Status"), _("On the roster"), _("In the frame"), *(str(reason.label) for reason in occurring)]
    rows = [
        _coverage_row(str(s.label), [frame.coverage[s.value]], occurring) for s in ServiceStatus if s in frame.coverage
    ]
    rows.append(_coverage_row(_("Everyone"), list(frame.coverage.values()), occurring))
    return columns, rows


def _coverage_row(label: str, parts: Sequence[Mapping[str, Any]], reasons: Sequence[Exclusion]) -> Row:
    left_out = (sum(part["excluded"].get(reason.value, 0) for part in parts) for reason in reasons)
    counts = (sum(part["roster"] for part in parts), sum(part["in_frame"] for part in parts), *left_out)
    return (label, *(marked(count) for count in counts))


def breakdowns(frame: Frame) -> list[tuple[str, list[tuple[str, int, str]], int]]:
    """For each reporting field its label, bars (label, people, words) and how many further values are not shown."""
    made = []
    for name, counts in frame.breakdown.items():
        field = ReportingField(name)
        values = (
            sorted(counts, key=band_order)
            if field is ReportingField.AGE_BAND
            else sorted(counts, key=lambda v: (-counts[v], v))
        )
        bars = [(_reporting_words(field, value), counts[value], marked(counts[value])) for value in values[:MOST_BARS]]
        made.append((str(field.label), bars, max(0, len(values) - MOST_BARS)))
    return made


def _reporting_words(field: ReportingField, value: str) -> str:
    return (
        language_name(value, speaking=current().locale) if field is ReportingField.LANGUAGE else category_words(value)
    )
