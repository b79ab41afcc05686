import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.people.enums import Role
from portal.promises import operations, queries
from portal.promises.enums import PromiseState
from portal.promises.errors import NeedsSecondPerson, NotAPromise, WrongState
from portal.promises.models import PromiseEvent
from portal.summaries import operations as summaries
from portal.summaries.enums import Section
from portal.summaries.queries import statements_of
from tests.forms import submit
from tests.people.factories import signed_in
from tests.promises.factories import DUE
from tests.summaries.factories import APPROVER, WRITER


def publish(session, summary):
    summaries.hand_in(session, summary=summary, by=WRITER)
    version = summaries.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    return version


def test_a_promise_is_overdue_the_day_after_it_was_due(session, promise):
    assert queries.overdue_promises(session, today=DUE) == []
    assert queries.overdue_promises(session, today=DUE + dt.timedelta(days=1)) == [promise]


def test_its_words_are_those_of_the_statement_in_every_language(promise):
    assert promise.what["en"] == "We will answer the phone on Tuesday evenings, too."
    assert set(promise.what) == {"en", "en-easy", "cy", "ur"}


def test_nobody_checks_their_own_claim(session, promise):
    operations.claim(session, promise=promise, state=PromiseState.DONE, words={"en": "It rings."}, by=promise.owner_id)
    with pytest.raises(NeedsSecondPerson):
        operations.check_claim(session, promise=promise, agrees=True, by=promise.owner_id)
    assert promise.state is PromiseState.PROMISED
    operations.check_claim(session, promise=promise, agrees=True, by=uuid.uuid4())
    assert promise.state is PromiseState.DONE


def test_a_claim_that_is_not_true_leaves_the_promise_open(session, promise):
    operations.start_doing(session, promise=promise, by=WRITER)
    operations.claim(session, promise=promise, state=PromiseState.DROPPED, words={"en": "No money."}, by=WRITER)
    operations.check_claim(session, promise=promise, agrees=False, by=APPROVER)
    assert (promise.state, promise.claimed_state) == (PromiseState.DOING, None)


def test_an_ended_promise_takes_no_new_claim(session, promise):
    operations.claim(session, promise=promise, state=PromiseState.DONE, words={"en": "Done."}, by=WRITER)
    with pytest.raises(WrongState):
        operations.claim(session, promise=promise, state=PromiseState.DROPPED, words={"en": "No."}, by=WRITER)
    operations.check_claim(session, promise=promise, agrees=True, by=APPROVER)
    with pytest.raises(WrongState):
        operations.start_doing(session, promise=promise, by=WRITER)


def test_only_what_will_happen_next_becomes_a_promise_and_only_once(session, summary, promise):
    rows = statements_of(session, summary_id=summary.id)
    for statement in (next(one for one in rows if one.section is Section.TOLD), rows[7]):
        with pytest.raises(NotAPromise):
            operations.make_promise(
                session,
                statement=statement,
                owner_id=promise.owner_id,
                owner_words="X",
                how_we_will_know={},
                due=DUE,
                because_of=[],
                by=WRITER,
            )


def test_what_happened_to_a_promise_cannot_be_rewritten(session, promise):
    with pytest.raises(DBAPIError):
        session.execute(sa.update(PromiseEvent).values(state=PromiseState.DONE))


def test_you_said_we_did_shows_what_was_said_who_keeps_it_and_that_it_is_late(client, session, summary, promise):
    assert "Tuesday evenings" not in client.get("/promises").text
    publish(session, summary)
    page = client.get("/promises").text
    for words in ("It is hard to reach us by phone.", "The carers’ team", "1 March 2100", "Tuesday evenings"):
        assert words in page
    assert ">Late<" not in page
    with time_machine.travel(dt.datetime(2100, 3, 2, 9, tzinfo=dt.UTC), tick=False):
        assert ">Late<" in client.get("/promises").text


def test_promises_of_a_withdrawn_summary_are_not_shown(client, session, summary, promise):
    version = publish(session, summary)
    summaries.withdraw_version(session, summary=summary, version=version, why={"en": "Wrong"}, by=APPROVER)
    session.commit()
    assert "Tuesday evenings" not in client.get("/promises").text


def test_the_pages_from_started_to_checked(app, client, session, summary, promise):
    publish(session, summary)
    keeper, second = app.test_client(), app.test_client()
    signed_in(keeper, session, Role.ORGANISER, email="keeper@example.org")
    signed_in(second, session, Role.COMMISSIONER, email="second@example.org")
    path = f"/desk/promises/{promise.id}"
    answer = submit(keeper, f"{path}/claim", state="done", words="People rang on 14 evenings.")
    assert answer.headers["Location"] == path
    submit(keeper, f"{path}/check", agrees="yes")
    assert "Someone else has to check this" in keeper.get(path).text
    submit(second, f"{path}/check", agrees="yes")
    page = client.get("/promises").text
    assert "People rang on 14 evenings." in page
    assert "Done" in page
