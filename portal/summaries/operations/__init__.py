"""The verbs of this room: write, check, answer, publish."""

from portal.summaries.operations.checking import close_check, deliver_some, send_for_check
from portal.summaries.operations.publishing import (
    mark_checked,
    order_pdf,
    publish,
    reopen,
    withdraw_version,
)
from portal.summaries.operations.quotes import attach_quote, detach_quote, remove_quotes_taken_back
from portal.summaries.operations.replies import reply_to
from portal.summaries.operations.verdicts import (
    keep_missing,
    keep_verdict,
    open_check,
    record_call,
    said_so_far,
    submit_check,
)
from portal.summaries.operations.writing import (
    add_statement,
    approve,
    edit_statement,
    edit_summary,
    hand_in,
    insert_number,
    move_statement,
    remove_number,
    send_back,
    start_summary,
    take_out_statement,
)

__all__ = [
    "add_statement",
    "approve",
    "attach_quote",
    "close_check",
    "deliver_some",
    "detach_quote",
    "edit_statement",
    "edit_summary",
    "hand_in",
    "insert_number",
    "keep_missing",
    "keep_verdict",
    "mark_checked",
    "move_statement",
    "open_check",
    "order_pdf",
    "publish",
    "record_call",
    "remove_number",
    "remove_quotes_taken_back",
    "reopen",
    "reply_to",
    "said_so_far",
    "send_back",
    "send_for_check",
    "start_summary",
    "submit_check",
    "take_out_statement",
    "withdraw_version",
]
