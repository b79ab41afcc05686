"""Samples coded apart: what is in them, who has judged what."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.enums import Role
from portal.people.models import Account, RoleGrant
from portal.questions.enums import AnswerState
from portal.questions.models import Answer
from portal.rounds.models import CoderJudgement, Coding, DoubleCodedAnswer, DoubleCoding

CODERS = (Role.ORGANISER, Role.ANALYST)


@dataclass(frozen=True)
class Item:
    """One answer of a sample with all judgements on it, by coder. Shown only when all are done."""

    row: DoubleCodedAnswer
    answer: Answer
    judgements: dict[uuid.UUID, CoderJudgement]


def double_codings_of(session: Session, *, round_id: uuid.UUID) -> Sequence[DoubleCoding]:
    mine = sa.select(DoubleCoding).where(DoubleCoding.round_id == round_id)
    return session.scalars(mine.order_by(DoubleCoding.made_at.desc(), DoubleCoding.id)).all()


def possible_coders(session: Session) -> Sequence[Account]:
    """Active members of staff who may read and code answers."""
    may = sa.exists().where(RoleGrant.account_id == Account.id, RoleGrant.role.in_(CODERS))
    return session.scalars(
        sa.select(Account).where(Account.active.is_(True), may).order_by(Account.display_name, Account.id)
    ).all()


def names_of_accounts(session: Session, *, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = session.execute(sa.select(Account.id, Account.display_name).where(Account.id.in_(ids)))
    return {account_id: name for account_id, name in rows}


@dataclass
class CodedBefore:
    """What one person made of an answer before it came into a sample."""

    item_id: uuid.UUID
    coded_by: uuid.UUID
    coded_at: dt.datetime
    themes: set[str]


def coded_before(session: Session, *, double_coding_id: uuid.UUID) -> Sequence[CodedBefore]:
    rows = session.execute(
        sa.select(DoubleCodedAnswer.id, Coding.coded_by, Coding.coded_at, Coding.theme_id)
        .join(Coding, Coding.answer_id == DoubleCodedAnswer.answer_id)
        .where(DoubleCodedAnswer.double_coding_id == double_coding_id, Coding.coded_by.is_not(None))
        .order_by(DoubleCodedAnswer.place, Coding.coded_at)
    )
    found: dict[uuid.UUID, CodedBefore] = {}
    for item_id, coded_by, coded_at, theme_id in rows:
        if coded_by is None:
            continue
        one = found.setdefault(item_id, CodedBefore(item_id, coded_by, coded_at, set()))
        one.themes.add(str(theme_id))
    return list(found.values())


def free_answers(
    session: Session, *, round_id: uuid.UUID, question_id: uuid.UUID, with_coded: bool = False
) -> Sequence[uuid.UUID]:
    """Ids of answers in own words that no sample holds and nobody has coded; `with_coded`: one person may have."""
    coders = sa.select(sa.func.count(sa.distinct(Coding.coded_by))).where(Coding.answer_id == Answer.id)
    most = 1 if with_coded else 0
    return session.scalars(
        sa.select(Answer.id).where(
            Answer.asked_in == round_id,
            Answer.question_id == question_id,
            Answer.state == AnswerState.ANSWERED,
            Answer.words_sealed.is_not(None),
            coders.scalar_subquery() <= most,
            sa.true() if with_coded else ~sa.exists().where(Coding.answer_id == Answer.id),
            ~sa.exists().where(DoubleCodedAnswer.answer_id == Answer.id),
        )
    ).all()


def still_apart(session: Session, *, answer_ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these answers that are in a sample and not settled yet."""
    waiting = sa.select(DoubleCodedAnswer.answer_id).where(
        DoubleCodedAnswer.answer_id.in_(answer_ids), DoubleCodedAnswer.settled_at.is_(None)
    )
    return set(session.scalars(waiting))


def items_of(session: Session, *, double_coding_id: uuid.UUID, page: int = 0, per_page: int = 0) -> list[Item]:
    """The sample in its order; with `per_page`, one page of it."""
    wanted = (
        sa.select(DoubleCodedAnswer, Answer)
        .join(Answer, Answer.id == DoubleCodedAnswer.answer_id)
        .where(DoubleCodedAnswer.double_coding_id == double_coding_id)
        .order_by(DoubleCodedAnswer.place)
    )
    if per_page:
        wanted = wanted.offset((page - 1) * per_page).limit(per_page)
    rows = session.execute(wanted).all()
    judged: dict[uuid.UUID, dict[uuid.UUID, CoderJudgement]] = defaultdict(dict)
    mine = sa.select(CoderJudgement).where(CoderJudgement.item_id.in_([row.id for row, _answer in rows]))
    for one in session.scalars(mine.order_by(CoderJudgement.at)):
        judged[one.item_id][one.coder_id] = one
    return [Item(row, answer, judged[row.id]) for row, answer in rows]


def next_item(session: Session, *, double_coding_id: uuid.UUID, coder_id: uuid.UUID) -> DoubleCodedAnswer | None:
    """The first answer of the sample that this coder has not judged."""
    done = sa.exists().where(CoderJudgement.item_id == DoubleCodedAnswer.id, CoderJudgement.coder_id == coder_id)
    mine = sa.select(DoubleCodedAnswer).where(DoubleCodedAnswer.double_coding_id == double_coding_id, ~done)
    return session.scalar(mine.order_by(DoubleCodedAnswer.place).limit(1))


def judgement_of(session: Session, *, item_id: uuid.UUID, coder_id: uuid.UUID) -> CoderJudgement | None:
    mine = sa.select(CoderJudgement).where(CoderJudgement.item_id == item_id, CoderJudgement.coder_id == coder_id)
    return session.scalar(mine)


def judgements_on(session: Session, *, item_id: uuid.UUID) -> dict[uuid.UUID, CoderJudgement]:
    """By coder. For those who settle, when everyone is done."""
    mine = sa.select(CoderJudgement).where(CoderJudgement.item_id == item_id)
    return {one.coder_id: one for one in session.scalars(mine)}


def judged_by(session: Session, *, double_coding_ids: Collection[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], int]:
    """How many answers each coder has judged, by (sample, coder)."""
    rows = session.execute(
        sa.select(DoubleCodedAnswer.double_coding_id, CoderJudgement.coder_id, sa.func.count())
        .join(CoderJudgement, CoderJudgement.item_id == DoubleCodedAnswer.id)
        .where(DoubleCodedAnswer.double_coding_id.in_(double_coding_ids))
        .group_by(DoubleCodedAnswer.double_coding_id, CoderJudgement.coder_id)
    )
    return {(sample, coder): count for sample, coder, count in rows}


def sizes_of(session: Session, *, double_coding_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, tuple[int, int]]:
    """Answers in each sample, and how many of them are settled."""
    settled = sa.func.sum(sa.case((DoubleCodedAnswer.settled_at.is_not(None), 1), else_=0))
    rows = session.execute(
        sa.select(DoubleCodedAnswer.double_coding_id, sa.func.count(), settled)
        .where(DoubleCodedAnswer.double_coding_id.in_(double_coding_ids))
        .group_by(DoubleCodedAnswer.double_coding_id)
    )
    return {sample: (count, int(done)) for sample, count, done in rows}
