"""How someone likes to read: every wish changes the page, is kept, and can be taken back."""

import re

import pytest

from portal.shared.preferences import CHOICES, CLASSES, Preferences
from tests.forms import submit


def classes_of(client, path: str = "/") -> set[str]:
    page = client.get(path).get_data(as_text=True)
    return set(re.search(r'<html [^>]*class="([^"]*)"', page)[1].split()) - {"govuk-template"}


@pytest.mark.parametrize(("wish", "expected"), CLASSES.items())
def test_a_wish_changes_every_page_until_it_is_taken_back(client, wish, expected):
    name, value = wish
    assert submit(client, "/preferences?next=/privacy", **{name: value}).headers["Location"] == "/privacy"
    assert classes_of(client, "/privacy") == classes_of(client, "/code") == {expected}
    submit(client, "/preferences", **{name: CHOICES[name][0]})
    assert classes_of(client) == set()


def test_all_wishes_hold_together(client):
    wishes = {name: values[-1] for name, values in CHOICES.items()}
    submit(client, "/preferences", **wishes)
    assert classes_of(client) == {CLASSES[wish] for wish in wishes.items()}


def test_every_choice_but_the_usual_one_has_a_look_of_its_own():
    there = {(name, value) for name, values in CHOICES.items() for value in values}
    usual = {(name, getattr(Preferences(), name)) for name in CHOICES}
    assert there - usual == set(CLASSES)
    assert len(set(CLASSES.values())) == len(CLASSES)


def test_nonsense_is_as_if_nothing_was_said(client):
    client.post("/preferences", data={"text_size": "enormous", "colours": "<script>"})
    assert classes_of(client) == set()
    assert Preferences.read({"text_size": 7, "colours": None, "font": ["x"]}) == Preferences()


def test_leaving_fast_takes_wishes_along(client):
    submit(client, "/preferences", text_size="larger")
    client.post("/leave")
    assert classes_of(client) == set()
