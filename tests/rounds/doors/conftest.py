"""Doors beside the web: the round and people of the participants' tests, with staff beside them."""

import re

import pytest

from portal.people.enums import Role
from portal.rounds.models import RoundDoors
from portal.rounds.operations.answering import code_of
from tests.forms import forms_on
from tests.people.factories import signed_in
from tests.rounds.participant.conftest import (
    ANSWERS,
    Someone,
    answer_all,
    asking,
    invitation,
    invite,
    question_set,
    responses,
)

__all__ = [
    "ANSWERS",
    "Someone",
    "answer_all",
    "asking",
    "invitation",
    "invite",
    "question_set",
    "responses",
]


@pytest.fixture
def someone(app):
    return lambda: Hand(app.test_client())


CORNERS = ("/leave", "/sign-out", "/kiosk/clear", "/answer/hand-back")


class Hand(Someone):
    """Someone on pages with small forms in their corners: the form meant is the big one."""

    @property
    def form(self) -> dict:
        forms = [form for form in forms_on(self.page) if form["method"] == "post"]
        return next((form for form in forms if form["action"] not in CORNERS), forms[-1])

    def press(self, action: str) -> "Hand":
        """Presses the button of the form that goes there."""
        form = next(form for form in forms_on(self.page) if form["action"] == action)
        return self._see(self.client.post(action, data=dict(form["fields"]), follow_redirects=True))


@pytest.fixture
def organiser(app, session):
    """Makes a member of staff with a browser."""

    def make(email: str = "staff@example.org") -> Hand:
        client = app.test_client()
        account = signed_in(client, session, Role.ORGANISER, email=email)
        staff = Hand(client)
        staff.account = account
        return staff

    return make


@pytest.fixture
def open_doors(session, asking):
    """Sets the doors of the round."""

    def set_(**values) -> RoundDoors:
        row = RoundDoors(**{"round_id": asking.id, "is_open": False, "double_entry": False, **values})
        session.add(row)
        session.commit()
        return row

    return set_


def code(invitation) -> str:
    return code_of(invitation.id)


def receipt_on(page: str) -> str:
    return re.search(r"data-receipt>([^<]+)<", page)[1]
