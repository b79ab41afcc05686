"""An invited person's way from the link to the receipt, as they walk it."""

import sqlalchemy as sa

from portal.people import queries as people
from portal.people.enums import ConsentPurpose
from portal.questions import queries as questions
from portal.questions.enums import AnswerState, Provenance
from portal.questions.models import DraftAnswer
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation
from portal.rounds.operations.answering import link_of


def test_the_link_says_who_asks_why_how_long_and_how_to_say_no(someone, invitation):
    page = someone().get(f"/i/{link_of(invitation.id)}").page
    for words in ("Heard demonstration council", "if the carers&#39; service helped you", "5 minutes", "No thanks"):
        assert words in page


def test_someone_answers_everything_and_gets_a_receipt(someone, invitation, answer_all, session, responses):
    person = answer_all(someone().opens(invitation))
    assert person.heading == "Did someone help you answer?"
    person.send(do="next", who="helped").send(do="next", helper="family_or_friend")
    person.send(agree=["quote", "check_summary"])
    assert "Nobody rang back — ever" in person.page
    person.send()
    [response] = responses()
    assert person.path == "/answer/done"
    assert response.receipt_code in person.page
    assert questions.response_by_receipt(session, code=response.receipt_code.lower().replace("-", " ")) == response
    assert (response.provenance, response.helped_by, response.language) == (Provenance.HELPED, "family_or_friend", "en")
    assert {answer.question_id: (answer.value, answer.words) for answer in response.answers} == {
        question.id: said
        for question, said in zip(
            questions.asked_set(session, set_id=response.set_id).questions,
            [
                ({"number": 4}, None),
                ({"codes": ["talking", "money"]}, None),
                ({"number": 7}, None),
                ({"code": "stopped"}, None),
                ({"date": "2026-03-27"}, None),
                ({"code": "mostly"}, None),
                (None, "Nobody rang back — ever"),
            ],
            strict=True,
        )
    }
    assert people.consents_of(session, subject_id=response.alias) == {
        ConsentPurpose.QUOTE: True,
        ConsentPurpose.TELL_RESULT: False,
        ConsentPurpose.CHECK_SUMMARY: True,
    }
    assert session.get(Invitation, invitation.id).state is InvitationState.ANSWERED
    assert session.scalars(sa.select(DraftAnswer)).all() == []


def test_every_question_can_be_left_unanswered_in_three_ways_that_stay_apart(someone, invitation, responses):
    person = someone().opens(invitation)
    for way in ("skip", "unable", "rather_not", "skip", "skip", "skip", "skip"):
        person.send(do=way)
    person.send(do="skip").send(agree=[]).send()
    [response] = responses()
    states = sorted(answer.state for answer in response.answers)
    assert states == sorted([AnswerState.SKIPPED] * 5 + [AnswerState.UNABLE, AnswerState.PREFER_NOT_TO_SAY])
    assert response.provenance is None


def test_a_question_never_reached_is_recorded_as_not_asked(someone, invitation, responses):
    person = someone().opens(invitation)
    person.send(do="next", answer="5").get("/answer/check").send()
    [response] = responses()
    states = [answer.state for answer in response.answers]
    assert (states.count(AnswerState.ANSWERED), states.count(AnswerState.NOT_ASKED)) == (1, 6)


def test_the_title_and_the_page_say_which_question_it_is(someone, invitation):
    person = someone().opens(invitation)
    person.send(do="skip").send(do="skip")
    assert person.title == "Question 3 of 7 – Heard"
    assert "Question 3 of 7</p>" in person.page
    assert 'href="/answer/2"' in person.page  # Back


def test_an_error_stands_next_to_the_field_and_what_was_typed_stays(someone, invitation):
    person = someone().opens(invitation)
    for _ in range(4):
        person.send(do="skip")
    person.send(do="next", answer_day="31", answer_month="2", answer_year="2026")
    assert person.error == "There is no such date. Write it like this: 27 3 2026"
    assert person.title == "Error: Question 5 of 7 – Heard"
    assert 'value="31"' in person.page
    assert 'href="#answer"' in person.page


def test_pressing_continue_on_nothing_says_that_skipping_is_fine(someone, invitation):
    person = someone().opens(invitation).send(do="next")
    assert person.error == "Choose one answer, or press “Skip this question”"


def test_too_long_a_text_comes_back_whole(someone, invitation):
    person, long = someone().opens(invitation), "ہم" * 10_001
    person.get("/answer/7").send(do="next", answer_text=long)
    assert person.error == "This is too long by 2 letters. Please make it shorter."
    assert long in person.page


def test_the_page_to_check_leads_to_a_change_and_back(someone, invitation, answer_all, responses):
    person = answer_all(someone().opens(invitation))
    person.get("/answer/3?to=check")
    assert 'value="7" id="answer-7" checked' in person.page
    person.send(do="next", answer="2")
    assert person.path == "/answer/check"
    assert "2 (from 0 to 10)" in person.page
    person.send()
    assert {"number": 2} in [answer.value for answer in responses()[0].answers]


def test_before_the_questions_it_says_when_we_must_tell_someone(someone, invitation):
    path = f"/i/{link_of(invitation.id)}"
    person = someone().get(path).send()
    assert person.path == "/answer"
    assert "we must tell someone who can help" in person.page
    assert link_of(invitation.id) not in person.path


def test_in_urdu_the_page_runs_from_right_to_left_and_asks_in_urdu(someone, invite):
    person = someone().opens(invite("ur"))
    assert '<html lang="ur" dir="rtl"' in person.page
    assert person.heading == "دیکھ بھال کرنے والوں کی سروس سے ملنے والی مدد کیسی رہی؟"


def test_a_language_chosen_on_the_way_stays(someone, invitation):
    person = someone().opens(invitation).get("/answer/1?lang=cy").send(do="skip")
    assert person.heading == "Beth sydd wedi eich helpu?"


def test_words_are_kept_in_the_language_they_were_said_in(someone, invite, responses):
    person = someone().opens(invite("ur")).get("/answer/7").send(do="next", answer_text="انتظار بہت لمبا تھا")
    person.get("/answer/check").send()
    [said] = [answer for answer in responses()[0].answers if answer.words]
    assert (said.words, said.words_language) == ("انتظار بہت لمبا تھا", "ur")


def test_kept_words_are_sealed_in_the_database(someone, invitation, session):
    someone().opens(invitation).get("/answer/7").send(do="next", answer_text="my secret words")
    [row] = session.execute(sa.text("SELECT words_sealed, value FROM draft_answer")).all()
    assert b"secret" not in bytes(row.words_sealed)
    assert row.value is None


def test_reading_preferences_are_chosen_before_and_go_back_to_the_place(someone, invitation):
    person = someone().opens(invitation).get("/preferences?next=/answer/1")
    person.send(text_size="larger", easy_read="yes")
    assert person.path == "/answer/1"
    assert "text-larger" in person.page
    assert person.heading == "How was the help from the carers’ service?"


def test_preferences_never_lead_to_another_site(someone, invitation):
    for address in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = someone().get(f"/preferences?next={address}").send(text_size="large")
        assert answer.path == "/"
