import pytest

from portal.people.enums import Role
from portal.shared import queue
from portal.shared.database import db
from portal.summaries import operations, queries
from portal.summaries.enums import FileState, PrintSize
from portal.summaries.pictures import catalogue
from tests.forms import submit
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER


@pytest.fixture
def version(session, source, summary, phone):
    operations.attach_quote(session, summary=summary, statement=phone, answer_id=source.quote.answer_id, by=WRITER)
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    return version


def make(app, session, version, language, size):
    operations.order_pdf(session, version=version, language=language, size=size, by=None)
    session.commit()
    with app.app_context():
        queue.run_everything(db.session)
    session.expire_all()
    return queries.printed_file(session, version_id=version.id, language=language, size=size)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "size"), [("en", PrintSize.NORMAL), ("en-easy", PrintSize.LARGE), ("cy", "normal"), ("ur", "large20")]
)
def test_a_pdf_that_passed_both_gates_can_be_had_by_anyone(app, client, session, summary, version, language, size):
    file = make(app, session, version, language, PrintSize(size))
    assert (file.state, file.faults) == (FileState.READY, [])
    assert file.proof["rules_passed"] > 0
    answer = client.get(f"/summaries/{summary.slug}/{version.number}/{language}-{file.size.value}.pdf")
    assert answer.data[:5] == b"%PDF-"
    assert answer.headers["Content-Disposition"].endswith(f'"summary-{version.number}-{language}.pdf"')
    assert f"{language}-{file.size.value}.pdf" in client.get(f"/summaries/{summary.slug}/{version.number}").text


@pytest.mark.slow
def test_a_pdf_that_fails_is_never_offered_and_says_why(app, client, session, summary, version, monkeypatch, tmp_path):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"this is no picture")
    monkeypatch.setattr(catalogue, "drawing_path", lambda *_arguments, **_named: broken)
    file = make(app, session, version, "en", PrintSize.NORMAL)
    assert (file.state, file.storage_key) == (FileState.REFUSED, "")
    assert file.faults
    assert client.get(f"/summaries/{summary.slug}/{version.number}/en-normal.pdf").status_code == 404
    writer = app.test_client()
    signed_in(writer, session, Role.ORGANISER)
    page = writer.get(f"/desk/summaries/versions/{version.id}/print").text
    assert "Not given out" in page
    assert "cannot be read as a picture" in page


def test_asking_for_a_pdf_twice_makes_one(app, session, version):
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER)
    path = f"/desk/summaries/versions/{version.id}/print"
    first = submit(client, path, language="en", size="normal")
    second = submit(client, path, language="en", size="normal")
    assert first.headers["Location"] == second.headers["Location"]
    assert first.headers["Location"].startswith("/jobs/")
    assert len(queries.files_of(session, version_id=version.id)) == 1
