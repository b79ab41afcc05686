"""Trying a set out: the way of a participant, in any language, and nothing of it is kept."""

import html
import io
import json
import re
import uuid

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from portal.people.enums import Role
from portal.questions import operations
from portal.questions.desk import trial
from portal.questions.enums import AnswerState, MediaKind, QuestionKind, TextStatus
from portal.questions.models import Answer, Attachment, Draft, DraftAnswer, Response
from portal.questions.operations import Written, WrittenOption
from portal.questions.rules import AskedQuestion, AskedSet
from portal.shared import tokens
from portal.shared.logs import redact
from tests.forms import forms_on, submit
from tests.people.factories import signed_in
from tests.questions.samples import photo

SINGLE = AskedQuestion(uuid.uuid4(), "one", QuestionKind.LONG_TEXT, {"en": "One?"})
SET = AskedSet(uuid.uuid4(), (SINGLE,))


@pytest.fixture
def branched(session):
    """Did it help? Only those who say no are asked what was missing; all are asked for a word at the end."""
    made = operations.start_set(session, name="Carers", language="en", by=None)
    options = (WrittenOption("Yes"), WrittenOption("No"))

    def add(kind, text, **more):
        return operations.add_question(session, question_set=made, kind=kind, written=Written(text, **more))

    first = add(QuestionKind.SINGLE, "Did it help?", key="helped", options=options)
    second = add(QuestionKind.LONG_TEXT, "What was missing?", key="missing")
    add(QuestionKind.SHORT_TEXT, "You said {answer:missing|nothing}. One word more?", key="word")
    operations.add_test(
        session, question_set=made, question=second, test={"question": "helped", "test": "any_of", "codes": ["no"]}
    )
    operations.save_translation(
        session,
        question_set=made,
        question=first,
        language="ur",
        words={"text": "کیا مدد ملی؟"},
        status=TextStatus.MACHINE_DRAFT,
        by=None,
    )
    session.commit()
    return made


def step(client, page, **values):
    """Fills in the form of this page and sends it."""
    form = next(f for f in forms_on(page.text) if any(name == "so_far" for name, _value in f["fields"]))
    return client.post(page.request.full_path, data=dict(form["fields"]) | values)


def heading(page):
    return html.unescape(re.search(r"<h1[^>]*>(?:<label[^>]*>|<span[^>]*>)?([^<]+)", page.text)[1])


def test_only_who_says_no_is_asked_more_and_nothing_is_kept(client, session, branched):
    signed_in(client, session, Role.ORGANISER)
    start = submit(client, f"/questions/{branched.id}/try", language="en").headers["Location"]
    page = client.get(start)
    assert "Nothing you type is kept or counted." in page.text
    assert "Question 1 of 2" in page.text
    page = step(client, page, answer="no", do="next")
    assert (heading(page), "Question 2 of 3" in page.text) == ("What was missing?", True)
    page = step(client, page, **{"answer-text": "A <b>car</b>", "do": "next"})
    assert heading(page) == "You said A <b>car</b>. One word more?"
    page = step(client, page, do="back")
    assert heading(page) == "What was missing?"
    page = step(client, page, do="skip")
    assert heading(page) == "You said nothing. One word more?"
    page = step(client, page, do="unable")
    assert (page.status_code, heading(page)) == (200, "The test is over")
    assert re.findall(r'summary-list__value" dir="auto">([^<]*)<', page.text) == [
        "No",
        "Skipped",
        "I do not know or cannot say",
    ]
    for kept in (Draft, DraftAnswer, Response, Answer):
        assert session.scalar(sa.select(sa.func.count()).select_from(kept)) == 0


def test_who_says_yes_goes_past_it(client, session, branched):
    signed_in(client, session, Role.ANALYST)
    page = step(client, client.get(f"/questions/{branched.id}/try/walk?in=en"), answer="yes", do="next")
    assert heading(page) == "You said nothing. One word more?"


def test_no_answer_is_asked_for_again_with_what_was_typed(client, session, branched):
    signed_in(client, session, Role.ORGANISER)
    page = step(client, client.get(f"/questions/{branched.id}/try/walk?in=en"), do="next")
    assert "Choose one answer, or press “Skip this question”" in page.text


def test_it_looks_as_it_would_to_someone_who_reads_urdu_in_large_letters(client, session, branched):
    signed_in(client, session, Role.TRANSLATOR)
    page = client.get(f"/questions/{branched.id}/try/walk?in=ur&text_size=large&pictures=off").text
    assert 'dir="rtl"' in page
    assert "کیا مدد ملی؟" in page
    assert "text-large" in page
    assert "pictures-off" in page
    assert 'lang="en" dir="ltr"' in client.get("/questions").text  # only the walk speaks Urdu


def test_a_colleague_with_the_link_needs_no_account_and_opens_nothing_else(client, session, branched):
    token = tokens.link_token("try", branched.id)
    page = client.get(f"/questions/try/{branched.id}/{token}")
    assert "This is a test." in page.text
    page = step(client, page, answer="yes", do="next")
    assert (page.status_code, "Stop the test" in page.text) == (200, False)
    assert client.get(f"/questions/try/{branched.id}/{token[:-1]}x").status_code == 404
    assert client.get(f"/questions/try/{uuid.uuid4()}/{token}").status_code == 404
    assert client.get(f"/questions/{branched.id}").status_code == 303  # to the door
    session.rollback()
    assert client.get(f"/questions/try/{branched.id}/{token}/file/{uuid.uuid4()}.png").status_code == 404


