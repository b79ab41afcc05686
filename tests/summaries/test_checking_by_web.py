"""Someone checks a summary on their phone: no account, no script."""

import io
import re

import pytest
import sqlalchemy as sa

from portal.shared import tokens
from portal.summaries import operations, queries
from portal.summaries.enums import VerdictKind
from portal.summaries.models import CheckDraft, CheckInvitation, MissingRemark, SharedQuote, Verdict, VoiceNote
from portal.summaries.operations import voice
from portal.summaries.operations.verdicts import to_check
from tests.forms import submit
from tests.summaries.factories import APPROVER, WRITER


@pytest.fixture
def mine(check, source):
    _version, invitations = check
    return next(one for one in invitations if one.person_id == source.agreed.person_id)


@pytest.fixture
def link(mine):
    return f"/c/{tokens.link_token('check', mine.id)}"


def begin(client, link):
    answer = submit(client, link)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_the_whole_way_from_the_link_to_the_receipt(client, session, check, mine, link):
    version, _invitations = check
    total = len(to_check(version))
    assert begin(client, link) == "/check/1"
    kinds = ["right", "nearly", "wrong", "leave_out", "not_understood"]
    for number in range(1, total + 1):
        kind = kinds[(number - 1) % len(kinds)]
        answer = submit(client, f"/check/{number}", verdict=kind, comment=f"About {number}", do="next")
        assert answer.headers["Location"] == (f"/check/{number + 1}" if number < total else "/check/missing")
    assert (
        submit(client, "/check/missing", words="You forgot the toilets", do="next").headers["Location"] == "/check/send"
    )
    assert submit(client, "/check/send", helped="helped").headers["Location"] == "/check/done"
    session.refresh(mine)
    assert mine.receipt in client.get("/check/done").text
    rows = session.scalars(sa.select(Verdict)).all()
    assert sorted(row.verdict for row in rows) == sorted(kinds[n % len(kinds)] for n in range(total))
    assert {(row.provenance, row.channel) for row in rows} == {("helped", "web")}
    assert [one.words for one in session.scalars(sa.select(MissingRemark))] == ["You forgot the toilets"]
    assert session.scalars(sa.select(CheckDraft)).all() == []


def test_opening_the_link_alone_does_nothing(client, session, mine, link):
    for _scanner in range(3):
        assert client.get(link).status_code == 200
    session.refresh(mine)
    assert (mine.opened_at, mine.answered_at) == (None, None)


def test_pressing_send_twice_sends_once(client, session, check, link):
    begin(client, link)
    submit(client, "/check/1", verdict="right", do="next")
    page = client.get("/check/send")
    key = re.search(r'name="idempotency_key" value="([^"]+)"', page.text).group(1)
    csrf = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
    data = {"idempotency_key": key, "csrf_token": csrf, "helped": "own_words"}
    for _press in range(3):
        assert client.post("/check/send", data=data).headers["Location"] == "/check/done"
    assert len(session.scalars(sa.select(Verdict)).all()) == 1


def test_nothing_chosen_asks_for_a_choice_and_keeps_what_was_typed(client, link):
    begin(client, link)
    answer = submit(client, "/check/1", comment="Half a thought", do="next")
    assert answer.status_code == 200
    assert "Choose one of the answers, or skip this one" in answer.text
    assert "Half a thought" in answer.text


def test_skipping_says_nothing_of_a_statement(client, session, summary, check, link):
    _version, _invitations = check
    begin(client, link)
    submit(client, "/check/1", do="skip")
    submit(client, "/check/send", helped="own_words")
    said = queries.latest_check(session, summary_id=summary.id)
    first = next(iter(said.tallies.values()))
    assert (first.of(VerdictKind.SKIP), first.base, len(said.tallies)) == (1, 0, 1)


def test_another_phone_finds_the_place_but_not_the_words(app, client, link):
    begin(client, link)
    submit(client, "/check/1", verdict="wrong", comment="My husband must not see this", do="next")
    assert "My husband" in client.get("/check/1").text
    other = app.test_client()
    assert begin(other, link) == "/check/2"
    assert "My husband" not in other.get("/check/1").text
    assert "This is wrong" not in other.get("/check/send").text


def test_a_code_from_a_letter_opens_the_same_check(client, session, mine):
    code = tokens.short_code("check", mine.id)
    assert client.get("/c").headers["Location"] == "/code"
    answer = submit(client, "/code", code=code.lower().replace("-", " "))
    assert answer.status_code == 303, answer.text
    assert answer.headers["Location"] == "/check/1"
    wrong = submit(client, "/code", code="3333-333-333")
    assert "We do not know this code" in wrong.text


