"""The verbs of this room: write, check, answer, publish."""

from portal.summaries.operations.advised import add_word_to_know, take_fix
from portal.summaries.operations.checking import close_check, send_for_check
from portal.summaries.operations.delivering import deliver_some
from portal.summaries.operations.drafting import lay_out_draft
from portal.summaries.operations.history import put_back
from portal.summaries.operations.numbers import insert_number, remove_number, take_new_number
from portal.summaries.operations.ordering import move_statement, move_to_section, take_out_statement
from portal.summaries.operations.publishing import (
    mark_checked,
    order_pdf,
    publish,
    reopen,
    withdraw_version,
)
from portal.summaries.operations.quotes import (
    attach_quote,
    detach_quote,
    remove_quotes_taken_back,
    take_out_own_words,
)
from portal.summaries.operations.replies import reply_to, reply_to_remark
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
    send_back,
    start_summary,
)

__all__ = [
    "add_statement",
    "add_word_to_know",
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
    "lay_out_draft",
    "mark_checked",
    "move_statement",
    "move_to_section",
    "open_check",
    "order_pdf",
    "publish",
    "put_back",
    "record_call",
    "remove_number",
    "remove_quotes_taken_back",
    "reopen",
    "reply_to",
    "reply_to_remark",
    "said_so_far",
    "send_back",
    "send_for_check",
    "start_summary",
    "submit_check",
    "take_fix",
    "take_new_number",
    "take_out_own_words",
    "take_out_statement",
    "withdraw_version",
]
