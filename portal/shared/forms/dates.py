"""A date in three boxes, as people know it from paper."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from wtforms.utils import unset_value

from portal.shared.forms import widgets
from portal.shared.forms.cleaning import clean_text, western_digits
from portal.shared.forms.fields import PortalField
from portal.shared.i18n import _

PARTS = ("day", "month", "year")


class DateParts(PortalField):
    """`.data` is a date or None; what was typed stays in `.typed`, so nothing is lost when it is not a real date."""

    widget = widgets.DateWidget()

    def __init__(self, *args: Any, **kw: Any):
        self.typed: dict[str, str] = dict.fromkeys(PARTS, "")
        self.wrong_parts: set[str] = set()
        super().__init__(*args, **kw)

    def process_data(self, value: dt.date | None) -> None:
        self.data = value
        if value is not None:
            self.typed = {"day": str(value.day), "month": str(value.month), "year": str(value.year)}

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        names = {part: f"{self.name}-{part}" for part in PARTS}
        if formdata is not None and any(name in formdata for name in names.values()):
            self.raw_data = [formdata.get(name, "") for name in names.values()]
            self.typed = {part: clean_text(formdata.get(name, ""))[:20] for part, name in names.items()}
            self._read()

    def _read(self) -> None:
        self.data = None
        missing = [part for part in PARTS if not self.typed[part]]
        if len(missing) == 3:
            return
        if missing:
            self.wrong_parts = set(missing)
            words = {
                "day": _("Enter the day as well"),
                "month": _("Enter the month as well"),
                "year": _("Enter the year as well"),
            }
            self.process_errors.append(words[missing[0]])
            return
        try:
            self.data = read_date(self.typed)
        except ValueError:
            self.wrong_parts = set(PARTS)
            self.process_errors.append(_("Enter a real date, like 27 3 2026"))


def read_date(typed: Mapping[str, str]) -> dt.date:
    """A date from day, month and year as typed, in any script's digits.

    Raises:
        ValueError: no such day, or the year does not have four digits.
    """
    day, month, year = (western_digits(typed[part]) for part in PARTS)
    if not all(part.isascii() and part.isdigit() for part in (day, month, year)) or len(year) != 4:
        raise ValueError("not a date")
    return dt.date(int(year), int(month), int(day))
