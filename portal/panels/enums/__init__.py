"""Words of this room, one module for each part of it."""

from portal.panels.enums.membership import HERE_NOW, MemberState, Stage

__all__ = ["HERE_NOW", "MemberState", "Stage"]
