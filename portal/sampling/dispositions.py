"""What became of each person asked, and how that reads in AAPOR's terms (Standard Definitions, 10th edition 2023)."""

from collections.abc import Iterable
from enum import StrEnum


class AaporGroup(StrEnum):
    """The letters of AAPOR's formulas; WITHHELD counts with O and NOT_WORKED (interim only) with UO."""

    COMPLETE = "I"
    PARTIAL = "P"
    REFUSAL = "R"
    NON_CONTACT = "NC"
    OTHER = "O"
    UNKNOWN = "UO"
    NOT_ELIGIBLE = "NE"
    WITHHELD = "O-withheld"
    NOT_WORKED = "open"


class Disposition(StrEnum):
    """In the order of precedence: of everything that happened, the first in this list is the final status."""

    OBJECTED = "objected"
    COMPLETE = "complete"
    PARTIAL = "partial"
    DECLINED = "declined"
    BROKE_OFF = "broke_off"
    NOT_A_USER = "not_a_user"
    DUPLICATE = "duplicate"
    OUT_OF_AREA = "out_of_area"
    UNDER_AGE = "under_age"
    WITHHELD_FOR_SAFETY = "withheld_for_safety"
    DECEASED = "deceased"
    NO_CAPACITY = "no_capacity"
    TOO_ILL = "too_ill"
    LANGUAGE_NOT_MET = "language_not_met"
    AWAY = "away"
    REACHED_NO_ANSWER = "reached_no_answer"
    UNDELIVERABLE = "undeliverable"
    DEAD_NUMBER = "dead_number"
    NOTHING_HEARD = "nothing_heard"
    NOT_YET_WORKED = "not_yet_worked"

    @property
    def group(self) -> AaporGroup:
        return _GROUPS[self]

    @property
    def is_final(self) -> bool:
        return self is not Disposition.NOT_YET_WORKED


_GROUPS = {
    Disposition.OBJECTED: AaporGroup.REFUSAL,
    Disposition.COMPLETE: AaporGroup.COMPLETE,
    Disposition.PARTIAL: AaporGroup.PARTIAL,
    Disposition.DECLINED: AaporGroup.REFUSAL,
    Disposition.BROKE_OFF: AaporGroup.REFUSAL,
    Disposition.NOT_A_USER: AaporGroup.NOT_ELIGIBLE,
    Disposition.DUPLICATE: AaporGroup.NOT_ELIGIBLE,
    Disposition.OUT_OF_AREA: AaporGroup.NOT_ELIGIBLE,
    Disposition.UNDER_AGE: AaporGroup.NOT_ELIGIBLE,
    Disposition.WITHHELD_FOR_SAFETY: AaporGroup.WITHHELD,
    Disposition.DECEASED: AaporGroup.OTHER,
    Disposition.NO_CAPACITY: AaporGroup.OTHER,
    Disposition.TOO_ILL: AaporGroup.OTHER,
    Disposition.LANGUAGE_NOT_MET: AaporGroup.OTHER,
    Disposition.AWAY: AaporGroup.OTHER,
    Disposition.REACHED_NO_ANSWER: AaporGroup.NON_CONTACT,
    Disposition.UNDELIVERABLE: AaporGroup.UNKNOWN,
    Disposition.DEAD_NUMBER: AaporGroup.UNKNOWN,
    Disposition.NOTHING_HEARD: AaporGroup.UNKNOWN,
    Disposition.NOT_YET_WORKED: AaporGroup.NOT_WORKED,
}
_RANK = {disposition: rank for rank, disposition in enumerate(Disposition)}


def final_disposition(history: Iterable[Disposition]) -> Disposition:
    """The final status from everything recorded, in whatever order: objection > complete > partial > decline >
    ineligible > withheld > other > unknown; nothing recorded is not yet worked. Derived each time, never typed over."""
    return min(history, key=_RANK.__getitem__, default=Disposition.NOT_YET_WORKED)
