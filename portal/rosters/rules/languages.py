"""Languages of people, not of the portal: someone may speak Polish although we cannot yet write it."""

from functools import cache

from babel import Locale

from portal.shared.i18n import LANGUAGES

# CLDR knows no sign languages by name; these are the ones of these islands (ISO 639-3).
_SIGNED = {"bfi": "British Sign Language", "isg": "Irish Sign Language"}


@cache
def _codes() -> dict[str, str]:
    """Code by lower-case code or name, names in English and Welsh."""
    found: dict[str, str] = {}
    for locale in ("en", "cy"):
        for code, name in Locale.parse(locale).languages.items():
            if "_" not in code and len(code) in (2, 3):
                found[str(name).casefold()] = code
                found[code] = code
    for code, name in _SIGNED.items():
        found[code] = found[name.casefold()] = code
    found.update({code.casefold(): code for code in LANGUAGES})
    found.update({language.name.casefold(): code for code, language in LANGUAGES.items()})
    found.update({"bsl": "bfi", "easy read": "en-easy", "punjabi": "pa"})
    return found


@cache
def read_language(text: str) -> str | None:
    """The code of a language given by code or name ("cy", "CY-GB", "Welsh", "Cymraeg"); None when we know none such."""
    word = text.casefold().replace("_", "-").strip()
    codes = _codes()
    return codes.get(word) or (codes.get(word.split("-")[0]) if len(word.split("-")[0]) in (2, 3) else None)


def language_name(code: str, *, speaking: Locale) -> str:
    if code in LANGUAGES:
        return LANGUAGES[code].name
    return str(speaking.languages.get(code) or _SIGNED.get(code) or code)
