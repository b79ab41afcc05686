"""Samples coded apart: blind, compared, settled by a person who says why."""

import pytest

from portal.people.enums import Role
from portal.rounds.coding_enums import DoubleCodingState
from portal.rounds.errors import BeingDoubleCoded, NotReady, NotYours
from portal.rounds.operations import coding, double_coding
from portal.rounds.queries import double_coding as queries
from portal.rounds.queries import words
from tests.forms import submit
from tests.people.factories import make_account, signed_in
from tests.rounds.understanding.factories import ask, make_round, respond

SECRET = "Only I said this."


@pytest.fixture
def asked(session):
    made = make_round(session)
    for number, invitation in enumerate(ask(session, made, "active", count=4)):
        respond(session, made, [invitation], change=f"{SECRET} {number}")
    made.themes = [
        coding.create_theme(session, round_id=made.round.id, name=name, by=None).id for name in ("Phone", "Letters")
    ]
    made.coders = [make_account(session, Role.ANALYST, email=f"{n}@example.org").id for n in range(2)]
    session.commit()
    return made


def draw(session, asked, size=4):
    made = double_coding.draw_for_double_coding(
        session,
        round_id=asked.round.id,
        question_id=asked.questions["change"].id,
        size=size,
        coders=asked.coders,
        by=None,
    )
    return made, [one.row for one in queries.items_of(session, double_coding_id=made.id)]


def judge(session, made, row, coder, *themes, unsure=False):
    double_coding.judge(session, double_coding=made, item=row, themes=themes, unsure=unsure, by=coder)


def codings(session, rows) -> list[set]:
    under = words.theme_ids_by_answer(session, answer_ids=[row.answer_id for row in rows])
    return [under.get(row.answer_id, set()) for row in rows]


def test_what_all_chose_alike_counts_and_the_rest_waits_for_a_person(session, asked):
    made, rows = draw(session, asked)
    (phone, letters), (ana, ben) = asked.themes, asked.coders
    for row in rows:
        judge(session, made, row, ana, phone)
    assert (made.state, codings(session, rows)) == (DoubleCodingState.CODING, [set()] * 4)
    judge(session, made, rows[0], ben, phone)
    judge(session, made, rows[1], ben, phone)
    judge(session, made, rows[2], ben, letters)
    judge(session, made, rows[3], ben, unsure=True)
    assert (made.state, codings(session, rows)) == (DoubleCodingState.SETTLING, [{phone}, {phone}, set(), set()])
    # Six values of "Phone or not" in pairs: five yes, one no, one pair apart.
    assert made.agreement["values"] == 6
    assert made.agreement["themes"][str(phone)] == 0.0
    with pytest.raises(NotReady):
        double_coding.settle(session, double_coding=made, item=rows[2], themes=[letters], why=" ", by=ana)
    double_coding.settle(session, double_coding=made, item=rows[2], themes=[letters], why="It is a letter", by=ana)
    double_coding.settle(session, double_coding=made, item=rows[3], themes=[], why="Nothing fits", by=ana)
    assert (made.state, codings(session, rows)) == (DoubleCodingState.SETTLED, [{phone}, {phone}, {letters}, set()])
    kept = queries.items_of(session, double_coding_id=made.id)
    assert {coder: one.themes for coder, one in kept[2].judgements.items()} == {ana: [str(phone)], ben: [str(letters)]}
    assert (kept[2].row.settled_by, kept[2].row.settled_why) == (ana, "It is a letter")


def test_answers_of_a_sample_are_coded_by_its_coders_only(session, asked):
    made, rows = draw(session, asked, size=1)
    with pytest.raises(NotYours):
        judge(session, made, rows[0], make_account(session, Role.ANALYST).id)
    with pytest.raises(BeingDoubleCoded):
        coding.put_under(session, theme_id=asked.themes[0], answer_ids=[rows[0].answer_id], under=True, by=None)


def test_a_sample_holds_only_what_nobody_coded_and_no_answer_twice(session, asked):
    _made, rows = draw(session, asked, size=3)
    assert len(draw(session, asked, size=3)[1]) == 1
    with pytest.raises(NotReady):
        draw(session, asked)
    assert len({row.answer_id for row in rows}) == 3


