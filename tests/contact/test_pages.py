"""The outbox, one message, and the letters, as staff see them."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState
from portal.contact.errors import NotKnown
from portal.contact.models import ContactMessage, LetterBatch
from portal.people.enums import Role
from portal.people.models import Person, SafeContactRead
from portal.rosters.models import Service
from portal.rounds.models import Round
from portal.shared import audit, clock, queue
from portal.shared.database import db
from tests.contact.factories import TUESDAY, Bag, carried_by, deliver, in_line, reachable, send_to
from tests.forms import forms_on, submit
from tests.people.factories import signed_in

LINK = "https://heard.example/i/AbCdEfGhIjKlMnOpQrStUv"


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def statements(session, client, path: str) -> int:
    """How many SQL statements a page takes."""
    count = []
    with client.application.app_context():
        engine = db.engine

    def note(*_: object) -> None:
        count.append(1)

    sa.event.listen(engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code == 200
    finally:
        sa.event.remove(engine, "before_cursor_execute", note)
    return len(count)


def test_the_outbox_costs_the_same_for_one_message_and_for_three(client, session):
    signed_in(client, session, Role.ORGANISER)
    in_line(session, reachable(session))
    session.commit()
    once = statements(session, client, "/outbox/")
    for _number in range(2):
        in_line(session, reachable(session))
    session.commit()
    assert statements(session, client, "/outbox/") == once


def test_the_outbox_shows_no_address_no_name_and_no_link(client, session):
    signed_in(client, session, Role.ORGANISER)
    message = in_line(session, reachable(session, name="Zubaida Findable"))
    session.commit()
    seen = client.get("/outbox/").text + client.get(f"/outbox/{message.id}").text
    assert "E-mail" in seen
    assert [secret for secret in ("ana@example.org", "Zubaida", LINK, message.code) if secret in seen] == []


def test_opening_a_message_shows_its_exact_words_and_is_noted(client, session):
    account = signed_in(client, session, Role.ORGANISER)
    message = in_line(session, reachable(session, language="ur"))
    session.commit()
    answer = submit(client, f"/outbox/{message.id}")
    page = client.get(answer.headers["Location"]).text
    assert "ana@example.org" in page
    assert all(line in page.replace("&#39;", "'") for line in message.words.split("\n\n"))
    assert 'lang="ur" dir="rtl"' in page
    reads = session.scalars(sa.select(SafeContactRead)).all()
    assert [(read.person_id, read.account_id) for read in reads] == [(message.person_id, account.id)]
    assert session.scalar(sa.select(audit.AuditEntry.action).where(audit.AuditEntry.subject == "message")) == "open"


def test_a_message_closes_again_after_half_an_hour(client, session, a_tuesday):
    signed_in(client, session, Role.ORGANISER)
    message = in_line(session, reachable(session))
    session.commit()
    submit(client, f"/outbox/{message.id}")
    a_tuesday.shift(dt.timedelta(minutes=31))
    assert "ana@example.org" not in client.get(f"/outbox/{message.id}").text


def test_an_auditor_sees_that_something_was_sent_and_not_to_whom(client, session):
    signed_in(client, session, Role.AUDITOR)
    message = in_line(session, reachable(session))
    session.commit()
    assert client.get(f"/outbox/{message.id}").status_code == 200
    assert submit_open(client, message).status_code == 403


def submit_open(client, message):
    token = dict(forms_on(client.get(f"/outbox/{message.id}").text)[0]["fields"])["csrf_token"]
    return client.post(f"/outbox/{message.id}/open", data={"csrf_token": token})


def test_the_list_can_be_narrowed_and_nonsense_narrows_nothing(client, session):
    signed_in(client, session, Role.ORGANISER)
    in_line(session, reachable(session))
    in_line(session, reachable(session), Channel.LETTER)
    session.commit()
    assert "1 message" in client.get("/outbox/?channel=letter&state=to_print").text
    assert "0 messages" in client.get("/outbox/?channel=letter&state=sent").text
    assert "2 messages" in client.get("/outbox/?channel=owl&state=x&round_id=y&page=-1").text


def test_why_messages_were_held_back_is_counted_in_words(client, session):
    signed_in(client, session, Role.ORGANISER)
    person = reachable(session)
    in_line(session, person)
    operations.suppress(session, person=person, why="asked")
    session.commit()
    assert "Asked not to be contacted: 1" in client.get("/outbox/").text


def test_an_unsure_message_is_decided_on_its_page(client, session):
    signed_in(client, session, Role.ORGANISER)
    message = in_line(session, reachable(session))
    session.commit()
    with carried_by(Bag(trouble=NotKnown())):
        deliver(session, message)
    assert "We do not know if 1 message was sent" in client.get("/outbox/").text
    refused = submit(client, f"/outbox/{message.id}", was_sent=None)
    assert (refused.status_code, "Choose yes or no" in refused.text) == (200, True)
    submit(client, f"/outbox/{message.id}", was_sent="yes")
    session.refresh(message)
    assert message.state is MessageState.SENT


def test_a_message_for_a_worker_is_marked_when_it_was_passed_on(client, session):
    signed_in(client, session, Role.ORGANISER)
    message = send_to(
        session, reachable(session, safe_contact=["via_worker"], safe_contact_confirmed_at=TUESDAY)
    ).message
    session.commit()
    submit(client, f"/outbox/{message.id}")
    submit(client, f"/outbox/{message.id}")
    session.refresh(message)
    assert message.state is MessageState.SENT


def test_letters_are_printed_downloaded_and_posted_by_pages(client, session):
    signed_in(client, session, Role.ORGANISER)
    round_id = uuid.uuid4()
    for number in range(3):
        person = reachable(session, name=f"Person {number}", email=None, mobile=None)
        in_line(session, person, Channel.LETTER, asked_in=round_id)
    session.commit()
    submit(client, "/outbox/letters/")
    queue.run_everything(session)
    batch = session.scalars(sa.select(LetterBatch)).one()
    url = f"/outbox/letters/{batch.id}"
    answer = submit(client, url)
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="letters-1.pdf"',
    )
    session.rollback()
    assert "download" in session.scalars(sa.select(audit.AuditEntry.action)).all()
    stopped = session.get_one(ContactMessage, queries.letters_of(session, batch_id=batch.id)[1].id)
    operations.suppress(session, person=session.get_one(Person, stopped.person_id), why="asked")
    session.commit()
    page = client.get(url).text
    assert "Take these letters out" in page
    assert "<bdi>1–2</bdi>" in page
    told = client.post(f"{url}/posted", data=token_of(page), follow_redirects=True).text
    assert "2 letters are marked as posted." in told
    assert "Do not post these letters: 2." in told
    states = [letter.state for letter in queries.letters_of(session, batch_id=batch.id)]
    assert sorted(states) == [MessageState.SENT, MessageState.SENT, MessageState.WITHHELD]


def token_of(page: str) -> dict[str, str]:
    return next(dict(form["fields"]) for form in forms_on(page) if (form["action"] or "").endswith("/posted"))


def test_letters_to_print_and_printed_piles_name_their_round(client, session, app):
    signed_in(client, session, Role.ORGANISER)
    service = Service(name={"en": "Carers"}, created_at=clock.now())
    session.add(service)
    session.flush()
    round_ = Round(service_id=service.id, name={"en": "Spring 2026"}, created_at=clock.now())
    session.add(round_)
    session.flush()
    in_line(session, reachable(session, email=None, mobile=None), Channel.LETTER, asked_in=round_.id)
    session.commit()
    assert ">Spring 2026</h2>" in client.get("/outbox/letters/").text
    submit(client, "/outbox/letters/")
    queue.run_everything(session)
    assert "Spring 2026, 1 letter" in client.get("/outbox/letters/").text
