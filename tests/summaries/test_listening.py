"""Listening and sign language: whole files only, tied to the words they were made from, labelled as what they are."""

import io
import stat
import struct
import wave

import pytest

from portal.people.enums import Role
from portal.shared import queue
from portal.shared.queue import JobState
from portal.summaries import operations as summaries
from portal.summaries.media_enums import MediaSort
from portal.summaries.models import Statement, SummaryMedia
from portal.summaries.operations import media as operations
from portal.summaries.operations.media import can_speak, speak
from portal.summaries.queries import published_version, statements_of
from portal.summaries.reading import as_read
from portal.summaries.sound_files import LARGEST_SOUND, NotSound, film_type, lighter, read_captions, sound_type
from tests.forms import submit
from tests.people.factories import signed_in
from tests.summaries.factories import APPROVER, WRITER, make_source, make_summary

CAPTIONS = b"WEBVTT\n\n1\n00:00.000 --> 00:02.000\nHello\n\n00:02.000 --> 00:04.500 align:start\n<b>We</b> rang\nback\n"


def wav(seconds=0.1):
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"\x01\x00" * int(8000 * seconds))
    return out.getvalue()


def box(kind, content=b"x" * 20):
    return struct.pack(">I", 8 + len(content)) + kind + content


def ogg(*, last=True):
    head = b"OggS\x00" + bytes([4 if last else 0]) + bytes(20) + b"\x01\x05"
    return head + b"12345"


MP4 = box(b"ftyp", b"M4A \x00\x00\x00\x00") + box(b"moov") + box(b"mdat", b"x" * 100)
MP3 = (b"\xff\xfb\x90\x00" + b"\x00" * 413) * 4


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(wav(), "audio/wav"), (ogg(), "audio/ogg"), (MP4, "audio/mp4"), (MP3, "audio/mpeg")],
)
def test_a_whole_recording_is_known_by_what_is_in_it(content, media_type):
    assert sound_type(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        *(
            wav()[:-40],
            ogg(last=False),
            ogg()[:-2],
            MP4[:-50],
            box(b"ftyp") + box(b"mdat"),
            MP3[:600],
            b"ID3\x04\x00\x00",
        ),
        *(b"RIFF\x00\x00\x00\x00WAVEjunk", b"\xff\xfb\xff\xff" * 50, b"<html>", b"MZ" * 100, b"\x00" * 64),
    ],
)
def test_a_broken_recording_is_refused_in_words(content):
    with pytest.raises(NotSound, match="or it is broken"):
        sound_type(content)


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"x" * (LARGEST_SOUND + 1), "too big")])
def test_nothing_and_too_much_are_refused_in_words(content, words):
    with pytest.raises(NotSound, match=words):
        sound_type(content)


def test_a_film_is_an_mp4_or_a_webm():
    assert film_type(MP4) == "video/mp4"
    assert film_type(b"\x1a\x45\xdf\xa3" + bytes(20) + b"webm" + bytes(50)) == "video/webm"
    with pytest.raises(NotSound, match="cannot play this film"):
        film_type(b"\x1a\x45\xdf\xa3matroska")


def test_captions_give_the_transcript():
    assert read_captions(CAPTIONS).transcript == "Hello\nWe rang back"
    assert read_captions(b"\xef\xbb\xbf" + CAPTIONS.replace(b"\n", b"\r\n")).transcript == "Hello\nWe rang back"


@pytest.mark.parametrize(
    ("captions", "words"),
    [
        (b"1\n00:00:00,000 --> 00:00:02,000\nSRT", "WebVTT"),
        (b"\xff\xfe", "WebVTT"),
        (b"WEBVTT\n", "no captions"),
        (b"WEBVTT\n\nhello\n", "no times"),
        (b"WEBVTT\n\n00:05.000 --> 00:01.000\nx", "do not run forward"),
        (b"WEBVTT\n\n00:05.000 --> 00:06.000\nx\n\n00:01.000 --> 00:02.000\ny", "do not run forward"),
        (b"WEBVTT\n\n00:05.000 --> 00:06.000\n", "no words"),
        (b"WEBVTT\n\n00:99.000 --> 00:06.000\nx", "no times"),
    ],
)
def test_captions_that_are_not_sound_are_refused_with_the_line(captions, words):
    with pytest.raises(NotSound, match=words):
        read_captions(captions)


