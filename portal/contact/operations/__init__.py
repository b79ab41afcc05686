"""Reaching people: the send gate, what was tried, and who said stop."""

from portal.contact.operations.attempts import record_news, record_phone_attempt, record_result
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
from portal.contact.operations.relaying import end_go_between, name_go_between, note_relay
from portal.contact.operations.stops import ask_to_start_again, start_again, stop_channel, stop_everything
from portal.contact.operations.suppression import fingerprints_of, suppress

__all__ = [
    "Fate",
    "SendOutcome",
    "ask_to_start_again",
    "carry",
    "decide_unsure",
    "end_go_between",
    "fingerprints_of",
    "hand_over",
    "hold_back_round",
    "hold_back_waiting",
    "may_ring",
    "name_go_between",
    "note_relay",
    "reason_not_to_ring",
    "record_news",
    "record_phone_attempt",
    "record_result",
    "report_stuck",
    "send",
    "settle",
    "start_again",
    "stop_channel",
    "stop_everything",
    "suppress",
    "take",
]
