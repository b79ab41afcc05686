"""What is missing can be shown in a photo; what someone says on the phone can be kept as a recording."""

import io
import re

import pytest
import sqlalchemy as sa
from PIL import Image

from portal.people.enums import Role
from portal.shared import queue, tokens
from portal.shared.storage import storage
from portal.summaries import queries
from portal.summaries.models import CheckPhoto, MissingRemark, VoiceNote
from portal.summaries.operations import pictured, voice
from portal.summaries.operations.verdicts import to_check
from tests.forms import send, submit
from tests.people.factories import signed_in
from tests.questions import samples

VOICE = b"OggS" + bytes(60)


@pytest.fixture
def one(check):
    _version, (first, *_others) = check
    return first


@pytest.fixture
def checker(client, one):
    submit(client, f"/c/{tokens.link_token('check', one.id)}")
    return client


@pytest.fixture
def staff(app, session):
    client = app.test_client()
    signed_in(client, session, Role.ORGANISER)
    return client


def show(client, content, **values):
    return submit(
        client, "/check/missing", **{"photo-file": (io.BytesIO(content), "photo.jpg"), "do": "next", **values}
    )


def photos(session):
    session.expire_all()
    return session.scalars(sa.select(CheckPhoto)).all()


def test_a_photo_of_what_is_missing_is_drawn_anew_and_sent_with_the_rest(app, checker, staff, session, summary):
    assert show(checker, samples.photo()).headers["Location"] == "/check/send"
    (photo,) = photos(session)
    kept = Image.open(io.BytesIO(pictured.photo_content(photo)))
    assert (kept.size, dict(kept.getexif()), kept.info.get("exif")) == ((640, 480), {}, None)
    shown = re.search(r'src="(/check/photo/[^"]+)"', checker.get("/check/missing").text).group(1)
    assert checker.get(shown).mimetype == photo.media_type
    assert app.test_client().get(shown).status_code != 200
    assert staff.get(f"/desk/summaries/photos/{photo.id}").status_code == 404
    submit(checker, "/check/send", helped="own_words")
    session.expire_all()
    remark = session.scalars(sa.select(MissingRemark)).one()
    assert (remark.words, remark.invitation_id) == (None, photo.invitation_id)
    assert queries.latest_check(session, summary_id=summary.id).unanswered == [remark.id]
    address = f"/desk/summaries/photos/{photo.id}"
    assert address in staff.get(f"/desk/summaries/{summary.id}/verdicts").text
    assert staff.get(address).data == pictured.photo_content(photo)
    assert checker.get(shown).status_code != 200
    assert app.test_client().get(address).status_code != 200


def test_another_photo_takes_the_place_of_the_first_and_one_can_be_taken_away(checker, session):
    show(checker, samples.photo())
    first = photos(session)[0].storage_key
    show(checker, samples.photo(size=(200, 100)))
    assert len(photos(session)) == 1
    assert photos(session)[0].storage_key != first
    submit(checker, "/check/missing", words="The bench", do="remove-photo")
    assert photos(session) == []
    assert "/check/photo/" not in checker.get("/check/missing").text


def test_nothing_is_missing_takes_the_photo_away(checker, session):
    show(checker, samples.photo())
    assert submit(checker, "/check/missing", do="skip").headers["Location"] == "/check/send"
    assert photos(session) == []


def test_what_is_no_picture_is_refused_in_words_and_what_was_written_stays(checker, session):
    answer = show(checker, b"MZ no picture", words="The bench")
    assert (answer.status_code, "photo-file-error" in answer.text, "The bench" in answer.text) == (200, True, True)
    assert photos(session) == []


def add(staff, invitation, **values):
    values = {"about": "missing", "agreed": "yes", "words": "The bench", **values}
    values.setdefault("file", (io.BytesIO(VOICE), "call.ogg"))
    return submit(staff, f"/desk/summaries/calls/{invitation.id}/recordings", **values)


def notes(session):
    session.expire_all()
    return session.scalars(sa.select(VoiceNote).order_by(VoiceNote.added_at)).all()


def test_a_recording_from_the_phone_is_kept_and_sent_with_what_was_written_down(staff, session, summary, one, check):
    assert add(staff, one).status_code == 303
    (note,) = notes(session)
    assert (voice.voice_content(note), note.transcript, note.sent_at) == (VOICE, "The bench", None)
    page = f"/desk/summaries/calls/{one.id}"
    assert "1 is kept" in staff.get(page).text
    assert staff.get(f"/desk/summaries/calls/recordings/{note.id}").data == VOICE
    answer = submit(staff, page, verdict_0="right", helped="own_words")
    assert answer.status_code == 303, answer.text
    (note,) = notes(session)
    assert note.sent_at is not None
    assert staff.get(f"/desk/summaries/calls/recordings/{note.id}").status_code == 404
    said = staff.get(f"/desk/summaries/{summary.id}/verdicts").text
    assert (f"/desk/summaries/voices/{note.id}" in said, "The bench" in said) == (True, True)
    assert len(queries.latest_check(session, summary_id=summary.id).unanswered) == 1


def test_a_recording_can_be_about_one_statement(staff, session, one, check):
    first = to_check(check[0])[0]
    add(staff, one, about=first)
    assert [str(note.statement_id) for note in notes(session)] == [first]


def test_without_a_yes_nothing_is_kept(staff, session, one):
    answer = submit(
        staff,
        f"/desk/summaries/calls/{one.id}/recordings",
        about="missing",
        words="",
        file=(io.BytesIO(VOICE), "call.ogg"),
    )
    assert "Only a recording they agreed to can be kept" in answer.text
    assert notes(session) == []


def test_what_is_no_recording_is_refused_in_words(staff, session, one):
    answer = add(staff, one, file=(io.BytesIO(b"MZ no sound"), "call.ogg"))
    assert "We cannot play this file" in answer.text
    assert notes(session) == []


def test_a_recording_is_taken_away_with_its_file(app, staff, session, one):
    add(staff, one)
    (note,) = notes(session)
    key, page = note.storage_key, f"/desk/summaries/calls/{one.id}/recordings"
    send(staff, page, action=f"/desk/summaries/calls/recordings/{note.id}/remove")
    assert notes(session) == []
    queue.run_everything(session)
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_what_staff_added_is_neither_shown_on_the_web_nor_taken_away_there(staff, checker, session, one, check):
    first = to_check(check[0])[0]
    add(staff, one, about=first)
    assert "/check/voice/" not in checker.get("/check/1").text
    submit(checker, "/check/1", do="remove")
    submit(checker, "/check/1", do="skip")
    assert len(notes(session)) == 1


def test_once_they_have_answered_nothing_is_added(staff, session, one):
    submit(staff, f"/desk/summaries/calls/{one.id}", verdict_0="right", helped="own_words")
    add(staff, one)
    assert notes(session) == []