@pytest.fixture
def summary(session):
    return make_summary(session, make_source()[0])


def first(session, summary):
    return statements_of(session, summary_id=summary.id)[0]


def record(session, summary, statement_id, *, language="en", content=None):
    row = operations.add_recording(
        session,
        summary=summary,
        statement_id=statement_id,
        language=language,
        content=content or wav(),
        by=WRITER,
    )
    session.commit()
    return row


def publish(session, summary):
    summaries.hand_in(session, summary=summary, by=WRITER)
    summaries.publish(session, summary=summary, by=APPROVER, unchecked_because="There was no time.")
    session.commit()


def test_a_recording_is_offered_in_its_language_and_no_other(client, session, summary):
    row = record(session, summary, first(session, summary).id, language="cy")
    whole = record(session, summary, None, language="cy")
    publish(session, summary)
    page = client.get(f"/summaries/{summary.slug}/1?lang=cy").text
    for one in (row, whole):
        assert f'src="/summaries/media/{one.id}"' in page
    assert "/summaries/media/" not in client.get(f"/summaries/{summary.slug}/1?lang=en").text
    answer = client.get(f"/summaries/media/{row.id}")
    assert (answer.data, answer.mimetype) == (wav(), "audio/wav")


def test_when_the_words_change_the_recording_is_stale_for_the_writer_and_offered_to_nobody(client, session, summary):
    signed_in(client, session, Role.ORGANISER)
    statement = first(session, summary)
    record(session, summary, statement.id)
    path = f"/desk/summaries/{summary.id}/listen/en"
    assert "Offered to readers" in client.get(path).text
    summaries.edit_statement(
        session,
        summary=summary,
        statement=session.get_one(Statement, statement.id),
        section=statement.section,
        texts={**statement.texts, "en": "These are other words."},
        picture=statement.picture,
        by=WRITER,
    )
    session.commit()
    assert "The words have changed since" in client.get(path).text
    publish(session, summary)
    assert "/summaries/media/" not in client.get(f"/summaries/{summary.slug}/1").text


def test_a_recording_of_the_same_words_replaces_the_one_before(session, summary):
    old = record(session, summary, None)
    new = record(session, summary, None, content=wav(0.2))
    assert [one.id for one in operations.media_of(session, summary_id=summary.id)] == [new.id]
    assert old.removed_at is not None


def test_nothing_of_a_draft_is_heard_outside(client, session, summary):
    row = record(session, summary, None)
    assert client.get(f"/summaries/media/{row.id}").status_code == 404
    publish(session, summary)
    assert client.get(f"/summaries/media/{row.id}").status_code == 200
    operations.take_out_media(session, media=session.get_one(SummaryMedia, row.id))
    session.commit()
    assert client.get(f"/summaries/media/{row.id}").status_code == 404


def test_a_film_needs_captions_and_shows_what_is_signed_in_words(client, session, summary):
    with pytest.raises(NotSound):
        operations.add_film(session, summary=summary, statement_id=None, captions=b"none", content=MP4, by=WRITER)
    row = operations.add_film(session, summary=summary, statement_id=None, captions=CAPTIONS, content=MP4, by=WRITER)
    session.commit()
    publish(session, summary)
    page = client.get(f"/summaries/{summary.slug}/1?lang=cy").text
    assert f'src="/summaries/media/{row.id}.vtt" srclang="en"' in page
    assert "We rang back" in page
    assert client.get(f"/summaries/media/{row.id}.vtt").mimetype == "text/vtt"


