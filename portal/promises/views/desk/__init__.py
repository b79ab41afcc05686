"""Promises as staff see them: one blueprint, one module per part of the work."""

from portal.promises.views.desk import asking, calendars, evidence, promises, reports
from portal.promises.views.desk.blueprint import blueprint

__all__ = ["asking", "blueprint", "calendars", "evidence", "promises", "reports"]
