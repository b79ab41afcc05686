"""Numbers put together into bands, fixed beforehand: borders that followed the answers would tell about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from portal.questions.enums import QuestionKind

FARTHEST = 1_000_000_000


@dataclass(frozen=True)
class Band:
    """`name` is made of numbers, the same in every language; `middle` stands for its answers in a mean."""

    name: str
    numbers: range
    middle: float


_FIVE = (Band("1–2", range(1, 3), 1.5), Band("3", range(3, 4), 3.0), Band("4–5", range(4, 6), 4.5))
_TEN = (Band("0–4", range(5), 2.0), Band("5–6", range(5, 7), 5.5), Band("7–10", range(7, 11), 8.5))
_EDGES = (0, 1, 2, 5, 10, 20, 50, 100)


def _counts() -> tuple[Band, ...]:
    inner = [
        Band(str(low) if above - low == 1 else f"{low}–{above - 1}", range(low, above), low)
        for low, above in pairwise(_EDGES)
    ]
    return (Band("< 0", range(-FARTHEST, 0), -1.0), *inner, Band("100+", range(100, FARTHEST), 100.0))


BANDS: Mapping[QuestionKind, tuple[Band, ...]] = {
    QuestionKind.SCALE: _TEN,
    QuestionKind.FACES: _FIVE,
    QuestionKind.RATING_5: _FIVE,
    QuestionKind.NUMBER: _counts(),
}


def ranges_of(kind: QuestionKind) -> dict[str, range]:
    """Band names with their numbers; none for a kind that is not counted in numbers."""
    return {band.name: band.numbers for band in BANDS.get(kind, ())}
