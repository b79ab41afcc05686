"""Finding members: calls, who came forward, people typed in or brought in by a file."""

from portal.panels.views.staff.calls import files, papers, pool, targets, todo, typing, writing
from portal.panels.views.staff.calls.blueprint import blueprint

__all__ = ["blueprint", "files", "papers", "pool", "targets", "todo", "typing", "writing"]
