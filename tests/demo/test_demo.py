"""The demonstration holds what it promises: a way in for everyone, in every language, and nothing half-made."""

from collections import Counter
from urllib.parse import urlsplit

import pytest
import sqlalchemy as sa

from portal import demo as demonstration
from portal.people.enums import Role
from portal.shared import audit, crypto, queue
from portal.shared.database import Base, db
from portal.shared.i18n import LANGUAGES
from portal.shared.queue import Job, JobState
from portal.summaries.models import Summary

INVITATIONS_AT_LEAST = 20


@pytest.fixture(scope="module")
def ways(demo):
    return demo.test_client().get("/demo.json").json


@pytest.mark.database
def test_every_way_says_what_it_is(ways):
    assert {frozenset(way) for way in ways} == {frozenset({"name", "role", "language", "kind", "url"})}
    assert {way["kind"] for way in ways} == {"sign_in", "invitation", "check_back", "public"}


@pytest.mark.database
def test_there_are_enough_unused_invitations_and_checks_in_each_language(ways):
    found = Counter((way["kind"], way["language"]) for way in ways)
    assert [code for code in LANGUAGES if found["invitation", code] < INVITATIONS_AT_LEAST] == []
    assert [code for code in LANGUAGES if found["check_back", code] < 1] == []


@pytest.mark.database
def test_each_role_is_one_click_away(demo, ways):
    roles = {way["role"]: way["url"] for way in ways if way["kind"] == "sign_in"}
    assert set(roles) == {role.value for role in Role}
    for role, url in roles.items():
        client = demo.test_client()
        assert client.get(urlsplit(url).path).status_code == 303, role
        assert client.get("/desk").status_code == 200, role


@pytest.mark.database
def test_every_other_way_opens(demo, ways):
    for way in ways:
        if way["kind"] != "sign_in":
            address = urlsplit(way["url"])
            answer = demo.test_client().get(f"{address.path}?{address.query}")
            assert answer.status_code == 200, way


@pytest.mark.database
def test_the_page_for_people_lists_the_same_and_nothing_failed(demo, ways):
    page = demo.test_client().get("/demo").text
    assert [way["url"] for way in ways if way["url"].replace("&", "&amp;") not in page] == []
    with demo.app_context():
        states = set(db.session.scalars(sa.select(Job.state)))
        assert states - {JobState.CANCELLED} == {JobState.DONE}
        assert audit.verify(db.session) == []
        assert queue.waiting_jobs(db.session, asked_before=queue.clock.now()) == []
        db.session.rollback()


WORDED = 12  # signs: shorter answers ("yes", "the staff") are found in any text


@pytest.mark.database
def test_whoever_copies_the_database_reads_no_name_no_contact_and_nobodys_words(demo):
    """Every column of every row, JSON too, is searched for what the sealed columns hold."""
    with demo.app_context():
        secrets = set(_sealed_texts())
        readable = "\n".join(_readable_cells())
    assert len(secrets) > 1000
    found = sorted(secret for secret in secrets if secret.casefold() in readable)
    assert found == []


def _sealed_texts():
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if not column.name.endswith("_sealed") or (table.name, column.name) in PUBLISHED:
                continue
            name = column.name.removesuffix("_sealed")
            for row_id, sealed in db.session.execute(sa.select(table.c.id, column).where(column.is_not(None))):
                text = crypto.keys().open(sealed, bound_to=crypto.binding(table.name, name, row_id)).strip()
                if len(text) >= WORDED or (_tells(text) and column.info["data_class"] in ("identity", "contact")):
                    yield text


def _tells(text):
    """Six digits, such as a sort code, stand in some fingerprint by chance."""
    return bool(text) and not (text.isdigit() and len(text) < DIGITS)


DIGITS = 8
# The seed of a draw is published with its record.
PUBLISHED = {("sample_plan", "seed_sealed")}


def _readable_cells():
    for table in Base.metadata.sorted_tables:
        columns = [column for column in table.columns if not isinstance(column.type, sa.LargeBinary)]
        for row in db.session.execute(sa.select(*columns)):
            yield from (str(value).casefold() for value in row if isinstance(value, (str, dict, list)))


@pytest.mark.database
def test_the_desk_has_evidence_drafts_history_and_an_old_number_on_it(demo, ways):
    client = demo.test_client()
    client.get(
        urlsplit(next(way["url"] for way in ways if way.get("role") == "organiser" and way["kind"] == "sign_in")).path
    )
    with demo.app_context():
        summary = db.session.scalars(
            sa.select(Summary).where(Summary.title["en"].as_string() == demonstration.desk.TITLE["en"])
        ).one()
    text = client.get(f"/desk/summaries/{summary.id}").text
    for words in ("Old number", "Take the new number", "Draft: rewrite this", "It rests on:", "Ana Analyst"):
        assert words in text
    coach = client.get(f"/desk/summaries/{summary.id}/coach").text
    assert "Explain it in the list" in coach
