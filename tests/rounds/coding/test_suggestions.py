"""Suggestions help and never decide; they say by which words they go."""

import time

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.rounds.models import Coding
from portal.rounds.operations import coding
from portal.rounds.rules.suggesting import learn, suggest, words_in
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import answer_of, ask, make_round, respond

PHONE = [(f"Nobody rang me on the phone, number {n}", ["phone"]) for n in range(6)]
LETTERS = [(f"The letters were hard to read {n}", ["letters"]) for n in range(6)]


def test_words_speak_for_the_theme_they_are_used_in():
    learnt = learn(PHONE + LETTERS)
    (found,) = suggest(learnt, "She rang by PHONE in the end")
    assert (found.theme, found.words) == ("phone", ("phone", "rang"))
    assert suggest(learnt, "The garden is lovely") == []
    assert [one.theme for one in suggest(learnt, "letters, never a phone")] == ["letters", "phone"]


def test_a_theme_with_few_answers_and_a_word_used_once_suggest_nothing():
    assert suggest(learn(PHONE[:4] + LETTERS), "phone") == []
    assert suggest(learn([*PHONE, ("Bicycle", ["phone"]), *LETTERS]), "bicycle") == []
    assert suggest(learn(PHONE), "phone") == []  # with one theme only there is nothing to tell apart


def test_words_are_told_apart_in_any_script():
    assert words_in("Don’t RING me, 24 times!") == {"don't", "ring", "times"}
    assert words_in("مجھے فون نہیں آیا") == {"مجھے", "فون", "نہیں", "آیا"}


@pytest.fixture
def asked(session):
    made = make_round(session)
    made.themes = {
        name: coding.create_theme(session, round_id=made.round.id, name=name, by=None) for name in ("phone", "letters")
    }
    for text, (name,) in PHONE + LETTERS:
        (response,) = respond(session, made, ask(session, made, "active", count=1), change=text)
        answer = answer_of(session, response, made.questions["change"])
        coding.put_under(session, theme_id=made.themes[name].id, answer_ids=[answer.id], under=True, by=None)
    (response,) = respond(session, made, ask(session, made, "active", count=1), change="They never rang, no phone call")
    made.open = answer_of(session, response, made.questions["change"])
    session.commit()
    return made


def test_nothing_is_coded_before_a_person_ticks_it_and_then_it_is_marked(client, session, asked):
    by = signed_in(client, session, Role.ANALYST).id
    address = f"/rounds/{asked.round.id}/suggestions/"
    before = session.scalar(sa.select(sa.func.count()).select_from(Coding))
    page = client.get(address).text
    assert ("because of: phone" in page, "12 answers" in page, " checked" in page) == (True, True, False)
    assert "Choose at least one" in submit(client, address, with_field="idempotency_key").text
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Coding)) == before
    pair = f"{asked.open.id}:{asked.themes['phone'].id}"
    assert submit(client, address, pairs=[pair]).status_code == 303
    session.rollback()
    made = session.scalars(sa.select(Coding).where(Coding.answer_id == asked.open.id)).one()
    assert (made.theme_id, made.suggested, made.coded_by) == (asked.themes["phone"].id, True, by)


def test_a_pair_that_was_not_suggested_is_refused(client, session, asked):
    signed_in(client, session, Role.ANALYST)
    pair = f"{asked.open.id}:{asked.themes['letters'].id}"
    answer = submit(client, f"/rounds/{asked.round.id}/suggestions/", pairs=[pair])
    assert (answer.status_code, "Choose from the answers on this page" in answer.text) == (200, True)


def test_learning_from_two_thousand_answers_takes_no_time_that_anyone_notices():
    coded = [
        (f"{text} {n} and some more words about it", themes) for n in range(167) for text, themes in PHONE + LETTERS
    ]
    began = time.process_time()
    learnt = learn(coded)
    assert learnt.answers == 2004
    assert time.process_time() - began < 1.0
