"""Answers by group: counted once, let out ten people at a time, protected as one table, on a page of their own."""

import csv
import io

import pytest

from portal.people.enums import Role
from portal.questions.enums import Provenance
from portal.rounds.operations import counting, releasing, reporting
from portal.rounds.queries import counts
from portal.rounds.rules.grouping import GROUP_FIELDS, let_out_groups
from portal.rounds.rules.telling import group_sentence
from tests.forms import submit
from tests.guards.pages import faults
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import ask, counted, make_round, respond
from tests.rounds.understanding.test_pages import cost


def row(n: int) -> dict:
    return {"base": [n, n, float(n)], "values": {"yes": [n, n, float(n)]}, "bands": {}}


def sizes(**groups: int) -> dict:
    return {"rows": {"sex": {name: row(n) for name, n in groups.items()}}, "near": []}


def shown(found: dict, field: str = "sex") -> dict[str, int]:
    return {name: one["base"][0] for name, one in found["rows"][field].items()}


def breakdown(session, asked, key: str, field: str, content=None):
    content = content or counting.seen_now(session, round_=asked.round).content
    results = releasing.results_of(session, round_=asked.round, content=content, by=(field,))
    (found,) = next(question for question in results.questions if question.key == key).by
    return found


def test_groups_under_ten_are_not_let_out_nor_what_would_give_them_away():
    first = let_out_groups(None, sizes(f=30, m=25, x=4), base=59, was=None)
    assert shown(first) == {"f": 30}
    assert shown(let_out_groups(None, sizes(f=30, m=25), base=55, was=None)) == {"f": 30, "m": 25}
    assert shown(let_out_groups(None, sizes(f=30, x=4), base=34, was=None)) == {}


def test_a_group_moves_when_ten_of_its_people_have_answered():
    first = let_out_groups(None, sizes(f=30, m=25), base=55, was=None)
    second = let_out_groups(first, sizes(f=50, m=28), base=78, was=55)
    # Moving the women alone would leave three men over, whose answers the whole would tell.
    assert shown(second) == {"f": 30, "m": 25}
    third = let_out_groups(second, sizes(f=50, m=36), base=86, was=78)
    assert shown(third) == {"f": 50, "m": 36}


def test_what_the_groups_leave_over_changes_by_ten_people_or_by_nobody():
    first = let_out_groups(None, sizes(f=30, m=25, x=9, y=9), base=73, was=None)
    assert shown(first) == {"f": 30, "m": 25}
    # Eleven more women and one more of the hidden: the one would stand alone in what is left over.
    assert shown(let_out_groups(first, sizes(f=41, m=25, x=9, y=10), base=85, was=73)) == {"f": 30, "m": 25}
    assert shown(let_out_groups(first, sizes(f=41, m=25, x=9, y=9), base=84, was=73)) == {"f": 41, "m": 25}


def test_a_field_whose_groups_are_nearly_those_of_another_is_not_shown():
    rows = {"status": {"gone": row(12), "here": row(40)}, "channel": {"phone": row(13), "web": row(39)}}
    for apart, unshown in ((1, ["channel"]), (0, []), (10, [])):
        near = [["status", "gone", "channel", "phone", apart]]
        assert let_out_groups(None, {"rows": rows, "near": near}, base=52, was=None)["unshown"] == unshown


def test_groups_that_wait_count_as_nearer_than_they_are():
    rows = {
        "status": {"gone": row(12), "left": row(10), "here": row(40)},
        "channel": {"phone": row(30), "web": row(32)},
    }
    near = [["status", "gone", "channel", "phone", 18]]
    first = let_out_groups(None, {"rows": rows, "near": near}, base=62, was=None)
    assert first["unshown"] == []
    more = {
        "status": {"gone": row(21), "left": row(15), "here": row(51)},
        "channel": {"phone": row(45), "web": row(42)},
    }
    second = let_out_groups(first, {"rows": more, "near": near}, base=87, was=62)
    assert shown(second, "status") == {"gone": 12, "left": 10, "here": 51}
    assert (shown(second, "channel"), second["unshown"]) == ({"phone": 45, "web": 42}, ["channel"])


