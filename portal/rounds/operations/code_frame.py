"""The code frame as a whole: its history, its frozen versions, the shape it may have."""

import uuid
from typing import Any

from sqlalchemy.orm import Session

from portal.rounds.coding_enums import ThemeDeed
from portal.rounds.errors import FrameInUse, NotReady, TooDeep
from portal.rounds.models import FrameVersion, Theme, ThemeChange
from portal.rounds.queries import code_frame as queries
from portal.rounds.queries import words
from portal.rounds.rules import code_frame as rules
from portal.shared import audit, clock


def freeze(session: Session, *, round_id: uuid.UUID, why: str = "", by: uuid.UUID | None) -> FrameVersion:
    """Keeps the frame as it stands. When nothing changed since the last version, that one is given back.

    Raises:
        NotReady: there is no theme.
    """
    content = rules.frozen(words.themes_of(session, round_id=round_id))
    if not content:
        raise NotReady
    earlier = queries.versions_of(session, round_id=round_id)
    sha256 = rules.fingerprint(content)
    if earlier and earlier[0].sha256 == sha256:
        return earlier[0]
    made = FrameVersion(
        round_id=round_id,
        number=len(earlier) + 1,
        themes=content,
        sha256=sha256,
        why=why,
        frozen_at=clock.now(),
        frozen_by=by,
    )
    session.add(made)
    session.flush()
    audit.record(session, action="freeze", subject="code_frame", subject_id=made.id, actor_id=by, number=made.number)
    return made


def note_change(
    session: Session,
    *,
    theme: Theme,
    deed: ThemeDeed,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    by: uuid.UUID | None,
) -> None:
    """One line of history, which stays when the theme goes."""
    session.add(
        ThemeChange(
            round_id=theme.round_id,
            theme_id=theme.id,
            deed=deed,
            before=before or {},
            after=after or {},
            at=clock.now(),
            by=by,
        )
    )
    session.flush()


def described(session: Session, theme: Theme) -> dict[str, Any]:
    """What history keeps of a theme."""
    parent = session.get(Theme, theme.parent_id) if theme.parent_id else None
    texts = {name: getattr(theme, name) or "" for name in rules.DESCRIBED}
    return texts | {"parent": parent.name if parent else ""}


def refuse_place(session: Session, *, round_id: uuid.UUID, theme: Theme | None, parent_id: uuid.UUID | None) -> None:
    """
    Raises:
        TooDeep: under itself, or below the third level.
    """
    themes = words.themes_of(session, round_id=round_id)
    if not rules.may_stand_under(theme.id if theme else None, parent_id, themes):
        raise TooDeep


def refuse_while_in_use(session: Session, *, round_id: uuid.UUID) -> None:
    """
    Raises:
        FrameInUse: people are coding a sample apart; merging, splitting or deleting would change what they were asked.
    """
    if queries.is_in_use(session, round_id=round_id):
        raise FrameInUse
