"""Someone walks over every kind of question without script, and what they gave is kept, shown back and sent."""

import io
import re

import pytest
import sqlalchemy as sa

from portal.questions import queries as questions
from portal.questions.enums import AnswerState
from portal.questions.examples import every_kind
from portal.questions.examples.every_kind import QUESTIONS
from portal.questions.models import Attachment, DraftAnswer
from portal.questions.operations import content_of
from portal.rounds.enums import DeclineReason
from portal.rounds.operations.answering import decline, link_of
from portal.rounds.queries.standing import standing_of
from portal.shared.queue import Job
from portal.shared.storage import storage
from tests.questions import samples

PLACES = {question["key"]: place for place, question in enumerate(QUESTIONS, 1)}


@pytest.fixture
def question_set(session):
    made = every_kind(session)
    session.commit()
    return made


@pytest.fixture
def person(someone, invitation):
    return someone().opens(invitation)


def at(person, name: str):
    return person.get(f"/answer/{PLACES[name]}")


def upload(content: bytes, name: str = "file") -> tuple:
    return io.BytesIO(content), name


def kept(session) -> list[Attachment]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(sa.select(Attachment)))


def value_at(session, question_set, name: str):
    session.rollback()
    question = questions.question_by_key(session, set_id=question_set.id, key=name)
    return session.scalar(sa.select(DraftAnswer.value).where(DraftAnswer.question_id == question.id))


def test_every_kind_is_answered_shown_back_and_sent(person, session, question_set, responses):
    assert "These questions are about the centre" in person.heading
    person.send(do="next")
    assert "govuk-button--secondary" in person.page
    assert "Skip this question" not in person.page  # truly needed
    person.send(do="next", answer="yes").send(do="next", answer="stopped")
    assert person.heading == "When did you stop going?"
    person.send(do="next", answer_day="1", answer_month="2", answer_year="2026")
    person.send(do="next", answer=["people", "food"]).send(do="next", answer="4").send(do="next", answer="9")
    person.send(do="next", answer="5").send(do="up:free").send(do="up:free").send(do="next")
    person.send(do="next", answer="home").send(do="next", answer_text="۳ hours")
    person.send(do="next", answer_text="Warm & <dry>")
    assert "You said: Warm &amp; &lt;dry&gt;. Tell us more." in person.heading
    person.send(do="next", answer_text="so warm", answer_file=upload(samples.WEBM))
    person.send(do="next", answer_text="the door", answer_file=upload(samples.photo(), "mair.jpg"))
    person.send(do="next", answer_file=upload(samples.recording()))
    assert person.path == "/answer/who"
    person.send(do="skip").send(agree=[])
    for words in ("I agree very much", "It costs nothing, It is near my home and It is warm", "3 hours", "A home"):
        assert words in person.page
    assert person.page.count("<audio controls") == 2
    assert '<img class="uploaded__small"' in person.page
    person.send()
    [response] = responses()
    said = {one.key: one.id for one in questions.asked_set(session, set_id=question_set.id).questions}
    given = {answer.question_id: answer for answer in response.answers}
    assert given[said["matters"]].value == {"ranked": ["free", "near", "warm"]}
    assert given[said["welcome"]].value == {"number": 5}
    assert given[said["hours"]].value == {"number": 3}
    assert (given[said["permission"]].value["code"], given[said["permission"]].value["language"]) == ("yes", "en")
    assert given[said["why_word"]].words == "so warm"
    files = questions.attachments_of(session, answer_ids=[answer.id for answer in response.answers])
    assert {given[said[key]].value["file"] for key in ("why_word", "show_us", "tell_us")} == {
        str(one.id) for one in files.values()
    }
    photo, sound = files[given[said["show_us"]].id], files[given[said["tell_us"]].id]
    assert (photo.alt, photo.holder_id, photo.visit_id) == ("the door", None, None)
    assert content_of(sound) == samples.recording()
    assert b"Mair" not in content_of(photo)
    assert samples.recording()[:4] not in storage().get(sound.storage_key)  # sealed on the disk


def test_saying_nothing_in_three_ways_stays_apart_for_every_kind(person, session, question_set):
    ways = {"skip": AnswerState.SKIPPED, "unable": AnswerState.UNABLE, "rather_not": AnswerState.PREFER_NOT_TO_SAY}
    for name in (
        "going",
        "liked",
        "feeling",
        "difference",
        "welcome",
        "matters",
        "picture",
        "hours",
        "why_word",
        "show_us",
    ):
        for way, state in ways.items():
            at(person, name).send(do=way)
            session.rollback()
            question = questions.question_by_key(session, set_id=question_set.id, key=name)
            kept_state = session.scalar(sa.select(DraftAnswer.state).where(DraftAnswer.question_id == question.id))
            assert (name, kept_state) == (name, state)


