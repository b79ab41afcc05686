"""What is counted, how it is weighted, and who is missing."""

import uuid

import time_machine

from portal.contact.enums import Channel, Result
from portal.contact.models import ContactAttempt
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.operations import counting, releasing
from portal.rounds.queries import counts
from portal.rounds.rules.outcomes import Sent, Story, disposition_of, is_reached
from portal.rounds.rules.tallying import codes_in
from portal.sampling.dispositions import Disposition
from portal.shared import clock, queue
from portal.shared.queue import run_everything
from tests.rounds.understanding.factories import ask, make_round, respond, usual_round


def test_a_person_has_one_final_status_by_fixed_precedence():
    def final(**story):
        return disposition_of(Story(**{"invitation": InvitationState.SENT, **story}), questions=7)

    assert final(results=[Result.SENT]) is Disposition.NOTHING_HEARD
    assert final(results=[Result.SENT, Result.RETURNED]) is Disposition.UNDELIVERABLE
    assert final(results=[Result.SENT, Result.DECLINED], sent=Sent(5, 7)) is Disposition.COMPLETE
    assert final(results=[Result.SENT, Result.STOP], sent=Sent(5, 7)) is Disposition.OBJECTED
    assert final(sent=Sent(2, 3)) is Disposition.PARTIAL
    assert final(sent=Sent(2, 4)) is Disposition.COMPLETE
    assert final(sent=Sent(0, 7)) is Disposition.BROKE_OFF
    assert final(results=[Result.ANSWERED_BY_PHONE]) is Disposition.REACHED_NO_ANSWER


def test_saying_no_and_never_having_used_the_service_are_two_things():
    def final(because):
        return disposition_of(Story(InvitationState.DECLINED, declined_because=because), questions=7)

    assert final(DeclineReason.NO_THANKS) is Disposition.DECLINED
    assert final(DeclineReason.NOT_ME) is Disposition.NOT_A_USER


def test_a_message_that_never_left_does_not_make_someone_unsafe_to_reach():
    """Worded and put in line, then held back because the round closed, say."""
    worded = Story(InvitationState.SENT, a_wave_has_gone=True)
    assert disposition_of(worded, questions=7) is Disposition.NOT_YET_WORKED


def test_silence_after_a_wave_means_someone_was_held_back():
    waiting = {"invitation": InvitationState.WAITING, "a_wave_has_gone": True}
    assert disposition_of(Story(**waiting), questions=7) is Disposition.WITHHELD_FOR_SAFETY
    assert disposition_of(Story(**waiting, do_not_contact=True), questions=7) is Disposition.OBJECTED
    assert disposition_of(Story(**waiting, in_line=True), questions=7) is Disposition.NOT_YET_WORKED
    assert disposition_of(Story(InvitationState.WAITING), questions=7) is Disposition.NOT_YET_WORKED


def test_someone_is_reached_when_nothing_came_back_or_they_acted():
    assert is_reached(Story(InvitationState.SENT, results=[Result.SENT]))
    assert not is_reached(Story(InvitationState.SENT, results=[Result.SENT, Result.RETURNED]))
    assert is_reached(Story(InvitationState.OPENED, results=[Result.RETURNED]))
    assert not is_reached(Story(InvitationState.WAITING))


def test_every_kind_of_stored_answer_is_read():
    stored = ['{"code": "yes"}', '{"codes": ["a", "b"]}', '{"number": 4}', '{"date": "2026-03-27"}', None, "null"]
    assert [codes_in(value) for value in stored] == [["yes"], ["a", "b"], ["4"], ["2026"], [], []]


