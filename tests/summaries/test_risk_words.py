"""Words that may mean danger in a check: contact rests, and a safeguarding lead looks, as with answers of a round."""

import uuid

import pytest
import sqlalchemy as sa

from portal.contact.models import StaffNotice
from portal.contact.queries import peace
from portal.people.enums import Role
from portal.rounds.coding_enums import WordsFound, WorryUrgency
from portal.rounds.errors import NotReady
from portal.rounds.models import RiskAlarm, RiskAlarmEnd, Worry
from portal.rounds.operations import alarms
from portal.rounds.queries import alarms as queries
from portal.rounds.queries import worries
from portal.shared import tokens
from portal.summaries import operations
from portal.summaries import queries as summary_queries
from portal.summaries.enums import CheckChannel, VerdictKind, WhoHelped
from portal.summaries.operations import voice
from portal.summaries.operations.papers import OnPaper, type_paper
from portal.summaries.operations.verdicts import to_check
from tests.contact.test_pages import statements
from tests.forms import send, submit
from tests.people.factories import make_account, signed_in

RISKY, VOICE = "He hits me when the bus is late", b"OggS" + bytes(60)


@pytest.fixture
def lead(session):
    made = make_account(session, Role.SAFEGUARDING, email="lead@example.org")
    session.commit()
    return made


@pytest.fixture
def one(check, lead):
    _version, (first, *_others) = check
    return first


@pytest.fixture
def first_statement(check):
    return to_check(check[0])[0]


def open_alarms(session):
    session.rollback()
    session.expire_all()
    rows, _total = queries.alarms(session, are_open=True, page=1, per_page=10)
    return [row.alarm for row in rows]


def rests(session, invitation):
    return bool(peace.paused_among(session, person_ids=[invitation.person_id]))


def by_web(session, invitation, statement_id, *, comment="", missing=""):
    keep = {"invitation": invitation, "visit": "here"}
    operations.keep_verdict(session, statement_id=statement_id, verdict=VerdictKind.NEARLY, comment=comment, **keep)
    operations.keep_missing(session, words=missing, **keep)
    session.commit()


def by_phone(session, invitation, statement_id, *, comment="", missing="", channel=CheckChannel.PHONE):
    operations.record_call(
        session,
        invitation=invitation,
        verdicts={statement_id: (VerdictKind.NEARLY, comment)},
        missing=missing,
        helped=WhoHelped.NOBODY,
        by=uuid.uuid4(),
        channel=channel,
    )
    session.commit()


@pytest.mark.parametrize("where", ["comment", "missing"])
@pytest.mark.parametrize("channel", [CheckChannel.PHONE, CheckChannel.PAPER])
def test_what_staff_write_down_of_a_check_stops_contact_at_once(session, one, lead, first_statement, where, channel):
    by_phone(session, one, first_statement, channel=channel, **{where: RISKY})
    (alarm,) = open_alarms(session)
    assert (alarm.said_in, worries.what_was_said(session, about=alarm).words) == ("check", RISKY)
    assert rests(session, one)
    assert {account for (account,) in session.execute(sa.select(StaffNotice.account_id))} == {lead.id}


@pytest.mark.parametrize("where", ["comment", "missing"])
def test_what_is_typed_and_not_sent_stops_contact_and_nobody_may_read_it(client, session, one, first_statement, where):
    by_web(session, one, first_statement, **{where: RISKY})
    (alarm,) = open_alarms(session)
    assert (alarm.was_sent, rests(session, one)) == (False, True)
    signed_in(client, session, Role.SAFEGUARDING)
    page = client.get(f"/worries/words/{alarm.id}").text
    assert ("Nobody may read it" in page, "hits me" in page, "Raise a worry" in page) == (True, False, False)
    assert "Typed and not sent" in client.get("/worries/words/").text
    with pytest.raises(NotReady):
        alarms.raise_worry_about(session, alarm=alarm, urgency=WorryUrgency.NOW, note="", by=uuid.uuid4())


def test_once_it_is_sent_the_lead_reads_it_in_place_of_the_draft(session, one, first_statement):
    by_web(session, one, first_statement, comment=RISKY, missing=RISKY)
    operations.submit_check(session, invitation=one, helped=WhoHelped.NOBODY)
    session.commit()
    assert [end.found for end in session.scalars(sa.select(RiskAlarmEnd))] == [WordsFound.WAS_SENT]
    assert [worries.what_was_said(session, about=one).words for one in open_alarms(session)] == [RISKY, RISKY]