def test_what_is_truly_needed_asks_once_more_and_lets_go(person, session, question_set):
    at(person, "permission").send(do="next")
    assert person.error.startswith("This answer matters to us.")
    person.send(do="skip")  # no such button: only a doctored form sends it
    assert person.error.startswith("This answer matters to us.")
    person.send(do="rather_not")
    assert person.path == f"/answer/{PLACES['going']}"


def test_a_list_is_put_in_order_by_plain_buttons(person, session, question_set):
    at(person, "matters")
    assert re.findall(r'ranking__words">([^<]+)<', person.page) == [
        "It is near my home",
        "It is warm",
        "It costs nothing",
    ]
    person.send(do="next")
    assert person.error.startswith("Is this the right order for you?")
    person.send(do="down:near")
    assert re.findall(r'ranking__words">([^<]+)<', person.page) == [
        "It is warm",
        "It is near my home",
        "It costs nothing",
    ]
    assert value_at(session, question_set, "matters") == {"ranked": ["warm", "near", "free"]}
    person.send(do="next")
    assert person.path == f"/answer/{PLACES['picture']}"


def test_an_order_that_is_right_as_it_stands_is_kept_when_confirmed(person, session, question_set):
    at(person, "matters").send(do="next").send(do="next")
    assert value_at(session, question_set, "matters") == {"ranked": ["near", "warm", "free"]}


@pytest.mark.parametrize(
    ("name", "values", "begins"),
    [
        ("matters", {"answer": ["near", "near", "near"]}, "Something was missing from your list."),
        ("matters", {"answer": ["near", "warm", "free", "x"]}, "Something was missing from your list."),
        ("welcome", {"answer": "٣"}, "Choose one of the answers on this page"),
        ("welcome", {"answer": "1_0"}, "Choose one of the answers on this page"),
        ("picture", {"answer": "../etc"}, "Choose one of the answers on this page"),
        ("picture", {"answer": ["sun", "home"]}, "Choose one of the answers on this page"),
        ("permission", {"answer": "yes", "answer_shown": "f" * 64}, "The words on this page have changed."),
        ("permission", {"answer": "perhaps"}, "Choose one of the answers on this page"),
        ("hours", {"answer_text": "sNaN"}, "Write a whole number"),
        ("hours", {"answer_text": "9" * 5000}, "Write a whole number"),
        ("hours", {"answer_text": "\u202e99"}, None),
        (
            "show_us",
            {"answer_text": "a\x00b", "answer_file": upload(samples.HEIC)},
            "We cannot open this kind of photo",
        ),
        ("show_us", {"answer_file": upload(samples.SVG)}, "We cannot open this as a picture."),
        ("show_us", {"answer_file": upload(b"")}, "This file is empty."),
        ("show_us", {"answer_text": "x" * 501}, "This is too long by 1 letter."),
        ("tell_us", {"answer_file": upload(b"MZ")}, "We cannot play this file."),
        ("why_word", {"answer_text": "my words", "answer_file": upload(b"MZ")}, "We cannot play this file."),
    ],
)
def test_a_doctored_or_wrong_answer_is_refused_beside_its_field(person, name, values, begins):
    fresh = {key: (upload(one[0].getvalue(), one[1]) if isinstance(one, tuple) else one) for key, one in values.items()}
    at(person, name).send(do="next", **fresh)
    assert (person.error or "").startswith(begins or "") is True
    assert (person.error is None) is (begins is None)


def test_words_typed_beside_a_refused_file_stay(person):
    at(person, "why_word").send(do="next", answer_text="my words", answer_file=upload(b"MZ"))
    assert "my words</textarea>" in person.page
    assert 'href="#answer-text"' in person.page


def test_a_file_is_shown_to_this_visit_and_nobody_else(person, someone, invitation, session):
    at(person, "show_us").send(do="next", answer_file=upload(samples.photo()), answer_text="my door")
    address = re.search(r'<img src="(/answer/file/[^"]+)" alt="my door"', at(person, "show_us").page)[1]
    answer = person.client.get(address)
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    other = someone()
    other.get(f"/i/{link_of(invitation.id)}").send()
    assert other.client.get(address).status_code == 404
    assert "uploaded" not in at(other, "show_us").page
    assert "We do not show it here" in other.page
    assert person.client.get("/answer/file/00000000-0000-0000-0000-000000000000").status_code == 404
    stranger = someone()
    assert stranger.client.get(address).status_code in (302, 303, 403, 404)


