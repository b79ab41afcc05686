"""Several people code the same sample apart; where they differ, one decides and says why."""

import hashlib
import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.rounds.coding_enums import DoubleCodingState
from portal.rounds.errors import NotReady, NotYours
from portal.rounds.models import CoderJudgement, Coding, DoubleCodedAnswer, DoubleCoding, FrameVersion
from portal.rounds.operations import code_frame
from portal.rounds.queries import double_coding as queries
from portal.rounds.queries.double_coding import Item
from portal.rounds.rules.agreement import agreed, agreement
from portal.shared import audit, clock

FEWEST_CODERS = 2


def draw_for_double_coding(
    session: Session,
    *,
    round_id: uuid.UUID,
    question_id: uuid.UUID,
    size: int,
    coders: Sequence[uuid.UUID],
    with_coded: bool = False,
    by: uuid.UUID | None,
) -> DoubleCoding:
    """Draws up to `size` answers that nobody has coded, at random, for these people to code by the frame as it is now.

    `with_coded`: among those one person coded already, too. What that person chose counts until the sample is settled;
    if they are among the coders it stands as their judgement, so that nobody does the same twice.

    Raises:
        NotReady: fewer than two coders, no theme, or no such answers.
    """
    free = queries.free_answers(session, round_id=round_id, question_id=question_id, with_coded=with_coded)
    if len(set(coders)) < FEWEST_CODERS or not free or size < 1:
        raise NotReady
    frame = code_frame.freeze(session, round_id=round_id, why="double coding", by=by)
    made = DoubleCoding(
        round_id=round_id,
        question_id=question_id,
        frame_version_id=frame.id,
        coders=list(dict.fromkeys(str(one) for one in coders)),
        made_at=clock.now(),
        made_by=by,
    )
    session.add(made)
    session.flush()
    # Anyone can draw again: the ids in the order of their fingerprint together with that of the sample.
    drawn = sorted(free, key=lambda one: hashlib.sha256(made.id.bytes + one.bytes).digest())[:size]
    session.add_all(
        DoubleCodedAnswer(double_coding_id=made.id, answer_id=answer_id, place=place)
        for place, answer_id in enumerate(drawn, start=1)
    )
    session.flush()
    if with_coded:
        _take_over(session, made=made, frame=frame)
    audit.record(session, action="draw", subject="double_coding", subject_id=made.id, actor_id=by, size=len(drawn))
    return made


def _take_over(session: Session, *, made: DoubleCoding, frame: FrameVersion) -> None:
    """What one of the coders made of an answer before it was drawn is their judgement of it."""
    known = {one["id"] for one in frame.themes}
    for row in queries.coded_before(session, double_coding_id=made.id):
        if str(row.coded_by) in made.coders and known.issuperset(row.themes):
            session.add(
                CoderJudgement(item_id=row.item_id, coder_id=row.coded_by, themes=sorted(row.themes), at=row.coded_at)
            )
    session.flush()


def judge(
    session: Session,
    *,
    double_coding: DoubleCoding,
    item: DoubleCodedAnswer,
    themes: Collection[uuid.UUID],
    unsure: bool = False,
    by: uuid.UUID,
) -> None:
    """Keeps what one coder makes of an answer; they may change it until everyone is done.

    Raises:
        NotYours: not a coder of this sample. NotReady: coding has ended, or the themes are not of its frame.
    """
    if str(by) not in double_coding.coders or item.double_coding_id != double_coding.id:
        raise NotYours
    known = {one["id"] for one in session.get_one(FrameVersion, double_coding.frame_version_id).themes}
    chosen = sorted(str(one) for one in themes)
    if double_coding.state is not DoubleCodingState.CODING or not known.issuperset(chosen):
        raise NotReady
    found = queries.judgement_of(session, item_id=item.id, coder_id=by)
    if found is None:
        found = CoderJudgement(item_id=item.id, coder_id=by)
        session.add(found)
    found.themes, found.unsure, found.at = ([] if unsure else chosen), unsure, clock.now()
    session.flush()
    items = queries.items_of(session, double_coding_id=double_coding.id)
    if all(len(one.judgements) == len(double_coding.coders) for one in items):
        _compare(session, double_coding=double_coding, items=items)


def end_coding(session: Session, *, double_coding: DoubleCoding, by: uuid.UUID | None) -> None:
    """Waits for nobody any longer: compares what there is. Answers that nobody judged go back to the others.

    Raises:
        NotReady: coding has ended already.
    """
    if double_coding.state is not DoubleCodingState.CODING:
        raise NotReady
    items = queries.items_of(session, double_coding_id=double_coding.id)
    for one in items:
        if not one.judgements:
            session.delete(one.row)
    session.flush()
    audit.record(session, action="end", subject="double_coding", subject_id=double_coding.id, actor_id=by)
    _compare(session, double_coding=double_coding, items=[one for one in items if one.judgements])


def settle(
    session: Session,
    *,
    double_coding: DoubleCoding,
    item: DoubleCodedAnswer,
    themes: Collection[uuid.UUID],
    why: str,
    by: uuid.UUID,
) -> None:
    """Decides about an answer on which coders differ. What was decided counts; what each said stays beside it.

    Raises:
        NotReady: still being coded, settled already, or no reason given.
    """
    if double_coding.state is not DoubleCodingState.SETTLING or item.settled_at is not None or not why.strip():
        raise NotReady
    _count(session, item=item, themes=[str(one) for one in themes], why=why, by=by)
    audit.record(session, action="settle", subject="double_coding", subject_id=item.id, actor_id=by)
    _end_when_all_are_settled(session, double_coding=double_coding)


def _compare(session: Session, *, double_coding: DoubleCoding, items: Sequence[Item]) -> None:
    frame = session.get_one(FrameVersion, double_coding.frame_version_id)
    coders = [uuid.UUID(one) for one in double_coding.coders]
    units = [[_value(one.judgements.get(coder)) for coder in coders] for one in items]
    double_coding.agreement = agreement(units, [theme["id"] for theme in frame.themes])
    double_coding.state = DoubleCodingState.SETTLING
    for one in items:
        themes = agreed([_value(judgement) for judgement in one.judgements.values()])
        if themes is not None:
            _count(session, item=one.row, themes=sorted(themes), why="", by=None, coded_by=coders[0])
    session.flush()
    _end_when_all_are_settled(session, double_coding=double_coding)


def _value(judgement: CoderJudgement | None) -> frozenset[str] | None:
    return None if judgement is None or judgement.unsure else frozenset(judgement.themes)


def _count(
    session: Session,
    *,
    item: DoubleCodedAnswer,
    themes: Sequence[str],
    why: str,
    by: uuid.UUID | None,
    coded_by: uuid.UUID | None = None,
) -> None:
    now = clock.now()
    item.settled_themes, item.settled_why, item.settled_by, item.settled_at = sorted(set(themes)), why, by, now
    session.execute(sa.delete(Coding).where(Coding.answer_id == item.answer_id))
    session.add_all(
        Coding(theme_id=uuid.UUID(one), answer_id=item.answer_id, coded_by=by or coded_by, coded_at=now)
        for one in item.settled_themes
    )
    session.flush()


def _end_when_all_are_settled(session: Session, *, double_coding: DoubleCoding) -> None:
    waiting = sa.select(DoubleCodedAnswer.id).where(
        DoubleCodedAnswer.double_coding_id == double_coding.id, DoubleCodedAnswer.settled_at.is_(None)
    )
    if session.scalar(waiting.limit(1)) is None:
        double_coding.state = DoubleCodingState.SETTLED
    session.flush()
