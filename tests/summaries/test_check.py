import datetime as dt

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.contact.models import ContactMessage
from portal.people.models import Person
from portal.shared import tokens
from portal.summaries import operations, queries
from portal.summaries.enums import AskedBecause, CheckChannel, ReplyKind, SummaryState, VerdictKind, WhoHelped
from portal.summaries.errors import CheckOver, NeedsSecondPerson, NotReady, Unanswered, WrongState
from portal.summaries.models import CheckInvitation, SharedQuote, Statement, SummaryVersion, Verdict
from portal.summaries.operations.audience import whom_to_ask
from portal.summaries.operations.verdicts import to_check
from tests.summaries.factories import APPROVER, WRITER, askable, send_out


def say(session, invitation, version, kind, *, of=0, comment=""):
    operations.keep_verdict(
        session,
        invitation=invitation,
        statement_id=to_check(version)[of],
        verdict=kind,
        comment=comment,
        visit="v",
    )


def invitation_of(invitations, askable_one):
    return next(one for one in invitations if one.person_id == askable_one.person_id)


def test_consent_decides_who_is_asked(session, source, check):
    _version, invitations = check
    assert {one.person_id: one.because for one in invitations} == {
        source.agreed.person_id: AskedBecause.ANSWERED,
        source.silent.person_id: AskedBecause.NOT_ANSWERED,
    }


def test_nobody_who_said_no_was_not_reached_or_must_not_be_contacted_is_ever_drawn(session, source, summary):
    source.people += [
        askable(session, answered=False, agreed=None, reached=False),
        askable(session, answered=False, agreed=False),
        askable(session, answered=True, agreed=None),
        askable(session, answered=True, agreed=True, do_not_contact=True),
        askable(session, answered=False, agreed=None, do_not_contact=True),
    ]
    chosen = whom_to_ask(session, summary=summary, sample_size=100, seed="any")
    assert {one.person_id for one in chosen.answered} == {source.agreed.person_id}
    assert {one.person_id for one in chosen.drawn} == {source.silent.person_id}


def test_messages_leave_through_the_send_gate_with_a_link_and_a_code_the_database_does_not_hold(session, check):
    _version, invitations = check
    messages = session.scalars(sa.select(ContactMessage).order_by(ContactMessage.subject_id)).all()
    assert sorted(m.subject_id for m in messages) == sorted(one.id for one in invitations)
    for one in invitations:
        message = next(m for m in messages if m.subject_id == one.id)
        token = tokens.link_token("check", one.id)
        assert message.link == f"http://localhost/c/{token}"
        assert queries.invitation_by_link(session, token=token).id == one.id
        assert queries.invitation_by_code(session, code=message.code.lower().replace("-", " ")).id == one.id
        assert token not in (one.link_index, one.code_index)


def test_someone_the_gate_holds_back_is_not_counted_as_asked(session, source, summary):
    person = session.get_one(Person, source.agreed.person_id)
    person.email = None
    _version, invitations = send_out(session, summary, sample=1)
    held = invitation_of(invitations, source.agreed)
    assert (held.asked_at, held.not_sent_because) == (None, "no_safe_route")
    assert queries.latest_check(session, summary_id=summary.id).asked == 1


def test_whoever_answers_was_asked(session, source, summary):
    session.get_one(Person, source.agreed.person_id).email = None
    version, invitations = send_out(session, summary)
    assert queries.latest_check(session, summary_id=summary.id).asked == 0
    say(session, invitations[0], version, VerdictKind.RIGHT)
    operations.submit_check(session, invitation=invitations[0], helped=WhoHelped.NOBODY)
    said = queries.latest_check(session, summary_id=summary.id)
    assert (said.asked, said.checked) == (1, 1)


def test_it_is_not_sent_before_someone_else_approved_it(session, summary):
    operations.hand_in(session, summary=summary, by=WRITER)
    with pytest.raises(NotReady):
        operations.send_for_check(
            session, summary=summary, until=dt.date(2100, 1, 1), talk_to={}, sample_size=0, seed="s", by=WRITER
        )


