"""Only who should never have been asked is replaced; everyone asked stays in the count."""

from collections import Counter

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.people.enums import Role
from portal.rosters.models import FrameEntry
from portal.rounds.enums import DeclineReason, Ineligible, InvitationState, MemberState
from portal.rounds.errors import CannotBeReplaced, NobodyOfThatReference, RoundClosed
from portal.rounds.models import Invitation, Replacement, SampleMember
from portal.rounds.operations import drawing, fieldwork
from portal.rounds.operations.counting import plan_of
from portal.rounds.operations.going_through import go_through
from portal.rounds.operations.replacing import replace_ineligible
from portal.sampling.dispositions import Disposition
from portal.sampling.records import DrawRecord
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.asking.factories import agree, make_frame, make_round, make_service


@pytest.fixture
def round_(session):
    service = make_service(session)
    made = make_round(session, service)
    agree(session, made, make_frame(session, service))
    drawing.draw_sample(session, round_=made, by=None)
    session.commit()
    return made


@pytest.fixture
def member(session, round_):
    return session.scalars(
        sa.select(SampleMember).where(SampleMember.round_id == round_.id).order_by(SampleMember.stratum)
    ).first()


def reference_of(session, member):
    return session.get(FrameEntry, member.frame_entry_id).reference


def replace(session, round_, member, reason=Ineligible.NOT_A_USER):
    made = replace_ineligible(session, round_=round_, reference=reference_of(session, member), reason=reason, by=None)
    session.commit()
    return made


def test_the_next_in_reserve_of_the_same_stratum_comes_in(session, round_, member):
    stratum = DrawRecord.from_json(
        session.scalar(sa.select(drawing.Draw.record).where(drawing.Draw.round_id == round_.id))
    ).stratum(member.stratum)
    made = replace(session, round_, member)
    fresh = session.get(SampleMember, made.replaced_by_id)
    assert (str(fresh.person_id), fresh.state) == (stratum.reserve_ids[0], MemberState.RELEASED)
    in_stratum = session.scalars(sa.select(SampleMember).where(SampleMember.stratum == member.stratum)).all()
    assert {one.chance for one in in_stratum} == {(stratum.sample_size + 1) / stratum.size}
    assert (made.reason, made.stratum) == (Ineligible.NOT_A_USER, member.stratum)


def test_the_one_replaced_is_not_eligible_in_the_outcomes_and_gets_nothing_more(session, round_, member):
    replace(session, round_, member)
    invitation = session.scalars(sa.select(Invitation).where(Invitation.member_id == member.id)).one()
    assert (invitation.state, invitation.declined_because) == (InvitationState.DECLINED, DeclineReason.NOT_ME)
    found = go_through(session, round_id=round_.id, asked=None, plan=plan_of(session, round_=round_), before=None)
    outcomes = Counter({case.disposition: 0 for case in found.all_cases()})
    for case in found.all_cases():
        outcomes[case.disposition] += case.count
    assert (outcomes[Disposition.NOT_A_USER], outcomes.total()) == (1, 41)


@pytest.mark.parametrize(
    ("state", "because"),
    [
        (InvitationState.ANSWERED, None),
        (InvitationState.DECLINED, DeclineReason.NO_THANKS),
        (InvitationState.DECLINED, DeclineReason.NOT_NOW),
        (InvitationState.WITHDRAWN, None),
    ],
)
def test_nobody_comes_in_for_someone_who_had_their_say(session, round_, member, state, because):
    fieldwork.open_invitations(session, round_=round_)
    session.execute(
        sa.update(Invitation).where(Invitation.member_id == member.id).values(state=state, declined_because=because)
    )
    session.commit()
    with pytest.raises(CannotBeReplaced):
        replace(session, round_, member)
    session.rollback()
    assert session.scalars(sa.select(Replacement)).all() == []


def test_nobody_is_replaced_twice_and_no_stranger_at_all(session, round_, member):
    replace(session, round_, member)
    with pytest.raises(CannotBeReplaced):
        replace(session, round_, member)
    with pytest.raises(NobodyOfThatReference):
        replace_ineligible(session, round_=round_, reference="nobody", reason=Ineligible.DECEASED, by=None)


def test_a_closed_round_replaces_nobody(session, round_, member):
    round_.state = "closed"
    session.commit()
    with pytest.raises(RoundClosed):
        replace(session, round_, member)


def test_where_nobody_is_left_in_reserve_the_mistake_is_noted_all_the_same(session):
    service = make_service(session)
    made = make_round(session, service)
    agree(session, made, make_frame(session, service, {"active": 20}), size=20)
    drawing.draw_sample(session, round_=made, by=None)
    session.commit()
    member = session.scalars(sa.select(SampleMember)).first()
    assert replace(session, made, member).replaced_by_id is None
    assert session.scalar(sa.select(sa.func.count()).select_from(SampleMember)) == 20


def test_what_was_replaced_cannot_be_changed_afterwards(session, round_, member):
    replace(session, round_, member)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.text("UPDATE replacement SET reason = 'duplicate'"))
    session.rollback()
    assert session.scalars(sa.select(Replacement.reason)).all() == [Ineligible.NOT_A_USER]


def test_an_organiser_does_it_by_reference_and_sees_what_was_done(client, session, round_, member):
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{round_.id}/replace"
    assert "Nobody in this sample has this reference" in submit(client, path, reference="?", reason="duplicate").text
    answer = submit(client, path, reference=reference_of(session, member), reason="duplicate")
    assert answer.status_code == 303
    page = client.get(path).text
    assert "The next person in reserve may be asked now." in page
    assert "The same person stands in the frame twice" in page
    again = submit(client, path, reference=reference_of(session, member), reason="duplicate")
    assert "Nobody can come in for them." in again.text
    assert f'href="{path}"' in client.get(f"/rounds/{round_.id}/reserves").text
