"""Themes, coding and quotes."""

import datetime as dt

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.rounds.enums import InvitationState
from portal.rounds.errors import ThemeExists
from portal.rounds.models import Coding, Theme
from portal.rounds.operations import coding, findings
from portal.rounds.queries import words
from portal.shared import clock
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import ask, let_quote, make_round, respond

SAID = ("Nobody rang me back.", "The letters are hard to read.", "I was sent away twice.")


@pytest.fixture
def asked(session):
    made = make_round(session)
    for invitation, words_said in zip(ask(session, made, "active", count=3), SAID, strict=True):
        respond(session, made, [invitation], change=words_said)
    session.commit()
    return made


@pytest.fixture
def answers(session, asked):
    question = asked.questions["change"]
    found, _total = words.answers_to_code(session, round_id=asked.round.id, question_id=question.id)
    return {answer.words: answer for answer in found}


def theme(session, asked, name: str) -> Theme:
    return coding.create_theme(session, round_id=asked.round.id, name=name, by=None)


def listed(session, asked, **wanted) -> list[str]:
    question_id = asked.questions["change"].id
    found, total = words.answers_to_code(session, round_id=asked.round.id, question_id=question_id, **wanted)
    assert total >= len(found)
    return [answer.words for answer in found]


def test_an_answer_can_be_under_several_themes_and_be_taken_out(session, asked, answers):
    phone, letters = theme(session, asked, "Phone"), theme(session, asked, "Letters")
    answer = answers[SAID[0]]
    coding.code_answer(session, answer=answer, theme_ids=[phone.id, letters.id], by=None)
    assert words.theme_ids_by_answer(session, answer_ids=[answer.id]) == {answer.id: {phone.id, letters.id}}
    coding.code_answer(session, answer=answer, theme_ids=[letters.id], by=None)
    assert words.theme_ids_by_answer(session, answer_ids=[answer.id]) == {answer.id: {letters.id}}


def test_answers_are_found_by_theme_by_word_and_when_they_have_none(session, asked, answers):
    phone = theme(session, asked, "Phone")
    coding.put_under(session, theme_id=phone.id, answer_ids=[answers[SAID[0]].id], under=True, by=None)
    assert listed(session, asked, theme=phone.id) == [SAID[0]]
    assert sorted(listed(session, asked, theme=words.UNCODED)) == sorted(SAID[1:])
    assert listed(session, asked, word="LETTERS") == [SAID[1]]
    assert listed(session, asked, word="letters", theme=phone.id) == []
    assert len(listed(session, asked, page=2, per_page=2)) == 1


def test_a_round_has_each_theme_once(session, asked):
    theme(session, asked, "Phone")
    with pytest.raises(ThemeExists):
        theme(session, asked, "phone")
    other = theme(session, asked, "Letters")
    with pytest.raises(ThemeExists):
        coding.change_theme(session, theme=other, name="PHONE", description="", by=None)


def test_merging_moves_answers_once_and_findings_follow(session, asked, answers):
    phone, calls = theme(session, asked, "Phone"), theme(session, asked, "Calls")
    first, second = answers[SAID[0]].id, answers[SAID[1]].id
    coding.put_under(session, theme_id=phone.id, answer_ids=[first, second], under=True, by=None)
    coding.put_under(session, theme_id=calls.id, answer_ids=[first], under=True, by=None)
    finding = findings.create_finding(
        session, round_id=asked.round.id, words="Call back", theme_ids=[str(phone.id), str(calls.id)], by=None
    )
    coding.merge_themes(session, theme=phone, into=calls, by=None)
    session.expire_all()
    assert [(one.theme.name, one.answers) for one in words.themes_with_counts(session, round_id=asked.round.id)] == [
        ("Calls", 2)
    ]
    assert finding.theme_ids == [str(calls.id)]


