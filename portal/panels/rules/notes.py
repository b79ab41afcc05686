"""What a version of the notes says anew, told from the version before."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class NoteChange:
    """One sentence that is new, other, or gone. `was` and `now` are texts by language; none where there is none."""

    was: Mapping[str, Any] | None
    now: Mapping[str, Any] | None


def changes_between(
    before: Mapping[uuid.UUID, Mapping[str, Any]], after: Mapping[uuid.UUID, Mapping[str, Any]]
) -> list[NoteChange]:
    """By the keys of sentences, which stay the same: first what is other or new in the order of `after`, then what is
    gone."""
    fresh = [NoteChange(before.get(key), words) for key, words in after.items() if before.get(key) != words]
    return fresh + [NoteChange(words, None) for key, words in before.items() if key not in after]
