"""Panels and members for tests, made with the real operations."""

from itertools import count

from sqlalchemy.orm import Session

from portal.panels.enums import MemberState
from portal.panels.models import Panel, PanelMember
from portal.panels.operations.membership import give_place, move_member
from portal.panels.operations.panels import found_panel
from portal.people.models import Account
from portal.shared import clock
from tests.people.factories import make_account, make_person

_numbers = count(1)


def make_panel(session: Session, *, by: Account | None = None, **values: object) -> Panel:
    """A panel for six with a co-ordinator."""
    account = by or make_account(session, email=f"coordinator{next(_numbers)}@example.org")
    known = {"name": {"en": "Carers' panel"}, "purpose": {"en": "To decide about support for carers."}, "size": 6}
    return found_panel(session, **{**known, "coordinator_id": account.id, "by": account.id, **values})  # type: ignore[arg-type]


def make_member(
    session: Session, panel: Panel, *, state: MemberState = MemberState.ACTIVE, **person: object
) -> PanelMember:
    """Someone on the panel who came by every step to `state`, with an e-mail address of their own."""
    known = {"email": f"m{next(_numbers)}@example.org", "safe_contact_confirmed_at": clock.now(), **person}
    member = give_place(
        session, panel=panel, person=make_person(session, **known), because="drawn", by=panel.coordinator_id
    )
    way = [MemberState.CONFIRMED, MemberState.ACTIVE]
    if state not in (MemberState.SELECTED, *way):
        way.append(state)
    if state is not MemberState.SELECTED:
        for step in way[: way.index(state) + 1]:
            move_member(session, member=member, to=step, by=None)
    return member
