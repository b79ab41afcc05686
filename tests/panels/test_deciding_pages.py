"""Ideas and votes on their pages: by members, and by staff for them."""

import pytest
import sqlalchemy as sa

from portal.contact.models import StaffNotice
from portal.panels.enums import IdeaState, Shown, VoteMethod
from portal.panels.enums.doors import SaidBy
from portal.panels.errors import PanelError
from portal.panels.models import Ballot, BallotTyping, IdeaRemark, PanelIdea, PanelVote
from portal.panels.operations.ideas import join_ideas, move_idea, put_remark, show_words
from portal.panels.operations.membership import link_of
from portal.panels.operations.voting import cast_vote, close_vote
from portal.panels.queries.deciding import ideas_of_member
from portal.panels.queries.voting import has_voted
from portal.panels.rules.ballots import Said, unfold
from portal.people.enums import Role
from tests.contact.test_pages import statements
from tests.forms import forms_on, send, submit
from tests.panels.deciding import make_idea, option_ids, put_to_vote, shows_at_once
from tests.panels.factories import make_member, make_panel
from tests.people.factories import make_account, signed_in


def comes_in(client, member):
    submit(client, link_of(member, base_url=""))


def staff_of(client, session, role=Role.ORGANISER):
    account = signed_in(client, session, role)
    return make_panel(session, by=account), account


def test_a_member_puts_in_an_idea_without_a_name_and_finds_it_again(session, client):
    panel = make_panel(session)
    member, other = make_member(session, panel), make_member(session, panel)
    session.commit()
    comes_in(client, member)
    submit(client, "/member/ideas/new", words="Longer beds", with_name="no")
    idea = session.query(PanelIdea).one()
    assert (idea.words, idea.member_id, idea.shown) == ("Longer beds", None, Shown.HELD)
    assert "Longer beds" in client.get("/member/influence").text
    assert "Longer beds" not in client.get("/member/ideas").text
    assert ideas_of_member(session, member=other) == []
    assert str(member.id) not in idea.owner_index


def test_an_idea_without_words_comes_back_with_what_was_chosen(session, client):
    member = make_member(session, make_panel(session))
    session.commit()
    comes_in(client, member)
    answer = submit(client, "/member/ideas/new", words="", with_name="yes")
    assert "Write your idea" in answer.text
    assert session.query(PanelIdea).count() == 0


def test_words_are_with_the_panel_at_once_where_it_wants_that_and_held_otherwise(session):
    panel = make_panel(session)
    member = make_member(session, panel)
    assert make_idea(session, member).shown is Shown.HELD
    shows_at_once(session, panel)
    assert make_idea(session, member).shown is Shown.SHOWN


def test_words_that_may_mean_danger_are_held_and_those_who_keep_people_safe_are_told(app, session):
    panel = make_panel(session)
    shows_at_once(session, panel)
    lead = make_account(session, Role.SAFEGUARDING, email="lead@example.org")
    idea = make_idea(session, make_member(session, panel), words="He hits me when I complain")
    assert (idea.shown, idea.is_worrying) == (Shown.HELD, True)
    told = set(session.scalars(sa.select(StaffNotice.account_id).where(StaffNotice.about_id == idea.id)))
    assert told == {lead.id, panel.coordinator_id}


def test_a_remark_is_shown_after_a_look_and_the_idea_is_then_talked_about(session, client):
    panel, _account = staff_of(client, session)
    idea = make_idea(session, make_member(session, panel))
    show_words(session, row=idea, by=panel.coordinator_id)
    remark = put_remark(session, idea=idea, member=make_member(session, panel), words="Yes, please", with_name=False)
    session.commit()
    assert idea.state is IdeaState.NEW
    look = f"/panels/{panel.id}/deciding/look"
    assert "Yes, please" in client.get(look).text
    send(client, look, action=f"/panels/{panel.id}/deciding/remarks/{remark.id}/show")
    session.expire_all()
    assert session.get_one(IdeaRemark, remark.id).shown is Shown.SHOWN
    assert session.get_one(PanelIdea, idea.id).state is IdeaState.DISCUSSED


def test_whoever_wrote_it_reads_why_it_was_taken_away_and_the_others_do_not(session, client):
    panel, _account = staff_of(client, session)
    shows_at_once(session, panel)
    writer, other = make_member(session, panel), make_member(session, panel)
    idea = make_idea(session, writer, words="Sack the cook")
    session.commit()
    submit(client, f"/panels/{panel.id}/deciding/ideas/{idea.id}/remove", because="It names someone.")
    client.post("/sign-out")
    comes_in(client, writer)
    assert "It names someone." in client.get(f"/member/ideas/{idea.id}").text
    comes_in(client, other)
    assert client.get(f"/member/ideas/{idea.id}").status_code == 404


def test_taking_words_away_needs_a_reason(session, client):
    panel, _account = staff_of(client, session)
    idea = make_idea(session, make_member(session, panel))
    session.commit()
    answer = submit(client, f"/panels/{panel.id}/deciding/ideas/{idea.id}/remove", because=" ")
    assert "Say why" in answer.text
    assert session.get_one(PanelIdea, idea.id).shown is Shown.HELD


