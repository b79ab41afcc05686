"""Reaching people: the send gate, what was tried, and who said stop."""

from portal.contact.operations.attempts import record_phone_attempt, record_result
from portal.contact.operations.calls import may_ring, reason_not_to_ring
from portal.contact.operations.delivery import (
    Fate,
    carry,
    decide_unsure,
    hand_over,
    hold_back_round,
    hold_back_waiting,
    report_stuck,
    settle,
    take,
)
from portal.contact.operations.gate import SendOutcome, send
from portal.contact.operations.suppression import fingerprints_of, suppress

__all__ = [
    "Fate",
    "SendOutcome",
    "carry",
    "decide_unsure",
    "fingerprints_of",
    "hand_over",
    "hold_back_round",
    "hold_back_waiting",
    "may_ring",
    "reason_not_to_ring",
    "record_phone_attempt",
    "record_result",
    "report_stuck",
    "send",
    "settle",
    "suppress",
    "take",
]
