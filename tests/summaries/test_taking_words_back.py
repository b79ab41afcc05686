"""Someone takes their words back: out of every page and paper at once, and what is published says so."""

import copy

import pytest
import sqlalchemy as sa

from portal.people import operations as people
from portal.people.enums import ConsentPurpose
from portal.shared import queue
from portal.shared.database import db
from portal.shared.storage import storage
from portal.summaries import operations, queries
from portal.summaries.enums import FileState, PrintSize, VerdictKind, VersionKind, WhoHelped
from portal.summaries.media_enums import MediaSort
from portal.summaries.models import PrintedFile, SharedQuote, SummaryMedia, SummaryVersion
from portal.summaries.operations.quotes import remove_quotes_of
from portal.summaries.operations.recalling import RECALLED
from portal.summaries.operations.verdicts import to_check
from portal.summaries.rules import content_hash
from tests.summaries.factories import APPROVER, WRITER

WORDS = "They rang me back at once."


@pytest.fixture
def published(session, summary, source, check):
    """A version that rests on a check, with the quote in it."""
    version, invitations = check
    mine = next(one for one in invitations if one.person_id == source.silent.person_id)
    operations.keep_verdict(
        session,
        invitation=mine,
        statement_id=to_check(version)[0],
        verdict=VerdictKind.RIGHT,
        comment="",
        visit="",
    )
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY)
    operations.close_check(session, summary=summary, by=WRITER)
    operations.mark_checked(session, summary=summary, by=WRITER)
    published = operations.publish(session, summary=summary, by=APPROVER)
    session.commit()
    return published


def newest(session):
    return session.scalars(sa.select(SummaryVersion).order_by(SummaryVersion.number.desc()).limit(1)).one()


def test_taken_back_after_publication_the_words_are_gone_and_a_new_version_says_so(
    client, session, summary, source, published
):
    assert WORDS in client.get(f"/summaries/{summary.slug}/{published.number}").text
    frozen = copy.deepcopy(published.content)
    assert remove_quotes_of(session, alias=source.agreed.alias) == 1
    session.commit()
    fresh = newest(session)
    assert (fresh.kind, fresh.number, fresh.rests_on) == (
        VersionKind.PUBLISHED,
        published.number + 1,
        published.rests_on,
    )
    assert published.content == frozen
    assert fresh.content_sha256 == content_hash(fresh.content) != published.content_sha256
    old_page = client.get(f"/summaries/{summary.slug}/{published.number}").text
    new_page = client.get(f"/summaries/{summary.slug}", follow_redirects=True).text
    assert WORDS not in old_page + new_page
    assert "There is a newer version of this page" in old_page
    assert "we cannot call back" in new_page


def test_the_new_version_differs_in_the_words_taken_back_alone(session, source, published):
    remove_quotes_of(session, alias=source.agreed.alias)
    fresh = newest(session).content
    for content in (before := copy.deepcopy(published.content), fresh := copy.deepcopy(fresh)):
        for name in ("notice", "changes"):
            content.pop(name, None)
        for one in content["statements"]:
            one["quote"] = None
    assert before == fresh


def test_a_no_to_quoting_by_any_way_takes_the_words_out_this_moment(session, source, published):
    for purpose in (ConsentPurpose.CHECK_SUMMARY, ConsentPurpose.QUOTE):
        assert session.scalars(sa.select(SharedQuote)).one().words == WORDS
        people.record_consents(
            session, subject_id=source.agreed.alias, answers={purpose: False}, language="en", channel="phone"
        )
    assert session.scalars(sa.select(SharedQuote)).one().words is None
    assert newest(session).number == published.number + 1


def test_papers_with_the_words_are_given_out_no_more_and_are_made_again_without_them(
    session, source, published, client, summary
):
    files = {}
    for language in ("en", "cy"):
        file = operations.order_pdf(session, version=published, language=language, size=PrintSize.NORMAL, by=None)
        file.state, file.storage_key = FileState.READY, storage().put(b"%PDF with the words", suffix=".pdf")
        files[language] = file.storage_key
    session.execute(sa.delete(queue.Job))
    session.commit()
    address = f"/summaries/{summary.slug}/{published.number}/en-normal.pdf"
    assert client.get(address).status_code == 200
    remove_quotes_of(session, alias=source.agreed.alias)
    session.commit()
    assert client.get(address).status_code == 404
    tasks = session.scalars(sa.select(queue.Job.task).order_by(queue.Job.task)).all()
    assert tasks == ["questions.delete_files", "summaries.print_again"]
    for job in session.scalars(sa.select(queue.Job)).all():
        queue.run_job(session, job.id)
    for key in files.values():
        with pytest.raises(FileNotFoundError):
            storage().get(key)
    rows = session.scalars(sa.select(PrintedFile).order_by(PrintedFile.language)).all()
    by_version = {
        version_id: [(row.language, row.state) for row in rows if row.version_id == version_id]
        for version_id in (published.id, newest(session).id)
    }
    assert by_version == {
        published.id: [("cy", FileState.REFUSED), ("en", FileState.REFUSED)],
        newest(session).id: [("cy", FileState.WAITING), ("en", FileState.WAITING)],
    }
    assert {tuple(row.faults) for row in rows if row.version_id == published.id} == {(RECALLED,)}


