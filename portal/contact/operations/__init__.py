"""Reaching people: the send gate, what was tried, and who said stop."""

from portal.contact.operations.attempts import record_phone_attempt, record_result
from portal.contact.operations.gate import SendOutcome, deliver, hold_back_waiting, send
from portal.contact.operations.suppression import fingerprints_of, suppress

__all__ = [
    "SendOutcome",
    "deliver",
    "fingerprints_of",
    "hold_back_waiting",
    "record_phone_attempt",
    "record_result",
    "send",
    "suppress",
]
