"""Giving someone a place on a panel, and every step from there."""

import uuid

from sqlalchemy.orm import Session

from portal.panels.enums import HERE_NOW, MemberState
from portal.panels.errors import AlreadyOnPanel
from portal.panels.models import MemberStep, Panel, PanelMember
from portal.panels.queries.panels import TOKEN_KIND, place_of
from portal.panels.rules.membership import check_step
from portal.people.models import Person
from portal.shared import audit, clock, tokens


def give_place(
    session: Session, *, panel: Panel, person: Person, because: str, by: uuid.UUID | None, why: str = ""
) -> PanelMember:
    """Someone is chosen: they have a place, and can say yes or no to it. `because` says how ("drawn", "replacement",
    "decision", …); a decision has its reason in `why`. Whoever left before comes back to their old place.

    Raises:
        AlreadyOnPanel
    """
    member = place_of(session, panel_id=panel.id, person_id=person.id)
    if member is not None and member.state in HERE_NOW:
        raise AlreadyOnPanel
    if member is None:
        member = _new_place(panel, person)
        session.add(member)
        session.flush()
    member.state, member.left_at = MemberState.SELECTED, None
    note_step(session, member=member, because=because, by=by, why=why)
    return member


def move_member(
    session: Session, *, member: PanelMember, to: MemberState, by: uuid.UUID | None, because: str = "", why: str = ""
) -> None:
    """One step of a member, by a member of staff or (`by` is None) by themselves. Nobody has to say why.

    Raises:
        WrongState
    """
    check_step(member.state, to)
    member.state = to
    if to not in HERE_NOW:
        member.left_at = clock.now()
    note_step(session, member=member, because=because, by=by, why=why)


def link_of(member: PanelMember, *, base_url: str) -> str:
    """The address of their own page; it stays the same as long as they are on the panel."""
    return f"{base_url}/m/{tokens.link_token(TOKEN_KIND, member.id)}"


def code_of(member: PanelMember) -> str:
    return tokens.short_code(TOKEN_KIND, member.id)


def _new_place(panel: Panel, person: Person) -> PanelMember:
    row_id = uuid.uuid4()
    return PanelMember(
        id=row_id,
        panel_id=panel.id,
        person_id=person.id,
        state=MemberState.SELECTED,
        link_index=tokens.link_index(TOKEN_KIND, tokens.link_token(TOKEN_KIND, row_id)),
        code_index=tokens.code_index(TOKEN_KIND, tokens.short_code(TOKEN_KIND, row_id)),
        language=person.language,
        since=clock.now(),
    )


def note_step(session: Session, *, member: PanelMember, because: str, by: uuid.UUID | None, why: str) -> None:
    """Keeps what happened to a member's place, in the state it has now."""
    step = MemberStep(member_id=member.id, state=member.state, at=clock.now(), by=by, because=because, why=why or None)
    session.add(step)
    session.flush()
    audit.record(session, action=f"member_{member.state}", subject="panel_member", subject_id=member.id, actor_id=by)
