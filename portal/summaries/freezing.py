"""A summary as plain content: what is shown in a preview, sent for checking, published, printed. One shape for all.

A quote is in it only as an id and a fingerprint; its words stay in `SharedQuote`, so that taking them out takes them
out of every version without changing what was frozen.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from portal.sampling.disclosure import protect_count
from portal.summaries.differences import differences
from portal.summaries.enums import TextStatus, VerdictKind
from portal.summaries.models import MissingReply, SharedQuote, Statement, Summary, WriterReply
from portal.summaries.rules import Tally, total

Content = dict[str, Any]
# Which texts are checked: id of the statement, language.
Checked = Collection[tuple[str, str]]


def freeze(
    summary: Summary,
    *,
    statements: Sequence[Statement],
    quotes: Mapping[UUID, SharedQuote],
    check: Content | None = None,
    replies: Iterable[WriterReply] = (),
    missing_replies: Iterable[MissingReply] = (),
    own_pictures: Mapping[str, Content] | None = None,
    checkers: Mapping[str, list[Content]] | None = None,
    checked: Checked = (),
    before: Content | None = None,
    untold: Collection[str] = (),
    unchecked_because: str = "",
    earlier: Sequence[Content] = (),
) -> Content:
    """`before` is the version before this one, if there is one: what changed since is part of the content. What the
    statements of `untold` said before is not."""
    frozen = [_statement(one, quotes, checked) for one in statements]
    return {
        "title": dict(summary.title),
        "slug": summary.slug,
        "source": {"kind": summary.source_kind, "id": str(summary.source_id)},
        "statements": frozen,
        "changes": differences(before["statements"], frozen, untold=untold) if before else [],
        "checkers": dict(checkers or {}),
        "what_changed": dict(summary.what_changed),
        "notice": dict(summary.notice),
        "own_pictures": dict(own_pictures or {}),
        "check": check,
        "earlier_checks": list(earlier),
        "unchecked_because": unchecked_because,
        "replies": [
            {"statement": str(reply.statement_id), "kind": str(reply.kind), "words": dict(reply.words)}
            for reply in replies
        ],
        "missing_replies": _once(missing_replies),
    }


def _once(replies: Iterable[MissingReply]) -> list[Content]:
    """Not the remarks: they are forgotten after a year, and were said to us alone. Who answers several people with the
    same words is printed once."""
    printed: list[Content] = []
    for reply in replies:
        one = {"kind": str(reply.kind), "words": dict(reply.words)}
        if reply.kind.is_printed and one not in printed:
            printed.append(one)
    return printed


def check_content(
    *, asked: int, checked: int, late: int, tallies: Iterable[Tally], missing: int, is_checked: bool
) -> Content:
    """What a published summary says of its check. Anyone may read it: how often each thing was said has passed the
    disclosure gate, None where too few said it."""
    counts = total(tallies).counts
    return {
        "asked": asked,
        "checked": checked,
        "late": late,
        "verdicts": {str(kind): protect_count(counts.get(kind, 0)).value for kind in VerdictKind},
        "missing": protect_count(missing).value,
        "is_checked": is_checked,
    }


def _statement(statement: Statement, quotes: Mapping[UUID, SharedQuote], checked: Checked) -> Content:
    quote = quotes.get(statement.quote_id) if statement.quote_id else None
    return {
        "id": str(statement.id),
        "version": statement.version,
        "section": str(statement.section),
        "texts": dict(statement.texts),
        "statuses": {code: _status(code, made, statement, checked) for code, made in statement.statuses.items()},
        "picture": statement.picture,
        "number": dict(statement.number) if statement.number else None,
        "quote": _quote(quote) if quote is not None and quote.words is not None else None,
        "evidence": list(statement.evidence),
    }


def _status(language: str, made: str, statement: Statement, checked: Checked) -> str:
    is_checked = (str(statement.id), language) in checked
    return str(TextStatus.CHECKED_BY_SPEAKER if is_checked else TextStatus(made).as_made)


def _quote(quote: SharedQuote) -> Content:
    fingerprint = hashlib.sha256((quote.words or "").encode()).hexdigest()
    return {"id": str(quote.id), "language": quote.language, "sha256": fingerprint}