def test_a_player_may_ask_for_a_part_of_a_recording(person):
    at(person, "tell_us").send(do="next", answer_file=upload(samples.recording()))
    address = re.search(r'src="(/answer/file/[^"]+)"', at(person, "tell_us").page)[1]
    answer = person.client.get(address, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.data) == (206, b"RIFF")


def test_pressing_continue_keeps_the_file_that_is_there(person, session, question_set):
    at(person, "show_us").send(do="next", answer_file=upload(samples.photo()))
    first = value_at(session, question_set, "show_us")
    at(person, "show_us").send(do="next", answer_text="now with words")
    assert value_at(session, question_set, "show_us") == first
    assert [one.alt for one in kept(session)] == ["now with words"]


def test_another_file_takes_the_place_of_the_first_which_goes_for_good(person, session, question_set):
    at(person, "show_us").send(do="next", answer_file=upload(samples.photo()))
    [first_key] = [one.storage_key for one in kept(session)]
    at(person, "show_us").send(do="next", answer_file=upload(samples.drawing()))
    [second] = kept(session)
    assert value_at(session, question_set, "show_us") == {"file": str(second.id)}
    [job] = session.scalars(sa.select(Job).where(Job.task == "questions.delete_files"))
    assert job.arguments == {"keys": first_key}


def test_another_file_under_the_same_key_of_the_form_is_another_press(person, session):
    at(person, "show_us")
    before = person.page
    person.send(do="next", answer_file=upload(samples.photo()))
    person.page, person.path = before, f"/answer/{PLACES['show_us']}"
    person.send(do="next", answer_file=upload(samples.drawing()))
    assert [one.media_type for one in kept(session)] == ["image/png"]


@pytest.mark.parametrize("how", ["remove", "skip", "rather_not"])
def test_a_file_can_be_taken_away_again(person, session, how):
    at(person, "tell_us").send(do="next", answer_file=upload(samples.recording()))
    at(person, "tell_us").send(do=how)
    assert kept(session) == []


def test_taking_a_message_away_leaves_the_words_beside_it(person, session, question_set):
    at(person, "why_word").send(do="next", answer_text="my words", answer_file=upload(samples.recording()))
    at(person, "why_word").send(do="remove")
    assert kept(session) == []
    assert "my words</textarea>" in person.page


def test_a_form_cannot_claim_the_file_of_somebody_else(person, someone, invite, session, question_set):
    at(person, "show_us").send(do="next", answer_file=upload(samples.photo()))
    [theirs] = kept(session)
    other = at(someone().opens(invite()), "show_us")
    other.send(do="next", answer=str(theirs.id), kept_file=str(theirs.id), file=str(theirs.id))
    assert other.error == "Choose a photo, or press “Skip this question”"


def test_files_of_someone_who_says_no_go_with_what_they_typed(person, invitation, session):
    at(person, "show_us").send(do="next", answer_file=upload(samples.photo()))
    [file] = kept(session)
    decline(session, standing=standing_of(session, invitation_id=invitation.id), because=DeclineReason.NO_THANKS)
    session.commit()
    assert kept(session) == []
    assert (
        file.storage_key in session.scalar(sa.select(Job).where(Job.task == "questions.delete_files")).arguments["keys"]
    )


def test_pages_in_urdu_ask_in_urdu_from_right_to_left(someone, invite):
    person = someone().opens(invite("ur"))
    assert 'dir="rtl"' in person.page
    assert at(person, "matters").heading == "آپ کے لیے سب سے اہم کیا ہے؟ انہیں ترتیب دیں۔"
    assert at(person, "hours").send(do="next", answer_text="۱۲ گھنٹے").path == f"/answer/{PLACES['one_word']}"


def test_consent_given_in_urdu_is_to_the_urdu_words(someone, invite, session, question_set):
    person = someone().opens(invite("ur"))
    at(person, "permission").send(do="next", answer="no")
    value = value_at(session, question_set, "permission")
    asked = questions.asked_set(session, set_id=question_set.id).questions[1]
    assert value == {"code": "no", "language": "ur", "sha256": asked.consent_sha256("ur")}
