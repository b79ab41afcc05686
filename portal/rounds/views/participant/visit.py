"""Whose visit this is and what they are asked; turns away, in plain words, whoever comes too late."""

import uuid
from dataclasses import dataclass

from flask import abort, g, make_response, request
from flask.typing import ResponseReturnValue

from portal.people.access import invited_subject_id
from portal.questions import queries as questions
from portal.questions.rules import AskedSet
from portal.rounds.queries.standing import Standing, standing_of
from portal.shared.database import db
from portal.shared.transactions import CHANGING
from portal.shared.web import page, see_other


@dataclass(frozen=True)
class Visit:
    id: uuid.UUID
    standing: Standing
    asked: AskedSet

    @property
    def holder_id(self) -> uuid.UUID:
        return self.standing.invitation_id


def this_visit() -> Visit:
    """The visit of this request. Answers the request itself when all is sent already, or the round is over."""
    standing = standing_of(db.session, invitation_id=invited_subject_id(), to_change=request.method in CHANGING)
    if standing is None:
        abort(404)
    if standing.is_answered:
        abort(see_other("participant.done"))
    asked = questions.asked_set(db.session, set_id=standing.set_id) if standing.set_id else None
    if asked is None or not standing.takes_answers:
        abort(make_response(closed(standing)))
    return Visit(id=g.browser_session.id, standing=standing, asked=asked)


def closed(standing: Standing) -> ResponseReturnValue:
    """The round is over. Words that came too late are given back, not swallowed."""
    typed = [words for name, words in request.form.items() if name in ("text", "answer-text") and words.strip()]
    return page("rounds/participant/closed.html", standing=standing, typed=typed), 410
