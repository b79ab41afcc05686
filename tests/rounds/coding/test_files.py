"""Files of a round: through the gate, with what their columns mean, each taking noted."""

import csv
import datetime as dt
import io
import json
from collections import Counter

import pytest
import sqlalchemy as sa
import time_machine

from portal.people.enums import ConsentPurpose, Role
from portal.people.operations import record_consents
from portal.questions.enums import QuestionKind
from portal.questions.models import Response
from portal.rounds.coding_enums import RedactionReason, ResearchState
from portal.rounds.enums import InvitationState, RoundState
from portal.rounds.errors import NeedsSecondPerson, NotReady
from portal.rounds.models import Invitation
from portal.rounds.operations import coding, counting, redaction, research
from portal.rounds.rules.exporting import whole_weeks
from portal.rounds.rules.research import SAFES, TRAITS, number_band
from portal.shared import clock
from portal.shared.export_log import exports_taken
from portal.shared.queue import run_everything
from tests.forms import send, submit
from tests.people.factories import make_account, signed_in
from tests.rounds.understanding.factories import answer_of, ask, let_quote, make_round, respond

CHECKLIST = {name: f"About {name}" for name in SAFES}
WHY = "For the board"


@pytest.fixture
def asked(session):
    """40 people in two areas; ten of them wrote something, twelve under one theme."""
    made = make_round(session)
    made.people = ask(session, made, "active", count=28) + ask(session, made, "disengaged", count=12, area="South")
    made.phone = coding.create_theme(session, round_id=made.round.id, name="Phone", description="Calls", by=None)
    made.few = coding.create_theme(session, round_id=made.round.id, name="Letters", parent_id=made.phone.id, by=None)
    with time_machine.travel(clock.now() - dt.timedelta(days=21), tick=False):
        for number, person in enumerate(made.people):
            using = "yes" if number % 2 else "stopped"
            respond(session, made, [person], support=number % 3 + 1, difference=number % 11, using=using, change="Hm")
    answers = session.scalars(sa.select(Response).where(Response.asked_in == made.round.id).order_by(Response.id)).all()
    made.answers = [answer_of(session, one, made.questions["change"]) for one in answers]
    ids = [answer.id for answer in made.answers]
    coding.put_under(session, theme_id=made.phone.id, answer_ids=ids[:12], under=True, by=None)
    coding.put_under(session, theme_id=made.few.id, answer_ids=ids[:3], under=True, by=None)
    session.commit()
    counting.recount(session, round_=made.round)
    session.commit()
    return made


def close(session, asked):
    asked.round.state = RoundState.CLOSED
    session.commit()


def a_file(session, asked, *, with_words=False, by=None):
    by = by or make_account(session, Role.ANALYST, email=f"{clock.now().timestamp()}@example.org").id
    file = research.ask_for_file(session, round_=asked.round, five_safes=CHECKLIST, with_words=with_words, by=by)
    session.commit()
    run_everything(session)
    session.refresh(file)
    return file


def approved(session, asked, **more):
    file = a_file(session, asked, **more)
    approver = make_account(session, Role.APPROVER, email=f"a{clock.now().timestamp()}@example.org").id
    research.decide(session, file=file, approve=True, why="All five are safe", by=approver)
    session.commit()
    return file


def rows_of(session, file) -> list[dict[str, str]]:
    taken = research.take(session, file=file, kind="json", reason=WHY, by=file.asked_by)
    return json.loads(taken.content)["rows"]


def test_files_hide_what_the_results_hide(client, session, asked):
    signed_in(client, session, Role.ANALYST)
    address = f"/rounds/{asked.round.id}/exports"
    refused = submit(client, address, what="themes", kind="csv")
    assert "Say what you need it for" in refused.text
    answer = submit(client, address, what="themes", kind="csv", reason=WHY)
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert [row[:3] + row[4:] for row in rows[1:]] == [
        ["", "Phone", "Calls", "10", "40", "25"],
        ["Phone", "Letters", "", "hidden", "40", "hidden"],
    ]
    for kind in ("xlsx", "ods", "json", "columns"):
        for what in ("results", "themes", "quotes", "timeline"):
            assert submit(client, address, what=what, kind=kind, reason=WHY).headers["Cache-Control"] == "no-store"
    session.rollback()
    taken, total = exports_taken(session, about_id=asked.round.id)
    assert (total, {one.reason for one in taken}) == (17, {WHY})
    assert client.get(address).text.count(WHY) == 17
    assert client.get("/exports/").status_code == 403


