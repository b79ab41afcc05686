"""What is counted, how it is weighted, and who is missing."""

import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact.enums import Channel, Result
from portal.contact.models import ContactAttempt
from portal.questions.enums import Provenance
from portal.questions.models import Answer
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.models import SampleMember, WeightingChoice
from portal.rounds.operations import counting, releasing
from portal.rounds.queries import counts
from portal.rounds.rules.cuts import unpack
from portal.rounds.rules.outcomes import Sent, Story, disposition_of, is_reached
from portal.rounds.rules.tallying import codes_in
from portal.sampling.dispositions import Disposition
from portal.shared import clock, queue
from portal.shared.queue import run_everything
from tests.rounds.understanding.factories import ask, counted, make_round, respond, usual_round


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
    content = counting.count(session, round_=asked.round).content
    support = content["questions"][str(asked.questions["support"].id)]
    assert support["states"] == {"answered": 100}
    assert {code: row[:2] for code, row in support["values"].items()} == {"5": [60, 60], "2": [20, 20], "1": [20, 20]}
    # 80 active replies stand for 1,000 people of the list and 20 disengaged ones for 300.
    assert [round(support["values"][code][2]) for code in ("5", "2", "1")] == [750, 250, 300]
    assert content["weighting"]["unheard"] == {"status": ["completed", "never_started"]}
    helped = content["questions"][str(asked.questions["helped"].id)]
    assert {code: row[0] for code, row in helped["values"].items()} == {"talking": 60, "money": 60, "nothing": 40}
    assert content["by_field"]["status"]["disengaged"] == {"complete": 20, "not_yet_worked": 60}


def test_under_thirty_replies_nothing_is_weighted(session):
    asked = make_round(session)
    respond(session, asked, ask(session, asked, "active", count=29), support=5)
    content = counting.count(session, round_=asked.round).content
    assert content["weighting"] is None
    results = releasing.results_of(session, round_=asked.round, content=content)
    assert {share.weighted for question in results.questions for share in question.shares} == {None}


def test_who_is_missing_is_said_in_words(session):
    asked = usual_round(session)
    content = counting.count(session, round_=asked.round).content
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
    content = counting.count(session, round_=asked.round).content
    assert content["by_field"]["status"] == {"active": {"undeliverable": 1, "objected": 1}}


def test_the_worker_keeps_a_tally_and_the_page_uses_it(session, app):
    asked = usual_round(session)
    counting.ask_to_count(session, round_=asked.round, by=None)
    session.commit()
    assert run_everything(session) == 1
    kept = counts.tally_of(session, round_id=asked.round.id)
    assert kept.responses == 100
    seen = counting.seen_now(session, round_=asked.round)
    assert (seen.content, seen.counted_at, seen.is_behind) == (kept.content, kept.counted_at, False)
    respond(session, asked, asked.invitations["active"][80:81], support=5)
    assert counting.seen_now(session, round_=asked.round).is_behind is True


def test_one_new_answer_moves_nothing_and_ten_move_it(session):
    asked = counted(session, usual_round(session))
    active, support = asked.invitations["active"], str(asked.questions["support"].id)

    def now():
        counted(session, asked)
        seen = counting.seen_now(session, round_=asked.round)
        question = seen.content["questions"][support]
        return sum(row[-1] for row in seen.content["responses"]), question["base"][0], seen.is_held

    assert now() == (100, 100, False)
    respond(session, asked, active[80:81], support=5)
    assert now() == (100, 100, True)
    respond(session, asked, active[81:89], support=2)
    assert now() == (100, 100, True)
    respond(session, asked, active[89:90], using="yes")
    # Ten more people sent something; nine of them answered this question.
    assert now() == (110, 100, True)
    respond(session, asked, active[90:91], support=5)
    assert now() == (110, 110, True)


def test_an_answer_that_was_changed_moves_nothing_until_others_come_in(session):
    asked = counted(session, usual_round(session))
    support = asked.questions["support"].id
    one = session.scalars(sa.select(Answer).where(Answer.question_id == support)).first()
    one.value = {"number": 3}
    counted(session, asked)
    content = counting.seen_now(session, round_=asked.round).content
    assert "3" not in content["questions"][str(support)]["values"]


def test_what_is_released_is_what_the_page_showed(session):
    asked = counted(session, usual_round(session))
    respond(session, asked, asked.invitations["active"][80:83], support=5, using="yes")
    made = releasing.release(session, round_=asked.round, by=None)
    assert made.content["figures"]["round:answered"]["value"] == 100
    assert len(unpack(made.cuts)["support"]) == 100
    assert unpack(made.cuts) == unpack(counts.tally_of(session, round_id=asked.round.id).marks)


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


