"""Meetings as a member sees them: what comes next, saying if they come, what is arranged, saying something before."""

from portal.panels.views.member.meetings import attending, checking, speaking, upcoming
from portal.panels.views.member.meetings.blueprint import blueprint

__all__ = ["attending", "blueprint", "checking", "speaking", "upcoming"]
