"""Who counts as who: addresses made comparable, passwords worth having."""

import re
import unicodedata

SHORTEST_PASSWORD = 12
TRIED_FIRST = frozenset({"password1234", "123456789012", "qwertyuiop12", "passwordpassword", "letmeinletmein"})


def comparable_email(text: str) -> str:
    """The form two spellings of one e-mail address share: trimmed, composed, case folded."""
    return unicodedata.normalize("NFKC", text).strip().casefold()


def comparable_phone(text: str) -> str:
    """Digits with country code, for look-ups only: 07700 900123, +44 7700 900123 and 0044 7700900123 are one number.

    United Kingdom numbers are assumed where no country code is given (Ofcom: a leading 0 is the trunk prefix).
    """
    digits = re.sub(r"[^\d+]", "", unicodedata.normalize("NFKC", text))
    if digits.startswith("00"):
        digits = "+" + digits[2:]
    if digits.startswith("0"):
        digits = "+44" + digits[1:]
    return digits if digits.startswith("+") else "+" + digits


def plain_address(text: str) -> str:
    """Letters and digits only: "12, Long St." and "12 Long St" are one address."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def is_weak(password: str) -> bool:
    """NIST SP 800-63B: length and a list of the commonest decide; no composition rules."""
    return len(password) < SHORTEST_PASSWORD or password.casefold() in TRIED_FIRST or len(set(password)) < 4
