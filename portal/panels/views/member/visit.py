"""Who is here: the member whose page this browser opened."""

from flask import abort

from portal.panels.enums import HERE_NOW
from portal.panels.models import Panel, PanelMember
from portal.people.access import invited_subject_id
from portal.shared.web import the


def member_here() -> PanelMember:
    """The member who opened this page; "not found" once they have left the panel."""
    member = the(PanelMember, invited_subject_id())
    if member.state not in HERE_NOW:
        abort(404)
    return member


def panel_of(member: PanelMember) -> Panel:
    return the(Panel, member.panel_id)
