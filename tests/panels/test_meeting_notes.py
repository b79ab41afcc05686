"""Notes of a meeting: what members say of them is kept and answered, and silence is never a yes."""

import datetime as dt
import uuid

import pytest
import time_machine

from portal.panels.enums.notes import NoteKind, NoteReplyKind, NotesState, NoteVerdictKind
from portal.panels.errors import MeetingIsOver, MustSayWhy, NobodyAnswered, NothingToSend, StillUnanswered
from portal.panels.models import NoteLine, Notes, NoteVerdict
from portal.panels.operations import attending
from portal.panels.operations import notes as operations
from portal.panels.operations.membership import link_of
from portal.panels.queries import notes as queries
from portal.panels.rules.notes import NoteChange, changes_between
from portal.people.enums import Role
from tests.forms import send, submit
from tests.panels.factories import make_member, make_panel
from tests.panels.test_meetings import DAY, make_meeting
from tests.people.factories import signed_in


def noted(session, *, by=None):
    """A panel of two, its meeting, and notes of two sentences that are out for check."""
    panel = make_panel(session, by=by)
    members = [make_member(session, panel) for _n in range(2)]
    meeting, author = make_meeting(session, panel), panel.coordinator_id
    attending.invite(session, meeting=meeting, by=author)
    notes = operations.begin_notes(session, meeting=meeting, by=author)
    lines = [
        operations.write_line(session, notes=notes, kind=NoteKind.SAID, words={"en": words}, by=author)
        for words in ("Buses are late.", "Nobody rang back.")
    ]
    operations.send_notes(session, meeting=meeting, notes=notes, until=DAY, by=author)
    return panel, members, meeting, notes, lines


def test_an_action_needs_someone_and_a_day(session):
    panel = make_panel(session)
    notes = operations.begin_notes(session, meeting=make_meeting(session, panel), by=panel.coordinator_id)
    say = {"notes": notes, "kind": NoteKind.ACTION, "words": {"en": "Ring the council"}, "by": panel.coordinator_id}
    for part in ({}, {"owner_id": panel.coordinator_id}, {"due": DAY}):
        with pytest.raises(MustSayWhy):
            operations.write_line(session, **say, **part)
    operations.write_line(session, **say, owner_id=panel.coordinator_id, due=DAY)
    assert session.query(NoteLine).count() == 1


def test_silence_is_never_a_yes_and_a_no_must_be_answered(session):
    panel, (ana, bob), _meeting, notes, (late, rang) = noted(session)
    by = panel.coordinator_id
    with pytest.raises(NobodyAnswered):
        operations.confirm_notes(session, notes=notes, by=by)
    operations.say_of_line(session, notes=notes, line=late, member=ana, verdict=NoteVerdictKind.RIGHT)
    wrong = operations.say_of_line(
        session, notes=notes, line=rang, member=bob, verdict=NoteVerdictKind.WRONG, words="They did ring"
    )
    with pytest.raises(StillUnanswered):
        operations.confirm_notes(session, notes=notes, by=by)
    with pytest.raises(MustSayWhy):
        operations.reply_to(session, verdict=wrong, kind=NoteReplyKind.KEPT, words=" ", by=by)
    operations.reply_to(session, verdict=wrong, kind=NoteReplyKind.KEPT, words="Two others said so", by=by)
    operations.confirm_notes(session, notes=notes, by=by)
    assert (notes.state, notes.asked, notes.answered) == (NotesState.CONFIRMED, 2, 2)
    with pytest.raises(MeetingIsOver):
        operations.say_of_line(session, notes=notes, line=late, member=bob, verdict=NoteVerdictKind.RIGHT)


def test_a_later_word_counts_and_the_first_is_kept(session):
    panel, (ana, _bob), _meeting, notes, (late, _rang) = noted(session)
    for verdict in (NoteVerdictKind.LEAVE_OUT, NoteVerdictKind.NEARLY):
        operations.say_of_line(session, notes=notes, line=late, member=ana, verdict=verdict)
    found = queries.verdicts_on(session, line_ids=[late.id])[late.id]
    assert [verdict.verdict for verdict, _reply, _person in found] == [NoteVerdictKind.NEARLY]
    assert session.query(NoteVerdict).count() == 2
    operations.confirm_notes(session, notes=notes, by=panel.coordinator_id)


