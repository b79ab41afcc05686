"""Which numbers can be a member's own. Pure."""

import itertools
import unicodedata

SHORTEST, LONGEST = 4, 8
STEPS = (1, -1, 0)


def plain_pin(text: str) -> str:
    """Digits of any script as 0 to 9, spaces dropped: what is typed on an Urdu keyboard is the same number."""
    signs = (sign for sign in text if not sign.isspace())
    return "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in signs)


def is_pin(pin: str) -> bool:
    return pin.isascii() and pin.isdigit() and SHORTEST <= len(pin) <= LONGEST


def is_weak_pin(pin: str) -> bool:
    """1111, 1234, 4321 and their like: what anyone tries first."""
    differences = {int(b) - int(a) for a, b in itertools.pairwise(pin)}
    return len(differences) == 1 and differences <= set(STEPS)
