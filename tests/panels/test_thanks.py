import datetime as dt

import pytest
import sqlalchemy as sa

from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import BatchKind, ClaimKind, ClaimState, LimitPer, Offer, Unit
from portal.panels.errors import (
    ClaimedBefore,
    GuidanceNotShown,
    NeedsAnotherPerson,
    NeedsReason,
    NoRate,
    NothingToPay,
    OverLimit,
    RateBegan,
    WantsNothing,
    WrongClaimState,
)
from portal.panels.models import BankDetails, BankDetailsChange, Claim, ThanksChoice, ThanksRate
from portal.panels.operations.bank import change_bank_details, shown
from portal.panels.operations.claims import (
    Claimed,
    approve,
    claim_again,
    left_of_limit,
    pay_by_hand,
    send_back,
    take_back,
)
from portal.panels.operations.paying import make_batch, mark_paid, money_came_back, take_batch
from portal.panels.operations.thanks import choose_thanks, note_shown
from portal.panels.queries import claims as queries
from portal.panels.queries.letters import paid_to
from portal.panels.queries.thanks import choice_of, guidance_now, guidance_to_read_again, not_shown_yet, rates_for
from portal.shared import clock
from portal.shared.export_log import exports_taken
from tests.panels.factories import make_member, make_panel
from tests.panels.thanks_factories import (
    ANOTHER,
    SOMEONE,
    approved,
    chose,
    claimed,
    make_guidance,
    make_rate,
    with_account,
)

TODAY = clock.today()


def test_a_rate_that_began_is_not_rewritten_and_the_database_holds_it(session):
    rate = make_rate(session)
    with pytest.raises(RateBegan):
        make_rate(session, pence=2000)
    newer = make_rate(session, pence=2000, valid_from=TODAY)
    assert [one.id for one in rates_for(session, panel_id=None)] == [newer.id, rate.id]
    with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
        session.execute(sa.update(ThanksRate).values(pence=1))


def test_nobody_chooses_before_they_were_shown_what_there_is_to_know(session):
    member = make_member(session, make_panel(session))
    guidance = make_guidance(session)
    wish = {"for_time": Offer.PAYMENT, "beside": [], "said_by": SaidBy.WEB, "by": None}
    with pytest.raises(GuidanceNotShown):
        choose_thanks(session, member=member, **wish)
    note_shown(session, member=member, guidance_ids=[guidance.id], by=None)
    choose_thanks(session, member=member, **wish)
    assert choice_of(session, member_id=member.id).for_time is Offer.PAYMENT

    make_guidance(session, instead_of=guidance, body={"en": "Newer words."})
    assert [one.number for one in not_shown_yet(session, member_id=member.id)] == [2]
    with pytest.raises(GuidanceNotShown):
        choose_thanks(session, member=member, **wish)


def test_a_text_that_is_no_longer_shown_is_in_nobodys_way(session):
    guidance = make_guidance(session)
    make_guidance(session, instead_of=guidance, is_shown=False)
    assert guidance_now(session) == []


def test_guidance_out_of_date_is_found_on_its_day(session):
    guidance = make_guidance(session, review_by=TODAY)
    make_guidance(session, review_by=TODAY + dt.timedelta(days=1))
    assert [one.id for one in guidance_to_read_again(session, today=TODAY)] == [guidance.id]


def test_changing_ones_mind_is_another_row(session):
    member = make_member(session, make_panel(session))
    chose(session, member, limit=2000)
    chose(session, member, Offer.NONE, limit=2000)
    now = choice_of(session, member_id=member.id)
    assert (now.for_time, now.limit_pence) == (Offer.NONE, None)
    assert session.query(ThanksChoice).count() == 2


def test_reading_is_paid_by_the_hour_and_without_a_rate_it_cannot_be_claimed(session):
    member = make_member(session, make_panel(session))
    with pytest.raises(NoRate):
        claimed(session, member)
    rate = make_rate(session)
    row = claimed(session, member, minutes=50)
    assert (row.pence, row.rate_id, row.offer) == (1250, rate.id, Offer.PAYMENT)


def test_whoever_wants_nothing_for_time_still_gets_their_bus_fare(session):
    make_rate(session)
    member = make_member(session, make_panel(session))
    chose(session, member, Offer.NONE)
    with pytest.raises(WantsNothing):
        claimed(session, member)
    assert claimed(session, member, pence=480).offer is Offer.EXPENSES


