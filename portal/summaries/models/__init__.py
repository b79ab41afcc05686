"""The tables of the summaries room, one module per part of the work."""

from portal.summaries.models.checking import (
    CheckDraft,
    CheckInvitation,
    CheckPaper,
    CheckPhoto,
    CheckPlan,
    MissingRemark,
    MissingReply,
    Verdict,
    VoiceNote,
    WriterReply,
)
from portal.summaries.models.files import CheckCopy, CopyBatch, PrintedFile
from portal.summaries.models.history import StatementChange
from portal.summaries.models.media import SummaryMedia, TranslationImport, TranslationNote
from portal.summaries.models.panel import CheckPanel, CheckPanelMember, CheckThanks
from portal.summaries.models.pictures import OwnPicture, PhotoConsent, PicturePack, PictureTest
from portal.summaries.models.versions import FinalNotice, LanguageCheck, SummaryVersion, VersionWithdrawal
from portal.summaries.models.writing import SharedQuote, Statement, Summary

__all__ = [
    "CheckCopy",
    "CheckDraft",
    "CheckInvitation",
    "CheckPanel",
    "CheckPanelMember",
    "CheckPaper",
    "CheckPhoto",
    "CheckPlan",
    "CheckThanks",
    "CopyBatch",
    "FinalNotice",
    "LanguageCheck",
    "MissingRemark",
    "MissingReply",
    "OwnPicture",
    "PhotoConsent",
    "PicturePack",
    "PictureTest",
    "PrintedFile",
    "SharedQuote",
    "Statement",
    "StatementChange",
    "Summary",
    "SummaryMedia",
    "SummaryVersion",
    "TranslationImport",
    "TranslationNote",
    "Verdict",
    "VersionWithdrawal",
    "VoiceNote",
    "WriterReply",
]
