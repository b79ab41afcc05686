"""The report of a release, what changed since an earlier round, and the weights that were chosen."""

import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine

from portal.people.enums import Role
from portal.rounds.disclosure import changes_between, freeze, thaw
from portal.rounds.enums import ReportFileState
from portal.rounds.models import ReportFile, WeightingChoice
from portal.rounds.operations import releasing, reporting, weights
from portal.rounds.printing import Imprint, document_of, since_earlier
from portal.rounds.queries import counts
from portal.rounds.queries.findings import comparable_releases, releases_of
from portal.rounds.rules.comparing import Verdict, definitions_of
from portal.rounds.rules.grouping import GROUP_FIELDS
from portal.rounds.rules.telling import by_question, gap_sentences, in_one_sentence
from portal.sampling.intervals import Interval, difference_interval, wilson_interval
from portal.shared import clock
from portal.shared.queue import run_everything
from tests.forms import submit
from tests.guards.pages import faults
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import Asked, ask, counted, make_round, respond, usual_round
from tests.rounds.understanding.test_pages import cost


def release(session, asked: Asked):
    made = releasing.release(session, round_=asked.round, by=None)
    session.commit()
    return made


def answered_round(session, *, yes: int, no: int, like: Asked | None = None) -> Asked:
    asked = make_round(session)
    if like is not None:
        asked.round.question_set_id, asked.questions = like.round.question_set_id, like.questions
    people = ask(session, asked, "active", count=yes + no + 20)
    respond(session, asked, people[:yes], using="yes")
    respond(session, asked, people[yes : yes + no], using="stopped")
    respond(session, asked, people[yes + no :], using="never")
    session.commit()
    return asked


def test_what_was_frozen_is_thawed_as_it_was(session):
    asked = counted(session, usual_round(session))
    results = releasing.results_of(
        session, round_=asked.round, content=counts.tally_of(session, round_id=asked.round.id).content, by=GROUP_FIELDS
    )
    assert thaw(freeze(results)) == results
    made = release(session, asked)
    assert reporting.report_of(made) == results


def test_the_report_page_prints_what_a_report_must(client, session):
    asked = usual_round(session)
    release(session, asked)
    signed_in(client, session, Role.ANALYST)
    page = " ".join(client.get(f"/rounds/{asked.round.id}/reports/1").text.split())
    for words in (
        "Report of release 1",
        "We asked 80 people who had stopped using the service; 20 answered. Under-represented: ",
        "people aged 16–17",
        "Who could be drawn",
        "Not contacted, to keep them safe",
        "Response rates: Ethnicity",
        "RR6",
        "Gap: reached to answered",
        "Drawn less often than their share: 16–17, 50% of the list and 46% of those asked.",
        "R-indicator: 0.",
        "Partial R-indicators",
        "Design effect (Kish)",
        "Between, weighted",
        "Whose words these are",
        "Weighting cannot mend a low response.",
    ):
        assert words in page, words


def test_a_report_has_as_many_statements_with_three_releases_as_with_one(app, client, session):
    asked = usual_round(session)
    release(session, asked)
    signed_in(client, session, Role.ANALYST)
    path = f"/rounds/{asked.round.id}/reports/1"
    cost(app, session, client, path)
    once = cost(app, session, client, path)
    release(session, asked)
    release(session, asked)
    assert cost(app, session, client, path) == once


def test_a_report_that_is_not_there_is_not_found(client, session):
    asked = usual_round(session)
    signed_in(client, session, Role.ANALYST)
    assert client.get(f"/rounds/{asked.round.id}/reports/1").status_code == 404


def test_margins_are_chosen_on_a_page_and_counted_again(client, session):
    asked = counted(session, usual_round(session))
    account = signed_in(client, session, Role.ANALYST)
    path = f"/rounds/{asked.round.id}/results/weights"
    assert "Choose how answers are weighted" in client.get(path).text
    answer = submit(client, path, margins=["status", "area"], trim_at="4")
    assert answer.status_code == 303, answer.text
    session.rollback()
    run_everything(session)
    choice = session.scalars(sa.select(WeightingChoice)).one()
    assert (choice.margins, choice.trim_at, choice.chosen_by) == (["status", "area"], 4.0, account.id)
    page = " ".join(client.get(f"/rounds/{asked.round.id}/results/").text.split())
    assert "so that these have their share of the list: Status and Area" in page
    assert submit(client, path, margins=[], trim_at="0").status_code == 200


def test_no_other_field_may_be_a_margin(session):
    asked = usual_round(session)
    with pytest.raises(ValueError, match="safe"):
        weights.choose(session, round_=asked.round, margins=["safe_contact"], trim_at=5, by=None)


