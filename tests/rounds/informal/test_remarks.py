"""Remarks are asked about, looked at twice, and stay out of every count of the sample."""

import uuid

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.people.enums import Role
from portal.rounds.errors import NeedsSecondPerson, NotAgreed, OfAnotherRound
from portal.rounds.informal_enums import Agreed, RemarkState, SetAside
from portal.rounds.models import Remark
from portal.rounds.operations import coding, counting, findings, remarks
from portal.rounds.queries import remarks as found
from portal.rounds.rules.remarking import Fault, Pointer, faults_of, pointers_in
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.informal.factories import a_kept_remark, a_remark, a_round, cost, heard
from tests.rounds.understanding.factories import usual_round

FINE = {
    "words": "Nobody rings back.",
    "gist": "",
    "may_use": Agreed.YES,
    "may_quote": Agreed.YES,
    "told_who_hears": True,
}


@pytest.mark.parametrize(
    ("text", "what", "words"),
    [
        ("ring me on 07700 900123 please", Pointer.PHONE, "07700 900123"),
        ("write to ana@example.org", Pointer.EMAIL, "ana@example.org"),
        ("I live at NR1 2AB", Pointer.POSTCODE, "NR1 2AB"),
        ("my reference is 4821733", Pointer.NUMBER, "4821733"),
        ("then Mrs Patel came", Pointer.NAME, "Mrs Patel"),
        ("my son Tariq waits all day", Pointer.NAME, "Tariq"),
        ("and then, Ana Brown said no", Pointer.NAME, "Ana Brown"),
    ],
)
def test_words_that_could_say_who_someone_is_are_seen(text, what, words):
    assert [(one.what, one.words) for one in pointers_in(text)] == [(what, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Nobody rings back. Ever. It is always me who rings.",
        "I came on Monday 3 May 2026 and paid 12.50.",
        "The people at the Norwich Library are kind.",
        "کوئی واپس فون نہیں کرتا",
    ],
)
def test_plain_words_are_left_alone(text):
    assert pointers_in(text) == []


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_no_text_breaks_the_looking(text):
    assert all(one.words in text for one in pointers_in(text))


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({}, []),
        ({"words": "", "gist": "Nobody rings.", "may_quote": Agreed.NO}, []),
        ({"words": ""}, [Fault.NOTHING_SAID, Fault.QUOTE_WITHOUT_WORDS]),
        ({"told_who_hears": False}, [Fault.NOT_TOLD]),
        ({"may_use": Agreed.NOT_ASKED}, [Fault.QUOTE_WITHOUT_USE]),
        ({"may_use": Agreed.NO}, [Fault.NO_MEANS_NO_WORDS]),
        ({"may_use": Agreed.NO, "words": ""}, []),
        ({"may_use": Agreed.NOT_ASKED, "may_quote": Agreed.NOT_ASKED, "told_who_hears": False}, []),
    ],
)
def test_what_was_agreed_goes_with_what_is_written(changed, faults):
    assert faults_of(**{**FINE, **changed}) == faults


def test_of_someone_who_says_no_only_the_no_is_kept(session):
    remark = a_remark(session, a_round(session), words="", may_use=Agreed.NO)
    assert (remark.state, remark.words, remark.where, remark.may_quote) == (
        RemarkState.SAID_NO,
        None,
        None,
        Agreed.NO,
    )


def test_nobody_looks_a_second_time_at_what_they_noted(session):
    me = uuid.uuid4()
    remark = a_remark(session, a_round(session), by=me)
    with pytest.raises(NeedsSecondPerson):
        remarks.keep(session, remark=remark, by=me)
    with pytest.raises(NeedsSecondPerson):
        remarks.set_aside(session, remark=remark, because=SetAside.SAID_TWICE, by=me)
    assert remark.state is RemarkState.NEW


def test_without_a_yes_a_remark_goes_nowhere(session):
    remark = a_remark(session, a_round(session), may_use=Agreed.NOT_ASKED, may_quote=Agreed.NOT_ASKED)
    with pytest.raises(NotAgreed):
        remarks.keep(session, remark=remark, by=uuid.uuid4())


def test_a_remark_stays_in_its_round(session):
    here, there = a_round(session), a_round(session)
    theme = coding.create_theme(session, round_id=there.id, name="Waiting", by=None)
    with pytest.raises(OfAnotherRound):
        remarks.put_under(session, remark=a_remark(session, here), theme=theme, by=uuid.uuid4())


@pytest.mark.parametrize(
    ("because", "words"),
    [(SetAside.NAMES_SOMEONE, None), (SetAside.NOT_AGREED, None), (SetAside.SAID_TWICE, "Nobody rings back.")],
)
def test_words_that_should_not_have_been_written_down_are_forgotten(session, because, words):
    remark = a_remark(session, a_round(session))
    remarks.set_aside(session, remark=remark, because=because, by=uuid.uuid4())
    assert (remark.state, remark.words) == (RemarkState.DISCARDED, words)


def test_a_changed_remark_needs_a_second_look_again(session):
    round_, me = a_round(session), uuid.uuid4()
    remark = a_kept_remark(session, round_)
    remarks.change_remark(session, remark=remark, heard=heard(round_, words="Nobody rang."), by=me)
    assert (remark.state, remark.reviewed_by, remark.noted_by) == (RemarkState.NEW, None, me)


