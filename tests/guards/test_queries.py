"""What pages cost: no page asks the database more than a few dozen times, and no list asks once per row."""

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.shared.database import db
from tests.guards.walking import Statements, Walk, a_candidate, a_check, a_member, an_invitation, press, walk_of

MOST = 30
# Nobody reads the same row again and again: the same statement may be needed for two different things, not for ten.
MOST_ALIKE = 5
# Pages on which every part of a room says what waits there: each asks once or twice, however many rows it has.
MORE = {"panels.show_panel": 36}
# Pages that may ask once per row, each with the reason.
ROW_BY_ROW = {"letters.show_batch": "the send gate, and nothing else, says of each printed letter if it may still go"}


def too_dear(walk: Walk) -> dict[str, str]:
    """Pages that ask too often → how often."""
    return {
        path: f"{statements} statements, {alike} of them alike"
        for path, (statements, alike) in walk.cost.items()
        if (place := walk.endpoint(path)) not in ROW_BY_ROW
        and (statements > MORE.get(place, MOST) or alike > MOST_ALIKE)
    }


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_no_page_of_staff_asks_the_database_too_often(peopled, role):
    walk = walk_of(peopled, role)
    assert len(walk.cost) == len(walk.seen) > 1
    assert too_dear(walk) == {}


def test_no_page_of_a_participant_member_or_reader_asks_the_database_too_often(peopled):
    dear = too_dear(Walk(peopled.test_client(), peopled).along("/"))
    for link in (an_invitation(peopled, "en"), a_check(peopled), a_member(peopled), a_candidate(peopled)):
        client = peopled.test_client()
        dear |= too_dear(Walk(client, peopled).along(link))
        dear |= too_dear(Walk(client, peopled).along(press(client, link).headers["Location"]))
    assert dear == {}


def test_the_counter_sees_a_row_asked_for_one_by_one(peopled):
    with peopled.app_context(), Statements(db.engine) as seen:
        for _row in range(12):
            db.session.execute(sa.text("SELECT 1"))
        db.session.rollback()
    assert seen.texts == {"SELECT 1": 12}
