import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from portal.panels.enums import MemberState
from portal.panels.enums.asks import AskKind
from portal.panels.enums.thanks import BatchKind, ClaimKind
from portal.panels.models import (
    AskAnswer,
    BankDetails,
    BankDetailsChange,
    Claim,
    ClaimReceipt,
    ClaimStep,
    GuidanceShown,
    PayBatch,
    Payee,
    PayLine,
    ThanksChoice,
    ThanksLetter,
)
from portal.panels.operations.asks import ask_members
from portal.panels.operations.claims import pay_by_hand
from portal.panels.operations.membership import move_member
from portal.panels.operations.paying import make_batch, mark_paid
from portal.panels.operations.receipts import add_receipt
from portal.panels.queries.asks import asked_of
from portal.panels.tasks.thanks import forget
from portal.shared import clock
from portal.shared.queue import run_everything
from tests.panels.factories import make_member, make_panel
from tests.panels.test_thanks_pages import a_pdf
from tests.panels.thanks_factories import ANOTHER, approved, chose, claimed, make_guidance, make_rate, with_account


def ago(days: int):
    """Inside, what is done was done so many days ago."""
    return clock.moved_to(clock.now() - dt.timedelta(days=days))


def in_future(days: int):
    return clock.moved_to(clock.now() + dt.timedelta(days=days))


def night(session) -> dict[str, int]:
    session.commit()
    found = forget(session, progress=None)
    session.commit()
    session.expire_all()
    return {name: number for name, number in found.items() if number}


def test_claims_go_six_years_after_they_were_settled_with_all_that_hangs_on_them(session, settings):
    panel = make_panel(session)
    member = make_member(session, panel)
    with ago(2195):
        with_account(session, member)
        old = approved(session, member, pence=480)
        receipt = add_receipt(session, claim=old, content=a_pdf(), by=None)
        batch = make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
        mark_paid(session, batch=batch, by=ANOTHER)
    file = settings.instance / "files" / receipt.file_key
    with ago(2000):
        kept = approved(session, member, pence=100)
        pay_by_hand(session, claim=kept, how="Cash", by=ANOTHER)
    waits = claimed(session, member, pence=90)
    assert night(session) == {"claims": 1, "batches": 1, "bank_changes": 1}
    assert {one.id for one in session.query(Claim)} == {kept.id, waits.id}
    assert [session.query(table).count() for table in (ClaimReceipt, PayBatch, Payee, PayLine)] == [0, 0, 0, 0]
    run_everything(session)
    assert not file.exists()


def test_a_claim_that_waits_is_never_forgotten(session):
    member = make_member(session, make_panel(session))
    with ago(3000):
        claimed(session, member, pence=480)
    assert night(session) == {}
    assert session.query(ClaimStep).count() == 1


def test_names_and_numbers_of_payments_go_after_ninety_days(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    with ago(92):
        with_account(session, member)
        approved(session, member, pence=480)
        make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    assert night(session) == {"payees": 1}
    payee = session.query(Payee).one()
    assert (payee.name, payee.sort_code, payee.account_number, payee.pence) == (None, None, None, 480)
    assert session.query(BankDetails).count() == 1


def test_a_payment_of_yesterday_cannot_be_changed_even_by_hand(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    with_account(session, member)
    approved(session, member, pence=480)
    make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
    for table in (Payee, PayLine):
        with pytest.raises(sa.exc.DBAPIError), session.begin_nested():
            session.execute(sa.update(table).values(pence=1))


def test_bank_details_go_ninety_days_after_someone_left_and_is_owed_nothing(session):
    panel = make_panel(session)
    owed, done, here = (make_member(session, panel) for _one in range(3))
    for member in (owed, done, here):
        with_account(session, member)
    with ago(95):
        claimed(session, owed, pence=480)
        for member in (owed, done):
            move_member(session, member=member, to=MemberState.ENDED, by=panel.coordinator_id)
    assert night(session) == {"bank_details": 1}
    assert {one.member_id for one in session.query(BankDetails)} == {owed.id, here.id}


def test_words_go_after_two_years_and_the_rest_after_six(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    known = {"kind": AskKind.OTHER, "about_id": None, "title": {"en": "Help"}, "minutes": 5, "due": None, "by": None}
    for days in (2195, 740, 10):
        with ago(days):
            asking = ask_members(session, panel=panel, **known)
            asked_of(session, ask_id=asking.ask.id, member_id=member.id).answer.words = "My words"
    assert night(session) == {"words": 2, "answers": 1}
    rows = session.query(AskAnswer).order_by(AskAnswer.offered_at).all()
    assert [one.words for one in rows] == [None, "My words"]


def test_a_choice_that_counts_stays_and_an_old_one_goes(session):
    member = make_member(session, make_panel(session))
    make_guidance(session)
    for days in (2300, 2250):
        with ago(days):
            chose(session, member)
    assert night(session) == {"choices": 1, "shown": 1}
    assert session.query(ThanksChoice).count() == 1
    assert session.query(GuidanceShown).count() == 0


def test_letters_go_after_a_month(session):
    member = make_member(session, make_panel(session))
    for days in (31, 2):
        with ago(days):
            known = {"first_day": clock.today(), "last_day": clock.today(), "language": "en"}
            session.add(ThanksLetter(member_id=member.id, asked_at=clock.now(), **known))
    assert night(session) == {"letters": 1}


def test_what_was_just_done_is_not_forgotten(session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    make_guidance(session)
    chose(session, member)
    with_account(session, member)
    claimed(session, member, kind=ClaimKind.READING, about_id=uuid.UUID(int=4))
    assert night(session) == {}
    assert session.query(BankDetailsChange).count() == 1
