"""Themes in groups, with their history and frozen versions."""

import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.people.enums import Role
from portal.rounds.coding_enums import ThemeDeed
from portal.rounds.errors import FrameInUse, NotReady, TooDeep
from portal.rounds.models import Coding
from portal.rounds.operations import code_frame, coding, double_coding, remarks
from portal.rounds.queries import code_frame as queries
from portal.rounds.queries import words
from portal.rounds.rules import code_frame as rules
from tests.forms import submit
from tests.people.factories import make_account, signed_in
from tests.rounds.informal.factories import a_kept_remark
from tests.rounds.understanding.factories import answer_of, ask, make_round, respond

SAID = ("Nobody rang me back.", "The phone rang for hours.", "The letters are hard to read.")


@pytest.fixture
def asked(session):
    made = make_round(session)
    made.said = {}
    for invitation, said in zip(ask(session, made, "active", count=3), SAID, strict=True):
        (response,) = respond(session, made, [invitation], change=said)
        made.said[said] = answer_of(session, response, made.questions["change"])
    session.commit()
    return made


def theme(session, asked, name, under=None, **texts):
    parent_id = under.id if under else None
    return coding.create_theme(session, round_id=asked.round.id, name=name, parent_id=parent_id, by=None, **texts)


def tree(session, asked) -> list[tuple[str, int]]:
    return [(one.theme.name, one.level) for one in rules.in_order(words.themes_of(session, round_id=asked.round.id))]


def test_themes_stand_under_their_group_on_three_levels(session, asked):
    access = theme(session, asked, "Access")
    phone = theme(session, asked, "Phone", access)
    theme(session, asked, "Waiting on the phone", phone)
    theme(session, asked, "Staff")
    assert tree(session, asked) == [("Access", 1), ("Phone", 2), ("Waiting on the phone", 3), ("Staff", 1)]


def test_no_theme_stands_below_the_third_level_or_under_itself(session, asked):
    one = theme(session, asked, "One")
    two = theme(session, asked, "Two", one)
    three = theme(session, asked, "Three", two)
    with pytest.raises(TooDeep):
        theme(session, asked, "Four", three)
    for parent in (one, two, three):
        with pytest.raises(TooDeep):
            coding.change_theme(session, theme=one, name="One", description="", parent_id=parent.id, by=None)
    other = theme(session, asked, "Other")
    with pytest.raises(TooDeep):
        coding.change_theme(session, theme=one, name="One", description="", parent_id=other.id, by=None)


def test_history_keeps_what_a_theme_was(session, asked):
    phone = theme(session, asked, "Phone", description="Calls")
    coding.change_theme(session, theme=phone, name="Calls", description="Calls", excludes="Letters", by=None)
    coding.change_theme(session, theme=phone, name="Calls", description="Calls", by=None)
    coding.delete_theme(session, theme=phone, by=None)
    found = [(one.deed, one.before, one.after) for one in queries.changes_of(session, round_id=asked.round.id)]
    nothing = {"excludes": "", "example": "", "parent": ""}
    assert sorted(found, key=lambda one: list(ThemeDeed).index(one[0])) == [
        (ThemeDeed.CREATED, {}, {"name": "Phone", "description": "Calls", **nothing}),
        (ThemeDeed.RENAMED, {"name": "Phone", "excludes": ""}, {"name": "Calls", "excludes": "Letters"}),
        (
            ThemeDeed.DELETED,
            {"name": "Calls", "description": "Calls", **nothing, "excludes": "Letters", "answers": 0},
            {},
        ),
    ]


def test_splitting_moves_the_chosen_answers_and_keeps_who_coded_them(session, asked):
    by = make_account(session, Role.ANALYST).id
    contact = theme(session, asked, "Contact")
    ids = [answer.id for answer in asked.said.values()]
    coding.put_under(session, theme_id=contact.id, answer_ids=ids, under=True, by=by)
    chosen = [asked.said[said].id for said in SAID[:2]]
    phone = coding.split_theme(session, theme=contact, name="Phone", answer_ids=chosen, by=None)
    rows = session.execute(sa.select(Coding.theme_id, Coding.answer_id, Coding.coded_by)).all()
    assert {tuple(row) for row in rows} == {(phone.id, one, by) for one in chosen} | {(contact.id, ids[2], by)}


