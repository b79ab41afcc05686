"""Meetings as staff see them: planning, who comes, what is arranged, notes, cards."""

from portal.panels.views.staff.meetings import agenda, arranging, coming, planning, printing, waiting
from portal.panels.views.staff.meetings.blueprint import blueprint

__all__ = ["agenda", "arranging", "blueprint", "coming", "planning", "printing", "waiting"]