def test_the_published_interval_of_a_difference():
    """R. G. Newcombe 1998, table II: 56 of 70 against 48 of 80."""
    found = difference_interval((48 / 80, wilson_interval(48, 80)), (56 / 70, wilson_interval(56, 70)))
    assert (found.low, found.high) == pytest.approx((0.0524, 0.3339), abs=1e-4)


def test_a_change_counts_when_its_interval_leaves_out_nought():
    assert [Verdict.of(*ends) for ends in ((0.01, 0.3), (-0.3, -0.01), (-0.1, 0.1))] == [
        Verdict.MORE,
        Verdict.FEWER,
        Verdict.CANNOT_TELL,
    ]
    assert difference_interval((0.0, Interval(0, 0)), (1.0, Interval(1, 1))) == Interval(1.0, 1.0)


def test_rounds_that_asked_the_same_are_compared_in_words(client, session):
    first = answered_round(session, yes=80, no=40)
    with time_machine.travel(clock.now() - dt.timedelta(days=300), tick=False):
        before = release(session, first)
    second = answered_round(session, yes=40, no=80, like=first)
    now = release(session, second)
    (found,) = comparable_releases(session, release=now)
    assert found.release.id == before.id
    changes = reporting.changes_since(before, now)
    printed = document_of(
        second.round,
        now,
        reporting.report_of(now),
        language="en",
        imprint=Imprint(organisation="Us"),
        since=since_earlier(session, now),
    ).html
    assert "What changed since an earlier round" in printed
    assert "Fewer than before" in printed
    said = {(one.answer["en"], one.verdict, one.change) for one in changes if one.change is not None}
    assert ("Yes", Verdict.FEWER, -25) in said
    assert len(by_question(changes)) > 1
    signed_in(client, session, Role.ANALYST)
    assert "Fewer than before" in client.get(f"/rounds/{second.round.id}/reports/1").text
    page = client.get(f"/rounds/{second.round.id}/reports/1/since/{before.id}").text
    assert "Fewer than before" in page
    assert "We cannot tell if this changed" in page
    assert client.get(f"/rounds/{first.round.id}/reports/1/since/{now.id}").status_code == 404


def test_a_question_asked_in_other_words_is_not_compared(session):
    asked = usual_round(session)
    made = release(session, asked)
    other = dict(made.content["definitions"]) | {"using": "0" * 64}
    results = reporting.report_of(made)
    keys = {tuple(one.question.items()) for one in changes_between(results, results, definitions=(other, other))}
    assert len(keys) == len([q for q in results.questions if q.shares])
    changed = changes_between(results, results, definitions=(made.content["definitions"], other))
    assert {one.question["en"] for one in changed} == {
        q.texts["en"] for q in results.questions if q.shares and q.key != "using"
    }
    assert definitions_of(None) == {}


def test_gaps_and_the_whole_are_said_in_sentences(session):
    asked = usual_round(session)
    results = reporting.report_of(release(session, asked))
    ages = next(field for field in results.fields if field.field == "age_band")
    assert [sentence.split(":")[0] for sentence in gap_sentences(ages)] == [
        "Drawn less often than their share",
    ]
    assert in_one_sentence(results).startswith("We asked 80 people who had stopped using the service; 20 answered.")
    assert len(releases_of(session, round_id=asked.round.id)) == 1


@pytest.mark.parametrize("language", ["en", "en-easy", "cy", "ur"])
def test_the_report_is_printed_through_both_gates(client, session, language):
    """With what changed since the round before."""
    earlier = answered_round(session, yes=80, no=40)
    with time_machine.travel(clock.now() - dt.timedelta(days=300), tick=False):
        release(session, earlier)
    asked = answered_round(session, yes=40, no=80, like=earlier)
    release(session, asked)
    signed_in(client, session, Role.ANALYST)
    path = f"/rounds/{asked.round.id}/reports/1"
    assert submit(client, path, language=language).status_code == 303
    session.rollback()
    run_everything(session)
    (file,) = session.scalars(sa.select(ReportFile))
    assert file.faults == []
    assert file.state is ReportFileState.READY
    answer = client.get(f"/rounds/{asked.round.id}/reports/files/{file.id}.pdf")
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert f"{file.id}.pdf" in client.get(path).text


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_every_page_of_results_is_strict_html(client, session, language, direction):
    asked = counted(session, answered_round(session, yes=80, no=40))
    with time_machine.travel(clock.now() - dt.timedelta(days=300), tick=False):
        before = release(session, asked)
    later = answered_round(session, yes=40, no=80, like=asked)
    release(session, later)
    signed_in(client, session, Role.ORGANISER)
    base = f"/rounds/{later.round.id}"
    for path in ("results/", "results/weights", "reports/1", f"reports/1/since/{before.id}"):
        page = client.get(f"{base}/{path}?lang={language}", follow_redirects=True).text
        assert faults(page, language=language, direction=direction) == [], path
