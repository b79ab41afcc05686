"""Advice → reply → what happened, and claims that something changed."""

import csv
import datetime as dt
import io

import pytest
import sqlalchemy as sa

from portal.contact.models import ContactMessage
from portal.panels.enums import AdviceDeed, ChangeState, DecisionAnswer, IdeaState, PanelView, Stage
from portal.panels.errors import IsSent, PanelError, SamePerson
from portal.panels.models import AdviceEvent, ChangeClaim, PanelAdvice, PanelVote
from portal.panels.operations.ledger import (
    ask_panel,
    change_advice,
    check_claim,
    claim_change,
    move_day,
    note_happening,
    note_reply,
    send_advice,
)
from portal.panels.operations.membership import link_of
from portal.panels.operations.publishing import decide_public
from portal.panels.operations.voting import cast_vote, close_vote
from portal.panels.queries.ledger import events_of, given_by, overdue_advice
from portal.panels.queries.voting import home_today
from portal.panels.rules.ballots import Said
from portal.panels.rules.influence import influence_of
from portal.panels.rules.ledger import is_overdue, may_everyone_know
from portal.people.enums import Role
from portal.shared import queue
from portal.shared.export_log import ExportTaken
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.panels.deciding import WEEK, make_advice, make_idea, put_to_vote, shows_at_once
from tests.panels.factories import make_member, make_panel
from tests.people.factories import make_account, signed_in

DAY = dt.timedelta(days=1)


def reply(session, advice, answer=DecisionAnswer.PARTLY, why="There is too little room.", **values):
    known = {"decided_by": "The board", "decided_on": home_today(), "by": advice.made_by, **values}
    note_reply(session, advice=advice, answer=answer, why={"en": why}, **known)


def claim(session, advice, **values):
    known = {"words": {"en": "The beds are longer."}, "evidence": "Photo in the file", "changed_on": home_today()}
    return claim_change(session, advice=advice, **{**known, "by": advice.made_by, **values})


def date_parts(name, day):
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.mark.parametrize(("days", "late"), [(0, False), (1, True)])
@pytest.mark.parametrize("answer", [None, DecisionAnswer.NOT_YET])
def test_a_reply_is_late_from_the_day_after_it_was_due_as_long_as_nothing_is_decided(days, late, answer):
    due = dt.date(2026, 10, 25)
    today = due + days * DAY
    assert is_overdue(sent_on=due - WEEK, reply_by=due, answer=answer, today=today) is late
    assert is_overdue(sent_on=due - WEEK, reply_by=due, answer=DecisionAnswer.NO, today=today) is False


def test_everyone_may_know_from_the_day_on_which_the_days_of_the_panel_are_over():
    day = dt.date(2026, 10, 25)
    assert [may_everyone_know(public_from=day, today=day + n * DAY) for n in (-1, 0)] == [False, True]
    assert may_everyone_know(public_from=None, today=day) is False


def test_advice_keeps_its_words_once_it_is_sent(session):
    panel = make_panel(session)
    advice = make_advice(session, panel, sent=False)
    new = {"words": {"en": "Buy wider beds."}, "stage": advice.stage, "kind": advice.kind, "by": panel.coordinator_id}
    change_advice(session, advice=advice, **new)
    today = home_today()
    send_advice(session, advice=advice, body="Board", sent_on=today, reply_by=today, by=panel.coordinator_id)
    with pytest.raises(IsSent):
        change_advice(session, advice=advice, **new)
    deeds = [event.deed for event in events_of(session, advice_id=advice.id)]
    assert deeds == [AdviceDeed.WRITTEN, AdviceDeed.CHANGED, AdviceDeed.SENT]


@pytest.mark.parametrize(("sent", "due"), [(1, 2), (0, -1)])
def test_advice_is_not_sent_tomorrow_or_due_yesterday(session, sent, due):
    advice = make_advice(session, make_panel(session), sent=False)
    days = {"sent_on": home_today() + sent * DAY, "reply_by": home_today() + due * DAY}
    with pytest.raises(PanelError):
        send_advice(session, advice=advice, body="Board", by=advice.made_by, **days)