def test_a_limit_is_said_before_it_is_passed_and_costs_do_not_count_towards_it(session):
    make_rate(session)
    member = make_member(session, make_panel(session))
    chose(session, member, limit=2000)
    claimed(session, member, pence=9999)
    claimed(session, member, minutes=60)
    assert left_of_limit(session, member_id=member.id, day=TODAY) == 500
    with pytest.raises(OverLimit) as over:
        claimed(session, member, minutes=30, is_another=True)
    assert (over.value.wanted, over.value.left) == (750, 500)
    assert session.query(Claim).count() == 2
    row = claimed(session, member, minutes=30, is_another=True, at_most_limit=True)
    assert row.pence == 500
    assert claimed(session, member, minutes=20, is_another=True, past_limit=True).pence == 500


def test_a_limit_counts_for_its_own_week(session):
    make_rate(session)
    member = make_member(session, make_panel(session))
    chose(session, member, limit=1500)
    claimed(session, member, minutes=60)
    assert left_of_limit(session, member_id=member.id, day=TODAY) == 0
    assert left_of_limit(session, member_id=member.id, day=TODAY - dt.timedelta(days=7)) == 1500


def test_the_same_thing_is_claimed_once(session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    meeting = panel.id
    first = claimed(session, member, kind=ClaimKind.MEETING, about_id=meeting)
    with pytest.raises(ClaimedBefore) as twice:
        claimed(session, member, kind=ClaimKind.MEETING, about_id=meeting, minutes=90, is_another=True)
    assert twice.value.for_good is True
    with pytest.raises(ClaimedBefore) as perhaps:
        claimed(session, member, kind=ClaimKind.MEETING)
    assert perhaps.value.for_good is False
    send_back(session, claim=first, why="How long was it?", by=ANOTHER)
    assert claimed(session, member, kind=ClaimKind.MEETING, about_id=meeting).state is ClaimState.CLAIMED


def test_two_buses_that_cost_the_same_are_two_if_the_member_says_so(session):
    member = make_member(session, make_panel(session))
    claimed(session, member, pence=240)
    with pytest.raises(ClaimedBefore):
        claimed(session, member, pence=240)
    assert claimed(session, member, pence=240, is_another=True).pence == 240
    assert claimed(session, member, pence=250).pence == 250


def test_another_member_may_claim_the_same_meeting(session):
    make_rate(session)
    panel = make_panel(session)
    for member in (make_member(session, panel), make_member(session, panel)):
        assert claimed(session, member, kind=ClaimKind.MEETING, about_id=panel.id).pence == 1500


def test_whoever_typed_a_claim_does_not_agree_to_it_even_when_the_member_sent_it_again(session):
    member = make_member(session, make_panel(session))
    row = claimed(session, member, by=SOMEONE, pence=500)
    with pytest.raises(NeedsAnotherPerson):
        approve(session, claim=row, by=SOMEONE)
    send_back(session, claim=row, why="Is there a ticket?", by=ANOTHER)
    again = Claimed(kind=ClaimKind.TRAVEL, day=TODAY, pence=450)
    claim_again(session, claim=row, member=member, claimed=again, by=None)
    assert (row.pence, row.state) == (450, ClaimState.CLAIMED)
    with pytest.raises(NeedsAnotherPerson):
        approve(session, claim=row, by=SOMEONE)
    approve(session, claim=row, by=ANOTHER)
    assert [step.state for step in queries.steps_of(session, claim_id=row.id)] == [
        ClaimState.CLAIMED,
        ClaimState.SENT_BACK,
        ClaimState.CLAIMED,
        ClaimState.APPROVED,
    ]
    assert queries.last_words(session, claim_ids=[row.id]) == {row.id: "Is there a ticket?"}


def test_cash_pays_an_approved_claim_and_no_other(session):
    member = make_member(session, make_panel(session))
    row = claimed(session, member, pence=500)
    with pytest.raises(WrongClaimState):
        pay_by_hand(session, claim=row, how="Cash at the meeting", by=ANOTHER)
    approve(session, claim=row, by=ANOTHER)
    pay_by_hand(session, claim=row, how="Cash at the meeting", by=ANOTHER)
    assert (row.state, row.settled_at.date()) == (ClaimState.PAID, TODAY)
    with pytest.raises(WrongClaimState):
        take_back(session, claim=row, by=None)


def test_staff_change_bank_details_only_with_a_reason_and_pages_show_two_digits(session):
    member = make_member(session, make_panel(session))
    details = {"name": "Ana", "sort_code": "12-34-56", "account_number": "12345678", "said_by": SaidBy.PHONE}
    with pytest.raises(NeedsReason):
        change_bank_details(session, member=member, by=SOMEONE, why=" ", **details)
    bank = change_bank_details(session, member=member, by=SOMEONE, why="They rang us", **details)
    assert shown(bank) == "••••••78"
    stored = session.execute(sa.text("SELECT * FROM bank_details")).one()
    assert b"12345678" not in b"".join(one for one in stored if isinstance(one, bytes))
    assert session.query(BankDetailsChange).one().why == "They rang us"


def test_a_batch_is_frozen_and_paid_once(session):
    make_rate(session)
    panel = make_panel(session)
    member, other = make_member(session, panel), make_member(session, panel)
    with_account(session, member)
    first, second = approved(session, member), approved(session, member, pence=480)
    left_out = approved(session, other, pence=100)
    batch = make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    assert (batch.pence, first.state, left_out.state) == (1980, ClaimState.IN_BATCH, ClaimState.APPROVED)
    with pytest.raises(NothingToPay):
        make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    session.delete(session.query(BankDetails).one())
    session.flush()
    taken = [take_batch(session, batch=batch, kind="csv", by=ANOTHER).content for _time in range(2)]
    assert taken[0] == taken[1]
    assert taken[0].decode("utf-8-sig").splitlines() == [
        "Payee name,Sort code,Account number,Amount,Reference",
        "ANA EXAMPLE,123456,12345678,19.80,THANKS 1-001",
    ]
    assert exports_taken(session, about_id=batch.id)[1] == 2
    mark_paid(session, batch=batch, by=ANOTHER)
    assert {first.state, second.state} == {ClaimState.PAID}
    with pytest.raises(WrongClaimState):
        mark_paid(session, batch=batch, by=ANOTHER)
    paid = paid_to(session, member_id=member.id, first=TODAY, last=TODAY)
    assert sorted(one.pence for one in paid) == [480, 1500]


def test_money_the_bank_sent_back_is_paid_in_the_next_batch_and_never_twice(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    with_account(session, member)
    row = approved(session, member, pence=700)
    batch = make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    mark_paid(session, batch=batch, by=ANOTHER)
    ((payee, _person),) = queries.payees_of(session, batch_id=batch.id)
    money_came_back(session, payee=payee, why="The account is closed", by=ANOTHER)
    assert (row.state, row.settled_at, row.batch_id) == (ClaimState.APPROVED, None, None)
    with pytest.raises(WrongClaimState):
        money_came_back(session, payee=payee, why="again", by=ANOTHER)
    again = make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    assert (again.number, again.pence) == (2, 700)
    assert queries.turns_of(session, claim_ids=[row.id]) == {row.id: 2}


def test_vouchers_have_a_list_of_their_own_and_nothing_in_it_runs_in_a_spreadsheet(session):
    make_rate(session, offer=Offer.VOUCHER)
    panel = make_panel(session)
    member = make_member(session, panel, name='=HYPERLINK("http://x","y")')
    chose(session, member, Offer.VOUCHER)
    approved(session, member)
    with pytest.raises(NothingToPay):
        make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    batch = make_batch(session, panel=panel, kind=BatchKind.VOUCHERS, by=ANOTHER)
    lines = take_batch(session, batch=batch, kind="csv", by=ANOTHER).content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("\"'=HYPERLINK(")
    assert take_batch(session, batch=batch, kind="xlsx", by=ANOTHER).content[:2] == b"PK"


def test_a_claim_of_nothing_is_settled_when_it_is_agreed(session):
    make_rate(session)
    member = make_member(session, make_panel(session))
    chose(session, member, limit=0)
    row = claimed(session, member, at_most_limit=True)
    approve(session, claim=row, by=ANOTHER)
    assert (row.pence, row.state) == (0, ClaimState.PAID)


def test_days_waiting_are_counted_for_what_is_owed(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    with clock.moved_to(clock.now() - dt.timedelta(days=12)):
        claimed(session, member, pence=100)
        paid = approved(session, member, pence=200)
        pay_by_hand(session, claim=paid, how="Cash", by=ANOTHER)
    claimed(session, member, pence=300)
    found = queries.waiting_on(session, panel_id=panel.id, most=10, today=TODAY)
    assert (found.claims, found.median, found.oldest, found.too_long) == (2, 6.0, 12, 1)


def test_a_limit_for_a_month(session):
    make_rate(session)
    member = make_member(session, make_panel(session))
    choose_thanks(
        session,
        member=member,
        for_time=Offer.PAYMENT,
        beside=[],
        said_by=SaidBy.PAPER,
        by=SOMEONE,
        limit_pence=3000,
        limit_per=LimitPer.MONTH,
    )
    claimed(session, member, day=dt.date(2026, 3, 1), minutes=60)
    assert left_of_limit(session, member_id=member.id, day=dt.date(2026, 3, 31)) == 1500
    assert left_of_limit(session, member_id=member.id, day=dt.date(2026, 4, 1)) == 3000


def test_miles_are_paid_by_their_rate(session):
    make_rate(session, offer=Offer.EXPENSES, unit=Unit.MILE, pence=45)
    member = make_member(session, make_panel(session))
    row = claimed(session, member, kind=ClaimKind.TRAVEL, minutes=None, miles=13)
    assert row.pence == 585