def mixed_round(session):
    """80 active people (60 content) and 30 who stopped (10 content), of 200 and 60 asked."""
    asked = make_round(session)
    active = ask(session, asked, "active", count=200, chance=0.1)
    gone = ask(session, asked, "disengaged", count=60, chance=0.5)
    for people, content, others in ((active, 60, 20), (gone, 10, 20)):
        respond(session, asked, people[:content], using="yes", helped=["talking"])
        respond(session, asked, people[content : content + others], using="stopped", helped=["nothing"])
    respond(session, asked, active[80:95], using="never")
    respond(session, asked, gone[30:45], using="never")
    return counted(session, asked)


def test_answers_are_counted_and_weighted_in_each_group(session):
    asked = mixed_round(session)
    found = breakdown(session, asked, "using", "status")
    assert [(group.code, group.base.value) for group in found.groups] == [("active", 95), ("disengaged", 45)]
    active, gone = found.groups
    assert [(share.code, share.count.value) for share in active.shares] == [("yes", 60), ("stopped", 20), ("never", 15)]
    assert (gone.shares[0].percent, gone.shares[0].low, gone.shares[0].high) == (22, 13, 36)
    assert (active.shares[0].weighted, gone.shares[0].weighted) == (60, 20)
    assert [group.base.value for group in breakdown(session, asked, "using", "age_band").groups] == [140]


def test_who_was_not_drawn_is_in_no_group_of_the_list(session):
    asked = make_round(session)
    respond(session, asked, ask(session, asked, "active", count=40), using="yes", provenance=Provenance.OWN_WORDS)
    content = counting.count(session, round_=asked.round).content
    groups = content["questions"][str(asked.questions["using"].id)]["groups"]
    assert set(groups["rows"]) == set(GROUP_FIELDS)
    assert groups["rows"]["channel"]["web"]["base"][0] == 40
    assert groups["rows"]["provenance"]["own_words"]["base"][0] == 40


def test_the_difference_that_is_clear_is_said_in_a_sentence(session):
    asked = mixed_round(session)
    assert group_sentence(breakdown(session, asked, "using", "status")) == (
        "The clearest difference: “Yes” was chosen by 63% of one group (Using the service) and by 22% of another "
        "(Stopped coming)."
    )
    assert group_sentence(breakdown(session, asked, "using", "sex")).startswith("No group clearly answered differently")


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_each_field_has_a_page(client, session, language, direction):
    asked = mixed_round(session)
    releasing.release(session, round_=asked.round, by=None)
    session.commit()
    signed_in(client, session, Role.ANALYST)
    for field in GROUP_FIELDS:
        for path in (f"results/by/{field}", f"reports/1/by/{field}"):
            text = client.get(f"/rounds/{asked.round.id}/{path}?lang={language}", follow_redirects=True).text
            assert faults(text, language=language, direction=direction) == [], path
    assert client.get(f"/rounds/{asked.round.id}/results/by/unit").status_code == 404
    assert client.get(f"/rounds/{asked.round.id}/reports/1/by/unit").status_code == 404


def test_the_page_says_what_each_group_answered_and_from_how_many(client, session):
    asked = mixed_round(session)
    signed_in(client, session, Role.ORGANISER)
    base = f"/rounds/{asked.round.id}/results/"
    assert f"{base}by/status" in client.get(base).text
    page = " ".join(client.get(f"{base}by/status").text.split())
    for words in ("Answers by group: Status", "63%, 53% to 72%; weighted 60%", "may lag behind the whole"):
        assert words in page, words


def test_a_page_of_groups_costs_as_many_statements_with_three_groups_as_with_two(app, client, session):
    asked = mixed_round(session)
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{asked.round.id}/results/by/status"
    cost(app, session, client, path)
    once = cost(app, session, client, path)
    respond(session, asked, ask(session, asked, "completed", count=20), support=4, using="yes")
    counted(session, asked)
    assert cost(app, session, client, path) == once


def test_a_release_and_a_file_hold_what_the_pages_show(client, session):
    asked = mixed_round(session)
    made = releasing.release(session, round_=asked.round, by=None)
    session.commit()
    content = counts.tally_of(session, round_id=asked.round.id).content
    page = breakdown(session, asked, "using", "status", content)
    frozen = next(question for question in reporting.report_of(made).questions if question.key == "using")
    assert frozen.by[0] == page
    signed_in(client, session, Role.ORGANISER)
    answer = submit(client, f"/rounds/{asked.round.id}/results/", kind="csv")
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    groups = [row[2:4] for row in rows if "(Status: " in row[0] and row[1] == "Yes"]
    assert groups == [["60", "95"], ["10", "45"]]
