"""Tables of this room, one module for each part of it."""

from portal.panels.models.panel import MemberStep, Panel, PanelMember

__all__ = ["MemberStep", "Panel", "PanelMember"]
