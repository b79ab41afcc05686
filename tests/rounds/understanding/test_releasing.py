"""Findings, and releases that stay as they are and single nobody out."""

import csv
import io
import json

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from portal.people.enums import Role
from portal.rounds.enums import RoundState
from portal.rounds.errors import NothingToRelease, SinglesOut
from portal.rounds.models import Finding, Release
from portal.rounds.operations import coding, findings, releasing
from portal.rounds.queries.findings import figures_of, releases_of
from portal.rounds.rules.cuts import pack, unpack
from portal.shared.audit import AuditEntry
from portal.shared.i18n import LANGUAGES
from portal.shared.queue import run_everything
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.understanding.factories import answer_of, ask, make_round, respond, usual_round


def release(session, asked) -> Release:
    prepared = releasing.prepare(session, round_=asked.round)
    return releasing.release(session, round_=asked.round, prepared=prepared, by=None)


def test_a_release_holds_protected_numbers_only_and_says_which_it_is(session):
    asked = usual_round(session)
    made = release(session, asked)
    assert made.sha256 == releasing.fingerprint(made.content)
    figures = {figure.ref: figure for figure in figures_of(session, round_id=asked.round.id)}
    assert (figures["round:asked"].value, figures["round:answered"].value) == (280, 100)
    yes = figures["single:using:yes"]
    assert (yes.kind, yes.value, yes.base_n) == ("share", 0.8, 100)
    assert set(yes.label) == set(LANGUAGES)
    assert figures["single:using:never"].value is None
    numbers = [figure.base_n for figure in figures.values()]
    numbers += [int(figure.value) for figure in figures.values() if figure.kind == "count" and figure.value is not None]
    assert [number for number in numbers if number < 10 or number % 5] == []


def test_nothing_in_a_release_leads_to_anyone(session):
    asked = usual_round(session)
    text = json.dumps(release(session, asked).content)
    people = [one for group in asked.invitations.values() for one in group]
    assert [one for one in people if str(one.alias) in text or str(one.person_id) in text] == []


def test_a_release_cannot_be_changed(session):
    asked = usual_round(session)
    made = release(session, asked)
    session.commit()
    for statement in (sa.update(Release).values(sha256="0"), sa.delete(Release)):
        with pytest.raises(sa.exc.DBAPIError):
            session.execute(statement.where(Release.id == made.id))
        session.rollback()


def test_a_release_that_differs_by_a_few_people_is_refused(session):
    asked = usual_round(session)
    release(session, asked)
    active = asked.invitations["active"]
    respond(session, asked, active[80:81], support=5, using="yes")
    with pytest.raises(SinglesOut) as refused:
        release(session, asked)
    assert {"round", "support", "using"} <= set(refused.value.names)
    respond(session, asked, active[81:90], support=5, helped=["talking"], difference=5, using="yes")
    with pytest.raises(SinglesOut) as refused:
        release(session, asked)
    assert set(refused.value.names) == {"helped", "difference"}
    respond(session, asked, active[90:91], helped=["talking"], difference=5)
    assert release(session, asked).number == 2


def test_the_same_people_may_be_released_again(session):
    asked = usual_round(session)
    assert [release(session, asked).number, release(session, asked).number] == [1, 2]


def test_fewer_than_ten_people_are_never_released(session):
    asked = make_round(session)
    respond(session, asked, ask(session, asked, "active", count=9), support=5)
    with pytest.raises(NothingToRelease):
        release(session, asked)


def test_a_closed_round_is_released_with_its_results(session):
    asked = usual_round(session)
    asked.round.state = RoundState.CLOSED
    release(session, asked)
    assert asked.round.state is RoundState.RELEASED


@given(cuts=st.dictionaries(st.sampled_from("abcd"), st.sets(st.uuids(), max_size=30)))
def test_whose_answers_stand_behind_a_release_is_kept_exactly(cuts):
    kept = unpack(pack(cuts))
    assert kept == {name: frozenset(map(str, people)) for name, people in cuts.items()}


