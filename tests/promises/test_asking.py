"""The people's own word: asked of those who wanted to hear, by every door, and silence is never a yes."""

import datetime as dt
import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.contact.models import ContactMessage
from portal.contact.queries import peace
from portal.people.enums import Role
from portal.promises import operations, queries
from portal.promises.enums import AnswerChannel, KeptVerdict, PromiseState
from portal.promises.errors import AskingOver, NobodyToAsk, WrongState
from portal.promises.models import PromiseInvitation, PromiseVerdict
from portal.promises.queries.public import public_promises
from portal.promises.tasks import forget
from portal.promises.wording import people_say
from portal.rounds.elsewhere import SaidThere
from portal.rounds.queries import alarms as alarm_queries
from portal.rounds.queries import worries
from portal.shared import clock, queue, tokens
from portal.summaries.enums import AskedBecause, VersionKind, WhoHelped
from portal.summaries.models import CheckInvitation, SummaryVersion
from tests.forms import submit
from tests.people.factories import signed_in
from tests.promises.factories import all_wanting, end, make_promise, publish, wanting
from tests.summaries.factories import LETTERHEAD, WRITER, askable


def in_days(days):
    return clock.today() + dt.timedelta(days=days)


def ask(session, summary, *, days=14):
    asking = operations.ask_people(session, summary=summary, until=in_days(days), by=WRITER)
    operations.deliver_some(
        session, asking_id=asking.id, letterhead=LETTERHEAD, by=WRITER, base_url="http://localhost", limit=500
    )
    session.commit()
    rows = session.scalars(sa.select(PromiseInvitation).where(PromiseInvitation.asking_id == asking.id)).all()
    return asking, rows


def link_of(invitation):
    return f"/p/{tokens.link_token('promise-kept', invitation.id)}"


def say(session, invitation, promise, verdict, channel=AnswerChannel.PHONE):
    given = {} if verdict is None else {str(promise.id): (verdict, "")}
    operations.record_said(
        session, invitation=invitation, given=given, helped=WhoHelped.NOBODY, channel=channel, by=WRITER
    )


def test_only_those_who_answered_and_wanted_to_hear_are_asked(session, summary, source, promise):
    yes, no, silent = (wanting(session, wish) for wish in (True, False, None))
    left_alone = wanting(session, True, do_not_contact=True)
    never_answered = replace(askable(session, answered=False, agreed=None), wants_result=True)
    source.people = [yes, no, silent, left_alone, never_answered]
    end(session, promise)
    _asking, rows = ask(session, summary)
    assert [row.person_id for row in rows] == [yes.person_id]


def test_who_said_at_the_check_that_they_want_no_news_is_not_asked(session, summary, source, promise):
    later_no, still_yes = source.people = all_wanting(session, 2)
    version = SummaryVersion(
        summary_id=summary.id,
        number=90,
        kind=VersionKind.FOR_CHECK,
        content={},
        content_sha256="",
        made_at=clock.now(),
        made_by=WRITER,
        talk_to={},
        sample_seed="",
    )
    session.add(version)
    session.flush()
    for number, (one, wish) in enumerate(((later_no, False), (still_yes, None))):
        session.add(
            CheckInvitation(
                summary_id=summary.id,
                version_id=version.id,
                person_id=one.person_id,
                subject_id=one.subject_id,
                because=AskedBecause.ANSWERED,
                link_index=f"link {number}",
                code_index=f"code {number}",
                language="en",
                wants_news=wish,
                answered_at=clock.now(),
            )
        )
    session.flush()
    end(session, promise)
    _asking, rows = ask(session, summary)
    assert [row.person_id for row in rows] == [still_yes.person_id]


