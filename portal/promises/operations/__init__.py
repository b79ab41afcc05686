"""The verbs of this room: promise, do, show, check, ask, answer."""

from portal.promises.operations.asking import ask_people, code_of, deliver_some, part_with_asked, whom_to_ask
from portal.promises.operations.evidence import (
    add_file,
    add_link,
    content_of,
    hide_evidence,
    show_evidence,
    take_out_evidence,
)
from portal.promises.operations.making import check_claim, claim, give_to, make_promise, move_day, start_doing
from portal.promises.operations.owners import (
    calendar_token,
    end_calendar_address,
    name_outside_owner,
    new_calendar_address,
    private_page,
    remind_late_owners,
    tell_owner,
)
from portal.promises.operations.verdicts import is_open, keep_saying, record_said, said_so_far, send_said

__all__ = [
    "add_file",
    "add_link",
    "ask_people",
    "calendar_token",
    "check_claim",
    "claim",
    "code_of",
    "content_of",
    "deliver_some",
    "end_calendar_address",
    "give_to",
    "hide_evidence",
    "is_open",
    "keep_saying",
    "make_promise",
    "move_day",
    "name_outside_owner",
    "new_calendar_address",
    "part_with_asked",
    "private_page",
    "record_said",
    "remind_late_owners",
    "said_so_far",
    "send_said",
    "show_evidence",
    "start_doing",
    "take_out_evidence",
    "tell_owner",
    "whom_to_ask",
]
