"""Photos and voice messages that were sent: seen by those who read answers, put into words, and counted by no list."""

import uuid

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.questions import queries as questions
from portal.questions.enums import AnswerState, AttachmentKind
from portal.questions.examples import every_kind
from portal.questions.models import Answer, Attachment
from portal.questions.operations import save_answer, settle_files, submit
from portal.questions.rules import Given, ReadyFile
from portal.rosters.models import Service
from portal.rounds.enums import RoundState
from portal.rounds.models import Round
from portal.shared import clock
from portal.shared.database import db
from tests.forms import submit as press
from tests.guards.walking import Statements
from tests.people.factories import signed_in
from tests.questions import samples

PHOTO = ReadyFile(AttachmentKind.PHOTO, "image/png", samples.drawing())
VOICE = ReadyFile(AttachmentKind.VOICE, "audio/wav", samples.recording())


@pytest.fixture
def round_(session):
    service = Service(name={"en": "A centre"}, created_at=clock.now())
    session.add(service)
    question_set = every_kind(session)
    session.flush()
    row = Round(
        service_id=service.id,
        question_set_id=question_set.id,
        name={"en": "Centre 2026"},
        purpose={"en": "To make it better."},
        state=RoundState.FIELDWORK,
        created_at=clock.now(),
    )
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def someone_sends(session, round_):
    """Somebody sends these (file, words) by the key of the question."""

    def send(**given: tuple[ReadyFile, str | None]):
        holder, asked = uuid.uuid4(), questions.asked_set(session, set_id=round_.question_set_id)
        for question in asked.questions:
            if question.key in given:
                file, words = given[question.key]
                answer = Given(AnswerState.ANSWERED, None, words, file)
                kept = settle_files(session, holder_id=holder, asked=question, given=answer, visit_id=None)
                save_answer(
                    session, holder_id=holder, question_id=question.id, given=kept, language="cy", visit_id=None
                )
        submit(session, holder_id=holder, alias=uuid.uuid4(), asked_in=round_.id, asked=asked, language="cy")
        session.commit()

    return send


@pytest.fixture
def analyst(app, session):
    client = app.test_client()
    signed_in(client, session, Role.ANALYST)
    return client


def files(session) -> dict[str, Attachment]:
    session.rollback()
    session.expire_all()
    return {file.kind.value: file for file in session.scalars(sa.select(Attachment))}


def test_the_list_shows_pictures_plays_messages_and_says_what_is_not_in_words(analyst, someone_sends, round_, session):
    someone_sends(show_us=(PHOTO, "y drws"), tell_us=(VOICE, None))
    page = analyst.get(f"/rounds/{round_.id}/files/").text
    assert ("2 files" in page, 'alt="y drws"' in page, "<audio controls" in page) == (True, True, True)
    assert page.count("Not in words yet") == 1
    for kind, content in (("photo", PHOTO.content), ("voice", VOICE.content)):
        answer = analyst.get(f"/rounds/{round_.id}/files/{files(session)[kind].id}/content")
        assert (answer.status_code, answer.data, answer.headers["Cache-Control"]) == (200, content, "no-store")


def test_what_is_said_becomes_words_that_can_be_sorted(analyst, someone_sends, round_, session):
    someone_sends(tell_us=(VOICE, None))
    file = files(session)["voice"]
    path = f"/rounds/{round_.id}/files/{file.id}"
    assert press(analyst, path, words="Roedd hi’n gynnes\x00 yno").status_code == 303
    answer = session.get(Answer, file.answer_id)
    assert (answer.words, answer.words_language) == ("Roedd hi’n gynnes yno", "cy")
    assert files(session)["voice"].transcript == "Roedd hi’n gynnes yno"
    press(analyst, path, words="Roedd hi’n gynnes iawn yno")
    session.rollback()
    session.expire_all()
    assert session.get(Answer, file.answer_id).words == "Roedd hi’n gynnes iawn yno"
    tell_us = questions.question_by_key(session, set_id=round_.question_set_id, key="tell_us")
    listed = analyst.get(f"/rounds/{round_.id}/coding/?question={tell_us.id}").text
    assert "Roedd hi’n gynnes iawn yno" in listed


def test_words_the_person_typed_stay_theirs(analyst, someone_sends, round_, session):
    someone_sends(why_word=(VOICE, "fy ngeiriau"))
    file = files(session)["voice"]
    path = f"/rounds/{round_.id}/files/{file.id}"
    assert "fy ngeiriau" in analyst.get(path).text
    press(analyst, path, words="said aloud")
    session.expire_all()
    assert session.get(Answer, file.answer_id).words == "fy ngeiriau"
    assert files(session)["voice"].transcript == "said aloud"


def test_a_file_of_another_round_or_an_unknown_one_is_not_there(analyst, someone_sends, round_, session):
    someone_sends(tell_us=(VOICE, None))
    other = Round(
        service_id=round_.service_id,
        name={"en": "x"},
        purpose={"en": "x"},
        state=RoundState.PLANNING,
        created_at=clock.now(),
    )
    session.add(other)
    session.commit()
    known = files(session)["voice"].id
    for path in (f"{other.id}/files/{known}", f"{other.id}/files/{known}/content", f"{round_.id}/files/{uuid.uuid4()}"):
        assert analyst.get(f"/rounds/{path}").status_code == 404


@pytest.mark.parametrize("role", [Role.APPROVER, Role.TRANSLATOR, Role.AUDITOR, Role.ADMINISTRATOR])
def test_nobody_else_sees_or_hears_them(app, session, someone_sends, round_, role):
    someone_sends(tell_us=(VOICE, None))
    client, known = app.test_client(), files(session)["voice"].id
    signed_in(client, session, role)
    for path in ("", f"{known}", f"{known}/content"):
        assert client.get(f"/rounds/{round_.id}/files/{path}").status_code == 403


def test_three_files_cost_the_list_no_more_statements_than_one(app, analyst, someone_sends, round_):
    with app.app_context():
        engine = db.engine
    costs = []
    for more in (1, 2):
        for _ in range(more):
            someone_sends(tell_us=(VOICE, None))
        with Statements(engine) as seen:
            analyst.get(f"/rounds/{round_.id}/files/")
        costs.append(seen.texts.total())
    assert costs[0] == costs[1]