def test_what_people_say_counts_only_once_it_is_sent_and_silence_is_never_a_yes(session, summary, source, check):
    version, invitations = check
    mine = invitation_of(invitations, source.agreed)
    say(session, mine, version, VerdictKind.RIGHT, of=0)
    say(session, mine, version, VerdictKind.SKIP, of=1)
    assert queries.latest_check(session, summary_id=summary.id).tallies == {}
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY)
    said = queries.latest_check(session, summary_id=summary.id)
    assert (said.checked, said.asked) == (1, 2)
    assert [said.tally(_id(one)).base for one in to_check(version)] == [1] + [0] * (len(to_check(version)) - 1)
    assert said.tally(_id(to_check(version)[2])).counts == {}


def _id(text):
    import uuid

    return uuid.UUID(text)


def test_sending_twice_counts_once_and_gives_the_same_receipt(session, source, check):
    version, invitations = check
    mine = invitation_of(invitations, source.agreed)
    say(session, mine, version, VerdictKind.WRONG, comment="No!")
    first = operations.submit_check(session, invitation=mine, helped=WhoHelped.SUPPORTER)
    assert operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY) == first
    rows = session.scalars(sa.select(Verdict)).all()
    assert [(row.verdict, row.comment, row.provenance) for row in rows] == [
        (VerdictKind.WRONG, "No!", WhoHelped.SUPPORTER)
    ]


def test_changing_ones_mind_before_sending_keeps_the_last_word(session, source, check):
    version, invitations = check
    mine = invitation_of(invitations, source.agreed)
    for kind in (VerdictKind.WRONG, VerdictKind.NEARLY):
        say(session, mine, version, kind)
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY)
    assert [row.verdict for row in session.scalars(sa.select(Verdict))] == [VerdictKind.NEARLY]


def test_a_verdict_cannot_be_changed_in_the_database(session, source, check):
    version, invitations = check
    mine = invitation_of(invitations, source.agreed)
    say(session, mine, version, VerdictKind.WRONG)
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY)
    session.commit()
    with pytest.raises(DBAPIError):
        session.execute(sa.update(Verdict).values(verdict=VerdictKind.RIGHT))


@pytest.mark.parametrize("column", ["content", "content_sha256", "published_at"])
def test_a_frozen_version_cannot_be_changed_or_deleted_in_the_database(session, check, column):
    version, _invitations = check
    values = {"content": {}, "content_sha256": "0", "published_at": dt.datetime.now(dt.UTC)}
    with pytest.raises(DBAPIError):
        session.execute(sa.update(SummaryVersion).values({column: values[column]}))
    session.rollback()
    with pytest.raises(DBAPIError):
        session.execute(sa.delete(SummaryVersion).where(SummaryVersion.id == version.id))


def test_leave_this_out_from_the_person_quoted_takes_the_quote_out_of_every_version(session, source, check, phone):
    version, invitations = check
    mine = invitation_of(invitations, source.agreed)
    place = to_check(version).index(str(phone.id))
    say(session, mine, version, VerdictKind.LEAVE_OUT, of=place)
    operations.submit_check(session, invitation=mine, helped=WhoHelped.NOBODY)
    quote = session.scalars(sa.select(SharedQuote)).one()
    assert (quote.words, quote.removed_because) == (None, "left_out_by_the_person")
    assert "rang me back" not in str(version.content)


def test_leave_this_out_from_anyone_else_leaves_the_quote_to_its_owner(session, source, check, phone):
    version, invitations = check
    other = invitation_of(invitations, source.silent)
    say(session, other, version, VerdictKind.LEAVE_OUT, of=to_check(version).index(str(phone.id)))
    operations.submit_check(session, invitation=other, helped=WhoHelped.NOBODY)
    assert session.scalars(sa.select(SharedQuote)).one().words == "They rang me back at once."


