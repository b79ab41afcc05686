"""Themes, and which answers are under them."""

import uuid
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.questions.models import Answer
from portal.rounds.coding_enums import ThemeDeed
from portal.rounds.errors import BeingDoubleCoded, ThemeExists
from portal.rounds.models import Coding, Finding, Remark, Theme, VisitItem
from portal.rounds.operations import code_frame
from portal.rounds.operations.remarks import theme_gone
from portal.rounds.queries import comments, double_coding, words
from portal.rounds.rules.code_frame import what_changed
from portal.shared import audit, clock


def create_theme(
    session: Session,
    *,
    round_id: uuid.UUID,
    name: str,
    description: str = "",
    excludes: str = "",
    example: str = "",
    parent_id: uuid.UUID | None = None,
    by: uuid.UUID | None,
) -> Theme:
    """
    Raises:
        ThemeExists: the round has one of this name. TooDeep: the group is on the lowest level already.
    """
    _refuse_twin(session, round_id=round_id, name=name)
    code_frame.refuse_place(session, round_id=round_id, theme=None, parent_id=parent_id)
    theme = Theme(
        round_id=round_id,
        name=name,
        description=description,
        excludes=excludes,
        example=example,
        parent_id=parent_id,
        created_at=clock.now(),
    )
    session.add(theme)
    session.flush()
    after = code_frame.described(session, theme)
    code_frame.note_change(session, theme=theme, deed=ThemeDeed.CREATED, after=after, by=by)
    audit.record(session, action="create", subject="theme", subject_id=theme.id, actor_id=by)
    return theme


def change_theme(
    session: Session,
    *,
    theme: Theme,
    name: str,
    description: str,
    excludes: str | None = None,
    example: str | None = None,
    parent_id: uuid.UUID | None = None,
    by: uuid.UUID | None,
) -> None:
    """Renames, describes anew, moves to another group (`parent_id`; None: to the top). History keeps what it was.

    Raises:
        ThemeExists: another theme of the round has this name. TooDeep: it may not stand there.
    """
    _refuse_twin(session, round_id=theme.round_id, name=name, apart_from=theme)
    code_frame.refuse_place(session, round_id=theme.round_id, theme=theme, parent_id=parent_id)
    was = code_frame.described(session, theme)
    theme.name, theme.description, theme.parent_id = name, description, parent_id
    theme.excludes = theme.excludes if excludes is None else excludes
    theme.example = theme.example if example is None else example
    session.flush()
    before, after = what_changed(was, code_frame.described(session, theme))
    if after:
        deed = ThemeDeed.RENAMED if "name" in after else ThemeDeed.MOVED if "parent" in after else ThemeDeed.CHANGED
        code_frame.note_change(session, theme=theme, deed=deed, before=before, after=after, by=by)
    audit.record(session, action="change", subject="theme", subject_id=theme.id, actor_id=by)


def themes_named(
    session: Session, *, round_id: uuid.UUID, names: Sequence[str], by: uuid.UUID | None = None
) -> dict[str, Theme]:
    """Themes by name; those that are missing are made. Names that differ in capitals only are one theme."""
    known = {theme.name.casefold(): theme for theme in words.themes_of(session, round_id=round_id)}
    for name in names:
        if name.casefold() not in known:
            theme = Theme(round_id=round_id, name=name, created_at=clock.now())
            session.add(theme)
            session.flush()
            code_frame.note_change(session, theme=theme, deed=ThemeDeed.CREATED, after={"name": name}, by=by)
            known[name.casefold()] = theme
    return {name: known[name.casefold()] for name in names}


def merge_themes(session: Session, *, theme: Theme, into: Theme, by: uuid.UUID | None) -> None:
    """Moves all answers of `theme` to `into`, each once, its sub-themes and findings too; then `theme` is gone.

    Raises:
        FrameInUse; TooDeep: its sub-themes would stand below the third level.
    """
    if theme.id == into.id or theme.round_id != into.round_id:
        raise ValueError(theme.id)
    code_frame.refuse_while_in_use(session, round_id=theme.round_id)
    if into.parent_id == theme.id:
        into.parent_id = theme.parent_id
        session.flush()
    for one in _sub_themes(session, theme):
        code_frame.refuse_place(session, round_id=theme.round_id, theme=one, parent_id=into.id)
        one.parent_id = into.id
    session.flush()
    before = code_frame.described(session, theme) | {"answers": _count_under(session, theme)}
    there = sa.select(Coding.answer_id).where(Coding.theme_id == into.id)
    session.execute(
        sa.update(Coding).where(Coding.theme_id == theme.id, Coding.answer_id.not_in(there)).values(theme_id=into.id),
        execution_options={"synchronize_session": False},
    )
    _repoint_findings(session, theme=theme, into=into)
    for rests_on in (Remark, VisitItem):
        session.execute(sa.update(rests_on).where(rests_on.theme_id == theme.id).values(theme_id=into.id))
    code_frame.note_change(session, theme=theme, deed=ThemeDeed.MERGED, before=before, after={"name": into.name}, by=by)
    audit.record(session, action="merge", subject="theme", subject_id=theme.id, actor_id=by, into=str(into.id))
    _remove(session, theme=theme)


