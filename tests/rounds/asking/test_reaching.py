"""What became of each person: a timeline under a random id, news by any way, letters that came back."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact.enums import Channel, MessageState, Result
from portal.contact.models import ContactAttempt, ContactMessage, Suppression
from portal.people.enums import Role
from portal.people.models import Person
from portal.rounds.enums import DeclineReason, InvitationState
from portal.rounds.models import Invitation
from portal.rounds.operations import fieldwork, reaching
from portal.rounds.outreach_forms import NEWS
from portal.rounds.outreach_wording import ENDS
from portal.rounds.queries.reaching import ends_of
from portal.sampling.dispositions import Disposition
from portal.shared import clock, queue, tokens
from tests.contact.factories import TUESDAY
from tests.contact.test_pages import statements
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.asking.test_waves import drawn_round

STAFF = uuid.uuid4()


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


@pytest.fixture
def round_(session):
    made = drawn_round(session, email=None)
    for number, person in enumerate(session.scalars(sa.select(Person))):
        person.address = f"{number} Long Street"
    fieldwork.start_wave(session, round_=made, template="invitation", by=None)
    session.commit()
    queue.run_everything(session)
    session.execute(sa.update(ContactMessage).values(state=MessageState.SENT, sent_at=clock.now()))
    session.commit()
    return made


def someone(session) -> Invitation:
    return session.scalars(sa.select(Invitation).order_by(Invitation.id)).first()


def code_of(invitation: Invitation) -> str:
    return tokens.short_code("invitation", invitation.id)


def end_of(session, round_, invitation) -> Disposition:
    return ends_of(session, round_=round_, invitations=[invitation])[invitation.id]


def test_every_end_has_words():
    assert set(ENDS) == set(Disposition)


@pytest.mark.parametrize("result", NEWS, ids=str)
def test_any_news_by_any_way_is_noted_and_heeded(session, round_, result):
    invitation = someone(session)
    attempt = reaching.note_news(session, invitation=invitation, channel=Channel.LETTER, result=result, by=STAFF)
    assert (attempt.channel, attempt.result, attempt.wave, attempt.template) == (
        Channel.LETTER,
        result,
        1,
        "invitation",
    )


@pytest.mark.parametrize(
    ("results", "end"),
    [
        ([], Disposition.NOT_YET_WORKED),
        ([Result.SENT], Disposition.NOTHING_HEARD),
        ([Result.SENT, Result.RETURNED], Disposition.UNDELIVERABLE),
        ([Result.RETURNED, Result.DECLINED], Disposition.DECLINED),
        ([Result.DECLINED, Result.STOP], Disposition.OBJECTED),
        ([Result.BEREAVED], Disposition.AWAY),
        ([Result.COMPLAINT, Result.DECLINED], Disposition.OBJECTED),
        ([Result.UNDER_AGE, Result.RETURNED], Disposition.UNDER_AGE),
    ],
)
def test_the_end_is_worked_out_by_a_fixed_precedence(session, round_, results, end):
    invitation = someone(session)
    for result in results:
        reaching.note_news(session, invitation=invitation, channel=Channel.LETTER, result=result, by=STAFF)
    assert end_of(session, round_, invitation) is end


def test_stop_said_in_a_letter_is_for_good_and_for_every_record_of_theirs(session, round_):
    invitation = someone(session)
    reaching.note_news(session, invitation=invitation, channel=Channel.LETTER, result=Result.STOP, by=STAFF)
    assert session.get_one(Person, invitation.person_id).do_not_contact is True
    assert {s.kind for s in session.scalars(sa.select(Suppression))} == {"person", "post"}
    assert (invitation.state, invitation.declined_because) == (InvitationState.DECLINED, DeclineReason.NO_THANKS)


def test_letters_come_back_by_a_list_of_codes(client, session, round_):
    signed_in(client, session, Role.ORGANISER)
    first, second = session.scalars(sa.select(Invitation).order_by(Invitation.id).limit(2)).all()
    typed = f"{code_of(first).lower()}\n{code_of(second).replace('-', ' ')}\nWRONG-CODE"
    path = f"/rounds/{round_.id}/reached/returned"
    submit(client, path, codes=typed)
    page = client.get(path).text
    assert "2 letters are noted." in page
    assert "WRONG-CODE" in page
    submit(client, path, codes=typed)
    returned = session.scalars(sa.select(ContactAttempt.subject_id).where(ContactAttempt.result == Result.RETURNED))
    assert sorted(returned) == sorted([first.id, second.id])


def test_after_a_letter_came_back_none_goes_there_again(session, round_, a_tuesday):
    invitation = someone(session)
    reaching.note_returned(session, round_=round_, codes=[code_of(invitation)], result=Result.RETURNED, by=STAFF)
    a_tuesday.shift(dt.timedelta(days=14))
    wave = fieldwork.start_wave(session, round_=round_, template="reminder", by=None)
    session.commit()
    queue.run_everything(session)
    session.refresh(wave)
    assert wave.counts == {"letter": 9, "withheld:no_safe_route": 1}


def test_the_timeline_names_nobody_and_leads_to_no_answer(client, session, round_):
    signed_in(client, session, Role.ORGANISER)
    invitation = someone(session)
    person = session.get_one(Person, invitation.person_id)
    person.safe_contact = ["no_letters"]
    session.commit()
    path = f"/rounds/{round_.id}/reached/{invitation.id}"
    submit(client, path, channel="letter", result="returned")
    for page in (client.get(path).text, client.get(f"/rounds/{round_.id}/reached/").text):
        assert "What we sent came back" in page
        assert [secret for secret in ("Ana Example", str(invitation.alias), "No letters") if secret in page] == []


def test_why_someone_is_held_back_is_read_by_safeguarding_only(client, session):
    made = drawn_round(session, email="a@example.org", safe_contact=["no_letters"])
    fieldwork.start_wave(session, round_=made, template="invitation", by=None)
    session.commit()
    queue.run_everything(session)
    invitation = someone(session)
    path = f"/rounds/{made.id}/reached/{invitation.id}"
    said = {}
    for role in (Role.ORGANISER, Role.SAFEGUARDING):
        signed_in(client, session, role, email=f"{role}@example.org")
        said[role] = "What is safe was not confirmed in the last 90 days" in client.get(path).text
    assert said == {Role.ORGANISER: False, Role.SAFEGUARDING: True}


def test_an_auditor_reads_and_notes_nothing(client, session, round_):
    signed_in(client, session, Role.AUDITOR)
    page = client.get(f"/rounds/{round_.id}/reached/{someone(session).id}")
    assert (page.status_code, "Note what you know" in page.text) == (200, False)


def test_the_list_costs_the_same_for_one_and_for_many(client, session, round_):
    signed_in(client, session, Role.ORGANISER)
    path = f"/rounds/{round_.id}/reached/"
    client.get(path)  # what a process reads once, it has now read
    many = statements(session, client, path)
    for invitation in session.scalars(sa.select(Invitation)).all()[1:]:
        session.delete(invitation)
    session.commit()
    assert statements(session, client, path) == many
