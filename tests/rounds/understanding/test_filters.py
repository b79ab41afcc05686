"""Answers by two and three traits at once: cells of ten, the first ten of every group kept out, five who wait."""

import csv
import io
import random
import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.questions import queries as questions
from portal.questions.models import Answer
from portal.rounds.disclosure import filtered_results, protected_filters
from portal.rounds.errors import FiltersFixed
from portal.rounds.operations import filtering, releasing
from portal.rounds.queries import counts
from portal.rounds.rules.filtering import FilterCounts
from portal.rounds.rules.grouping import GROUP_FIELDS, Groups
from portal.rounds.rules.telling import most_given
from portal.shared.export_log import ExportTaken
from tests.forms import forms_on, submit
from tests.guards.pages import faults
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import ask, counted, make_round, respond
from tests.rounds.understanding.test_pages import cost

QUESTION = "q" * 32
YES, NO = '{"code": "yes"}', '{"code": "no"}'


class Lined:
    """People of a round on paper, who answer one question one after another."""

    def __init__(self, traits=("status", "sex")):
        self.traits, self.state, self.people, self.gone = traits, {}, [], set()

    def answer(self, count, *, value=YES, **traits):
        for _one in range(count):
            self.people.append(({"status": "active", "sex": "Female", **traits}, value))
        return self

    def count(self):
        groups, chance = Groups(), random.Random(len(self.people))
        found = FilterCounts(self.traits, state=self.state, name_of=groups.name_of, chance=chance)
        for place, (traits, value) in enumerate(self.people):
            if place not in self.gone:
                profile = groups.profile(traits, channel="web", whose="own_words")
                found.note(QUESTION, response=str(place), moment=place, value=value, profile=profile)
        self.state = found.let_out({})
        return {tuple(cell["of"]): cell["base"] for cell in self.state["questions"][QUESTION]["cells"]}

    @property
    def out(self):
        return [int(place) for place in self.state["questions"][QUESTION]["out"]]


def test_the_first_ten_are_kept_out_and_five_wait():
    lined = Lined().answer(24)
    assert lined.count() == {}
    assert sorted(lined.out) == list(range(10))
    assert lined.answer(1).count() == {("active", "Female"): 10}
    (cell,) = lined.state["questions"][QUESTION]["cells"]
    assert (len(cell["waiting"]), cell["values"]) == (5, {"yes": 10})
    assert sorted(lined.out) == list(range(10))


def test_each_group_has_its_own_first_ten_who_may_be_first_of_several():
    lined = Lined().answer(30).answer(30, sex="Male").answer(30, status="gone")
    lined.count()
    first = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, *range(30, 40), *range(60, 70)]
    assert sorted(lined.out) == first
    assert lined.answer(1, sex="Male", status="gone").count() == {
        ("active", "Female"): 15, ("active", "Male"): 15, ("gone", "Female"): 15
    }  # fmt: skip


def test_a_cell_moves_when_ten_more_are_to_be_added_and_not_before():
    lined = Lined().answer(30)
    before = lined.count()
    assert before == {("active", "Female"): 15}
    for _more in range(9):
        assert lined.answer(1, value=NO).count() == before
    assert lined.answer(1, value=NO).count() == {("active", "Female"): 25}


def test_who_waits_is_drawn_by_lot_from_all_who_could_be_added():
    lined = Lined().answer(60)
    lined.count()
    waiting = lined.state["questions"][QUESTION]["cells"][0]["waiting"]
    assert len(waiting) == 5
    assert sorted(map(int, waiting)) != list(range(55, 60))


def test_who_goes_is_taken_out_with_nine_others_and_an_answer_that_was_changed_waits():
    lined = Lined().answer(60)
    assert lined.count() == {("active", "Female"): 45}
    in_it = [
        place for place in range(10, 60) if str(place) not in lined.state["questions"][QUESTION]["cells"][0]["waiting"]
    ]
    before = lined.state
    for place in in_it[:9]:
        lined.gone.add(place)
        lined.people[in_it[20]] = (lined.people[in_it[20]][0], NO)
        lined.count()
        assert lined.state == before
    lined.gone.add(in_it[9])
    assert lined.count() == {("active", "Female"): 35}
    assert lined.state["questions"][QUESTION]["cells"][0]["values"] == {"yes": 34, "no": 1}


