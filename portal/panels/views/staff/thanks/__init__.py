"""Thanks and costs, as staff see them: claims, what is offered, what members chose, and paying."""

from portal.panels.views.staff.thanks import claims, members, offering, paying
from portal.panels.views.staff.thanks.blueprint import blueprint

__all__ = ["blueprint", "claims", "members", "offering", "paying"]
