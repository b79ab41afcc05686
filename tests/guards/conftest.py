"""A portal with something in every room, for guards that look at all of its pages. They only look."""

from collections.abc import Iterator

import pytest
from flask import Flask

from portal.shared import i18n
from portal.shared.database import db
from portal.shared.settings import Settings
from tests.demonstration import seed_with
from tests.guards import unfinished


@pytest.fixture(scope="module")
def peopled(one_app: Flask, settings: Settings) -> Iterator[Flask]:
    """The demonstration's people and rounds, and work that someone left in the middle."""
    seed_with(unfinished.leave_everywhere, one_app, settings)
    yield one_app
    with one_app.app_context():
        db.session.remove()
    i18n.speak("en")