def test_a_moved_day_leaves_the_first_one_in_the_record(session):
    advice = make_advice(session, make_panel(session), ago=40)
    first = advice.reply_by
    assert [one for one, _panel in overdue_advice(session, today=home_today())] == [advice]
    move_day(session, advice=advice, reply_by=home_today() + WEEK, why="They asked for time", by=advice.made_by)
    assert (advice.first_reply_by, overdue_advice(session, today=home_today())) == (first, [])
    with pytest.raises(PanelError):
        move_day(session, advice=advice, reply_by=home_today() + WEEK, why=" ", by=advice.made_by)


def test_anything_but_all_of_it_says_why_and_a_decision_does_not_come_before_the_advice(session):
    advice = make_advice(session, make_panel(session))
    for values in ({"why": " "}, {"decided_on": home_today() - DAY}, {"decided_on": home_today() + DAY}):
        with pytest.raises(PanelError):
            reply(session, advice, **values)
    reply(session, advice, DecisionAnswer.WHOLE, why="")
    assert advice.answer is DecisionAnswer.WHOLE


def test_a_newer_reply_holds_and_the_older_one_stays_in_the_record(session):
    advice = make_advice(session, make_panel(session))
    reply(session, advice, DecisionAnswer.NOT_YET, why="We meet in May")
    reply(session, advice, DecisionAnswer.NO, why="No money")
    answers = [event.answer for event in events_of(session, advice_id=advice.id) if event.answer]
    assert (advice.answer, answers) == (DecisionAnswer.NO, [DecisionAnswer.NOT_YET, DecisionAnswer.NO])


def test_no_step_of_an_advice_is_ever_changed(session):
    make_advice(session, make_panel(session))
    session.commit()
    for statement in (sa.update(AdviceEvent).values(evidence="x"), sa.delete(AdviceEvent)):
        with pytest.raises(sa.exc.DBAPIError, match="append-only"):
            session.execute(statement)
        session.rollback()


