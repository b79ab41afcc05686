"""A text in every language of the house."""

from typing import Any

from wtforms.form import FormMeta

from portal.shared.forms import AtMost, Needed, PortalForm, TextArea
from portal.shared.i18n import LANGUAGES, lazy

OTHERS = {
    "en_easy": lazy("The same in easy English"),
    "cy": lazy("The same in Welsh"),
    "ur": lazy("The same in Urdu"),
}


class SpokenForm(PortalForm):
    """A form with a text in several languages; the English one comes first."""

    def texts(self, field: str) -> dict[str, str]:
        """The texts of one field by language code, where there is one."""
        names = {code: f"{field}_{code.replace('-', '_')}" for code in LANGUAGES}
        found = {code: self[name].data for code, name in names.items() if name in self}
        return {code: text for code, text in found.items() if text}


def spoken(field: str, label: Any, *, needed: Any = None, hint: Any = None, most: int = 1000, rows: int = 3) -> Any:
    """A decorator that gives a form the field in every language, `<field>_en` first."""

    def give(form: FormMeta) -> FormMeta:
        rules = [Needed(needed), AtMost(most)] if needed else [AtMost(most)]
        setattr(form, f"{field}_en", TextArea(label, rules, hint=hint, rows=rows))
        for code, words in OTHERS.items():
            setattr(form, f"{field}_{code}", TextArea(words, [AtMost(most)], rows=rows))
        return form

    return give


def spread(field: str, texts: dict[str, str]) -> dict[str, str]:
    """Texts by language code as the values of the form's fields."""
    return {f"{field}_{code.replace('-', '_')}": text for code, text in texts.items()}
