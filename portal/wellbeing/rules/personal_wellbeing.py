"""The four questions on personal well-being of the Office for National Statistics, and its bands.

ONS, Personal well-being user guidance (2018): each question is reported alone, in these bands; there is no sum of the
four. From 16 years on, and never answered for someone else.
"""

from enum import StrEnum

YOUNGEST = 16
LOWEST, HIGHEST = 0, 10


class Question(StrEnum):
    SATISFIED = "satisfied"
    WORTHWHILE = "worthwhile"
    HAPPY = "happy"
    ANXIOUS = "anxious"


class Band(StrEnum):
    VERY_LOW = "very_low"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


# The highest score of each band. For anxiety a low score is the good one, and the bands are others.
BANDS = ((4, Band.LOW), (6, Band.MEDIUM), (8, Band.HIGH), (10, Band.VERY_HIGH))
BANDS_ANXIOUS = ((1, Band.VERY_LOW), (3, Band.LOW), (5, Band.MEDIUM), (10, Band.HIGH))


def band_of(question: Question, score: int) -> Band:
    """The published band of one answer.

    Raises:
        ValueError: the score is not a whole number from 0 to 10.
    """
    if not LOWEST <= score <= HIGHEST:
        raise ValueError(score)
    bands = BANDS_ANXIOUS if question is Question.ANXIOUS else BANDS
    return next(band for highest, band in bands if score <= highest)


def may_be_asked(*, age: int | None, answers_for_someone: bool) -> bool:
    """From 16 years on, and only for oneself. Whose age is not known is asked: the service said they are adults."""
    return not answers_for_someone and (age is None or age >= YOUNGEST)
