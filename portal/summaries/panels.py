"""Who checks summaries for us besides the people who took part: a panel. Summaries know only this of it.

A room that has panels offers them here; until then, and beside it, there are the lists that staff keep themselves.
"""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from portal.people.models import Person
from portal.summaries.models import CheckPanel, CheckPanelMember, SummaryVersion


@dataclass(frozen=True, kw_only=True)
class OnPanel:
    """Someone who agreed to check summaries. `member_id` is their place on the panel."""

    member_id: uuid.UUID
    person_id: uuid.UUID
    language: str


@dataclass(frozen=True)
class Panel:
    id: uuid.UUID
    name: str


# Told when members are asked to check a version (until when, by whom), and when one of them has.
Asked = Callable[[Session, SummaryVersion, uuid.UUID, Sequence[OnPanel], uuid.UUID], None]
Done = Callable[[Session, uuid.UUID, uuid.UUID, uuid.UUID | None], None]


@dataclass(frozen=True)
class _Offer:
    panels: Callable[[Session], Sequence[Panel]]
    members: Callable[[Session, uuid.UUID], Sequence[OnPanel]]
    asked: Asked | None = None
    done: Done | None = None


_offers: dict[str, _Offer] = {}


def offer_panels(
    kind: str,
    panels: Callable[[Session], Sequence[Panel]],
    members: Callable[[Session, uuid.UUID], Sequence[OnPanel]],
    *,
    asked: Asked | None = None,
    done: Done | None = None,
) -> None:
    """Called once at start-up for each kind of panel. `members` answers nothing for a panel that is not its own;
    `asked` and `done` leave alone what is not theirs."""
    _offers[kind] = _Offer(panels, members, asked, done)


def tell_asked(
    session: Session, *, version: SummaryVersion, panel_id: uuid.UUID | None, members: Sequence[OnPanel], by: uuid.UUID
) -> None:
    """Whoever looks after a panel hears that its members are asked to check a version."""
    for offer in _offers.values():
        if offer.asked is not None and panel_id is not None and members:
            offer.asked(session, version, panel_id, members, by)


def tell_done(session: Session, *, version_id: uuid.UUID, member_id: uuid.UUID, by: uuid.UUID | None) -> None:
    """… and that one of them has; `by` is the member of staff who typed it."""
    for offer in _offers.values():
        if offer.done is not None:
            offer.done(session, version_id, member_id, by)


def panels_to_ask(session: Session) -> list[Panel]:
    return [panel for offer in _offers.values() for panel in offer.panels(session)]


def members_of(session: Session, *, panel_id: uuid.UUID | None) -> list[OnPanel]:
    """Who is on a panel now; nobody when there is none."""
    if panel_id is None:
        return []
    return [one for offer in _offers.values() for one in offer.members(session, panel_id)]


def _lists(session: Session) -> Sequence[Panel]:
    rows = session.execute(sa.select(CheckPanel.id, CheckPanel.name).order_by(CheckPanel.made_at, CheckPanel.id))
    return [Panel(panel_id, name) for panel_id, name in rows]


def _on_list(session: Session, panel_id: uuid.UUID) -> Sequence[OnPanel]:
    rows = session.execute(
        sa.select(CheckPanelMember.id, CheckPanelMember.person_id, Person.language)
        .join(Person, Person.id == CheckPanelMember.person_id)
        .where(CheckPanelMember.panel_id == panel_id, CheckPanelMember.left_at.is_(None))
        .order_by(CheckPanelMember.id)
    )
    return [OnPanel(member_id=row_id, person_id=person_id, language=language) for row_id, person_id, language in rows]


offer_panels("list", _lists, _on_list)
