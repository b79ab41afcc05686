"""The menu says where you are, on every page of the staff side."""

import pytest
from flask import Flask

from portal.navigation import PLACES

# Reached from several rooms, so they belong to none.
OF_NO_ROOM = {"jobs", "sign_in", "signed_in", "desk"}


def _rooms_of(endpoint: str) -> list[str]:
    return [place.endpoint for place in PLACES if place.holds(endpoint)]


def test_every_page_of_the_staff_belongs_to_one_place_of_the_menu(app: Flask) -> None:
    staffs = [
        name for name, view in app.view_functions.items() if getattr(getattr(view, "access", None), "roles", None)
    ]
    lost = {name: _rooms_of(name) for name in staffs if name.split(".")[0] not in OF_NO_ROOM}
    assert {name: rooms for name, rooms in lost.items() if len(rooms) != 1} == {}


@pytest.mark.parametrize(
    ("endpoint", "place"),
    [
        ("coding.list_answers", "rounds.list_rounds"),
        ("roster_imports.upload", "rosters.list_services"),
        ("letters.list_letters", "contact.outbox"),
    ],
)
def test_a_page_deep_in_a_room_marks_its_room(endpoint: str, place: str) -> None:
    assert _rooms_of(endpoint) == [place]
