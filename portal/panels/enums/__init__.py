"""Words of this room, one module for each part of it."""

from portal.panels.enums.asks import AskKind, AskState
from portal.panels.enums.membership import HERE_NOW, MemberState, Stage
from portal.panels.enums.thanks import BatchKind, ClaimKind, ClaimState, LimitPer, Offer, SaidBy, Unit

__all__ = [
    "HERE_NOW",
    "AskKind",
    "AskState",
    "BatchKind",
    "ClaimKind",
    "ClaimState",
    "LimitPer",
    "MemberState",
    "Offer",
    "SaidBy",
    "Stage",
    "Unit",
]
