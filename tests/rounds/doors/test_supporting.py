"""Someone who helps: for an hour, with nothing of before in sight, and then it is over."""

import datetime as dt

import sqlalchemy as sa
import time_machine

from portal.people.enums import SessionKind
from portal.people.operations import begin_session
from portal.questions.enums import Helper, Provenance
from portal.questions.models import DraftAnswer
from portal.rounds import door_tasks
from portal.rounds.door_enums import VisitKind
from portal.rounds.enums import RoundState
from portal.rounds.models import DoorVisit, Round, WalkIn
from portal.rounds.operations import visiting
from portal.rounds.operations.forgetting import forget_old_drafts
from portal.shared import clock
from portal.shared.audit import AuditEntry


def hand_over(person, how="interpreted", helper="interpreter"):
    return person.get("/answer/hand-over").send(how=how, helper=helper)


def test_the_helper_sees_nothing_of_before_and_each_answer_says_whose_words_it_is(
    someone, invitation, answer_all, responses, session
):
    person = someone().opens(invitation).send(answer="4", do="next")
    hand_over(person)
    assert "You help someone answer" in person.page
    person.get("/answer/1")
    assert "We do not show it here" in person.page
    assert "checked" not in person.page
    person.get("/answer/2")
    for values in ({"answer": ["talking"]}, {"answer": "7"}):
        person.send(do="next", **values)
    for _question in range(4):
        person.send(do="skip")
    assert person.path == "/answer/agree"
    person.send().send()
    [response] = responses()
    assert (response.provenance, response.helped_by) == (Provenance.INTERPRETED, "interpreter")
    by_value = {str(one.value): one.provenance for one in response.answers if one.value}
    assert by_value["{'codes': ['talking']}"] is Provenance.INTERPRETED
    visit = session.scalars(sa.select(DoorVisit)).one()
    assert (visit.kind, visit.helped_by, visit.provenance) == (
        VisitKind.SUPPORTER,
        Helper.INTERPRETER,
        Provenance.INTERPRETED,
    )


def test_it_ends_by_itself_after_an_hour(someone, invitation, session):
    person = hand_over(someone().opens(invitation))
    with time_machine.travel(clock.now() + dt.timedelta(minutes=61)):
        assert person.get("/answer/1").path == "/code"
        assert door_tasks.tidy_doors(session, progress=lambda *_counts: None) == {"ended": 1, "forgotten": 0}
    session.rollback()
    visit = session.scalars(sa.select(DoorVisit)).one()
    assert visit.ended_at == visit.ends_at


def test_what_a_helper_typed_last_is_given_back_when_the_hour_is_over(someone, invitation):
    person = hand_over(someone().opens(invitation))
    person.get("/answer/7")
    with time_machine.travel(clock.now() + dt.timedelta(minutes=61)):
        person.send(answer_text="A long story", do="next")
    assert person.status == 403
    assert "A long story" in person.page


def test_giving_it_back_ends_it_and_the_person_goes_on_alone(someone, invitation, responses):
    person = hand_over(someone().opens(invitation), how="helped", helper="family_or_friend")
    person.get("/answer/1").send(answer="4", do="next")
    person.press("/answer/hand-back")
    assert person.heading == "Please give the phone or tablet back"
    assert person.get("/answer/1").path == "/code"
    alone = someone().opens(invitation)
    assert "You help someone" not in alone.page
    assert alone.get("/answer/1").path == "/answer/1"
    assert "We do not show it here" in alone.page


def test_staff_start_it_on_their_device_and_are_signed_out(organiser, asking, invitation):
    staff = organiser().get(f"/rounds/{asking.id}/helped/{invitation.id}")
    staff.send(helper="advocate", provenance="helped")
    assert staff.path == "/answer"
    assert staff.get("/desk").path == "/sign-in"


def test_staff_who_lent_their_device_do_not_get_the_receipt_and_it_is_noted_that_they_did(
    app, organiser, asking, invitation, answer_all, responses, session
):
    """With the receipt and the code of the letter they could read everything."""
    staff = organiser().get(f"/rounds/{asking.id}/helped/{invitation.id}")
    helper = staff.send(helper="advocate", provenance="helped")
    answer_all(helper.get("/answer/1")).send().send()
    [response] = responses()
    visiting.end_visit(session, visit_id=session.scalars(sa.select(DoorVisit.visit_id)).one())
    row = begin_session(session, kind=SessionKind.STAFF, hours=1, account_id=staff.account.id)
    session.commit()
    again = app.test_client()
    with again.session_transaction() as cookie:
        cookie["_user_id"], cookie["_fresh"] = str(row.id), True
    assert again.get(f"/rounds/{asking.id}/interviews/receipt/{response.id}").status_code == 404
    noted = sa.select(AuditEntry.actor_id).where(AuditEntry.action == "lend_to_helper")
    assert session.scalars(noted).all() == [staff.account.id]


def test_nonsense_is_refused_in_words(someone, invitation):
    assert "Choose one of the three" in hand_over(someone().opens(invitation), how="own_words").page


def test_drafts_are_forgotten_thirty_days_after_the_round_closed(someone, invitation, session, asking):
    someone().opens(invitation).send(answer="4", do="next")
    walk_in = WalkIn(round_id=asking.id, began_at=clock.now())
    session.add(walk_in)
    kept = session.scalars(sa.select(DraftAnswer)).one()
    session.add(
        DraftAnswer(
            holder_id=walk_in.id,
            question_id=kept.question_id,
            state=kept.state,
            value=kept.value,
            channel="kiosk",
            saved_at=clock.now(),
        )
    )
    round_ = session.get(Round, asking.id)
    round_.state, round_.closed_at = RoundState.CLOSED, clock.now()
    session.commit()
    with time_machine.travel(clock.now() + dt.timedelta(days=29)):
        assert forget_old_drafts(session) == 0
    with time_machine.travel(clock.now() + dt.timedelta(days=31)):
        assert forget_old_drafts(session) == 2
    assert session.scalars(sa.select(DraftAnswer)).all() == []
