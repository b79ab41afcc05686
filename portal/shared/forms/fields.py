"""Our field classes: GOV.UK markup, people's words, cleaned at the edge.

All take `label`, `validators`, `hint`, and where it makes sense `autocomplete`, `inputmode`, `spellcheck`, `rows`,
`classes`. Rendered as `form.name()`, or `form.name(heading=True)` when the question is the page's `h1`.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import wtforms
from werkzeug.datastructures import FileStorage
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from portal.shared.forms import widgets
from portal.shared.forms.cleaning import clean_text, parse_decimal, parse_whole
from portal.shared.i18n import _, current, lazy

Words = Any


class PortalField(wtforms.Field):
    """What every field of ours knows beside its value."""

    widget: Any
    inline = False
    prefix_words: Words = None
    suffix_words: Words = None

    def __init__(self, label: Words = None, validators: Sequence[Any] | None = None, *, hint: Words = None, **kw: Any):
        names = ("autocomplete", "inputmode", "spellcheck", "rows")
        self.attributes = {name: kw.pop(name) for name in names if name in kw}
        self.hint = hint
        self.extra_classes = kw.pop("classes", "")
        super().__init__(label, validators, **kw)

    def __call__(self, **kw: Any) -> Any:
        kw.setdefault("classes", self.extra_classes)
        return self.widget(self, **kw)


class TextInput(PortalField, wtforms.StringField):
    """One line of text; `.data` is cleaned text, "" when left empty."""

    widget: Any = widgets.InputWidget()

    def __init__(self, *args: Any, prefix: Words = None, suffix: Words = None, **kw: Any):
        super().__init__(*args, **kw)
        self.prefix_words, self.suffix_words = prefix, suffix

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = clean_text(str(valuelist[0]))


class TextArea(TextInput):
    """Many lines. With `AtMost(n)` it shows how many letters are left."""

    widget = widgets.AreaWidget()


class EmailInput(TextInput):
    widget = widgets.InputWidget("email")

    def __init__(self, *args: Any, **kw: Any):
        super().__init__(*args, **({"autocomplete": "email", "spellcheck": False} | kw))


class TelInput(TextInput):
    widget = widgets.InputWidget("tel")

    def __init__(self, *args: Any, **kw: Any):
        super().__init__(*args, **({"autocomplete": "tel", "classes": "govuk-input--width-20"} | kw))


class PasswordInput(PortalField, wtforms.StringField):
    """Kept exactly as typed, spaces too; only a NUL is refused."""

    widget = widgets.SecretWidget()

    def __init__(self, *args: Any, **kw: Any):
        super().__init__(*args, **({"autocomplete": "current-password"} | kw))

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist:
            self.data = str(valuelist[0])
            if "\x00" in self.data:
                raise ValueError(_("Type the password again"))


class _Number(PortalField):
    widget = widgets.InputWidget()
    refusal: Words = lazy("Enter a number, like 12")
    parse: Callable[..., Any]

    def __init__(self, *args: Any, prefix: Words = None, suffix: Words = None, message: Words = None, **kw: Any):
        usual: dict[str, Any] = {"inputmode": "numeric", "classes": "govuk-input--width-5", "spellcheck": False}
        super().__init__(*args, **(usual | kw))
        self.prefix_words, self.suffix_words, self.message = prefix, suffix, message

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data = None
        text = str(valuelist[0])
        if not clean_text(text):
            return
        signs = current().locale.number_symbols["latn"]
        try:
            self.data = type(self).parse(text, decimal_sign=signs["decimal"], group_sign=signs["group"])
        except ValueError as problem:
            raise ValueError(str(self.message or self.refusal)) from problem

    def _value(self) -> str:
        if self.raw_data and self.data is None:
            return clean_text(str(self.raw_data[0]))
        return "" if self.data is None else str(self.data)


class WholeNumber(_Number):
    """`.data` is an int or None."""

    parse = staticmethod(parse_whole)
    refusal = lazy("Enter a whole number, like 12")


class DecimalNumber(_Number):
    """`.data` is a finite Decimal or None."""

    parse = staticmethod(parse_decimal)

    def __init__(self, *args: Any, **kw: Any):
        super().__init__(*args, **({"inputmode": "decimal"} | kw))

    def _value(self) -> str:
        if isinstance(self.data, Decimal):
            return format(self.data, "f")
        return super()._value()


class Radios(PortalField, wtforms.RadioField):
    """One of a few `choices`: SelectChoice objects (`render_kw={"hint": …}` puts words below)."""

    widget: Any = widgets.PickWidget("radios", "govukRadios")

    def __init__(self, *args: Any, inline: bool = False, **kw: Any):
        super().__init__(*args, **({"invalid_value_message": lazy("Choose one of the answers")} | kw))
        self.inline = inline

    def pre_validate(self, form: wtforms.Form) -> None:
        if self.data is None and not self.process_errors:
            return
        try:
            super().pre_validate(form)
        except ValidationError as problem:
            raise ValidationError(str(_("Choose one of the answers"))) from problem


class SelectBox(Radios):
    """A drop-down list, for more than about eight choices; starts with "Choose from the list" unless `blank=False`."""

    widget = widgets.SelectWidget()

    def __init__(self, *args: Any, blank: bool = True, **kw: Any):
        super().__init__(*args, **kw)
        self.blank = blank
        self.label.field_id = self.id

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and valuelist[0] == "":
            self.data = None
            return
        super().process_formdata(valuelist)


class Checkboxes(PortalField, wtforms.SelectMultipleField):
    """Any of several `choices`; `.data` is a list. `render_kw={"exclusive": True}` marks "none of these"."""

    widget = widgets.PickWidget("checkboxes", "govukCheckboxes")

    def process_data(self, value: Any) -> None:
        super().process_data(value or ())

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            self.data = [self.coerce(value) for value in valuelist]
        except (ValueError, TypeError) as problem:
            raise ValueError(_("Choose from the answers on this page")) from problem

    def pre_validate(self, form: wtforms.Form) -> None:
        acceptable = {self.coerce(choice.value) for choice in self.iter_choices()}
        if self.data and not set(self.data) <= acceptable:
            raise ValidationError(_("Choose from the answers on this page"))


def _yes_or_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"yes": True, "no": False}[str(value)]


class YesNo(Radios):
    """`.data` is True, False or None (not answered)."""

    def __init__(self, *args: Any, yes: Words = None, no: Words = None, **kw: Any):
        choices = [SelectChoice("yes", yes or lazy("Yes")), SelectChoice("no", no or lazy("No"))]
        usual: dict[str, Any] = {"inline": True, "choices": choices, "coerce": _yes_or_no}
        super().__init__(*args, **(usual | kw))

    def process_formdata(self, valuelist: list[Any]) -> None:
        if valuelist and valuelist[0] not in ("yes", "no"):
            raise ValueError(_("Choose yes or no"))
        super().process_formdata(valuelist)


class FileInput(PortalField, wtforms.FileField):
    """`.data` is a FileStorage or None; with `several=True` a list. The form needs `multipart=True`."""

    widget = widgets.FileWidget()

    def __init__(self, *args: Any, accept: str = "", several: bool = False, **kw: Any):
        super().__init__(*args, **kw)
        self.accept, self.several = accept, several

    def process_formdata(self, valuelist: list[Any]) -> None:
        files = [one for one in valuelist if isinstance(one, FileStorage) and one.filename]
        self.data = files if self.several else (files[0] if files else None)


class Submit(PortalField):
    """A named button, when one form has several: `.data` is True for the one that was pressed."""

    widget = widgets.ButtonWidget()

    def __init__(self, label: Words = None, *, quiet: bool = False, **kw: Any):
        super().__init__(label, **kw)
        self.extra_classes = self.classes = "govuk-button--secondary" if quiet else ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        self.data = bool(valuelist)
