"""Words of this room, one module for each part of it."""

from portal.panels.enums.asks import AskKind, AskState
from portal.panels.enums.belonging import AgreementPart, CheckAnswer, CheckReason, ItemKind
from portal.panels.enums.calls import (
    IN_POOL,
    CallStanding,
    HelpedBy,
    InterestState,
    PoolImportState,
    SelectionState,
)
from portal.panels.enums.deciding import Consent, IdeaState, PanelView, Shown, VoteMethod, VotePurpose
from portal.panels.enums.doors import TYPED, SaidBy
from portal.panels.enums.ledger import AdviceDeed, AdviceKind, AdviceSource, ChangeState, DecisionAnswer
from portal.panels.enums.meetings import (
    BookingKind,
    BookingState,
    ChangeOfMeeting,
    ComesWith,
    Coming,
    MeetingState,
    NeedState,
    WrittenBecause,
)
from portal.panels.enums.membership import HERE_NOW, TAKES_PART, MemberState, Stage
from portal.panels.enums.notes import NoteKind, NoteReplyKind, NotesState, NoteVerdictKind
from portal.panels.enums.papers import LetterSize, PanelPrintKind, PaperState, PrintKind, PrintState
from portal.panels.enums.passports import LookPurpose, NeedKind
from portal.panels.enums.thanks import BatchKind, ClaimKind, ClaimState, LimitPer, Offer, Unit

__all__ = [
    "HERE_NOW",
    "IN_POOL",
    "TAKES_PART",
    "TYPED",
    "AdviceDeed",
    "AdviceKind",
    "AdviceSource",
    "AgreementPart",
    "AskKind",
    "AskState",
    "BatchKind",
    "BookingKind",
    "BookingState",
    "CallStanding",
    "ChangeOfMeeting",
    "ChangeState",
    "CheckAnswer",
    "CheckReason",
    "ClaimKind",
    "ClaimState",
    "ComesWith",
    "Coming",
    "Consent",
    "DecisionAnswer",
    "HelpedBy",
    "IdeaState",
    "InterestState",
    "ItemKind",
    "LetterSize",
    "LimitPer",
    "LookPurpose",
    "MeetingState",
    "MemberState",
    "NeedKind",
    "NeedState",
    "NoteKind",
    "NoteReplyKind",
    "NoteVerdictKind",
    "NotesState",
    "Offer",
    "PanelPrintKind",
    "PanelView",
    "PaperState",
    "PoolImportState",
    "PrintKind",
    "PrintState",
    "SaidBy",
    "SelectionState",
    "Shown",
    "Stage",
    "Unit",
    "VoteMethod",
    "VotePurpose",
    "WrittenBecause",
]
