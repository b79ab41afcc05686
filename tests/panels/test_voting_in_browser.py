"""Voting with nothing but a keyboard, no script, on a phone of 320 points; and every page of deciding under axe."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from portal.panels.enums import DecisionAnswer, VoteMethod
from portal.panels.models import Ballot
from portal.panels.operations.ledger import claim_change, note_happening, note_reply
from portal.panels.operations.membership import link_of
from portal.panels.operations.publishing import decide_public
from portal.panels.operations.voting import cast_vote, close_vote
from portal.panels.queries.voting import home_today
from portal.panels.rules.ballots import Said, unfold
from portal.people.enums import Role
from tests.browsing import PHONE, faults, lead_on, sign_in_as
from tests.panels.deciding import make_advice, make_idea, option_ids, put_to_vote, shows_at_once
from tests.panels.factories import make_member, make_panel
from tests.people.factories import signed_in

LOOK_AT = os.environ.get("PORTAL_LOOK_AT")


def kept(page, name):
    """For whoever wants to look at the pages."""
    if LOOK_AT:
        page.screenshot(path=Path(LOOK_AT) / f"{name}.png", full_page=True)


def go_to(page, words):
    """By Tab alone to the button of these words, and Enter."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(document.activeElement.innerText || '').replace(/\\s+/g, ' ').trim()") == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {words}")


def visits(open_tab, address, member, **options):
    page = open_tab(viewport=PHONE, **options)
    page.goto(address + link_of(member, base_url=""))
    return lead_on(page, "main button[type=submit]")


def test_a_member_votes_by_keyboard_without_script_on_a_small_phone(session, address, open_tab):
    panel = make_panel(session)
    member = make_member(session, panel)
    rank = put_to_vote(session, panel, "Longer beds", "A lift", "A phone in the hall")
    dots = put_to_vote(session, panel, "Longer beds", "A lift", method=VoteMethod.DOTS)
    session.commit()
    page = visits(open_tab, address, member, java_script_enabled=False)
    page.goto(f"{address}/member/votes/{rank.id}")
    go_to(page, "A lift")
    go_to(page, "Longer beds")
    kept(page, "rank")
    go_to(page, "Send my vote")
    expect(page.locator("h1")).to_have_text("Thank you. We have your vote.")
    page.goto(f"{address}/member/votes/{dots.id}")
    go_to(page, "+ One dot more")
    go_to(page, "+ One dot more")
    kept(page, "dots")
    go_to(page, "Send my vote")
    session.expire_all()
    said = [unfold(one.said) for one in session.query(Ballot)]
    ids = option_ids(session, rank)
    assert [list(one.order) for one in said if one.order] == [[ids["A lift"], ids["Longer beds"]]]
    assert [one.dots for one in said if one.dots] == [{option_ids(session, dots)["Longer beds"]: 2}]


def peopled(session, by):
    """A panel with something on every page of deciding."""
    panel = make_panel(session, by=by)
    shows_at_once(session, panel)
    members = [make_member(session, panel, name="Ada Lovelace") for _one in range(12)]
    idea = make_idea(session, members[0], words="Longer beds for people who are tall", with_name=True)
    going = [put_to_vote(session, panel, "Beds", "Lift", method=one) for one in (VoteMethod.RANK, VoteMethod.DOTS)]
    going.append(put_to_vote(session, panel, method=VoteMethod.CONSENT))
    over = put_to_vote(session, panel, "Beds", "Lift", "Phone")
    ids = list(option_ids(session, over).values())
    for number, member in enumerate(members):
        said = Said(order=ids if number % 3 else ids[::-1], words="Please be quick", may_show=True)
        cast_vote(session, vote=over, member=member, said=said)
    close_vote(session, vote=over)
    advice = make_advice(session, panel, ideas=[idea], ago=40)
    today, staff = home_today(), panel.coordinator_id
    late = make_advice(session, panel, ago=50)
    why = {"en": "Half of the rooms are too small."}
    answer = DecisionAnswer.PARTLY
    note_reply(session, advice=advice, answer=answer, why=why, decided_by="Board", decided_on=today, by=staff)
    advice.public_from = today
    seen = "https://example.org/a-long-address-of-a-page-that-shows-it-all-in-one-long-word"
    note_happening(session, advice=advice, words={"en": "Ten beds came."}, evidence=seen, day=today, by=staff)
    words = {"en": "The beds are longer."}
    row = claim_change(session, advice=advice, words=words, evidence="Photo", changed_on=today, by=staff)
    decide_public(session, panel_id=panel.id, agrees=True, how_decided="Meeting in May", by=staff)
    session.commit()
    return panel, members[0], idea, [*going, over], (advice, late), row


@pytest.mark.parametrize(("language", "scheme"), [("en", "light"), ("ur", "dark")])
def test_every_page_of_deciding_is_sound_on_a_small_phone(session, client, address, open_tab, language, scheme):
    account = signed_in(client, session, Role.ORGANISER)
    panel, member, idea, votes, several, row = peopled(session, account)
    advice, late = several
    own = ["/member/", "/member/ideas", "/member/ideas/new", f"/member/ideas/{idea.id}", "/member/votes"]
    own += [f"/member/votes/{one.id}" for one in votes]
    own += ["/member/influence", "/member/influence/advice", f"/member/influence/advice/{advice.id}"]
    desk = f"/panels/{panel.id}"
    staff = [desk, f"{desk}/deciding", f"{desk}/deciding/look", f"{desk}/deciding/ideas/{idea.id}"]
    staff += [f"{desk}/votes/new", f"{desk}/votes/{votes[-1].id}", f"{desk}/ledger", f"{desk}/ledger/new"]
    staff += [f"{desk}/ledger/{advice.id}", f"{desk}/ledger/{late.id}/reply", f"{desk}/influence"]
    staff += [f"{desk}/ledger/{advice.id}/claims/{row.id}", "/panels/late-replies"]
    page = visits(open_tab, address, member, color_scheme=scheme)
    found = looked_at(page, address, [*own, f"/panel/{panel.id}"], language, "own")
    desk_page = sign_in_as(open_tab(viewport=PHONE, color_scheme=scheme), client, address)
    found |= looked_at(desk_page, address, staff, language, "staff")
    assert found == {}


def looked_at(page, address, paths, language, whose):
    """What is wrong with each page, by its path."""
    found = {}
    for number, path in enumerate(paths):
        page.goto(f"{address}{path}?lang={language}")
        wrong = faults(page)
        kept(page, f"{whose}-{language}-{number:02}")
        if wrong:
            found[path] = wrong
    return found