def test_recordings_of_the_whole_and_of_that_statement_fall_silent_and_others_do_not(
    session, summary, phone, source, published
):
    other = next(one for one in queries.statements_of(session, summary_id=summary.id) if one.quote_id is None)
    for statement_id in (None, phone.id, other.id):
        session.add(
            SummaryMedia(
                summary_id=summary.id,
                statement_id=statement_id,
                sort=next(iter(MediaSort)),
                language="en",
                words_sha256="",
                storage_key=storage().put(b"sound", suffix=".oga"),
                media_type="audio/ogg",
                size=5,
                added_at=published.made_at,
            )
        )
    session.flush()
    remove_quotes_of(session, alias=source.agreed.alias)
    standing = session.scalars(sa.select(SummaryMedia.statement_id).where(SummaryMedia.removed_at.is_(None))).all()
    assert standing == [other.id]


def test_a_film_that_another_statement_shows_too_is_not_deleted_with_the_one_that_falls_silent(
    app, session, summary, source, published
):
    other = next(one for one in queries.statements_of(session, summary_id=summary.id) if one.quote_id is None)
    film, captions, own = (storage().put(name, suffix=".mp4") for name in (b"film", b"captions", b"own"))
    for statement_id, captions_key in ((None, captions), (other.id, own)):
        session.add(
            SummaryMedia(
                summary_id=summary.id,
                statement_id=statement_id,
                sort=MediaSort.SIGNED,
                language="en",
                words_sha256="",
                storage_key=film,
                captions_key=captions_key,
                media_type="video/mp4",
                size=4,
                added_at=published.made_at,
            )
        )
    remove_quotes_of(session, alias=source.agreed.alias)
    session.commit()
    with app.app_context():
        queue.run_everything(db.session)
    assert (storage().get(film), storage().get(own)) == (b"film", b"own")
    with pytest.raises(FileNotFoundError):
        storage().get(captions)


def test_a_version_that_was_taken_back_is_not_published_anew(session, summary, source, published):
    operations.withdraw_version(session, summary=summary, version=published, why={"en": "It was wrong."}, by=APPROVER)
    remove_quotes_of(session, alias=source.agreed.alias)
    assert newest(session) is published
    assert session.scalars(sa.select(SharedQuote)).one().words is None


def test_a_check_that_is_out_goes_on_when_words_are_taken_back_meanwhile(session, summary, source, published):
    from tests.summaries.factories import send_out

    operations.reopen(session, summary=summary, notice={"en": "Something is new."}, by=WRITER)
    version, invitations = send_out(session, summary)
    remove_quotes_of(session, alias=source.agreed.alias)
    mine = invitations[0]
    operations.keep_verdict(
        session,
        invitation=mine,
        statement_id=to_check(version)[0],
        verdict=VerdictKind.RIGHT,
        comment="",
        visit="",
    )
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY)
    assert mine.is_late is False


def test_a_paper_being_made_while_words_are_taken_back_does_not_keep_them(session, source, published, monkeypatch):
    """The words go while the page is typeset: the second look notices, and it is set again without them."""
    from portal.summaries import printing

    file = operations.order_pdf(session, version=published, language="en", size=PrintSize.NORMAL, by=None)
    session.commit()
    set_words, really = [], printing.render

    def render_while_someone_says_no(document):
        set_words.append(WORDS in document.html)
        if len(set_words) == 1:
            remove_quotes_of(session, alias=source.agreed.alias)
            session.commit()
        return really(document)

    monkeypatch.setattr(printing, "render", render_while_someone_says_no)
    imprint = printing.Imprint(organisation="Council", phone="0300", email="a@example.org", address="http://localhost")
    printing.print_file(session, file=file, imprint=imprint)
    assert (set_words, file.state) == ([True, False], FileState.READY)
