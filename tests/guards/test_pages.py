"""Every page, opened as everyone who may open it: strict HTML, named controls, forms that cannot be forged or doubled.

The walk begins where people begin (the desk, an invitation, the front page) and follows links only. A page that no link
leads to is a page nobody finds: it is named here with the reason, or it fails.
"""

import pytest

from portal.people.enums import Role
from portal.shared.i18n import LANGUAGES
from tests.guards.pages import faults, parse
from tests.guards.walking import (
    Walk,
    a_candidate,
    a_check,
    a_member,
    a_mystery_visit,
    an_invitation,
    press,
    walk_of,
)

# GET addresses that no link leads to, each with the reason.
NOT_BY_LINK = {
    "front.healthz": "for the machine in front of the portal",
    "public.security_txt": "for people who look for weaknesses; a fixed address",
    "jobs.job_progress": "fetched by the page of the job",
    "jobs.show_job": "led to by the button that starts the job",
    "results.show_outcome": "led to by the button that releases",
    "reports.show_file": "led to by the button that prints",
    "reports.compare": "needs releases of two rounds, and the demonstration has those of one; see the tests of reports",
    "relays.note_answer": "led to by the list, once a worker has passed something on",
    "question_desk.add_rule": "led to by choosing the question that decides",
    "question_desk.file_by_link": "shown inside the page for colleagues who try questions",
    "question_sets.media": "shown inside the pages about a question",
    "demo.enter_as": "demonstration only",
    "demo.list_ways": "demonstration only",
    "demo.show_ways": "demonstration only",
    "sign_in.sign_in": "where strangers are sent",
    "sign_in.code": "second step of signing in",
    "participant.said_no": "led to by the button of the form before",
    "participant.done": "led to by the button that sends",
    "participant.media": "shown inside the pages about a question",
    "participant.file": "shown inside the page of the question it was uploaded on",
    "panel_join.welcome": "opened by a link in a message",
    "panel_join.mine": "led to by the button of that link",
    "panel_join.go_on": "linked from a page of one’s own",
    "panel_join.step": "led to by the button that begins",
    "panel_join.go": "linked from a page of one’s own",
    "panel_join.gone": "led to by the button before",
    "panel_join.twice": "led to by the button that sends",
    "panel_calls.list_papers": "linked from a call that takes people",
    "panel_calls.download_paper": "linked once a form on paper is made",
    "panel_calls.find_paper": "linked from a call that takes people",
    "panel_calls.type_paper": "led to by the code on a paper",
    "panel_calls.balance": "linked from a call before its draw; the demonstration’s is over",
    "panel_calls.edit_call": "linked from a call that is not published yet",
    "panel_calls.list_files": "linked from a call that takes people",
    "panel_calls.set_targets": "linked from a call before its draw",
    "panel_calls.show_file": "led to by the button that takes a file",
    "panel_calls.type_in": "linked from a call that takes people",
    "panel_changes.check": "linked from an advice while a claim of change is to be judged",
    "panel_checks.type_answer": "linked while a member is being asked if they are all right",
    "panel_ledger.change_advice": "linked from an advice that is not sent yet",
    "panel_ledger.send_advice": "linked from an advice that is not sent yet",
    "panel_meetings.edit_booking": "linked from what is needed, once something is to be arranged",
    "panel_meetings.note_check": "linked from notes that are out for check",
    "panel_meetings.reply_to": "linked from notes, once a member said no to a sentence",
    "panel_meetings.send_notes": "linked from notes that are being written",
    "panel_meetings.settle_need": "led to by the button that looks at what a member needs",
    "panel_meetings.write_line": "linked from notes that are being written",
    "panel_members.take_pin_away": "linked from a member who chose a number",
    "panel_members.type_answer": "linked from a member who has not said yes yet",
    "panel_papers.send_paper": "linked from a paper that is being written",
    "panel_passports.type_need": "linked from what a member needs, once whoever looks has said what for",
    "panel_thanks.enter_claim": "led to by choosing whose claim it is",
    "panel_thanks.pick_kind": "led to by choosing whose claim it is",
    "panel_thanks.show_receipt": "linked from a claim with a receipt",
    "panel_thanks.take_letter": "linked once a letter is made",
    "panel_votes.type_vote": "led to by choosing whose vote it is",
    "member_asks.done": "linked from an ask they said yes to",
    "member_asks.show_ask": "linked from the list, once something is asked",
    "member_checks.answer": "linked from their page while they are asked if they are all right",
    "member_door.enter_pin": "asked for at the door, of members who chose a number",
    "member_pin.again": "asked for after a while, of members who chose a number",
    "member_meetings.check_line": "linked from notes that are out for check",
    "member_meetings.say_ahead": "linked from a meeting to come with something on its agenda",
    "member_papers.download_file": "linked from a paper that comes with a file",
    "member_papers.download_print": "linked once a paper is printed",
    "member_place.goodbye": "led to by the button that ends it",
    "member_place.place": "linked until they have said yes, and when words are new",
    "member_thanks.choose": "led to by the page that says what others advise about benefits",
    "panel_influence.download_print": "linked once the record is printed",
    "public_panel.show_pdf": "linked once the record for everyone is printed",
    "member_thanks.add_receipts": "linked from a claim nobody has looked at yet",
    "member_thanks.change_claim": "linked from a claim that was sent back",
    "member_thanks.take_letter": "linked once a letter is made",
    "member_votes.done": "led to by the button that votes",
    "member_votes.vote": "linked while a vote is open",
    "sent_files.content": "shown inside the list of files that were sent",
    "participant.helper": "led to by saying that someone helped",
    "kiosk.start": "shown on a tablet that is lent out",
    "kiosk.leave": "shown on a tablet that is lent out",
    "kiosk.idle": "where a tablet without script goes by itself",
    "kiosk.over": "shown on a tablet that is no longer lent out",
    "supporting.hand_over": "linked before the first question",
    "supporting.ended": "led to by the button of someone who helped",
    "supporting.start": "linked from a person found by their code",
    "changing.enter_receipt": "linked from the page that thanks for the answers",
    "changing.choose": "led to by the two codes",
    "changing.take_back": "led to by the two codes",
    "changing.finished": "led to by the button that takes back",
    "round_doors.show_person": "led to by a code",
    "round_doors.change_by_phone": "led to by a receipt",
    "typing.begin": "linked from a person found by their code",
    "typing.begin_change": "linked from what a receipt opens",
    "typing.question": "led to by the button that begins",
    "typing.consents": "led to by the last question",
    "typing.check": "led to by the page before",
    "typing.receipt": "led to by the button that sends",
    "typing.media": "shown inside the pages about a question",
    "typing.file": "shown inside the pages about a question",
    "papers.begin_entry": "linked from a person found by their code",
    "papers.question": "led to by the button that begins",
    "papers.last_page": "led to by the last question",
    "papers.check": "led to by the page before",
    "papers.settle": "linked when two people typed a form",
    "preparing.show_trial": "in the message of a test, for who asked for it",
    "shopper.finish": "led to by the last thing to look for",
    "shopper.thanks": "led to by the button that sends a report, or stops",
    "checks.enter_code": "the short address printed on paper; leads to the one page for codes",
    "checks.done": "led to by the button that sends",
    "checks.over": "where a check that is over sends people",
    "alarms.show_alarm": "linked from the list, once words of the list were found",
    "checks.show_own_photo": "shown inside the page, once a photo was left",
    "checks.play_own": "shown inside the page, once a voice message was left",
    "checks.words_gone": "led to by the button that takes words out",
    "kept.welcome": "led to by the link of a message about promises",
    "kept.show_promise": "led to by the button that begins",
    "kept.send": "led to by the last promise",
    "kept.done": "led to by the button that sends",
    "kept.over": "where a link leads whose last day is over",
    "own_pictures.show_file": "shown inside pages with photos",
    "picture_desk.add_consent": "linked from a photo; the demonstration has none",
    "picture_desk.edit_photo": "linked from a photo; the demonstration has none",
    "picture_desk.show_photo": "linked from the list; the demonstration has none",
    "picture_desk.take_out_photo": "linked from a photo; the demonstration has none",
    "picture_desk.show_pack": "linked from the list; the demonstration has none",
    "picture_desk.take_out_pack": "linked from a pack; the demonstration has none",
    "promise_owners.yours": "led to by the private link of someone outside",
    "promise_owners.say_ended": "linked from the private page of someone outside",
    "promise_owners.bring_evidence": "linked from the private page of someone outside",
    "promise_owners.calendar": "a private address for a calendar program",
    "promises.report_pdf": "linked once the report was printed",
    "promises.show_evidence": "linked where evidence is a file that everyone may see",
    "summaries.show_qr": "shown inside the page of a published version",
    "summary_desk.add_film": "led to by choosing the words it belongs to",
    "summary_desk.add_recording": "led to by choosing the words it belongs to",
    "summary_desk.hear_media": "shown inside the list of recordings",
    "summary_desk.play_phone_recording": "shown inside the recordings of a call, until they are sent",
    "summary_desk.reply_to_remark": "linked from a remark that something is missing",
    "summary_desk.show_photo": "shown inside the answers, once a photo was left",
    "summary_desk.play_voice": "shown inside the answers, once a voice message was left",
    "summary_desk.preview_translations": "led to by the button that brings a file back",
    "summary_desk.settle_paper": "linked when two people typed a paper differently",
    "summary_desk.show_copies": "linked once a pile of personal copies is made",
    "summary_desk.type_out_voice": "linked from a voice message",
    "summary_desk.type_paper": "led to by the code on the paper",
    "summary_media.captions": "shown inside the film",
    "summary_media.play": "shown inside pages with recordings",
}
CHECK = ("/check/1", "/check/2", "/check/missing", "/check/send")
VISIT = ("/visit", "/visit/1", "/visit/2", "/visit/end", "/visit/stop")


