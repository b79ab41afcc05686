"""Everyone who says that something is missing gets a reply before the version goes on."""

import pytest

from portal.people.enums import Role
from portal.shared import tokens
from portal.summaries import operations, queries
from portal.summaries.enums import MissingReplyKind, WhoHelped
from portal.summaries.errors import Unanswered, WrongState
from portal.summaries.operations import voice
from tests.forms import submit
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER, send_out

VOICE = b"OggS" + bytes(60)


def says(session, invitation, *, missing=""):
    if missing:
        operations.keep_missing(session, invitation=invitation, words=missing, visit="here")
    operations.submit_check(session, invitation=invitation, helped=WhoHelped.NOBODY)


def check_now(session, summary):
    return queries.latest_check(session, summary_id=summary.id)


@pytest.fixture
def remark(session, summary, check):
    """One of the two people asked says that the toilets are missing; the check is over."""
    _version, (one, *_others) = check
    says(session, one, missing="The toilets")
    operations.close_check(session, summary=summary, by=WRITER)
    session.commit()
    (found,) = queries.missing_remarks(session, version_id=one.version_id)
    return found


def reply(session, summary, remark, kind=MissingReplyKind.NOT_ADDED, words="Nobody else spoke of them."):
    return operations.reply_to_remark(
        session, summary=summary, remark=remark, kind=kind, words={"en": words}, by=WRITER
    )


def test_without_a_reply_to_what_is_missing_nothing_goes_on(session, summary, remark):
    assert check_now(session, summary).unanswered == [remark.id]
    with pytest.raises(Unanswered):
        operations.mark_checked(session, summary=summary, by=WRITER)
    with pytest.raises(Unanswered):
        send_out(session, summary)
    reply(session, summary, remark)
    assert check_now(session, summary).unanswered == []
    operations.mark_checked(session, summary=summary, by=WRITER)
    assert summary.state == "checked"


def test_a_check_that_is_not_over_takes_no_reply(session, summary, check):
    _version, (one, *_others) = check
    says(session, one, missing="The toilets")
    (remark,) = queries.missing_remarks(session, version_id=one.version_id)
    with pytest.raises(WrongState):
        reply(session, summary, remark)


def test_what_came_late_is_answered_too_and_not_counted(session, summary, check, remark):
    _version, (_first, late) = check
    says(session, late, missing="The car park")
    now = check_now(session, summary)
    assert (now.missing, len(now.remarks), len(now.unanswered)) == (1, 2, 2)


def test_what_is_missing_can_be_said_aloud_and_is_answered_like_written_words(session, summary, check):
    _version, (one, *_others) = check
    voice.keep_voice(session, invitation=one, statement_id=None, content=VOICE, visit="here")
    says(session, one)
    (remark,) = queries.missing_remarks(session, version_id=one.version_id)
    assert (remark.words, check_now(session, summary).unanswered) == (None, [remark.id])


def test_a_recording_of_a_statement_is_no_remark_that_something_is_missing(session, summary, check, phone):
    _version, (one, *_others) = check
    voice.keep_voice(session, invitation=one, statement_id=phone.id, content=VOICE, visit="here")
    says(session, one)
    assert list(queries.missing_remarks(session, version_id=one.version_id)) == []


def test_the_reply_is_published_and_the_remark_is_not(client, session, summary, remark):
    reply(session, summary, remark)
    operations.mark_checked(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER)
    session.commit()
    assert version.content["missing_replies"] == [{"kind": "not_added", "words": {"en": "Nobody else spoke of them."}}]
    page = client.get(f"/summaries/{summary.slug}/{version.number}").text
    assert ("Nobody else spoke of them." in page, "The toilets" in page) == (True, False)
    assert "What we did when someone said that something is missing" in page


def test_that_nothing_is_missing_is_noted_without_words_and_printed_nowhere(session, summary, remark):
    reply(session, summary, remark, MissingReplyKind.NOTHING, "")
    assert check_now(session, summary).unanswered == []
    operations.mark_checked(session, summary=summary, by=WRITER)
    assert operations.publish(session, summary=summary, by=APPROVER).content["missing_replies"] == []


def test_who_checks_again_reads_what_we_answered(client, session, summary, remark):
    reply(session, summary, remark)
    _second, (one, *_others) = send_out(session, summary)
    session.commit()
    page = client.get(f"/c/{tokens.link_token('check', one.id)}").text
    assert ("Nobody else spoke of them." in page, "The toilets" in page) == (True, False)


def test_the_writer_replies_on_a_page_and_goes_on_to_add_it(client, session, summary, remark):
    signed_in(client, session, Role.ORGANISER)
    desk = f"/desk/summaries/{summary.id}"
    page = client.get(f"{desk}/verdicts").text
    address = f"/desk/summaries/missing/{remark.id}/reply"
    assert ("The toilets" in page, address in page, "Needs a reply" in page) == (True, True, True)
    assert "1 remark that something is missing still needs a reply." in client.get(desk).text
    refused = submit(client, address, kind="not_added", words="")
    assert (refused.status_code, "Say what you added, or why not" in refused.text) == (200, True)
    answer = submit(client, address, kind="added", words="We added the toilets.", words_cy="Ychwanegwyd.")
    assert answer.headers["Location"] == f"{desk}/statements/add"
    session.expire_all()
    (kept,) = check_now(session, summary).missing_replies.values()
    assert (kept.kind, kept.words) == (MissingReplyKind.ADDED, {"en": "We added the toilets.", "cy": "Ychwanegwyd."})
    page = client.get(f"{desk}/verdicts").text
    assert ("We added the toilets." in page, "Needs a reply" in page) == (True, False)


def test_a_statement_nobody_spoke_of_is_told_in_words(client, session, summary, remark):
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/desk/summaries/{summary.id}/verdicts").text
    assert ("Nobody said anything of it." in page, "0 people said" in page) == (True, False)
