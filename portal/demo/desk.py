"""A summary two people are writing: laid out, partly rewritten, with one number from an earlier release."""

import datetime as dt
import uuid

from sqlalchemy.orm import Session

from portal.people.models import Account
from portal.rounds.models import Round
from portal.shared import clock
from portal.summaries import operations, queries
from portal.summaries.desk_enums import StatementDeed
from portal.summaries.enums import Section
from portal.summaries.models import Statement, Summary
from portal.summaries.operations.history import recording
from portal.summaries.operations.numbers import may_be_shown
from portal.summaries.round_source import KIND
from portal.summaries.sources import FigureKind, Source, source_of

TITLE = {
    "en": "What you told us about getting a break",
    "en-easy": "What you told us about breaks",
    "cy": "Beth ddywedoch chi wrthym am gael seibiant",
    "ur": "آپ نے ہمیں وقفہ لینے کے بارے میں کیا بتایا",
}
# What the two made of three of the lines, told by a word that is in them: the second tried again after the first.
REWRITTEN = (
    ("staff", "The staff are kind.", "Most of you say the staff are kind.\nYou say they listen to you."),
    ("wait", "You wait too long.", "You wait too long and nobody tells you what comes next."),
    ("letter", "Letters are hard to read.", "Our letters are hard to read.\nAn advocate reads them to some of you."),
)
PICTURES = {"staff": "staff", "wait": "time", "letter": "letter"}
FEWER_BEFORE = 20


def make_draft(session: Session, *, round_: Round, staff: dict[str, Account]) -> Summary:
    """The desk with something of everything on it: evidence, drafts, history, a quote, and a number that grew old."""
    first, second = staff["organiser"].id, staff["analyst"].id
    with clock.moved_to(clock.now() - dt.timedelta(days=2)):
        summary = operations.start_summary(session, source_kind=KIND, source_id=round_.id, title=TITLE, by=first)
        operations.lay_out_draft(session, summary=summary, by=first)
    rows = queries.statements_of(session, summary_id=summary.id)
    told = []
    for key, *wordings in REWRITTEN:
        statement = next(one for one in rows if one.section is Section.TOLD and key in one.texts["en"].lower())
        for writer, words in zip((first, second), wordings, strict=True):
            _write(session, summary, statement, words, PICTURES[key], by=writer)
        told.append(statement)
    source = source_of(session, kind=KIND, source_id=round_.id)
    _support(session, summary, source, told, by=second)
    return summary


def _write(
    session: Session, summary: Summary, statement: Statement, words: str, picture: str, *, by: uuid.UUID
) -> None:
    operations.edit_statement(
        session,
        summary=summary,
        statement=statement,
        section=statement.section,
        texts={"en": words},
        picture=picture,
        evidence=statement.evidence,
        by=by,
    )


def _support(session: Session, summary: Summary, source: Source, told: list[Statement], *, by: uuid.UUID) -> None:
    """A number, as an earlier release had it, and someone's own words."""
    shares = [one for one in source.numbers() if may_be_shown(one) and one.kind is FigureKind.SHARE]
    figure = next(iter(shares), None)
    quote = next(iter(source.quotes()), None)
    if figure is not None:
        operations.insert_number(session, summary=summary, statement=told[0], ref=figure.ref, by=by)
        with recording(session, statement=told[0], deed=StatementDeed.NUMBER, by=by):
            number = dict(told[0].number or {})
            told[0].number = {**number, "base_n": max(number["base_n"] - FEWER_BEFORE, 10)}
    if quote is not None:
        operations.attach_quote(session, summary=summary, statement=told[-1], answer_id=quote.answer_id, by=by)
