"""How like the people it speaks for a panel is: a roster's words in the categories of panels, and the gaps."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.panels.enums.attributes import VALUES

# In the order of the roster's columns: age, sex, ethnicity, disability, status, area.
CATEGORIES = ("age", "gender", "ethnicity", "disability", "standing", "area")
BANDS = ((16, "16-24"), (25, "25-44"), (45, "45-64"), (65, "65-79"), (80, "80-"))
_GENDER = {"woman": ("f", "female", "woman", "women", "benyw"), "man": ("m", "male", "man", "men", "gwryw")}
_ETHNIC = ("asian", "black", "mixed", "white", "other")
_SAYS_NOTHING = {"", "not_known", "prefer_not_to_say"}
# A seat that is missing is a gap; less than that is the grain of a small group.
LEAST_SEATS = 1.0


def value_of(category: str, word: Any) -> str | None:
    """A roster's word as a value of a panel's category; None where it says nothing we can read."""
    if category == "age":
        return _band(word)
    text = str(getattr(word, "value", word) or "").strip()
    if text.casefold() in _SAYS_NOTHING:
        return None
    if category == "gender":
        return next((value for value, words in _GENDER.items() if text.casefold() in words), "another")
    if category == "ethnicity":
        return next((value for value in _ETHNIC if value in text.casefold()), "other")
    if category == "disability":
        return "no" if text.casefold() in ("no", "none", "not disabled", "na", "nac oes") else "yes"
    return text


def _band(age: int | None) -> str | None:
    if age is None or age < BANDS[0][0]:
        return None
    return [name for lowest, name in BANDS if age >= lowest][-1]


def as_shares(counts: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], float]:
    """Each value's part of its category, from 0 to 1."""
    whole: Counter[str] = Counter()
    for (category, _value), number in counts.items():
        whole[category] += number
    return {key: number / whole[key[0]] for key, number in sorted(counts.items()) if whole[key[0]]}


@dataclass(frozen=True)
class Gap:
    """A value that a panel has fewer members of than its share: `members` there are, `fair` there would be."""

    category: str
    value: str
    members: int
    fair: float

    @property
    def seats(self) -> float:
        return self.fair - self.members


def gaps_between(
    there: Mapping[tuple[str, str], int], *, members: int, shares: Mapping[tuple[str, str], float]
) -> list[Gap]:
    """The gaps of at least one seat, the widest first."""
    found = [
        Gap(category, value, there.get((category, value), 0), round(share * members, 2))
        for (category, value), share in shares.items()
    ]
    wide = [one for one in found if one.seats >= LEAST_SEATS]
    return sorted(wide, key=lambda one: (-one.seats, one.category, one.value))


def usual_values(category: str) -> list[str]:
    return list(VALUES.get(category, {}))
