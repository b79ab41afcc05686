"""From first draft to a public page and a promise, through the pages."""

import datetime as dt
import re
import uuid

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.promises.models import Promise
from portal.shared import clock, queue, tokens
from portal.summaries import operations, queries
from portal.summaries.enums import Section, SummaryState
from portal.summaries.models import CheckInvitation, Statement, Summary, SummaryVersion
from portal.summaries.operations.verdicts import to_check
from portal.summaries.sources import offer_source
from tests.forms import submit
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER, make_summary, send_out


@pytest.fixture
def writer(app, session):
    client = app.test_client()
    client.account = signed_in(client, session, Role.ORGANISER, email="writer@example.org")
    return client


@pytest.fixture
def approver(app, session):
    client = app.test_client()
    client.account = signed_in(client, session, Role.APPROVER, email="approver@example.org")
    return client


def press(client, desk, action, do="y"):
    """Presses the button of the form on `desk` that goes to `action`."""
    text = client.get(desk).text
    form = next(f for f in re.findall(r"<form.*?</form>", text, re.S) if f'action="{action}"' in f)
    data = dict(re.findall(r'name="(csrf_token|idempotency_key)" value="([^"]+)"', form))
    return client.post(action, data={**data, "do": do})


def test_from_findings_to_a_public_page(app, client, session, source, writer, approver):
    offer_source("hand_made", lambda _s, _i: source, choices=lambda _s: [(source.id, source.title())])
    answer = submit(writer, "/desk/summaries/start", source=f"hand_made:{source.id}", title="What you told us")
    desk = answer.headers["Location"]
    summary_id = uuid.UUID(desk.rsplit("/", 1)[1])
    for section, words, picture in (
        ("told", "It is hard to ring us.", "phone"),
        ("told", "You like the staff.", "staff"),
        ("next", "We will answer the phone in the evening.", "helpline"),
    ):
        add = f"{desk}/statements/add?section={section}"
        answer = submit(writer, add, with_field="text_en", text_en=words, find=picture, do="find")
        assert answer.status_code == 200, answer.text
        assert f'value="{picture}"' in answer.text
        answer = submit(writer, add, with_field="text_en", text_en=words, find=picture, picture=picture, do="save")
        assert answer.status_code == 303, answer.text
    session.commit()
    assert len(queries.statements_of(session, summary_id=summary_id)) == 3

    press(writer, desk, f"{desk}/hand-in")
    press(approver, desk, f"{desk}/approve")
    soon = clock.today() + dt.timedelta(days=10)
    day = {"until-day": str(soon.day), "until-month": str(soon.month), "until-year": str(soon.year)}
    answer = submit(writer, f"{desk}/send", with_field="sample", talk_to="Amina", phone="0300", sample="1", **day)
    assert answer.status_code == 303, answer.text
    with app.app_context():
        from portal.shared.database import db

        queue.run_everything(db.session)

    session.commit()
    invitations = session.scalars(sa.select(CheckInvitation)).all()
    assert len(invitations) == 2
    mine = next(one for one in invitations if one.person_id == source.agreed.person_id)
    link = f"/c/{tokens.link_token('check', mine.id)}"
    submit(client, link)
    submit(client, "/check/1", verdict="wrong", comment="It got better in spring", do="next")
    submit(client, "/check/2", verdict="right", do="next")
    submit(client, "/check/send", helped="own_words")

    press(writer, desk, f"{desk}/close-check")
    verdicts = writer.get(f"{desk}/verdicts").text
    assert "It got better in spring" in verdicts
    assert "Needs a reply" in verdicts
    refused = press(approver, desk, f"{desk}/approve")
    assert refused.status_code == 303
    session.commit()
    version = session.scalars(sa.select(SummaryVersion)).one()
    wrong = to_check(version)[0]
    answer = submit(
        writer, f"/desk/summaries/statements/{wrong}/reply", kind="changed", words="We say now that it got better."
    )
    assert answer.headers["Location"] == f"/desk/summaries/statements/{wrong}"
    answer = submit(
        writer, answer.headers["Location"], with_field="text_en", text_en="It was hard to ring us.", do="save"
    )
    assert answer.status_code == 303, answer.text
    answer = submit(
        writer, f"{desk}/title", title_en="What you told us", changed_en="We changed the words about the phone."
    )
    assert answer.status_code == 303, answer.text
    press(writer, desk, f"{desk}/mark-checked")
    answer = press(approver, desk, f"{desk}/publish")
    address = answer.headers["Location"]
    public = client.get(address).text
    assert re.search(r"2 people were asked\.\s+1 person checked it\.", public)
    assert "Checked by people who took part" in public
    assert "We changed the words about the phone." in public
    assert "We say now that it got better." in public
    assert "It was hard to ring us." in public
    assert address in client.get("/summaries").text

    statement = session.scalars(sa.select(Statement).where(Statement.section == Section.NEXT)).one()
    year = clock.today().year + 2
    due = {"due-day": "1", "due-month": "3", "due-year": str(year)}
    answer = submit(
        writer,
        f"/desk/promises/make/{statement.id}",
        with_field="owner_words",
        owner=str(writer.account.id),
        owner_words="The carers’ team",
        know="You can ring on Tuesday evenings.",
        because_of=[wrong],
        **due,
    )
    assert answer.status_code == 303, answer.text
    promised = client.get("/promises").text
    assert "We will answer the phone in the evening." in promised
    assert "It was hard to ring us." in promised
    assert f"1 March {year}" in promised
    session.commit()
    assert session.scalars(sa.select(Promise)).one().owner_words == "The carers’ team"


