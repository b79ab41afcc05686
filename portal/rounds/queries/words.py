"""What people said in their own words: answers to open questions, their themes, and which may be quoted."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload

from portal.people.enums import ConsentPurpose
from portal.people.models import Consent
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Response
from portal.rounds.enums import InvitationState
from portal.rounds.models import Coding, Invitation, Theme
from portal.rounds.queries import redaction
from portal.rounds.rules.redacting import must_be_looked_at
from portal.shared.crypto import binding, keys

UNCODED = "uncoded"


@dataclass(frozen=True)
class Quote:
    """Someone's own words that they agreed to have used. `alias` is the random id beside their answers."""

    answer_id: uuid.UUID
    alias: uuid.UUID
    question_id: uuid.UUID
    words: str
    language: str
    themes: tuple[str, ...]
    # False where a name, a place or a number was taken out.
    is_whole: bool = True


@dataclass(frozen=True)
class ThemeCount:
    theme: Theme
    answers: int


def themes_of(session: Session, *, round_id: uuid.UUID) -> Sequence[Theme]:
    return session.scalars(sa.select(Theme).where(Theme.round_id == round_id).order_by(Theme.name, Theme.id)).all()


def themes_with_counts(session: Session, *, round_id: uuid.UUID) -> list[ThemeCount]:
    """Themes with the true number of answers under each, most first: for those who code, nobody else."""
    count = sa.func.count(Coding.id)
    rows = session.execute(
        sa.select(Theme, count)
        .outerjoin(Coding, Coding.theme_id == Theme.id)
        .where(Theme.round_id == round_id)
        .group_by(Theme.id)
        .order_by(count.desc(), Theme.name)
    )
    return [ThemeCount(theme, answers) for theme, answers in rows]


def answers_to_code(
    session: Session,
    *,
    round_id: uuid.UUID,
    question_id: uuid.UUID,
    theme: uuid.UUID | str | None = None,
    word: str = "",
    page: int = 1,
    per_page: int = 25,
) -> tuple[Sequence[Answer], int]:
    """One page of answers in own words with their responses, and how many there are. `theme`: an id, or UNCODED.

    Words are sealed, so a search for `word` opens all of them that the other filters leave; no index knows them.
    """
    wanted = sa.select(Answer.id).join(Response, Response.id == Answer.response_id)
    wanted = wanted.where(_worded(round_id), Answer.question_id == question_id)
    if isinstance(theme, uuid.UUID):
        wanted = wanted.where(sa.exists().where(Coding.answer_id == Answer.id, Coding.theme_id == theme))
    elif theme == UNCODED:
        wanted = wanted.where(~sa.exists().where(Coding.answer_id == Answer.id))
    ordered = wanted.order_by(Response.submitted_at, Answer.id)
    if word:
        found = _holding(session, ordered, word)
        total, ids = len(found), found[(page - 1) * per_page : page * per_page]
    else:
        total = session.scalar(sa.select(sa.func.count()).select_from(wanted.subquery())) or 0
        ids = list(session.scalars(ordered.offset((page - 1) * per_page).limit(per_page)))
    rows = session.scalars(sa.select(Answer).where(Answer.id.in_(ids)).options(joinedload(Answer.response)))
    by_id = {answer.id: answer for answer in rows}
    return [by_id[answer_id] for answer_id in ids], total


def answers_under(session: Session, *, theme_id: uuid.UUID, word: str = "", most: int = 50) -> Sequence[Answer]:
    """The first answers under a theme, oldest first; with `word`, of those that hold it."""
    mine = sa.select(Answer.id).join(Response, Response.id == Answer.response_id)
    mine = mine.join(Coding, Coding.answer_id == Answer.id).where(Coding.theme_id == theme_id)
    ordered = mine.where(Answer.words_sealed.is_not(None)).order_by(Response.submitted_at, Answer.id)
    ids = _holding(session, ordered, word)[:most] if word else list(session.scalars(ordered.limit(most)))
    by_id = {answer.id: answer for answer in session.scalars(sa.select(Answer).where(Answer.id.in_(ids)))}
    return [by_id[answer_id] for answer_id in ids]


def _holding(session: Session, ids: sa.Select[Any], word: str) -> list[uuid.UUID]:
    ring, sought = keys(), word.casefold()
    return [
        answer_id
        for answer_id, sealed in session.execute(ids.add_columns(Answer.words_sealed))
        if sought in ring.open(sealed, bound_to=binding("answer", "words", answer_id)).casefold()
    ]