def test_answers_are_counted_by_question_and_weighted_to_the_list(session):
    asked = usual_round(session)
    content = counting.count(session, round_=asked.round)
    support = content["questions"][str(asked.questions["support"].id)]
    assert support["states"] == {"answered": 100}
    assert {code: row[:2] for code, row in support["values"].items()} == {"5": [60, 60], "2": [20, 20], "1": [20, 20]}
    # 80 active replies stand for 1,000 people of the list and 20 disengaged ones for 300.
    assert [round(support["values"][code][2]) for code in ("5", "2", "1")] == [750, 250, 300]
    assert content["weighting"]["unheard"] == ["completed", "never_started"]
    helped = content["questions"][str(asked.questions["helped"].id)]
    assert {code: row[0] for code, row in helped["values"].items()} == {"talking": 60, "money": 60, "nothing": 40}
    assert content["cases"]["disengaged"] == {"complete": 20, "not_yet_worked": 60}


def test_under_thirty_replies_nothing_is_weighted(session):
    asked = make_round(session)
    respond(session, asked, ask(session, asked, "active", count=29), support=5)
    content = counting.count(session, round_=asked.round)
    assert content["weighting"] is None
    results = releasing.results_of(session, round_=asked.round, content=content)
    assert {share.weighted for question in results.questions for share in question.shares} == {None}


def test_who_is_missing_is_said_in_words(session):
    asked = usual_round(session)
    content = counting.count(session, round_=asked.round)
    results = releasing.results_of(session, round_=asked.round, content=content)
    assert "people aged 16–17" in [texts["en"] for texts in results.missing]
    assert results.r_indicator is not None
    assert 0 < results.r_indicator < 1


def test_attempts_decide_what_became_of_someone(session):
    asked = make_round(session)
    invitations = ask(session, asked, "active", count=2)
    for invitation, result in zip(invitations, (Result.RETURNED, Result.STOP), strict=True):
        session.add(
            ContactAttempt(
                person_id=invitation.person_id,
                subject_id=invitation.id,
                asked_in=asked.round.id,
                wave=1,
                channel=Channel.EMAIL,
                template="invitation",
                template_version=1,
                language="en",
                result=result,
                at=clock.now(),
                by=uuid.uuid4(),
            )
        )
    session.flush()
    assert counting.count(session, round_=asked.round)["cases"] == {"active": {"undeliverable": 1, "objected": 1}}


def test_the_worker_keeps_a_tally_and_the_page_uses_it(session, app):
    asked = usual_round(session)
    counting.ask_to_count(session, round_=asked.round, by=None)
    session.commit()
    assert run_everything(session) == 1
    kept = counts.tally_of(session, round_id=asked.round.id)
    assert kept.responses == 100
    seen = counting.fresh_enough(session, round_=asked.round)
    assert (seen.content, seen.counted_at, seen.is_behind) == (kept.content, kept.counted_at, False)
    respond(session, asked, asked.invitations["active"][80:81], support=5)
    fresh = counting.fresh_enough(session, round_=asked.round)
    assert sum(row[-1] for row in fresh.content["responses"]) == 101
    session.expire_all()
    assert counts.tally_of(session, round_id=asked.round.id).responses == 100


def test_every_minute_the_worker_counts_rounds_that_fell_behind(session):
    asked, quiet = usual_round(session), make_round(session)
    session.commit()
    assert counting.rounds_behind(session) == [asked.round]
    queue.enqueue(session, "rounds.count_behind")
    session.commit()
    run_everything(session)
    assert counts.tally_of(session, round_id=asked.round.id).responses == 100
    assert counts.tally_of(session, round_id=quiet.round.id) is None
    assert counting.rounds_behind(session) == []
    respond(session, asked, asked.invitations["active"][80:81], support=5)
    later = clock.now() + counting.SMALL_WAITS
    with time_machine.travel(later, tick=False):
        assert counting.rounds_behind(session) == [asked.round]


def test_a_large_round_shows_the_kept_tally_and_how_fresh_it_is(session, monkeypatch):
    asked = usual_round(session)
    monkeypatch.setattr(counting, "COUNTED_AT_ONCE", 50)
    assert counting.fresh_enough(session, round_=asked.round).was_counted is False
    counting.recount(session, round_=asked.round)
    respond(session, asked, asked.invitations["active"][80:81], support=5)
    seen = counting.fresh_enough(session, round_=asked.round)
    assert sum(row[-1] for row in seen.content["responses"]) == 100
    assert seen.is_behind is None
