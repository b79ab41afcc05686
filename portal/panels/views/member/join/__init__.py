"""Calls for members, for everyone to read; and the pages of someone who would like to be one. No account."""

from portal.panels.views.member.join import calls, mine, steps
from portal.panels.views.member.join.blueprint import blueprint

__all__ = ["blueprint", "calls", "mine", "steps"]
