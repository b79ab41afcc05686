"""Choosing members: the draw, filling seats, people added by decision, and who is missing."""

from portal.panels.views.staff.selection import draw, gaps, seats
from portal.panels.views.staff.selection.blueprint import blueprint

__all__ = ["blueprint", "draw", "gaps", "seats"]
