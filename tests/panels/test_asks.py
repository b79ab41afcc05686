import datetime as dt
import uuid

import pytest

from portal.contact.models import ContactMessage
from portal.panels.asking_places import offer_place, place_of
from portal.panels.enums import MemberState
from portal.panels.enums.asks import AskKind, AskState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import ClaimKind, ClaimState, Offer
from portal.panels.errors import ClaimedBefore, NotThisAsk, OverLimit
from portal.panels.models import AskAnswer, Attendance, Claim, Meeting, MemberAsk, PanelMember
from portal.panels.operations.asks import (
    Asking,
    accept,
    ask_members,
    end_ask,
    not_this_time,
    note_done,
    note_done_elsewhere,
    say_thanks,
    thanks_for,
)
from portal.panels.operations.claims import approve, pay_by_hand
from portal.panels.operations.membership import link_of
from portal.panels.queries.asks import Asked, asked_of
from portal.panels.queries.workload import workload_of, workload_of_member
from portal.panels.rules.workload import Unfair, quarter_of
from portal.people.enums import Role
from portal.shared import clock
from portal.shared.i18n import HOME_TIME
from portal.shared.queue import run_everything
from tests.forms import send, submit
from tests.panels.factories import make_member, make_panel
from tests.panels.thanks_factories import ANOTHER, SOMEONE, chose, claimed, make_rate
from tests.people.factories import signed_in

TODAY = clock.today()
WEB = {"said_by": SaidBy.WEB, "by": None}


def ask(session, panel, **values: object) -> Asking:
    """Half an hour of reading, of everyone on the panel."""
    known = {
        "kind": AskKind.READING,
        "about_id": None,
        "title": {"en": "Read our plan"},
        "minutes": 30,
        "due": TODAY + dt.timedelta(days=14),
        "by": None,
    }
    return ask_members(session, panel=panel, **{**known, **values})  # type: ignore[arg-type]


def of(session, asking: Asking, member: PanelMember) -> Asked:
    found = asked_of(session, ask_id=asking.ask.id, member_id=member.id)
    assert found is not None
    return found


def test_those_on_the_panel_are_asked_and_whoever_takes_a_break_is_not(session):
    panel = make_panel(session)
    here, paused = make_member(session, panel), make_member(session, panel, state=MemberState.PAUSED)
    make_member(session, panel, state=MemberState.SELECTED)
    make_member(session, panel, state=MemberState.ENDED)
    asking = ask(session, panel)
    assert (asking.asked, asking.paused) == ((here.id,), (paused.id,))


def test_members_are_told_once_in_words_that_say_nothing(session):
    panel = make_panel(session)
    make_member(session, panel)
    make_member(session, panel, do_not_contact=True)
    ask(session, panel)
    session.commit()
    run_everything(session)
    run_everything(session)
    messages = session.query(ContactMessage).all()
    assert len(messages) == 1
    assert "plan" not in messages[0].words.lower()
    assert session.query(AskAnswer).filter(AskAnswer.told_at.is_(None)).count() == 0


def test_the_same_thing_asked_again_reaches_only_who_was_not_asked(session):
    panel = make_panel(session)
    make_member(session, panel)
    first = ask(session, panel, about_id=uuid.UUID(int=5))
    late = make_member(session, panel)
    again = ask(session, panel, about_id=uuid.UUID(int=5))
    assert (again.ask.id, again.asked) == (first.ask.id, (late.id,))


def test_what_is_paid_is_known_before_anyone_says_yes_and_holds_when_rates_change(session):
    make_rate(session, pence=1500)
    panel = make_panel(session)
    member = make_member(session, panel)
    asking = ask(session, panel)
    assert (asking.ask.pence, thanks_for(session, ask=asking.ask, member=member)) == (750, 750)
    accept(session, asked=of(session, asking, member), member=member, **WEB)
    make_rate(session, pence=100, valid_from=TODAY)
    note_done(session, asked=of(session, asking, member), member=member, words="Good plan", **WEB)
    row = session.query(Claim).one()
    assert (row.kind, row.about_id, row.pence, row.state) == (ClaimKind.ASK, asking.ask.id, 750, ClaimState.CLAIMED)
    with pytest.raises(ClaimedBefore):
        claimed(session, member, kind=ClaimKind.ASK, about_id=asking.ask.id, is_another=True)