def test_another_is_kept_out_for_one_of_the_first_ten_who_goes():
    lined = Lined().answer(40)
    lined.count()
    lined.gone |= {3, 4}
    lined.count()
    assert len(lined.out) == 10
    assert {3, 4} & set(lined.out) == set()


def test_people_of_whom_nearly_all_are_of_one_shown_group_wait_until_ten_of_it_are_kept_out():
    lined = Lined(traits=("sex",)).answer(10).answer(30, area="North")
    assert lined.count() == {}
    assert lined.answer(16, area="South").count() == {("Female",): 41}


def test_other_traits_begin_anew():
    lined = Lined().answer(40)
    lined.count()
    lined.traits = ("sex",)
    assert lined.count() == {("Female",): 25}


PEOPLE = (("active", "Female", 64), ("active", "Male", 64), ("disengaged", "Female", 64), ("disengaged", "Male", 12))


def round_with_filters(session, *, traits=("status", "sex", "language")):
    """204 people who answered, three of four content: whoever waits, enough are left of either kind."""
    asked = make_round(session)
    filtering.choose(session, round_=asked.round, traits=traits, by=None)
    for status, sex, count in PEOPLE:
        people = ask(session, asked, status, count=count, sex=sex)
        content = count * 3 // 4
        respond(session, asked, people[:content], using="yes", helped=["talking"], difference=8)
        respond(session, asked, people[content:], using="stopped", helped=["nothing", "money"], difference=2)
    return counted(session, asked)


def said(session, asked, key="using", **chosen):
    shown = filtering.shown_now(session, round_=asked.round)
    found = filtered_results(shown, chosen=chosen)
    question = next((one for one in found.questions if one.key == key), None)
    return question and (question.base.value, {share.code: share.count.value for share in question.shares})


def true_cells(session, asked, key="using"):
    state = filtering.state_of(session, round_=asked.round)
    return {tuple(cell["of"]): cell for cell in state["questions"][asked.questions[key].id.hex]["cells"]}


def test_filters_one_two_and_three_deep_add_up_whole_cells(session):
    asked = round_with_filters(session)
    cells = true_cells(session, asked)
    assert sorted(cells) == [("active", "Female", "en"), ("active", "Male", "en"), ("disengaged", "Female", "en")]
    women = sum(cell["base"] for of, cell in cells.items() if of[1] == "Female")
    assert said(session, asked, sex="Female")[0] == 5 * round(women / 5)
    base = cells["active", "Female", "en"]["base"]
    assert said(session, asked, sex="Female", status="active", language="en")[0] == 5 * round(base / 5)
    assert said(session, asked, sex="Female", status="active") == said(
        session, asked, sex="Female", status="active", language="en"
    )
    assert said(session, asked, sex="Male", status="disengaged") is None
    assert said(session, asked) is None


def test_what_one_filter_hides_does_not_follow_from_the_others(session):
    """Whoever knows a wider filter and all its parts but one knows that one, too."""
    asked = round_with_filters(session, traits=("status", "sex"))
    using = asked.questions["using"].id.hex
    chance = random.Random(5)
    wholes = 0
    for _turn in range(40):
        cells = [
            {"of": [status, sex], "base": sum(given.values()), "values": given}
            for status in ("active", "completed", "disengaged")
            for sex in ("Female", "Male", "not_known")
            if (given := {code: chance.randrange(4, 60) for code in ("yes", "stopped", "never")})
        ]
        found = rows_of(session, asked, {"traits": ["status", "sex"], "questions": {using: {"cells": cells}}})
        for whole, numbers in found.items():
            parts = [one for one in found if sum(map(bool, one)) == 2 and set(filter(None, whole)) <= set(one)]
            for place, number in enumerate(numbers if "" in whole else ()):
                hidden = [one for one in parts if found[one][place] is None]
                assert number is None or len(hidden) != 1
                wholes += number is not None and len(hidden) > 1
            assert numbers.count(None) != 1
    assert wholes > 20


