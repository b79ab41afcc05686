import copy
from dataclasses import replace

import pytest

from portal.people.enums import Role
from portal.shared import queue
from portal.shared.database import db
from portal.shared.pictures import catalogue
from portal.summaries import operations, printing, queries
from portal.summaries.enums import FileState, PrintSize
from portal.summaries.reading import as_read
from portal.summaries.typesetting import MOST_CHANGES, document_of
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


def test_the_paper_says_what_the_page_says_of_who_checked_it(session, version):
    """The reason it went out unchecked, the named checkers, earlier checks, and how often each thing was said."""
    content = copy.deepcopy(version.content)
    content["checkers"] = {"en": [{"named": "Speak Up Leeds", "kind": "easy_readers", "on": "2026-03-02"}]}
    content["earlier_checks"] = [{"number": 7, "asked": 31, "checked": 12}]
    assert "Nobody who took part has checked this." in paper_of(session, version, content)
    content["check"] = {
        **{"asked": 40, "checked": 25, "late": 3, "missing": None, "is_checked": False},
        "verdicts": {"right": 60, "nearly": 20, "wrong": None},
    }
    content["replies"] = [{"statement": "", "kind": "kept", "words": {"en": "Most people said so."}}]
    said = paper_of(session, version, content)
    for words in (
        "There was no time.",
        "Speak Up Leeds",
        "We kept it, and say why:",
        "Most people said so.",
        "People who read easy words",
        "people checked version 7",
        "31 people were asked.",
        "40 people were asked to check this.",
        "3 more people told us after the last day",
        "<p>This is right: about 60</p>",
        "<p>This is nearly right: about 20</p>",
        "<p>This is wrong: fewer than 10</p>",
    ):
        assert words in said


def changed(version):
    """As a later version: words changed, one taken out, a translation, and a notice that words were taken back."""
    content = copy.deepcopy(version.content)
    statement = content["statements"][0]
    before = {"en": "{number} told us that the phone is slow.", "ur": "فون سست ہے۔", "cy": "Mae’r ffôn yn araf."}
    content["changes"] = [
        {"kind": "reworded", "statement": statement["id"], "before": before, "after": statement["texts"]},
        {"kind": "taken_out", "statement": "x", "before": {"en": "Buses are late."}, "after": {}},
        {"kind": "translated", "statement": "y", "before": before, "after": before},
    ]
    content["what_changed"] = {"en": "We say now who was asked."}
    content["notice"] = {"en": "Someone took their words back."}
    return content


def test_a_later_version_says_on_paper_and_on_the_page_what_was_changed(session, version):
    said = paper_of(session, version, changed(version)).replace("\n", "")
    for words in (
        "<p>Someone took their words back.</p>",
        "<p>We say now who was asked.</p>",
        '<p><strong>We changed these words.</strong></p><p class="when">Before:</p>'
        '<p>… told us that the phone is slow.</p><p class="when">Now:</p>',
        '<p><strong>We took this out.</strong></p><p class="when">Before:</p><p>Buses are late.</p></div>',
        '<p><strong>We changed the translation.</strong></p><p class="when">Now:</p>',
    ):
        assert words in said
    assert said.count("Before:") == 2


def test_a_paper_with_many_changes_says_how_many_more_are_on_the_page(session, version):
    content = changed(version)
    content["changes"] = content["changes"][:1] * (MOST_CHANGES[PrintSize.NORMAL] + 3)
    said = paper_of(session, version, content)
    assert said.count("We changed these words.") == MOST_CHANGES[PrintSize.NORMAL]
    assert "We changed 3 more things. You find them on our page: <bdi>http://localhost/summaries/" in said


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "cy", "ur"])
@pytest.mark.parametrize("size", list(PrintSize))
def test_what_was_changed_passes_both_gates_in_every_size(session, version, language, size):
    imprint = printing.Imprint(organisation="Council", phone="0300", email="a@example.org", address="http://localhost")
    setting = printing.setting_of(
        session, version=version, language=language, size=size, without_colour=False, imprint=imprint
    )
    read = as_read(changed(version), language=language, quotes={})
    made = printing.render(document_of(replace(setting, read=read)))
    assert (made.pdf[:5], made.proof.rules_passed > 0) == (b"%PDF-", True)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["cy", "ur"])
def test_all_of_that_passes_both_gates(session, version, language):
    content = copy.deepcopy(version.content)
    content["check"] = {
        **{"asked": 40, "checked": 25, "late": 3, "missing": None, "is_checked": False},
        "verdicts": {"right": 60, "nearly": 20, "wrong": None},
    }
    content["checkers"] = {language: [{"named": "Amina Shah", "kind": "speaker", "on": "2026-03-02"}]}
    content["earlier_checks"] = [{"number": 7, "asked": 31, "checked": 12}]
    content["replies"] = [{"statement": "", "kind": "kept", "words": {"en": "Most people said so."}}]
    imprint = printing.Imprint(organisation="Council", phone="0300", email="a@example.org", address="http://localhost")
    setting = printing.setting_of(
        session, version=version, language=language, size=PrintSize.NORMAL, without_colour=False, imprint=imprint
    )
    read = as_read(content, language=language, quotes={})
    made = printing.render(document_of(replace(setting, read=read)))
    assert (made.pdf[:5], made.proof.rules_passed > 0) == (b"%PDF-", True)


def paper_of(session, version, content) -> str:
    imprint = printing.Imprint(organisation="Council", phone="0300", email="a@example.org", address="http://localhost")
    setting = printing.setting_of(
        session, version=version, language="en", size=PrintSize.NORMAL, without_colour=False, imprint=imprint
    )
    return document_of(replace(setting, read=as_read(content, language="en", quotes={}))).html
