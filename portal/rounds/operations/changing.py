"""Changing what was sent, and taking it back: until a stated day, with two codes on the web or by phone.

What was changed is put on a shelf (`Response.past_of`): kept, and counted nowhere. See `taking_back` for the rest.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions import operations as questions
from portal.questions import queries as question_queries
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Attachment, Draft, Response
from portal.questions.queries import KeptAnswer
from portal.questions.rules import AskedSet, Given
from portal.rounds.door_enums import ChangeKind, Door
from portal.rounds.door_errors import TooLateToChange
from portal.rounds.models import Coding, ResponseChange, Round
from portal.rounds.operations.alarms import look_at_answers
from portal.rounds.operations.counting import ask_to_count
from portal.rounds.queries import doors
from portal.rounds.queries.standing import Standing, standing_of
from portal.rounds.rules.changing import last_day_to_change, may_still_change
from portal.shared import audit, clock, throttle, tokens
from portal.shared.crypto import binding, keys

RECEIPT_TRIES, RECEIPT_WITHIN = 10, dt.timedelta(minutes=15)
ADDRESS_TRIES, ADDRESS_WITHIN = 100, dt.timedelta(hours=1)
SHELF = uuid.UUID("6f1c1a52-0a44-4f0e-9f0d-3d5a3a0f6c11")

# Rooms downstream that show people's words (summaries) take them out: the hall hangs these up. Each is given the ids
# of answers whose words are gone, or may not be used any more.
words_taken_back: list[Callable[[Session, Collection[uuid.UUID]], object]] = []


@dataclass(frozen=True)
class Sent:
    """Answers that were sent, with where their person stands."""

    response: Response
    standing: Standing
    round: Round
    last_day: dt.date | None
    may_change: bool


def sent_with(session: Session, *, receipt: str, address: str) -> Sent | None:
    """What was sent with this receipt code, for staff on the phone and for taking back. Tries are counted.

    Raises:
        throttle.TooMany
    """
    plain = tokens.plain_code(receipt)
    throttle.count_attempt(session, what="receipt", who=plain, limit=RECEIPT_TRIES, within=RECEIPT_WITHIN)
    throttle.count_attempt(session, what="receipt_address", who=address, limit=ADDRESS_TRIES, within=ADDRESS_WITHIN)
    response = question_queries.response_by_receipt(session, code=plain)
    return sent_of(session, response=response) if response is not None else None


def forget_tries(session: Session, *, receipt: str) -> None:
    """Once everything asked for was right, and not before: a right receipt must not make the second code guessable."""
    throttle.forget_attempts(session, what="receipt", who=tokens.plain_code(receipt))


def sent_of(session: Session, *, response: Response) -> Sent | None:
    invitation = doors.invitation_by_alias(session, alias=response.alias)
    standing = standing_of(session, invitation_id=invitation.id) if invitation else None
    if standing is None:
        walk_in = doors.walk_in_by_alias(session, alias=response.alias)
        standing = doors.walk_in_standing(session, walk_in_id=walk_in.id) if walk_in else None
    round_ = session.get(Round, response.asked_in)
    if standing is None or round_ is None:
        return None
    settings = doors.doors_of(session, round_id=round_.id)
    until = settings.change_until if settings else None
    takes = round_.state.takes_answers
    return Sent(
        response=response,
        standing=standing,
        round=round_,
        last_day=last_day_to_change(change_until=until, closes_on=round_.closes_on),
        may_change=may_still_change(
            change_until=until, closes_on=round_.closes_on, takes_answers=takes, today=clock.today()
        ),
    )


def sent_by_id(session: Session, *, response_id: uuid.UUID, round_id: uuid.UUID) -> Sent | None:
    """What was sent and still stands in this round."""
    response = session.get(Response, response_id)
    return sent_of(session, response=response) if response is not None and response.asked_in == round_id else None


def is_their_code(sent: Sent, code: str) -> bool:
    """The second secret: the short code of the invitation, or of the form. Answers from an open tablet have none."""
    if sent.standing.is_walk_in:
        return tokens.code_index(doors.WALK_IN, code) == tokens.code_index(
            doors.WALK_IN, tokens.short_code(doors.WALK_IN, sent.standing.invitation_id)
        )
    theirs = tokens.short_code("invitation", sent.standing.invitation_id)
    return tokens.plain_code(code) == tokens.plain_code(theirs)


def has_no_second(session: Session, *, sent: Sent) -> bool:
    """Answers given on an open tablet: there is no second code. On the web nothing of them is shown or changed, they
    can only be taken back."""
    return sent.standing.is_walk_in and not doors.has_code(session, walk_in_id=sent.standing.invitation_id)


def lay_out(session: Session, *, sent: Sent, visit_id: uuid.UUID | None) -> None:
    """Copies what was sent into a draft, to be changed. With `visit_id` that visit sees it; with None nobody does, and
    what is not answered again stays as it is.

    Raises:
        TooLateToChange
    """
    if not sent.may_change:
        raise TooLateToChange
    holder_id = sent.standing.invitation_id
    questions.discard_draft(session, holder_id=holder_id)
    _copy(session, answers_in(session, response_id=sent.response.id), sent=sent, visit_id=visit_id)


def _copy(session: Session, answers: Iterable[Answer], *, sent: Sent, visit_id: uuid.UUID | None) -> None:
    for answer in answers:
        if answer.state is not AnswerState.NOT_ASKED:
            questions.save_answer(
                session,
                holder_id=sent.standing.invitation_id,
                question_id=answer.question_id,
                given=Given(answer.state, answer.value, answer.words),
                language=answer.words_language or sent.response.language,
                visit_id=visit_id,
                provenance=answer.provenance,
                channel=answer.channel,
            )


def _lay_out_what_is_missing(session: Session, *, sent: Sent, asked: AskedSet) -> None:
    """Sent twice, or by someone else meanwhile, the draft is gone: what was not answered again must stay as it is.

    Of a draft that was laid out only a file can be taken away.
    """
    kept = question_queries.draft_answers(session, holder_id=sent.standing.invitation_id)
    answers = answers_in(session, response_id=sent.response.id)
    missing = {one.question_id for one in answers if one.state is not AnswerState.NOT_ASKED} - kept.keys()
    only_files = all(question.takes_file for question in asked.questions if question.id in missing)
    if missing and not (kept and only_files):
        _copy(session, (one for one in answers if one.question_id in missing), sent=sent, visit_id=None)


def answers_in(session: Session, *, response_id: uuid.UUID) -> list[Answer]:
    return list(session.scalars(sa.select(Answer).where(Answer.response_id == response_id)))


def send_changes(
    session: Session,
    *,
    sent: Sent,
    asked: AskedSet,
    channel: Door,
    visit_id: uuid.UUID,
    by: uuid.UUID | None = None,
) -> int:
    """Puts the changed draft in the place of what was sent. Returns how many answers changed; none is no new edition.

    Raises:
        TooLateToChange
    """
    if not sent.may_change:
        raise TooLateToChange
    response, holder_id = sent.response, sent.standing.invitation_id
    draft = question_queries.draft_of(session, holder_id=holder_id)
    if draft is not None:
        response.provenance, response.helped_by = draft.provenance, draft.helped_by
    _lay_out_what_is_missing(session, sent=sent, asked=asked)
    changed = _put_in_place(session, response=response, holder_id=holder_id, asked=asked, channel=channel)
    questions.discard_draft(session, holder_id=holder_id)
    session.execute(sa.update(Draft).where(Draft.holder_id == holder_id).values(sent_in_visit=visit_id))
    look_at_answers(session, response=response, round_id=response.asked_in)
    if changed:
        note_change(session, sent=sent, kind=ChangeKind.CHANGED, channel=channel, by=by)
        tell_others(session, changed)
        ask_to_count(session, round_=sent.round, by=by)
    return len(changed)


def _put_in_place(
    session: Session, *, response: Response, holder_id: uuid.UUID, asked: AskedSet, channel: Door
) -> list[uuid.UUID]:
    """Returns the ids of the answers that were replaced."""
    kept = question_queries.draft_answers(session, holder_id=holder_id)
    old = {answer.question_id: answer for answer in answers_in(session, response_id=response.id)}
    path = asked.path(kept)
    replaced, rows = [], []
    for place, question in enumerate(asked.questions, 1):
        if not question.kind.is_asked:
            continue
        draft, before = kept.get(question.id) if place in path else None, old.get(question.id)
        if before is not None and _same(before, draft):
            continue
        if before is not None:
            replaced.append(before.id)
        rows.append(_row(response, question.id, draft, channel))
    if rows:
        _shelve(session, response=response, answer_ids=replaced)
        session.execute(sa.insert(Answer), rows)
        _take_along_files(session, rows)
    return replaced or [row["id"] for row in rows]


def _same(before: Answer, draft: KeptAnswer | None) -> bool:
    if draft is None:
        return before.state is AnswerState.NOT_ASKED
    return (before.state, before.value, before.words) == (draft.state, draft.value, draft.words)


def _row(response: Response, question_id: uuid.UUID, draft: KeptAnswer | None, channel: Door) -> dict[str, Any]:
    answer_id, words = uuid.uuid4(), draft.words if draft else None
    sealed = None if words is None else keys().seal(words, bound_to=binding("answer", "words", answer_id))
    return {
        "id": answer_id,
        "response_id": response.id,
        "asked_in": response.asked_in,
        "question_id": question_id,
        "state": draft.state if draft else AnswerState.NOT_ASKED,
        "value": draft.value if draft else None,
        "words_sealed": sealed,
        "words_language": draft.words_language if draft else None,
        "provenance": (draft.provenance if draft else None) or response.provenance,
        "channel": draft.channel if draft else channel.value,
    }


def shelf_of(round_id: uuid.UUID) -> uuid.UUID:
    """Where a round's answers stand that are counted no more."""
    return uuid.uuid5(SHELF, round_id.hex)


