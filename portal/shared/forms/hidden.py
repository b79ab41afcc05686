"""Fields nobody sees: they make a form safe to send twice, late, or from two tabs."""

import uuid
from typing import Any

from portal.shared.forms import widgets
from portal.shared.forms.cleaning import clean_text, parse_whole
from portal.shared.forms.fields import PortalField
from portal.shared.i18n import _


class HiddenValue(PortalField):
    """A short text carried along."""

    widget = widgets.PlainHiddenWidget()
    data: Any

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_text(str(valuelist[0]))

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


class IdempotencyKey(HiddenValue):
    """`.data` is a UUID: fresh whenever a form is shown, the same however often that form is sent."""

    def __init__(self, **kw: Any):
        super().__init__("", default=uuid.uuid4, **kw)

    def process_data(self, value: Any) -> None:
        self.data = uuid.uuid4()

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = uuid.UUID(str(valuelist[0]))
        except (ValueError, IndexError):
            self.data = uuid.uuid4()


class RecordVersion(HiddenValue):
    """The version of the record the person was looking at; `.data` is an int or None."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not any(valuelist):
            return  # the form of something new has no version yet
        try:
            self.data = parse_whole(str(valuelist[0]))
        except ValueError as problem:
            raise ValueError(_("Open this page again and send it once more")) from problem
