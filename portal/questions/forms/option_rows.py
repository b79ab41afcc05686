"""The answers of a question as rows of a form: added, taken away and moved by buttons, nothing lost on the way."""

import re
from dataclasses import dataclass, replace
from typing import Any

from wtforms.utils import unset_value

from portal.questions.enums import QuestionKind
from portal.questions.operations.writing import LONGEST_KEY, WrittenOption
from portal.questions.rules import OTHER
from portal.shared.forms.cleaning import clean_text
from portal.shared.forms.fields import PortalField
from portal.shared.i18n import _

BLANK_ROWS, MOST_ROWS, LONGEST = 3, 40, 120
FEWEST = 2


@dataclass(frozen=True)
class Row:
    """One answer as typed."""

    text: str = ""
    code: str = ""
    exclusive: bool = False
    error: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.text


class OptionRows(PortalField):
    """`.rows` as typed, with their errors; `.written` those that say something (see questions/option_rows.html)."""

    widget: Any = None
    data: Any
    errors: Any

    def __init__(self, *args: Any, kind: QuestionKind, **kw: Any):
        self.kind, self.rows = kind, [Row()] * BLANK_ROWS
        super().__init__(*args, **kw)

    @property
    def data_in_words(self) -> str:
        return "\n".join(row.text for row in self.rows if not row.is_empty)

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        super().process(None, data, extra_filters)
        count = formdata.get(f"{self.name}-count", "") if formdata is not None else ""
        if count.isascii() and count.isdigit():
            self.rows = [self._typed(formdata, n) for n in range(min(int(count), MOST_ROWS))]
        elif isinstance(self.data, list):
            self.rows = [*self.data, *[Row()] * (1 if self.data else BLANK_ROWS)]
        self.data = self.data_in_words  # what a page about two editors shows

    def _typed(self, formdata: Any, n: int) -> Row:
        text, code = (clean_text(formdata.get(f"{self.name}-{n}-{part}", ""))[:400] for part in ("text", "code"))
        return Row(text=text, code=code, exclusive=bool(formdata.get(f"{self.name}-{n}-exclusive")))

    @property
    def written(self) -> tuple[WrittenOption, ...]:
        return tuple(
            WrittenOption(text=row.text, code=row.code, exclusive=row.exclusive)
            for row in self.rows
            if not row.is_empty
        )

    def rearrange(self, button: str) -> int | None:
        """What a button of the rows does: `more`, `up-2`, `down-2`, `remove-2`. The row to look at; None: not ours."""
        what, _dash, number = button.partition("-")
        if what == "more" and len(self.rows) < MOST_ROWS:
            self.rows = [*self.rows, *[Row()] * BLANK_ROWS][:MOST_ROWS]
            return len(self.rows) - BLANK_ROWS
        if what not in ("up", "down", "remove") or not re.fullmatch("[0-9]{1,2}", number, re.ASCII):
            return None
        at, rows = int(number), list(self.rows)
        if at >= len(rows):
            return None
        row = rows.pop(at)
        if what == "remove":
            self.rows = rows or [Row()]
            return min(at, len(self.rows) - 1)
        to = max(0, min(len(rows), at + (1 if what == "down" else -1)))
        rows.insert(to, row)
        self.rows = rows
        return to

    def pre_validate(self, form: Any) -> None:
        """Errors stand at their rows; the field holds each of them too, for the summary above."""
        codes, checked = [row.code for row in self.rows if row.code and not row.is_empty], []
        for row in self.rows:
            checked.append(row if row.is_empty else replace(row, error=self._problem(row, codes)))
        self.rows = checked
        first = next((n for n, row in enumerate(checked) if row.error), 0)
        self.id = f"{self.name}-{first}-text"  # where the summary above the form leads
        self.errors = [*self.errors, *dict.fromkeys(row.error for row in checked if row.error)]
        if not self.errors and sum(not row.is_empty for row in self.rows) < FEWEST:
            self.errors = [_("Write two answers or more")]

    def _problem(self, row: Row, codes: list[str]) -> str:
        if len(row.text) > LONGEST:
            return _("Make this answer shorter")
        if row.code and (not re.fullmatch(f"[a-z0-9_-]{{1,{LONGEST_KEY}}}", row.code) or row.code == OTHER):
            return _("Use small letters a to z, digits and dashes, and no spaces")
        if row.code and codes.count(row.code) > 1:
            return _("Two answers have the same code")
        return ""
