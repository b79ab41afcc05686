"""The demonstration's panel had a whole year: found by lot, met, paid, decided. It can all be counted."""

from collections import Counter

import pytest
from sqlalchemy.orm import Session

from portal.panels.enums import (
    HERE_NOW,
    ClaimKind,
    ClaimState,
    DecisionAnswer,
    InterestState,
    MemberState,
    SaidBy,
    SelectionState,
)
from portal.panels.enums.meetings import MeetingState, NeedState
from portal.panels.enums.notes import NotesState, NoteVerdictKind
from portal.panels.enums.papers import PaperState, PrintState
from portal.panels.models import (
    AllRightCheck,
    Ballot,
    Claim,
    Interest,
    MeetingNeed,
    MeetingPrint,
    MemberAgreement,
    MemberStep,
    NoteReply,
    Notes,
    NoteVerdict,
    PaperVersion,
    Selection,
    SelectionEntry,
    ViewAhead,
)
from portal.panels.queries.calls import calls_of
from portal.panels.queries.ledger import advice_of_panel, events_of_panel
from portal.panels.queries.meetings import meetings_of
from portal.panels.queries.panels import all_panels, members_of
from portal.panels.queries.selecting import who_stays
from portal.panels.queries.voting import votes_of_panel
from portal.panels.rules.ballots import unfold
from portal.panels.rules.interest import as_profile
from portal.panels.shown_fairness import shown_draw
from portal.sampling.panels import drawn_number, faults_of, lottery_from_json
from portal.shared.database import db

pytestmark = [pytest.mark.database, pytest.mark.slow]


@pytest.fixture
def session(demo):
    with demo.app_context(), Session(db.engine) as session:
        yield session


@pytest.fixture
def panel(session):
    return all_panels(session)[0]


@pytest.fixture
def call(session, panel):
    (call,) = calls_of(session, panel_id=panel.id)
    return call


def members(session, panel, states=HERE_NOW):
    return [member for member, _person in members_of(session, panel_id=panel.id, states=states)]


def test_eighty_came_forward_by_every_door_and_some_with_help(session, call):
    everyone = session.query(Interest).filter_by(call_id=call.id).all()
    assert len(everyone) == 80
    assert Counter(one.came_by for one in everyone) == {SaidBy.WEB: 48, SaidBy.PHONE: 16, SaidBy.PAPER: 16}
    assert {one.typed_by is None for one in everyone if one.came_by is SaidBy.WEB} == {True}
    assert {one.typed_by is None for one in everyone if one.came_by is not SaidBy.WEB} == {False}
    assert len({one.helped_by for one in everyone}) == 3


def test_the_call_was_published_before_it_opened_and_the_tickets_before_the_number(session, call):
    (selection,) = session.query(Selection).filter_by(call_id=call.id)
    assert call.published_at.date() < call.opens_on <= call.closes_on < selection.made_at.date()
    assert selection.made_at < selection.published_at < selection.drawn_at
    assert (selection.state, selection.typed_by == selection.checked_by) == (SelectionState.DRAWN, False)


def test_anyone_can_check_the_draw(session, call):
    (selection,) = session.query(Selection).filter_by(call_id=call.id)
    lottery = lottery_from_json(selection.lottery)
    assert (len(lottery.tickets), faults_of(lottery), lottery.sha256) == (1000, (), selection.lottery_sha256)
    assert selection.ticket == drawn_number(selection.public_number, 1000)
    entries = session.query(SelectionEntry).filter_by(selection_id=selection.id).all()
    assert (len(entries), sum(one.is_drawn for one in entries)) == (80, 24)
    assert sum(one.chance for one in entries) == pytest.approx(24)
    assert {row.met for row in shown_draw(selection).rows} == {True}


def test_twenty_four_are_here_and_the_targets_still_hold_after_five_were_replaced(session, panel, call):
    assert len(members(session, panel)) == 24
    assert len(members(session, panel, [MemberState.PAUSED])) == 1
    assert len(members(session, panel, [MemberState.STEPPED_DOWN])) == 5
    steps = Counter(step.because for step in session.query(MemberStep).filter_by(state=MemberState.SELECTED))
    assert steps == {"drawn": 24, "replacement": 5}
    here = [as_profile(one.profile) for one in who_stays(session, call=call)]
    for row in call.targets:
        there = sum(profile[row["category"]] == row["value"] for profile in here)
        assert row["least"] <= there <= row["most"], row


