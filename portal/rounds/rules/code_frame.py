"""The code frame as a tree: groups hold themes, themes may hold sub-themes, and no deeper."""

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

LEVELS = 3
DESCRIBED = ("name", "description", "excludes", "example")


class AsTheme(Protocol):
    """What a theme must have to stand in the tree."""

    @property
    def id(self) -> uuid.UUID: ...
    @property
    def parent_id(self) -> uuid.UUID | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Placed:
    """A theme in its place: `level` 1 is the top, `below` counts all themes under it."""

    theme: Any
    level: int
    below: tuple[uuid.UUID, ...]


def in_order(themes: Sequence[AsTheme]) -> list[Placed]:
    """Every theme after its group, by name inside each group. One whose group is gone stands at the top."""
    known = {theme.id for theme in themes}
    under: dict[uuid.UUID | None, list[AsTheme]] = defaultdict(list)
    for theme in sorted(themes, key=lambda one: (one.name.casefold(), str(one.id))):
        under[theme.parent_id if theme.parent_id in known else None].append(theme)
    return list(_walk(under, None, 1))


def _walk(under: Mapping[uuid.UUID | None, list[AsTheme]], parent: uuid.UUID | None, level: int) -> Iterator[Placed]:
    for theme in under.get(parent, ()):
        inner = list(_walk(under, theme.id, level + 1))
        yield Placed(theme, level, tuple(one.theme.id for one in inner))
        yield from inner


def may_stand_under(theme_id: uuid.UUID | None, parent_id: uuid.UUID | None, themes: Sequence[AsTheme]) -> bool:
    """Whether a theme (None: a new one) may go under this group: not under itself, and not below the third level."""
    placed = {one.theme.id: one for one in in_order(themes)}
    if parent_id is None:
        return True
    if parent_id not in placed:
        return False
    own = placed.get(theme_id) if theme_id else None
    if own is not None and parent_id in (own.theme.id, *own.below):
        return False
    height = 1 if own is None else max(placed[one].level for one in (own.theme.id, *own.below)) - own.level + 1
    return placed[parent_id].level + height <= LEVELS


def frozen(themes: Sequence[Any]) -> list[dict[str, Any]]:
    """The whole frame as plain data, in order."""
    return [
        {
            "id": str(one.theme.id),
            "parent": str(one.theme.parent_id) if one.level > 1 else None,
            **{name: getattr(one.theme, name) for name in DESCRIBED},
        }
        for one in in_order(themes)
    ]


def fingerprint(content: Sequence[Mapping[str, Any]]) -> str:
    """SHA-256 of a frozen frame as canonical JSON."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def what_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, as it was and as it is."""
    names = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in names}, {name: after[name] for name in names}
