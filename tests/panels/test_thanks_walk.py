"""Every page of thanks and asks: strict HTML in every language, and as dear with three rows as with one."""

import pytest
from flask import Flask

from portal.panels.enums.asks import AskKind
from portal.panels.enums.doors import SaidBy
from portal.panels.enums.thanks import BatchKind, ClaimState
from portal.panels.models import AskAnswer, BenefitsGuidance, Claim, MemberAsk, Panel, PanelMember, PayBatch, Payee
from portal.panels.operations.asks import ask_members, note_done
from portal.panels.operations.claims import send_back
from portal.panels.operations.membership import link_of
from portal.panels.operations.paying import make_batch
from portal.panels.queries.asks import asked_of
from portal.people.enums import Role
from portal.shared.database import db
from tests.forms import submit
from tests.guards.pages import faults
from tests.guards.walking import Statements
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
from tests.people.factories import signed_in

WORDS = [{"en": "We will get back to you."}, {"en": "We will answer by Friday."}]


def fill(session, panel: Panel, member: PanelMember, times: int) -> None:
    """Everything there can be on these pages, so many times."""
    make_guidance(session)
    chose(session, member, limit=99999)
    with_account(session, member)
    for number in range(times):
        claimed(session, member, pence=100 + number, what="The bus")
        send_back(session, claim=claimed(session, member, pence=200 + number), why="Which bus?", by=ANOTHER)
        approved(session, member, pence=300 + number)
        make_batch(session, panel=panel, kind=BatchKind.BANK, by=ANOTHER)
        approved(session, member, pence=400 + number)
        title = {"en": f"Which words {number}?"}
        known = {"about_id": None, "title": title, "minutes": 30, "due": None, "by": SOMEONE}
        done = ask_members(session, panel=panel, kind=AskKind.WORDING, texts=WORDS, **known)
        asked = asked_of(session, ask_id=done.ask.id, member_id=member.id)
        note_done(session, asked=asked, member=member, said_by=SaidBy.WEB, by=None, words="B", chose=1)
        ask_members(session, panel=panel, kind=AskKind.READING, **known)
    session.commit()


def staff_pages(session, panel: Panel) -> list[str]:
    base, member = f"/panels/{panel.id}", session.query(PanelMember).first()
    batch, payee, claim = (session.query(table).first() for table in (PayBatch, Payee, Claim))
    answer, guidance = session.query(AskAnswer).first(), session.query(BenefitsGuidance).first()
    thanks = [
        *("", "new", f"new/{member.id}", f"new/{member.id}/travel", f"new/{member.id}/reading", f"claims/{claim.id}"),
        *(f"claims/{claim.id}/send-back", f"claims/{claim.id}/by-hand", "rates", "rates/new", "guidance"),
        *("guidance/new", f"guidance/{guidance.id}", "settings", "members", f"members/{member.id}"),
        *(f"members/{member.id}/choose", f"members/{member.id}/bank", f"members/{member.id}/letter"),
        *("batches", f"batches/{batch.id}", f"payees/{payee.id}/came-back"),
    ]
    asks = ["", "new", "workload", f"{answer.ask_id}", f"{answer.ask_id}/answers/{answer.id}"]
    return [base, *(f"{base}/thanks/{one}" for one in thanks), *(f"{base}/asks/{one}" for one in asks)]


def member_pages(session) -> list[str]:
    waits = session.query(Claim).filter_by(state=ClaimState.CLAIMED).first()
    back = session.query(Claim).filter_by(state=ClaimState.SENT_BACK).first()
    asks = [f"/member/asks/{one.id}" for one in session.query(MemberAsk)]
    thanks = ["", "before", "choose", "claim", "claim/travel", "claim/meeting", "bank", "letter"]
    thanks += [f"claims/{back.id}", f"claims/{waits.id}/receipts"]
    return ["/member/", "/member/asks/", *asks, *(f"/member/thanks/{one}" for one in thanks)]


def wrong_with(client, pages: list[str], language: str) -> dict[str, list[str]]:
    found = {}
    for path in pages:
        answer = client.get(path, query_string={"lang": language})
        assert answer.status_code == 200, (path, answer.status_code)
        direction = "rtl" if language == "ur" else "ltr"
        wrong = faults(answer.text, language=language.removesuffix("-easy"), direction=direction)
        if wrong:
            found[path] = wrong
    return found


@pytest.mark.parametrize("language", ["en", "en-easy", "cy", "ur"])
def test_every_page_is_sound_in_every_language(app: Flask, session, language):
    make_rate(session)
    panel = make_panel(session)
    member = make_member(session, panel)
    fill(session, panel, member, 2)
    staff, own = app.test_client(), app.test_client()
    signed_in(staff, session, Role.ORGANISER, Role.APPROVER)
    assert submit(own, link_of(member, base_url="")).status_code == 303
    assert wrong_with(staff, staff_pages(session, panel), language) == {}
    assert wrong_with(own, member_pages(session), language) == {}


def costs(app: Flask, session, times: int) -> dict[str, int]:
    """How many statements each list asks, with `times` rows of everything."""
    panel = make_panel(session)
    fill(session, panel, make_member(session, panel), times)
    member = make_member(session, panel)
    fill(session, panel, member, times)
    staff, own = app.test_client(), app.test_client()
    signed_in(staff, session, Role.ORGANISER, Role.APPROVER, email=f"s{times}@example.org")
    assert submit(own, link_of(member, base_url="")).status_code == 303
    base = f"/panels/{panel.id}"
    batch = session.query(PayBatch).filter_by(panel_id=panel.id).first()
    lists = [f"{base}/thanks/{one}" for one in ("", "rates", "guidance", "members", "batches", f"batches/{batch.id}")]
    lists += [f"{base}/asks/", f"{base}/asks/workload"]
    found = {}
    for client, pages in ((staff, lists), (own, ["/member/thanks/", "/member/asks/", "/member/"])):
        for path in pages:
            client.get(path)
            with app.app_context(), Statements(db.engine) as seen:
                assert client.get(path).status_code == 200
            found[path.replace(str(panel.id), "P").replace(str(batch.id), "B")] = sum(seen.texts.values())
    return found


def test_a_list_costs_the_same_with_one_row_and_with_three(app: Flask, session):
    make_rate(session)
    assert costs(app, session, 1) == costs(app, session, 3)
