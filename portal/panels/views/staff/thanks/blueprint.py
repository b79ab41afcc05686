"""What the pages about thanks have in common."""

import uuid
from typing import Any

from flask import Blueprint, abort

from portal.panels.models import Panel, PanelMember
from portal.people.enums import Role
from portal.people.models import Person
from portal.shared.web import page, the

blueprint = Blueprint("panel_thanks", __name__, url_prefix="/panels/<uuid:panel_id>/thanks")
TYPISTS, PAYERS = (Role.ORGANISER,), (Role.APPROVER,)
BOTH = (*TYPISTS, *PAYERS)


def of_panel(row: Any, panel_id: uuid.UUID) -> Any:
    """The row, if it belongs to this panel; "not found" otherwise."""
    if row.panel_id != panel_id:
        abort(404)
    return row


def member_of(panel_id: uuid.UUID, member_id: uuid.UUID) -> tuple[PanelMember, Person]:
    member = of_panel(the(PanelMember, member_id), panel_id)
    return member, the(Person, member.person_id)


def thanks_page(template: str, panel_id: uuid.UUID, **context: Any) -> str:
    return page(f"panels/desk/thanks/{template}", panel=the(Panel, panel_id), **context)


def name_of(person: Person) -> str:
    return person.name or ""
