"""What stands beside a question: pictures with words, films with captions, recordings with what is said in them."""

import pytest

from portal.people.enums import Role
from portal.questions.enums import MediaKind, QuestionKind
from portal.questions.operations import create_question_set, keep_media, publish
from tests.people.factories import signed_in
from tests.questions import samples

CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\nHello"


@pytest.fixture
def media():
    said = {"en": "Do you <like> it?", "ur": "کیا آپ کو پسند ہے؟"}
    return {
        "picture": keep_media(kind=MediaKind.PICTURE, content=samples.photo(), alt={"en": "A “door”"}),
        "film": keep_media(kind=MediaKind.BSL_VIDEO, content=samples.M4A, captions=CAPTIONS, transcript=said),
        "sound": keep_media(kind=MediaKind.AUDIO, content=samples.OGG, language="en", transcript=said),
        "welsh": keep_media(kind=MediaKind.AUDIO, content=samples.MP3, language="cy"),
    }


@pytest.fixture
def question_set(session, media):
    option = {"code": "door", "texts": {"en": "The door"}, "picture": media["picture"]["key"], "alt": {"en": "A door"}}
    question = {
        "key": "q",
        "kind": QuestionKind.PICTURES,
        "texts": {"en": "Which?"},
        "options": [option, {"code": "sun", "texts": {"en": "The sun"}, "picture": "openmoji/1F305.svg"}],
        "media": list(media.values()),
    }
    made = create_question_set(session, name={"en": "A set"}, questions=[question])
    publish(session, question_set=made)
    session.commit()
    return made


@pytest.fixture
def person(someone, invitation):
    return someone().opens(invitation)


def test_media_has_words_captions_and_what_is_said(person, media):
    assert (
        person.page.count(f'src="/answer/media/{media["picture"]["key"]}"') == 2
    )  # beside the question, and to choose
    assert 'alt="A “door”"' in person.page
    assert f'<track kind="captions" src="/answer/media/{media["film"]["captions"]}"' in person.page
    assert person.page.count("Do you &lt;like&gt; it?") == 2
    assert person.page.count("<audio") == 1


def test_a_recording_in_another_language_is_for_those_who_speak_it(person, media):
    assert media["welsh"]["key"] not in person.page
    person.get("/answer/1?lang=cy")
    assert media["welsh"]["key"] in person.page
    assert media["sound"]["key"] not in person.page
    assert media["film"]["key"] in person.page  # sign language is for everyone


def test_whoever_wants_no_pictures_reads_what_they_show(person, media):
    person.get("/preferences?next=/answer/1").send(pictures="off")
    assert media["picture"]["key"] not in person.page
    assert '<p class="govuk-body">A “door”</p>' in person.page


@pytest.mark.parametrize(
    ("name", "part", "media_type"),
    [
        ("picture", "key", "image/jpeg"),
        ("film", "key", "video/mp4"),
        ("film", "captions", "text/vtt"),
        ("sound", "key", "audio/ogg"),
    ],
)
def test_files_of_the_set_are_for_those_who_are_asked_it(person, someone, media, name, part, media_type):
    address = f"/answer/media/{media[name][part]}"
    answer = person.client.get(address)
    assert (answer.status_code, answer.mimetype, answer.headers["X-Content-Type-Options"]) == (
        200,
        media_type,
        "nosniff",
    )
    assert someone().client.get(address).status_code in (302, 303, 403)


def test_no_other_file_can_be_asked_for(person):
    other = keep_media(kind=MediaKind.AUDIO, content=samples.OGG)["key"]
    for key in (other, "..%2F..%2Fkeys.json", "openmoji%2F1F305.svg", "nothing.jpg"):
        assert person.client.get(f"/answer/media/{key}").status_code == 404


def test_staff_who_read_sets_see_the_same_and_others_do_not(app, session, question_set, media):
    for role, status in ((Role.TRANSLATOR, 200), (Role.ORGANISER, 200), (Role.AUDITOR, 403)):
        client = app.test_client()
        signed_in(client, session, role, email=f"{role}@example.org")
        assert client.get(f"/questions/{question_set.id}/media/{media['film']['captions']}").status_code == status


def test_a_file_far_too_large_is_refused_in_words_and_what_was_kept_stays(person):
    huge, kind = b"x" * (41 * 1024 * 1024), "multipart/form-data; boundary=x"
    answer = person.client.post("/answer/1", data=huge, content_type=kind)
    assert answer.status_code == 413
    assert "<h1" in answer.text