def test_the_writer_with_the_approvers_role_still_cannot_approve_their_own(app, session, source):
    both = app.test_client()
    account = signed_in(both, session, Role.ORGANISER, Role.APPROVER, email="both@example.org")
    summary = make_summary(session, source.id, writer=account.id)
    operations.hand_in(session, summary=summary, by=account.id)
    session.commit()
    desk = f"/desk/summaries/{summary.id}"
    press(both, desk, f"{desk}/approve")
    assert "Someone who did not write it has to do this" in both.get(desk).text
    session.expire_all()
    assert session.get_one(Summary, summary.id).approved_by is None


def test_two_writers_at_one_statement_lose_nothing(app, session, writer, summary, phone):
    path = f"/desk/summaries/statements/{phone.id}"
    page = writer.get(path).text
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    submit(writer, path, with_field="text_en", text_en="The first one was faster.", do="save")
    answer = submit(
        writer, path, with_field="text_en", text_en="The second one was slower.", version=version, do="save"
    )
    assert answer.status_code == 409
    assert "The second one was slower." in answer.text
    session.expire_all()
    assert session.get_one(Statement, phone.id).texts["en"] == "The first one was faster."


def test_a_typed_number_comes_back_with_the_words_kept(writer, summary, phone):
    path = f"/desk/summaries/statements/{phone.id}"
    answer = submit(writer, path, with_field="text_en", text_en="7 in 10 people wait.", do="save")
    assert answer.status_code == 200
    assert "Take numbers about people from the results" in answer.text
    assert "7 in 10 people wait." in answer.text


def test_the_coach_gives_advice_and_says_what_it_cannot_judge(writer, summary, phone):
    page = writer.get(f"/desk/summaries/statements/{phone.id}").text
    assert "Advice, not orders" in page
    assert "rules cannot be judged in this language" in page


def test_numbers_and_quotes_come_from_the_source_only(session, source, writer, summary, phone):
    path = f"/desk/summaries/statements/{phone.id}"
    assert submit(writer, f"{path}/number", ref="phone_hard").status_code == 303
    assert submit(writer, f"{path}/quote", answer=str(source.quote.answer_id)).status_code == 303
    page = writer.get(path).text
    assert "About 7 in 10 people. 213 people answered this." in page
    assert "They rang me back at once." in page
    preview = writer.get(f"/desk/summaries/{summary.id}/preview?language=ur&size=large").text
    assert "They rang me back at once." in preview
    assert 'lang="ur" dir="rtl"' in preview


def test_moving_by_button(session, writer, summary, phone):
    desk = f"/desk/summaries/{summary.id}"
    press(writer, desk, f"/desk/summaries/statements/{phone.id}/move", do="up")
    session.expire_all()
    rows = queries.statements_of(session, summary_id=summary.id)
    assert [one.picture for one in rows if one.section is Section.TOLD][:2] == ["phone", "staff"]


def test_a_phone_call_is_written_down_as_it_is_said(session, source, writer, summary, check):
    _version, invitations = check
    theirs = next(one for one in invitations if one.person_id == source.silent.person_id)
    calls = writer.get(f"/desk/summaries/{summary.id}/calls").text
    assert tokens.short_code("check", theirs.id) in calls
    answer = submit(
        writer,
        f"/desk/summaries/calls/{theirs.id}",
        with_field="missing",
        verdict_0="nearly",
        comment_0="More or less",
        helped="own_words",
    )
    assert answer.status_code == 303, answer.text
    session.commit()
    said = queries.latest_check(session, summary_id=summary.id)
    assert (said.checked, sum(t.base for t in said.tallies.values())) == (1, 1)
    assert tokens.short_code("check", theirs.id) not in writer.get(f"/desk/summaries/{summary.id}/calls").text


def test_someone_who_must_not_be_rung_is_not_named_on_the_script(app, session, source, writer, summary):
    from portal.people.models import Person

    person = session.get_one(Person, source.agreed.person_id)
    person.safe_contact, person.mobile = ["no_phone"], "07700900123"
    person.safe_contact_confirmed_at = clock.now()
    _version, invitations = send_out(session, summary)
    session.commit()
    page = writer.get(f"/desk/summaries/calls/{invitations[0].id}").text
    assert "Do not ring this person" in page
    assert "07700900123" not in page
    assert "Ana Example" not in page


