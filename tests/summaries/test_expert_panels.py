"""Panels of experts by experience check summaries: asked in their inbox, done when the check is sent."""

import datetime as dt

import pytest

from portal.panels.asking_places import place_of
from portal.panels.enums import MemberState
from portal.panels.enums.asks import AskKind, AskState
from portal.panels.enums.thanks import ClaimKind
from portal.panels.models import AskAnswer, Claim, MemberAsk
from portal.panels.operations.membership import move_member
from portal.people.enums import Role
from portal.shared import clock
from portal.summaries import operations
from portal.summaries.enums import AskedBecause, ThanksState, VerdictKind, WhoHelped
from portal.summaries.errors import WrongState
from portal.summaries.models import CheckInvitation
from portal.summaries.operations.panels import agree_thanks, settle_thanks
from portal.summaries.operations.verdicts import keep_verdict, record_call, submit_check, to_check
from portal.summaries.panels import members_of, panels_to_ask
from portal.summaries.queries.panels import panel_checkers
from tests.panels.factories import make_member, make_panel
from tests.panels.thanks_factories import make_rate
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER


def sent_to(session, summary, panel):
    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    return operations.send_for_check(
        session,
        summary=summary,
        until=clock.today() + dt.timedelta(days=30),
        talk_to={},
        sample_size=0,
        seed="s",
        by=APPROVER,
        panel_id=panel.id,
    )


def invitation_of(session, member):
    return session.query(CheckInvitation).filter_by(subject_id=member.id).one()


def test_a_panel_is_offered_with_those_on_it_who_take_no_break(session):
    panel = make_panel(session)
    here, paused = make_member(session, panel), make_member(session, panel, state=MemberState.PAUSED)
    assert (panel.id, "Carers' panel") in [(one.id, one.name) for one in panels_to_ask(session)]
    assert [one.member_id for one in members_of(session, panel_id=panel.id)] == [here.id]
    move_member(session, member=paused, to=MemberState.ACTIVE, by=None)
    assert len(members_of(session, panel_id=panel.id)) == 2


def test_a_check_is_one_thing_in_the_inbox_and_done_when_it_is_sent(session, source, summary):
    make_rate(session, pence=1200)
    panel = make_panel(session)
    member, other = make_member(session, panel), make_member(session, panel)
    version = sent_to(session, summary, panel)
    ask = session.query(MemberAsk).one()
    minutes = 5 + len(to_check(version))
    assert (ask.kind, ask.about_id, ask.due, ask.minutes) == (
        AskKind.SUMMARY_CHECK,
        version.id,
        version.check_until,
        minutes,
    )
    assert session.query(AskAnswer).filter(AskAnswer.told_at.is_(None)).count() == 0
    place = place_of(session, kind=ask.kind, about_id=ask.about_id, member_id=member.id)
    assert place.startswith("/c/")
    invitation = invitation_of(session, member)
    assert invitation.because is AskedBecause.PANEL
    keep_verdict(
        session,
        invitation=invitation,
        statement_id=to_check(version)[0],
        verdict=VerdictKind.RIGHT,
        comment="",
        visit="v",
    )
    submit_check(session, invitation=invitation, helped=WhoHelped.NOBODY)
    states = {one.member_id: one.state for one in session.query(AskAnswer)}
    assert states == {member.id: AskState.DONE, other.id: AskState.OFFERED}
    claim = session.query(Claim).one()
    assert (claim.kind, claim.member_id, claim.pence) == (ClaimKind.ASK, member.id, 1200 * minutes // 60)
    assert place_of(session, kind=ask.kind, about_id=ask.about_id, member_id=member.id) == ""


def test_a_check_told_by_phone_is_done_too_and_says_who_typed_it(session, source, summary):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    version = sent_to(session, summary, panel)
    said = {one: (VerdictKind.RIGHT, "") for one in to_check(version)}
    invitation = invitation_of(session, member)
    record_call(session, invitation=invitation, verdicts=said, missing="", helped=WhoHelped.NOBODY, by=WRITER)
    assert session.query(AskAnswer).one().state is AskState.DONE
    assert session.query(Claim).one().entered_by == WRITER


def test_a_check_that_a_panel_pays_for_is_not_paid_again_on_the_list_of_thanks(session, client, source, summary):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    version = sent_to(session, summary, panel)
    assert [one.is_paid_by_panel for one in panel_checkers(session, version_id=version.id)] == [True]
    with pytest.raises(WrongState):
        agree_thanks(session, version=version, person_id=member.person_id, pence=1000, minutes=20, by=WRITER)
    invitation = invitation_of(session, member)
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    listed = client.get(f"/desk/summaries/versions/{version.id}/thanks").text
    assert "The panel pays for this. Pay nothing here." in listed
    assert f"/calls/{invitation.id}/thanks" not in listed


def test_whoever_checks_for_no_panel_of_experts_is_thanked_on_the_list_as_before(session, source, summary):
    person = make_member(session, make_panel(session)).person_id
    version = sent_to(session, summary, make_panel(session))
    thanks = agree_thanks(session, version=version, person_id=person, pence=1000, minutes=20, by=WRITER)
    settle_thanks(session, thanks=thanks, state=ThanksState.PAID, on=clock.today(), by=WRITER)
    assert thanks.state is ThanksState.PAID
