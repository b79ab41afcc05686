"""Tables of this room, one module for each part of it."""

from portal.panels.models.asks import AskAnswer, MemberAsk
from portal.panels.models.belonging import (
    AgreementText,
    AllRightCheck,
    Learning,
    LearningItem,
    MemberAgreement,
    MemberSupport,
)
from portal.panels.models.calls import Interest, PanelCall, PoolImport
from portal.panels.models.claims import (
    BankDetails,
    BankDetailsChange,
    Claim,
    ClaimReceipt,
    ClaimStep,
    PayBatch,
    Payee,
    PayLine,
)
from portal.panels.models.deciding import DecidingRules, IdeaRemark, IdeaStep, PanelIdea, PublicDecision
from portal.panels.models.ledger import AdviceEvent, AdviceIdea, ChangeClaim, PanelAdvice
from portal.panels.models.letters import ThanksLetter
from portal.panels.models.meetings import (
    AgendaItem,
    Attendance,
    Booking,
    Meeting,
    MeetingChange,
    MeetingNeed,
    MeetingWishes,
    MeetingWriting,
    ViewAhead,
)
from portal.panels.models.notes import NoteLine, NoteReply, Notes, NoteVerdict
from portal.panels.models.panel import MemberStep, Panel, PanelMember
from portal.panels.models.papers import MeetingPrint, Paper, PaperRead, PaperVersion
from portal.panels.models.passports import PassportLook, PassportNeed
from portal.panels.models.prints import PanelPrint
from portal.panels.models.selecting import Addition, GapTask, Selection, SelectionEntry
from portal.panels.models.thanks import BenefitsGuidance, GuidanceShown, ThanksChoice, ThanksRate, ThanksSettings
from portal.panels.models.voting import Ballot, BallotTyping, PanelVote, VoteOption, VoteRoll

__all__ = [
    "Addition",
    "AdviceEvent",
    "AdviceIdea",
    "AgendaItem",
    "AgreementText",
    "AllRightCheck",
    "AskAnswer",
    "Attendance",
    "Ballot",
    "BallotTyping",
    "BankDetails",
    "BankDetailsChange",
    "BenefitsGuidance",
    "Booking",
    "ChangeClaim",
    "Claim",
    "ClaimReceipt",
    "ClaimStep",
    "DecidingRules",
    "GapTask",
    "GuidanceShown",
    "IdeaRemark",
    "IdeaStep",
    "Interest",
    "Learning",
    "LearningItem",
    "Meeting",
    "MeetingChange",
    "MeetingNeed",
    "MeetingPrint",
    "MeetingWishes",
    "MeetingWriting",
    "MemberAgreement",
    "MemberAsk",
    "MemberStep",
    "MemberSupport",
    "NoteLine",
    "NoteReply",
    "NoteVerdict",
    "Notes",
    "Panel",
    "PanelAdvice",
    "PanelCall",
    "PanelIdea",
    "PanelMember",
    "PanelPrint",
    "PanelVote",
    "Paper",
    "PaperRead",
    "PaperVersion",
    "PassportLook",
    "PassportNeed",
    "PayBatch",
    "PayLine",
    "Payee",
    "PoolImport",
    "PublicDecision",
    "Selection",
    "SelectionEntry",
    "ThanksChoice",
    "ThanksLetter",
    "ThanksRate",
    "ThanksSettings",
    "ViewAhead",
    "VoteOption",
    "VoteRoll",
]