@pytest.mark.parametrize("role", list(Role))
def test_every_page_of_a_member_of_staff_is_sound(peopled, role):
    assert walk_of(peopled, role).wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_an_invited_person_is_sound(peopled, language):
    client, link = peopled.test_client(), an_invitation(peopled, language)
    client.get(f"{link}?lang={language}")
    door = Walk(client, peopled, language).along(link, "/code", "/preferences?next=/code")
    begun = press(client, link)
    assert begun.headers["Location"] == "/answer"
    inside = Walk(client, peopled, language).along(
        "/answer", *(f"/answer/{number}" for number in range(1, 8)), "/answer/who", "/answer/helper", "/answer/agree",
        "/answer/check",
    )  # fmt: skip
    for path in (f"/answer/{number}" for number in range(1, 8)):
        wrong = client.post(path, data={"do": "next"})
        spoken = LANGUAGES[language]
        inside.wrong[f"POST {path}"] = faults(wrong.text, language=spoken.lang, direction=spoken.direction)
    assert {path: found for path, found in (door.wrong | inside.wrong).items() if found} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_someone_who_checks_a_summary_is_sound(peopled, language):
    client, link = peopled.test_client(), a_check(peopled)
    client.get(f"/?lang={language}")
    door = Walk(client, peopled, language).along(link)
    assert press(client, link).status_code == 303
    inside = Walk(client, peopled, language).along(*CHECK)
    assert door.wrong | inside.wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_mystery_shopper_is_sound(peopled, language):
    client, link = peopled.test_client(), a_mystery_visit(peopled)
    client.get(f"/?lang={language}")
    door = Walk(client, peopled, language).along(link)
    assert press(client, link).headers["Location"] == "/visit"
    inside = Walk(client, peopled, language).along(*VISIT)
    assert door.wrong | inside.wrong == {}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("whose", [a_member, a_candidate])
