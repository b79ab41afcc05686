"""What stands on a member's page. Each part of the room adds a function that looks whether it has something to say."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from portal.panels.models import PanelMember


@dataclass(frozen=True)
class Section:
    """One box of a member's page: a heading, a few lines, links as (words, address). The lowest `place` comes first."""

    place: int
    title: str
    lines: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    picture: str = ""  # a concept of the pictures of the house
    is_new: bool = False


# Places: 10 next meeting, 20 papers, 30 to decide, 40 asked of you, 50 money, 60 training, 70 help, 80 influence,
# 90 taking a break.
sections: list[Callable[[Session, PanelMember], Iterable[Section]]] = []


def sections_of(session: Session, member: PanelMember) -> list[Section]:
    return sorted((one for offer in sections for one in offer(session, member)), key=lambda one: one.place)
