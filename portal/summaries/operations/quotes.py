"""People's own words: in only while they agree, out at once when they do not."""

import uuid
from collections.abc import Collection

from sqlalchemy.orm import Session

from portal.people.enums import ConsentPurpose
from portal.people.operations import record_consents
from portal.shared import audit, clock
from portal.summaries import queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.errors import QuoteNotAllowed
from portal.summaries.models import CheckInvitation, SharedQuote, Statement, Summary
from portal.summaries.operations.history import recording, refuse_overwriting
from portal.summaries.operations.recalling import recall_words
from portal.summaries.operations.states import open_for_edits
from portal.summaries.sources import source_of

ASKED_TO = "left_out_by_the_person"
CONSENT_GONE = "consent_taken_back"
TAKEN_BACK = "answer_taken_back"


def attach_quote(
    session: Session,
    *,
    summary: Summary,
    statement: Statement,
    answer_id: uuid.UUID,
    by: uuid.UUID,
    seen: int | None = None,
) -> SharedQuote:
    """Shows someone's words below a statement, exactly as they agreed to them.

    Raises:
        WrongState; WrittenMeanwhile; QuoteNotAllowed: no consent stands, or the person asked to leave them out.
    """
    open_for_edits(summary)
    refuse_overwriting(session, statement=statement, seen=seen, parts=["quote"])
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    found = next((one for one in source.quotes() if one.answer_id == answer_id), None)
    if found is None:
        raise QuoteNotAllowed
    quote = next((q for q in queries.quotes_of(session, summary_id=summary.id) if q.answer_id == answer_id), None)
    if quote is not None and quote.removed_at is not None:
        raise QuoteNotAllowed
    if quote is None:
        quote = SharedQuote(
            summary_id=summary.id,
            answer_id=answer_id,
            alias=found.alias,
            words=found.words,
            language=found.language,
        )
        session.add(quote)
        session.flush()
    with recording(session, statement=statement, deed=StatementDeed.QUOTE, by=by):
        statement.quote_id = quote.id
    return quote


def detach_quote(
    session: Session, *, summary: Summary, statement: Statement, by: uuid.UUID, seen: int | None = None
) -> None:
    """
    Raises:
        WrongState; WrittenMeanwhile
    """
    open_for_edits(summary)
    refuse_overwriting(session, statement=statement, seen=seen, parts=["quote"])
    with recording(session, statement=statement, deed=StatementDeed.QUOTE, by=by):
        statement.quote_id = None


def remove_quote(session: Session, *, quote: SharedQuote, because: str) -> None:
    """Takes someone's words out of the draft and of every version there ever was, page, paper and recording. What is
    published is published anew without them, and says so. Nothing puts them back."""
    if quote.removed_at is not None:
        return
    quote.words, quote.removed_at, quote.removed_because = None, clock.now(), because
    audit.record(session, action="quote_removed", subject="summary", subject_id=quote.summary_id, because=because)
    session.flush()
    recall_words(session, summary_id=quote.summary_id, quote_id=quote.id)


def remove_quotes_of_answers(session: Session, answer_ids: Collection[uuid.UUID]) -> int:
    """Takes the words of these answers out of every summary: the person changed them, or took them back."""
    gone = queries.standing_quotes_of_answers(session, answer_ids=answer_ids)
    for quote in gone:
        remove_quote(session, quote=quote, because=TAKEN_BACK)
    return len(gone)


def remove_quotes_of_who_says_no(session: Session, subject_id: uuid.UUID, refused: Collection[ConsentPurpose]) -> int:
    """Someone said that their words may not be used (any more): out of every summary, this moment."""
    return remove_quotes_of(session, alias=subject_id) if ConsentPurpose.QUOTE in refused else 0


def remove_quotes_of(session: Session, *, alias: uuid.UUID, because: str = CONSENT_GONE) -> int:
    """Takes everything out that one person said, wherever it is shown. Returns how many quotes that were."""
    gone = queries.standing_quotes_of_person(session, alias=alias)
    for quote in gone:
        remove_quote(session, quote=quote, because=because)
    return len(gone)


def take_out_own_words(session: Session, *, invitation: CheckInvitation, by: uuid.UUID | None = None) -> int:
    """The person asked, by their link or on the phone, that their words go: out of every summary, and no more of them
    is used. Returns how many quotes stood. Whether there were any is told to nobody at the link."""
    if invitation.alias is None:
        return 0
    standing = len(queries.standing_quotes_of_person(session, alias=invitation.alias))
    record_consents(
        session,
        subject_id=invitation.alias,
        answers={ConsentPurpose.QUOTE: False},
        language=invitation.language,
        channel="phone" if by else "web",
    )
    remove_quotes_of(session, alias=invitation.alias, because=ASKED_TO)
    return standing


def remove_quotes_taken_back(session: Session, *, summary: Summary) -> int:
    """Removes every quote whose consent no longer stands at the source. Returns how many.

    From the others goes what was taken out of the words since: a name that someone had overlooked.
    """
    source = source_of(session, kind=summary.source_kind, source_id=summary.source_id)
    allowed = {one.answer_id: one.words for one in source.quotes()}
    gone = [
        quote
        for quote in queries.quotes_of(session, summary_id=summary.id)
        if quote.removed_at is None and quote.answer_id not in allowed
    ]
    for quote in gone:
        remove_quote(session, quote=quote, because=CONSENT_GONE)
    for quote in queries.quotes_of(session, summary_id=summary.id):
        if quote.removed_at is None and quote.words != allowed[quote.answer_id]:
            quote.words = allowed[quote.answer_id]
    session.flush()
    return len(gone)
