"""Whose visit this is and what they are asked; turns away, in plain words, whoever comes too late."""

import uuid
from dataclasses import dataclass

from flask import abort, g, make_response, request, session
from flask.typing import ResponseReturnValue

from portal.people.access import invited_subject_id
from portal.questions import queries as questions
from portal.questions.enums import Provenance
from portal.questions.rules import AskedSet
from portal.rounds.door_enums import Door, VisitKind
from portal.rounds.models import DoorVisit, PaperEntry
from portal.rounds.operations.visiting import still_there
from portal.rounds.queries.doors import door_visit, walk_in_standing
from portal.rounds.queries.standing import Standing, standing_of
from portal.shared import i18n
from portal.shared.database import db
from portal.shared.transactions import CHANGING
from portal.shared.web import page, see_other


@dataclass(frozen=True)
class Visit:
    id: uuid.UUID
    standing: Standing
    asked: AskedSet
    door: DoorVisit | None = None  # None: the person came by themselves, on the web
    # The few places of the set they chose to answer; empty: all of it.
    few: frozenset[int] = frozenset()
    # A paper form that is typed in is kept apart from what its person may have begun on the web.
    entry: PaperEntry | None = None

    @property
    def holder_id(self) -> uuid.UUID:
        return self.entry.id if self.entry else self.standing.invitation_id

    @property
    def words_language(self) -> str:
        """In which language words are typed: of the page, or of the person staff type for."""
        if self.entry is not None:
            return self.entry.language
        is_interview = self.door is not None and self.door.kind is VisitKind.INTERVIEW
        return self.door.language if self.door and is_interview else i18n.current().code

    @property
    def channel(self) -> Door:
        if self.entry is not None:
            return Door.PAPER
        return self.door.channel if self.door else Door.WEB

    @property
    def provenance(self) -> Provenance | None:
        """Whose words these are, where that was said before the first question."""
        return self.door.provenance if self.door else None

    @property
    def helped_by(self) -> str:
        return self.door.helped_by.value if self.door and self.door.helped_by else ""

    @property
    def is_change(self) -> bool:
        """Answers already sent are being changed."""
        return self.door is not None and self.door.is_change


def this_visit() -> Visit:
    """The visit of this request. Answers the request itself when all is sent already, or the round is over."""
    standing, door = this_standing(), this_door()
    if standing is None:
        abort(404)
    is_change = door is not None and door.is_change
    if standing.is_answered and not is_change:
        abort(see_other("participant.done"))
    asked = questions.asked_set(db.session, set_id=standing.set_id) if standing.set_id else None
    if asked is None or not (standing.takes_answers or is_change):
        abort(make_response(closed(standing)))
    if door is not None and request.method in CHANGING:
        still_there(db.session, visit=door)
    return Visit(id=g.browser_session.id, standing=standing, asked=asked, door=door, few=_few_here())


def choose_few(visit: Visit, places: frozenset[int]) -> None:
    """From here on this visit is led past these places only; past all of them when there are none. It is kept in the
    browser's own sealed memory: asking a table would cost every page a statement."""
    session["few"] = [str(visit.id), *sorted(places)]


def _few_here() -> frozenset[int]:
    kept = session.get("few") or [None]
    return frozenset(kept[1:]) if kept[0] == str(g.browser_session.id) else frozenset()


def this_standing() -> Standing | None:
    """Of the invitation this browser came with, or of someone without one."""
    holder_id, to_change = invited_subject_id(), request.method in CHANGING
    found = standing_of(db.session, invitation_id=holder_id, to_change=to_change)
    return found or walk_in_standing(db.session, walk_in_id=holder_id, to_change=to_change)


def this_door() -> DoorVisit | None:
    """How this visit came about, when it is not simply the person's own."""
    if session.get("door") != str(g.browser_session.id):
        return None
    if "door_visit" not in g:
        g.door_visit = door_visit(db.session, visit_id=g.browser_session.id)
    found: DoorVisit | None = g.door_visit
    return found


def closed(standing: Standing) -> ResponseReturnValue:
    """The round is over. Words that came too late are given back, not swallowed."""
    typed = [words for name, words in request.form.items() if name in ("text", "answer-text") and words.strip()]
    return page("rounds/participant/closed.html", standing=standing, typed=typed), 410
