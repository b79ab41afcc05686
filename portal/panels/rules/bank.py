"""Sort codes, account numbers and names as UK banks take them. Only their shape is checked: nobody is asked."""

import unicodedata

LONGEST_NAME = 18  # of a payment file (Bacs standard 18)
_ALLOWED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.&/- ")


def plain_digits(text: str) -> str:
    """Digits of a number typed with spaces or hyphens; anything else typed stays and is found by the checks."""
    return "".join(one for one in text if one not in " -–\u00a0")


def is_sort_code(text: str) -> bool:
    """Six digits, not all nought."""
    digits = plain_digits(text)
    return len(digits) == 6 and digits.isascii() and digits.isdigit() and digits != "000000"


def is_account_number(text: str) -> bool:
    """Eight digits, not all nought. Shorter ones are written with noughts before them by the bank itself."""
    digits = plain_digits(text)
    return len(digits) == 8 and digits.isascii() and digits.isdigit() and digits != "00000000"


def bank_name(text: str) -> str:
    """A name in the letters a payment file can hold: capitals without marks, at most 18; empty if nothing is left."""
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    kept = "".join(one if one in _ALLOWED else " " for one in bare.upper() if one not in "'’")
    return " ".join(kept.split()).strip(".&/- ")[:LONGEST_NAME].strip()


def masked(number: str) -> str:
    """A number as pages show it: the last two digits."""
    return "•" * max(0, len(number) - 2) + number[-2:]
