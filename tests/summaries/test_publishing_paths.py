"""Nothing is published without a check or a stored reason: by operations, web, files, and the database itself."""

import hashlib
import json
import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.people.enums import Role
from portal.shared.settings import ROOT
from portal.shared.storage import storage
from portal.summaries import operations
from portal.summaries.enums import FileState, PrintSize, SummaryState, VersionKind
from portal.summaries.errors import NotReady, Unanswered, WrongState
from portal.summaries.models import SummaryVersion
from portal.summaries.operations.checking import freeze_version
from tests.forms import forms_on, send, submit
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER

NO_REASON = ("", "   ", "\n")


@pytest.fixture
def approver(app, session):
    client = app.test_client()
    signed_in(client, session, Role.APPROVER)
    return client


def published(session):
    kind = SummaryVersion.kind == VersionKind.PUBLISHED
    return session.scalars(sa.select(SummaryVersion).where(kind)).all()


@pytest.mark.parametrize("why", NO_REASON)
@pytest.mark.parametrize("state", [one for one in SummaryState if one is not SummaryState.CHECKED])
def test_no_state_but_checked_is_published_without_a_reason(session, summary, state, why):
    summary.state = state
    session.flush()
    with pytest.raises(WrongState):
        operations.publish(session, summary=summary, by=APPROVER, unchecked_because=why)


def test_checked_by_a_slip_it_still_needs_a_check(session, summary):
    summary.state = SummaryState.CHECKED
    session.flush()
    with pytest.raises((NotReady, WrongState, Unanswered, DBAPIError)):
        operations.publish(session, summary=summary, by=APPROVER)


def test_the_database_refuses_a_published_version_with_neither(session, summary):
    version = freeze_version(session, summary=summary, kind=VersionKind.PUBLISHED, by=APPROVER)
    session.add(version)
    with pytest.raises(DBAPIError):
        session.flush()


def test_on_the_web_the_button_is_not_there_and_pressing_it_anyway_does_nothing(approver, session, summary):
    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    session.commit()
    desk = f"/desk/summaries/{summary.id}"
    forms = forms_on(approver.get(desk).text)
    assert f"{desk}/publish" not in [form["action"] for form in forms]
    fields = dict(next(form for form in forms if form["action"].endswith("/send-back"))["fields"])
    for also in ({}, {"do": "without_check"}, {"unchecked_because": "I say so"}):
        approver.post(f"{desk}/publish", data=fields | also)
    assert published(session) == []


@pytest.mark.parametrize("why", NO_REASON)
def test_on_the_web_a_reason_is_asked_for_and_printed(approver, session, summary, client, why):
    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    session.commit()
    path = f"/desk/summaries/{summary.id}/publish-unchecked"
    assert submit(approver, path, why=why).status_code == 200
    assert published(session) == []
    answer = submit(approver, path, why="The law asks for it today.")
    assert "The law asks for it today." in client.get(answer.headers["Location"]).text
    version = published(session)[0]
    assert (version.rests_on, version.unchecked_because) == (None, "The law asks for it today.")
    assert version.content["unchecked_because"] == "The law asks for it today."


def test_what_is_out_for_checking_is_on_no_public_address(client, session, summary, check):
    version, _invitations = check
    file = operations.order_pdf(session, version=version, language="en", size=PrintSize.NORMAL, by=None)
    file.state, file.storage_key = FileState.READY, storage().put(b"%PDF", suffix=".pdf")
    session.commit()
    address = f"/summaries/{summary.slug}/{version.number}"
    for path in (address, f"{address}/record.json", f"{address}/qr.png", f"{address}/en-normal.pdf"):
        assert client.get(path).status_code == 404, path
    assert client.get(f"/summaries/{summary.slug}").status_code == 404
    for path in ("/summaries", "/promises", "/"):
        assert summary.slug not in client.get(path).text


def test_the_record_is_what_was_frozen_and_hashes_to_the_fingerprint_on_the_page(client, session, summary):
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    address = f"/summaries/{summary.slug}/{version.number}"
    record = client.get(f"{address}/record.json").data
    assert json.loads(record) == version.content
    assert hashlib.sha256(record).hexdigest() == version.content_sha256
    assert version.content_sha256 in client.get(address).text
    assert client.get(f"{address}/qr.png").data.startswith(b"\x89PNG")


def test_a_version_taken_back_gives_out_no_words_and_its_address_says_why(client, session, summary, approver):
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    submit(approver, f"/desk/summaries/versions/{version.id}/withdraw", why="A number was wrong.")
    address = f"/summaries/{summary.slug}/{version.number}"
    page = client.get(address).text
    assert "A number was wrong." in page
    assert "Most of you like the staff" not in page
    assert client.get(f"{address}/record.json").status_code == 404


def test_send_back_is_not_publishing(approver, session, summary):
    operations.hand_in(session, summary=summary, by=WRITER)
    session.commit()
    desk = f"/desk/summaries/{summary.id}"
    send(approver, desk, action=f"{desk}/send-back")
    session.refresh(summary)
    assert (summary.state, published(session)) == (SummaryState.DRAFTING, [])


def test_only_publishing_makes_published_versions():
    """Whoever adds another way has to come past the rule, and this list."""
    makers = {
        str(path.relative_to(ROOT))
        for path in Path(ROOT / "portal").rglob("*.py")
        if re.search(r"kind=VersionKind\.PUBLISHED\b", path.read_text())
    }
    assert makers == {"portal/summaries/operations/publishing.py", "portal/summaries/operations/recalling.py"}


def test_the_european_easy_to_read_mark_is_nowhere():
    marks = [path.name for path in Path(ROOT / "portal").rglob("*") if "easy-to-read" in path.name.casefold()]
    printed = [
        path.name
        for path in Path(ROOT / "templates").rglob("*.html")
        if re.search(r"(?i)src=[^>]*easy-?to-?read", path.read_text())
    ]
    assert (marks, printed) == ([], [])
