"""A wave that changed nothing: told from what the results page shows, with its numbers; the round is closed there."""

import datetime as dt

import pytest
import time_machine

from portal.people.enums import Role
from portal.rounds.enums import RoundState
from portal.rounds.models import OutreachPlan, Wave
from portal.rounds.operations.stopping import figures_now, time_to_stop
from portal.shared import clock
from tests.contact.factories import TUESDAY
from tests.forms import send
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import counted, respond, usual_round


@pytest.fixture(autouse=True)
def clock_hand():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def asked(session):
    return counted(session, usual_round(session))


@pytest.fixture
def wave(session, asked):
    asked.round.state = RoundState.FIELDWORK
    made = Wave(
        round_id=asked.round.id,
        number=1,
        template="reminder",
        asked_at=clock.now(),
        figures=figures_now(session, round_=asked.round),
    )
    session.add(made)
    session.commit()
    return made


def test_the_figures_kept_with_a_wave_are_counted_and_shown_side_by_side(session, asked, wave):
    share, shown = wave.figures["shares"]["using:yes"]
    assert (round(share, 4), shown) == (round(1000 / 1300, 4), 75)  # 1,000 active and 300 who stopped on the list
    assert wave.figures["r"][1] == round(wave.figures["r"][0], 2)


def test_nobody_can_tell_within_a_week(session, asked, wave, clock_hand):
    clock_hand.shift(dt.timedelta(days=6))
    assert time_to_stop(session, round_=asked.round).found is None
    clock_hand.shift(dt.timedelta(days=1))
    stop = time_to_stop(session, round_=asked.round)
    assert (stop.found.stands_still, stop.found.most_moved.before, stop.is_done) == (True, 60, True)


def test_a_wave_that_moved_a_share_goes_on(session, asked, wave, clock_hand):
    respond(session, asked, asked.invitations["active"][80:120], support=1, helped=["nothing"], using="stopped")
    clock_hand.shift(dt.timedelta(days=8))
    counted(session, asked)
    stop = time_to_stop(session, round_=asked.round)
    assert (stop.is_done, stop.found.stands_still) == (False, False)
    moved = stop.found.most_moved
    assert (moved.answer["en"], moved.before, moved.now) == ("Yes", 75, 50)
    assert stop.found.r_before == wave.figures["r"][1]
    assert stop.found.r_now == figures_now(session, round_=asked.round)["r"][1]


def test_a_move_too_small_to_be_shown_is_still_a_move(session, asked, wave, clock_hand):
    """From 76.9 % of the weight, by two points: the percentage shown stays the same."""
    shares = wave.figures["shares"]
    wave.figures = {**wave.figures, "shares": {**shares, "using:yes": [shares["using:yes"][0] + 0.02, 75]}}
    session.commit()
    clock_hand.shift(dt.timedelta(days=8))
    found = time_to_stop(session, round_=asked.round).found
    assert (found.stands_still, found.most_moved.before - found.most_moved.now) == (False, 0)


def test_r_alone_keeps_a_round_open(session, asked, wave, clock_hand):
    wave.figures = {**wave.figures, "r": [wave.figures["r"][0] - 0.011, wave.figures["r"][1]]}
    session.commit()
    clock_hand.shift(dt.timedelta(days=8))
    assert time_to_stop(session, round_=asked.round).is_done is False


def test_fewer_than_ten_more_answers_are_not_looked_at(session, asked, wave, clock_hand):
    respond(session, asked, asked.invitations["active"][80:85], support=1, using="stopped")
    clock_hand.shift(dt.timedelta(days=8))
    counted(session, asked)
    stop = time_to_stop(session, round_=asked.round)
    assert (stop.is_held, stop.found, stop.is_done) == (True, None, False)


def test_only_the_questions_one_most_needs_to_know_are_looked_at_where_they_were_chosen(session, asked):
    session.add(
        OutreachPlan(round_id=asked.round.id, starts_on=clock.today(), agreed_at=clock.now(), short_keys=["using"])
    )
    session.flush()
    names = figures_now(session, round_=asked.round)["shares"]
    assert {name.split(":")[0] for name in names} == {"using"}


def test_day_60_ends_the_asking_whatever_moved(session, asked, wave, clock_hand):
    wave.figures = {}
    session.commit()
    clock_hand.shift(dt.timedelta(days=59))
    assert time_to_stop(session, round_=asked.round).is_done is False
    clock_hand.shift(dt.timedelta(days=1))
    assert time_to_stop(session, round_=asked.round).is_done is True


def test_before_anything_is_counted_or_sent_nothing_is_said(session):
    asked = usual_round(session)
    assert figures_now(session, round_=asked.round) == {}
    asked.round.state = RoundState.DRAWN
    assert time_to_stop(session, round_=asked.round) is None


def test_the_organiser_closes_the_round_where_the_numbers_stand(client, session, asked, wave, clock_hand):
    clock_hand.shift(dt.timedelta(days=8))
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{asked.round.id}/outreach/groups"
    page = client.get(path).get_data(as_text=True)
    assert ("The last wave changed nothing" in page, "number 1, went out on 10 March 2026" in page) == (True, True)
    send(client, path, action=f"/rounds/{asked.round.id}/close")
    session.expire_all()
    assert asked.round.state is RoundState.CLOSED


def test_an_auditor_sees_the_groups_and_no_results(client, session, asked, wave, clock_hand):
    clock_hand.shift(dt.timedelta(days=8))
    signed_in(client, session, Role.AUDITOR)
    page = client.get(f"/rounds/{asked.round.id}/outreach/groups").get_data(as_text=True)
    assert ("Groups of whom enough" in page, "last wave" in page) == (True, False)
