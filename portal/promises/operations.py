import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from portal.promises import queries
from portal.promises.enums import PromiseState
from portal.promises.errors import NeedsSecondPerson, NotAPromise, WrongState
from portal.promises.models import Promise, PromiseEvent
from portal.promises.rules import may_become, needs_second_person
from portal.shared import audit, clock
from portal.summaries.enums import Section
from portal.summaries.models import Statement

Texts = Mapping[str, str]


def make_promise(
    session: Session,
    *,
    statement: Statement,
    owner_id: uuid.UUID,
    owner_words: str,
    how_we_will_know: Texts,
    due: dt.date,
    because_of: Sequence[str],
    by: uuid.UUID,
) -> Promise:
    """Makes a promise of a statement about what will happen next. Its words are the statement's: never typed twice.

    Raises:
        NotAPromise: the statement says something else, or is a promise already.
    """
    is_taken = queries.promise_for(session, statement_id=statement.id) is not None
    if statement.section is not Section.NEXT or statement.left_out_at is not None or is_taken:
        raise NotAPromise
    promise = Promise(
        statement_id=statement.id,
        owner_id=owner_id,
        owner_words=owner_words,
        what=dict(statement.texts),
        how_we_will_know=dict(how_we_will_know),
        because_of=list(because_of),
        due=due,
        first_due=due,
        state=PromiseState.PROMISED,
        claim={},
        made_at=clock.now(),
    )
    session.add(promise)
    session.flush()
    _note(session, promise, what="made", words={}, by=by)
    return promise


def start_doing(session: Session, *, promise: Promise, by: uuid.UUID) -> None:
    """
    Raises:
        WrongState
    """
    _refuse_unless(promise, PromiseState.DOING)
    promise.state = PromiseState.DOING
    _note(session, promise, what="started", words={}, by=by)


def claim(session: Session, *, promise: Promise, state: PromiseState, words: Texts, by: uuid.UUID) -> None:
    """Says that a promise is done, was changed or will not be kept, with what shows it. Someone else checks it.

    Raises:
        WrongState
    """
    _refuse_unless(promise, state)
    if not needs_second_person(state):
        raise WrongState(f"{state} needs no claim")
    promise.claimed_state, promise.claim, promise.claimed_by = state, dict(words), by
    _note(session, promise, what=f"claimed_{state}", words=words, by=by)


def check_claim(session: Session, *, promise: Promise, agrees: bool, by: uuid.UUID) -> None:
    """A second person looked whether the claim is true. Care Opinion lets no claim of change pass unread; nor do we.

    Raises:
        WrongState: nothing is claimed; NeedsSecondPerson: the same person made the claim.
    """
    if promise.claimed_state is None:
        raise WrongState("nothing is claimed")
    if by == promise.claimed_by:
        raise NeedsSecondPerson
    if agrees:
        promise.state, promise.checked_by, promise.ended_at = promise.claimed_state, by, clock.now()
    promise.claimed_state = None
    _note(session, promise, what="confirmed" if agrees else "not_confirmed", words={}, by=by)


def _refuse_unless(promise: Promise, wanted: PromiseState) -> None:
    if promise.claimed_state is not None or not may_become(promise.state, wanted):
        raise WrongState(f"{promise.state} cannot become {wanted}")


def _note(session: Session, promise: Promise, *, what: str, words: Texts, by: uuid.UUID) -> None:
    session.add(
        PromiseEvent(promise_id=promise.id, what=what, state=promise.state, words=dict(words), by=by, at=clock.now())
    )
    session.flush()
    audit.record(session, action=f"promise_{what}", subject="promise", subject_id=promise.id, actor_id=by)
