"""The desk of a check: audiences, panel, paper, languages, thanks, recordings."""

import csv
import datetime as dt
import io
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact.models import ContactMessage, LeftInPeace
from portal.people.enums import Role
from portal.rosters.models import RosterEntry, Service
from portal.shared import clock, queue, tokens
from portal.shared.export_log import ExportTaken
from portal.summaries import operations, queries
from portal.summaries.enums import AskedBecause, ReplyKind, SpeakerKind, VerdictKind, WhoHelped
from portal.summaries.errors import NeedsSecondPerson, NotReady
from portal.summaries.models import CheckThanks, FinalNotice, Statement, Verdict
from portal.summaries.operations import languages, panels, papers
from portal.summaries.operations.audience import whom_to_ask
from portal.summaries.operations.papers import OnPaper
from portal.summaries.operations.telling import told_and_not
from portal.summaries.operations.verdicts import to_check
from portal.summaries.rules import seeded_sample
from portal.summaries.tasks import tend_checks
from tests.forms import forms_on, submit
from tests.people.factories import make_person, signed_in
from tests.summaries.factories import APPROVER, WRITER, askable, send_out

CARERS = 15


@pytest.fixture
def staff(app, session):
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER, Role.ANALYST, Role.APPROVER)
    return client


@pytest.fixture
def panel(session):
    panel = panels.start_panel(session, name="Carers’ panel", by=WRITER)
    session.commit()
    return panel


def on_roster(session, reference, **values):
    service = session.scalar(sa.select(Service)) or Service(name={"en": "Carers"}, created_at=clock.now())
    session.add(service)
    session.flush()
    person = make_person(session, **{"email": f"{reference}@example.org", **values})
    now = clock.now()
    session.add(
        RosterEntry(
            service_id=service.id,
            person_id=person.id,
            reference=reference,
            status="active",
            added_at=now,
            changed_at=now,
        )
    )
    session.commit()
    return service, person


def test_a_panel_is_chosen_from_the_roster_and_asked_beside_the_others(staff, session, source, summary, panel):
    service, person = on_roster(session, "R-7")
    values = {"agreed_on-day": "1", "agreed_on-month": "3", "agreed_on-year": "2026"}
    path = f"/desk/summaries/panels/{panel.id}"
    assert "Nobody on this roster" in submit(staff, path, service=str(service.id), reference="R-8", **values).text
    assert submit(staff, path, service=str(service.id), reference="R-7", **values).status_code == 303
    audience = whom_to_ask(session, summary=summary, sample_size=0, seed="s", panel_id=panel.id)
    assert [one.person_id for one in audience.panel] == [person.id]
    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    version = operations.send_for_check(
        session,
        summary=summary,
        until=clock.today() + dt.timedelta(days=30),
        talk_to={},
        sample_size=1,
        seed="s",
        by=APPROVER,
        panel_id=panel.id,
    )
    asked = {
        because: invited for because, invited, *_rest in queries.asked_and_answered(session, version_id=version.id)
    }
    assert asked == {AskedBecause.ANSWERED: 1, AskedBecause.NOT_ANSWERED: 1, AskedBecause.PANEL: 1}


def test_who_left_the_panel_or_never_wants_contact_is_not_asked(session, source, summary, panel):
    stays, left, never = (make_person(session, email=f"{n}@example.org") for n in range(3))
    members = [
        panels.put_on_panel(session, panel=panel, person_id=one.id, agreed_on=clock.today(), by=WRITER)
        for one in (stays, left, never)
    ]
    panels.leave_panel(session, member=members[1], by=WRITER)
    never.do_not_contact = True
    session.flush()
    audience = whom_to_ask(session, summary=summary, sample_size=0, seed="", panel_id=panel.id)
    assert [one.person_id for one in audience.panel] == [stays.id]


def test_how_the_silent_were_picked_is_written_down_and_can_be_drawn_again(session, source, summary):
    source.people += [askable(session, answered=False, agreed=None) for _n in range(12)]
    version, invitations = send_out(session, summary, sample=5)
    plan = queries.plan_of(session, version_id=version.id)
    silent = [one for one in source.people if not one.answered and one.reached]
    drawn = seeded_sample([one.subject_id for one in silent], size=5, seed=version.sample_seed)
    assert (plan.silent, plan.drawn) == (13, 5)
    assert {one.subject_id for one in invitations if one.because is AskedBecause.NOT_ANSWERED} == set(drawn)


