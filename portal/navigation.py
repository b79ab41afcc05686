"""The menu of the staff side: a place for every room, shown to those who may enter it.

A guard test asks that every page a member of staff can open is listed here or can be reached from a page that is.
"""

from collections.abc import Iterator
from typing import Any

from flask import current_app, request, url_for
from flask_login import current_user

from portal.people.access import AccessRule
from portal.shared.i18n import lazy

PLACES: tuple[tuple[str, Any], ...] = (
    ("desk.desk", lazy("Your desk")),
    ("rosters.list_services", lazy("Rosters")),
    ("question_sets.list_sets", lazy("Questions")),
    ("rounds.list_rounds", lazy("Rounds")),
    ("contact.outbox", lazy("Outbox")),
    ("summary_desk.list_summaries", lazy("Summaries")),
    ("promise_desk.list_promises", lazy("Promises")),
    ("accounts.list_accounts", lazy("Staff accounts")),
)


class Navigation:
    """Evaluated only by pages that show it: a participant's page costs nothing."""

    def __bool__(self) -> bool:
        return bool(current_user.is_authenticated)

    def __iter__(self) -> Iterator[tuple[Any, str, bool]]:
        for endpoint, label in PLACES:
            rule: AccessRule | None = getattr(current_app.view_functions.get(endpoint), "access", None)
            if rule is not None and rule.roles & current_user.roles:
                yield label, url_for(endpoint), self._is_current(endpoint)

    @staticmethod
    def _is_current(endpoint: str) -> bool:
        here = request.endpoint or ""
        return here == endpoint or here.split(".")[0] == endpoint.split(".")[0]
