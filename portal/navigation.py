"""The menu of the staff side: a place for every room, shown to those who may enter it.

A guard test asks that every page a member of staff can open is listed here or can be reached from a page that is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from flask_login import current_user

from portal.panels.queries.checks import count_for_safeguarding
from portal.people.access import current_person_id, may_open
from portal.rounds.queries.alarms import worries_waiting
from portal.rounds.queries.research import waiting as research_files_waiting
from portal.shared.database import db
from portal.shared.i18n import lazy


@dataclass(frozen=True)
class Place:
    """One entry of the menu; `about` is its sentence on the desk, `also` the other blueprints of its pages."""

    endpoint: str
    label: Any
    about: Any
    also: tuple[str, ...] = ()
    waiting: Callable[[], int] | None = None  # how much there waits for someone; the desk says so and no more

    def holds(self, endpoint: str) -> bool:
        return endpoint.split(".")[0] in (self.endpoint.split(".")[0], *self.also)


PLACES: tuple[Place, ...] = (
    Place("desk.desk", lazy("Your desk"), ""),
    Place(
        "rosters.list_services",
        lazy("Rosters"),
        lazy("The people each service knows, and frozen frames to draw from."),
        also=("roster_imports", "frames"),
    ),
    Place(
        "question_sets.list_sets",
        lazy("Questions"),
        lazy("Sets of questions in every language."),
        also=("question_desk",),
    ),
    Place(
        "rounds.list_rounds",
        lazy("Rounds"),
        lazy("Plan who to ask, draw, send, and see what came back."),
        also=(
            *("plan", "calls", "results", "filters", "reports", "coding", "themes", "comments", "findings", "remarks"),
            *("double_coding", "suggestions", "redaction", "sent_files"),
            *("checklists", "visits", "preparing", "calendar"),
            *("outreach", "reaching", "outreach_tasks", "replacing"),
            *("round_doors", "typing", "kiosks", "papers", "supporting"),
        ),
    ),
    Place(
        "panel_checks.list_waiting",
        lazy("Members in danger"),
        lazy("Members of panels who wrote words that may mean danger."),
        waiting=lambda: count_for_safeguarding(db.session),
    ),
    Place(
        "panels.list_panels",
        lazy("Panels"),
        lazy("Experts by experience: who is on a panel, when they meet, what they decide, what they are owed."),
        also=(
            *(
                "panel_calls",
                "panel_selection",
                "panel_members",
                "panel_passports",
                "panel_agreements",
                "panel_meetings",
                "panel_papers",
            ),
            *("panel_thanks", "panel_asks", "panel_deciding", "panel_ledger", "panel_influence"),
            *("panel_votes", "panel_changes"),
        ),
    ),
    Place(
        "worries.list_worries",
        lazy("Worrying answers"),
        lazy("Answers in which someone may be in danger, and what is done about them."),
        waiting=lambda: worries_waiting(db.session, account_id=current_person_id()),
        also=("alarms", "panel_worrying"),
    ),
    Place(
        "research.list_files",
        lazy("Files for research"),
        lazy("De-identified files: who asked, what was withheld, who let them out."),
        waiting=lambda: research_files_waiting(db.session) if may_open("research.decide") else 0,
    ),
    Place("exports.list_taken", lazy("Files taken"), lazy("Every file that left, who took it and why.")),
    Place(
        "contact.outbox",
        lazy("Outbox"),
        lazy("What was sent to people, what waits, and what was held back."),
        also=("letters", "stops", "wordings", "relays", "safe_contact"),
    ),
    Place(
        "summary_desk.list_summaries",
        lazy("Summaries"),
        lazy("Write in easy words, ask if it is right, publish."),
        also=("picture_desk",),
    ),
    Place("promise_desk.list_promises", lazy("Promises"), lazy("What will change, who does it, and by when.")),
    Place("accounts.list_accounts", lazy("Staff accounts"), lazy("Who works here, and what each may do.")),
)


class Navigation:
    """Evaluated only by pages that show it: a participant's page costs nothing."""

    def __bool__(self) -> bool:
        return bool(current_user.is_authenticated)

    def __iter__(self) -> Iterator[tuple[Any, str, bool]]:
        for place in open_places():
            yield place.label, url_for(place.endpoint), place.holds(request.endpoint or "")


def open_places() -> list[Place]:
    """Places of the menu that exist and that the signed-in account may enter."""
    return [place for place in PLACES if may_open(place.endpoint)]


def desk_places() -> list[Place]:
    """The same for the desk, which need not point at itself."""
    return [place for place in open_places() if place.about]
