"""Themes, and which answers are under them."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer
from portal.rounds.errors import ThemeExists
from portal.rounds.models import Coding, Finding, Theme
from portal.rounds.queries import comments, words
from portal.shared import audit, clock


def create_theme(
    session: Session, *, round_id: uuid.UUID, name: str, description: str = "", by: uuid.UUID | None
) -> Theme:
    """
    Raises:
        ThemeExists: the round has one of this name.
    """
    _refuse_twin(session, round_id=round_id, name=name)
    theme = Theme(round_id=round_id, name=name, description=description, created_at=clock.now())
    session.add(theme)
    session.flush()
    audit.record(session, action="create", subject="theme", subject_id=theme.id, actor_id=by)
    return theme


def change_theme(session: Session, *, theme: Theme, name: str, description: str, by: uuid.UUID | None) -> None:
    """
    Raises:
        ThemeExists: another theme of the round has this name.
    """
    _refuse_twin(session, round_id=theme.round_id, name=name, apart_from=theme)
    theme.name, theme.description = name, description
    session.flush()
    audit.record(session, action="change", subject="theme", subject_id=theme.id, actor_id=by)


def themes_named(session: Session, *, round_id: uuid.UUID, names: Sequence[str]) -> dict[str, Theme]:
    """Themes by name; those that are missing are made. Names that differ in capitals only are one theme."""
    known = {theme.name.casefold(): theme for theme in words.themes_of(session, round_id=round_id)}
    for name in names:
        if name.casefold() not in known:
            theme = Theme(round_id=round_id, name=name, created_at=clock.now())
            session.add(theme)
            known[name.casefold()] = theme
    session.flush()
    return {name: known[name.casefold()] for name in names}


def merge_themes(session: Session, *, theme: Theme, into: Theme, by: uuid.UUID | None) -> None:
    """Moves all answers of `theme` to `into`, each once, and findings too; then `theme` is gone."""
    if theme.id == into.id or theme.round_id != into.round_id:
        raise ValueError(theme.id)
    there = sa.select(Coding.answer_id).where(Coding.theme_id == into.id)
    session.execute(
        sa.update(Coding).where(Coding.theme_id == theme.id, Coding.answer_id.not_in(there)).values(theme_id=into.id),
        execution_options={"synchronize_session": False},
    )
    _repoint_findings(session, theme=theme, into=into)
    audit.record(session, action="merge", subject="theme", subject_id=theme.id, actor_id=by, into=str(into.id))
    _remove(session, theme=theme)


def delete_theme(session: Session, *, theme: Theme, by: uuid.UUID | None) -> None:
    """The theme and its codings go; the answers stay."""
    _repoint_findings(session, theme=theme, into=None)
    audit.record(session, action="delete", subject="theme", subject_id=theme.id, actor_id=by)
    _remove(session, theme=theme)


def code_answer(session: Session, *, answer: Answer, theme_ids: Collection[uuid.UUID], by: uuid.UUID | None) -> None:
    """Puts one answer under exactly these themes."""
    now_under = words.theme_ids_by_answer(session, answer_ids=[answer.id]).get(answer.id, set())
    for theme_id in now_under - set(theme_ids):
        put_under(session, theme_id=theme_id, answer_ids=[answer.id], under=False, by=by)
    for theme_id in sorted(set(theme_ids) - now_under):
        put_under(session, theme_id=theme_id, answer_ids=[answer.id], under=True, by=by)


def put_under(
    session: Session, *, theme_id: uuid.UUID, answer_ids: Sequence[uuid.UUID], under: bool, by: uuid.UUID | None
) -> int:
    """Puts answers under a theme, or takes them out. Returns how many changed."""
    codings = comments.codings_among(session, answer_ids=answer_ids)
    there = {answer_id for of_theme, answer_id in codings if of_theme == theme_id}
    if not under:
        session.execute(
            sa.delete(Coding).where(Coding.theme_id == theme_id, Coding.answer_id.in_(there)),
            execution_options={"synchronize_session": False},
        )
        return len(there)
    fresh = [answer_id for answer_id in answer_ids if answer_id not in there]
    session.add_all(Coding(theme_id=theme_id, answer_id=one, coded_by=by, coded_at=clock.now()) for one in fresh)
    session.flush()
    return len(fresh)


def _refuse_twin(session: Session, *, round_id: uuid.UUID, name: str, apart_from: Theme | None = None) -> None:
    for theme in words.themes_of(session, round_id=round_id):
        if theme is not apart_from and theme.name.casefold() == name.casefold():
            raise ThemeExists


def _repoint_findings(session: Session, *, theme: Theme, into: Theme | None) -> None:
    old, new = str(theme.id), [str(into.id)] if into else []
    for finding in session.scalars(sa.select(Finding).where(Finding.round_id == theme.round_id)):
        if old in finding.theme_ids:
            finding.theme_ids = list(dict.fromkeys([one for one in finding.theme_ids if one != old] + new))


def _remove(session: Session, *, theme: Theme) -> None:
    session.execute(
        sa.delete(Coding).where(Coding.theme_id == theme.id), execution_options={"synchronize_session": False}
    )
    session.delete(theme)
    session.flush()
