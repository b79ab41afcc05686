"""Photos and voice messages: what is taken, what is left out, what is refused and in which words."""

import io

import pytest
from PIL import Image, ImageFile

from portal.questions.errors import NotAnAnswer
from portal.questions.rules import LARGEST, ReceivedFile, read_photo, read_voice, voice_type
from tests.questions import samples


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_a_photo_is_drawn_anew_without_place_camera_or_time():
    ready = read_photo(ReceivedFile("IMG_20260101_GPS.jpg", samples.photo()))
    picture = opened(ready.content)
    assert (ready.media_type, picture.format, picture.size) == ("image/jpeg", "JPEG", (640, 480))
    assert dict(picture.getexif()) == {}
    assert b"Mair" not in ready.content


def test_a_photo_taken_sideways_stands_upright():
    picture = opened(read_photo(ReceivedFile("a.jpg", samples.photo(turned=True))).content)
    assert picture.size == (480, 640)
    assert picture.getpixel((240, 20))[0] > 200  # what was at the left is at the top


def test_a_large_photo_becomes_small_enough():
    assert max(opened(read_photo(ReceivedFile("a.jpg", samples.photo(size=(4000, 3000)))).content).size) == 2000


def test_a_drawing_without_a_ground_gets_a_white_one():
    ready = read_photo(ReceivedFile("a.png", samples.drawing()))
    assert (ready.media_type, opened(ready.content).getpixel((5, 5))) == ("image/png", (255, 255, 255))


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "This file is empty."),
        (b"\xff\xd8" + b"x" * LARGEST, "This file is too big."),
        (samples.HEIC, "We cannot open this kind of photo (HEIC)."),
        (samples.SVG, "We cannot open this as a picture."),
        (samples.photo()[:900], "We cannot open this as a picture."),
        (b"%PDF-1.7", "We cannot open this as a picture."),
        (samples.recording(), "We cannot open this as a picture."),
        (samples.enormous(5_001), "This picture is too large."),
        (samples.enormous(100_000), "This picture is too large."),
    ],
)
def test_what_is_no_photo_is_refused_in_words(content, begins, monkeypatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as the typesetter leaves it
    with pytest.raises(NotAnAnswer) as refused:
        read_photo(ReceivedFile("photo.jpg", content))
    assert str(refused.value).startswith(begins)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (samples.recording(), "audio/wav"),
        (samples.WEBM, "audio/webm"),
        (samples.OGG, "audio/ogg"),
        (samples.M4A, "audio/mp4"),
        (samples.MP3, "audio/mpeg"),
        (samples.BARE_MP3, "audio/mpeg"),
        (samples.AAC, "audio/aac"),
        (samples.FLAC, "audio/flac"),
    ],
)
def test_a_voice_message_is_known_by_how_it_begins_and_kept_as_it_is(content, media_type):
    ready = read_voice(ReceivedFile("note.exe", content))
    assert (ready.media_type, ready.content) == (media_type, content)


@pytest.mark.parametrize(
    "content", [samples.AMR, samples.MATROSKA, samples.HEIC, samples.SVG, b"MZ\x90", b"\xff\xff\xff\xff"]
)
def test_what_browsers_cannot_play_is_refused_in_words(content):
    assert voice_type(content) is None
    with pytest.raises(NotAnAnswer, match="We cannot play this file"):
        read_voice(ReceivedFile("note.mp3", content))


@pytest.mark.parametrize(
    ("content", "begins"), [(b"", "This file is empty."), (b"OggS" + b"x" * LARGEST, "This file is too big.")]
)
def test_an_empty_or_endless_message_is_refused(content, begins):
    with pytest.raises(NotAnAnswer) as refused:
        read_voice(ReceivedFile("note.ogg", content))
    assert str(refused.value).startswith(begins)
