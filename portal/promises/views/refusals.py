"""A refusal of the domain, told to whoever asked: nothing is changed, and the page says why."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash

from portal.promises.errors import (
    AskingOver,
    NeedsSecondPerson,
    NobodyToAsk,
    NotAPromise,
    NotEvidence,
    WrongState,
)
from portal.shared.database import db
from portal.shared.i18n import _

REFUSALS = (AskingOver, NeedsSecondPerson, NobodyToAsk, NotAPromise, NotEvidence, WrongState)


@contextmanager
def refusals_in_words() -> Iterator[None]:
    try:
        yield
    except REFUSALS as error:
        db.session.rollback()
        flash(words_of(error), "error")


def words_of(error: Exception) -> str:
    if isinstance(error, NotEvidence):
        return str(error)
    return {
        AskingOver: _("The last day is over, or this person has said it already"),
        NeedsSecondPerson: _("Someone else has to check this: not who keeps it, and not who said that it is done"),
        NobodyToAsk: _("There is nothing to ask about yet, or nobody who wanted to hear"),
        NotAPromise: _("This is a promise already, or it does not say what will happen next"),
        WrongState: _("This cannot be done now"),
    }[type(error)]