def test_like_ideas_are_put_together_and_both_stay_as_they_were(session):
    panel = make_panel(session)
    shows_at_once(session, panel)
    first, second, third = (make_idea(session, make_member(session, panel), words) for words in ("A", "B", "C"))
    join_ideas(session, idea=third, to=second, by=panel.coordinator_id)
    join_ideas(session, idea=second, to=first, by=panel.coordinator_id)
    assert (second.joined_to, third.joined_to) == (first.id, first.id)
    assert [one.words for one in (first, second, third)] == ["A", "B", "C"]
    with pytest.raises(PanelError):
        join_ideas(session, idea=first, to=second, by=panel.coordinator_id)
    move_idea(session, idea=first, to=IdeaState.SET_ASIDE, why="No money", by=panel.coordinator_id)
    assert {one.state for one in (first, second, third)} == {IdeaState.SET_ASIDE}


def test_the_owner_of_an_idea_that_is_set_aside_reads_why(session, client):
    panel, _account = staff_of(client, session)
    member = make_member(session, panel)
    idea = make_idea(session, member)
    session.commit()
    submit(client, f"/panels/{panel.id}/deciding/ideas/{idea.id}/set-aside", why="There is no room.")
    client.post("/sign-out")
    comes_in(client, member)
    assert "There is no room." in client.get("/member/influence").text


def test_what_came_by_phone_is_typed_with_whose_words_they_are_and_who_typed(session, client):
    panel, account = staff_of(client, session)
    member = make_member(session, panel, name="Ada")
    session.commit()
    submit(
        client,
        f"/panels/{panel.id}/deciding/type",
        member=str(member.id),
        how="phone",
        words="Longer beds",
        with_name="yes",
    )
    idea = session.query(PanelIdea).one()
    assert (idea.member_id, idea.how, idea.typed_by) == (member.id, SaidBy.PHONE, account.id)


def test_a_member_of_another_panel_finds_neither_idea_nor_vote(session, client):
    panel, elsewhere = make_panel(session), make_panel(session)
    shows_at_once(session, panel)
    idea = make_idea(session, make_member(session, panel))
    vote = put_to_vote(session, panel, "Beds", "Lift")
    stranger = make_member(session, elsewhere)
    session.commit()
    comes_in(client, stranger)
    for address in (f"/member/ideas/{idea.id}", f"/member/votes/{vote.id}", f"/member/votes/{vote.id}/outcome"):
        assert client.get(address).status_code == 404


def press(client, address, page, button):
    """Presses a button of the ballot on a page and gives the answer."""
    form = next(one for one in forms_on(page) if any(name == "state" for name, _value in one["fields"]))
    return client.post(address, data={**dict(form["fields"]), "do": button})


def test_a_member_ranks_and_shares_out_dots_with_buttons_alone(session, client):
    panel = make_panel(session)
    member = make_member(session, panel)
    rank = put_to_vote(session, panel, "Beds", "Lift", "Phone")
    dots = put_to_vote(session, panel, "Beds", "Lift", method=VoteMethod.DOTS)
    session.commit()
    comes_in(client, member)
    ids = option_ids(session, rank)
    address = f"/member/votes/{rank.id}"
    page = client.get(address).text
    for word in ("Lift", "Beds"):
        page = press(client, address, page, f"pick:{ids[word]}").text
    answer = press(client, address, page, "send")
    assert answer.headers["Location"] == f"/member/votes/{rank.id}/done"
    ids = option_ids(session, dots)
    address = f"/member/votes/{dots.id}"
    page = client.get(address).text
    for _time in range(11):  # the eleventh changes nothing
        page = press(client, address, page, f"plus:{ids['Beds']}").text
    page = press(client, address, page, f"minus:{ids['Beds']}").text
    assert "You have 1 dot left." in page
    press(client, address, page, "send")
    said = [unfold(one.said) for one in session.query(Ballot).all()]
    assert {tuple(one.order) for one in said} == {(), tuple(option_ids(session, rank)[w] for w in ("Lift", "Beds"))}
    assert {tuple(one.dots.items()) for one in said} == {(), ((ids["Beds"], 9),)}


def test_words_of_a_vote_are_kept_only_if_the_panel_may_read_them(session, client):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, method=VoteMethod.CONSENT)
    session.commit()
    comes_in(client, member)
    address = f"/member/votes/{vote.id}"
    answer = submit(client, address, choice="no", words="Too dear")
    assert "Choose yes or no" in answer.text
    assert "Too dear" in answer.text
    submit(client, address, choice="no", words="Too dear", may_show="no")
    assert unfold(session.query(Ballot).one().said).words == ""
    session.expire_all()
    submit(client, address, choice="no", words="Too dear", may_show="yes")
    session.expire_all()
    assert unfold(session.query(Ballot).one().said).words == "Too dear"


def test_the_page_of_a_vote_never_shows_how_someone_voted_before(session, client):
    panel = make_panel(session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, method=VoteMethod.CONSENT)
    cast_vote(session, vote=vote, member=member, said=Said(choice="no", words="Too dear", may_show=True))
    session.commit()
    comes_in(client, member)
    page = client.get(f"/member/votes/{vote.id}").text
    assert "You have voted" in page
    assert "Too dear" not in page
    assert "checked" not in page.split("<main")[1]


