"""Every page of the room is strict HTML with one heading, a title and no script or style of its own."""

import datetime as dt

import html5lib
import pytest

from portal.people.enums import Role
from portal.promises.operations import make_promise
from portal.shared import tokens
from portal.summaries import operations
from portal.summaries.enums import MissingReplyKind, ReplyKind, Section, VerdictKind, WhoHelped
from portal.summaries.operations.verdicts import to_check
from portal.summaries.queries import missing_remarks, statements_of
from tests.forms import submit
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER


def assert_is_sound(text):
    parser = html5lib.HTMLParser(strict=True)
    parser.parse(text)
    assert text.count("<h1") == 1
    assert "<title>" in text
    for forbidden in (" style=", " onclick=", "<style", "None"):
        assert forbidden not in text, forbidden


@pytest.fixture
def staff(app, session):
    client = app.test_client()
    client.account = signed_in(client, session, Role.ORGANISER, Role.APPROVER)
    return client


@pytest.mark.parametrize("language", ["en", "ur"])
def test_the_desk_in_every_state(session, source, staff, summary, phone, check, language):
    version, invitations = check
    staff.get(f"/?lang={language}")
    desk = f"/desk/summaries/{summary.id}"
    always = [desk, "/desk/summaries", f"{desk}/preview?language=cy&size=large", f"{desk}/verdicts", "/desk/promises"]
    always += [f"/desk/summaries/versions/{version.id}/print", "/desk/summaries/start"]

    def visit(*paths):
        session.commit()
        for path in (*always, *paths):
            answer = staff.get(path)
            assert answer.status_code == 200, path
            assert_is_sound(answer.text)

    visit(f"{desk}/calls", f"/desk/summaries/calls/{invitations[0].id}")
    operations.record_call(
        session,
        invitation=invitations[0],
        verdicts={to_check(version)[0]: (VerdictKind.WRONG, "It is <b>not</b> so & never was")},
        missing="The “toilets”",
        helped=WhoHelped.NOBODY,
        by=WRITER,
    )
    operations.close_check(session, summary=summary, by=WRITER)
    first = to_check(version)[0]
    statement = f"/desk/summaries/statements/{phone.id}"
    visit(
        f"/desk/summaries/statements/{first}/reply",
        statement,
        f"{statement}/number",
        f"{statement}/quote",
        f"{desk}/title",
        f"{desk}/statements/add",
        f"{desk}/reopen",
    )
    rows = {str(one.id): one for one in statements_of(session, summary_id=summary.id)}
    operations.reply_to(
        session, summary=summary, statement=rows[first], kind=ReplyKind.KEPT, words={"en": "Most say so."}, by=WRITER
    )
    (remark,) = missing_remarks(session, version_id=version.id)
    visit(f"/desk/summaries/missing/{remark.id}/reply")
    operations.reply_to_remark(
        session, summary=summary, remark=remark, kind=MissingReplyKind.THERE, words={"en": "It is there."}, by=WRITER
    )
    operations.mark_checked(session, summary=summary, by=WRITER)
    visit()
    published = operations.publish(session, summary=summary, by=APPROVER)
    promise = make_promise(
        session,
        statement=next(one for one in rows.values() if one.section is Section.NEXT),
        owner_id=staff.account.id,
        owner_words="The team",
        how_we_will_know={"en": "You see it."},
        due=dt.date(2020, 1, 1),
        because_of=[str(phone.id)],
        by=WRITER,
    )
    session.commit()
    visit(
        f"/desk/summaries/versions/{published.id}/withdraw",
        f"/desk/promises/{promise.id}",
        f"/desk/promises/{promise.id}/claim",
        f"/desk/promises/{promise.id}/check",
        f"/desk/promises/make/{promise.statement_id}",
        f"/summaries/{summary.slug}/{published.number}",
        "/summaries",
        "/promises",
    )


@pytest.mark.parametrize("language", ["en", "en-easy", "cy", "ur"])
def test_checking_fresh_and_with_an_error(client, source, check, language):
    _version, invitations = check
    client.get(f"/?lang={language}")
    link = f"/c/{tokens.link_token('check', invitations[0].id)}"
    assert_is_sound(client.get(link).text)
    submit(client, link)
    for path in ("/check/1", "/check/9", "/check/missing", "/check/send", "/check/over"):
        assert_is_sound(client.get(path).text)
    assert_is_sound(submit(client, "/check/1", comment="<i>x</i>", do="next").text)
    assert_is_sound(submit(client, "/check/send", do="send").text)
    submit(client, "/check/send", helped="own_words")
    assert_is_sound(client.get("/check/done").text)
