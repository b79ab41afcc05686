"""Tables of this room, one module for each part of it."""

from portal.panels.models.asks import AskAnswer, MemberAsk
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
from portal.panels.models.panel import MemberStep, Panel, PanelMember
from portal.panels.models.thanks import BenefitsGuidance, GuidanceShown, ThanksChoice, ThanksRate, ThanksSettings

__all__ = [
    "AskAnswer",
    "BankDetails",
    "BankDetailsChange",
    "BenefitsGuidance",
    "Claim",
    "ClaimReceipt",
    "ClaimStep",
    "GuidanceShown",
    "MemberAsk",
    "MemberStep",
    "Panel",
    "PanelMember",
    "PayBatch",
    "PayLine",
    "Payee",
    "ThanksChoice",
    "ThanksRate",
    "ThanksSettings",
]
