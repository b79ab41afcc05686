"""What a link may show, what leaving forgets, and what is never lost."""

import sqlalchemy as sa

from portal.people.models import BrowserSession
from portal.questions.models import DraftAnswer, Response
from portal.rounds.enums import DeclineReason, InvitationState, RoundState
from portal.rounds.models import Invitation, Round
from portal.rounds.operations.answering import code_of, link_of
from portal.rounds.views.participant import door
from portal.shared import clock

SAID = ("Nobody rang back", "27 March 2026", "Most of the time")


def everything(session) -> dict[str, list]:
    """All rows of the tables a visit could touch."""
    session.rollback()
    tables = (Invitation, BrowserSession, DraftAnswer, Response, Round)
    return {m.__tablename__: session.execute(sa.select(m.__table__).order_by(m.id)).all() for m in tables}


def test_link_scanners_change_nothing(app, session, invitation):
    before = everything(session)
    for method in ("get", "head", "options"):
        for path in ("", "/no"):
            getattr(app.test_client(), method)(f"/i/{link_of(invitation.id)}{path}")
    assert everything(session) == before


def test_the_same_link_on_another_phone_finds_the_place_and_shows_no_answer(someone, invitation, responses):
    first = someone().opens(invitation).send(do="next", answer="4").send(do="next", answer=["talking"])
    first.get("/answer/7").send(do="next", answer_text="Nobody rang back")
    second = someone().opens(invitation)
    assert second.title == "Question 3 of 7 – Heard"
    for path in ("/answer/1", "/answer/2", "/answer/7", "/answer/check"):
        second.get(path)
        assert "checked" not in second.page
        assert "Nobody rang back" not in second.page
        assert "Someone to talk to" not in second.page or path == "/answer/2"
    assert "You dealt with this before. It is not shown here" in second.page
    second.send()
    assert sorted(str(a.value) for a in responses()[0].answers if a.value) == [
        "{'codes': ['talking']}",
        "{'number': 4}",
    ]


def test_an_answer_hidden_on_another_phone_is_kept_by_continue_and_replaced_by_a_new_one(someone, invitation, session):
    someone().opens(invitation).get("/answer/7").send(do="next", answer_text="first words")
    second = someone().opens(invitation).get("/answer/7").send(do="next", answer_text="")
    assert second.path == "/answer/who"
    assert session.scalars(sa.select(DraftAnswer)).one().words == "first words"
    second.get("/answer/7").send(do="next", answer_text="other words")
    session.rollback()
    session.expire_all()
    assert session.scalars(sa.select(DraftAnswer)).one().words == "other words"


def test_once_answered_the_link_shows_only_thanks_and_no_receipt(someone, invitation, answer_all, responses):
    first = answer_all(someone().opens(invitation)).get("/answer/check").send()
    receipt = responses()[0].receipt_code
    assert receipt in first.page
    for page in (first.get(f"/i/{link_of(invitation.id)}").page, someone().get(f"/i/{link_of(invitation.id)}").page):
        assert "We have your answers. Thank you." in page
        assert receipt not in page
        assert not any(words in page for words in SAID)


def test_a_visit_open_elsewhere_sees_thanks_without_receipt_after_sending(someone, invitation, responses):
    first, second = someone().opens(invitation), someone().opens(invitation)
    first.get("/answer/check").send()
    second.get("/answer/2")
    assert second.path == "/answer/done"
    assert second.heading == "We have your answers. Thank you."
    assert responses()[0].receipt_code not in second.page


def test_after_leaving_fast_back_shows_nothing_and_the_link_finds_the_place(someone, invitation):
    person = someone().opens(invitation).send(do="next", answer="4")
    stolen = person.client.get_cookie("heard").value
    answer = person.client.post("/leave", data={"csrf_token": dict(person.form["fields"])["csrf_token"]})
    assert (answer.status_code, answer.headers["Location"]) == (303, "https://www.bbc.co.uk/weather")
    thief = someone()
    thief.client.set_cookie("heard", stolen)
    for browser in (person, thief):
        for path in ("/answer/1", "/answer/check", "/answer/done"):
            assert browser.get(path).path == "/code"
    assert person.opens(invitation).title == "Question 2 of 7 – Heard"


def test_every_page_of_the_way_forbids_keeping_it(someone, invitation):
    person = someone().opens(invitation)
    for path in (f"/i/{link_of(invitation.id)}", "/answer", "/answer/1", "/answer/check", "/code"):
        assert person.client.get(path).headers["Cache-Control"] == "no-store"


def test_the_next_person_on_a_shared_phone_finds_nothing_of_the_one_before(someone, invite, answer_all, session):
    first, second = invite(), invite()
    person = answer_all(someone().opens(first)).send(do="next", who="on_behalf").send(do="skip").send(agree=["quote"])
    person.opens(second)
    assert person.title == "Question 1 of 7 – Heard"
    for path in ("/answer/1", "/answer/7", "/answer/who", "/answer/agree", "/answer/check"):
        person.get(path)
        assert "checked" not in person.page
        assert not any(words in person.page for words in SAID)
    ended = session.scalars(sa.select(BrowserSession).where(BrowserSession.subject_id == first.id)).one().ended_at
    assert ended is not None


