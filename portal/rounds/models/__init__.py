"""The tables of the rounds room, by what they are about."""

from portal.rounds.models.asking import Draw, Invitation, Round, SampleMember, SamplePlan, Wave
from portal.rounds.models.understanding import (
    Coding,
    CommentImport,
    Finding,
    Release,
    ReportFile,
    Tally,
    Theme,
    WeightingChoice,
)

__all__ = [
    "Coding",
    "CommentImport",
    "Draw",
    "Finding",
    "Invitation",
    "Release",
    "ReportFile",
    "Round",
    "SampleMember",
    "SamplePlan",
    "Tally",
    "Theme",
    "Wave",
    "WeightingChoice",
]