def test_merging_a_group_into_its_own_theme_moves_that_theme_up(session, asked):
    access = theme(session, asked, "Access")
    phone = theme(session, asked, "Phone", access)
    theme(session, asked, "Letters", access)
    coding.merge_themes(session, theme=access, into=phone, by=None)
    assert tree(session, asked) == [("Phone", 1), ("Letters", 2)]


def test_deleting_a_group_moves_its_themes_up(session, asked):
    access = theme(session, asked, "Access")
    theme(session, asked, "Phone", access)
    coding.delete_theme(session, theme=access, by=None)
    assert tree(session, asked) == [("Phone", 1)]


def test_a_frozen_version_stays_as_it_was_and_is_kept_once(session, asked):
    with pytest.raises(NotReady):
        code_frame.freeze(session, round_id=asked.round.id, by=None)
    phone = theme(session, asked, "Phone", description="Calls")
    first = code_frame.freeze(session, round_id=asked.round.id, by=None)
    assert code_frame.freeze(session, round_id=asked.round.id, by=None) is first
    coding.change_theme(session, theme=phone, name="Calls", description="", by=None)
    second = code_frame.freeze(session, round_id=asked.round.id, by=None)
    session.commit()
    assert [(one.number, one.themes[0]["name"]) for one in (first, second)] == [(1, "Phone"), (2, "Calls")]
    assert first.sha256 == rules.fingerprint(first.themes)
    with pytest.raises(DBAPIError):
        session.execute(sa.text("UPDATE code_frame_version SET number = 7"))
    session.rollback()


def test_themes_being_coded_by_are_not_merged_split_or_deleted(session, asked):
    coders = [make_account(session, Role.ANALYST, email=f"{n}@example.org").id for n in range(2)]
    phone, letters = theme(session, asked, "Phone"), theme(session, asked, "Letters")
    double_coding.draw_for_double_coding(
        session, round_id=asked.round.id, question_id=asked.questions["change"].id, size=2, coders=coders, by=None
    )
    for forbidden in (
        lambda: coding.merge_themes(session, theme=phone, into=letters, by=None),
        lambda: coding.delete_theme(session, theme=phone, by=None),
        lambda: coding.split_theme(session, theme=phone, name="Calls", answer_ids=[], by=None),
    ):
        with pytest.raises(FrameInUse):
            forbidden()


def test_an_analyst_builds_a_frame_through_the_pages(client, session, asked):
    signed_in(client, session, Role.ANALYST)
    base = f"/rounds/{asked.round.id}/themes/"
    submit(client, base, name="Contact", description="Reaching us", excludes="Being seen", example="You never ring")
    session.rollback()
    (contact,) = words.themes_of(session, round_id=asked.round.id)
    ids = [answer.id for answer in asked.said.values()]
    coding.put_under(session, theme_id=contact.id, answer_ids=ids, under=True, by=None)
    session.commit()
    assert submit(client, base, name="Letters", parent_id=str(contact.id)).status_code == 303
    split = f"{base}{contact.id}/split?word=RANG"
    page = client.get(split).text
    assert [said in page for said in SAID] == [True, True, False]
    chosen = [str(asked.said[said].id) for said in SAID[:2]]
    assert submit(client, split, with_field="name", name="Phone", answers=chosen).status_code == 303
    frozen = submit(client, base, with_field="why", why="Before the second coder")
    assert frozen.headers["Location"] == f"{base}versions/1"
    shown = client.get(frozen.headers["Location"]).text
    assert [text in shown for text in ("Contact", "Being seen", "You never ring", "Phone")] == [True] * 4
    history = client.get(f"{base}history").text
    assert "Split up: <bdi>Contact</bdi>" in history
    assert "→</span> <bdi>Phone</bdi>" in history
    session.rollback()
    counts = {one.theme.name: one.answers for one in words.themes_with_counts(session, round_id=asked.round.id)}
    assert counts == {"Contact": 1, "Phone": 2, "Letters": 0}


def test_a_remark_under_a_merged_theme_goes_along(session, asked):
    phone, calls = theme(session, asked, "Phone"), theme(session, asked, "Calls")
    remark = a_kept_remark(session, asked.round)
    remarks.put_under(session, remark=remark, theme=phone, by=uuid.uuid4())
    coding.merge_themes(session, theme=phone, into=calls, by=None)
    session.refresh(remark)
    assert remark.theme_id == calls.id