def test_staff_type_a_vote_and_cannot_read_it_back(session, client):
    panel, account = staff_of(client, session)
    member = make_member(session, panel)
    vote = put_to_vote(session, panel, method=VoteMethod.CONSENT)
    session.commit()
    answer = submit(client, f"/panels/{panel.id}/votes/{vote.id}/type", member=str(member.id))
    answer = submit(client, answer.headers["Location"], how="phone", choice="worries", words="Noise", may_show="yes")
    typing = session.query(BallotTyping).one()
    assert (typing.by, typing.how, typing.member_id) == (account.id, SaidBy.PHONE, member.id)
    for address in (answer.headers["Location"], f"/panels/{panel.id}/votes/{vote.id}/type/{member.id}"):
        page = client.get(address).text
        assert "Noise" not in page
        assert 'value="worries" id="choice-2" checked' not in page
    assert has_voted(session, vote_ids=[vote.id], member_id=member.id) == {vote.id}


def test_an_organiser_puts_something_to_the_vote_in_two_languages(session, client):
    panel, _account = staff_of(client, session)
    shows_at_once(session, panel)
    idea = make_idea(session, make_member(session, panel), words="A garden")
    session.commit()
    values = {
        "question_en": "What matters most?",
        "question_cy": "Beth sydd bwysicaf?",
        "method": "dots",
        "ideas": [str(idea.id)],
        "options_en": "Beds\n\nLift",
        "options_cy": "Gwelyau\n\nLifft",
        **{"closes_on-day": "1", "closes_on-month": "1", "closes_on-year": "2040"},
    }
    answer = submit(client, f"/panels/{panel.id}/votes/new", **values)
    assert answer.status_code == 303
    vote = session.query(PanelVote).one()
    assert vote.question == {"en": "What matters most?", "cy": "Beth sydd bwysicaf?"}
    page = client.get(answer.headers["Location"]).text
    for words in ("A garden", "Beds", "Lift"):
        assert words in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"options_en": "Beds"}, "Choose from 2 to 12 things to vote on"),
        ({"method": "consent", "options_en": "Beds\nLift"}, "Choose one thing at most"),
        ({"options_en": "Beds\nLift", "closes_on-year": "2020"}, "The last day must be today or later"),
        ({"options_en": "Beds\nLift", "closes_on-month": "13"}, "Enter a real date"),
    ],
)
def test_a_vote_that_cannot_be_comes_back_with_what_was_typed(session, client, values, words):
    panel, _account = staff_of(client, session)
    session.commit()
    day = {"closes_on-day": "1", "closes_on-month": "1", "closes_on-year": "2040"}
    known = {"question_en": "What matters most?", "method": "rank", **day, **values}
    answer = submit(client, f"/panels/{panel.id}/votes/new", **known)
    assert words in answer.text
    assert "What matters most?" in answer.text
    assert session.query(PanelVote).count() == 0


def test_what_came_out_is_on_the_member_page_and_on_the_desk_without_numbers_of_few(session, client):
    panel, _account = staff_of(client, session)
    members = [make_member(session, panel) for _one in range(3)]
    vote = put_to_vote(session, panel, "Beds", "Lift")
    ids = option_ids(session, vote)
    for member in members:
        cast_vote(session, vote=vote, member=member, said=Said(order=[ids["Lift"]]))
    close_vote(session, vote=vote)
    session.commit()
    desk = client.get(f"/panels/{panel.id}/votes/{vote.id}").text
    client.post("/sign-out")
    comes_in(client, members[0])
    own = client.get(f"/member/votes/{vote.id}", follow_redirects=True).text
    for page in (desk, own):
        order = page.split('<ol class="ballot__order">')[1]
        assert order.index("Lift") < order.index("Beds")
        assert "Few people voted, so we show no numbers." in page


def test_lists_cost_the_same_with_one_row_and_with_three(session, client):
    panel, _account = staff_of(client, session)
    shows_at_once(session, panel)
    make_idea(session, make_member(session, panel), with_name=True)
    put_to_vote(session, panel, "Beds", "Lift")
    session.commit()
    first = statements(session, client, f"/panels/{panel.id}/deciding")
    for _time in range(2):
        make_idea(session, make_member(session, panel), with_name=True)
        put_to_vote(session, panel, "Beds", "Lift")
    session.commit()
    assert statements(session, client, f"/panels/{panel.id}/deciding") == first


def test_a_name_that_is_shown_is_the_first_name_and_no_more(session, client):
    panel = make_panel(session)
    shows_at_once(session, panel)
    member, reader = make_member(session, panel, name="Ada Lovelace"), make_member(session, panel)
    idea = make_idea(session, member, with_name=True)
    session.commit()
    comes_in(client, reader)
    for address in ("/member/ideas", f"/member/ideas/{idea.id}"):
        page = client.get(address).text
        assert "Ada" in page
        assert "Lovelace" not in page