def test_a_colleague_sees_the_file_of_a_question(client, session, branched):
    item = operations.keep_media(kind=MediaKind.AUDIO, content=b"OggS" + b"\0" * 40, language="en")
    operations.add_media(session, question_set=branched, question=branched.questions[0], item=item)
    session.commit()
    path = f"/questions/try/{branched.id}/{tokens.link_token('try', branched.id)}"
    assert f"{path}/file/{item['key']}" in client.get(path).text
    assert client.get(f"{path}/file/{item['key']}").mimetype == "audio/ogg"


def test_a_list_is_put_in_order_by_buttons(client, session, branched):
    options = (WrittenOption("Rest"), WrittenOption("Money"))
    operations.add_question(
        session,
        question_set=branched,
        kind=QuestionKind.RANKING,
        written=Written("Which first?", options=options),
        after=0,
    )
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/questions/{branched.id}/try/walk?in=en")
    assert heading(page) == "Which first?"
    form = next(f for f in forms_on(page.text) if any(name == "so_far" for name, _value in f["fields"]))
    data = {name: [one for key, one in form["fields"] if key == name] for name, _value in form["fields"]}
    page = client.post(page.request.full_path, data={**data, "do": "up:money"})
    assert re.findall(r'name="answer" value="(\w+)"', page.text) == ["money", "rest"]


def test_the_link_is_not_written_to_the_log(branched):
    token = tokens.link_token("try", branched.id)
    event = redact(None, "info", {"path": f"/questions/try/{branched.id}/{token}"})
    assert event == {"path": f"/questions/try/{branched.id}/…"}


@pytest.mark.parametrize("so_far", ["", "[]", "{", "null", '{"x": 1}', "[" * 50_000, "9" * 5000])
def test_a_doctored_form_is_no_error(client, session, branched, so_far):
    signed_in(client, session, Role.ORGANISER)
    page = client.get(f"/questions/{branched.id}/try/walk?in=en")
    assert step(client, page, so_far=so_far, answer="yes", do="next").status_code == 200
    assert step(client, page, place="77", do="next").status_code == 400


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["code", "codes", "ranked", "number", "file"]), inner)
    ),
    max_leaves=8,
)


@given(JSON)
def test_whatever_travels_is_an_answer_or_left_out(row):
    said = trial.read(json.dumps({str(SINGLE.id): row}), SET)
    assert trial.read(trial.written(said), SET) == said
    assert trial.put(SINGLE, SET, said) == SINGLE


def test_an_answer_travels_and_comes_back():
    said = {SINGLE.id: trial.Tried(AnswerState.ANSWERED, {"codes": ["a"]}, "“words”\n")}
    assert trial.read(trial.written(said), SET) == said


def pressed(client, page, **values):
    form = next(f for f in forms_on(page.text) if any(name == "so_far" for name, _value in f["fields"]))
    data = {name: [one for key, one in form["fields"] if key == name] for name, _value in form["fields"]}
    data.pop("answer-file", None)
    return client.post(page.request.full_path, data={**data, **values})


def test_a_photo_stays_through_the_trial_and_can_be_taken_away(client, session, branched):
    operations.add_question(
        session, question_set=branched, kind=QuestionKind.PHOTO, written=Written("Show us"), after=0
    )
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    first = client.get(f"/questions/{branched.id}/try/walk?in=en")
    sent = pressed(
        client, first, **{"do": "next", "answer-text": "A bus", "answer-file": (io.BytesIO(photo()), "a.jpg")}
    )
    assert heading(sent) != heading(first)
    back = pressed(client, sent, do="back")
    assert ('src="data:image/jpeg;base64,' in back.text, "A bus" in back.text) == (True, True)
    again = pressed(client, pressed(client, back, do="next"), do="back")
    assert 'src="data:image/jpeg;base64,' in again.text
    gone = pressed(client, again, do="remove")
    assert (heading(gone), "data:image/jpeg" in gone.text) == (heading(first), False)
    session.rollback()
    assert session.scalars(sa.select(Attachment)).all() == []


def test_of_a_voice_message_a_trial_keeps_that_there_was_one(client, session, branched):
    operations.add_question(
        session, question_set=branched, kind=QuestionKind.VOICE, written=Written("Tell us"), after=0
    )
    session.commit()
    signed_in(client, session, Role.ORGANISER)
    first = client.get(f"/questions/{branched.id}/try/walk?in=en")
    sent = pressed(client, first, **{"do": "next", "answer-file": (io.BytesIO(b"OggS" + b"\0" * 40), "a.ogg")})
    back = pressed(client, sent, do="back")
    assert (heading(back), "Your voice message" in back.text) == (heading(first), True)


@pytest.mark.parametrize("file", ["javascript:alert(1)", "data:text/html;base64,AAAA", "data:image/jpeg;base64,<", 7])
def test_a_doctored_file_does_not_travel(file):
    assert trial._is_value({"file": file}) is False