def rows_of(session, asked, state):
    shown = protected_filters(
        state,
        asked=questions.asked_set(session, set_id=asked.round.question_set_id),
        categories={"status": [], "sex": []},
    )
    return {tuple(one): counts for one, _people, counts in shown["questions"][0]["rows"]}


def test_one_answer_moves_nothing_and_the_changed_and_deleted_wait(session):
    asked = round_with_filters(session)
    before = filtering.shown_now(session, round_=asked.round)
    state = filtering.state_of(session, round_=asked.round)
    (one,) = ask(session, asked, "active", count=1, sex="Female")
    respond(session, asked, [one], using="never", helped=["talking"], difference=5)
    counted(session, asked)
    assert filtering.shown_now(session, round_=asked.round) == before
    using = asked.questions["using"].id
    answer = session.scalars(sa.select(Answer).where(Answer.question_id == using)).first()
    answer.value = {"code": "never"}
    counted(session, asked)
    assert filtering.state_of(session, round_=asked.round) == state


def test_ten_more_of_the_same_people_move_their_cell_alone(session):
    asked = round_with_filters(session)
    before = {of: cell["base"] for of, cell in true_cells(session, asked).items()}
    respond(session, asked, ask(session, asked, "active", count=10, sex="Male"), using="stopped", helped=["nothing"])
    counted(session, asked)
    after = {of: cell["base"] for of, cell in true_cells(session, asked).items()}
    assert after == before | {("active", "Male", "en"): before["active", "Male", "en"] + 10}


def test_traits_stay_as_chosen_once_numbers_were_shown(session):
    asked = make_round(session)
    filtering.choose(session, round_=asked.round, traits=["sex"], by=None)
    counted(session, asked)
    filtering.choose(session, round_=asked.round, traits=["sex", "area"], by=None)
    respond(session, asked, ask(session, asked, "active", count=40), using="yes")
    counted(session, asked)
    with pytest.raises(FiltersFixed):
        filtering.choose(session, round_=asked.round, traits=["sex"], by=None)
    with pytest.raises(ValueError, match="unit"):
        filtering.choose(session, round_=asked.round, traits=["unit"], by=None)
    with pytest.raises(ValueError, match="area"):
        filtering.choose(session, round_=asked.round, traits=["sex", "area", "status", "language"], by=None)
    assert filtering.choice_of(session, round_=asked.round).traits == ["area", "sex"]


def test_a_release_freezes_the_filters_as_they_were_shown(client, session):
    asked = round_with_filters(session)
    made = releasing.release(session, round_=asked.round, by=None)
    session.commit()
    shown = filtering.shown_now(session, round_=asked.round)
    assert made.content["filters"] == shown
    more = ask(session, asked, "active", count=30, sex="Male")
    respond(session, asked, more, using="yes", helped=["talking"], difference=8)
    counted(session, asked)
    assert filtering.shown_now(session, round_=asked.round) != shown
    signed_in(client, session, Role.ANALYST)
    live, frozen = (
        client.get(f"/rounds/{asked.round.id}/{path}?status=active&sex=Male").text
        for path in ("results/filtered", "reports/1/filtered")
    )
    assert [page.count("rest on at most 50 people") for page in (live, frozen)] == [0, 1]


def test_what_is_given_most_is_said_only_where_nothing_hidden_can_be_more(session):
    asked = round_with_filters(session)
    shown = filtering.shown_now(session, round_=asked.round)
    (women,) = [one for one in filtered_results(shown, chosen={"sex": "Female"}).questions if one.key == "using"]
    assert most_given(women).startswith("Given most: “Yes”, ")
    assert [share.count.hidden for share in women.shares] == [False, True, True]
    (helped,) = [one for one in filtered_results(shown, chosen={"sex": "Female"}).questions if one.key == "helped"]
    assert most_given(replace(helped, shares=(helped.shares[0], women.shares[2]))).startswith("Which answer was given")
    assert most_given(replace(women, shares=women.shares[1:])) == "No answer was given often enough to be shown."


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_the_pages_are_whole_in_every_direction(client, session, language, direction):
    asked = round_with_filters(session)
    releasing.release(session, round_=asked.round, by=None)
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    for path in ("results/filtered", "reports/1/filtered", "results/filtered/traits"):
        for query in ("", "&sex=Female", "&sex=Female&status=active&language=en", "&sex=Male&status=disengaged"):
            text = client.get(f"/rounds/{asked.round.id}/{path}?lang={language}{query}", follow_redirects=True).text
            assert faults(text, language=language, direction=direction) == [], (path, query)