def test_calm_words_stop_nothing(session, one, first_statement):
    by_web(session, one, first_statement, comment="The bus is late", missing="The toilets")
    operations.submit_check(session, invitation=one, helped=WhoHelped.NOBODY)
    session.commit()
    assert (open_alarms(session), rests(session, one)) == ([], False)


def test_a_paper_that_waits_for_a_second_typist_is_looked_at_now(session, summary, one, check, first_statement):
    summary_queries.plan_of(session, version_id=check[0].id).two_typists = True
    said = OnPaper(verdicts={first_statement: ("nearly", RISKY)}, missing="", helped="own_words", news=None)
    type_paper(session, invitation=one, said=said, by=uuid.uuid4())
    session.commit()
    (alarm,) = open_alarms(session)
    assert (alarm.was_sent, rests(session, one)) == (False, True)


def test_what_staff_hear_in_a_recording_is_looked_at_when_it_is_typed_out(client, session, one):
    voice.keep_voice(session, invitation=one, statement_id=None, content=VOICE, visit="here")
    operations.submit_check(session, invitation=one, helped=WhoHelped.NOBODY)
    session.commit()
    assert open_alarms(session) == []
    (note,) = summary_queries.voice_notes_of(session, invitation_id=one.id)
    signed_in(client, session, Role.ORGANISER)
    submit(client, f"/desk/summaries/voices/{note.id}/transcript", words=RISKY)
    (alarm,) = open_alarms(session)
    assert (alarm.said_id, worries.what_was_said(session, about=alarm).words) == (note.id, RISKY)


def test_the_pages_of_the_person_are_the_same_with_and_without_a_risk_word(app, session, check, lead):
    _version, invitations = check
    pages = []
    for invitation, words in zip(invitations, (RISKY, "The bus is late at night"), strict=True):
        client = app.test_client()
        submit(client, f"/c/{tokens.link_token('check', invitation.id)}")
        answer = submit(client, "/check/1", verdict="nearly", comment=words, do="next")
        pages.append((answer.status_code, answer.headers["Location"], client.get("/check/2").text.count("<p")))
    assert pages[0] == pages[1]
    assert len(open_alarms(session)) == 1


def test_the_lead_finds_no_danger_and_contact_goes_on(client, session, one, first_statement):
    by_phone(session, one, first_statement, comment=RISKY)
    (alarm,) = open_alarms(session)
    me = signed_in(client, session, Role.SAFEGUARDING).id
    address = f"/worries/words/{alarm.id}"
    listed, page = client.get("/worries/words/").text, client.get(address).text
    assert ("A check of a summary" in listed, address in listed, RISKY in page) == (True, True, True)
    assert send(client, address, action=f"{address}/no-danger", why_no_danger="A film").status_code == 303
    assert not rests(session, one)
    end = queries.end_of(session, alarm_id=alarm.id)
    assert (end.found, end.why, end.by) == (WordsFound.NO_DANGER, "A film", me)


def test_the_lead_raises_a_worry_sees_who_it_is_and_they_are_left_in_peace(
    client, session, summary, one, first_statement
):
    by_phone(session, one, first_statement, comment=RISKY)
    (alarm,) = open_alarms(session)
    signed_in(client, session, Role.SAFEGUARDING)
    address = f"/worries/words/{alarm.id}"
    assert send(client, address, action=f"{address}/worry", urgency="now", note="").status_code == 303
    worry = session.scalars(sa.select(Worry)).one()
    assert (worry.said_in, worry.said_id, worry.answer_id) == ("check", alarm.said_id, None)
    left = peace.left_in_peace(session, person_ids=[one.person_id], asked_in=summary.source_id)
    assert left == {one.person_id}
    page = f"/worries/{worry.id}"
    shown = client.get(page).text
    assert (RISKY in shown, "A check of a summary" in shown) == (True, True)
    session.commit()
    assert send(client, page, action=f"{page}/take").status_code == 303
    assert send(client, page, action=f"{page}/who", purpose="danger", looked_up_note="").status_code == 303
    assert worries.person_behind(session, worry=worry).id == one.person_id
    assert str(worry.id) in client.get("/worries/").text


def test_the_desk_costs_the_same_for_one_alarm_and_for_two(client, session, check, lead, first_statement):
    _version, invitations = check
    assert session.scalar(sa.select(sa.func.count()).select_from(RiskAlarm)) == 0
    signed_in(client, session, Role.SAFEGUARDING)
    counts = []
    for invitation in invitations:
        by_phone(session, invitation, first_statement, comment=RISKY)
        counts.append(statements(session, client, "/worries/words/"))
    assert counts[0] == counts[1]