def test_remarks_have_a_base_of_their_own_and_change_no_count_of_the_sample(session):
    asked = usual_round(session)
    theme = coding.create_theme(session, round_id=asked.round.id, name="Waiting", by=None)
    finding = findings.create_finding(
        session, round_id=asked.round.id, words="People wait.", theme_ids=[str(theme.id)], by=None
    )
    before = counting.count(session, round_=asked.round).content
    seen_before = [(one.count, one.base) for one in findings.findings_of(session, round_id=asked.round.id)]
    for number in range(12):
        remark = a_remark(session, asked.round, words=f"I waited {number} weeks.")
        if number < 5:
            remarks.put_under(session, remark=remark, theme=theme, by=uuid.uuid4())
        elif number < 9:
            remarks.put_beside(session, remark=remark, finding=finding, by=uuid.uuid4())
    beside = found.heard_beside(session, round_id=asked.round.id)
    assert (beside.base, beside.by_theme, beside.by_finding) == (9, [(theme, 5)], [(finding, 4)])
    assert counting.count(session, round_=asked.round).content == before
    assert [(one.count, one.base) for one in findings.findings_of(session, round_id=asked.round.id)] == seen_before


def test_a_deleted_finding_leaves_its_remarks_standing(session):
    round_ = a_round(session)
    finding = findings.create_finding(session, round_id=round_.id, words="People wait.", by=None)
    remark = a_remark(session, round_)
    remarks.put_beside(session, remark=remark, finding=finding, by=uuid.uuid4())
    session.commit()
    findings.delete_finding(session, finding=finding, by=None)
    session.commit()
    session.refresh(remark)
    assert (remark.finding_id, remark.words) == (None, "Nobody rings back.")


def typed(round_, **values):
    return {
        "service_id": str(round_.service_id),
        "round_id": str(round_.id),
        "said_by": "carer",
        "heard_through": "group",
        "where": "coffee morning",
        "words": "Nobody rings back.",
        "told_who_hears": "yes",
        "may_use": "yes",
        "may_quote": "no",
        **values,
    }


def test_a_remark_is_noted_and_a_colleague_puts_it_under_a_theme(client, app, session):
    round_ = a_round(session)
    coding.create_theme(session, round_id=round_.id, name="Waiting", by=None)
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    answer = submit(client, f"/remarks/new?round={round_.id}", **typed(round_))
    assert answer.status_code == 303
    remark = session.scalars(sa.select(Remark)).one()
    page = client.get(f"/remarks/{remark.id}").text
    assert "Ask a colleague to look a second time." in page
    colleague = app.test_client()
    signed_in(colleague, session, Role.ANALYST, email="second@example.org")
    theme = coding.words.themes_of(session, round_id=round_.id)[0]
    answer = submit(colleague, f"/remarks/{remark.id}", decision="theme", theme_id=str(theme.id))
    assert answer.status_code == 303
    beside = colleague.get(f"/remarks/rounds/{round_.id}").text
    assert "These remarks are not representative." in beside
    assert "Waiting" in beside


def test_a_name_is_asked_about_and_nothing_typed_is_lost(client, session):
    round_ = a_round(session)
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    words = "My keyworker Mrs Patel never rings back."
    answer = submit(client, "/remarks/new", **typed(round_, words=words))
    assert (answer.status_code, words in answer.text, "“Mrs Patel”" in answer.text) == (200, True, True)
    assert session.scalars(sa.select(Remark)).all() == []


def test_what_is_missing_is_said_and_what_is_there_stays(client, session):
    round_ = a_round(session)
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    wrong = {"said_by": None, "may_quote": "yes", "told_who_hears": "no", "heard_on-year": "20x6"}
    page = submit(client, "/remarks/new", **typed(round_, **wrong)).text
    for words in ("Choose who said it", "A yes counts only when they knew who would hear it", "Enter a real date"):
        assert words in page
    assert "Nobody rings back." in page
    assert session.scalars(sa.select(Remark)).all() == []


@pytest.mark.parametrize("role", [Role.COMMISSIONER, Role.APPROVER, Role.TRANSLATOR, Role.AUDITOR])
def test_others_do_not_read_remarks(client, session, role):
    remark = a_remark(session, a_round(session))
    session.commit()
    signed_in(client, session, role)
    for path in ("/remarks/", "/remarks/new", f"/remarks/{remark.id}", f"/remarks/rounds/{remark.round_id}"):
        assert client.get(path).status_code == 403


def test_the_list_is_filtered_and_costs_the_same_for_one_remark_and_for_three(app, client, session):
    round_ = a_round(session)
    signed_in(client, session, Role.ORGANISER)
    paths = (f"/remarks/?round={round_.id}&state=kept", f"/remarks/rounds/{round_.id}")
    a_kept_remark(session, round_)
    a_remark(session, round_, words="Not looked at yet.")
    once = [cost(app, session, client, path) for path in (*paths, *paths)][2:]
    a_kept_remark(session, round_)
    a_kept_remark(session, round_)
    assert [cost(app, session, client, path) for path in paths] == once
    page = client.get(paths[0]).text
    assert ("3 remarks" in page, "Not looked at yet." in page) == (True, False)
