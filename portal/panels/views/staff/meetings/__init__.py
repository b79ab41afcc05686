"""Meetings as staff see them: planning, who comes, what is arranged, notes, cards."""

from portal.panels.views.staff.meetings import agenda, arranging, coming, noting, planning, printing, waiting
from portal.panels.views.staff.meetings.blueprint import blueprint

__all__ = ["agenda", "arranging", "blueprint", "coming", "noting", "planning", "printing", "waiting"]
