"""Thin widgets: each turns a field into the parameters of one GOV.UK macro."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import current_app
from jinja2 import ChainableUndefined, Environment
from markupsafe import Markup
from wtforms import Field

from portal.shared.i18n import _

Params = dict[str, Any]


def govuk(component: str, macro: str, params: Params) -> Markup:
    """One GOV.UK component as HTML."""
    template = _govuk_environment().get_template(f"govuk_frontend_jinja/components/{component}/macro.html")
    return Markup(getattr(template.module, macro)(params))  # noqa: S704 (the macro escapes what it is given)


def _govuk_environment() -> Environment:
    """Their macros ask for parameters nobody gave; ours must not, so theirs get an environment that lets them."""
    known: dict[str, Environment] = current_app.extensions
    if "govuk_macros" not in known:
        known["govuk_macros"] = current_app.jinja_env.overlay(
            undefined=ChainableUndefined, trim_blocks=False, lstrip_blocks=False
        )
    return known["govuk_macros"]


def _words(value: Any) -> str | None:
    return None if value in (None, "") else str(value)


def _shared(field: Field, kw: Mapping[str, Any]) -> Params:
    """Name, hint, error and what else every component understands."""
    params: Params = {"id": field.id, "name": field.name, "classes": kw.get("classes", "")}
    hint = _words(kw.get("hint", getattr(field, "hint", None)))
    if hint:
        params["hint"] = {"text": hint}
    if field.errors:
        params["errorMessage"] = {"text": str(field.errors[0]), "visuallyHiddenText": _("Error")}
    return params


def _label(field: Field, kw: Mapping[str, Any]) -> Params:
    heading = bool(kw.get("heading"))
    size = kw.get("size", "l" if heading else "s")
    return {"text": str(field.label.text), "classes": f"govuk-label--{size}", "isPageHeading": heading}


def _legend(field: Field, kw: Mapping[str, Any]) -> Params:
    heading = bool(kw.get("heading"))
    size = kw.get("size", "l" if heading else "s")
    legend = {"text": str(field.label.text), "classes": f"govuk-fieldset__legend--{size}", "isPageHeading": heading}
    return {"legend": legend}


def _attributes(field: Field, kw: Mapping[str, Any], names: Iterable[str]) -> Params:
    given = {**field.attributes, **{k: v for k, v in kw.items() if k in names}}
    return {k: v for k, v in given.items() if v is not None}


class InputWidget:
    """Short text of any type."""

    def __init__(self, input_type: str = "text") -> None:
        self.input_type = input_type

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"label": _label(field, kw), "value": field._value(), "type": self.input_type}
        params |= _attributes(field, kw, ("autocomplete", "inputmode", "spellcheck"))
        if field.prefix_words:
            params["prefix"] = {"text": str(field.prefix_words)}
        if field.suffix_words:
            params["suffix"] = {"text": str(field.suffix_words)}
        return govuk("input", "govukInput", params)


class SecretWidget:
    """A password. Never filled in again, never corrected by the keyboard."""

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"label": _label(field, kw), "type": "password"}
        params["attributes"] = {"autocapitalize": "none"}
        params |= {"spellcheck": False} | _attributes(field, kw, ("autocomplete", "inputmode"))
        return govuk("input", "govukInput", params)


class AreaWidget:
    """Long text, with a count of what is left where there is a limit."""

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"label": _label(field, kw), "value": field._value()}
        params |= _attributes(field, kw, ("rows", "spellcheck", "autocomplete"))
        # Urdu typed into an English page runs from the right, each paragraph by its own letters.
        params["attributes"] = {"dir": "auto"}
        if field.flags.maxlength:
            most = field.flags.maxlength
            params["attributes"] |= {
                "data-most": most,
                "data-left-words": _("Letters left: %(number)s", number="{n}"),
                "data-over-words": _("Letters too many: %(number)s", number="{n}"),
            }
        return govuk("textarea", "govukTextarea", params)


class PickWidget:
    """Radios and checkboxes."""

    def __init__(self, component: str, macro: str) -> None:
        self.component, self.macro = component, macro

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"idPrefix": field.id, "fieldset": _legend(field, kw)}
        params["items"] = [self._item(choice) for choice in field.iter_choices()]
        if kw.get("inline", field.inline):
            params["classes"] += " govuk-radios--inline"
        return govuk(self.component, self.macro, params)

    @staticmethod
    def _item(choice: Any) -> Params:
        item: Params = {"value": str(choice.value), "text": str(choice.label), "checked": choice.selected}
        extra = dict(choice.render_kw or {})
        hint = extra.pop("hint", None)
        if hint:
            item["hint"] = {"text": str(hint)}
        if extra.pop("exclusive", False):
            item["behaviour"] = "exclusive"
        if extra:
            item["attributes"] = extra
        return item


class SelectWidget:
    """A drop-down list, for more than about eight choices."""

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"label": _label(field, kw)}
        items = [{"value": str(c.value), "text": str(c.label), "selected": c.selected} for c in field.iter_choices()]
        params["items"] = [{"value": "", "text": _("Choose from the list")}, *items] if field.blank else items
        return govuk("select", "govukSelect", params)


class DateWidget:
    """Day, month and year as three boxes."""

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"fieldset": _legend(field, kw), "namePrefix": field.name}
        words = {"day": _("Day"), "month": _("Month"), "year": _("Year")}
        params["items"] = [
            {
                "name": part,
                "id": field.id if part == "day" else f"{field.id}-{part}",
                "label": words[part],
                "value": field.typed[part],
                "classes": f"govuk-input--width-{4 if part == 'year' else 2}"
                + (" govuk-input--error" if part in field.wrong_parts else ""),
                "autocomplete": f"bday-{part}" if field.attributes.get("autocomplete") == "bday" else None,
            }
            for part in ("day", "month", "year")
        ]
        params["id"] = f"{field.id}-parts"
        return govuk("date-input", "govukDateInput", params)


class FileWidget:
    """A file: choose it, or drop it where the browser can."""

    def __call__(self, field: Field, **kw: Any) -> Markup:
        params = _shared(field, kw) | {"label": _label(field, kw), "multiple": field.several}
        if field.accept:
            params["attributes"] = {"accept": field.accept}
        params["formGroup"] = {"classes": "drop", "attributes": {"data-drop": ""}}
        return govuk("file-upload", "govukFileUpload", params)


class ButtonWidget:
    """The button that sends the form."""

    def __call__(self, field: Field, **kw: Any) -> Markup:
        classes = kw.get("classes", field.classes)
        words = Markup.escape(str(kw.get("text", field.label.text)))
        return Markup('<button type="submit" class="{}" name="{}" value="{}">{}</button>').format(
            f"govuk-button {classes}".strip(), field.name, "y", words
        )


class PlainHiddenWidget:
    """A hidden value without an id, so that two forms on one page stay valid."""

    field_flags = {"hidden": True}
    input_type = "hidden"

    def __call__(self, field: Field, **kw: Any) -> Markup:
        return Markup('<input type="hidden" name="{}" value="{}">').format(field.name, field._value())
