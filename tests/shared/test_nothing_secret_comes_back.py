"""A form that cannot be taken gives back what was typed, but never a password or a code."""

import inspect

import pytest

from portal.errors_pages import NOT_TYPED, SECRET, busy
from portal.shared.forms import PasswordInput, PortalForm
from tests.forms import forms_on


def every_form(base=PortalForm):
    for form in base.__subclasses__():
        yield form
        yield from every_form(form)


def secret_fields():
    """Names of fields for passwords and one-time codes, over all forms of the portal."""
    found = set()
    for form in every_form():
        for name, field in inspect.getmembers(form, lambda one: hasattr(one, "field_class")):
            if issubclass(field.field_class, PasswordInput) or field.kwargs.get("autocomplete") == "one-time-code":
                found.add(name)
    return found


def test_every_secret_field_is_on_the_list(one_app):
    assert secret_fields() == SECRET


def test_a_database_that_is_away_gives_words_back_and_no_secrets(app):
    typed = {name: f"secret {name}" for name in SECRET} | {"story": "a long story"}
    with app.test_request_context("/sign-in", method="POST", data=typed):
        text, status, _headers = busy()
    assert status == 503
    assert "a long story" in text
    assert "secret " not in text


@pytest.mark.parametrize("path", ["/sign-in", "/code", "/preferences"])
def test_a_form_that_expired_gives_words_back_and_no_secrets(client, path):
    typed = {name: f"secret {name}" for name in SECRET} | {"story": "a long story", "csrf_token": "old"}
    answer = client.post(path, data=typed)
    assert answer.status_code == 400
    assert "a long story" in answer.text
    assert "secret " not in answer.text
    given_back = {name for form in forms_on(answer.text) for name, _value in form["fields"]}
    assert given_back & SECRET == set()
    assert NOT_TYPED >= SECRET