def test_whoever_was_not_chosen_stays_on_the_list_or_went(session, call):
    states = Counter(one.state for one in session.query(Interest).filter_by(call_id=call.id))
    assert states[InterestState.CHOSEN] == 29
    assert states[InterestState.POOL] > 0
    assert states[InterestState.FORGOTTEN] + states[InterestState.WITHDRAWN] > 0


def test_every_member_agreed_to_every_part_and_someone_was_asked_if_they_are_all_right(session):
    assert session.query(MemberAgreement).filter_by(agreed=True).count() == 3 * (24 + 5)
    checks = session.query(AllRightCheck).filter(AllRightCheck.answer_sealed.is_not(None)).all()
    assert len([one for one in checks if one.wants_talk]) == 1
    assert {one.seen_at is not None for one in checks if one.wants_talk} == {True}


def test_eight_meetings_are_over_and_one_is_to_come_with_needs_met_or_explained(session, panel):
    assert Counter(one.state for one in meetings_of(session, panel_id=panel.id)) == {
        MeetingState.OVER: 8,
        MeetingState.PLANNED: 1,
    }
    over = [one.id for one in meetings_of(session, panel_id=panel.id) if one.state is MeetingState.OVER]
    needs = session.query(MeetingNeed).filter(MeetingNeed.meeting_id.in_(over)).all()
    assert {one.state for one in needs} == {NeedState.MET, NeedState.EXPLAINED}


def test_papers_went_out_in_three_languages_in_time_and_one_late_with_its_reason(session):
    sent = session.query(PaperVersion).filter_by(state=PaperState.SENT).all()
    assert [len(one.words) for one in sent] == [3, 3, 3]
    assert sorted(bool(one.late_because) for one in sent) == [False, False, True]
    assert [one.state for one in session.query(MeetingPrint)] == [PrintState.READY] * 2
    assert session.query(ViewAhead).count() == 4


def test_notes_were_checked_and_every_no_answered(session):
    assert Counter(one.state for one in session.query(Notes)) == {NotesState.CONFIRMED: 1, NotesState.OUT_FOR_CHECK: 1}
    said = Counter(one.verdict for one in session.query(NoteVerdict))
    assert (said[NoteVerdictKind.WRONG], session.query(NoteReply).count()) == (2, 1)


def test_sixty_claims_for_meetings_and_travel_are_in_every_state(session):
    claims = session.query(Claim).filter(Claim.kind.in_([ClaimKind.MEETING, ClaimKind.TRAVEL])).all()
    states = Counter(one.state for one in claims)
    assert len(claims) == 60
    assert states.keys() >= {ClaimState.CLAIMED, ClaimState.APPROVED, ClaimState.PAID, ClaimState.SENT_BACK}
    assert states[ClaimState.PAID] >= 40


def test_twelve_pieces_of_advice_and_what_came_of_each(session, panel):
    advice = advice_of_panel(session, panel_id=panel.id)
    events = events_of_panel(session, panel_id=panel.id)
    answers = Counter(one.answer for one in advice)
    assert len(advice) == 12
    assert answers == {DecisionAnswer.WHOLE: 7, DecisionAnswer.PARTLY: 3, DecisionAnswer.NO: 1, None: 1}
    assert {one.advice_id for one in events} == {one.id for one in advice}


def test_votes_that_are_over_are_counted_and_no_ballot_says_whose_it_is(session, panel):
    votes = votes_of_panel(session, panel_id=panel.id)
    over = {one.id for one in votes if one.closed_at is not None}
    assert (len(votes), len(over)) == (5, 4)
    ballots = session.query(Ballot).filter(Ballot.vote_id.in_(over)).all()
    assert {one.slot_index for one in ballots} == {None}
    ids = {str(member.id) for member in members(session, panel, list(MemberState))}
    assert not [one for one in ballots for member_id in ids if member_id in str(unfold(one.said))]