def test_the_page_says_on_how_many_people_it_rests_and_says_in_words_that_there_is_nothing(client, session):
    asked = round_with_filters(session)
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{asked.round.id}/results/filtered"
    assert path in client.get(f"/rounds/{asked.round.id}/results/").text
    page = " ".join(client.get(f"{path}?sex=Female&status=active").text.split())
    base = said(session, asked, sex="Female", status="active")[0]
    for words in (
        f"These numbers rest on at most {base} people.",
        f"From {base} answers",
        "5 always wait",
        "Given most",
    ):
        assert words in page, words
    assert "Nothing can be shown about these people." in client.get(f"{path}?sex=Male&status=disengaged").text
    assert "Nothing can be shown" not in client.get(f"{path}?sex=nonsense").text


def test_traits_are_chosen_on_a_page_and_then_fixed(client, session):
    asked = make_round(session)
    respond(session, asked, ask(session, asked, "active", count=40), using="yes")
    counted(session, asked)
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{asked.round.id}/results/filtered"
    assert "First choose which traits to look at together." in client.get(path).text
    too_many = submit(client, f"{path}/traits", traits=["status", "sex", "area", "language"])
    assert "Choose up to 3" in too_many.text
    assert submit(client, f"{path}/traits", traits=["status", "sex"]).status_code == 303
    counted(session, asked)
    assert filtering.is_fixed(session, round_=asked.round)
    assert "cannot be changed any more" in client.get(f"{path}/traits").text
    assert "From 25 answers" in client.get(f"{path}?status=active&sex=Female").text


def test_files_hold_what_was_chosen_and_all_within_it_and_who_took_them_is_noted(client, session):
    asked = round_with_filters(session)
    signed_in(client, session, Role.ANALYST)
    path = f"/rounds/{asked.round.id}/results/filtered?sex=Female"
    form = next(one for one in forms_on(client.get(path).text) if (one["action"] or "").endswith("file?sex=Female"))
    fields = dict(form["fields"]) | {"kind": "csv", "reason": "For the board"}
    answer = client.post(form["action"], data=fields)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    people = list(dict.fromkeys(row[0] for row in rows[1:]))
    assert people[0] == "Sex: Female"
    assert all("Sex: Female" in one for one in people)
    assert "Status: Using the service; Sex: Female; Language: English" in people
    base, numbers = said(session, asked, sex="Female", status="active")
    found = [row[3:5] for row in rows if row[0] == "Status: Using the service; Sex: Female" and row[2] == "Yes"]
    assert found == [[str(numbers["yes"]), str(base)]]
    taken = session.scalars(sa.select(ExportTaken).where(ExportTaken.what == "round_filtered")).one()
    assert (taken.kind, taken.reason, taken.about_id) == ("csv", "For the board", asked.round.id)
    assert (
        client.post(form["action"], data=fields | {"reason": "", "idempotency_key": uuid.uuid4().hex}).status_code
        == 200
    )


def test_a_filter_costs_as_many_statements_with_many_cells_as_with_one(app, client, session):
    asked = make_round(session)
    filtering.choose(session, round_=asked.round, traits=["status", "sex"], by=None)
    respond(session, asked, ask(session, asked, "active", count=40, sex="Female"), using="yes")
    counted(session, asked)
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{asked.round.id}/results/filtered?sex=Female"
    cost(app, session, client, path)
    once = cost(app, session, client, path)
    for status in ("active", "disengaged"):
        respond(session, asked, ask(session, asked, status, count=40, sex="Male"), using="stopped", helped=["talking"])
    counted(session, asked)
    assert cost(app, session, client, path) == once
    assert counts.filter_choice(session, round_id=asked.round.id).traits == [
        name for name in GROUP_FIELDS if name in ("status", "sex")
    ]
