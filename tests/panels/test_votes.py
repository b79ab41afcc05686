import datetime as dt

import pytest
import sqlalchemy as sa

from portal.contact.models import ContactMessage
from portal.panels.enums import IdeaState, MemberState, VoteMethod, VotePurpose
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotAVote, NotOnRoll, PanelError, VoteOver
from portal.panels.models import Ballot, BallotTyping, Panel, PanelVote, VoteRoll
from portal.panels.operations.voting import call_off, cast_vote, close_vote, turn_votes
from portal.panels.queries.voting import has_voted, own_ballot, slot_index, typed_for
from portal.panels.rules.ballots import Said
from portal.panels.tasks.deciding import remind_of_votes, tell_of_vote
from portal.shared import clock, queue
from tests.panels.deciding import make_idea, option_ids, put_to_vote, shows_at_once
from tests.panels.factories import make_member, make_panel


def said(vote_ids, *words):
    return Said(order=[vote_ids[one] for one in words])


def several(session, panel, number):
    return [make_member(session, panel) for _one in range(number)]


def test_who_is_active_when_it_opens_can_vote_and_nobody_else(session):
    panel = make_panel(session)
    active, paused = make_member(session, panel), make_member(session, panel, state=MemberState.PAUSED)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    later = make_member(session, panel)
    ids = option_ids(session, vote)
    cast_vote(session, vote=vote, member=active, said=said(ids, "Beds"))
    for other in (paused, later):
        with pytest.raises(NotOnRoll):
            cast_vote(session, vote=vote, member=other, said=said(ids, "Beds"))
    assert has_voted(session, vote_ids=[vote.id], member_id=active.id) == {vote.id}


def test_whoever_left_the_panel_can_no_longer_vote(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    member.state = MemberState.ENDED
    with pytest.raises(NotOnRoll):
        cast_vote(session, vote=vote, member=member, said=said(option_ids(session, vote), "Beds"))


def test_the_last_vote_of_a_member_counts_and_only_once(session):
    panel = make_panel(session)
    members = several(session, panel, 3)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    ids = option_ids(session, vote)
    for member in members:
        cast_vote(session, vote=vote, member=member, said=said(ids, "Beds"))
        cast_vote(session, vote=vote, member=member, said=said(ids, "Lift"))
    assert close_vote(session, vote=vote).order == [[ids["Lift"]], [ids["Beds"]]]
    assert session.query(Ballot).count() == 3


def test_the_ballots_in_the_box_are_as_many_and_as_large_before_a_vote_and_after(session):
    panel = make_panel(session)
    members = several(session, panel, 4)
    vote = put_to_vote(session, panel, "Beds", "Lift", method=VoteMethod.DOTS)

    def box():
        rows = session.execute(sa.select(Ballot.id, sa.func.length(Ballot.said_sealed)).order_by(Ballot.id)).all()
        return [tuple(row) for row in rows]

    before = box()
    dots = dict(zip(option_ids(session, vote).values(), (9, 1), strict=True))
    cast_vote(session, vote=vote, member=members[0], said=Said(dots=dots))
    assert box() == before
    assert len({size for _id, size in before}) == 1


def test_no_table_of_votes_leads_from_a_member_to_a_ballot():
    columns = {column.name for column in Ballot.__table__.columns}
    assert columns == {"id", "vote_id", "slot_index", "said_sealed", "counted_at"}
    assert {key.column.table.name for key in Ballot.__table__.foreign_keys} == {"panel_vote"}
    assert {key.column.table.name for key in VoteRoll.__table__.foreign_keys} == {"panel_vote", "panel_member"}


def test_once_counted_nobody_finds_a_ballot_again_and_it_cannot_be_changed(session):
    panel = make_panel(session)
    member = several(session, panel, 3)[0]
    vote = put_to_vote(session, panel, "Beds", "Lift")
    ids = option_ids(session, vote)
    cast_vote(session, vote=vote, member=member, said=said(ids, "Beds"))
    close_vote(session, vote=vote)
    session.commit()
    assert own_ballot(session, vote_id=vote.id, member_id=member.id) is None
    assert session.scalar(sa.select(Ballot.id).where(Ballot.slot_index.is_not(None))) is None
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.update(Ballot).values(slot_index=slot_index(vote_id=vote.id, member_id=member.id)))
    session.rollback()
    with pytest.raises(sa.exc.DBAPIError, match="append-only"):
        session.execute(sa.delete(Ballot))
    session.rollback()
    with pytest.raises(VoteOver):
        cast_vote(session, vote=vote, member=member, said=said(ids, "Lift"))


def test_what_cannot_be_counted_is_refused_and_the_vote_before_it_stays(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, "Beds", "Lift", method=VoteMethod.DOTS)
    ids = option_ids(session, vote)
    cast_vote(session, vote=vote, member=member, said=Said(dots={ids["Beds"]: 10}))
    with pytest.raises(NotAVote):
        cast_vote(session, vote=vote, member=member, said=Said(dots={ids["Beds"]: 8, ids["Lift"]: 3}))
    assert has_voted(session, vote_ids=[vote.id], member_id=member.id) == {vote.id}