def _worded(round_id: uuid.UUID) -> sa.ColumnElement[bool]:
    return sa.and_(Answer.asked_in == round_id, Answer.state == AnswerState.ANSWERED, Answer.words_sealed.is_not(None))


def theme_ids_by_answer(session: Session, *, answer_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    rows = session.execute(sa.select(Coding.answer_id, Coding.theme_id).where(Coding.answer_id.in_(answer_ids)))
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for answer_id, theme_id in rows:
        found[answer_id].add(theme_id)
    return found


def may_be_quoted(session: Session, *, aliases: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """The aliases whose newest word on quoting is yes, and who have not withdrawn."""
    rows = session.scalars(sa.select(Response.alias).where(Response.alias.in_(aliases), _agreed()))
    return set(rows)


def _agreed() -> sa.ColumnElement[bool]:
    """Quoting was agreed to, was not refused at the same time or later, and the person has not withdrawn."""
    yes, no = aliased(Consent), aliased(Consent)
    refused = sa.exists().where(
        no.subject_id == yes.subject_id, no.purpose == ConsentPurpose.QUOTE, no.given.is_(False), no.at >= yes.at
    )
    agreed = sa.exists().where(
        yes.subject_id == Response.alias, yes.purpose == ConsentPurpose.QUOTE, yes.given.is_(True), ~refused
    )
    withdrawn = sa.exists().where(Invitation.alias == Response.alias, Invitation.state == InvitationState.WITHDRAWN)
    return sa.and_(agreed, ~withdrawn)


def quotes_of(session: Session, *, round_id: uuid.UUID, theme_id: uuid.UUID | None = None) -> list[Quote]:
    """All words of a round that may be used, oldest first; nobody else's are even opened.

    What someone took out of them is out. Words that look as if a name, a place or a number were in them are held back
    until someone has looked (`held_back`).
    """
    rows = _consented(session, round_id=round_id, theme_id=theme_id)
    looked_at = redaction.redactions_in(session, round_id=round_id)
    places = redaction.known_places(session, round_id=round_id)
    names = {theme.id: theme.name for theme in themes_of(session, round_id=round_id)}
    themes = theme_ids_by_answer(session, answer_ids=[answer.id for answer, _alias in rows])
    found = []
    for answer, alias in rows:
        seen = looked_at.get(answer.id)
        said = (answer.words if seen is None else seen.words) or ""
        if seen is None and must_be_looked_at(said, places=places):
            continue
        under = tuple(sorted(names[one] for one in themes.get(answer.id, ()) if one in names))
        whole = seen is None or said == answer.words
        found.append(Quote(answer.id, alias, answer.question_id, said, answer.words_language or "en", under, whole))
    return found


def held_back(session: Session, *, round_id: uuid.UUID) -> list[Answer]:
    """Words that may be used once someone has looked whether a name, a place or a number is in them."""
    looked_at = redaction.redactions_in(session, round_id=round_id)
    places = redaction.known_places(session, round_id=round_id)
    rows = _consented(session, round_id=round_id, theme_id=None)
    waiting = [answer for answer, _alias in rows if answer.id not in looked_at]
    return [answer for answer in waiting if must_be_looked_at(answer.words or "", places=places)]


def _consented(session: Session, *, round_id: uuid.UUID, theme_id: uuid.UUID | None) -> list[tuple[Answer, uuid.UUID]]:
    wanted = (
        sa.select(Answer, Response.alias)
        .join(Response, Response.id == Answer.response_id)
        .where(_worded(round_id), _agreed())
        .order_by(Response.submitted_at, Answer.id)
    )
    if theme_id is not None:
        wanted = wanted.where(sa.exists().where(Coding.answer_id == Answer.id, Coding.theme_id == theme_id))
    return [(answer, alias) for answer, alias in session.execute(wanted)]


def answers_under_themes(session: Session, *, theme_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Ids of the answers under each of these themes."""
    rows = session.execute(sa.select(Coding.theme_id, Coding.answer_id).where(Coding.theme_id.in_(theme_ids)))
    found: dict[uuid.UUID, set[uuid.UUID]] = defaultdict(set)
    for theme_id, answer_id in rows:
        found[theme_id].add(answer_id)
    return found


def count_worded(session: Session, *, round_id: uuid.UUID) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(Answer).where(_worded(round_id))) or 0
