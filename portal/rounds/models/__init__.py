"""The tables of the rounds room, by what they are about."""

from portal.rounds.models.asking import Draw, Invitation, Round, SampleMember, SamplePlan, Wave
from portal.rounds.models.coding import (
    CoderJudgement,
    DoubleCodedAnswer,
    DoubleCoding,
    FrameVersion,
    Redaction,
    ResearchFile,
    ThemeChange,
    Worry,
    WorrySetup,
    WorryStep,
)
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
    "CoderJudgement",
    "Coding",
    "CommentImport",
    "DoubleCodedAnswer",
    "DoubleCoding",
    "Draw",
    "Finding",
    "FrameVersion",
    "Invitation",
    "Redaction",
    "Release",
    "ReportFile",
    "ResearchFile",
    "Round",
    "SampleMember",
    "SamplePlan",
    "Tally",
    "Theme",
    "ThemeChange",
    "Wave",
    "WeightingChoice",
    "Worry",
    "WorrySetup",
    "WorryStep",
]
