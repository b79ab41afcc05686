"""Members of a panel visit a service: asked in their inbox, briefed on the visit's own page, thanked by their panel."""

import datetime as dt

import pytest

from portal.panels.asking_places import place_of
from portal.panels.enums.asks import AskKind, AskState
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import NotThisAsk
from portal.panels.models import AskAnswer, Claim, MemberAsk, Panel
from portal.panels.operations.asks import accept, end_ask, not_this_time
from portal.panels.operations.membership import link_of
from portal.panels.queries.asks import asked_of
from portal.people.enums import Role
from portal.rounds.errors import NotReady
from portal.rounds.informal_enums import PaidBy, StoppedBecause, VisitState
from portal.rounds.models import Visit, Visitor
from portal.rounds.operations import checklists, visits
from portal.rounds.operations.panel_visits import ask_panel
from portal.rounds.queries import visits as queries
from portal.shared import clock
from tests.forms import submit
from tests.panels.factories import make_member, make_panel
from tests.panels.thanks_factories import SOMEONE, make_rate
from tests.people.factories import signed_in
from tests.rounds.informal.factories import a_checklist, a_round, cost

WEB = {"said_by": SaidBy.WEB, "by": None}


def asked(session, panel, checklist):
    today = clock.today()
    return ask_panel(
        session,
        checklist=checklist,
        panel=panel,
        where="The phone line",
        first_day=today,
        last_day=today + dt.timedelta(days=7),
        minutes=60,
        by=SOMEONE,
    ).ask


def a_call(session):
    """A member of a panel that is asked to visit, paid by the hour."""
    make_rate(session, pence=1500)
    panel = make_panel(session)
    member = make_member(session, panel, name="Ana Longname")
    checklist = a_checklist(session, a_round(session))
    return checklist, member, asked(session, panel, checklist)


def of(session, ask, member):
    found = asked_of(session, ask_id=ask.id, member_id=member.id)
    assert found is not None
    return found


def says_yes(session, ask, member) -> Visit:
    accept(session, asked=of(session, ask, member), member=member, **WEB)
    return session.query(Visit).filter(Visit.state == VisitState.PLANNED).one()


def test_whoever_says_yes_has_a_visit_of_their_own_and_whoever_does_not_has_none(session):
    checklist, member, ask = a_call(session)
    assert (ask.kind, ask.title, ask.words, ask.minutes) == (
        AskKind.VISIT,
        {"en": "The phone line"},
        checklist.briefing,
        60,
    )
    assert session.query(Visit).count() == 0
    visit = says_yes(session, ask, member)
    seen = queries.visit_seen(session, visit_id=visit.id)
    assert (seen.name, visit.where, visit.promised_pence) == ("Ana Longname", "The phone line", 0)
    place = place_of(session, kind=ask.kind, about_id=ask.about_id, member_id=member.id)
    assert place == f"/v/{visits.link_of(visit.id)}"
    assert queries.visitors(session) == []


def test_a_visitor_is_one_person_however_often_they_visit(session):
    checklist, member, ask = a_call(session)
    says_yes(session, ask, member)
    accept(session, asked=of(session, ask, member), member=member, **WEB)
    second = asked(session, session.get_one(Panel, member.panel_id), checklist)
    accept(session, asked=of(session, second, member), member=member, **WEB)
    assert (session.query(Visitor).count(), session.query(Visit).count()) == (1, 2)


def test_a_report_is_done_and_thanked_for_by_the_panel_once(session):
    _checklist, member, ask = a_call(session)
    visit = says_yes(session, ask, member)
    visits.send_report(session, visit=visit, visited_on=clock.today(), words="")
    assert session.query(AskAnswer).one().state is AskState.DONE
    assert [one.pence for one in session.query(Claim)] == [1500]
    assert queries.unpaid_visits(session) == []
    paying = {"pence": 100, "paid_on": clock.today(), "method": next(iter(PaidBy)), "by": SOMEONE}
    with pytest.raises(NotReady):
        visits.note_payment(session, visit=visit, **paying)


