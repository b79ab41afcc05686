"""What we tell the public is dated with its words, and speaks of every table that holds something about a person."""

import hashlib
import json
import re

import pytest

from portal.people import notices
from portal.shared import i18n
from portal.shared.data_map import KINDS_IN_WORDS, as_markdown, data_map
from portal.shared.privacy import DataClass
from tests.guards.test_templates import TEMPLATES
from tests.guards.write_data_map import DATA_MAP

SAID = re.compile(r'\b_\("((?:[^"\\]|\\.)*)"')


def fingerprint(template: str, rows) -> str:
    """Of every word a notice says in English, in order."""
    said = SAID.findall((TEMPLATES / "people/public" / template).read_text())
    listed = [str(value) for row in rows for value in vars(row).values() if not isinstance(value, dict)]
    return hashlib.sha256("\n".join([*said, *listed]).encode()).hexdigest()[:16]


NOTICES = {
    "accessibility.html": (notices.ACCESSIBILITY, notices.GAPS),
    "privacy.html": (notices.PRIVACY, notices.KINDS),
}


@pytest.mark.parametrize("template", NOTICES)
def test_a_notice_is_dated_with_its_words(template):
    """New words need a new day: change both in portal/people/notices.py."""
    dated, rows = NOTICES[template]
    assert fingerprint(template, rows) == dated.sha256


def test_the_fingerprint_notices_one_changed_word():
    softer = [notices.GAPS[0], *notices.GAPS[2:]]
    assert fingerprint("accessibility.html", softer) != notices.ACCESSIBILITY.sha256
    assert fingerprint("privacy.html", notices.GAPS) != notices.PRIVACY.sha256


def test_the_privacy_notice_speaks_of_every_table_about_people_with_its_retention(one_app):
    told = {table: kept for kind in notices.KINDS for table, kept in kind.tables.items()}
    assert told == {row.table: row.retention for row in data_map() if row.is_about_people}


def test_the_data_map_in_the_documents_is_that_of_the_models(one_app):
    """Make it again with `python -m tests.guards.write_data_map`."""
    assert DATA_MAP.read_text() == as_markdown(data_map())


def test_every_class_of_column_is_put_in_words():
    assert list(KINDS_IN_WORDS) == list(DataClass)


def test_the_status_of_each_language_is_the_same_in_the_file_and_in_the_footer():
    status = json.loads((i18n.CATALOGUES / "status.json").read_text())
    assert {code: entry["status"] for code, entry in status.items()} == {
        code: language.status for code, language in i18n.LANGUAGES.items()
    }
    for entry in status.values():
        named, dated = bool(entry.get("checked_by")), bool(entry.get("checked_on"))
        assert named == dated == (entry["status"] == "checked_by_speaker")
