import json

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.people.enums import Role
from portal.rounds import queries
from portal.rounds.enums import RoundState
from portal.rounds.errors import AlreadyDrawn
from portal.rounds.models import Draw, SampleMember
from portal.rounds.operations import drawing, planning
from portal.sampling.errors import ImpossiblePlan
from portal.sampling.records import DrawRecord, keeps_commitment
from portal.shared.audit import AuditEntry
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.rounds.asking.factories import agree, make_frame, make_round, make_service


@pytest.fixture
def planned(session):
    service = make_service(session)
    frame = make_frame(session, service)
    round_ = make_round(session, service)
    agree(session, round_, frame, disengaged=20, never_started=8)
    session.commit()
    return round_


def test_the_sample_has_its_size_and_its_minimums(session, planned):
    drawing.draw_sample(session, round_=planned, by=None)
    session.commit()
    people = session.scalars(sa.select(SampleMember)).all()
    by_status = [sum(one.traits["status"] == status for one in people) for status in ("disengaged", "never_started")]
    assert len(people) == 40
    assert by_status[0] >= 20
    assert by_status[1] >= 8
    assert planned.state is RoundState.DRAWN


def test_the_seed_keeps_the_promise_made_before_the_draw(session, planned):
    promised = queries.plan_of(session, round_id=planned.id).seed_commitment
    draw = drawing.draw_sample(session, round_=planned, by=None)
    assert keeps_commitment(seed=draw.seed, commitment=promised)


def test_the_draw_can_be_repeated_bit_for_bit(session, planned):
    draw = drawing.draw_sample(session, round_=planned, by=None)
    session.commit()
    assert drawing.verify_draw(session, draw_row=draw) == []


def test_a_member_slipped_in_afterwards_is_found(session, planned):
    draw = drawing.draw_sample(session, round_=planned, by=None)
    session.execute(sa.delete(SampleMember).where(SampleMember.place == 1))
    assert drawing.verify_draw(session, draw_row=draw) == ["the people asked are not the people drawn"]


def test_a_round_is_drawn_once(session, planned):
    drawing.draw_sample(session, round_=planned, by=None)
    with pytest.raises(AlreadyDrawn):
        drawing.draw_sample(session, round_=planned, by=None)


@pytest.mark.parametrize("change", ["UPDATE draw SET seed = 'mine'", "DELETE FROM draw"])
def test_the_record_of_a_draw_cannot_be_edited(session, planned, change):
    drawing.draw_sample(session, round_=planned, by=None)
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.text(change))
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Draw)) == 1


def test_an_impossible_plan_names_what_clashes_and_what_to_relax(session):
    service = make_service(session)
    frame = make_frame(session, service)
    with pytest.raises(ImpossiblePlan) as refused:
        planning.preview_plan(
            session,
            frame=frame,
            size=20,
            strata_field="ethnicity",
            allocation="square_root",
            minimums={"disengaged": 25, "never_started": 8},
        )
    assert refused.value.clashes
    assert refused.value.relaxations


def test_an_organiser_plans_looks_agrees_and_draws_in_the_browser(client, session):
    account = signed_in(client, session, Role.ORGANISER)
    service = make_service(session)
    frame = make_frame(session, service)
    round_ = make_round(session, service)
    session.commit()
    path = f"/rounds/{round_.id}/plan"
    clash = submit(client, path, size="20", frame_id=str(frame.id), least_disengaged="25", least_never_started="8")
    assert "This plan cannot be drawn" in clash.text
    assert 'value="25"' in clash.text
    shown = submit(client, path, size="40", frame_id=str(frame.id), least_disengaged="20", least_never_started="8")
    assert "Who would be asked" in shown.text
    assert queries.plan_of(session, round_id=round_.id) is None
    agreed = submit(
        client, path, size="40", frame_id=str(frame.id), least_disengaged="20", least_never_started="8", agree="y"
    )
    assert agreed.headers["Location"] == f"/rounds/{round_.id}/draw"
    assert submit(client, f"/rounds/{round_.id}/draw").headers["Location"] == f"/rounds/{round_.id}/draw/record"
    record = send(client, f"/rounds/{round_.id}/draw/record", action=f"/rounds/{round_.id}/draw/record.json")
    assert json.loads(record.text)["drawn_by"] == str(account.id)
    taken = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "export")).one()
    assert (taken.subject, taken.actor_id) == ("draw_record", account.id)
    assert "The same, bit for bit" in client.get(f"/rounds/{round_.id}/draw/check").text
    assert client.get(f"/rounds/{round_.id}/draw/record").status_code == 200


def test_reserves_come_in_drawn_order_and_change_the_chance_of_the_whole_group(client, session, planned):
    signed_in(client, session, Role.ORGANISER)
    draw = drawing.draw_sample(session, round_=planned, by=None)
    session.commit()
    stratum = next(one for one in DrawRecord.from_json(draw.record).strata if len(one.reserve_ids) > 3)
    path = f"/rounds/{planned.id}/reserves"
    assert submit(client, path, stratum=stratum.code, batch="3").status_code == 303
    members = session.scalars(
        sa.select(SampleMember).where(SampleMember.stratum == stratum.code).order_by(SampleMember.place)
    ).all()
    assert [str(one.person_id) for one in members] == list(stratum.ordered_ids[: stratum.sample_size + 3])
    assert {one.chance for one in members} == {(stratum.sample_size + 3) / stratum.size}
    assert drawing.verify_draw(session, draw_row=draw) == []
