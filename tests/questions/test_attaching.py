"""Files of answers: kept with the change they came with or not at all, and gone for good when they are taken away."""

import uuid

import pytest
import sqlalchemy as sa

from portal.questions import queries
from portal.questions.enums import AnswerState, AttachmentKind, MediaKind, QuestionKind
from portal.questions.errors import NotMedia, UnsoundConditions
from portal.questions.models import Answer, Attachment
from portal.questions.operations import (
    content_of,
    create_question_set,
    discard_draft,
    discard_files_of_answers,
    keep_media,
    media_type_of,
    publish,
    save_answer,
    settle_files,
    submit,
)
from portal.questions.rules import Given, ReadyFile
from portal.questions.tasks import delete_files
from portal.shared.queue import Job
from portal.shared.storage import storage
from tests.questions import samples

SOUND = ReadyFile(AttachmentKind.VOICE, "audio/wav", samples.recording())
SPOKEN = Given(AnswerState.ANSWERED, file=SOUND)
HOLDER = uuid.uuid4()


@pytest.fixture
def asked_set(session):
    made = create_question_set(
        session,
        name={"en": "A set"},
        questions=[
            {"key": "say", "kind": QuestionKind.VOICE, "texts": {"en": "Say?"}},
            {
                "key": "more",
                "kind": QuestionKind.VOICE,
                "texts": {"en": "More?"},
                "show_when": {"all": [{"question": "say", "test": "answered"}]},
            },
        ],
    )
    publish(session, question_set=made)
    session.commit()
    return queries.asked_set(session, set_id=made.id)


@pytest.fixture
def say(session, asked_set):
    def keep(place: int, given: Given = SPOKEN) -> Given:
        asked = asked_set.questions[place]
        settled = settle_files(session, holder_id=HOLDER, asked=asked, given=given, visit_id=None)
        save_answer(session, holder_id=HOLDER, question_id=asked.id, given=settled, language="en", visit_id=None)
        return settled

    return keep


@pytest.fixture
def send(session, asked_set):
    def now():
        return submit(
            session, holder_id=HOLDER, alias=uuid.uuid4(), asked_in=uuid.uuid4(), asked=asked_set, language="en"
        )

    return now


def all_files(session) -> list[Attachment]:
    return list(session.scalars(sa.select(Attachment)))


def waiting_to_go(session) -> set[str]:
    jobs = session.scalars(sa.select(Job).where(Job.task == "questions.delete_files"))
    return {key for job in jobs for key in str(job.arguments["keys"]).split()}


def test_a_file_is_kept_sealed_and_comes_back_as_it_was(session, say):
    say(0)
    session.commit()
    [file] = all_files(session)
    assert (content_of(file), file.size, file.media_type) == (SOUND.content, len(SOUND.content), "audio/wav")
    assert SOUND.content[:12] not in storage().get(file.storage_key)


def test_a_file_of_a_change_that_came_to_nothing_is_not_left_on_the_disk(session, say):
    say(0)
    [key] = [file.storage_key for file in all_files(session)]
    session.rollback()
    with pytest.raises(FileNotFoundError):
        storage().get(key)
    assert all_files(session) == []


def test_a_file_that_is_kept_outlives_a_later_change_that_came_to_nothing(session, say):
    say(0)
    session.commit()
    [file] = all_files(session)
    session.rollback()
    assert content_of(file) == SOUND.content


def test_sending_hands_the_file_over_and_throws_away_what_lies_off_the_way(session, say, send):
    say(0)
    say(1)
    unsaid = {one.storage_key for one in all_files(session)}
    say(0, Given(AnswerState.SKIPPED))
    response = send()
    answers = session.scalars(sa.select(Answer).where(Answer.response_id == response.id)).all()
    assert {answer.state for answer in answers} == {AnswerState.SKIPPED, AnswerState.NOT_ASKED}
    assert all_files(session) == []
    assert waiting_to_go(session) == unsaid


def test_a_sent_file_belongs_to_its_answer(session, say, send):
    say(0)
    response = send()
    [answer] = session.scalars(
        sa.select(Answer).where(Answer.response_id == response.id, Answer.state == AnswerState.ANSWERED)
    )
    files = queries.attachments_of(session, answer_ids=[answer.id])
    assert {key: file.holder_id for key, file in files.items()} == {answer.id: None}
    assert answer.value == {"file": str(files[answer.id].id)}


def test_files_go_before_the_answers_they_belong_to(session, say, send):
    say(0)
    response = send()
    ids = list(session.scalars(sa.select(Answer.id).where(Answer.response_id == response.id)))
    [key] = [file.storage_key for file in all_files(session)]
    discard_files_of_answers(session, answer_ids=ids)
    session.execute(sa.delete(Answer).where(Answer.response_id == response.id))
    assert (all_files(session), waiting_to_go(session)) == ([], {key})


def test_a_draft_that_is_forgotten_takes_its_files_along(session, say):
    say(0)
    [key] = [file.storage_key for file in all_files(session)]
    session.commit()
    discard_draft(session, holder_id=HOLDER)
    session.commit()
    delete_files(session, progress=lambda *_numbers: None, keys=key)
    delete_files(session, progress=lambda *_numbers: None, keys=key)  # a job may run twice
    with pytest.raises(FileNotFoundError):
        storage().get(key)


def test_media_of_a_question_is_checked_and_known_by_its_key(session):
    picture = keep_media(kind=MediaKind.PICTURE, content=samples.photo(), alt={"en": "A door"})
    sound = keep_media(kind=MediaKind.AUDIO, content=samples.OGG, language="cy")
    film = keep_media(
        kind=MediaKind.BSL_VIDEO, content=samples.M4A, captions=b"WEBVTT\r\n\r\n00:00.000 --> 00:01.000\r\nHello"
    )
    types = [media_type_of(key) for key in (picture["key"], sound["key"], film["key"], film["captions"])]
    assert types == ["image/jpeg", "audio/ogg", "video/mp4", "text/vtt"]
    assert b"Mair" not in storage().get(picture["key"])


@pytest.mark.parametrize(
    ("kind", "content", "captions"),
    [
        (MediaKind.PICTURE, samples.SVG, None),
        (MediaKind.AUDIO, samples.SVG, None),
        (MediaKind.BSL_VIDEO, samples.SVG, None),
        (MediaKind.BSL_VIDEO, b"", None),
        (MediaKind.BSL_VIDEO, samples.M4A, b"1\n00:00:00,000 --> 00:00:01,000\nHello"),
        (MediaKind.BSL_VIDEO, samples.M4A, b"\xff\xfe\x00"),
    ],
)
def test_media_that_is_something_else_is_refused(kind, content, captions):
    with pytest.raises(NotMedia, match=r"^(We cannot|The captions|This file)"):
        keep_media(kind=kind, content=content, captions=captions)


def test_a_set_whose_conditions_cannot_be_followed_is_not_published(session):
    made = create_question_set(
        session,
        name={"en": "A set"},
        questions=[
            {
                "key": "it",
                "kind": QuestionKind.SHORT_TEXT,
                "texts": {"en": "It?"},
                "show_when": {"all": [{"question": "gone", "test": "answered"}]},
            }
        ],
    )
    with pytest.raises(UnsoundConditions, match="it: no_question gone"):
        publish(session, question_set=made)