def test_a_large_round_does_not_look_for_new_answers(session, monkeypatch):
    asked = counted(session, usual_round(session))
    monkeypatch.setattr(counting, "COUNTED_AT_ONCE", 50)
    respond(session, asked, asked.invitations["active"][80:81], support=5)
    assert counting.seen_now(session, round_=asked.round).is_behind is None


def test_margins_that_were_chosen_are_raked_to(session):
    asked = usual_round(session)
    session.add(
        WeightingChoice(round_id=asked.round.id, margins=["status", "age_band"], trim_at=3.0, chosen_at=clock.now())
    )
    session.flush()
    weighting = counting.count(session, round_=asked.round).content["weighting"]
    assert (weighting["margins"], weighting["trim_at"]) == (["status", "age_band"], 3.0)
    assert weighting["unheard"] == {"status": ["completed", "never_started"], "age_band": ["16–17"]}
    assert weighting["discrepancy"] < 1e-6
    assert weighting["design_effect"] == pytest.approx(100 / weighting["effective_n"])


def test_tries_before_an_answer_are_counted(session):
    asked = make_round(session)
    invitations = ask(session, asked, "active", count=60)
    for turn, some in enumerate((invitations, invitations[20:]), start=1):
        for invitation in some:
            session.add(
                ContactAttempt(
                    person_id=invitation.person_id,
                    subject_id=invitation.id,
                    asked_in=asked.round.id,
                    wave=turn,
                    channel=Channel.LETTER,
                    template="invitation",
                    template_version=1,
                    language="en",
                    result=Result.SENT,
                    at=clock.now(),
                )
            )
        session.flush()
        respond(session, asked, some[:20], support=turn)
    content = counting.count(session, round_=asked.round).content
    tries = content["questions"][str(asked.questions["support"].id)]["tries"]
    assert {attempt: row["base"][0] for attempt, row in tries.items()} == {"1": 20, "2": 20}
    assert content["by_field"]["route"] == {"letter": {"complete": 40, "nothing_heard": 20}}
    results = releasing.results_of(session, round_=asked.round, content=content)
    support = next(question for question in results.questions if question.key == "support")
    assert [(row.texts["en"], row.base.value) for row in support.tries] == []
    helped = next(question for question in results.questions if question.key == "using")
    assert helped.tries == ()


def test_answers_from_the_half_that_was_rung_stand_for_the_other_half_too(session):
    asked = make_round(session)
    people = ask(session, asked, "active", count=40, chance=0.2)
    respond(session, asked, people[:30], support=5)
    respond(session, asked, people[30:], support=1)
    members = [session.get_one(SampleMember, invitation.member_id) for invitation in people[30:]]
    for member in members:
        member.phone_chosen, member.phone_chance = True, 0.5
    session.flush()
    content = counting.count(session, round_=asked.round).content
    values = content["questions"][str(asked.questions["support"].id)]["values"]
    # 30 answers of weight 5 and 10 of weight 10, together fitted to the 1,000 of the list.
    assert [round(values[code][2]) for code in ("5", "1")] == [600, 400]


def test_doors_are_counted_of_those_who_were_asked_and_answered(session):
    asked = make_round(session)
    people = ask(session, asked, "active", count=60)
    respond(session, asked, people[:22], support=5)
    respond(session, asked, people[22:38], support=4, channel="paper")
    respond(session, asked, people[38:50], support=3, channel="phone")
    respond(session, asked, people[50:51], channel="kiosk")  # not one answer: they broke it off
    content = counting.count(session, round_=asked.round).content
    assert content["doors"] == {"kiosk": 0, "paper": 16, "phone": 12, "web": 22}
    results = releasing.results_of(session, round_=asked.round, content=content)
    assert results.everyone.answered.value == 50
    # The nought and the one are hidden, and the next smallest with them.
    assert {one.code: one.count.value for one in results.doors} == {
        "web": 20, "phone": None, "face_to_face": None, "kiosk": None, "paper": 15
    }  # fmt: skip


def test_whose_words_an_answer_is_is_kept_for_each_question(session):
    asked = make_round(session)
    people = ask(session, asked, "active", count=30)
    respond(session, asked, people[:20], support=5)
    respond(session, asked, people[20:], support=1, provenance=Provenance.ON_BEHALF)
    content = counting.count(session, round_=asked.round).content
    whose = content["questions"][str(asked.questions["support"].id)]["whose"]
    assert whose == {"own_words": 20, "on_behalf": 10}
    results = releasing.results_of(session, round_=asked.round, content=content)
    support = next(question for question in results.questions if question.key == "support")
    # Nobody was interpreted for: that nought is hidden, and the next smallest with it.
    shown = {one.code: one.count.value for one in support.whose if not one.count.hidden}
    assert shown == {"own_words": 20}