def test_every_page_of_someone_on_a_panel_or_who_would_like_to_be_is_sound(peopled, whose, language):
    client, link = peopled.test_client(), whose(peopled)
    client.get(f"/?lang={language}")
    door = Walk(client, peopled, language).along(link)
    inside = Walk(client, peopled, language).along(press(client, link).headers["Location"])
    assert door.wrong | inside.wrong == {}
    assert len(inside.seen) > 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_public_page_is_sound(peopled, language):
    client = peopled.test_client()
    client.get(f"/?lang={language}")
    walk = Walk(client, peopled, language).along("/", "/sign-in")
    assert walk.wrong == {}


def test_every_page_is_found_by_links_or_named_here_with_its_reason(peopled):
    found: set[str] = set()
    for role in Role:
        found |= set(walk_of(peopled, role).seen.values())
    found |= set(Walk(peopled.test_client(), peopled).along("/").seen.values())
    for link in (an_invitation(peopled, "en"), a_check(peopled), a_mystery_visit(peopled)):
        client = peopled.test_client()
        found |= set(Walk(client, peopled).along(link).seen.values())
        inside = (press(client, link).headers["Location"], "/answer/7", "/answer/who", "/answer/agree", "/answer/check")
        found |= set(Walk(client, peopled).along(*inside, *CHECK).seen.values())  # one form leads to the next
    for link in (a_member(peopled), a_candidate(peopled)):
        client = peopled.test_client()
        found |= set(Walk(client, peopled).along(link).seen.values())
        found |= set(Walk(client, peopled).along(press(client, link).headers["Location"]).seen.values())
    there = {
        rule.endpoint for rule in peopled.url_map.iter_rules() if "GET" in rule.methods and rule.endpoint != "static"
    }
    assert sorted(there - found - set(NOT_BY_LINK)) == []
    assert sorted(one for one in found if one.startswith("no page")) == []


def test_the_guard_sees_what_is_wrong():
    page = """<!DOCTYPE html><html lang="en" dir="ltr"><head><title>A page – Heard</title></head><body>
        <h1 id="a">One</h1><h3 id="a">Three</h3><form method="post"><input name="x"></form>
        <img src="y.png"><a href="/z"></a></body></html>"""
    assert faults(page, language="en", direction="ltr") == [
        "id a 2 times",
        "input x has no label",
        "a /z says nothing",
        "form  has 0 csrf_token",
        "form  has 0 idempotency_key",
        "h1 is followed by h3",
        "img y.png has no alt",
    ]
    assert faults("<p>hello", language="en", direction="ltr")[0].startswith("not strict HTML")
    assert parse(page).find("./body/h1").text == "One"