def test_one_reminder_goes_to_who_said_nothing_and_never_a_second(app, session, source, summary, check):
    version, invitations = check
    plan = queries.plan_of(session, version_id=version.id)
    answered = next(one for one in invitations if one.person_id == source.agreed.person_id)
    operations.submit_check(session, invitation=answered, helped=WhoHelped.NOBODY)
    session.execute(sa.update(ContactMessage).values(state="sent", sent_at=clock.now()))
    session.commit()
    noon = dt.time(12)
    for days in (0, 1, 2, 5):
        with time_machine.travel(dt.datetime.combine(plan.remind_on + dt.timedelta(days=days), noon, dt.UTC)):
            tend_checks(session, progress=lambda *_given: None)
            session.commit()
    reminders = session.scalars(sa.select(ContactMessage).where(ContactMessage.template == "check_reminder")).all()
    assert [one.subject_id for one in reminders] == [one.id for one in invitations if one is not answered]
    said = queries.latest_check(session, summary_id=summary.id)
    assert (said.asked, said.checked) == (2, 1)


def test_who_is_left_in_peace_since_they_were_asked_is_not_reminded(app, session, source, summary, check):
    version, invitations = check
    plan = queries.plan_of(session, version_id=version.id)
    worried = invitations[0]
    session.add(LeftInPeace(person_id=worried.person_id, asked_in=summary.source_id, at=clock.now()))
    session.execute(sa.update(ContactMessage).values(state="sent", sent_at=clock.now()))
    session.commit()
    with time_machine.travel(dt.datetime.combine(plan.remind_on, dt.time(12), dt.UTC)):
        tend_checks(session, progress=lambda *_given: None)
        session.commit()
    reminders = session.scalars(sa.select(ContactMessage).where(ContactMessage.template == "check_reminder")).all()
    assert [one.subject_id for one in reminders] == [one.id for one in invitations[1:]]
    session.refresh(worried)
    assert worried.not_reminded_because == "left_in_peace"


def test_no_reminder_before_its_day_nor_once_the_check_is_over(app, session, summary, check):
    plan = queries.plan_of(session, version_id=check[0].id)
    session.commit()
    tend_checks(session, progress=lambda *_given: None)
    operations.close_check(session, summary=summary, by=WRITER)
    session.commit()
    with time_machine.travel(dt.datetime.combine(plan.remind_on, dt.time(12), dt.UTC)):
        tend_checks(session, progress=lambda *_given: None)
    assert session.scalars(sa.select(ContactMessage).where(ContactMessage.template == "check_reminder")).all() == []


def paper(version, first="right", missing=""):
    return OnPaper(verdicts={to_check(version)[0]: (first, "")}, missing=missing, helped="own_words", news=None)


def test_paper_is_typed_in_by_its_return_code(staff, session, source, summary, check):
    _version, invitations = check
    one = invitations[0]
    code = tokens.short_code("check", one.id)
    answer = submit(staff, f"/desk/summaries/{summary.id}/paper", code=code.lower().replace("-", " "))
    assert answer.headers["Location"] == f"/desk/summaries/paper/{one.id}"
    answer = submit(
        staff, answer.headers["Location"], verdict_0="wrong", comment_0="No", helped="own_words", news="yes"
    )
    assert answer.status_code == 303, answer.text
    session.refresh(one)
    assert (one.answered_by, one.wants_news, one.receipt != "") == ("paper", True, True)
    assert [(row.verdict, row.comment) for row in session.scalars(sa.select(Verdict))] == [("wrong", "No")]
    assert "No paper of this summary" in submit(staff, f"/desk/summaries/{summary.id}/paper", code="3333").text


def two_typists(session, check):
    version, invitations = check
    queries.plan_of(session, version_id=version.id).two_typists = True
    session.flush()
    return version, invitations[0]


def test_where_two_people_type_it_counts_when_both_have_read_the_same(session, check):
    version, one = two_typists(session, check)
    assert papers.type_paper(session, invitation=one, said=paper(version), by=WRITER) == papers.Typed()
    assert session.scalars(sa.select(Verdict)).all() == []
    with pytest.raises(NeedsSecondPerson):
        papers.type_paper(session, invitation=one, said=paper(version), by=WRITER)
    assert papers.type_paper(session, invitation=one, said=paper(version), by=APPROVER).receipt == one.receipt != ""
    assert papers.papers_of(session, invitation_id=one.id) == []


def test_what_two_people_read_differently_is_settled_reading_by_reading(staff, session, check):
    version, one = two_typists(session, check)
    papers.type_paper(session, invitation=one, said=paper(version, "right", "The toilets"), by=WRITER)
    typed = papers.type_paper(session, invitation=one, said=paper(version, "wrong", "The toilet"), by=APPROVER)
    assert list(typed.differences) == [to_check(version)[0], papers.MISSING]
    session.commit()
    answer = submit(staff, f"/desk/summaries/paper/{one.id}/settle", pick_0="1", pick_1="0")
    assert answer.status_code == 303, answer.text
    assert [row.verdict for row in session.scalars(sa.select(Verdict))] == ["wrong"]
    assert [row.words for row in queries.missing_remarks(session, version_id=version.id)] == ["The toilets"]