def split_theme(
    session: Session,
    *,
    theme: Theme,
    name: str,
    description: str = "",
    answer_ids: Collection[uuid.UUID],
    by: uuid.UUID | None,
) -> Theme:
    """Makes a second theme beside `theme` and moves these of its answers there. Who had coded them still has.

    Raises:
        FrameInUse; ThemeExists.
    """
    code_frame.refuse_while_in_use(session, round_id=theme.round_id)
    fresh = create_theme(
        session, round_id=theme.round_id, name=name, description=description, parent_id=theme.parent_id, by=by
    )
    moved = 0
    for part in _in_parts(list(answer_ids)):
        mine = sa.update(Coding).where(Coding.theme_id == theme.id, Coding.answer_id.in_(part))
        done = session.execute(mine.values(theme_id=fresh.id), execution_options={"synchronize_session": False})
        moved += done.rowcount  # type: ignore[attr-defined]
    after = {"name": name, "answers": moved}
    code_frame.note_change(session, theme=theme, deed=ThemeDeed.SPLIT, before={"name": theme.name}, after=after, by=by)
    audit.record(session, action="split", subject="theme", subject_id=theme.id, actor_id=by, into=str(fresh.id))
    return fresh


def delete_theme(session: Session, *, theme: Theme, by: uuid.UUID | None) -> None:
    """The theme and its codings go; the answers stay, and its sub-themes move up.

    Raises:
        FrameInUse
    """
    code_frame.refuse_while_in_use(session, round_id=theme.round_id)
    for one in _sub_themes(session, theme):
        one.parent_id = theme.parent_id
    session.flush()
    _repoint_findings(session, theme=theme, into=None)
    before = code_frame.described(session, theme) | {"answers": _count_under(session, theme)}
    code_frame.note_change(session, theme=theme, deed=ThemeDeed.DELETED, before=before, by=by)
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
    session: Session,
    *,
    theme_id: uuid.UUID,
    answer_ids: Sequence[uuid.UUID],
    under: bool,
    by: uuid.UUID | None,
    suggested: bool = False,
) -> int:
    """Puts answers under a theme, or takes them out. Returns how many changed.

    Raises:
        BeingDoubleCoded: several people are coding one of them apart; what they make of it will be settled.
    """
    if double_coding.still_apart(session, answer_ids=answer_ids):
        raise BeingDoubleCoded
    codings = comments.codings_among(session, answer_ids=answer_ids)
    there = {answer_id for of_theme, answer_id in codings if of_theme == theme_id}
    if not under:
        session.execute(
            sa.delete(Coding).where(Coding.theme_id == theme_id, Coding.answer_id.in_(there)),
            execution_options={"synchronize_session": False},
        )
        return len(there)
    fresh = [answer_id for answer_id in answer_ids if answer_id not in there]
    now = clock.now()
    session.add_all(
        Coding(theme_id=theme_id, answer_id=one, coded_by=by, coded_at=now, suggested=suggested) for one in fresh
    )
    session.flush()
    return len(fresh)


def _refuse_twin(session: Session, *, round_id: uuid.UUID, name: str, apart_from: Theme | None = None) -> None:
    for theme in words.themes_of(session, round_id=round_id):
        if theme is not apart_from and theme.name.casefold() == name.casefold():
            raise ThemeExists


def _repoint_findings(session: Session, *, theme: Theme, into: Theme | None) -> None:
    theme_gone(session, theme_id=theme.id, into=into.id if into else None)
    old, new = str(theme.id), [str(into.id)] if into else []
    for finding in session.scalars(sa.select(Finding).where(Finding.round_id == theme.round_id)):
        if old in finding.theme_ids:
            finding.theme_ids = list(dict.fromkeys([one for one in finding.theme_ids if one != old] + new))


def _sub_themes(session: Session, theme: Theme) -> Sequence[Theme]:
    return session.scalars(sa.select(Theme).where(Theme.parent_id == theme.id).order_by(Theme.name)).all()


def _count_under(session: Session, theme: Theme) -> int:
    mine = sa.select(sa.func.count()).select_from(Coding).where(Coding.theme_id == theme.id)
    return session.scalar(mine) or 0


def _in_parts(ids: list[uuid.UUID], size: int = 500) -> list[list[uuid.UUID]]:
    return [ids[start : start + size] for start in range(0, len(ids), size)]


def _remove(session: Session, *, theme: Theme) -> None:
    session.execute(
        sa.delete(Coding).where(Coding.theme_id == theme.id), execution_options={"synchronize_session": False}
    )
    session.delete(theme)
    session.flush()