def test_what_comes_after_the_last_day_is_read_and_answered_but_counted_apart(session, summary, source, check):
    version, invitations = check
    in_time, late = (invitation_of(invitations, one) for one in (source.agreed, source.silent))
    say(session, in_time, version, VerdictKind.RIGHT)
    operations.submit_check(session, invitation=in_time, helped=WhoHelped.NOBODY)
    too_late = dt.datetime.combine(version.check_until, dt.time(23), dt.UTC) + dt.timedelta(days=1)
    with time_machine.travel(too_late):
        say(session, late, version, VerdictKind.WRONG)
        operations.submit_check(session, invitation=late, helped=WhoHelped.NOBODY)
    said, first = queries.latest_check(session, summary_id=summary.id), _id(to_check(version)[0])
    assert (said.checked, said.late, dict(said.tally(first).counts)) == (1, 1, {VerdictKind.RIGHT: 1})
    assert said.unanswered == [first]
    operations.close_check(session, summary=summary, by=WRITER)
    with pytest.raises(Unanswered):
        operations.mark_checked(session, summary=summary, by=WRITER)


def test_what_comes_once_the_writer_ended_the_check_is_late_until_the_next_version_is_out(
    session, summary, source, check
):
    version, invitations = check
    late = invitation_of(invitations, source.silent)
    operations.close_check(session, summary=summary, by=WRITER)
    say(session, late, version, VerdictKind.RIGHT)
    send_out(session, summary)
    with pytest.raises(CheckOver):
        operations.submit_check(session, invitation=late, helped=WhoHelped.NOBODY)


def test_staff_note_down_a_phone_call_for_the_person(session, summary, source, check):
    version, invitations = check
    theirs = invitation_of(invitations, source.silent)
    first, second = to_check(version)[:2]
    receipt = operations.record_call(
        session,
        invitation=theirs,
        verdicts={first: (VerdictKind.RIGHT, ""), second: (VerdictKind.NEARLY, "More or less")},
        missing="The toilets",
        helped=WhoHelped.INTERPRETER,
        by=APPROVER,
    )
    assert receipt == theirs.receipt != ""
    rows = session.scalars(sa.select(Verdict)).all()
    assert {(row.channel, row.recorded_by, row.provenance) for row in rows} == {
        (CheckChannel.PHONE, APPROVER, WhoHelped.INTERPRETER)
    }
    assert [remark.words for remark in queries.missing_remarks(session, version_id=version.id)] == ["The toilets"]
    with pytest.raises(CheckOver):
        operations.record_call(
            session, invitation=theirs, verdicts={}, missing="", helped=WhoHelped.NOBODY, by=APPROVER
        )


def checked_by_one(session, summary, source, check, *, kind=VerdictKind.WRONG):
    version, invitations = check
    say(session, invitation_of(invitations, source.agreed), version, kind, comment="It is not so")
    operations.submit_check(session, invitation=invitation_of(invitations, source.agreed), helped=WhoHelped.NOBODY)
    operations.close_check(session, summary=summary, by=WRITER)
    return session.get_one(Statement, _id(to_check(version)[0]))


def test_nothing_is_published_while_someone_who_said_wrong_has_no_reply(session, summary, source, check):
    statement = checked_by_one(session, summary, source, check)
    with pytest.raises(Unanswered):
        operations.mark_checked(session, summary=summary, by=WRITER)
    with pytest.raises(WrongState):
        operations.publish(session, summary=summary, by=APPROVER)
    operations.reply_to(
        session,
        summary=summary,
        statement=statement,
        kind=ReplyKind.CHANGED,
        words={"en": "We put it right."},
        by=WRITER,
    )
    operations.mark_checked(session, summary=summary, by=WRITER)
    with pytest.raises(NeedsSecondPerson):
        operations.publish(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER)
    assert version.content["check"] == {
        "asked": 2,
        "checked": 1,
        "late": 0,
        "verdicts": dict.fromkeys(map(str, VerdictKind)),  # too few said each to tell
        "missing": None,
        "is_checked": True,
    }
    assert version.content["replies"][0]["words"] == {"en": "We put it right."}
    assert summary.state is SummaryState.PUBLISHED