def test_deleting_a_theme_leaves_the_answers(session, asked, answers):
    phone = theme(session, asked, "Phone")
    coding.put_under(session, theme_id=phone.id, answer_ids=[answers[SAID[0]].id], under=True, by=None)
    coding.delete_theme(session, theme=phone, by=None)
    assert session.scalar(sa.select(sa.func.count()).select_from(Coding)) == 0
    assert sorted(listed(session, asked)) == sorted(SAID)


def test_only_words_with_a_standing_yes_are_quoted(session):
    asked = make_round(session)
    invitations = ask(session, asked, "active", count=5)
    said = ["yes", "no", "yes then no", "no then yes", "yes but withdrawn"]
    responses = [respond(session, asked, [one], change=w)[0] for one, w in zip(invitations, said, strict=True)]
    let_quote(session, responses[0])
    let_quote(session, responses[1], given=False)
    let_quote(session, responses[2])
    let_quote(session, responses[2], given=False)
    let_quote(session, responses[3], given=False)
    let_quote(session, responses[3])
    let_quote(session, responses[4])
    invitations[4].state = InvitationState.WITHDRAWN
    session.flush()
    assert sorted(quote.words for quote in words.quotes_of(session, round_id=asked.round.id)) == ["no then yes", "yes"]
    aliases = [response.alias for response in responses]
    assert words.may_be_quoted(session, aliases=aliases) == {aliases[0], aliases[3]}


def test_a_yes_and_a_no_at_the_same_moment_is_a_no(session, monkeypatch):
    asked = make_round(session)
    (response,) = respond(session, asked, ask(session, asked, "active", count=1), change="Which?")
    at = clock.now() + dt.timedelta(seconds=1)
    monkeypatch.setattr(clock, "now", lambda: at)
    let_quote(session, response, given=False)
    let_quote(session, response)
    assert words.quotes_of(session, round_id=asked.round.id) == []


def test_quotes_of_one_round_never_show_in_another(session):
    first, second = make_round(session), make_round(session)
    (response,) = respond(session, first, ask(session, first, "active", count=1), change="Mine")
    let_quote(session, response)
    assert [quote.words for quote in words.quotes_of(session, round_id=first.round.id)] == ["Mine"]
    assert words.quotes_of(session, round_id=second.round.id) == []


def test_an_analyst_codes_through_the_pages(client, session, asked, answers):
    signed_in(client, session, Role.ANALYST)
    base = f"/rounds/{asked.round.id}"
    assert submit(client, f"{base}/themes/", name="Phone").status_code == 303
    assert "There is a theme with this name" in submit(client, f"{base}/themes/", name="phone").text
    session.rollback()
    (made,) = words.themes_of(session, round_id=asked.round.id)
    chosen = [str(answers[SAID[0]].id), str(answers[SAID[2]].id)]
    answer = submit(client, f"{base}/coding/", with_field="theme", answers=chosen, theme=str(made.id), put="y")
    assert answer.status_code == 303, answer.text
    session.rollback()
    assert sorted(listed(session, asked, theme=made.id)) == sorted([SAID[0], SAID[2]])
    one = f"{base}/coding/{answers[SAID[1]].id}"
    assert submit(client, one, themes=[str(made.id)]).status_code == 303
    session.rollback()
    assert len(listed(session, asked, theme=made.id)) == 3
    page = client.get(f"{base}/coding/?theme={made.id}&word=letters").text
    assert (SAID[1] in page, SAID[0] in page) == (True, False)


def test_answers_of_another_round_cannot_be_opened_through_this_one(client, session, asked, answers):
    other = make_round(session)
    signed_in(client, session, Role.ORGANISER)
    assert client.get(f"/rounds/{other.round.id}/coding/{answers[SAID[0]].id}").status_code == 404


@pytest.mark.parametrize("role", [Role.APPROVER, Role.COMMISSIONER, Role.TRANSLATOR, Role.ADMINISTRATOR])
def test_others_do_not_read_what_people_wrote(client, session, asked, role):
    signed_in(client, session, role)
    paths = ("coding/", "coding/quotes", "results/", "findings/", "comments/", "themes/")
    assert {client.get(f"/rounds/{asked.round.id}/{path}").status_code for path in paths} == {403}
