"""The tables of the promises room, one module per part of the work."""

from portal.promises.models.asking import PromiseAsking, PromiseInvitation, PromiseVerdict
from portal.promises.models.making import Promise, PromiseEvent, PromiseEvidence
from portal.promises.models.owners import OutsideOwner, OwnerFeed, PromiseReminder
from portal.promises.models.reports import PromiseReport

__all__ = [
    "OutsideOwner",
    "OwnerFeed",
    "Promise",
    "PromiseAsking",
    "PromiseEvent",
    "PromiseEvidence",
    "PromiseInvitation",
    "PromiseReminder",
    "PromiseReport",
    "PromiseVerdict",
]