def test_words_sent_after_the_visit_ran_out_are_given_back(someone, invitation, session):
    person = someone().opens(invitation).get("/answer/7")
    session.execute(sa.update(BrowserSession).values(expires_at=clock.now()))
    session.commit()
    person.send(do="next", answer_text="three hours of words")
    assert (person.status, person.heading) == (403, "Please open your link again")
    assert "three hours of words" in person.page


def test_words_sent_with_an_expired_form_are_given_back_and_can_be_sent_again(app, someone, invitation, session):
    app.config["WTF_CSRF_ENABLED"] = True
    person = someone().opens(invitation).get("/answer/7")
    person.send(do="next", answer_text="long words", csrf_token="old")
    assert (person.status, person.heading) == (400, "Please send this once more")
    assert "long words" in person.page
    person.send()
    assert session.scalars(sa.select(DraftAnswer)).one().words == "long words"


def test_a_no_is_taken_in_two_presses_and_forgets_what_was_typed(someone, invitation, session):
    someone().opens(invitation).send(do="next", answer="1")
    person = someone().get(f"/i/{link_of(invitation.id)}/no").send(because="no_thanks")
    assert person.heading == "Thank you for telling us"
    session.refresh(invitation)
    assert (invitation.state, invitation.declined_because) == (InvitationState.DECLINED, DeclineReason.NO_THANKS)
    assert session.scalars(sa.select(DraftAnswer)).all() == []


def test_not_now_keeps_what_was_typed_and_can_be_taken_back(someone, invitation, session):
    someone().opens(invitation).send(do="next", answer="1")
    someone().get(f"/i/{link_of(invitation.id)}/no").send(because="not_now")
    assert someone().opens(invitation).title == "Question 2 of 7 – Heard"
    session.refresh(invitation)
    assert (invitation.state, invitation.declined_because) == (InvitationState.OPENED, None)


def test_not_me_closes_the_door(someone, invitation):
    someone().get(f"/i/{link_of(invitation.id)}/no").send(because="not_me")
    person = someone().get(f"/i/{link_of(invitation.id)}")
    assert (person.status, person.heading) == (410, "We are not taking answers here now")


def test_saying_no_without_choosing_asks_which(someone, invitation, session):
    person = someone().get(f"/i/{link_of(invitation.id)}/no").send()
    assert person.error == "Choose one of the three"
    session.refresh(invitation)
    assert invitation.state is InvitationState.WAITING


def test_a_closed_round_says_so_and_gives_the_words_back(someone, invitation, asking, session, responses):
    person = someone().opens(invitation).get("/answer/7")
    asking.state = RoundState.CLOSED
    session.commit()
    person.send(do="next", answer_text="too late, but mine")
    assert (person.status, person.heading) == (410, "We are not taking answers here now")
    assert "too late, but mine" in person.page
    assert someone().get(f"/i/{link_of(invitation.id)}").status == 410
    assert responses() == []


def test_the_day_after_the_last_day_is_too_late(someone, invitation, asking, session):
    asking.closes_on = clock.today()
    session.commit()
    assert someone().get(f"/i/{link_of(invitation.id)}").status == 200
    asking.closes_on = clock.today().replace(year=2020)
    session.commit()
    assert someone().get(f"/i/{link_of(invitation.id)}").status == 410


def test_a_code_is_known_however_it_is_typed(someone, invitation):
    code = code_of(invitation.id)
    for typed in (code, code.replace("-", ""), code.lower().replace("-", " "), f"  {code} "):
        person = someone().get("/code").send(code=typed)
        assert person.path == "/answer", typed


def test_an_unknown_code_is_told_next_to_the_field_and_stays_typed(someone):
    person = someone().get("/code").send(code="K7MP-QRW-3XC")
    assert person.error == "We do not know this code. Look at each letter and number again, or phone us."
    assert 'value="K7MP-QRW-3XC"' in person.page
    assert someone().get("/code").send(code=" ").error == "Write the code from your letter or message"


def test_a_code_is_not_guessed_at_forever_but_others_at_the_same_address_come_in(someone, invitation):
    guesser = someone().get("/code")
    for _ in range(10):
        guesser.send(code="K7MPQRW3XC")
    assert guesser.error.startswith("We do not know this code")
    guesser.send(code="K7MPQRW3XC")
    assert (guesser.status, guesser.error) == (429, "There were too many tries. Wait 15 minutes, or phone us.")
    assert someone().get("/code").send(code=code_of(invitation.id)).path == "/answer"


def test_a_link_with_a_piece_missing_is_told_kindly(someone, invitation):
    person = someone().get(f"/i/{link_of(invitation.id)[:-1]}")
    assert (person.status, person.heading) == (404, "This link does not work")


def test_a_code_of_another_room_is_answered_by_that_room(someone, monkeypatch):
    knows = {"CHECKCODE": "its own page"}
    monkeypatch.setattr(door, "other_doors", [lambda typed: None, knows.get])
    assert someone().get("/code").send(code="CHECKCODE").page == "its own page"
    assert someone().get("/code").send(code="NOBODYS").error.startswith("We do not know this code")