def _shelve(session: Session, *, response: Response, answer_ids: Collection[uuid.UUID]) -> None:
    """Moves answers out of the round into a past edition. Codings fall away: they were about words no longer said."""
    past = Response(
        asked_in=shelf_of(response.asked_in),
        alias=uuid.uuid5(response.id, str(response.edition)),
        set_id=response.set_id,
        channel=response.channel,
        provenance=response.provenance,
        helped_by=response.helped_by,
        language=response.language,
        submitted_at=response.submitted_at,
        edition=response.edition,
        past_of=response.id,
    )
    session.add(past)
    response.edition += 1
    session.flush()
    chosen = Answer.id.in_(answer_ids)
    moved = sa.update(Answer).where(chosen).values(response_id=past.id, asked_in=past.asked_in)
    session.execute(moved, execution_options={"synchronize_session": False})
    session.execute(
        sa.delete(Coding).where(Coding.answer_id.in_(answer_ids)), execution_options={"synchronize_session": False}
    )
    session.expire_all()


def _take_along_files(session: Session, rows: list[dict[str, Any]]) -> None:
    """A file uploaded while changing now belongs to the new answer."""
    for row in rows:
        file_id = (row["value"] or {}).get("file")
        if file_id:
            own = sa.update(Attachment).where(Attachment.id == uuid.UUID(str(file_id)))
            session.execute(own.values(answer_id=row["id"], holder_id=None, visit_id=None))


def tell_others(session: Session, answer_ids: Collection[uuid.UUID]) -> None:
    """Words of these answers may not be shown any more, anywhere."""
    for tell in words_taken_back:
        tell(session, answer_ids)


def note_change(session: Session, *, sent: Sent, kind: ChangeKind, channel: Door, by: uuid.UUID | None) -> None:
    """Notes that answers were changed or taken back, for good."""
    session.add(
        ResponseChange(
            asked_in=sent.response.asked_in,
            response_id=sent.response.id,
            receipt_index=sent.response.receipt_index,
            kind=kind,
            edition=sent.response.edition,
            channel=channel,
            changed_by=by,
            changed_at=clock.now(),
        )
    )
    audit.record(session, action=kind.value, subject="response", subject_id=sent.response.id, actor_id=by)
