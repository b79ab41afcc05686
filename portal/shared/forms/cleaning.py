"""What people type is cleaned at the edge: nothing past this point sees a NUL, a bidi override or a `sNaN`."""

import re
import unicodedata
from decimal import Decimal

# Overrides and isolates can make a name or an answer read as something it is not. The plain marks (U+200E, U+200F,
# U+061C) and the joiners stay: Urdu, Arabic and Bengali need them.
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029")
_SPACES = re.compile("[\\s\u00a0\u202f\u2009']")
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_MINUS_SIGNS = str.maketrans(
    {"\u2212": "-", "\u2013": "-", "\u066b": ".", "\u066c": None, "\u200e": None, "\u200f": None, "\u061c": None}
)
_LONGEST_NUMBER = 40


def clean_text(text: str) -> str:
    """Removes what nobody types on purpose and the space around the rest; line ends become a newline."""
    return _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)).strip()


def western_digits(text: str) -> str:
    """Any script's digits (Urdu, Arabic, Bengali, Gurmukhi …) as 0 to 9; everything else as it was."""
    return "".join(sign if unicodedata.decimal(sign, None) is None else str(unicodedata.decimal(sign)) for sign in text)


def parse_decimal(text: str, *, decimal_sign: str = ".", group_sign: str = ",") -> Decimal:
    """Reads a number as a person of that language writes it: "1,234.5", "1 234,5", "۱۲٫۵".

    Raises:
        ValueError: it is not a plain number (also for "1_0", "1e9", "inf", "NaN", "sNaN", or above 40 signs).
    """
    plain = western_digits(clean_text(text)).translate(_MINUS_SIGNS)
    plain = _SPACES.sub("", plain)
    if len(plain) > _LONGEST_NUMBER:
        raise ValueError("too long for a number")
    if group_sign in ",." and group_sign in plain:
        whole = plain.partition(decimal_sign)[0].lstrip("-")
        if not re.fullmatch(rf"[0-9]{{1,3}}(\{group_sign}[0-9]{{3}})+", whole, re.ASCII):
            raise ValueError("separators in the wrong places")
        plain = plain.replace(group_sign, "")
    plain = plain.replace(decimal_sign, ".")
    if not _PLAIN_NUMBER.fullmatch(plain):
        raise ValueError("not a plain number")
    return Decimal(plain)


def parse_whole(text: str, *, decimal_sign: str = ".", group_sign: str = ",") -> int:
    """Like `parse_decimal`, for whole numbers; "12.0" is 12.

    Raises:
        ValueError: not a number, or not a whole one.
    """
    number = parse_decimal(text, decimal_sign=decimal_sign, group_sign=group_sign)
    if number != number.to_integral_value():
        raise ValueError("not whole")
    return int(number)
