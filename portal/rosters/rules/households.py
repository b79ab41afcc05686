"""Who lives with whom, as far as a file says: the same postal address, or the same word for the household."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

# More people than this at one address are no household but a hostel, a school, a care home.
LARGEST_HOUSEHOLD = 8
_SHORT = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "dr": "drive", "cl": "close",
    "ct": "court", "cres": "crescent", "gdns": "gardens", "pl": "place", "sq": "square", "ter": "terrace",
    "apt": "flat", "apartment": "flat", "bldg": "building", "hse": "house", "nr": "near",
}  # fmt: skip


def comparable_address(address: str, postcode: str) -> str:
    """One text for one home: case, accents, signs and usual short forms aside, the postcode without its space.

    Empty without an address or without a number in it: a postcode alone, or the name of a place, is no household.
    """
    letters = "".join(s for s in unicodedata.normalize("NFKD", address.casefold()) if not unicodedata.combining(s))
    words = [
        _SHORT.get(word, word) for word in re.sub(r"[\W_]+", " ", letters.replace("'", "").replace("’", "")).split()
    ]
    if not any(sign.isdigit() for word in words for sign in word):
        return ""
    code = "".join(postcode.casefold().split())
    line = " ".join(words)
    inside = line.replace(" ", "")
    return line if not code else f"{inside.removesuffix(code)}|{code}"


def households(people: Iterable[tuple[str, str, str]], *, largest: int = LARGEST_HOUSEHOLD) -> Mapping[str, str]:
    """Who lives with somebody else: the id of a person to the smallest id of their household. Others are missing.

    Args:
        people: (id, mark of the address, mark of the household), the marks empty where nothing is known.
        largest: an address shared by more people than this joins nobody; a household named in a file always does.
    """
    rows = [row for row in people if row[1] or row[2]]
    crowds = Counter(address for _id, address, _named in rows if address)
    first: dict[str, str] = {}
    parent = {person: person for person, _address, _named in rows}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for person, address, named in rows:
        shared = f"a{address}" if address and crowds[address] <= largest else ""
        for mark in filter(None, (shared, f"h{named}" if named else "")):
            one, other = root(first.setdefault(mark, person)), root(person)
            parent[max(one, other)] = min(one, other)
    sizes = Counter(root(person) for person in parent)
    return {person: root(person) for person in parent if sizes[root(person)] > 1}
