"""What pages cost: no page asks the database more than a few dozen times, and no list asks once per row."""

import re
from collections import Counter

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.shared.database import db
from tests.guards.test_pages import Walk, a_check, an_invitation, press, staff

MOST = 30
# Nobody reads the same row again and again: the same statement may be needed for two different things, not for ten.
MOST_ALIKE = 5
# Pages that may ask once per row, each with the reason.
ROW_BY_ROW = {"letters.show_batch": "the send gate, and nothing else, says of each printed letter if it may still go"}


class Statements:
    """Counts what is sent to the database, and how often the very same statement."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.texts = engine, Counter[str]()

    def __enter__(self) -> "Statements":
        sa.event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        sa.event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, _connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not re.match(r"BEGIN|COMMIT|ROLLBACK|PRAGMA|SAVEPOINT", statement):
            self.texts[statement] += 1


class Counted(Walk):
    """A walk that notes what each page cost."""

    def look_at(self, path: str) -> list[str]:
        with self.app.app_context():
            engine = db.engine
        with Statements(engine) as seen:
            found = super().look_at(path)
        alike = max(seen.texts.values(), default=0)
        if self.endpoint(path) not in ROW_BY_ROW and (seen.texts.total() > MOST or alike > MOST_ALIKE):
            self.wrong[path] = [f"{seen.texts.total()} statements, {alike} of them alike"]
        return found


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.APPROVER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_no_page_of_staff_asks_the_database_too_often(peopled, role):
    walk = Counted(staff(peopled, role), peopled).along("/desk")
    assert walk.wrong == {}


def test_no_page_of_a_participant_or_reader_asks_the_database_too_often(peopled):
    wrong = Counted(peopled.test_client(), peopled).along("/").wrong
    for link in (an_invitation(peopled, "en"), a_check(peopled)):
        client = peopled.test_client()
        wrong |= Counted(client, peopled).along(link).wrong
        wrong |= Counted(client, peopled).along(press(client, link).headers["Location"]).wrong
    assert wrong == {}


def test_the_counter_sees_a_row_asked_for_one_by_one(peopled):
    with peopled.app_context(), Statements(db.engine) as seen:
        for _row in range(12):
            db.session.execute(sa.text("SELECT 1"))
        db.session.rollback()
    assert seen.texts == {"SELECT 1": 12}
