"""In which order people are drawn: by keyed hashes that anyone can work out again from the seed."""

import hmac
import re
from collections.abc import Iterable, Mapping

# A hash is a number from 0 to just under this: the whole way round the circle on which everyone has their place.
CIRCLE = 1 << 256
_PARTS = re.compile(r"(\d+)")


def draw_key(seed: str, message: str) -> bytes:
    """The number that orders people: HMAC-SHA256 with the seed as key and the stable id as message, both in UTF-8."""
    return hmac.digest(seed.encode(), message.encode(), "sha256")


def in_drawn_order(person_ids: Iterable[str], *, seed: str, start: int = 0) -> tuple[str, ...]:
    """The ids of one stratum in the order they are drawn: by key, and by id should two keys ever be equal.

    With a `start` (0 … 2²⁵⁶ − 1) the order begins at the first key at or after it and goes round: the keys are
    permanent random numbers, and moving the start from year to year changes who is drawn by a known share
    (E. Ohlsson 1995, Coordination of samples using permanent random numbers).
    """
    if not start:
        return tuple(sorted(person_ids, key=lambda person_id: (draw_key(seed, person_id), person_id)))

    def way_from_start(person_id: str) -> tuple[int, str]:
        return (int.from_bytes(draw_key(seed, person_id)) - start) % CIRCLE, person_id

    return tuple(sorted(person_ids, key=way_from_start))


def in_systematic_order(values: Mapping[str, str], *, sample: int, seed: str, code: str) -> tuple[str, ...]:
    """The ids of one stratum when every so-manyth is taken: first the sample, down the list, then the reserve by key.

    The list is sorted by value (numbers in it by size), people of one value by their key. The start is the HMAC of
    "start:" and the stratum's code; the k-th taken stands at ⌊(start/2²⁵⁶ + k) · N/n⌋, in whole numbers, so that
    everyone's chance is n/N whatever N and n are (fractional interval: W. G. Cochran 1977, § 8.2). Reserves are a
    simple random sample of those left, so that with b of them released everyone's chance is (n + b)/N.

    Args:
        values: the sorting field's value by id.
        sample: n, at most the number of ids.
    """
    listed = sorted(values, key=lambda one: (sorting_key(values[one]), draw_key(seed, one), one))
    start = int.from_bytes(draw_key(seed, f"start:{code}"))
    places = [(start + k * CIRCLE) * len(listed) // (sample * CIRCLE) for k in range(sample)]
    taken = [listed[place] for place in places]
    chosen = set(taken)
    return (*taken, *in_drawn_order((one for one in listed if one not in chosen), seed=seed))


def sorting_key(value: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts "5–9" before "10–15" and "Team 2" before "Team 10"; numbers before words."""
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _PARTS.split(value) if part)


def one_of_household(person_ids: Iterable[str], *, seed: str) -> str:
    """The one of those living together who may be drawn: the smallest HMAC of "household:" and the id.

    Each has the same chance, and it does not depend on where they stand in the draw itself.
    """
    return min(person_ids, key=lambda person_id: (draw_key(seed, f"household:{person_id}"), person_id))