def test_the_panel_hears_of_a_reply_at_once_in_words_that_say_nothing(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    reply(session, make_advice(session, panel))
    session.commit()
    queue.run_everything(session)
    message = session.scalars(sa.select(ContactMessage)).one()
    assert message.subject_id == member.id
    assert "room" not in message.words


def test_everyone_else_learns_of_a_reply_when_the_days_of_the_panel_are_over(session, client):
    panel = make_panel(session)
    advice = make_advice(session, panel)
    reply(session, advice)
    decide_public(session, panel_id=panel.id, agrees=True, how_decided="Meeting in May", by=panel.coordinator_id)
    member = make_member(session, panel, name="Ada Lovelace")
    session.commit()
    address = f"/panel/{panel.id}"
    before = client.get(address).text
    assert "Buy longer beds." in before
    assert "There is too little room." not in before
    assert "Waits for a reply" in before
    submit(client, link_of(member, base_url=""))
    assert "There is too little room." in client.get(f"/member/influence/advice/{advice.id}").text
    advice.public_from = home_today()
    session.commit()
    after = client.get(address).text
    assert "There is too little room." in after
    assert "Lovelace" not in after


@pytest.mark.parametrize("language", ["cy", "ur", "en-easy"])
def test_the_page_for_everyone_is_there_in_every_language(session, client, language):
    panel = make_panel(session)
    make_advice(session, panel)
    decide_public(session, panel_id=panel.id, agrees=True, how_decided="Meeting in May", by=panel.coordinator_id)
    session.commit()
    assert client.get(f"/panel/{panel.id}?lang={language}").status_code == 200


def test_the_page_for_everyone_shuts_when_the_panel_takes_its_yes_back(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    session.commit()
    address = f"/panel/{panel.id}"
    assert client.get(address).status_code == 404
    submit(client, f"/panels/{panel.id}/influence/decision", agrees="yes", how_decided="Meeting in May")
    assert client.get(address).status_code == 200
    submit(client, f"/panels/{panel.id}/influence/decision", agrees="no", how_decided="Ada rang")
    assert client.get(address).status_code == 404


def test_a_panel_is_asked_in_every_language_whether_everyone_may_read(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    members = [make_member(session, panel) for _one in range(3)]
    session.commit()
    answer = submit(client, f"/panels/{panel.id}/influence/ask", **date_parts("closes_on", home_today() + WEEK))
    vote = session.query(PanelVote).one()
    assert answer.headers["Location"] == f"/panels/{panel.id}/votes/{vote.id}"
    assert set(vote.question) == {"en", "en-easy", "cy", "ur"}
    for member in members:
        cast_vote(session, vote=vote, member=member, said=Said(choice="yes"))
    close_vote(session, vote=vote)
    session.commit()
    assert client.get(f"/panel/{panel.id}").status_code == 200


def test_a_claim_needs_something_that_shows_it_and_a_second_person(session):
    panel = make_panel(session)
    advice = make_advice(session, panel)
    for values in ({"evidence": " "}, {"changed_on": home_today() + DAY}):
        with pytest.raises(PanelError):
            claim(session, advice, **values)
    row = claim(session, advice)
    with pytest.raises(SamePerson):
        check_claim(session, claim=row, is_so=True, by=advice.made_by, closes_on=home_today() + WEEK)
    assert row.state is ChangeState.WAITING
    second = make_account(session, email="second@example.org")
    with pytest.raises(PanelError):
        check_claim(session, claim=row, is_so=False, because="", by=second.id, closes_on=home_today())
    check_claim(session, claim=row, is_so=False, because="The photo is old", by=second.id, closes_on=home_today())
    assert (row.state, row.refused_because) == (ChangeState.REFUSED, "The photo is old")
    with pytest.raises(PanelError):
        ask_panel(session, claim=row, closes_on=home_today() + WEEK, by=second.id)


def test_the_panel_says_in_secret_what_it_thinks_of_a_claim(session):
    panel = make_panel(session)
    members = [make_member(session, panel) for _one in range(4)]
    row = claim(session, make_advice(session, panel))
    second = make_account(session, email="second@example.org")
    vote = check_claim(session, claim=row, is_so=True, by=second.id, closes_on=home_today() + WEEK)
    with pytest.raises(PanelError):  # one at a time
        ask_panel(session, claim=row, closes_on=home_today() + WEEK, by=second.id)
    for member, choice in zip(members, ("partly", "partly", "yes", "partly"), strict=True):
        cast_vote(session, vote=vote, member=member, said=Said(choice=choice))
    assert row.view is None
    close_vote(session, vote=vote)
    assert row.view is PanelView.PARTLY
    assert events_of(session, advice_id=row.advice_id)[-1].deed is AdviceDeed.JUDGED
    assert influence_of(given_by(session, panel_id=panel.id)).views[PanelView.PARTLY] == 1


def test_a_claim_nobody_looked_at_is_on_no_page_of_members(session, client):
    panel = make_panel(session)
    member, advice = make_member(session, panel), make_advice(session, panel)
    claim(session, advice)
    session.commit()
    submit(client, link_of(member, base_url=""))
    assert "The beds are longer." not in client.get(f"/member/influence/advice/{advice.id}").text


def test_the_influence_record_adds_up_by_stage_kind_and_year(session):
    panel = make_panel(session)
    for stage, answer in ((Stage.ANALYSE, DecisionAnswer.WHOLE), (Stage.DO, DecisionAnswer.NO), (Stage.DO, None)):
        advice = make_advice(session, panel, stage=stage)
        if answer:
            reply(session, advice, answer)
    make_advice(session, panel, sent=False)
    found = influence_of(given_by(session, panel_id=panel.id))
    assert (found.all.given, found.all.decided, found.all.taken_up, found.all.share) == (3, 2, 1, 50)
    assert (found.early, found.early_share) == (1, 33)
    assert [found.by_stage[stage].given for stage in Stage] == [1, 0, 2, 0]
    assert found.by_year[home_today().year] == found.all
    hidden = influence_of(given_by(session, panel_id=panel.id, known_to_all_on=home_today()))
    assert (hidden.all.given, hidden.all.decided) == (3, 0)


def test_advice_from_an_idea_is_found_by_whoever_had_it(session, client):
    panel = make_panel(session)
    shows_at_once(session, panel)
    member, other = make_member(session, panel), make_member(session, panel)
    idea = make_idea(session, member)
    make_advice(session, panel, ideas=[idea])
    session.commit()
    assert idea.state is IdeaState.ADVICE
    submit(client, link_of(member, base_url=""))
    assert "The advice it went into" in client.get("/member/influence").text
    submit(client, link_of(other, base_url=""))
    assert "Buy longer beds." not in client.get("/member/influence").text


def test_a_late_reply_is_shown_to_both_sides(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    member = make_member(session, panel)
    make_advice(session, panel, ago=40)
    session.commit()
    assert "The reply is late: Buy longer beds." in client.get(f"/panels/{panel.id}").text
    client.post("/sign-out")
    submit(client, link_of(member, base_url=""))
    assert "1 reply to the panel is late." in client.get("/member/").text
    client.post("/leave")
    signed_in(client, session, Role.COMMISSIONER, email="commissioner@example.org")
    assert "The reply is late" in client.get("/panels/late-replies").text


def test_the_whole_way_of_an_advice_on_its_pages(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    session.commit()
    desk = f"/panels/{panel.id}/ledger"
    known = {
        "words_en": "Buy longer beds.",
        "words_ur": "لمبے بستر",
        "stage": "plan",
        "kind": "tender",
        "meeting": "yes",
    }
    here = submit(client, f"{desk}/new", **known).headers["Location"]
    submit(client, f"{here}/change", words_en="Buy longer beds, please.")
    wrong = submit(client, f"{here}/send", body="Board", **date_parts("reply_by", home_today() - DAY))
    assert "This day is before the advice was sent" in wrong.text
    submit(client, f"{here}/send", body="Board")
    wrong = submit(client, f"{here}/reply", answer="no", decided_by="Board")
    assert "Say why. The panel reads this." in wrong.text
    submit(client, f"{here}/reply", answer="partly", decided_by="Board", why_en="Room")
    assert client.get(f"{here}/day").status_code == 404  # decided
    submit(client, f"{here}/happened", words_en="Ten came.", evidence="https://example.org/beds")
    submit(client, f"{here}/claim", words_en="The beds are longer.", evidence="Photo")
    row = session.query(ChangeClaim).one()
    mine = submit(client, f"{here}/claims/{row.id}", is_so="yes")
    assert "Someone else must look" in mine.text
    signed_in(client, session, Role.COMMISSIONER, email="commissioner@example.org")
    submit(client, f"{here}/claims/{row.id}", is_so="yes")
    session.expire_all()
    assert session.query(ChangeClaim).one().state is ChangeState.CHECKED
    page = client.get(here).text
    for words in ("Buy longer beds, please.", "Ten came.", "A second person has looked: it is so", "Room"):
        assert words in page
    assert session.query(PanelAdvice).one().words["ur"] == "لمبے بستر"


def test_two_who_change_an_advice_at_once_both_keep_their_words(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    advice = make_advice(session, panel, sent=False)
    session.commit()
    answer = submit(client, f"/panels/{panel.id}/ledger/{advice.id}/change", words_en="Mine", version="0")
    assert answer.status_code == 409
    assert "Mine" in answer.text


def test_the_ledger_is_taken_as_a_file_with_its_history_and_who_took_it_is_kept(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    reply(session, make_advice(session, panel, words={"en": "=Buy longer beds."}))
    session.commit()
    answer = submit(client, f"/panels/{panel.id}/ledger/take", kind="csv", reason="For the board")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert [row["step"] for row in rows] == ["written", "sent", "replied"]
    assert rows[0]["advice"] == "'=Buy longer beds."
    taken = session.query(ExportTaken).one()
    assert (taken.what, taken.reason, taken.taken_by) == ("panel_ledger", "For the board", account.id)
    assert submit(client, f"/panels/{panel.id}/ledger/take", kind="xlsx", reason="x").data[:2] == b"PK"


def test_lists_cost_the_same_with_one_row_and_with_three(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    decide_public(session, panel_id=panel.id, agrees=True, how_decided="Meeting in May", by=account.id)
    addresses = [f"/panels/{panel.id}/ledger", "/panels/late-replies", f"/panel/{panel.id}"]
    reply(session, make_advice(session, panel, ago=40))
    session.commit()
    first = [statements(session, client, one) for one in addresses]
    for _time in range(2):
        reply(session, make_advice(session, panel, ago=40))
    session.commit()
    assert [statements(session, client, one) for one in addresses] == first


def test_what_happened_cannot_lie_ahead(session):
    advice = make_advice(session, make_panel(session))
    tomorrow = home_today() + DAY
    with pytest.raises(PanelError):
        note_happening(session, advice=advice, words={"en": "x"}, evidence="", day=tomorrow, by=advice.made_by)


def test_a_vote_that_led_to_advice_is_named_in_it(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    close_vote(session, vote=vote)
    session.commit()
    page = f"/panels/{panel.id}/ledger/new?vote={vote.id}"
    answer = submit(client, page, words_en="Buy longer beds.", stage="plan", kind="tender")
    assert session.query(PanelAdvice).one().vote_id == vote.id
    assert "What matters most?" in client.get(answer.headers["Location"]).text