def test_a_statement_taken_out_is_not_in_the_next_version(session, summary, source, check):
    statement = checked_by_one(session, summary, source, check, kind=VerdictKind.LEAVE_OUT)
    operations.reply_to(
        session, summary=summary, statement=statement, kind=ReplyKind.LEFT_OUT, words={"en": "It is gone."}, by=WRITER
    )
    operations.mark_checked(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER)
    assert str(statement.id) not in [one["id"] for one in version.content["statements"]]
    # That something was left out is said, and never what.
    told = [(one["kind"], one["before"]) for one in version.content["changes"] if one["statement"] == str(statement.id)]
    assert told == [("taken_out", {})]


def test_words_someone_asked_to_leave_out_are_not_told_as_what_stood_there_before(session, summary, source, check):
    statement = checked_by_one(session, summary, source, check, kind=VerdictKind.LEAVE_OUT)
    was = dict(statement.texts)
    operations.reply_to(
        session, summary=summary, statement=statement, kind=ReplyKind.CHANGED, words={"en": "It is gone."}, by=WRITER
    )
    statement.texts = {**was, "en": "It is hard to ring us."}
    session.flush()
    operations.mark_checked(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER)
    (told,) = [one for one in version.content["changes"] if one["statement"] == str(statement.id)]
    assert (told["kind"], told["before"], told["after"]["en"]) == ("reworded", {}, "It is hard to ring us.")


def test_without_anyone_having_checked_there_is_no_checked_mark(session, summary, source, check):
    operations.close_check(session, summary=summary, by=WRITER)
    with pytest.raises(NotReady):
        operations.mark_checked(session, summary=summary, by=WRITER)


def test_published_without_a_check_it_says_so(session, summary):
    operations.hand_in(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    assert version.content["check"] is None


def test_a_quote_taken_back_after_publication_is_gone_from_the_published_version_too(session, summary, source, check):
    statement = checked_by_one(session, summary, source, check)
    operations.reply_to(
        session, summary=summary, statement=statement, kind=ReplyKind.KEPT, words={"en": "Most said so."}, by=WRITER
    )
    operations.mark_checked(session, summary=summary, by=WRITER)
    version = operations.publish(session, summary=summary, by=APPROVER)
    session.commit()
    source.said = []
    operations.remove_quotes_taken_back(session, summary=summary)
    operations.reopen(session, summary=summary, notice={"en": "Someone took their words back."}, by=WRITER)
    operations.mark_checked(session, summary=summary, by=WRITER)
    second = operations.publish(session, summary=summary, by=APPROVER)
    assert (version.number, second.number) == (2, 4)  # 3 is the one without the words, published at once
    assert second.content["notice"] == {"en": "Someone took their words back."}
    assert [one["quote"] for one in second.content["statements"] if one["quote"]] == []
    assert queries.quotes_by_id(session, ids=[_id(_quote(version))])[_id(_quote(version))].words is None


def _quote(version):
    return next(one["quote"]["id"] for one in version.content["statements"] if one["quote"])


def test_the_task_asks_everyone_once_even_when_it_runs_again(app, session, summary, source):
    from portal.shared import queue

    operations.hand_in(session, summary=summary, by=WRITER)
    operations.approve(session, summary=summary, by=APPROVER)
    operations.send_for_check(
        session, summary=summary, until=dt.date(2100, 1, 1), talk_to={}, sample_size=5, seed="s", by=APPROVER
    )
    session.commit()
    assert queue.run_everything(session) == 1
    assert session.scalars(sa.select(queue.Job.error)).all() == [None]
    assert queue.run_everything(session) == 0
    assert session.scalar(sa.select(sa.func.count(CheckInvitation.asked_at))) == 2
    assert session.scalar(sa.select(sa.func.count()).select_from(ContactMessage)) == 2