@pytest.mark.parametrize("path", ["/desk/summaries", "/summaries", "/promises", "/desk/promises"])
def test_lists_cost_the_same_for_one_and_for_three(app, session, source, writer, path):
    def published():
        summary = make_summary(session, source.id)
        operations.hand_in(session, summary=summary, by=WRITER)
        operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
        from portal.promises.operations import make_promise

        rows = queries.statements_of(session, summary_id=summary.id)
        told = next(one for one in rows if one.section is Section.TOLD)
        make_promise(
            session,
            statement=next(one for one in rows if one.section is Section.NEXT),
            owner_id=writer.account.id,
            owner_words="The team",
            how_we_will_know={"en": "You see it."},
            due=dt.date(2100, 1, 1),
            because_of=[str(told.id)],
            by=WRITER,
        )
        session.commit()

    counts = []
    for _round in range(2):
        published()
        if _round:
            published()
        counts.append(count_queries(app, lambda: writer.get(path)))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("page", ["verdicts", "", "calls"])
def test_the_desk_costs_the_same_for_one_and_for_three_checkers(app, session, source, writer, summary, check, page):
    from portal.summaries.enums import VerdictKind, WhoHelped

    version, invitations = check
    path = f"/desk/summaries/{summary.id}" + (f"/{page}" if page else "")
    counts = []
    for invitation in invitations:
        operations.record_call(
            session,
            invitation=invitation,
            verdicts={one: (VerdictKind.WRONG, "No") for one in to_check(version)},
            missing="More",
            helped=WhoHelped.NOBODY,
            by=WRITER,
        )
        session.commit()
        counts.append(count_queries(app, lambda: writer.get(path)))
    assert abs(counts[0] - counts[1]) <= (1 if page == "calls" else 0)


def count_queries(app, visit):
    from portal.shared.database import db

    seen = []
    with app.app_context():
        engine = db.engine

    def note(*_arguments):
        seen.append(1)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        assert visit().status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


def test_a_withdrawn_version_keeps_its_address_and_says_why(client, session, summary, approver):
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    answer = submit(approver, f"/desk/summaries/versions/{version.id}/withdraw", why="Someone could be recognised.")
    assert answer.status_code == 303
    page = client.get(f"/summaries/{summary.slug}/{version.number}")
    assert page.status_code == 200
    assert "Someone could be recognised." in page.text
    assert "Most of you like the staff" not in page.text
    assert summary.slug not in client.get("/summaries").text
    session.expire_all()
    assert session.get_one(Summary, summary.id).state is SummaryState.WITHDRAWN


def test_an_older_version_stays_readable_and_points_to_the_newer(client, session, summary):
    operations.hand_in(session, summary=summary, by=WRITER)
    first = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    _version, _invitations = _second_version(session, summary)
    session.commit()
    page = client.get(f"/summaries/{summary.slug}/{first.number}").text
    assert "There is a newer version of this page." in page
    assert "Most of you like the staff" in page
    assert client.get(f"/summaries/{summary.slug}").headers["Location"] == f"/summaries/{summary.slug}/3"


def _second_version(session, summary):
    from portal.summaries.enums import VerdictKind, WhoHelped

    operations.reopen(session, summary=summary, notice={"en": "New facts."}, by=WRITER)
    version, invitations = send_out(session, summary, sample=1)
    operations.record_call(
        session,
        invitation=invitations[0],
        verdicts={to_check(version)[0]: (VerdictKind.RIGHT, "")},
        missing="",
        helped=WhoHelped.NOBODY,
        by=WRITER,
    )
    operations.close_check(session, summary=summary, by=WRITER)
    operations.mark_checked(session, summary=summary, by=WRITER)
    operations.publish(session, summary=summary, by=APPROVER)
    return version, invitations


@pytest.mark.parametrize("language", ["en", "en-easy", "cy", "ur"])
def test_the_public_page_in_every_language(client, session, summary, language):
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()
    page = client.get(f"/summaries/{summary.slug}/{version.number}?lang={language}").text
    assert summary.title[language] in page
    assert page.count("<h1") == 1
    for one in version.content["statements"]:
        assert one["texts"][language].splitlines()[0].replace("'", "&#39;") in page


def test_small_numbers_of_verdicts_are_not_told_on_the_public_page(client, session, source, summary, check):
    from portal.summaries.enums import ReplyKind, VerdictKind, WhoHelped

    version, invitations = check
    operations.record_call(
        session,
        invitation=invitations[0],
        verdicts={to_check(version)[0]: (VerdictKind.WRONG, "Only I know this")},
        missing="",
        helped=WhoHelped.NOBODY,
        by=WRITER,
    )
    operations.close_check(session, summary=summary, by=WRITER)
    statement = session.get_one(Statement, uuid.UUID(to_check(version)[0]))
    operations.reply_to(
        session, summary=summary, statement=statement, kind=ReplyKind.KEPT, words={"en": "Most say so."}, by=WRITER
    )
    operations.mark_checked(session, summary=summary, by=WRITER)
    published = operations.publish(session, summary=summary, by=APPROVER)
    session.commit()
    page = client.get(f"/summaries/{summary.slug}/{published.number}").text
    assert page.count("fewer than 10") == 6  # "I do not understand this" and "Something is missing" are told, too
    assert "Only I know this" not in page
