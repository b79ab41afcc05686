import datetime as dt
import io
import uuid

from PIL import Image

from portal.panels.enums import MemberState
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import ClaimKind, ClaimState, LimitPer, Offer, Unit
from portal.panels.models import (
    BankDetails,
    BankDetailsChange,
    BenefitsGuidance,
    Claim,
    ClaimReceipt,
    GuidanceShown,
    PayBatch,
    ThanksChoice,
    ThanksLetter,
    ThanksRate,
)
from portal.panels.operations.claims import send_back
from portal.panels.operations.membership import link_of
from portal.panels.operations.receipts import content_of
from portal.people.enums import Role
from portal.shared import clock
from portal.shared.export_log import exports_taken
from portal.shared.queue import run_everything
from tests.forms import send, submit
from tests.panels.factories import make_member, make_panel
from tests.panels.thanks_factories import approved, chose, claimed, make_guidance, make_rate, with_account
from tests.people.factories import make_account, signed_in

TODAY = clock.today()
DAY = {"day-day": str(TODAY.day), "day-month": str(TODAY.month), "day-year": str(TODAY.year)}


def date(name: str, day: dt.date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def opened(client, session, member):
    """The member's own page, opened with their link."""
    session.commit()
    assert submit(client, link_of(member, base_url="")).status_code == 303
    return member


def a_photo() -> tuple[io.BytesIO, str]:
    out, exif = io.BytesIO(), Image.Exif()
    exif[271] = "Phone of Ana"
    Image.new("RGB", (40, 30), "white").save(out, "JPEG", exif=exif)
    out.seek(0)
    return out, "ticket.jpg"


def a_pdf(author: str = "Ana") -> bytes:
    import pikepdf

    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.docinfo["/Author"] = author
    pdf.save(out)
    return out.getvalue()


def test_a_member_is_shown_the_guidance_before_they_can_choose(client, session):
    member = opened(client, session, make_member(session, make_panel(session)))
    make_guidance(session)
    session.commit()
    assert client.get("/member/thanks/choose").headers["Location"] == "/member/thanks/before"
    before = client.get("/member/thanks/before").text
    assert "It can change what you get." in before
    assert 'href="https://advice.example.org/"' in before
    assert submit(client, "/member/thanks/before").headers["Location"] == "/member/thanks/choose"
    assert session.query(GuidanceShown).one().member_id == member.id
    answer = submit(
        client, "/member/thanks/choose", for_time="payment", beside=["expenses"], limit="20", limit_per="week"
    )
    assert answer.headers["Location"] == "/member/thanks/"
    chosen = session.query(ThanksChoice).one()
    assert (chosen.for_time, chosen.limit_pence, chosen.limit_per) == (Offer.PAYMENT, 2000, LimitPer.WEEK)
    assert (chosen.said_by, chosen.by, chosen.beside) == (SaidBy.WEB, None, ["expenses"])


def test_a_limit_needs_a_week_or_a_month_and_whole_pence(client, session):
    opened(client, session, make_member(session, make_panel(session)))
    answer = submit(client, "/member/thanks/choose", for_time="payment", limit="20.555")
    assert "Say if it is for a week or for a month" in answer.text
    assert "Enter an amount, like 12.50" in answer.text
    assert session.query(ThanksChoice).count() == 0


def test_reading_is_claimed_by_web_and_stands_on_the_members_page(client, session):
    make_rate(session)
    member = opened(client, session, make_member(session, make_panel(session)))
    answer = submit(client, "/member/thanks/claim/reading", minutes="90", what="The big report", **DAY)
    assert answer.headers["Location"] == "/member/thanks/"
    row = session.query(Claim).one()
    assert (row.kind, row.pence, row.member_id, row.what) == (ClaimKind.READING, 2250, member.id, "The big report")
    money = client.get("/member/thanks/").text
    assert "£22.50" in money
    assert "We owe you £22.50." in client.get("/member/").text


def test_claiming_twice_is_said_and_nothing_is_lost(client, session):
    make_rate(session)
    opened(client, session, make_member(session, make_panel(session)))
    submit(client, "/member/thanks/claim/reading", minutes="90", **DAY)
    answer = submit(client, "/member/thanks/claim/reading", minutes="30", what="Another paper", **DAY)
    assert "You have claimed the same for this day." in answer.text
    assert "Another paper" in answer.text
    assert "is_another" in answer.text
    assert session.query(Claim).count() == 1


def test_a_limit_is_said_before_it_is_passed(client, session):
    make_rate(session)
    member = make_member(session, make_panel(session))
    chose(session, member, limit=1000)
    opened(client, session, member)
    answer = submit(client, "/member/thanks/claim/reading", minutes="60", **DAY)
    assert "This comes to £15.00. Below your limit there is still £10.00." in answer.text
    assert session.query(Claim).count() == 0
    page = client.get("/member/thanks/claim/reading")
    assert "limit_choice" not in page.text
    submit(client, "/member/thanks/claim/reading", minutes="60", limit_choice="limit", **DAY)
    assert session.query(Claim).one().pence == 1000


def test_a_receipt_is_drawn_anew_without_what_was_hidden_in_it_and_lies_sealed(client, session, settings):
    opened(client, session, make_member(session, make_panel(session)))
    answer = submit(client, "/member/thanks/claim/travel", amount="4.80", receipts=a_photo(), **DAY)
    assert answer.status_code == 303, answer.text
    receipt = session.query(ClaimReceipt).one()
    kept = content_of(receipt)
    assert kept.startswith(b"\xff\xd8")
    assert b"Phone of Ana" not in kept
    on_disk = (settings.instance / "files" / receipt.file_key).read_bytes()
    assert kept[:200] not in on_disk


def test_a_pdf_receipt_loses_its_author(client, session):
    opened(client, session, make_member(session, make_panel(session)))
    file = (io.BytesIO(a_pdf()), "bill.pdf")
    assert submit(client, "/member/thanks/claim/travel", amount="4.80", receipts=file, **DAY).status_code == 303
    receipt = session.query(ClaimReceipt).one()
    assert receipt.media_type == "application/pdf"
    assert b"Ana" not in content_of(receipt)


def test_a_file_that_is_no_receipt_is_refused_and_no_claim_is_half_written(client, session):
    opened(client, session, make_member(session, make_panel(session)))
    answer = submit(
        client, "/member/thanks/claim/travel", amount="4.80", receipts=(io.BytesIO(b"hello"), "a.jpg"), **DAY
    )
    assert "Choose a JPEG or PNG picture." in answer.text
    session.rollback()
    assert (session.query(Claim).count(), session.query(ClaimReceipt).count()) == (0, 0)


def test_what_cannot_be_claimed_yet_is_said_beside_the_day(client, session):
    make_rate(session)
    opened(client, session, make_member(session, make_panel(session)))
    later = date("day", TODAY + dt.timedelta(days=20))
    assert (
        "You can claim when the day has come"
        in submit(client, "/member/thanks/claim/reading", minutes="60", **later).text
    )
    answer = submit(client, "/member/thanks/claim/travel_advance", amount="30", **later)
    assert answer.status_code == 303
    assert session.query(Claim).one().offer is Offer.TRAVEL_ADVANCE


def test_miles_are_asked_for_only_where_they_count(client, session):
    make_rate(session, offer=Offer.EXPENSES, unit=Unit.MILE, pence=45)
    opened(client, session, make_member(session, make_panel(session)))
    assert 'name="miles"' not in client.get("/member/thanks/claim/carer_cover").text
    submit(client, "/member/thanks/claim/travel", miles="10", **DAY)
    assert session.query(Claim).one().pence == 450


def test_bank_details_are_checked_in_words_and_shown_masked(client, session):
    member = opened(client, session, make_member(session, make_panel(session)))
    answer = submit(client, "/member/thanks/bank", name="آنا", sort_code="12345", account_number="1234567")
    for words in ("A sort code has 6 numbers", "An account number has 8 numbers", "letters of the bank card"):
        assert words in answer.text
    assert session.query(BankDetails).count() == 0
    submit(client, "/member/thanks/bank", name="Ana Example", sort_code="12-34-56", account_number="12345678")
    assert session.query(BankDetails).one().member_id == member.id
    page = client.get("/member/thanks/bank").text
    assert "••••••78" in page
    assert "345678" not in page + client.get("/member/thanks/").text
    assert submit(client, "/member/thanks/bank", with_field="nothing").status_code == 200
    send(client, "/member/thanks/bank", action="/member/thanks/bank/forget")
    assert session.query(BankDetails).count() == 0
    assert session.query(BankDetailsChange).count() == 2


def test_a_claim_that_was_sent_back_is_put_right_and_sent_again(client, session):
    account = make_account(session, Role.APPROVER, email="approver@example.org")
    member = make_member(session, make_panel(session))
    row = claimed(session, member, pence=480)
    send_back(session, claim=row, why="Is this for two days?", by=account.id)
    opened(client, session, member)
    assert "Is this for two days?" in client.get("/member/thanks/").text
    answer = submit(client, f"/member/thanks/claims/{row.id}", amount="2.40")
    assert answer.status_code == 303, answer.text
    session.expire_all()
    assert (row.state, row.pence) == (ClaimState.CLAIMED, 240)
    send(client, "/member/thanks/", action=f"/member/thanks/claims/{row.id}/take-back")
    session.expire_all()
    assert row.state is ClaimState.TAKEN_BACK


def test_a_member_never_sees_anothers_money(client, session):
    panel = make_panel(session)
    other = make_member(session, panel)
    row = claimed(session, other, pence=480)
    letter = ThanksLetter(
        member_id=other.id, first_day=TODAY, last_day=TODAY, language="en", asked_at=clock.now(), file_key="x"
    )
    session.add(letter)
    opened(client, session, make_member(session, panel))
    for address in (f"claims/{row.id}", f"claims/{row.id}/receipts", f"letters/{letter.id}"):
        assert client.get(f"/member/thanks/{address}").status_code == 404
    assert "£4.80" not in client.get("/member/thanks/").text


def test_own_payments_are_taken_as_a_table_through_the_export_writer(client, session):
    panel = make_panel(session)
    member = make_member(session, panel)
    row = approved(session, member, pence=480)
    row.state, row.settled_at = ClaimState.PAID, clock.now()
    opened(client, session, member)
    answer = send(client, "/member/thanks/", action="/member/thanks/payments")
    assert answer.data.decode("utf-8-sig").splitlines()[1] == f"{TODAY},Travel,4.80,{TODAY}"
    assert exports_taken(session, about_id=member.id)[1] == 1


def test_staff_type_a_claim_from_the_phone_and_a_second_person_agrees(client, session):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    account = signed_in(client, session, Role.ORGANISER, Role.APPROVER)
    base = f"/panels/{panel.id}/thanks"
    answer = submit(client, f"{base}/new", member=str(member.id))
    answer = submit(client, f"{answer.headers['Location']}/reading", minutes="60", said_by="phone", **DAY)
    row = session.query(Claim).one()
    assert (row.said_by, row.entered_by) == (SaidBy.PHONE, account.id)
    shown = f"{base}/claims/{row.id}"
    refused = send(client, shown, action=f"{shown}/approve")
    assert "You typed this claim. Someone else must agree to it." in refused.text
    signed_in(client, session, Role.APPROVER, email="second@example.org")
    assert send(client, shown, action=f"{shown}/approve").status_code == 303
    session.expire_all()
    assert row.state is ClaimState.APPROVED


def test_a_commissioner_sees_how_long_people_wait_and_no_name(client, session):
    panel = make_panel(session)
    member = make_member(session, panel, name="Nobody Elses Business")
    with clock.moved_to(clock.now() - dt.timedelta(days=12)):
        claimed(session, member, pence=480)
    signed_in(client, session, Role.COMMISSIONER)
    text = client.get(f"/panels/{panel.id}/thanks/").text
    assert "1 has waited too long." in text
    assert "Nobody Elses Business" not in text
    assert client.get(f"/panels/{panel.id}/thanks/claims/{session.query(Claim).one().id}").status_code == 403


def test_an_approver_pays_a_batch_and_each_taking_is_noted(client, session):
    panel = make_panel(session)
    member = make_member(session, panel)
    with_account(session, member)
    row = approved(session, member, pence=480)
    account = signed_in(client, session, Role.APPROVER)
    assert f"/panels/{panel.id}/thanks/" in client.get("/panels/").text
    base = f"/panels/{panel.id}/thanks"
    submit(client, f"{base}/batches", kind="bank")
    batch = session.query(PayBatch).one()
    here = f"{base}/batches/{batch.id}"
    shown = client.get(here).text
    assert "••••••78" in shown
    assert "12345678" not in shown
    taken = send(client, here, action=f"{here}/file.csv")
    assert b"ANA EXAMPLE,123456,12345678,4.80,THANKS 1-001" in taken.data
    assert exports_taken(session, about_id=batch.id)[0][0].taken_by == account.id
    send(client, here, action=f"{here}/paid")
    session.expire_all()
    assert row.state is ClaimState.PAID
    assert "Nothing that is agreed can be paid this way now." in submit(client, f"{base}/batches", kind="bank").text
    back = f"{base}/payees/{_payee(session)}/came-back"
    submit(client, back, why="The account is closed")
    session.expire_all()
    assert row.state is ClaimState.APPROVED
    submit(client, f"{base}/claims/{row.id}/by-hand", how="Cash")
    session.expire_all()
    assert row.state is ClaimState.PAID


def _payee(session) -> uuid.UUID:
    from portal.panels.models import Payee

    return session.query(Payee).one().id


def test_an_organiser_cannot_take_the_bank_file(client, session):
    panel = make_panel(session)
    signed_in(client, session, Role.ORGANISER)
    assert client.get(f"/panels/{panel.id}/thanks/batches").status_code == 403


def test_a_claim_of_another_panel_is_not_found(client, session):
    panel, other = make_panel(session), make_panel(session)
    row = claimed(session, make_member(session, other), pence=480)
    signed_in(client, session, Role.ORGANISER)
    assert client.get(f"/panels/{panel.id}/thanks/claims/{row.id}").status_code == 404
    assert client.get(f"/panels/{other.id}/thanks/claims/{row.id}").status_code == 200


def test_a_rate_is_set_with_its_source_and_a_second_one_begins_later(client, session):
    panel = make_panel(session)
    account = signed_in(client, session, Role.ORGANISER)
    address = f"/panels/{panel.id}/thanks/rates/new"
    said = {"offer": "payment", "unit": "hour", "amount": "15.25", "source": "Board", **date("source_date", TODAY)}
    assert submit(client, address, **said).status_code == 303
    rate = session.query(ThanksRate).one()
    assert (rate.pence, rate.panel_id, rate.recorded_by, rate.valid_from) == (1525, panel.id, account.id, TODAY)
    assert "There is a rate from this day or later." in submit(client, address, **said).text
    later = date("valid_from", TODAY + dt.timedelta(days=1))
    assert submit(client, address, **{**said, "amount": "16", **later}).status_code == 303
    listed = client.get(f"/panels/{panel.id}/thanks/rates").text
    assert "£15.25" in listed
    assert "£16.00" in listed


def test_a_newer_text_about_benefits_is_a_new_version_and_an_old_one_a_todo(client, session):
    panel = make_panel(session)
    text = make_guidance(session, review_by=TODAY)
    signed_in(client, session, Role.ORGANISER)
    assert "Read 1 text about benefits again" in client.get(f"/panels/{panel.id}").text
    address = f"/panels/{panel.id}/thanks/guidance/{text.id}"
    later = date("review_by", TODAY + dt.timedelta(days=90))
    assert submit(client, address, body_en="Newer words.", **later).status_code == 303
    assert [one.number for one in session.query(BenefitsGuidance).order_by(BenefitsGuidance.number)] == [1, 2]
    assert "about benefits again" not in client.get(f"/panels/{panel.id}").text
    new = f"/panels/{panel.id}/thanks/guidance/new"
    assert submit(client, new, title_en="More", body_en="").status_code == 200


def test_staff_take_down_a_choice_only_after_the_guidance_was_read(client, session):
    panel = make_panel(session)
    member = make_member(session, panel)
    make_guidance(session)
    account = signed_in(client, session, Role.ORGANISER)
    address = f"/panels/{panel.id}/thanks/members/{member.id}/choose"
    assert "Read it to them first" in submit(client, address, for_time="none", said_by="phone").text
    assert submit(client, address, for_time="none", said_by="phone", was_read="yes").status_code == 303
    chosen = session.query(ThanksChoice).one()
    assert (chosen.for_time, chosen.said_by, chosen.by) == (Offer.NONE, SaidBy.PHONE, account.id)


def test_staff_change_a_bank_account_with_a_reason(client, session):
    panel = make_panel(session)
    member = make_member(session, panel)
    signed_in(client, session, Role.ORGANISER)
    address = f"/panels/{panel.id}/thanks/members/{member.id}/bank"
    known = {"name": "Ana", "sort_code": "123456", "account_number": "12345678", "said_by": "phone"}
    assert "Say why you change it for them" in submit(client, address, **known).text
    assert submit(client, address, why="They rang", **known).status_code == 303
    assert session.query(BankDetailsChange).one().why == "They rang"


def test_too_long_is_what_the_panel_says(client, session):
    panel = make_panel(session)
    with clock.moved_to(clock.now() - dt.timedelta(days=12)):
        claimed(session, make_member(session, panel), pence=480)
    signed_in(client, session, Role.ORGANISER)
    assert "1 claim waits longer than it should" in client.get(f"/panels/{panel.id}").text
    submit(client, f"/panels/{panel.id}/thanks/settings", days_to_pay="30")
    assert "1 claim waits" in client.get(f"/panels/{panel.id}").text
    assert "longer than it should" not in client.get(f"/panels/{panel.id}").text


def test_a_letter_is_made_by_the_worker_in_english_and_the_members_language(client, session):
    panel = make_panel(session)
    member = make_member(session, panel, language="ur")
    chose(session, member, limit=2000)
    row = approved(session, member, pence=480)
    row.state, row.settled_at = ClaimState.PAID, clock.now()
    opened(client, session, member)
    assert submit(client, "/member/thanks/letter?lang=en").status_code == 303
    run_everything(session)
    session.expire_all()
    letter = session.query(ThanksLetter).one()
    assert letter.faults == []
    answer = client.get(f"/member/thanks/letters/{letter.id}")
    assert answer.data.startswith(b"%PDF-")
    import pikepdf

    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert len(pdf.pages) >= 2


def test_a_paused_member_can_still_see_and_claim_money(client, session):
    member = make_member(session, make_panel(session), state=MemberState.PAUSED)
    opened(client, session, member)
    assert submit(client, "/member/thanks/claim/travel", amount="3", **DAY).status_code == 303
