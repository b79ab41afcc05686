"""Text as it may be kept."""

import re
import unicodedata

# Overrides and isolates can make words read as something they are not. The joiners Urdu needs stay.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Text without NUL bytes, control signs and bidi overrides; every kind of line end becomes one newline."""
    return _UNWANTED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def western_digits(text: str) -> str:
    """Digits of any script (Urdu, Arabic, Bengali …) as 0 to 9."""
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)