def test_the_next_version_says_what_changed_and_leaves_out_what_was_taken_out(session):
    panel, (ana, _bob), meeting, notes, (late, rang) = noted(session)
    by = panel.coordinator_id
    gone = operations.say_of_line(session, notes=notes, line=rang, member=ana, verdict=NoteVerdictKind.LEAVE_OUT)
    operations.reply_to(session, verdict=gone, kind=NoteReplyKind.LEFT_OUT, words="It is out", by=by)
    second = operations.begin_notes(session, meeting=meeting, by=by)
    assert operations.begin_notes(session, meeting=meeting, by=by) == second
    (line,) = queries.lines_of(session, notes_id=second.id)
    operations.write_line(
        session, notes=second, kind=NoteKind.SAID, words={"en": "Buses are often late."}, line=line, by=by
    )
    found = changes_between({late.key: late.words, rang.key: rang.words}, {line.key: line.words})
    assert found == [
        NoteChange({"en": "Buses are late."}, {"en": "Buses are often late."}),
        NoteChange({"en": "Nobody rang back."}, None),
    ]
    assert queries.shown_notes(session, meeting_id=meeting.id) == notes
    operations.send_notes(session, meeting=meeting, notes=second, until=DAY, by=by)
    assert (notes.state, queries.shown_notes(session, meeting_id=meeting.id)) == (NotesState.REPLACED, second)
    with pytest.raises(MeetingIsOver):
        operations.write_line(session, notes=second, kind=NoteKind.SAID, words={"en": "More"}, by=by)


def test_what_is_new_is_told_from_what_stays():
    one, two = uuid.uuid4(), uuid.uuid4()
    assert changes_between({one: {"en": "A"}}, {one: {"en": "A"}, two: {"en": "B"}}) == [NoteChange(None, {"en": "B"})]


def test_notes_without_a_sentence_are_not_sent(session):
    panel = make_panel(session)
    meeting = make_meeting(session, panel)
    notes = operations.begin_notes(session, meeting=meeting, by=panel.coordinator_id)
    with pytest.raises(NothingToSend):
        operations.send_notes(session, meeting=meeting, notes=notes, until=DAY, by=panel.coordinator_id)


def test_an_organiser_writes_a_member_checks_and_is_answered(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel = make_panel(session, by=account)
    member, meeting = make_member(session, panel), make_meeting(session, panel)
    attending.invite(session, meeting=meeting, by=account.id)
    session.commit()
    address = f"/panels/{panel.id}/meetings/{meeting.id}/notes"
    send(client, address, action=f"{address}/begin")
    answer = submit(client, f"{address}/line", kind="action", words_en="Ring the council")
    assert "Choose who does it" in answer.text
    submit(
        client,
        f"{address}/line",
        kind="action",
        words_en="Ring the council",
        owner=str(account.id),
        **{"due-day": "1", "due-month": "7", "due-year": "2030"},
    )
    later = dt.date.today() + dt.timedelta(days=14)
    until = {"until-day": str(later.day), "until-month": str(later.month), "until-year": str(later.year)}
    assert submit(client, f"{address}/send", **until).status_code == 303
    assert "Ring the council" in client.get(f"/panels/{panel.id}").text
    theirs = client.application.test_client()
    submit(theirs, link_of(member, base_url=""))
    assert "Did we write it down right?" in theirs.get("/member/").text
    line = session.query(NoteLine).one()
    here = f"/member/meetings/{meeting.id}/notes"
    assert submit(theirs, f"{here}/{line.id}", verdict="wrong", words="Write, do not ring").status_code == 303
    verdict = session.query(NoteVerdict).one()
    assert "Needs an answer" in client.get(address).text
    submit(client, f"{address}/reply/{verdict.id}", kind="kept", words="The council asked us to ring")
    assert "The council asked us to ring" in theirs.get(here).text
    send(client, address, action=f"{address}/confirm")
    send(client, address, action=f"{address}/done/{line.id}")
    session.expire_all()
    assert session.query(Notes).one().state is NotesState.CONFIRMED
    assert session.get_one(NoteLine, line.id).done_by == account.id
    stranger = client.application.test_client()
    other = make_member(session, make_panel(session))
    session.commit()
    submit(stranger, link_of(other, base_url=""))
    assert stranger.get(here).status_code == 404


def test_what_a_member_says_by_phone_is_noted_with_who_typed_it(session, client):
    account = signed_in(client, session, Role.ORGANISER)
    panel, (ana, _bob), meeting, _notes, (late, _rang) = noted(session, by=account)
    session.commit()
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=True):
        answer = submit(
            client,
            f"/panels/{panel.id}/meetings/{meeting.id}/notes/said/{late.id}",
            member=str(ana.id),
            via="phone",
            verdict="nearly",
            words="Only on Sundays",
        )
    assert answer.status_code == 303
    said = session.query(NoteVerdict).one()
    assert (said.member_id, said.via.value, said.noted_by, said.words) == (
        ana.id,
        "phone",
        account.id,
        "Only on Sundays",
    )