def test_a_vote_typed_by_staff_is_kept_as_typed_and_its_member_sees_by_whom(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    ids = option_ids(session, vote)
    cast_vote(session, vote=vote, member=member, said=said(ids, "Beds"), how=SaidBy.PHONE, by=panel.coordinator_id)
    (typing,) = typed_for(session, vote_id=vote.id, member_id=member.id)
    assert (typing.how, typing.by) == (SaidBy.PHONE, panel.coordinator_id)
    assert "said_sealed" not in {column.name for column in BallotTyping.__table__.columns}


@pytest.mark.parametrize("last_day", [dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
def test_a_vote_is_open_until_midnight_at_home_also_in_nights_when_the_clock_changes(session, last_day):
    start = dt.datetime.combine(last_day - dt.timedelta(days=7), dt.time(12), tzinfo=dt.UTC)
    panel = make_panel(session)
    with clock.moved_to(start):
        member = several(session, panel, 3)[0]
        vote = put_to_vote(session, panel, "Beds", "Lift", closes_on=last_day)
    midnight = {25: dt.datetime(2026, 10, 26, tzinfo=dt.UTC), 28: dt.datetime(2027, 3, 28, 23, tzinfo=dt.UTC)}
    with clock.moved_to(midnight[last_day.day] - dt.timedelta(minutes=2)):
        assert turn_votes(session) == 0
        cast_vote(session, vote=vote, member=member, said=said(option_ids(session, vote), "Beds"))
    with clock.moved_to(midnight[last_day.day] + dt.timedelta(minutes=2)):
        with pytest.raises(VoteOver):
            cast_vote(session, vote=vote, member=member, said=said(option_ids(session, vote), "Beds"))
        assert turn_votes(session) == 1
        assert turn_votes(session) == 0
    assert vote.closed_at is not None


def test_a_vote_opens_on_its_day_with_those_active_then(session):
    panel = make_panel(session)
    day = clock.today() + dt.timedelta(days=3)
    vote = put_to_vote(session, panel, "Beds", "Lift", opens_on=day)
    assert (vote.opened_at, turn_votes(session)) == (None, 0)
    make_member(session, panel)
    with clock.moved_to(dt.datetime.combine(day, dt.time(9), tzinfo=dt.UTC)):
        assert turn_votes(session) == 1
    assert session.query(VoteRoll).count() == 1


@pytest.mark.parametrize("words", [(), ("Beds",), tuple(str(one) for one in range(13))])
def test_a_ranking_needs_from_two_to_twelve_things(session, words):
    panel = make_panel(session)
    with pytest.raises(PanelError):
        put_to_vote(session, panel, *words)


def test_a_vote_that_closes_before_it_opens_is_refused(session):
    panel = make_panel(session)
    with pytest.raises(PanelError):
        put_to_vote(session, panel, "Beds", "Lift", closes_on=clock.today() - dt.timedelta(days=2))
    assert session.query(PanelVote).count() == 0


def test_a_vote_called_off_is_never_counted(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    ids = option_ids(session, vote)
    cast_vote(session, vote=vote, member=member, said=said(ids, "Beds"))
    call_off(session, vote=vote, because="The question was wrong", by=panel.coordinator_id)
    assert session.query(Ballot).count() == 0
    with pytest.raises(VoteOver):
        cast_vote(session, vote=vote, member=member, said=said(ids, "Beds"))
    with pytest.raises(VoteOver):
        call_off(session, vote=vote, because="Again", by=panel.coordinator_id)


def test_an_idea_that_was_voted_on_has_moved_on(session):
    panel = make_panel(session)
    shows_at_once(session, panel)
    idea = make_idea(session, make_member(session, panel))
    vote = put_to_vote(session, panel, options=[(idea.id, {"en": "Beds"}), (None, {"en": "Lift"})])
    close_vote(session, vote=vote)
    assert idea.state is IdeaState.PRIORITISED


def test_a_panel_agrees_to_be_public_by_consent_and_one_no_takes_it_back(session):
    panel = make_panel(session)
    members = several(session, panel, 3)

    def ask(*choices):
        vote = put_to_vote(session, panel, method=VoteMethod.CONSENT, purpose=VotePurpose.PUBLIC)
        for member, choice in zip(members, choices, strict=False):
            cast_vote(session, vote=vote, member=member, said=Said(choice=choice))
        close_vote(session, vote=vote)
        return session.get_one(Panel, panel.id).is_public

    assert ask("yes", "yes") is False  # of too few nothing follows
    assert ask("yes", "worries", "yes") is True
    assert ask("yes", "yes") is True
    assert ask("yes", "yes", "no") is False


def test_everyone_on_the_roll_is_told_and_reminded_whether_they_have_voted_or_not(session):
    panel = make_panel(session)
    members = several(session, panel, 3)
    vote = put_to_vote(session, panel, "Beds", "Lift", closes_on=clock.today() + dt.timedelta(days=2))
    cast_vote(session, vote=vote, member=members[0], said=said(option_ids(session, vote), "Beds"))
    assert tell_of_vote(session, progress=lambda *_: None, vote_id=str(vote.id), wave=1) == {"told": 3}
    assert remind_of_votes(session, progress=lambda *_: None) == {"votes": 1}
    session.commit()
    queue.run_everything(session)
    written = session.scalars(sa.select(ContactMessage.subject_id).where(ContactMessage.wave == 2)).all()
    assert set(written) == {member.id for member in members}
