"""What is kept about people goes when it was promised to: the clock is moved, and each night does its part."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine
from sqlalchemy.exc import DBAPIError

from portal.contact.enums import Channel, Result, Withheld
from portal.contact.models import ContactAttempt, ContactPause, GoBetween, HeldBack, LeftInPeace, PauseEnd, PeaceStep
from portal.contact.operations.peace import ask_to_allow_contact, end_pause, leave_in_peace, pause
from portal.contact.queries import peace as peace_queries
from portal.people.enums import ConsentPurpose
from portal.people.models import Consent, Person
from portal.people.operations import record_consents
from portal.questions.enums import AnswerState
from portal.questions.models import Answer, Attachment, Draft, Response
from portal.rosters.models import RosterEntry
from portal.rounds.coding_enums import WorryOutcome, WorryUrgency
from portal.rounds.elsewhere import Place, SaidThere, offer_place
from portal.rounds.enums import RoundState
from portal.rounds.models import (
    DoorVisit,
    Invitation,
    ReceiptWish,
    ResearchFile,
    RiskAlarm,
    RiskAlarmEnd,
    SampleMember,
    TrialSend,
    Visitor,
    WalkIn,
    Worry,
    WorryStep,
)
from portal.rounds.operations import alarms, worries
from portal.rounds.operations.answering import link_of
from portal.rounds.queries.standing import standing_by_link
from portal.rounds.retention_tasks import forget
from portal.shared import clock, queue, tokens
from portal.shared.storage import storage
from tests.contact.factories import trusted
from tests.people.factories import make_account, make_person
from tests.rounds.understanding.factories import answer_of, ask, make_round, respond

NOW = dt.datetime.now(dt.UTC)
YEAR = dt.timedelta(days=366)
LEAD = uuid.uuid4()


def ago(years: float) -> dt.datetime:
    return NOW - years * YEAR


def a_round(session, *, closed: float, count: int = 2):
    """A round that closed so many years ago, with people who answered; each on a roster."""
    with time_machine.travel(ago(closed), tick=False):
        made = make_round(session)
        made.people = ask(session, made, "active", count=count)
        made.responses = respond(session, made, made.people, change="The bus is late")
        for invitation in made.people:
            invitation.link_index = tokens.link_index("invitation", link_of(invitation.id))
        made.round.state, made.round.closed_at = RoundState.CLOSED, clock.now()
        session.commit()
    return made


def person_of(session, invitation) -> Person:
    return session.get_one(Person, invitation.person_id)


def night(session) -> None:
    session.commit()
    forget(session, progress=lambda _done, _total: None)
    session.commit()
    session.expire_all()


def attempt(invitation, result: Result, *, at: dt.datetime) -> ContactAttempt:
    return ContactAttempt(
        person_id=invitation.person_id,
        subject_id=invitation.id,
        asked_in=invitation.round_id,
        wave=1,
        channel=Channel.EMAIL,
        template="invitation",
        template_version=1,
        language="en",
        result=result,
        at=at,
    )


def count(session, table) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_nothing_goes_before_its_time(session):
    made = a_round(session, closed=0.9)
    night(session)
    assert standing_by_link(session, token=link_of(made.people[0].id)) is not None
    assert {answer.state for answer in session.scalars(sa.select(Answer))} > {AnswerState.ANSWERED}
    assert person_of(session, made.people[0]).name is not None


def test_after_a_year_no_link_opens_and_who_helped_is_forgotten(session):
    made = a_round(session, closed=1.1)
    invitation = made.people[0]
    walk_in = WalkIn(round_id=made.round.id, began_at=ago(1.1))
    session.add(walk_in)
    for holder in (invitation.id, walk_in.id):
        session.add(Draft(holder_id=holder, helped_by="family_or_friend", sent_at=ago(1.1)))
    session.add(
        DoorVisit(
            round_id=made.round.id,
            holder_id=invitation.id,
            visit_id=uuid.uuid4(),
            kind="supporter",
            channel="web",
            started_at=ago(1.1),
            ends_at=ago(1.1),
        )
    )
    session.add(ReceiptWish(round_id=made.round.id, invitation_id=invitation.id, channel="email", asked_at=ago(1.1)))
    night(session)
    assert standing_by_link(session, token=link_of(invitation.id)) is None
    assert [count(session, table) for table in (WalkIn, Draft, DoorVisit, ReceiptWish)] == [0, 0, 0, 0]
    assert session.get_one(Invitation, invitation.id).person_id == invitation.person_id
    night(session)  # twice does no harm


def test_after_two_years_the_sample_is_nobody_any_more_and_only_what_ends_contact_stays(session):
    made = a_round(session, closed=2.1)
    one, other = made.people
    known = {invitation.id: invitation.person_id for invitation in made.people}
    session.add_all([attempt(one, Result.SENT, at=ago(2.2)), attempt(other, Result.DIED, at=ago(2.2))])
    session.add(
        HeldBack(
            person_id=one.person_id,
            subject_id=one.id,
            asked_in=made.round.id,
            wave=1,
            reason=Withheld.TOO_SOON,
            at=ago(2.2),
        )
    )
    with time_machine.travel(ago(2.2), tick=False):
        leave_in_peace(session, person_id=one.person_id, subject_id=one.id, asked_in=made.round.id, by=None)
        ended = pause(session, person_id=one.person_id, asked_in=made.round.id)
        end_pause(session, pause_id=ended.id, by=LEAD)
        pause(session, person_id=other.person_id, asked_in=made.round.id)
    night(session)
    members = session.scalars(sa.select(SampleMember).where(SampleMember.round_id == made.round.id)).all()
    assert not {member.person_id for member in members} & set(known.values())
    assert all(session.get_one(Person, member.person_id).name is None for member in members)
    assert all(member.frame_entry_id == member.id for member in members)
    session.refresh(one)
    assert one.person_id in {member.person_id for member in members}
    left = {row.result: row.person_id for row in session.scalars(sa.select(ContactAttempt))}
    assert (left[Result.SENT] == one.person_id, left[Result.DIED]) == (True, known[other.id])
    assert session.scalars(sa.select(HeldBack.person_id)).one() == one.person_id
    assert session.scalars(sa.select(LeftInPeace.person_id)).one() == one.person_id
    assert set(session.scalars(sa.select(ContactPause.person_id))) == {one.person_id, known[other.id]}
    assert all(session.get_one(Person, person_id).name is not None for person_id in known.values())  # on the roster


def test_the_database_itself_refuses_to_let_go_of_the_record_earlier(session):
    made = a_round(session, closed=1.5)
    session.add(attempt(made.people[0], Result.SENT, at=ago(1.5)))
    session.commit()
    for change in ("UPDATE contact_attempt SET wave = 2", "DELETE FROM contact_attempt"):
        with pytest.raises(DBAPIError):
            session.execute(sa.text(change))
        session.rollback()
    night(session)
    assert session.scalars(sa.select(ContactAttempt.person_id)).one() == made.people[0].person_id


def test_whom_no_roster_names_and_no_round_asks_for_two_years_is_forgotten(session):
    made = a_round(session, closed=2.1)
    gone, still_named = (person_of(session, invitation) for invitation in made.people)
    recent = a_round(session, closed=0.5, count=1)
    asked_since = person_of(session, recent.people[0])
    for person in (gone, still_named, asked_since):
        person.email, person.mobile, person.address = "ana@example.org", "07700 900123", "1 Long Street"
        person.say_only, person.safe_contact, person.safe_days = "Is the lamp ready?", ["no_text"], [1]
        person.created_at = ago(4)
    trusted(session, gone)
    entries = sa.update(RosterEntry).where(RosterEntry.person_id.in_([gone.id, asked_since.id]))
    session.execute(entries.values(removed_at=ago(2.1)))
    gone_id, named_id, asked_id = gone.id, still_named.id, asked_since.id
    night(session)
    person = session.get_one(Person, gone_id)
    said = (person.name, person.email, person.mobile, person.address, person.say_only, person.email_index)
    assert (said, person.safe_contact, person.safe_days, person.do_not_contact) == ((None,) * 6, [], [], True)
    assert [session.get_one(Person, one).name is None for one in (named_id, asked_id)] == [False, False]
    assert count(session, GoBetween) == 0


def test_after_six_years_what_people_said_is_gone_and_the_numbers_stay(session):
    with time_machine.travel(ago(6.2), tick=False):
        key = storage().put(b"a picture", suffix=".bin")
    made = a_round(session, closed=6.1)
    response = made.responses[0]
    alias, answer = response.alias, answer_of(session, response, made.questions["change"])
    session.add(
        Attachment(
            answer_id=answer.id,
            question_id=answer.question_id,
            kind="photo",
            storage_key=key,
            media_type="image/png",
            size=9,
            sha256="0" * 64,
            added_at=ago(6.1),
        )
    )
    with time_machine.travel(ago(6.1), tick=False):
        record_consents(session, subject_id=alias, answers={ConsentPurpose.QUOTE: True}, language="en", channel="web")
        session.flush()
    response.receipt_index = "an index"
    session.add(attempt(made.people[0], Result.SENT, at=ago(6.2)))
    session.commit()
    night(session)
    queue.run_everything(session)
    rows = session.scalars(sa.select(Answer)).all()
    assert {(row.state, row.words, row.provenance) for row in rows} == {(AnswerState.NOT_ASKED, None, None)}
    emptied = session.get_one(Response, response.id)
    assert (emptied.alias == alias, emptied.receipt_index, emptied.provenance) == (False, None, None)
    assert [count(session, table) for table in (Consent, Attachment, ContactAttempt)] == [0, 0, 0]
    with pytest.raises(FileNotFoundError):
        storage().get(key)
    assert count(session, Response) == 2
    assert session.scalars(sa.select(SampleMember.traits)).all() == [{}, {}]


def test_after_six_years_alarms_and_decisions_about_contact_are_gone_and_an_open_pause_is_not(session):
    made = a_round(session, closed=6.1)
    one, other = made.people
    with time_machine.travel(ago(6.1), tick=False) as traveller:
        for response, invitation in zip(made.responses, made.people, strict=True):
            answer = answer_of(session, response, made.questions["change"])
            answer.words = "He hits me"
            session.flush()
            (alarm,) = alarms.look_at_answers(session, response=response, round_id=made.round.id)
            if invitation is one:
                alarms.find_no_danger(session, alarm=alarm, why="A film", by=LEAD)
        leave_in_peace(session, person_id=one.person_id, subject_id=one.id, asked_in=made.round.id, by=None)
        traveller.shift(60)
        peace = peace_queries.peace_of(session, person_id=one.person_id, asked_in=made.round.id)
        ask_to_allow_contact(session, peace=peace, why="Safe", by=LEAD)
    still_resting = other.person_id
    night(session)
    tables = (PeaceStep, LeftInPeace, PauseEnd, RiskAlarmEnd, RiskAlarm)
    assert [count(session, table) for table in tables] == [0, 0, 0, 0, 1]
    assert session.scalars(sa.select(ContactPause.person_id)).all() == [still_resting]


@pytest.mark.parametrize(("years", "left"), [(6.2, 0), (5.9, 1)])
def test_a_worry_goes_six_years_after_it_was_closed(session, years, left):
    made = a_round(session, closed=7, count=1)
    answer = answer_of(session, made.responses[0], made.questions["change"])
    with time_machine.travel(ago(years), tick=False):
        worry = worries.raise_worry(session, answer=answer, urgency=WorryUrgency.SOON, by=None)
        worries.acknowledge(session, worry=worry, by=LEAD)
        worries.close(session, worry=worry, outcome=WorryOutcome.NO_RISK, note="Fine", by=LEAD)
        session.commit()
    night(session)
    assert (count(session, Worry), count(session, WorryStep) > 0) == (left, bool(left))


@pytest.mark.parametrize(("years", "left"), [(6.2, 1), (5.9, 2)])
def test_an_alarm_that_belongs_to_no_round_goes_six_years_after_someone_looked(session, years, left):
    elsewhere = "somewhere downstream"
    offer_place(elsewhere, Place(name="There", read=lambda *_: SaidThere(words=None), who=lambda *_: None))
    with time_machine.travel(ago(years), tick=False):
        for number in range(2):  # at the second nobody has looked
            said = {uuid.uuid4(): "He hits me"}
            (alarm,) = alarms.look_at_said(session, place=elsewhere, said=said, alias=uuid.uuid4(), round_id=None)
            if number == 0:
                alarms.find_no_danger(session, alarm=alarm, why="A film", by=LEAD)
        session.commit()
    night(session)
    assert count(session, RiskAlarm) == left


def test_a_test_send_goes_after_ninety_days_with_the_record_it_was_sent_to(session):
    made = a_round(session, closed=0.1)
    account = make_account(session)
    for days in (91, 89):
        person = make_person(session, name="Stand-in")
        session.add(
            TrialSend(
                round_id=made.round.id,
                account_id=account.id,
                person_id=person.id,
                template="invitation",
                channel="email",
                language="en",
                link_index=str(days),
                asked_at=NOW - dt.timedelta(days=days),
            )
        )
    night(session)
    assert session.scalars(sa.select(TrialSend.link_index)).all() == ["89"]
    assert len([one for one in session.scalars(sa.select(Person)) if one.name == "Stand-in"]) == 1


def test_research_files_go_after_two_years_and_what_they_were_stays(session):
    made = a_round(session, closed=0.1)
    key = storage().put(b"rows", suffix=".bin")
    file = ResearchFile(round_id=made.round.id, five_safes={}, file_key=key, sha256="1", asked_at=ago(2.1))
    file.people = "[]"
    session.add(file)
    night(session)
    assert (file.file_key, file.people, file.sha256) == ("", None, "1")
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_a_visitor_without_any_visit_is_kept(session):
    visitor = Visitor(created_at=ago(3))
    visitor.name = "Vic"
    session.add(visitor)
    night(session)
    assert visitor.name == "Vic"
