"""Mystery shopping: from what people said to what visits saw, with the visitor safe, paid and unnamed."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.people.enums import Role
from portal.rounds.errors import (
    AlreadyPaid,
    ChecklistFixed,
    NeedsSecondPerson,
    NotReady,
    NotYet,
    VisitOver,
)
from portal.rounds.informal_enums import PaidBy, PaidPer, SawIt, SetAside, StoppedBecause, VisitState
from portal.rounds.models import Visit, VisitAnswer
from portal.rounds.operations import checklists, coding, visits
from portal.rounds.queries import visits as queries
from portal.rounds.rules.visiting import days_waiting, promised_pence, seen_together
from portal.rounds.wording import seen_words
from portal.shared import clock
from portal.shared.i18n import speaking
from tests.forms import filled, forms_on, send, submit
from tests.people.factories import signed_in
from tests.rounds.informal.factories import a_checklist, a_report, a_round, a_visit, cost
from tests.rounds.understanding.factories import answer_of, ask, make_round, respond

DAY = dt.date(2026, 3, 10)


def test_an_hourly_rate_is_for_the_hours_agreed_on_and_a_visit_rate_is_for_the_visit():
    assert promised_pence(paid_per=PaidPer.HOUR, rate_pence=1200, hours=3) == 3600
    assert promised_pence(paid_per=PaidPer.VISIT, rate_pence=2500, hours=3) == 2500


def test_days_of_waiting_stop_with_the_payment():
    later = DAY + dt.timedelta(days=12)
    assert days_waiting(ended_on=DAY, paid_on=None, today=later) == 12
    assert days_waiting(ended_on=DAY, paid_on=DAY + dt.timedelta(days=4), today=later) == 4
    assert days_waiting(ended_on=DAY, paid_on=DAY - dt.timedelta(days=1), today=later) == 0


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([*SawIt, None]), max_size=30), st.integers(0, 5))
def test_every_visit_is_in_exactly_one_place_of_the_sum(reports, more):
    seen = seen_together(reports, visits=len(reports) + more)
    assert seen.visits == len(reports) + more
    assert seen.base == sum(one in (SawIt.YES, SawIt.PARTLY, SawIt.NO) for one in reports)


def test_there_are_never_more_reports_than_visits():
    with pytest.raises(ValueError, match=r"\(2, 1\)"):
        seen_together([SawIt.YES, SawIt.NO], visits=1)


@pytest.mark.parametrize(
    ("reports", "words"),
    [
        ([], "No visit counts yet."),
        (["could_not_tell"], "No visitor could tell."),
        (["yes"], "It was so in the 1 visit that could tell."),
        (["yes", "yes"], "It was so in all 2 visits."),
        (["no", "no", "no"], "It was not so in any of 3 visits."),
        (["yes", "partly", "no", "could_not_tell"], "Of 3 visits, it was so in 1, partly so in 1, and not so in 1."),
    ],
)
def test_what_visits_saw_is_said_in_a_sentence_with_its_base(reports, words):
    with speaking("en"):
        assert seen_words(seen_together([SawIt(one) for one in reports], visits=len(reports))) == words


def test_a_checklist_is_made_from_findings_and_themes_of_its_own_round(session):
    asked = make_round(session)
    (response,) = respond(session, asked, ask(session, asked, "active", count=1), change="Ring me back")
    theme = coding.create_theme(session, round_id=asked.round.id, name="Being rung back", by=None)
    answer = answer_of(session, response, asked.questions["change"])
    coding.put_under(session, theme_id=theme.id, answer_ids=[answer.id], under=True, by=None)
    elsewhere = coding.create_theme(session, round_id=a_round(session).id, name="Elsewhere", by=None)
    made = checklists.draft_checklist(
        session, round_=asked.round, name="Ring", finding_ids=(), theme_ids={theme.id, elsewhere.id}, by=None
    )
    assert [(item.wanted, item.theme_id) for item in made.items] == [("Being rung back", theme.id)]
    (one,) = checklists.compared(session, checklist=made)
    assert (one.said.value, one.said_base.value) == (None, None)  # one comment would point at whoever wrote it


def test_what_visits_look_for_stays_the_same_once_it_is_ready(session):
    checklist = a_checklist(session, a_round(session))
    with pytest.raises(ChecklistFixed):
        checklists.add_item(session, checklist=checklist, texts={"en": "More"}, wanted="")
    with pytest.raises(ChecklistFixed):
        checklists.word_item(session, checklist=checklist, item=checklist.items[0], texts={"en": "x"}, wanted="")
    with pytest.raises(ChecklistFixed):
        checklists.remove_item(session, checklist=checklist, item=checklist.items[0])


def test_nobody_is_sent_without_a_briefing_and_a_safety_note(session):
    checklist = a_checklist(session, a_round(session), ready=False, safety={})
    assert checklists.what_is_missing(checklist) == ["safety"]
    with pytest.raises(NotReady):
        checklists.make_ready(session, checklist=checklist, by=None)
    with pytest.raises(NotReady):
        a_visit(session, checklist)


def test_visits_are_added_up_only_when_someone_has_read_them(session):
    checklist = a_checklist(session, a_round(session), "Rung back", "Kind")
    a_report(session, checklist, SawIt.YES, SawIt.COULD_NOT_TELL)
    a_report(session, checklist, SawIt.NO, None)
    a_report(session, checklist, SawIt.NO, SawIt.NO, counts=False)
    aside = a_report(session, checklist, SawIt.NO, SawIt.NO, counts=False)
    visits.set_visit_aside(session, visit=aside, because=SetAside.NOT_DONE, by=uuid.uuid4())
    first, second = (one.seen for one in checklists.compared(session, checklist=checklist))
    assert (first.yes, first.no, first.base) == (1, 1, 2)
    assert (second.base, second.could_not_tell, second.not_reported) == (0, 1, 1)


def test_who_stops_is_paid_and_not_counted(session):
    checklist = a_checklist(session, a_round(session))
    visit = a_visit(session, checklist)
    visits.stop(session, visit=visit, because=StoppedBecause.UNSAFE)
    assert (visit.state, visit.promised_pence, queries.counted_visits(session, checklist_id=checklist.id)) == (
        VisitState.STOPPED,
        2400,
        0,
    )
    with pytest.raises(VisitOver):
        visits.count_visit(session, visit=visit, by=uuid.uuid4())
    visits.note_payment(session, visit=visit, pence=2400, paid_on=clock.today(), method=PaidBy.CASH, by=None)
    with pytest.raises(AlreadyPaid):
        visits.note_payment(session, visit=visit, pence=2400, paid_on=clock.today(), method=PaidBy.CASH, by=None)


def test_nobody_is_paid_before_they_went_and_nobody_reads_their_own_report(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    checklist = a_checklist(session, a_round(session))
    own = visits.add_visitor(session, name="", contact="", language="en", account_id=account.id, by=None)
    visit = a_visit(session, checklist, visitor=own)
    with pytest.raises(NotReady):
        visits.note_payment(session, visit=visit, pence=1, paid_on=clock.today(), method=PaidBy.CASH, by=None)
    visits.send_report(session, visit=visit, visited_on=clock.today(), words="")
    with pytest.raises(NeedsSecondPerson):
        visits.count_visit(session, visit=visit, by=account.id)


def test_a_report_is_not_taken_before_the_first_day(session):
    checklist = a_checklist(session, a_round(session))
    visit = a_visit(session, checklist, first_day=clock.today() + dt.timedelta(days=1))
    with pytest.raises(NotYet):
        visits.keep_answer(session, visit=visit, item=checklist.items[0], saw=SawIt.YES, words="")


def test_words_that_point_to_a_person_go_when_a_report_is_set_aside(session):
    checklist = a_checklist(session, a_round(session))
    visit = a_visit(session, checklist)
    visits.keep_answer(session, visit=visit, item=checklist.items[0], saw=SawIt.NO, words="Mr Brown was rude")
    visits.send_report(session, visit=visit, visited_on=clock.today(), words="Mr Brown again")
    visits.set_visit_aside(session, visit=visit, because=SetAside.NAMES_SOMEONE, by=uuid.uuid4())
    answers = session.scalars(sa.select(VisitAnswer)).all()
    assert (visit.words, [one.words for one in answers]) == (None, [None])


def test_the_database_holds_no_name_and_no_link_of_a_visitor(session):
    visit = a_visit(session, a_checklist(session, a_round(session)))
    session.commit()
    row = session.execute(sa.text("SELECT * FROM visitor")).one()
    assert "Vic" not in repr(tuple(row))
    assert "900456" not in repr(tuple(row))
    stored = session.execute(sa.text("SELECT link_index, code_index FROM visit")).one()
    assert {visits.link_of(visit.id), visits.code_of(visit.id)}.isdisjoint(stored)


def begun(client, visit):
    answer = submit(client, f"/v/{visits.link_of(visit.id)}")
    assert answer.headers["Location"] == "/visit"
    return client


def test_a_visitor_reports_on_their_phone_without_an_account(client, session):
    checklist = a_checklist(session, a_round(session), "Rung back", "Kind")
    visit = a_visit(session, checklist)
    session.commit()
    page = begun(client, visit).get("/visit").text
    for words in ("Ring us before and after.", "Ring and ask for help.", "£24.00", "I want to stop"):
        assert words in page
    assert submit(client, "/visit/1", saw="yes", words="In one day.").headers["Location"] == "/visit/2"
    assert submit(client, "/visit/2", saw="could_not_tell").headers["Location"] == "/visit/end"
    answer = submit(client, "/visit/end", **{"visited_on-day": "", "visited_on-month": "", "visited_on-year": ""})
    assert (answer.status_code, "Enter the day" in answer.text) == (200, True)
    today = clock.today()
    day = {"visited_on-day": today.day, "visited_on-month": today.month, "visited_on-year": today.year}
    assert submit(client, "/visit/end", words="They were kind.", **day).headers["Location"] == "/visit/thanks"
    assert "You were promised £24.00." in client.get("/visit/thanks").text
    session.refresh(visit)
    kept = queries.answers_in(session, visit_id=visit.id)
    assert (visit.state, visit.words) == (VisitState.REPORTED, "They were kind.")
    assert [kept[item.id].saw for item in checklist.items] == [SawIt.YES, SawIt.COULD_NOT_TELL]


def test_the_short_code_opens_the_visit_too_and_a_look_at_the_link_changes_nothing(client, app, session):
    visit = a_visit(session, a_checklist(session, a_round(session)))
    session.commit()
    assert client.get(f"/v/{visits.link_of(visit.id)}").status_code == 200
    assert client.get("/v/AbCdEfGhIjKlMnOpQrStUv").status_code == 404
    assert submit(app.test_client(), "/code", code=visits.code_of(visit.id).lower()).headers["Location"] == "/visit"
    session.refresh(visit)
    assert visit.state is VisitState.PLANNED


def test_words_that_come_after_the_visit_was_called_off_are_given_back(client, session):
    visit = a_visit(session, a_checklist(session, a_round(session)))
    session.commit()
    begun(client, visit)
    form = client.get("/visit/1").text
    visits.call_off(session, visit=session.get_one(Visit, visit.id), by=None)
    session.commit()
    fields = next(one for one in forms_on(form) if any(name == "words" for name, _value in one["fields"]))
    answer = client.post("/visit/1", data=dict(filled(fields, {"saw": "yes", "words": "I waited an hour."})))
    assert (answer.status_code, "I waited an hour." in answer.text) == (410, True)
    assert "This visit was called off." in client.get("/visit/thanks").text


def test_a_visitor_stops_and_says_why(client, session):
    visit = a_visit(session, a_checklist(session, a_round(session)))
    session.commit()
    begun(client, visit)
    assert submit(client, "/visit/stop", because="unsafe").headers["Location"] == "/visit/thanks"
    page = client.get("/visit/thanks").text
    assert ("You stopped. That is fine." in page, "You were promised £24.00." in page) == (True, True)


def test_from_findings_to_a_paid_visit_by_pages_alone(client, app, session):
    round_ = a_round(session)
    a_finding = checklists.finding_queries
    a_checklist(session, round_, "People want to be rung back.")
    finding = a_finding.findings_in(session, round_id=round_.id)[0]
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    answer = submit(client, f"/rounds/{round_.id}/visits/new", name="By phone", finding_ids=[str(finding.id)])
    address = answer.headers["Location"]
    given = {"briefing_en": "Ring.", "safety_en": "Ring us after.", "paid_per": "visit", "rate": "12.50"}
    assert submit(client, f"{address}/change", name="By phone", **given).status_code == 303
    assert "Yes must mean that it is as people want it." in client.get(address).text
    item = queries.items_of(session, checklist_id=uuid.UUID(address.rsplit("/", 1)[1]))[0]
    assert submit(client, f"/visits/items/{item.id}", texts_en="Did they ring back in two days?").status_code == 303
    page = client.get(address).text
    assert ("£12.50" in page, "It is ready for visits" in page) == (True, True)
    assert submit(client, f"{address}/items/new", texts_en="Were they kind?").status_code == 303
    assert send(client, address, action=f"{address}/ready").status_code == 303
    assert submit(client, "/visits/visitors/new", name="Vic Visitor", contact="07700 900456").status_code == 303
    visitor = queries.visitors(session)[-1][0]
    today = clock.today()
    days = {
        f"{name}-{part}": value
        for name in ("first_day", "last_day")
        for part, value in (("day", today.day), ("month", today.month), ("year", today.year))
    }
    answer = submit(client, f"{address}/plan", visitor_id=str(visitor.id), where="The phone line", **days)
    visit_address = answer.headers["Location"]
    page = client.get(visit_address).text
    visit = session.scalars(sa.select(Visit)).one()
    assert visits.link_of(visit.id) in page
    phone = begun(app.test_client(), visit)
    for number in (1, 2):
        submit(phone, f"/visit/{number}", saw="no", words="")
    day = {"visited_on-day": today.day, "visited_on-month": today.month, "visited_on-year": today.year}
    submit(phone, "/visit/end", words="", **day)
    assert "waits 0 days" in client.get("/visits/payments").text
    assert submit(client, visit_address, decision="count").status_code == 303
    assert submit(client, f"{visit_address}/pay", amount="12.50", method="cash").status_code == 303
    assert "Nobody waits for money." in client.get("/visits/payments").text
    page = client.get(f"{address}/compare").text
    assert "It was not so in the 1 visit that could tell." in page
    assert "Vic Visitor" not in page


def test_a_visitor_with_an_account_finds_their_visits_and_nobody_elses(client, session):
    account = signed_in(client, session, Role.TRANSLATOR)
    checklist = a_checklist(session, a_round(session))
    own = visits.add_visitor(session, name="", contact="", language="en", account_id=account.id, by=None)
    mine = a_visit(session, checklist, visitor=own, where="My place")
    other = a_visit(session, checklist, where="Another place")
    session.commit()
    page = client.get("/visits/mine").text
    assert ("My place" in page, "Another place" in page) == (True, False)
    form = next(one for one in forms_on(page) if str(mine.id) in str(one["action"]))
    assert client.post(f"/visits/mine/{other.id}", data=dict(filled(form, {}))).status_code == 404
    assert submit(client, "/visits/mine").headers["Location"] == "/visit"
    assert "My place" in client.get("/visit").text


def test_who_may_not_read_reports_sees_sums_and_no_report(client, session):
    checklist = a_checklist(session, a_round(session))
    visit = a_report(session, checklist, SawIt.YES)
    session.commit()
    signed_in(client, session, Role.COMMISSIONER)
    assert client.get(f"/visits/checklists/{checklist.id}/compare").status_code == 200
    assert client.get(f"/visits/checklists/{checklist.id}").status_code == 200
    for path in (f"/visits/{visit.id}", "/visits/visitors/", "/visits/payments", f"/visits/{visit.id}/pay"):
        assert client.get(path).status_code == 403


def test_bad_amounts_and_days_come_back_with_what_was_typed(client, session):
    checklist = a_checklist(session, a_round(session))
    visit = a_report(session, checklist, SawIt.YES)
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    page = submit(client, f"/visits/{visit.id}/pay", amount="twelve", **{"paid_on-year": "2999"}).text
    for words in ("Enter a number, like 12", "This day is still to come", "Choose one", 'value="twelve"'):
        assert words in page
    backwards = {"first_day-day": 5, "first_day-month": 5, "first_day-year": 2026}
    backwards |= {"last_day-day": 4, "last_day-month": 5, "last_day-year": 2026}
    visitor_id = str(visit.visitor_id)
    path = f"/visits/checklists/{checklist.id}/plan"
    page = submit(client, path, visitor_id=visitor_id, where="The line", **backwards).text
    assert "The last day is before the first day" in page


def test_waiting_for_money_is_counted_in_days_at_home(session):
    checklist = a_checklist(session, a_round(session))
    with time_machine.travel(dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC), tick=False):
        visit = a_report(session, checklist, SawIt.YES)
    assert visits.ended_on(visit) == dt.date(2026, 7, 2)


def test_lists_cost_the_same_for_one_row_as_for_three(app, client, session):
    round_ = a_round(session)
    account = signed_in(client, session, Role.ORGANISER)
    own = visits.add_visitor(session, name="", contact="", language="en", account_id=account.id, by=None)
    checklist = a_checklist(session, round_)
    paths = (
        f"/rounds/{round_.id}/visits/",
        f"/visits/checklists/{checklist.id}",
        f"/visits/checklists/{checklist.id}/compare",
        "/visits/visitors/",
        "/visits/payments",
        "/visits/mine",
    )

    def add() -> None:
        a_report(session, checklist, SawIt.YES)
        a_visit(session, checklist, visitor=own)
        a_checklist(session, round_)

    add()
    for path in paths:
        cost(app, session, client, path)
    once = {path: cost(app, session, client, path) for path in paths}
    add()
    add()
    assert {path: cost(app, session, client, path) for path in paths} == once