def test_a_finding_shows_protected_counts_and_its_released_figure(session):
    asked = make_round(session)
    responses = respond(
        session, asked, ask(session, asked, "active", count=60)[:40], using="yes", change="Call me back"
    )
    calls, rare = (coding.create_theme(session, round_id=asked.round.id, name=n, by=None) for n in ("Calls", "Rare"))
    answers = [answer_of(session, response, asked.questions["change"]).id for response in responses]
    coding.put_under(session, theme_id=calls.id, answer_ids=answers[:23], under=True, by=None)
    coding.put_under(session, theme_id=rare.id, answer_ids=answers[:3], under=True, by=None)
    release(session, asked)
    for themes, key in (([calls], ""), ([rare], ""), ([], "round:answered")):
        findings.create_finding(
            session,
            round_id=asked.round.id,
            words="People want a call",
            theme_ids=[str(one.id) for one in themes],
            figure_key=key,
            by=None,
        )
    first, second, third = findings.findings_of(session, round_id=asked.round.id)
    assert (first.themes, first.count.value, first.base.value) == (("Calls",), 25, 40)
    assert second.count.hidden
    assert (third.figure.value, third.count.hidden) == (40, True)


def test_findings_change_places_and_two_editors_do_not_lose_words(client, session):
    asked = usual_round(session)
    for said in ("First", "Second", "Third"):
        findings.create_finding(session, round_id=asked.round.id, words=said, by=None)
    session.commit()
    signed_in(client, session, Role.ANALYST)
    base = f"/rounds/{asked.round.id}/findings"
    third = session.scalars(sa.select(Finding).where(Finding.words == "Third")).one()
    assert client.post(f"{base}/{third.id}/up", data={"csrf_token": token(client, base)}).status_code == 303
    session.rollback()
    session.expire_all()
    assert [seen.finding.words for seen in findings.findings_of(session, round_id=asked.round.id)] == [
        "First",
        "Third",
        "Second",
    ]
    old = client.get(f"{base}/{third.id}").text
    assert submit(client, f"{base}/{third.id}", words="Third, better").status_code == 303
    from tests.forms import filled, forms_on

    form = next(one for one in forms_on(old) if any(name == "words" for name, _value in one["fields"]))
    late = client.post(f"{base}/{third.id}", data=dict(filled(form, {"words": "Third, mine"})))
    assert (late.status_code, "Third, better" in late.text, "Third, mine" in late.text) == (409, True, True)


def test_an_organiser_releases_and_takes_a_file_through_the_pages(client, session):
    asked = usual_round(session)
    account = signed_in(client, session, Role.ORGANISER)
    base = f"/rounds/{asked.round.id}/results"
    answer = submit(client, f"{base}/release")
    assert answer.status_code == 303
    session.rollback()
    run_everything(session)
    (made,) = releases_of(session, round_id=asked.round.id)
    assert made.released_by == account.id
    assert "Release 1" in client.get(f"{base}/").text
    answer = submit(client, f"{base}/", kind="csv")
    assert answer.status_code == 200, answer.text
    rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert rows[1][:5] == ["Everyone", "Answered", "100", "280", "36"]
    assert ["Do you use the carers’ service now?", "Yes", "80", "100", "80", "71", "87", "75"] in rows
    counts = [cell for row in rows[1:] for cell in row[2:4]]
    assert [cell for cell in counts if cell != "hidden" and (int(cell) < 10 or int(cell) % 5)] == []
    session.rollback()
    taken = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "export")).one()
    assert (taken.actor_id, taken.subject) == (account.id, "round_results")


def test_a_refused_release_says_why(client, session):
    asked = usual_round(session)
    release(session, asked)
    respond(session, asked, asked.invitations["active"][80:83], using="yes")
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    submit(client, f"/rounds/{asked.round.id}/results/release")
    session.rollback()
    run_everything(session)
    from portal.shared.queue import Job

    job = session.scalars(sa.select(Job).where(Job.task == "rounds.release")).one()
    page = client.get(f"/rounds/{asked.round.id}/results/release/{job.id}").text
    assert "Wait until at least 10 more people have answered" in page
    assert "Do you use the carers’ service now?" in page


def token(client, path: str) -> str:
    from tests.forms import forms_on

    form = next(one for one in forms_on(client.get(f"{path}/").text) if one["action"] and one["action"].endswith("/up"))
    return dict(form["fields"])["csrf_token"]


def test_an_analyst_writes_a_finding_and_takes_it_back(client, session):
    asked = usual_round(session)
    release(session, asked)
    session.commit()
    signed_in(client, session, Role.ANALYST)
    base = f"/rounds/{asked.round.id}/findings"
    answer = submit(client, f"{base}/new", words="Most people still come", figure_key="single:using:yes")
    assert answer.status_code == 303, answer.text
    assert "80% (from 100)" in " ".join(client.get(f"{base}/").text.split())
    session.rollback()
    (seen,) = findings.findings_of(session, round_id=asked.round.id)
    assert submit(client, f"{base}/{seen.finding.id}/delete").status_code == 303
    session.rollback()
    assert findings.findings_of(session, round_id=asked.round.id) == []
