"""A list with three rows asks the database as often as one with one."""

import pytest

from portal.people.enums import Role
from portal.rounds.coding_enums import WorryUrgency
from portal.rounds.enums import RoundState
from portal.rounds.operations import code_frame, coding, double_coding, research, worries
from portal.rounds.rules.research import SAFES
from portal.shared.database import db
from portal.shared.export import export
from tests.guards.walking import Statements
from tests.people.factories import make_account, signed_in
from tests.rounds.understanding.factories import answer_of, ask, let_quote, make_round, respond


@pytest.fixture
def asked(session):
    made = make_round(session)
    made.round.state = RoundState.CLOSED
    made.coders = [make_account(session, Role.ANALYST, email=f"{n}@example.org").id for n in range(2)]
    made.number = 0
    return made


def one_more(session, asked):
    """Another answer with a name in it, theme, version, sample, worry, research file and file taken."""
    asked.number += 1
    (response,) = respond(session, asked, ask(session, asked, "active", count=1), change="I saw Mrs Okafor there")
    let_quote(session, response)
    answer = answer_of(session, response, asked.questions["change"])
    coding.create_theme(session, round_id=asked.round.id, name=f"Theme {asked.number}", by=asked.coders[0])
    code_frame.freeze(session, round_id=asked.round.id, by=None)
    sample = double_coding.draw_for_double_coding(
        session, round_id=asked.round.id, question_id=answer.question_id, size=1, coders=asked.coders, by=None
    )
    double_coding.end_coding(session, double_coding=sample, by=None)
    worries.raise_worry(session, answer=answer, urgency=WorryUrgency.SOON, by=asked.coders[0])
    safes = dict.fromkeys(SAFES, "Safe")
    research.ask_for_file(session, round_=asked.round, five_safes=safes, with_words=False, by=asked.coders[0])
    about = {"taken_by": asked.coders[0], "why": "round_results", "about_id": asked.round.id}
    export(session, name="f", kind="csv", headings=["a"], rows=[], **about)
    session.commit()


def cost(client, path) -> int:
    with client.application.app_context():
        engine = db.engine
    with Statements(engine) as seen:
        assert client.get(path).status_code == 200
    return seen.texts.total()


@pytest.mark.parametrize(
    ("role", "path"),
    [
        (Role.ANALYST, "/rounds/{0}/themes/"),
        (Role.ANALYST, "/rounds/{0}/themes/history"),
        (Role.ANALYST, "/rounds/{0}/double/"),
        (Role.ANALYST, "/rounds/{0}/redaction/"),
        (Role.ANALYST, "/rounds/{0}/suggestions/"),
        (Role.ANALYST, "/rounds/{0}/coding/"),
        (Role.ANALYST, "/rounds/{0}/exports"),
        (Role.ANALYST, "/rounds/{0}/research"),
        (Role.ANALYST, "/research/"),
        (Role.SAFEGUARDING, "/worries/"),
        (Role.AUDITOR, "/exports/"),
    ],
)
def test_a_list_with_three_rows_costs_what_one_with_one_row_does(client, session, asked, role, path):
    signed_in(client, session, role)
    one_more(session, asked)
    address = path.format(asked.round.id)
    cost(client, address)  # what is read once and kept
    first = cost(client, address)
    one_more(session, asked)
    one_more(session, asked)
    assert cost(client, address) == first
