"""Being a member: what is agreed to, what is learnt first, and how someone is asked whether they are all right."""

from enum import StrEnum
from typing import Any

from portal.shared.i18n import lazy


class AgreementPart(StrEnum):
    """What someone reads before they say yes to a place."""

    ROLE = "role"
    AGREEMENT = "agreement"
    CONFIDENTIALITY = "confidentiality"

    @property
    def label(self) -> Any:
        return {
            "role": lazy("What a member does"),
            "agreement": lazy("What we promise each other"),
            "confidentiality": lazy("What stays between us"),
        }[self.value]


class ItemKind(StrEnum):
    INDUCTION = "induction"
    TRAINING = "training"

    @property
    def label(self) -> Any:
        return {"induction": lazy("Getting started"), "training": lazy("Training")}[self.value]


class CheckAnswer(StrEnum):
    """What someone says when asked whether they are all right. Never counted."""

    WELL = "well"
    SO_SO = "so_so"
    NOT_WELL = "not_well"
    RATHER_NOT_SAY = "rather_not_say"

    @property
    def label(self) -> Any:
        return {
            "well": lazy("Yes, I am all right"),
            "so_so": lazy("So-so"),
            "not_well": lazy("No, I am not all right"),
            "rather_not_say": lazy("I do not want to say"),
        }[self.value]


class CheckReason(StrEnum):
    """Why someone is asked now."""

    MEETING = "meeting"
    QUARTER = "quarter"
    STAFF = "staff"

    @property
    def label(self) -> Any:
        return {
            "meeting": lazy("After a meeting"),
            "quarter": lazy("Every three months"),
            "staff": lazy("Someone here asked"),
        }[self.value]
