"""What members said and who could vote goes when its time is over."""

import datetime as dt

from portal.panels.models import (
    AdviceIdea,
    Ballot,
    BallotTyping,
    IdeaRemark,
    IdeaStep,
    PanelAdvice,
    PanelIdea,
    PanelVote,
    VoteRoll,
)
from portal.panels.operations.ideas import put_remark
from portal.panels.operations.voting import cast_vote, close_vote
from portal.panels.rules.ballots import Said
from portal.panels.tasks.deciding import forget_words
from portal.shared import clock
from tests.panels.deciding import make_advice, make_idea, option_ids, put_to_vote, shows_at_once
from tests.panels.factories import make_member, make_panel

NOTHING = {"owners": 0, "ideas": 0, "votes": 0}


def forget(session):
    session.flush()
    return forget_words(session, progress=lambda *_: None)


def years_ago(years):
    return clock.moved_to(clock.now() - dt.timedelta(days=366 * years))


def test_after_two_years_nothing_leads_from_words_to_who_said_them(session):
    panel = make_panel(session)
    shows_at_once(session, panel)
    member = make_member(session, panel)
    with years_ago(2):
        named, unnamed = make_idea(session, member, with_name=True), make_idea(session, member)
        put_remark(session, idea=named, member=member, words="Yes", with_name=False)
    fresh = make_idea(session, member)
    assert forget(session) == {**NOTHING, "owners": 3}
    session.expire_all()
    assert [(one.member_id, one.owner_index) for one in (named, unnamed)] == [(None, ""), (None, "")]
    assert fresh.owner_index != ""
    assert named.words == "Longer beds"
    assert forget(session) == NOTHING


def test_after_six_years_ideas_go_and_advice_stays(session):
    panel = make_panel(session)
    shows_at_once(session, panel)
    member = make_member(session, panel)
    with years_ago(7):
        idea = make_idea(session, member)
        put_remark(session, idea=idea, member=member, words="Yes", with_name=True)
        vote = put_to_vote(session, panel, options=[(idea.id, {}), (None, {"en": "Lift"})])
        make_advice(session, panel, ideas=[idea])
        close_vote(session, vote=vote)
    # The moment of a step is the database's to compare: the record of six years may go then, and not before.
    assert forget(session)["ideas"] == 1
    for table in (PanelIdea, IdeaRemark, IdeaStep, AdviceIdea):
        assert session.query(table).count() == 0
    assert (session.query(PanelAdvice).count(), session.query(PanelVote).count()) == (1, 1)


def test_two_years_after_a_vote_the_roll_goes_and_the_outcome_stays(session):
    panel = make_panel(session)
    members = [make_member(session, panel) for _one in range(3)]
    with years_ago(2):
        vote = put_to_vote(session, panel, "Beds", "Lift")
        ids = option_ids(session, vote)
        for member in members:
            said = Said(order=[ids["Beds"]])
            cast_vote(session, vote=vote, member=member, said=said, by=panel.coordinator_id)
        close_vote(session, vote=vote)
    recent = put_to_vote(session, panel, "Beds", "Lift")
    close_vote(session, vote=recent)
    outcome = dict(vote.outcome)
    assert forget(session) == {**NOTHING, "votes": 1}
    assert {one.vote_id for one in session.query(VoteRoll)} == {one.vote_id for one in session.query(Ballot)}
    assert session.query(VoteRoll).count() == 3
    assert session.query(BallotTyping).count() == 0
    session.expire_all()
    assert session.get_one(PanelVote, vote.id).outcome == outcome
    assert forget(session) == NOTHING