def test_an_unknown_link_is_not_found(client):
    assert client.get("/c/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_after_sending_the_link_shows_thanks_and_no_answers(app, client, session, mine, link):
    begin(client, link)
    submit(client, "/check/1", verdict="wrong", comment="Secret", do="next")
    submit(client, "/check/send", helped="own_words")
    page = app.test_client().get(link).text
    assert "You have told us what you think" in page
    assert "Secret" not in page
    session.refresh(mine)
    assert mine.receipt not in page


def test_when_the_check_is_over_the_page_says_so(client, session, summary, link):
    begin(client, link)
    operations.close_check(session, summary=summary, by=WRITER)
    session.commit()
    assert "The last day has passed" in client.get(link).text
    assert client.get("/check/1").status_code == 200
    operations.approve(session, summary=summary, by=APPROVER)
    operations.publish(session, summary=summary, by=APPROVER, unchecked_because="Nobody had time.")
    session.commit()
    assert client.get("/check/1").headers["Location"] == "/check/over"
    assert "This check is over" in client.get(link).text


def test_without_an_invitation_nothing_is_shown(client):
    assert client.get("/check/1").status_code == 303


def test_leaving_fast_ends_the_visit(client, link):
    begin(client, link)
    assert client.post("/leave", data={"csrf_token": _csrf(client)}).status_code == 303
    assert client.get("/check/1").status_code == 303


def test_the_next_check_on_a_shared_phone_ends_the_one_before(client, session, link):
    begin(client, link)
    with client.session_transaction() as cookie:
        first = cookie["visit"]
    begin(client, link)
    assert client.get("/check/1").status_code == 200
    with client.session_transaction() as cookie:
        assert cookie["visit"] != first
        cookie["visit"] = first
    assert client.get("/check/1").status_code == 303


def _csrf(client):
    return re.search(r'name="csrf_token" value="([^"]+)"', client.get("/check/1").text).group(1)


@pytest.mark.parametrize(
    ("language", "direction", "words"),
    [("en", "ltr", "Most of you like the staff."), ("cy", "ltr", "hoffi’r staff"), ("ur", "rtl", "عملے کو پسند")],
)
def test_each_language_shows_its_own_words(client, link, language, direction, words):
    client.get(f"/?lang={language}")
    begin(client, link)
    page = client.get("/check/1").text
    assert f'lang="{language}" dir="{direction}"' in page
    assert words in page


def test_the_invitation_speaks_the_persons_language(client, session, mine, link):
    mine.language = "cy"
    session.commit()
    assert '<html lang="cy"' in client.get(link).text


def test_the_pages_need_no_script_and_no_inline_style(client, link):
    begin(client, link)
    for path in (link, "/check/1", "/check/missing", "/check/send"):
        text = client.get(path).text
        assert " style=" not in text
        assert "onclick" not in text
        assert text.count("<h1") == 1
        assert 'action="/leave"' in text


def test_the_row_of_an_invitation_holds_no_key_to_it(session, mine):
    row = session.execute(sa.select(CheckInvitation.__table__).where(CheckInvitation.id == mine.id)).one()
    shown = " ".join(map(str, row))
    assert tokens.link_token("check", mine.id) not in shown
    assert tokens.plain_code(tokens.short_code("check", mine.id)) not in shown


VOICE = b"OggS" + bytes(60)


def record(client, path, content=VOICE, **values):
    return submit(client, path, **{"answer-file": (io.BytesIO(content), "message"), **values})


def test_a_voice_message_is_kept_at_once_heard_by_this_visit_alone_and_sent_with_the_rest(app, client, session, link):
    begin(client, link)
    answer = record(client, "/check/1", do="next")
    assert "Choose one of the answers, or skip this one" in answer.text
    played = re.search(r'src="(/check/voice/[^"]+)"', client.get("/check/1").text).group(1)
    assert client.get(played).data == VOICE
    other = app.test_client()
    begin(other, link)
    assert other.get(played).status_code == 404
    begin(client, link)
    submit(client, "/check/1", verdict="nearly", do="next")
    record(client, "/check/missing", VOICE + b"2", do="next")
    submit(client, "/check/send", helped="own_words", news="yes")
    notes = session.scalars(sa.select(VoiceNote).order_by(VoiceNote.size)).all()
    assert [(voice.voice_content(one), one.sent_at is None, one.visit) for one in notes] == [
        (VOICE, False, ""),
        (VOICE + b"2", False, ""),
    ]
    assert notes[1].statement_id is None
    assert client.get(played).status_code != 200


@pytest.mark.parametrize("content", [b"MZ not sound", b""])
def test_what_is_no_recording_is_refused_in_words_and_what_was_chosen_stays(client, session, link, content):
    begin(client, link)
    answer = record(client, "/check/1", content, verdict="wrong", do="next")
    if content:
        assert "We cannot play this file" in answer.text
        assert re.search(r'value="wrong"[^>]*checked', answer.text)
    assert session.scalars(sa.select(VoiceNote)).all() == []


def test_a_recording_can_be_taken_away_again(client, session, link):
    begin(client, link)
    record(client, "/check/1", do="next")
    assert submit(client, "/check/1", do="remove").headers["Location"] == "/check/1"
    assert session.scalars(sa.select(VoiceNote)).all() == []


@pytest.mark.parametrize(("said", "kept"), [("yes", True), ("no", False), (None, None)])
def test_whoever_says_nothing_about_news_is_not_told(client, session, mine, link, said, kept):
    begin(client, link)
    submit(client, "/check/send", helped="own_words", **({"news": said} if said else {}))
    session.refresh(mine)
    assert mine.wants_news is kept


def test_the_person_quoted_takes_their_words_out_by_the_link_and_nobody_else_learns_whose_they_are(
    client, session, source, check
):
    _version, invitations = check
    pages = []
    for whose in (source.silent, source.agreed):
        one = next(row for row in invitations if row.person_id == whose.person_id)
        assert session.scalars(sa.select(SharedQuote)).one().words == "They rang me back at once."
        answer = submit(client, f"/c/{tokens.link_token('check', one.id)}/my-words")
        pages.append(client.get(answer.headers["Location"]).text)
        session.expire_all()
    assert session.scalars(sa.select(SharedQuote)).one().words is None
    without_keys = [re.sub(r'value="[^"]+"|nonce="[^"]+"|/c/[^/"]+', "", page) for page in pages]
    assert without_keys[0] == without_keys[1]
