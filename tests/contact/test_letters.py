"""Letters: printed, checked, posted, and left out where someone said stop."""

import io
import uuid

import pikepdf
import pytest
import time_machine

from portal.contact import operations, queries
from portal.contact.enums import Channel, MessageState, Result, Withheld
from portal.contact.letters import Letter, ask_to_print, document_of, post_batch
from portal.contact.models import LetterBatch
from portal.contact.wording import word
from portal.people.models import Person
from portal.shared import queue, sealed_files
from portal.shared.i18n import LANGUAGES, speaking
from portal.shared.pdf import render
from portal.shared.storage import storage
from tests.contact.factories import LETTERHEAD, TUESDAY, in_line, reachable

LINK = "https://heard.example/i/AbCdEfGhIjKlMnOpQrStUv"
BY = uuid.uuid4()


@pytest.fixture
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def letter(language: str, template: str = "invitation") -> Letter:
    with speaking(language):
        said = word(template, channel=Channel.LETTER, link=LINK, code="K7MP-QRW-3XC", letterhead=LETTERHEAD)
    return Letter(
        message_id=uuid.uuid4(),
        address=("Ana Example", "Flat 3", "12 Long Street", "Northshire", "AB1 2CD"),
        headline=said.headline,
        paragraphs=said.paragraphs,
        link=LINK,
        code="K7MP-QRW-3XC",
    )


@pytest.mark.parametrize("template", ["invitation", "reminder", "check_back"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_is_one_page_in_every_language_and_passes_both_gates(language, template):
    made = render(document_of([letter(language, template)] * 2, language=language, batch_number=1))
    assert (made.pages, made.proof.headings, made.proof.figures) == (2, 2, 2)


def print_round(session, round_id) -> dict[str, int]:
    job = ask_to_print(session, asked_in=round_id, by=BY)
    session.commit()
    assert queue.run_job(session, job.id) is queue.JobState.DONE
    session.refresh(job)
    return job.result


def letters_in_line(session, count: int, **values):
    round_id = uuid.uuid4()
    return round_id, [
        in_line(
            session,
            reachable(session, name=f"Person {n}", email=None, mobile=None, **values),
            Channel.LETTER,
            asked_in=round_id,
        )
        for n in range(count)
    ]


def test_letters_are_printed_by_language_and_posted(session, a_tuesday):
    round_id, english = letters_in_line(session, 2)
    welsh = in_line(session, reachable(session, language="cy"), Channel.LETTER, asked_in=round_id)
    assert print_round(session, round_id) == {"printed": 3}
    batches, _total = queries.all_batches(session, page=1, per_page=10)
    assert sorted((b.language, b.letters) for b in batches) == [("cy", 1), ("en", 2)]
    for batch in batches:
        with pikepdf.open(io.BytesIO(sealed_files.get(batch.storage_key, belongs_to=batch.id))) as pdf:
            assert len(pdf.pages) == batch.letters
        assert b"%PDF" not in storage().get(batch.storage_key)  # names, addresses and links: not open on a disk
        assert post_batch(session, batch=batch, by=BY).left_out == ()
    for message in (*english, welsh):
        session.refresh(message)
        attempts = queries.attempts_on(session, subject_id=message.subject_id)
        assert (message.state, [a.result for a in attempts]) == (MessageState.SENT, [Result.SENT])


def test_nothing_is_printed_twice(session, a_tuesday):
    round_id, _letters = letters_in_line(session, 1)
    first = ask_to_print(session, asked_in=round_id, by=BY)
    assert ask_to_print(session, asked_in=round_id, by=BY) is first
    session.commit()
    queue.run_everything(session)
    assert print_round(session, round_id) == {}


def test_who_said_stop_after_printing_is_left_out_and_named_by_place(session, a_tuesday):
    round_id, letters = letters_in_line(session, 3)
    print_round(session, round_id)
    for message in letters:
        session.refresh(message)
    batch = session.get_one(LetterBatch, letters[0].batch_id)
    told, moved, quiet = sorted(letters, key=lambda message: message.batch_place)
    operations.suppress(session, person=person_of(session, quiet), why="asked")
    person_of(session, moved).address = "1 New Road"
    posted = post_batch(session, batch=batch, by=BY)
    assert (posted.sent, posted.left_out) == (1, (2, 3))
    assert (told.state, moved.withheld, quiet.withheld) == (
        MessageState.SENT,
        Withheld.ADDRESS_CHANGED,
        Withheld.DO_NOT_CONTACT,
    )


def test_a_letter_that_cannot_be_set_leaves_the_others_in_the_pile(session, a_tuesday):
    round_id, letters = letters_in_line(session, 3)
    person_of(session, letters[1]).address = "\n".join(f"Line {n}" for n in range(60))
    assert print_round(session, round_id) == {"printed": 2, "failed": 1}
    for message in letters:
        session.refresh(message)
    assert [m.state for m in letters] == [MessageState.PRINTED, MessageState.FAILED, MessageState.PRINTED]


def person_of(session, message):
    return session.get_one(Person, message.person_id)
