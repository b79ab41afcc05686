"""A refusal of the domain, told to whoever asked: nothing is changed, and the page says why."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from portal.shared.database import db
from portal.shared.i18n import _
from portal.summaries.errors import (
    CheckOver,
    FigureNotFound,
    FixGone,
    NeedsSecondPerson,
    NotReady,
    QuoteNotAllowed,
    Unanswered,
    WrittenMeanwhile,
    WrongState,
)
from portal.summaries.sources import UnknownSource

REFUSALS = (
    CheckOver,
    FigureNotFound,
    FixGone,
    NeedsSecondPerson,
    NotReady,
    QuoteNotAllowed,
    Unanswered,
    UnknownSource,
    WrittenMeanwhile,
    WrongState,
)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    try:
        yield
    except REFUSALS as error:
        db.session.rollback()
        for words in words_of(error):
            flash(words, "error")


def words_of(error: Exception) -> list[str]:
    if isinstance(error, NotReady):
        return error.reasons
    return [
        {
            CheckOver: _("This check is over, or this person has answered already"),
            FigureNotFound: _("This number is not in the results, or too few people stand behind it"),
            FixGone: _("These words have changed since. Look at the advice again"),
            NeedsSecondPerson: _("Someone who did not write it has to do this"),
            QuoteNotAllowed: _("This person did not agree that we show these words"),
            Unanswered: _("Someone said “wrong”, “leave this out” or “something is missing” and has no reply yet"),
            UnknownSource: _("What this summary is about cannot be found"),
            WrittenMeanwhile: _("Somebody changed this while you were writing. Nothing was saved"),
            WrongState: _("This cannot be done now. Look where the summary stands"),
        }[type(error)]
    ]
