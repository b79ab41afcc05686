"""Until a vote is closed, no page of anyone but the voter differs by whether someone has voted."""

import re

import pytest

from portal.panels.enums import VoteMethod
from portal.panels.enums.doors import SaidBy
from portal.panels.operations.membership import link_of
from portal.panels.operations.voting import cast_vote, close_vote
from portal.panels.rules.ballots import Said
from portal.people.enums import Role
from tests.forms import submit
from tests.panels.deciding import make_advice, option_ids, put_to_vote
from tests.panels.factories import make_member, make_panel
from tests.people.factories import signed_in

# What differs from one look to the next for everyone: forgery tokens, keys of forms, nonces.
CHANGES = re.compile(r'(nonce|value)="[A-Za-z0-9._\-]{20,}"')


def seen(client, addresses):
    """Every page as it is read: status, size and words."""
    pages = []
    for address in addresses:
        answer = client.get(address)
        text = CHANGES.sub("", answer.text)
        pages.append((address, answer.status_code, len(text), text))
    return pages


def voted(session, vote, member, *, method, by=None):
    ids = list(option_ids(session, vote).values())
    said = {
        VoteMethod.RANK: Said(order=ids),
        VoteMethod.DOTS: Said(dots={ids[0]: 10} if ids else {}),
        VoteMethod.CONSENT: Said(choice="no", words="Too dear", may_show=True),
    }[method]
    cast_vote(session, vote=vote, member=member, said=said, how=SaidBy.PHONE if by else SaidBy.WEB, by=by)
    session.commit()


@pytest.mark.parametrize("method", [VoteMethod.RANK, VoteMethod.DOTS, VoteMethod.CONSENT])
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("typed", [False, True])
def test_no_page_of_staff_tells_that_someone_has_voted(session, client, role, method, typed):
    account = signed_in(client, session, role)
    panel = make_panel(session, by=account)
    members = [make_member(session, panel) for _one in range(3)]
    make_advice(session, panel)
    vote = put_to_vote(session, panel, *(() if method is VoteMethod.CONSENT else ("Beds", "Lift")), method=method)
    session.commit()
    panel_pages = ("", "/deciding", "/deciding/look", "/ledger", "/influence", "/members", "/thanks")
    addresses = [f"/panels/{panel.id}{one}" for one in panel_pages]
    addresses += [f"/panels/{panel.id}/votes/{vote.id}{one}" for one in ("", "/type", f"/type/{members[0].id}")]
    addresses += ["/desk", "/panels/", "/outbox", "/panels/late-replies", f"/panel/{panel.id}"]
    before = seen(client, addresses)
    assert any(status == 200 for _address, status, _size, _text in before)
    for member in members[:2]:
        voted(session, vote, member, method=method, by=account.id if typed else None)
    assert seen(client, addresses) == before


@pytest.mark.parametrize("method", [VoteMethod.RANK, VoteMethod.CONSENT])
def test_no_page_of_another_member_tells_that_someone_has_voted(session, client, method):
    panel = make_panel(session)
    reader, voter, third = (make_member(session, panel) for _one in range(3))
    vote = put_to_vote(session, panel, *(() if method is VoteMethod.CONSENT else ("Beds", "Lift")), method=method)
    session.commit()
    submit(client, link_of(reader, base_url=""))
    addresses = ["/member/", "/member/votes", f"/member/votes/{vote.id}", f"/member/votes/{vote.id}/outcome"]
    addresses += ["/member/ideas", "/member/influence", "/member/influence/advice"]
    before = seen(client, addresses)
    for member in (voter, third):
        voted(session, vote, member, method=method)
    assert seen(client, addresses) == before


def test_the_probe_sees_what_is_different(session, client):
    """Once the vote is closed the same pages differ: the probe is not blind."""
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    members = [make_member(session, panel) for _one in range(3)]
    vote = put_to_vote(session, panel, "Beds", "Lift")
    session.commit()
    addresses = [f"/panels/{panel.id}/deciding", f"/panels/{panel.id}/votes/{vote.id}"]
    before = seen(client, addresses)
    for member in members:
        voted(session, vote, member, method=VoteMethod.RANK)
    close_vote(session, vote=vote)
    session.commit()
    after = seen(client, addresses)
    assert [one[0] for one, other in zip(before, after, strict=True) if one != other] == addresses


def test_the_voter_alone_sees_that_they_have_voted(session, client):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, "Beds", "Lift")
    session.commit()
    submit(client, link_of(member, base_url=""))
    assert "You have voted" not in client.get("/member/votes").text
    voted(session, vote, member, method=VoteMethod.RANK)
    assert "You have voted" in client.get("/member/votes").text