def test_whoever_stops_is_thanked_all_the_same(session):
    _checklist, member, ask = a_call(session)
    visit = says_yes(session, ask, member)
    visits.stop(session, visit=visit, because=next(iter(StoppedBecause)))
    assert session.query(Claim).one().pence == 1500


def test_whoever_cannot_after_all_has_their_visit_called_off_and_may_change_their_mind(session):
    _checklist, member, ask = a_call(session)
    visit = says_yes(session, ask, member)
    not_this_time(session, asked=of(session, ask, member), **WEB)
    assert visit.state is VisitState.CANCELLED
    assert says_yes(session, ask, member).id != visit.id


def test_a_closed_checklist_ends_the_asking_and_visits_under_way_are_thanked_for(session):
    checklist, member, ask = a_call(session)
    other = make_member(session, session.get_one(Panel, member.panel_id))
    asked(session, session.get_one(Panel, member.panel_id), checklist)
    visit = says_yes(session, ask, member)
    checklists.close_checklist(session, checklist=checklist, by=SOMEONE)
    assert session.query(MemberAsk).filter(MemberAsk.ended_at.is_(None)).count() == 0
    visits.send_report(session, visit=visit, visited_on=clock.today(), words="")
    assert session.query(Claim).one().member_id == member.id
    late = session.query(AskAnswer).filter_by(member_id=other.id).one()
    with pytest.raises(NotThisAsk):
        accept(session, asked=of(session, session.get_one(MemberAsk, late.ask_id), other), member=other, **WEB)


def test_an_ended_ask_still_thanks_whoever_had_said_yes(session):
    _checklist, member, ask = a_call(session)
    visit = says_yes(session, ask, member)
    end_ask(session, ask=ask, by=SOMEONE)
    visits.send_report(session, visit=visit, visited_on=clock.today(), words="")
    assert session.query(Claim).count() == 1


def test_a_checklist_that_is_not_ready_asks_nobody(session):
    checklist = a_checklist(session, a_round(session), ready=False)
    with pytest.raises(NotReady):
        asked(session, make_panel(session), checklist)


def test_staff_ask_from_the_checklist_and_the_member_goes_from_the_inbox_to_the_briefing(session, client):
    make_rate(session, pence=1500)
    panel = make_panel(session)
    member = make_member(session, panel)
    checklist = a_checklist(session, a_round(session))
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    here = f"/visits/checklists/{checklist.id}/ask/{panel.id}"
    assert here in client.get(f"/visits/checklists/{checklist.id}").text
    day = clock.today() + dt.timedelta(days=2)
    days = {
        f"{field}-{part}": getattr(day, part)
        for field in ("first_day", "last_day")
        for part in ("day", "month", "year")
    }
    answer = submit(client, here, where="The phone line", **days)
    assert answer.status_code == 303
    ask = session.query(MemberAsk).one()
    assert ask.minutes == 120
    assert "The phone line" in client.get(answer.location).text
    submit(client, link_of(member, base_url=""))
    submit(client, f"/member/asks/{ask.id}")
    session.expire_all()
    visit = session.query(Visit).one()
    address = f"/v/{visits.link_of(visit.id)}"
    assert address in client.get(f"/member/asks/{ask.id}").text
    submit(client, address)
    assert "Your panel thanks you for this." in client.get("/visit").text


def test_a_checklist_costs_the_same_with_one_visit_and_with_three(app, session, client):
    checklist, member, ask = a_call(session)
    signed_in(client, session, Role.ORGANISER)
    says_yes(session, ask, member)
    panel = session.get_one(Panel, member.panel_id)
    one = cost(app, session, client, f"/visits/checklists/{checklist.id}")
    for _more in range(2):
        other = make_member(session, panel)
        again = asked(session, panel, checklist)
        accept(session, asked=of(session, again, other), member=other, **WEB)
    assert cost(app, session, client, f"/visits/checklists/{checklist.id}") == one