def test_a_language_is_checked_by_name_and_only_as_long_as_its_words_stay(session, summary, client):
    def note():
        languages.note_check(
            session,
            summary=summary,
            language="cy",
            named="Siân Jones",
            kind=SpeakerKind.SPEAKER,
            on=clock.today(),
            by=WRITER,
        )

    note()
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="Nobody had time.")
    session.commit()
    address = f"/summaries/{summary.slug}/{version.number}"
    assert "Siân Jones" in client.get(f"{address}?lang=cy").text
    assert list(version.content["checkers"]) == ["cy"]
    unchecked = client.get(f"{address}?lang=ur").text
    assert "Siân Jones" not in unchecked
    operations.reopen(session, summary=summary, notice={"en": "New"}, by=WRITER)
    first = queries.statements_of(session, summary_id=summary.id)[0]
    first.texts = {**first.texts, "cy": "Geiriau eraill."}
    session.flush()
    statements = queries.statements_of(session, summary_id=summary.id)
    assert languages.checks_of(session, summary=summary, statements=statements).as_printed() == {}


def test_what_nobody_checked_as_it_is_now_does_not_pass_for_checked(session, source, summary, check, phone):
    _version, invitations = check
    operations.record_call(
        session,
        invitation=invitations[0],
        verdicts={str(phone.id): (VerdictKind.NOT_UNDERSTOOD, "")},
        missing="",
        helped=WhoHelped.NOBODY,
        by=WRITER,
    )
    operations.close_check(session, summary=summary, by=WRITER)
    said = {"kind": ReplyKind.EXPLAINED, "words": {"en": "We say it in easier words."}, "by": WRITER}
    operations.reply_to(session, summary=summary, statement=phone, **said)
    other = next(
        one
        for one in queries.statements_of(session, summary_id=summary.id)
        if one.section.is_checked and one.id != phone.id
    )
    phone.texts = {**phone.texts, "en": "You wait for the phone."}
    session.flush()
    before, other.texts = other.texts, {**other.texts, "en": "You love everything."}
    session.flush()
    with pytest.raises(NotReady):
        operations.mark_checked(session, summary=summary, by=WRITER)
    other.texts = before
    session.flush()
    operations.mark_checked(session, summary=summary, by=WRITER)
    published = operations.publish(session, summary=summary, by=APPROVER)
    assert [(one["kind"], one["statement"]) for one in published.content["changes"]] == [("reworded", str(phone.id))]
    # Once published, the same reply is no licence for another change.
    operations.reopen(session, summary=summary, notice={"en": "More"}, by=WRITER)
    phone.texts = {**phone.texts, "en": "Nobody waits."}
    session.flush()
    with pytest.raises(NotReady):
        operations.mark_checked(session, summary=summary, by=WRITER)


def test_replies_come_in_every_language_and_a_translation_can_be_added_later(staff, session, summary, check, phone):
    _version, invitations = check
    operations.record_call(
        session,
        invitation=invitations[0],
        verdicts={str(phone.id): (VerdictKind.WRONG, "")},
        missing="",
        helped=WhoHelped.NOBODY,
        by=WRITER,
    )
    operations.close_check(session, summary=summary, by=WRITER)
    session.commit()
    path = f"/desk/summaries/statements/{phone.id}/reply"
    submit(staff, path, kind="kept", words="Most said so.")
    submit(staff, path, kind="kept", words_cy="Dywedodd y rhan fwyaf hynny.", status_cy="translated")
    reply = queries.latest_check(session, summary_id=summary.id).reply(phone.id)
    assert (reply.words, reply.statuses) == (
        {"en": "Most said so.", "cy": "Dywedodd y rhan fwyaf hynny."},
        {"cy": "translated"},
    )


def test_everyone_who_wanted_it_is_told_and_who_could_not_be_told_is_counted(staff, session, source, summary):
    wants = [askable(session, answered=True, agreed=True) for _n in range(2)]
    unreachable = askable(session, answered=True, agreed=False, email=None)
    source.people = [
        *(dataclass_with(one, wants_result=True) for one in (*wants, unreachable)),
        dataclass_with(source.silent, wants_result=None),
    ]
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    queue.run_everything(session)
    assert told_and_not(session, version_id=version.id) == (2, 0, {"no_safe_route": 1})
    messages = session.scalars(sa.select(ContactMessage).where(ContactMessage.template == "check_result")).all()
    assert {one.person_id for one in messages} == {one.person_id for one in wants}
    # The words of the title are in the address of the page, and so not in what a phone shows.
    assert {one.link for one in messages} == {f"http://localhost/summaries/{version.id}?lang=en"}
    assert all("support" not in f"{one.headline} {one.words}" for one in messages)
    answer = staff.get(f"/summaries/{version.id}?lang=en")
    assert answer.headers["Location"] == f"/summaries/{summary.slug}/{version.number}?lang=en"
    assert staff.get(f"/summaries/{summary.id}").status_code == 404
    page = staff.get(f"/desk/summaries/{summary.id}/checking").text
    assert "2 people were told where it is" in page
    assert "1 person could not be told" in page
    notice = session.scalars(sa.select(FinalNotice)).first()
    answer = submit(staff, "/code", code=tokens.short_code("result", notice.id))
    assert answer.headers["Location"] == f"/summaries/{summary.slug}/{version.number}"


