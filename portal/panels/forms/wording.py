"""Texts that staff write in every language: one box for each, English needed, the others if there is a translation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from portal.shared.forms import AtMost, Needed, PortalForm, TextArea, TextInput
from portal.shared.i18n import LANGUAGES, lazy

Form = TypeVar("Form", bound=type[PortalForm])


@dataclass(frozen=True)
class Wording:
    """One text: its field, its label, what is said when the English is missing (nothing: it may be), letters, rows."""

    field: str
    label: Any
    needed: Any = None
    most: int = 2000
    rows: int = 0
    hint: Any = None


def in_languages(*wordings: Wording) -> Callable[[Form], Form]:
    """Gives a form one field for each text and language, before its own fields: `title_en`, `title_en_easy`, …"""

    def given(form: Form) -> Form:
        for wording in wordings:
            for code, language in LANGUAGES.items():
                is_first = code == "en"
                rules: list[Any] = [Needed(wording.needed)] if wording.needed and is_first else []
                label = wording.label if is_first else _in(wording.label, language.name)
                options = {"rows": wording.rows} if wording.rows else {}
                kind = TextArea if wording.rows else TextInput
                field: Any = kind(
                    label, [*rules, AtMost(wording.most)], hint=wording.hint if is_first else None, **options
                )
                field.creation_counter -= 1_000_000  # WTForms goes through fields in this order
                setattr(form, field_name(wording.field, code), field)
        return form

    return given


def _in(label: Any, language: str) -> Any:
    return lazy("%(what)s (%(language)s)", what=label, language=language)


def field_name(field: str, code: str) -> str:
    return f"{field}_{code.replace('-', '_')}"


def texts_of(form: PortalForm, field: str) -> dict[str, str]:
    """What was typed for one text, by language code, where there is something."""
    found = {code: form[field_name(field, code)].data for code in LANGUAGES}
    return {code: text for code, text in found.items() if text}


def as_typed(**texts: Mapping[str, str]) -> dict[str, str]:
    """Texts by language as the values of their fields."""
    return {field_name(field, code): text for field, by_code in texts.items() for code, text in by_code.items()}