def test_an_auditor_sees_every_file_that_left(client, session, asked):
    file = (close(session, asked), approved(session, asked))[1]
    rows_of(session, file)
    session.commit()
    signed_in(client, session, Role.AUDITOR)
    page = client.get("/exports/").text
    assert ("A file for research" in page, WHY in page) == (True, True)


def test_only_whole_weeks_are_told_and_those_between_too():
    now = dt.datetime(2026, 11, 24, 12, tzinfo=dt.UTC)
    moments = [now, now - dt.timedelta(days=1), now - dt.timedelta(days=2), now - dt.timedelta(days=16)]
    assert whole_weeks(moments, now=now) == {"2026-11-02": 1, "2026-11-09": 0, "2026-11-16": 1}


def test_a_week_in_which_few_answered_is_hidden(client, session, asked):
    with time_machine.travel(clock.now() - dt.timedelta(days=7), tick=False):
        respond(session, asked, ask(session, asked, "active", count=3), support=1)
    session.commit()
    signed_in(client, session, Role.ANALYST)
    answer = submit(client, f"/rounds/{asked.round.id}/exports", what="timeline", kind="json", reason=WHY)
    assert {row["Answers"] for row in json.loads(answer.data)["rows"]} <= {0, "hidden", 40}
    assert 3 not in {row["Answers"] for row in json.loads(answer.data)["rows"]}


def test_there_is_no_research_file_while_people_answer_or_without_all_five(session, asked):
    by = make_account(session, Role.ANALYST).id
    with pytest.raises(NotReady):
        research.ask_for_file(session, round_=asked.round, five_safes=CHECKLIST, with_words=False, by=by)
    close(session, asked)
    with pytest.raises(NotReady):
        research.ask_for_file(
            session, round_=asked.round, five_safes=CHECKLIST | {"data": " "}, with_words=False, by=by
        )


def test_nobody_can_be_told_apart_in_a_research_file(session, asked):
    close(session, asked)
    rare = asked.people[0]
    session.execute(
        sa.text("UPDATE sample_member SET traits = :traits WHERE id = :id").bindparams(
            sa.bindparam("traits", type_=sa.JSON), sa.bindparam("id", type_=sa.Uuid)
        ),
        {"traits": {"status": "active", "area": "Lonely Island", "age_band": "65+"}, "id": rare.member_id},
    )
    session.commit()
    file = approved(session, asked)
    rows = rows_of(session, file)
    assert (file.state, file.report["rows"], len(rows)) == (ResearchState.APPROVED, 40, 40)
    assert "Lonely Island" not in json.dumps(rows)
    assert min(Counter(tuple(row[trait] for trait in TRAITS) for row in rows).values()) == file.report["smallest_group"]
    assert file.report["smallest_group"] >= 10
    assert {row["support"] for row in rows} == {"1", "2", "3"}
    for column in rows[0].keys() - {"id"}:
        assert min(Counter(row[column] for row in rows).values()) >= 10, column
    known = {str(one) for one in session.scalars(sa.select(Response.id))} | {str(one.alias) for one in asked.people}
    assert {row["id"] for row in rows} & known == set()
    again = {row["id"] for row in rows_of(session, approved(session, asked))}
    assert again & {row["id"] for row in rows} == set()


def test_words_are_in_it_only_with_consent_and_after_someone_looked(session, asked):
    close(session, asked)
    both, only_yes, only_looked = asked.answers[:3]
    for answer in (both, only_yes):
        let_quote(session, answer.response)
    for answer in (both, only_looked):
        redaction.redact(session, answer=answer, spans=[], reason=RedactionReason.NOTHING_FOUND, by=None)
    rows = rows_of(session, approved(session, asked, with_words=True))
    assert sorted(row["change: words"] for row in rows) == [""] * 39 + ["Hm"]
    assert "change: words" not in rows_of(session, approved(session, asked))[0]


def test_words_somebody_takes_back_are_let_out_no_more(session, asked):
    close(session, asked)
    answer, other = asked.answers[:2]
    let_quote(session, answer.response)
    for one in (answer, other):
        redaction.redact(session, answer=one, spans=[], reason=RedactionReason.NOTHING_FOUND, by=None)
    worded, numbers = approved(session, asked, with_words=True), approved(session, asked)
    no = dict.fromkeys(ConsentPurpose, False)
    for one in (other, answer):
        assert research.someone_left(session, file=worded) is False  # the other had never agreed
        record_consents(session, subject_id=one.response.alias, answers=no, language="en", channel="web")
    session.commit()
    with pytest.raises(NotReady):
        research.take(session, file=worded, kind="csv", reason=WHY, by=worded.asked_by)
    assert len(rows_of(session, numbers)) == 40