def dataclass_with(one, **values):
    import dataclasses

    return dataclasses.replace(one, **values)


def test_thanks_are_agreed_listed_paid_once_and_leave_by_the_export_writer(staff, session, source, summary, panel):
    person = make_person(session, email="p@example.org", name="Pat Panel")
    panels.put_on_panel(session, panel=panel, person_id=person.id, agreed_on=clock.today(), by=WRITER)
    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    version = operations.send_for_check(
        session,
        summary=summary,
        until=clock.today() + dt.timedelta(days=30),
        talk_to={},
        sample_size=0,
        seed="s",
        by=APPROVER,
        panel_id=panel.id,
    )
    session.commit()
    owed = queries.panel_checkers(session, version_id=version.id)
    assert [(one.name, one.thanks) for one in owed] == [("Pat Panel", None)]
    submit(staff, f"/desk/summaries/calls/{owed[0].invitation.id}/thanks", pounds="22.50", minutes="90")
    thanks = session.scalars(sa.select(CheckThanks)).one()
    assert (thanks.pence, thanks.minutes, thanks.state) == (2250, 90, "agreed")
    listed = f"/desk/summaries/versions/{version.id}/thanks"
    from tests.forms import send

    assert "£22.50" in staff.get(listed).text
    form = next(one for one in forms_on(staff.get(listed).text) if one["action"].endswith("/paid"))
    assert staff.post(f"/desk/summaries/thanks/{thanks.id}/nonsense", data=dict(form["fields"])).status_code == 404
    send(staff, listed, action=f"/desk/summaries/thanks/{thanks.id}/paid")
    session.refresh(thanks)
    assert (thanks.state, thanks.settled_on) == ("paid", clock.today())
    file = send(staff, listed, action=f"/desk/summaries/versions/{version.id}/thanks.csv")
    rows = list(csv.reader(io.StringIO(file.text.lstrip("\ufeff"))))
    assert rows[1][:4] == ["Pat Panel", "22.50", "90", "Paid"]
    assert session.scalars(sa.select(ExportTaken.what)).all() == ["check_thanks"]


def test_what_groups_say_passes_the_disclosure_gate(staff, session, source, summary):
    large = [askable(session, answered=True, agreed=True) for _n in range(CARERS)]
    small = [askable(session, answered=True, agreed=True) for _n in range(3)]
    source.people = [
        *(dataclass_with(one, stratum="many") for one in large),
        *(dataclass_with(one, stratum="few") for one in small),
    ]
    version, invitations = send_out(session, summary)
    first = to_check(version)[0]
    for one in invitations:
        operations.keep_verdict(
            session, invitation=one, statement_id=first, verdict=VerdictKind.RIGHT, comment="", visit=""
        )
        operations.submit_check(session, invitation=one, helped=WhoHelped.NOBODY)
    operations.close_check(session, summary=summary, by=WRITER)
    session.commit()
    from portal.summaries.views.desk.by_group import by_group

    groups = by_group(session, version_id=version.id, summary=summary)[uuid.UUID(first)]
    shown = {name: base for name, base, _counts in groups.rows}
    assert shown["few"] is None
    assert all(count is None for name, _base, counts in groups.rows if name == "few" for count in counts)
    page = staff.get(f"/desk/summaries/{summary.id}/verdicts").text
    assert ">few<" not in page


def test_every_page_of_the_check_desk_opens(staff, session, summary, check, panel, phone):
    version, invitations = check
    one = invitations[0].id
    desk = "/desk/summaries"
    for path in (
        f"{desk}/{summary.id}/checking",
        f"{desk}/{summary.id}/languages",
        f"{desk}/{summary.id}/paper",
        f"{desk}/paper/{one}",
        f"{desk}/panels",
        f"{desk}/panels/{panel.id}",
        f"{desk}/versions/{version.id}/thanks",
        f"{desk}/calls/{one}/thanks",
        f"{desk}/calls/{one}/words",
        f"{desk}/calls/{one}",
        f"{desk}/{summary.id}/verdicts",
        f"{desk}/statements/{phone.id}/reply",
    ):
        assert staff.get(path).status_code == 200, path
    assert session.get_one(Statement, phone.id)
