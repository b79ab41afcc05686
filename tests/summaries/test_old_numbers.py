"""A number in a statement is held against the newest results for as long as it stands there."""

import dataclasses
import datetime as dt

import pytest

from portal.summaries import operations, queries
from portal.summaries.errors import FigureNotFound, NotReady
from portal.summaries.operations.numbers import old_numbers
from portal.summaries.operations.writing import what_keeps_it_back
from tests.summaries.factories import APPROVER, WRITER, send_out


@pytest.fixture
def told(session, summary, phone):
    operations.insert_number(session, summary=summary, statement=phone, ref="phone_hard", by=WRITER)
    return phone


def release_again(source, **values):
    later = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
    source.counted = [dataclasses.replace(source.counted[0], as_of=later, **values)]


def test_a_release_that_says_the_same_makes_no_number_old(session, source, summary, told):
    release_again(source)
    assert old_numbers([told], source.numbers()) == {}
    assert what_keeps_it_back(session, summary=summary) == []


@pytest.mark.parametrize(("values", "now"), [({"value": 0.52}, (0.52, 213)), ({"base_n": 240}, (0.68, 240))])
def test_another_value_or_another_base_makes_it_old(source, summary, told, values, now):
    release_again(source, **values)
    old = old_numbers([told], source.numbers())[told.id]
    assert (old.was["value"], old.was["base_n"]) == (0.68, 213)
    assert (old.now["value"], old.now["base_n"]) == now


@pytest.mark.parametrize("values", [{"value": None}, {"base_n": 9}, {"ref": "something_else"}])
def test_a_number_the_results_no_longer_show_has_nothing_new(session, source, summary, told, values):
    release_again(source, **values)
    assert old_numbers([told], source.numbers())[told.id].now is None
    assert what_keeps_it_back(session, summary=summary) == [
        "Statement 3 holds a number that the results no longer show"
    ]
    with pytest.raises(FigureNotFound):
        operations.take_new_number(session, summary=summary, statement=told, by=WRITER)


def test_one_button_takes_the_new_number(session, source, summary, told):
    release_again(source, value=0.52, base_n=240)
    operations.take_new_number(session, summary=summary, statement=told, by=WRITER)
    assert (told.number["value"], told.number["base_n"]) == (0.52, 240)
    assert what_keeps_it_back(session, summary=summary) == []
    assert queries.changes_of(session, statement_id=told.id)[0].before["number"]["value"] == 0.68


def test_an_old_number_is_neither_handed_in_nor_approved_nor_sent_out(session, source, summary, told):
    release_again(source, value=0.52)
    said = "Statement 3 holds an old number: “About 7 in 10 people. 213 people answered this.”"
    said += " The newest results say: “About 5 in 10 people. 213 people answered this.”"
    with pytest.raises(NotReady) as refused:
        operations.hand_in(session, summary=summary, by=WRITER)
    assert refused.value.reasons == [said]
    release_again(source, value=0.68)
    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    release_again(source, value=0.52)
    with pytest.raises(NotReady) as refused:
        send_again(session, summary)
    assert refused.value.reasons == [said]


def send_again(session, summary):
    from portal.shared import clock

    operations.send_for_check(
        session,
        summary=summary,
        until=clock.today() + dt.timedelta(days=9),
        talk_to={"name": "Amina Shah", "phone": "0300 000 0000"},
        sample_size=0,
        seed="seed",
        by=APPROVER,
    )


def test_an_old_number_is_not_published(session, source, summary, told):
    operations.hand_in(session, summary=summary, by=WRITER)
    release_again(source, value=0.52)
    with pytest.raises(NotReady):
        operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")


def test_a_number_that_grew_old_while_people_checked_it_is_put_right_first(session, source, summary, told):
    send_out(session, summary, sample=1)
    operations.close_check(session, summary=summary, by=WRITER)
    release_again(source, value=0.52)
    with pytest.raises(NotReady):
        operations.approve(session, summary=summary, by=APPROVER)
    operations.take_new_number(session, summary=summary, statement=told, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    assert summary.approved_by == APPROVER