def test_words_of_which_more_was_taken_out_are_let_out_no_more(session, asked):
    close(session, asked)
    answer = asked.answers[0]
    let_quote(session, answer.response)
    redaction.redact(session, answer=answer, spans=[], reason=RedactionReason.NOTHING_FOUND, by=None)
    file = approved(session, asked, with_words=True)
    assert research.someone_left(session, file=file) is False
    redaction.redact(session, answer=answer, spans=[], reason=RedactionReason.NOTHING_FOUND, by=None)
    assert research.someone_left(session, file=file) is True


def test_the_one_who_asks_is_not_the_one_who_lets_it_out(session, asked):
    close(session, asked)
    file = a_file(session, asked)
    with pytest.raises(NotReady):
        research.take(session, file=file, kind="csv", reason=WHY, by=file.asked_by)
    with pytest.raises(NeedsSecondPerson):
        research.decide(session, file=file, approve=True, why="Fine", by=file.asked_by)
    other = make_account(session, Role.APPROVER).id
    with pytest.raises(NotReady):
        research.decide(session, file=file, approve=True, why=" ", by=other)
    research.decide(session, file=file, approve=False, why="Too much", by=other)
    assert (file.state, file.file_key) == (ResearchState.REFUSED, "")


def test_a_second_file_that_would_single_someone_out_is_not_made(session, asked):
    close(session, asked)
    first = approved(session, asked)
    asked.people[3].state = InvitationState.WITHDRAWN
    session.commit()
    second = a_file(session, asked)
    assert (second.state, second.report) == (ResearchState.IMPOSSIBLE, {"refused": "singles_out"})
    assert research.someone_left(session, file=first) is True
    with pytest.raises(NotReady):
        research.take(session, file=first, kind="csv", reason=WHY, by=first.asked_by)


def test_fewer_than_ten_people_give_no_file(session):
    made = make_round(session)
    respond(session, made, ask(session, made, "active", count=9), support=1)
    close(session, made)
    assert a_file(session, made).report == {"refused": "too_few"}


def test_numbers_are_in_bands():
    ten = [number_band(one, QuestionKind.SCALE) for one in (0, 3, 4, 6, 7, 10)]
    assert ten == ["0–3", "0–3", "4–6", "4–6", "7–10", "7–10"]
    assert [number_band(one, QuestionKind.NUMBER) for one in (0, 9, 10, 25)] == ["0–9", "0–9", "10–19", "20–29"]
    assert [number_band(one, QuestionKind.FACES) for one in (1, 5)] == ["1", "5"]


def test_a_research_file_is_asked_for_approved_and_taken_through_the_pages(client, app, session, asked):
    close(session, asked)
    signed_in(client, session, Role.ANALYST)
    address = f"/rounds/{asked.round.id}/research"
    missing = submit(client, address, with_field="projects", **CHECKLIST | {"data": ""}, with_words="no")
    assert ("Answer all five" in missing.text, "About outputs" in missing.text) == (True, True)
    made = submit(client, address, with_field="projects", **CHECKLIST, with_words="no")
    assert made.status_code == 303
    file = made.headers["Location"]
    run_everything(session)
    page = client.get(file).text
    assert ("Someone who approves must decide now" in page, "About settings" in page) == (True, True)
    approver = app.test_client()
    signed_in(approver, session, Role.APPROVER, email="approver@example.org")
    assert "Something waits for you" in approver.get("/desk").text
    assert file in approver.get("/research/").text
    refused = send(approver, file, action=f"{file}/decide", decided_why="")
    assert "Choose yes or no" in refused.text
    assert send(approver, file, action=f"{file}/decide", approve="yes", decided_why="All five").status_code == 303
    assert "Say what you need it for" in send(client, file, action=f"{file}/file").text
    taken = send(client, file, action=f"{file}/file", kind="ods", reason=WHY)
    assert taken.mimetype == "application/vnd.oasis.opendocument.spreadsheet"
    assert send(client, file, action=f"{file}/delete").status_code == 303
    assert "Deleted" in client.get(file).text
    session.rollback()
    assert [one.reason for one in exports_taken(session, about_id=asked.round.id)[0]] == [WHY]
    assert session.scalar(sa.select(sa.func.count()).select_from(Invitation)) == 40
