"""The results page in words, and what pages cost."""

import sqlalchemy as sa

from portal.people.enums import Role
from portal.rounds.operations import coding, findings
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import answer_of, ask, counted, let_quote, make_round, respond, usual_round


class Statements:
    """Counts statements sent to the database."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine, self.count = engine, 0

    def __enter__(self):
        sa.event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_error):
        sa.event.remove(self.engine, "before_cursor_execute", self._note)

    def _note(self, *_arguments):
        self.count += 1


def cost(app, session, client, path: str) -> int:
    from portal.shared.database import db

    session.commit()
    with app.app_context():
        engine = db.engine
    with Statements(engine) as seen:
        answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return seen.count


def test_the_page_says_who_was_asked_who_answered_and_who_is_missing(client, session):
    asked = counted(session, usual_round(session))
    signed_in(client, session, Role.ANALYST)
    page = client.get(f"/rounds/{asked.round.id}/results/").text
    assert "We asked 80 people who had stopped using the service; 20 answered." in page
    assert "We asked 200 people who use the service; 80 answered." in page
    assert "people aged 16–17" in page
    assert "Weighting cannot mend a low response." in page
    assert "Counted just now" in page
    assert "80% (about 80 people)" in page
    assert "From 100 answers" in page
    assert "71% to 87%" in page
    assert "R-indicator" in page
    assert "Release the results" not in page.replace("Use these results", "")


def test_a_small_round_shows_no_number_that_points_at_someone(client, session):
    asked = make_round(session)
    respond(session, asked, ask(session, asked, "active", count=20)[:7], support=5, using="yes", change="Seven of us")
    counted(session, asked)
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/rounds/{asked.round.id}/results/").text
    assert "hidden" in page
    assert "how many answered is not shown" in page
    for number in ("7 ", ">7<", "35%", "13 "):
        assert number not in page.split('id="answers-in"')[1]


def test_pages_cost_as_many_statements_for_one_row_as_for_three(app, client, session):
    asked = make_round(session)
    signed_in(client, session, Role.ORGANISER)
    base = f"/rounds/{asked.round.id}"
    paths = ("coding/", "coding/quotes", "themes/", "findings/", "results/")

    def add(number: int) -> None:
        (response,) = respond(
            session, asked, ask(session, asked, "active", count=1), change=f"Said {number}", using="yes"
        )
        let_quote(session, response)
        theme = coding.create_theme(session, round_id=asked.round.id, name=f"Theme {number}", by=None)
        answer = answer_of(session, response, asked.questions["change"])
        coding.put_under(session, theme_id=theme.id, answer_ids=[answer.id], under=True, by=None)
        findings.create_finding(
            session, round_id=asked.round.id, words=f"Finding {number}", theme_ids=[str(theme.id)], by=None
        )

    add(1)
    counted(session, asked)
    for path in paths:
        cost(app, session, client, f"{base}/{path}")
    once = {path: cost(app, session, client, f"{base}/{path}") for path in paths}
    add(2)
    add(3)
    counted(session, asked)
    assert {path: cost(app, session, client, f"{base}/{path}") for path in paths} == once


def test_a_round_that_was_never_counted_asks_the_worker(client, session):
    asked = usual_round(session)
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/rounds/{asked.round.id}/results/").text
    assert "The answers have not been counted yet." in page
    counted(session, asked)
    assert "The answers have not been counted yet." not in client.get(f"/rounds/{asked.round.id}/results/").text
