"""A portal with something in every room, for guards that look at all of its pages. They only look."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from portal import demo
from portal.shared import i18n
from portal.shared.database import db, set_only_reading
from portal.shared.settings import Settings
from tests.conftest import empty_database
from tests.guards import unfinished


@pytest.fixture(scope="module")
def peopled(one_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The demonstration's people and rounds, and work that someone left in the middle."""
    empty_database(one_app, settings)
    demo.seed(one_app, lambda *_said: None)
    with one_app.app_context(), Session(db.engine, expire_on_commit=False) as session:
        unfinished.leave_everywhere(session)
        db.session.remove()
    set_only_reading(False)
    i18n.speak("en")
    yield one_app
    with one_app.app_context():
        db.session.remove()
    i18n.speak("en")
