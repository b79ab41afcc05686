"""Changing what was sent and taking it back: two codes on the web, the receipt by phone."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from portal.people import queries as people
from portal.people.models import Person
from portal.questions import queries as questions
from portal.questions.models import Answer, Response
from portal.rounds.door_enums import ChangeKind, Door
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.models import Coding, Invitation, ResponseChange, Round, Theme
from portal.rounds.operations import changing, counting
from portal.rounds.queries.words import quotes_of
from portal.rounds.rules.changing import last_day_to_change, may_still_change
from portal.shared import clock
from portal.shared.queue import Job
from portal.summaries.models import SharedQuote
from portal.summaries.operations.quotes import TAKEN_BACK
from tests.rounds.doors.conftest import code, receipt_on
from tests.summaries.factories import make_source, make_summary

WORDS = "Nobody rang back — ever"
DAY = dt.date(2026, 11, 24)


@pytest.fixture
def sent(someone, invitation, answer_all, responses):
    """Someone has answered, agreed to be quoted, and wrote the receipt down."""
    person = answer_all(someone().opens(invitation)).send(do="skip").send(agree=["quote"]).send()
    return receipt_on(person.page), responses()[0]


def enter(person, receipt, second):
    return person.get("/change/").send(receipt=receipt, second=second)


def test_the_done_page_says_until_when_they_can_change(someone, invitation, answer_all, session, asking):
    session.get(Round, asking.id).closes_on = clock.today() + dt.timedelta(days=9)
    session.commit()
    person = answer_all(someone().opens(invitation)).send(do="skip").send().send()
    assert "data-change-until" in person.page


def test_with_both_codes_they_see_what_they_said_and_change_it(someone, invitation, sent, session, asking):
    receipt, response = sent
    person = enter(someone(), receipt.lower(), code(invitation))
    assert person.heading == "What do you want to do?"
    person.send()
    assert WORDS in person.page
    assert person.path == "/answer/check"
    person.get("/answer/1?to=check").send(answer="1", do="next")
    person.send()
    assert person.path == "/answer/done"
    assert receipt_on(person.page) == receipt
    session.expire_all()
    [now] = questions.responses_of(session, asked_in=asking.id)
    assert (now.id, now.edition) == (response.id, 2)
    values = [one.value for one in now.answers]
    assert {"number": 1} in values
    assert {"number": 4} not in values
    assert len(values) == 7
    past = session.scalars(sa.select(Response).where(Response.past_of == response.id)).one()
    assert [one.value for one in past.answers] == [{"number": 4}]
    assert past.asked_in != asking.id


def test_changed_answers_count_and_old_ones_do_not(someone, invitation, sent, session, asking):
    receipt, _response = sent
    person = enter(someone(), receipt, code(invitation)).send()
    person.get("/answer/1?to=check").send(answer="1", do="next")
    person.send()
    session.rollback()
    first = next(iter(questions.asked_set(session, set_id=asking.question_set_id).questions))
    values = [one.value for one in questions.answers_to(session, asked_in=asking.id, question_id=first.id)]
    assert values == [{"number": 1}]
    assert counting.count(session, round_=session.get(Round, asking.id)).responses == 1
    job = session.scalars(sa.select(Job).where(Job.task == "rounds.count")).one()
    assert job.arguments == {"round_id": str(asking.id)}


def test_changing_words_takes_the_old_ones_out_of_codes_quotes_and_summaries(
    someone, invitation, sent, session, asking
):
    receipt, response = sent
    answer = next(one for one in session.get(Response, response.id).answers if one.words)
    theme = Theme(round_id=asking.id, name="Calls", created_at=clock.now())
    session.add(theme)
    session.flush()
    session.add(Coding(theme_id=theme.id, answer_id=answer.id, coded_at=clock.now()))
    quote = shared_quote(session, answer, response)
    session.commit()
    person = enter(someone(), receipt, code(invitation)).send()
    person.get("/answer/7?to=check").send(answer_text="They rang back at last", do="next")
    person.send()
    session.rollback()
    session.expire_all()
    assert session.scalars(sa.select(Coding)).all() == []
    assert [one.words for one in quotes_of(session, round_id=asking.id)] == ["They rang back at last"]
    row = session.get(SharedQuote, quote.id)
    assert (row.words, row.removed_because) == (None, TAKEN_BACK)


def shared_quote(session, answer, response):
    summary = make_summary(session, make_source()[0])
    quote = SharedQuote(
        summary_id=summary.id, answer_id=answer.id, alias=response.alias, words=answer.words, language="en"
    )
    session.add(quote)
    session.flush()
    return quote


def test_sending_without_a_change_makes_no_new_edition(someone, invitation, sent, session):
    receipt, response = sent
    enter(someone(), receipt, code(invitation)).send().send()
    assert session.get(Response, response.id).edition == 1
    assert session.scalars(sa.select(ResponseChange)).all() == []


def test_sending_again_or_before_anything_was_laid_out_loses_no_answer(someone, invitation, sent, session):
    receipt, response = sent
    before = said(session, response)
    assert len(before) == 7
    person = enter(someone(), receipt, code(invitation))
    person.get("/answer/check").send()  # an address typed in: nothing was laid out
    assert said(session, response) == before
    person = enter(someone(), receipt, code(invitation))
    person.get("/answer/1?to=check").send(answer="1", do="next")
    person.send()
    assert said(session, response) == [{"number": 1}, *before[1:]]


def test_after_sending_the_next_one_at_this_phone_cannot_lay_it_out_again(someone, invitation, sent):
    receipt, _response = sent
    person = enter(someone(), receipt, code(invitation)).send()
    assert WORDS in person.page
    before = dict(person.form["fields"])
    person.send()
    assert person.path == "/answer/done"
    assert person.get("/change/choose").status == 404
    assert person.get("/answer/check").path == "/answer/done"
    assert person.client.post("/change/answers", data=before).status_code == 404
    for number in range(1, 8):
        assert WORDS not in person.get(f"/answer/{number}").page


def said(session, response) -> list:
    """What stands, in the order of the questions."""
    session.rollback()
    session.expire_all()
    asked = questions.asked_set(session, set_id=response.set_id)
    answers = {one.question_id: one for one in session.get(Response, response.id).answers}
    found = [answers[question.id] for question in asked.questions]
    return [one.words or one.value for one in found if one.words or one.value]


def test_staff_who_change_on_the_phone_undo_nothing_that_was_changed_meanwhile(
    organiser, someone, invitation, sent, session, asking
):
    receipt, response = sent
    before = said(session, response)
    staff = organiser().get(f"/rounds/{asking.id}/interviews/change/{response.id}")
    staff.send(channel="phone", provenance="own_words", language="en")
    talk = staff.path
    person = enter(someone(), receipt, code(invitation)).send()
    person.get("/answer/1?to=check").send(answer="1", do="next")
    person.send()
    staff.get(talk.rpartition("/")[0] + "/check").send()
    assert said(session, response) == [{"number": 1}, *before[1:]]


def test_a_link_or_one_code_alone_shows_nothing_and_tries_are_counted(someone, invitation, sent, monkeypatch):
    receipt, _response = sent
    assert "To keep them private" in someone().get("/code").send(code=code(invitation)).page
    for second in ("", "K7MP-QRW-3XC", receipt):
        person = enter(someone(), receipt, second)
        assert "These two codes do not belong together" in person.page
        assert WORDS not in person.page
    monkeypatch.setattr(changing, "RECEIPT_TRIES", 2)
    for _try in range(2):
        enter(someone(), "CCCC-CCC-CCC", code(invitation))
    assert enter(someone(), "CCCC-CCC-CCC", code(invitation)).status == 429


def test_whoever_has_the_receipt_cannot_try_one_second_code_after_the_other(someone, invitation, sent, monkeypatch):
    receipt, _response = sent
    monkeypatch.setattr(changing, "RECEIPT_TRIES", 2)
    for second in ("K7MP-QRW-3XC", "K7MP-QRW-3XD"):
        assert enter(someone(), receipt, second).status == 200
    assert enter(someone(), receipt, code(invitation)).status == 429


def test_deleting_takes_two_actions_and_leaves_no_word_anywhere(someone, invitation, sent, session, asking):
    receipt, response = sent
    answer = next(one for one in session.get(Response, response.id).answers if one.words)
    quote = shared_quote(session, answer, response)
    session.commit()
    person = enter(someone(), receipt, code(invitation)).get("/change/take-back").send(what="delete")
    assert person.heading == "Your answers are deleted"
    session.rollback()
    session.expire_all()
    assert questions.responses_of(session, asked_in=asking.id) == []
    assert [(one.value, one.words_sealed) for one in session.scalars(sa.select(Answer))] == [(None, None)] * 7
    assert session.get(Invitation, invitation.id).state is InvitationState.WITHDRAWN
    assert quotes_of(session, round_id=asking.id) == []
    assert session.get(SharedQuote, quote.id).words is None
    [change] = session.scalars(sa.select(ResponseChange)).all()
    assert (change.kind, change.channel) == (ChangeKind.DELETED, Door.WEB)
    assert session.get(Person, invitation.person_id).do_not_contact is True


def test_deleting_twice_says_that_it_is_done(someone, invitation, sent):
    receipt, _response = sent
    enter(someone(), receipt, code(invitation)).get("/change/take-back").send(what="delete")
    assert enter(someone(), receipt, code(invitation)).heading == "Your answers are deleted"


def test_deleting_takes_past_editions_along(someone, invitation, sent, session):
    receipt, _response = sent
    person = enter(someone(), receipt, code(invitation)).send()
    person.get("/answer/7?to=check").send(answer_text="They rang back at last", do="next")
    person.send()
    enter(someone(), receipt, code(invitation)).get("/change/take-back").send(what="delete")
    session.rollback()
    assert {one.words_sealed for one in session.scalars(sa.select(Answer))} == {None}
    assert len(session.scalars(sa.select(Answer)).all()) == 8


def test_stopping_keeps_the_answers_and_shows_no_word(someone, invitation, sent, session, asking):
    receipt, response = sent
    for _twice in range(2):
        person = enter(someone(), receipt, code(invitation)).get("/change/take-back").send(what="stop")
        assert person.heading == "We stop now"
    session.rollback()
    assert len(questions.responses_of(session, asked_in=asking.id)) == 1
    assert set(people.consents_of(session, subject_id=response.alias).values()) == {False}
    assert quotes_of(session, round_id=asking.id) == []
    assert [one.kind for one in session.scalars(sa.select(ResponseChange))] == [ChangeKind.STOPPED]


def test_after_the_last_day_nothing_can_be_changed_and_everything_taken_back(someone, invitation, sent, open_doors):
    receipt, _response = sent
    open_doors(change_until=clock.today() + dt.timedelta(days=2))
    assert "Change my answers" in enter(someone(), receipt, code(invitation)).page
    with time_machine.travel(clock.now() + dt.timedelta(days=4)):
        person = enter(someone(), receipt, code(invitation))
        assert "cannot be changed any more" in person.page
        person.get("/change/take-back").send(what="delete")
        assert person.heading == "Your answers are deleted"


def test_a_day_that_was_set_holds_beyond_the_close_of_the_round(someone, invitation, sent, open_doors, session, asking):
    receipt, response = sent
    open_doors(change_until=clock.today() + dt.timedelta(days=2))
    session.get(Round, asking.id).state = RoundState.CLOSED
    session.commit()
    person = enter(someone(), receipt, code(invitation)).send()
    person.get("/answer/1?to=check").send(answer="1", do="next")
    person.send()
    assert session.get(Response, response.id).edition == 2


def test_by_phone_the_receipt_opens_it_and_nothing_said_is_shown(organiser, asking, sent, session):
    receipt, response = sent
    staff = organiser().get(f"/rounds/{asking.id}/doors/receipt").send(receipt=receipt)
    assert staff.path.endswith(str(response.id))
    assert WORDS not in staff.page
    staff.get(f"/rounds/{asking.id}/interviews/change/{response.id}")
    staff.send(channel="phone", provenance="own_words", language="en")
    assert "They answered this before" in staff.page
    staff.send(answer="5", do="next")
    for _question in range(6):
        assert WORDS not in staff.page
        staff.send(do="next")
    staff.send(agreed=["quote"])
    staff.send()
    assert receipt_on(staff.page) == receipt
    session.expire_all()
    row = session.get(Response, response.id)
    assert row.edition == 2
    by_value = {str(one.value): (one.channel, one.words) for one in row.answers}
    assert by_value["{'number': 5}"] == ("phone", None)
    assert WORDS in [one.words for one in row.answers]


def test_by_phone_answers_are_deleted_and_asking_again_says_so(organiser, asking, sent, session):
    receipt, _response = sent
    staff = organiser().get(f"/rounds/{asking.id}/doors/receipt").send(receipt=receipt)
    staff.send(what="delete")
    assert "It is done" in staff.page
    staff.get(f"/rounds/{asking.id}/doors/receipt").send(receipt=receipt)
    assert "These answers were deleted already" in staff.page
    change = session.scalars(sa.select(ResponseChange)).one()
    assert (change.channel, change.changed_by) == (Door.PHONE, staff.account.id)


@pytest.mark.parametrize(
    ("until", "closes", "open_", "day", "may"),
    [
        (None, DAY, True, DAY, True),
        (None, DAY, True, DAY + dt.timedelta(days=1), False),
        (None, DAY, False, DAY, False),
        (None, None, True, DAY, True),
        (DAY, None, False, DAY, True),
        (DAY, DAY + dt.timedelta(days=9), True, DAY + dt.timedelta(days=1), False),
    ],
)
def test_until_when_answers_can_be_changed(until, closes, open_, day, may):
    assert may_still_change(change_until=until, closes_on=closes, takes_answers=open_, today=day) is may
    assert last_day_to_change(change_until=until, closes_on=closes) == (until or closes)