def test_a_film_comes_from_here_or_from_our_own_site_and_from_nowhere_else(client, session, summary):
    signed_in(client, session, Role.ORGANISER)
    film = operations.add_film(session, summary=summary, statement_id=None, captions=CAPTIONS, content=MP4, by=WRITER)
    session.commit()
    statement = first(session, summary)
    path = f"/desk/summaries/{summary.id}/listen/en/sign?statement={statement.id}"

    def given(**values):
        return submit(client, path, captions=(io.BytesIO(CAPTIONS), "c.vtt"), **values)

    for address in ("https://videos.example/x.mp4", f"https://evil.example/summaries/media/{film.id}", "", "nonsense"):
        assert "Choose a film, or give the address of one on our own site" in given(address=address).text
    assert given(address=f"http://localhost/summaries/media/{film.id}").status_code == 303
    again = operations.media_of(session, summary_id=summary.id)[-1]
    assert (again.statement_id, again.storage_key) == (statement.id, film.storage_key)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "empty"), (wav()[:-10], "or it is broken"), (b"<svg/>", "or it is broken")]
)
def test_the_page_refuses_a_broken_recording_in_words(client, session, summary, content, words):
    signed_in(client, session, Role.ORGANISER)
    path = f"/desk/summaries/{summary.id}/listen/en/record"
    answer = submit(client, path, file=(io.BytesIO(content), "voice.mp3"))
    assert (answer.status_code, words in answer.text) == (200, True)
    assert submit(client, path, file=(io.BytesIO(wav()), "voice.mp3")).status_code == 303


@pytest.fixture
def voice(tmp_path, monkeypatch):
    """A program that speaks as espeak-ng does: it writes a WAV file of the words it is given."""
    (tmp_path / "sound.wav").write_bytes(wav())
    program = tmp_path / "espeak-ng"
    program.write_text(f'#!/bin/sh\ntest -s "$8" || exit 1\nexec /bin/cp "{tmp_path}/sound.wav" "$6"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", str(tmp_path))


def test_the_computer_reads_out_everything_once_and_says_that_it_is_a_computer(client, session, summary, voice):
    job = operations.order_voice(session, summary=summary, language="cy", by=WRITER)
    session.commit()
    queue.run_everything(session)
    session.refresh(job)
    count = len(statements_of(session, summary_id=summary.id)) + 1
    assert (job.state, job.result) == (JobState.DONE, {"made": count})
    rows = operations.media_of(session, summary_id=summary.id)
    assert {one.sort for one in rows} == {MediaSort.COMPUTER}
    operations.order_voice(session, summary=summary, language="cy", by=WRITER)
    session.commit()
    queue.run_everything(session)
    assert len(operations.media_of(session, summary_id=summary.id)) == count
    publish(session, summary)
    page = client.get(f"/summaries/{summary.slug}/1?lang=cy").text
    assert page.count("<audio") == count
    _summary, version = published_version(session, slug=summary.slug, number=1)
    read = as_read(version.content, language="cy", quotes={})
    assert set(operations.media_for(session, summary_id=summary.id, read=read)) == {
        None,
        *(s.id for s in read.statements),
    }


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "You told us that the bus was late."),
        ("cy", "Mae’r ffôn yn araf.\nRydych am gael dŵr a thŷ cynnes."),
        ("ur", "فون پر ہم سے بات کرنا مشکل ہے۔\n10 میں سے تقریباً 7 لوگ"),
    ],
)
def test_the_program_of_this_machine_speaks_or_it_is_said_that_there_is_none(language, words):
    if not can_speak(language):
        with pytest.raises(NotSound, match="no voice"):
            speak(words, language=language)
        return
    content = speak(words, language=language)
    assert sound_type(content) == "audio/wav"
    with wave.open(io.BytesIO(content)) as sound:
        assert 1.5 < sound.getnframes() / sound.getframerate() < 20


def test_a_text_too_long_for_one_recording_is_heard_a_little_duller_and_whole():
    long, short = wav(seconds=2), wav()
    made = lighter(long, most=len(long) - 1)
    with wave.open(io.BytesIO(made)) as sound:
        assert (sound.getframerate(), sound.getnframes(), sound.readframes(1)) == (4000, 8000, b"\x01\x00")
    assert lighter(short, most=len(short)) == short


def test_where_there_is_no_voice_it_is_said_in_words(client, session, summary, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    signed_in(client, session, Role.ORGANISER)
    assert "This computer has no voice for this language" in client.get(f"/desk/summaries/{summary.id}/listen/ur").text
    with pytest.raises(NotSound, match="no voice"):
        operations.order_voice(session, summary=summary, language="ur", by=WRITER)