def test_the_message_leaves_through_the_send_gate_and_says_no_reason(session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (invitation,) = ask(session, summary)
    message = session.scalars(sa.select(ContactMessage)).one()
    assert (message.template, message.subject_id) == ("promise_kept", invitation.id)
    assert message.headline == "Did we keep our word?"
    assert link_of(invitation) in message.words


def test_nobody_is_asked_while_nothing_has_ended_nor_twice_about_the_same(session, summary, source, promise):
    source.people = all_wanting(session, 2)
    with pytest.raises(NobodyToAsk):
        ask(session, summary)
    end(session, promise)
    asking, _rows = ask(session, summary)
    with pytest.raises(NobodyToAsk):
        ask(session, summary)
    second = make_promise(session, summary, number=1)
    end(session, second, state=PromiseState.DROPPED)
    again, _rows = ask(session, summary)
    assert (asking.promise_ids, again.promise_ids) == ([str(promise.id)], [str(second.id)])


@pytest.mark.parametrize("days", [-1, 121])
def test_the_last_day_is_to_come_and_not_far_away(session, summary, source, promise, days):
    source.people = all_wanting(session, 1)
    end(session, promise)
    with pytest.raises(WrongState):
        ask(session, summary, days=days)


def test_silence_is_never_a_yes(session, summary, source, promise):
    source.people = all_wanting(session, 40)
    publish(session, summary)
    end(session, promise)
    _asking, rows = ask(session, summary)
    for row in rows[:12]:
        say(session, row, promise, KeptVerdict.NO)
    for row in rows[12:20]:
        say(session, row, promise, None)
    (public,) = public_promises(session)
    assert (dict(public.said), public.asked) == ({KeptVerdict.NO: 12}, 40)
    shown = people_say(public.said, asked=public.asked)
    assert shown.asked_words == "About 40 people were asked."
    assert shown.base_words == "About 10 people answered."
    assert shown.counts[KeptVerdict.YES] is None


def test_what_few_people_say_is_not_shown(client, session, summary, source, promise):
    source.people = all_wanting(session, 12)
    publish(session, summary)
    end(session, promise)
    _asking, rows = ask(session, summary)
    for row in rows[:9]:
        say(session, row, promise, KeptVerdict.NO)
    session.commit()
    page = client.get("/promises").text
    assert "Too few people have answered to show what they said." in page
    assert "Fewer than 10 people answered." in page
    assert "No, it was not kept" not in page


def test_what_many_people_say_is_shown_rounded_with_its_base(client, session, summary, source, promise):
    source.people = all_wanting(session, 62)
    publish(session, summary)
    end(session, promise)
    _asking, rows = ask(session, summary)
    for place, row in enumerate(rows[:53]):
        say(session, row, promise, (KeptVerdict.YES, KeptVerdict.PARTLY, KeptVerdict.NO)[min(place // 18, 2)])
    session.commit()
    page = client.get("/promises").text
    assert "About 60 people were asked. About 55 people answered." in page
    for words in ("Yes, it was kept", "Partly", "No, it was not kept"):
        assert words in page


def test_what_was_said_cannot_be_rewritten(session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (row,) = ask(session, summary)
    say(session, row, promise, KeptVerdict.NO)
    session.commit()
    with pytest.raises(DBAPIError):
        session.execute(sa.update(PromiseVerdict).values(verdict=KeptVerdict.YES))


def test_the_web_from_the_link_to_the_receipt(app, client, session, summary, source, promise):
    source.people = all_wanting(session, 1)
    second = make_promise(session, summary, number=1)
    for one in (promise, second):
        end(session, one)
    _asking, (invitation,) = ask(session, summary)
    assert session.scalar(sa.select(sa.func.count()).select_from(PromiseVerdict)) == 0
    answer = submit(client, link_of(invitation))
    assert answer.headers["Location"] == "/kept/1"
    answer = submit(client, "/kept/1", comment="It rang!", do="next")
    assert "Choose one of the answers, or skip this one" in answer.text
    assert "It rang!" in answer.text
    answer = submit(client, "/kept/1", verdict="partly", comment="It rang!", do="next")
    assert answer.headers["Location"] == "/kept/2"
    answer = submit(client, "/kept/2", verdict="yes", do="skip")
    assert answer.headers["Location"] == "/kept/send"
    elsewhere = app.test_client()
    submit(elsewhere, link_of(invitation))
    assert "It rang!" not in elsewhere.get("/kept/1").text
    answer = submit(client, "/kept/send", helped="helped")
    assert answer.headers["Location"] == "/kept/done"
    session.expire_all()
    verdict = session.scalars(sa.select(PromiseVerdict)).one()
    assert (verdict.promise_id, verdict.verdict, verdict.comment) == (promise.id, KeptVerdict.PARTLY, "It rang!")
    assert (verdict.channel, verdict.provenance) == (AnswerChannel.WEB, WhoHelped.SUPPORTER)
    row = session.get_one(PromiseInvitation, invitation.id)
    assert row.said is None
    assert row.receipt in client.get("/kept/done").text
    assert elsewhere.get("/kept/1").headers["Location"] == "/kept/over"


def test_sending_twice_counts_once(session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (row,) = ask(session, summary)
    values = {"promise_id": str(promise.id), "comment": "", "visit": "x"}
    operations.keep_saying(session, invitation=row, verdict=KeptVerdict.YES, **values)
    first = operations.send_said(session, invitation=row, helped=WhoHelped.NOBODY)
    assert operations.send_said(session, invitation=row, helped=WhoHelped.NOBODY) == first
    assert session.scalar(sa.select(sa.func.count()).select_from(PromiseVerdict)) == 1
    with pytest.raises(AskingOver):
        operations.keep_saying(session, invitation=row, verdict=KeptVerdict.NO, **values)
    with pytest.raises(AskingOver):
        say(session, row, promise, KeptVerdict.NO)


def test_after_the_last_day_nothing_is_taken(client, session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (invitation,) = ask(session, summary)
    with time_machine.travel(clock.now() + dt.timedelta(days=20), tick=False):
        assert "The last day to answer is over" in client.get(link_of(invitation)).text
        with pytest.raises(AskingOver):
            say(session, invitation, promise, KeptVerdict.YES)


def test_a_promise_nobody_was_asked_about_takes_no_verdict(session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (row,) = ask(session, summary)
    given = {str(uuid.uuid4()): (KeptVerdict.YES, "")}
    operations.record_said(
        session, invitation=row, given=given, helped=WhoHelped.NOBODY, channel=AnswerChannel.PAPER, by=WRITER
    )
    assert session.scalar(sa.select(sa.func.count()).select_from(PromiseVerdict)) == 0


def test_a_code_opens_it_on_the_one_page_for_codes(client, session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (invitation,) = ask(session, summary)
    answer = submit(client, "/code", code=operations.code_of(invitation).lower().replace("-", " "))
    assert answer.headers["Location"] == "/kept/1"


def test_a_link_that_is_none_opens_nothing(client):
    assert client.get("/p/no-such-link").status_code == 404
    assert client.get("/kept/1").headers["Location"] == "/code"


@pytest.mark.parametrize("channel", ["phone", "paper"])
def test_staff_note_down_what_is_said_by_phone_or_on_paper(client, session, summary, source, promise, channel):
    source.people = all_wanting(session, 2)
    end(session, promise)
    signed_in(client, session, Role.ORGANISER)
    path = f"/desk/promises/ask/{summary.id}"
    assert "2 people wanted to hear." in client.get(path).text
    day = in_days(10)
    answer = submit(client, path, **{"until-day": day.day, "until-month": day.month, "until-year": day.year})
    assert answer.headers["Location"] == path
    queue.run_everything(session)
    (asking,) = queries.askings_of(session, summary_id=summary.id)
    rows, count = queries.waiting_to_answer(session, asking_id=asking.id, offset=0, limit=10)
    assert count == 2
    said = f"/desk/promises/said/{rows[0].id}"
    assert operations.code_of(rows[0]) in client.get(f"{said}/paper").text
    answer = submit(client, said, verdict_0="no", comment_0="It never rings.", helped="own_words", channel=channel)
    assert answer.headers["Location"] == f"/desk/promises/asked/{asking.id}"
    verdict = session.scalars(sa.select(PromiseVerdict)).one()
    assert (verdict.verdict, verdict.channel, verdict.comment) == (KeptVerdict.NO, channel, "It never rings.")
    assert "It never rings." in client.get(f"/desk/promises/{promise.id}").text


def test_who_was_asked_is_forgotten_a_year_after_the_last_day(client, session, summary, source, promise):
    source.people = all_wanting(session, 2)
    end(session, promise)
    _asking, rows = ask(session, summary)
    say(session, rows[0], promise, KeptVerdict.YES)
    session.commit()

    def forgotten_after(days):
        with time_machine.travel(clock.now() + dt.timedelta(days=14 + days), tick=False):
            return forget(session, progress=lambda done, total: None)["people"]

    assert forgotten_after(365) == 0
    assert forgotten_after(368) == 2
    session.commit()
    known = {one.person_id for one in source.people}
    assert not known & set(session.scalars(sa.select(PromiseInvitation.person_id)))
    assert [client.get(link_of(row)).status_code for row in rows] == [404, 404]
    assert queries.said_of(session, promise_ids=[promise.id]) == {promise.id: {KeptVerdict.YES: 1}}
    assert forgotten_after(368) == 0


RISKY = "He hits me when the bus is late"


@pytest.fixture
def asked(session, summary, source, promise):
    source.people = all_wanting(session, 1)
    end(session, promise)
    _asking, (invitation,) = ask(session, summary)
    return invitation


def open_alarms(session):
    session.expire_all()
    rows, _total = alarm_queries.alarms(session, are_open=True, page=1, per_page=10)
    return [(row.alarm.said_in, worries.what_was_said(session, about=row.alarm)) for row in rows]


def rests(session, invitation):
    return bool(peace.paused_among(session, person_ids=[invitation.person_id]))


@pytest.mark.parametrize("channel", [AnswerChannel.PHONE, AnswerChannel.PAPER])
def test_a_risk_word_in_what_staff_write_down_of_a_promise_stops_contact(session, promise, asked, channel):
    operations.record_said(
        session,
        invitation=asked,
        given={str(promise.id): (KeptVerdict.NO, RISKY)},
        helped=WhoHelped.NOBODY,
        channel=channel,
        by=WRITER,
    )
    assert open_alarms(session) == [("promise", SaidThere(words=RISKY, words_language="en"))]
    assert rests(session, asked)


def test_a_risk_word_typed_of_a_promise_and_not_sent_stops_contact_and_is_read_only_once_sent(session, promise, asked):
    kept = {"promise_id": str(promise.id), "verdict": KeptVerdict.NO, "visit": "here"}
    operations.keep_saying(session, invitation=asked, comment=RISKY, **kept)
    assert (open_alarms(session), rests(session, asked)) == ([("promise", None)], True)
    operations.send_said(session, invitation=asked, helped=WhoHelped.NOBODY)
    assert open_alarms(session) == [("promise", SaidThere(words=RISKY, words_language="en"))]


def test_calm_words_of_a_promise_stop_nothing(session, promise, asked):
    operations.keep_saying(
        session, invitation=asked, promise_id=str(promise.id), verdict=KeptVerdict.NO, comment="Not yet.", visit="here"
    )
    operations.send_said(session, invitation=asked, helped=WhoHelped.NOBODY)
    assert (open_alarms(session), rests(session, asked)) == ([], False)