def test_a_coder_who_cannot_go_on_is_not_waited_for(session, asked):
    made, rows = draw(session, asked)
    judge(session, made, rows[0], asked.coders[0], asked.themes[0])
    double_coding.end_coding(session, double_coding=made, by=None)
    left = queries.items_of(session, double_coding_id=made.id)
    assert (made.state, [one.row.id for one in left]) == (DoubleCodingState.SETTLING, [rows[0].id])
    assert made.agreement["alpha"] is None
    assert len(queries.free_answers(session, round_id=asked.round.id, question_id=made.question_id)) == 3
    with pytest.raises(NotReady):
        double_coding.end_coding(session, double_coding=made, by=None)


def test_coders_do_not_see_each_other_before_both_are_done(client, session, asked):
    me = signed_in(client, session, Role.ORGANISER).id
    asked.coders[0] = me
    made, rows = draw(session, asked, size=2)
    for row in rows:
        judge(session, made, row, asked.coders[1], asked.themes[1])
    session.commit()
    address = f"/rounds/{asked.round.id}/double/{made.id}"
    assert SECRET not in client.get(address).text
    seen = client.get(f"{address}/next", follow_redirects=True).text
    assert (SECRET in seen, " checked" in seen) == (True, False)
    for row in rows:
        assert submit(client, f"{address}/next", themes=[str(asked.themes[0])]).status_code == 303, row.place
    page = client.get(address).text
    assert (page.count(SECRET), "Poor:" in page, "/settle/" in page) == (2, True, True)
    settle = f"{address}/settle/{rows[0].id}"
    assert "Say why" in submit(client, settle, themes=[str(asked.themes[0])]).text
    assert submit(client, settle, themes=[str(asked.themes[0])], why="A call").status_code == 303
    assert "A call" in client.get(address).text


def test_a_sample_is_drawn_through_the_page_for_two_people_or_more(client, session, asked):
    signed_in(client, session, Role.ANALYST)
    address = f"/rounds/{asked.round.id}/double/"
    one, two = (str(coder) for coder in asked.coders)
    question = str(asked.questions["change"].id)
    alone = submit(client, address, with_field="size", question=question, size="3", coders=[one])
    assert "Choose at least two people" in alone.text
    drawn = submit(client, address, with_field="size", question=question, size="3", coders=[one, two])
    assert drawn.status_code == 303
    session.rollback()
    (made,) = queries.double_codings_of(session, round_id=asked.round.id)
    assert (made.coders, queries.sizes_of(session, double_coding_ids=[made.id])) == ([one, two], {made.id: (3, 0)})
    # Someone who is no coder of it is led back to the overview, or away.
    item = queries.items_of(session, double_coding_id=made.id)[0].row.id
    assert client.get(f"{address}{made.id}/answers/{item}").status_code == 404


def test_answers_one_person_coded_can_be_drawn_too_and_count_as_theirs(session, asked):
    ana, ben = asked.coders
    phone, letters = asked.themes
    free = queries.free_answers(session, round_id=asked.round.id, question_id=asked.questions["change"].id)
    coding.put_under(session, theme_id=phone, answer_ids=[free[0]], under=True, by=ana)
    coding.put_under(session, theme_id=phone, answer_ids=[free[1]], under=True, by=ana)
    coding.put_under(session, theme_id=letters, answer_ids=[free[1]], under=True, by=ben)
    made = double_coding.draw_for_double_coding(
        session,
        round_id=asked.round.id,
        question_id=asked.questions["change"].id,
        size=10,
        coders=[ana, ben],
        with_coded=True,
        by=None,
    )
    items = queries.items_of(session, double_coding_id=made.id)
    assert {one.row.answer_id for one in items} == set(free) - {free[1]}  # that one two people coded
    judged = {one.row.answer_id: one.judgements for one in items if one.judgements}
    assert {key: {coder: one.themes for coder, one in value.items()} for key, value in judged.items()} == {
        free[0]: {ana: [str(phone)]}
    }
    for one in items:
        for coder in (ana, ben):
            if coder not in one.judgements:
                judge(session, made, one.row, coder, phone)
    assert (made.state, made.agreement["themes"][str(letters)]) == (DoubleCodingState.SETTLED, None)
