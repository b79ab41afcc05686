"""Catalogues are current, complete, and cannot break or smuggle anything into a page."""

import json

import pytest

from portal.shared import catalogues, i18n
from portal.shared.i18n import CATALOGUES, LANGUAGES, speaking

TRANSLATED = [code for code in LANGUAGES if code != "en"]


@pytest.fixture(scope="module")
def collected() -> set:
    return {message.id for message in catalogues.messages(catalogues.collect())}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_holds_just_the_messages_there_are(collected, code):
    """When it does not: `python -m portal.shared.catalogues update`"""
    held = {message.id for message in catalogues.messages(catalogues.read(LANGUAGES[code]))}
    assert (held - collected, collected - held) == (set(), set())


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_catalogue_is_complete(code):
    assert catalogues.missing(LANGUAGES[code]) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_translation_changes_a_placeholder_or_brings_a_tag(code):
    catalogue = catalogues.read(LANGUAGES[code])
    forms = catalogue.num_plurals
    faults = {str(m.id): catalogues.faults_of(m, forms=forms) for m in catalogues.messages(catalogue)}
    assert {message: found for message, found in faults.items() if found} == {}


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_catalogue_is_not_just_english(code):
    whole = list(catalogues.messages(catalogues.read(LANGUAGES[code])))
    same = [m.id for m in whole if m.string == m.id]
    # Easy English keeps what is easy already; the others keep names and marks only.
    assert len(same) <= len(whole) * (0.9 if code == "en-easy" else 0.05), same


def test_the_guard_sees_a_smuggled_tag_and_a_lost_placeholder():
    from babel.messages.catalog import Message

    assert catalogues.faults_of(Message("Hello", "<script>"), forms=2) == ["holds a tag"]
    assert catalogues.faults_of(Message("Hi %(name)s", "Hi %(nam)s"), forms=2) == ["placeholders differ"]
    assert catalogues.faults_of(Message(("%(num)s day", "%(num)s days"), ("one day",)), forms=2) == ["needs 2 forms"]


def test_every_language_says_who_checked_it():
    status = json.loads((CATALOGUES / "status.json").read_text())
    assert set(status) == set(LANGUAGES)
    assert {code for code, entry in status.items() if entry["status"] == "machine_draft"} == {
        code for code, language in LANGUAGES.items() if language.is_machine_draft
    }


def test_plurals_numbers_and_dates_are_those_of_the_language():
    import datetime as dt

    day = dt.date(2027, 3, 1)
    said = {}
    for code in LANGUAGES:
        with speaking(code):
            said[code] = (i18n.format_date(day), i18n.format_number(1234567), i18n.format_percent(0.5))
    assert said["en"] == said["en-easy"] == ("1 March 2027", "1,234,567", "50%")
    assert said["cy"] == ("1 Mawrth 2027", "1,234,567", "50%")
    assert said["ur"][0] == "1 مارچ، 2027"


def test_a_count_in_a_sentence_is_written_as_numbers_of_the_language_are():
    for say in (i18n.ngettext, i18n.template_ngettext):
        assert [str(say("%(num)s person", "%(num)s people", many)) for many in (1, 999, 2000)] == [
            "1 person",
            "999 people",
            "2,000 people",
        ]


def test_the_pseudo_locale_shows_what_is_translatable():
    with speaking("en-pseudo"):
        assert i18n._("Sign in to %(name)s", name="Heard").startswith("[Sîgñ")
        assert "Heard" in i18n._("Sign in to %(name)s", name="Heard")