def test_an_ask_is_thanked_for_when_it_is_paid(session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    asking = ask(session, panel)
    note_done(session, asked=of(session, asking, member), member=member, **WEB)
    row = session.query(Claim).one()
    approve(session, claim=row, by=ANOTHER)
    pay_by_hand(session, claim=row, how="Cash", by=ANOTHER)
    assert of(session, asking, member).answer.state is AskState.THANKED


def test_whoever_wants_no_money_is_thanked_in_words(session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    chose(session, member, Offer.NONE)
    asking = ask(session, panel)
    asked = of(session, asking, member)
    with pytest.raises(NotThisAsk):
        say_thanks(session, answer=asked.answer, by=SOMEONE)
    note_done(session, asked=asked, member=member, **WEB)
    assert session.query(Claim).count() == 0
    say_thanks(session, answer=asked.answer, by=SOMEONE)
    assert asked.answer.state is AskState.THANKED


def test_a_limit_is_said_before_a_yes(session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    chose(session, member, limit=500)
    asked = of(session, ask(session, panel), member)
    with pytest.raises(OverLimit) as over:
        accept(session, asked=asked, member=member, **WEB)
    assert (over.value.wanted, over.value.left) == (750, 500)
    assert asked.answer.state is AskState.OFFERED
    accept(session, asked=asked, member=member, at_most_limit=True, **WEB)
    assert asked.answer.agreed_pence == 500


def test_a_no_needs_no_reason_and_may_become_a_yes_until_it_is_over(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    asking = ask(session, panel)
    asked = of(session, asking, member)
    not_this_time(session, asked=asked, **WEB)
    accept(session, asked=asked, member=member, **WEB)
    end_ask(session, ask=asking.ask, by=SOMEONE)
    with pytest.raises(NotThisAsk):
        not_this_time(session, asked=asked, **WEB)
    note_done(session, asked=asked, member=member, **WEB)
    assert asked.answer.state is AskState.DONE


def test_whoever_is_paused_and_chosen_is_not_pressed(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    asking = ask(session, panel)
    member.state = MemberState.PAUSED
    with pytest.raises(NotThisAsk):
        accept(session, asked=of(session, asking, member), member=member, **WEB)


def test_what_is_done_in_another_room_is_noted_here_once(session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    about = uuid.UUID(int=8)
    ask(session, panel, kind=AskKind.SUMMARY_CHECK, about_id=about)
    done = {"kind": AskKind.SUMMARY_CHECK, "about_id": about, "member": member}
    assert [note_done_elsewhere(session, **done), note_done_elsewhere(session, **done)] == [True, False]
    assert session.query(Claim).count() == 1


def test_another_room_says_where_its_work_is_done(session):
    member_id, about = uuid.UUID(int=1), uuid.UUID(int=2)
    offer_place(AskKind.TENDER, lambda _session, what, who: f"/v/{what.int}/{who.int}")
    try:
        assert place_of(session, kind=AskKind.TENDER, about_id=about, member_id=member_id) == "/v/2/1"
        assert place_of(session, kind=AskKind.OTHER, about_id=about, member_id=member_id) == ""
    finally:
        from portal.panels import asking_places

        asking_places._places.pop(AskKind.TENDER)


def test_who_is_asked_gave_and_was_paid_in_a_quarter(session):
    make_rate(session)
    panel = make_panel(session)
    busy, idle = make_member(session, panel, name="Bea"), make_member(session, panel, name="Ada")
    for member in (busy, idle):
        member.since = clock.now() - dt.timedelta(days=400)
    for _time in range(3):
        asking = ask(session, panel, minutes=600, member_ids={busy.id})
        note_done(session, asked=of(session, asking, busy), member=busy, minutes=500, **WEB)
    found = workload_of(session, panel_id=panel.id, quarter=quarter_of(TODAY), today=TODAY)
    assert [(row.person.name, row.work.asked, row.work.given, row.work.owed) for row in found] == [
        ("Ada", 0, 0, 0),
        ("Bea", 1800, 1500, 45000),
    ]
    assert [row.unfair for row in found] == [(Unfair.NEVER_ASKED,), (Unfair.ASKED_OFTEN,)]
    before = quarter_of(TODAY).before
    earlier = workload_of_member(session, panel_id=panel.id, member_id=busy.id, quarter=before, today=TODAY)
    assert (earlier.work.asked, earlier.work.given) == (0, 0)


def test_who_was_at_a_meeting_gave_time_once_whether_they_claim_it_or_not(session):
    make_rate(session)
    panel = make_panel(session)
    claims, claims_nothing = make_member(session, panel, name="Ada"), make_member(session, panel, name="Bea")
    start = clock.now() - dt.timedelta(hours=3)
    meeting = Meeting(
        panel_id=panel.id,
        title={"en": "Our meeting"},
        starts_at=start,
        ends_at=start + dt.timedelta(hours=2),
        made_at=start,
        made_by=SOMEONE,
        version=1,
    )
    session.add(meeting)
    session.flush()
    for member in (claims, claims_nothing):
        session.add(Attendance(meeting_id=meeting.id, member_id=member.id, asked_at=start, minutes=100))
    session.flush()
    claimed(session, claims, kind=ClaimKind.MEETING, about_id=meeting.id, minutes=120)
    day = start.astimezone(HOME_TIME).date()
    found = workload_of(session, panel_id=panel.id, quarter=quarter_of(day), today=TODAY)
    assert [(row.work.asked, row.work.given, row.work.times_asked) for row in found] == [(120, 100, 1)] * 2


def opened(client, session, member: PanelMember) -> None:
    session.commit()
    assert submit(client, link_of(member, base_url="")).status_code == 303


def test_a_member_chooses_between_two_wordings_in_the_inbox(client, session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    texts = [{"en": "We will get back to you."}, {"en": "We will answer by Friday."}]
    asking = ask(session, panel, kind=AskKind.WORDING, title={"en": "Which is clearer?"}, texts=texts)
    opened(client, session, member)
    assert "Which is clearer?" in client.get("/member/").text
    here = f"/member/asks/{asking.ask.id}"
    assert here in client.get("/member/asks/").text
    shown = client.get(here).text
    assert "About 30 minutes" in shown
    assert "£7.50" in shown
    assert client.get(f"{here}/done").status_code == 303
    assert submit(client, here).headers["Location"] == here
    assert "Choose one, or write what you think" in submit(client, f"{here}/done", words="").text
    assert submit(client, f"{here}/done", chose="1", words="Friday is clear").status_code == 303
    session.expire_all()
    answer = session.query(AskAnswer).one()
    assert (answer.state, answer.chose, answer.words) == (AskState.DONE, 1, "Friday is clear")
    assert "You have done this. Thank you." in client.get(here).text


def test_a_member_says_no_in_one_press(client, session):
    panel = make_panel(session)
    member = make_member(session, panel)
    asking = ask(session, panel)
    opened(client, session, member)
    here = f"/member/asks/{asking.ask.id}"
    assert send(client, here, action=f"{here}/no").status_code == 303
    session.expire_all()
    assert session.query(AskAnswer).one().state is AskState.NOT_THIS_TIME


def test_the_page_of_an_ask_says_that_it_would_pass_the_limit(client, session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    chose(session, member, limit=500)
    asking = ask(session, panel)
    opened(client, session, member)
    here = f"/member/asks/{asking.ask.id}"
    assert "This comes to £7.50. Below your limit there is still £5.00." in client.get(here).text
    assert "Choose one of the answers" in submit(client, here).text
    assert submit(client, here, limit_choice="limit").status_code == 303
    session.expire_all()
    assert session.query(AskAnswer).one().agreed_pence == 500


def test_an_ask_of_someone_else_is_not_found(client, session):
    panel = make_panel(session)
    asking = ask(session, panel)
    other = make_panel(session)
    opened(client, session, make_member(session, other))
    assert client.get(f"/member/asks/{asking.ask.id}").status_code == 404


def test_staff_ask_the_panel_and_take_down_what_someone_says_by_phone(client, session):
    panel = make_panel(session)
    member = make_member(session, panel, name="Ana Example")
    make_member(session, panel, name="Pat Pause", state=MemberState.PAUSED)
    account = signed_in(client, session, Role.ORGANISER)
    base = f"/panels/{panel.id}/asks"
    assert "1 person takes a break and is not asked." in client.get(f"{base}/new").text
    said = {"kind": "reading", "title_en": "Read our plan", "minutes": "30"}
    assert "Enter how many minutes" in submit(client, f"{base}/new", **{**said, "minutes": ""}).text
    here = submit(client, f"{base}/new", **said).headers["Location"]
    assert "1 person takes a break and was not asked." in client.get(here).text
    answer = session.query(AskAnswer).one()
    address = f"{here}/answers/{answer.id}"
    submit(client, address, answer="done", said_by="phone", words="All clear", minutes="40")
    session.expire_all()
    assert (answer.state, answer.said_by, answer.by, answer.minutes) == (AskState.DONE, SaidBy.PHONE, account.id, 40)
    assert answer.member_id == member.id
    assert send(client, here, action=f"{address}/thanks").status_code == 303
    send(client, here, action=f"{here}/end")
    session.expire_all()
    assert session.query(MemberAsk).one().ended_at is not None
    assert "This is over, was answered before" in submit(client, address, answer="no", said_by="phone").text


def test_how_the_work_is_spread_is_shown_by_name_with_what_to_put_right(client, session):
    panel = make_panel(session)
    member = make_member(session, panel, name="Bea")
    member.since = clock.now() - dt.timedelta(days=400)
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    text = client.get(f"/panels/{panel.id}/asks/workload").text
    assert "Nobody asked them." in text
    assert client.get(f"/panels/{panel.id}/asks/workload?quarter=2026-9").status_code == 200
    assert "1 July 2025" in client.get(f"/panels/{panel.id}/asks/workload?quarter=2025-3").text


def test_wordings_are_typed_in_every_language_and_shown_in_the_members_own(session, client):
    panel = make_panel(session)
    member = make_member(session, panel, language="cy")
    signed_in(client, session, Role.ORGANISER)
    session.commit()
    address = f"/panels/{panel.id}/asks/new"
    said = {"kind": "wording", "title_en": "Which is clearer?", "minutes": "5", "first_en": "Help", "second_en": "Aid"}
    refused = submit(client, address, **said, first_cy="Help llaw")
    assert refused.status_code == 200
    assert "Enter two wordings, or none" in refused.text
    only_other = submit(client, address, **{**said, "first_en": "", "second_en": ""}, first_cy="A", second_cy="B")
    assert "Enter two wordings, or none" in only_other.text
    assert submit(client, address, **said, first_cy="Help llaw", second_cy="Cymorth").status_code == 303
    asked = session.query(MemberAsk).one()
    assert asked.texts == [{"en": "Help", "cy": "Help llaw"}, {"en": "Aid", "cy": "Cymorth"}]
    accept(session, asked=asked_of(session, ask_id=asked.id, member_id=member.id), member=member, **WEB)
    session.commit()
    submit(client, link_of(member, base_url=""))
    assert "Cymorth" in client.get(f"/member/asks/{asked.id}/done").text
