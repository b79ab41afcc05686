"""How statements name pictures: a concept of the table by its word, a picture of our own as `own-<id>`."""

import uuid

PREFIX = "own-"


def own_name(picture_id: uuid.UUID) -> str:
    return f"{PREFIX}{picture_id}"


def is_own(name: str) -> bool:
    return name.startswith(PREFIX)


def own_id(name: str) -> uuid.UUID | None:
    """The row an own picture's name stands for; None for a concept and for nonsense."""
    try:
        return uuid.UUID(name.removeprefix(PREFIX)) if is_own(name) else None
    except ValueError:
        return None
