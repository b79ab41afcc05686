"""The whole loop in a browser that runs no script: from a roster to “you said, we did”, each person walking their part.

With script it is walked in test_every_room.py.
"""

import datetime as dt
import re
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from portal.people.enums import Role
from portal.people.models import Account
from portal.questions import queries as questions
from portal.questions.examples import carers_support
from portal.questions.models import Response
from portal.rounds.models import Invitation
from portal.rounds.operations.answering import link_of
from portal.shared import clock, tokens
from portal.summaries.enums import PrintSize
from portal.summaries.examples import STATEMENTS, TITLE, WHAT_CHANGED
from portal.summaries.models import CheckInvitation
from portal.summaries.queries import TOKEN_KIND
from tests.browsing import PHONE, lead_on
from tests.journeys.browser import Visitor
from tests.journeys.live import Served, serving
from tests.journeys.phone import Phone, whole_journey
from tests.people.factories import PASSWORD, code_now, make_account
from tests.real_data import real_data
from tests.rosters.factories import invented_roster

PEOPLE, ASKED, OTHERS = 300, 80, 14
WORDS = "Nobody rang back. I waited for three weeks."
SMALL_COMMENTS = Path(__file__).parents[1] / "rounds" / "understanding" / "comments.csv"

pytestmark = [pytest.mark.browser, pytest.mark.both, pytest.mark.slow]


@dataclass
class Loop:
    """One walk: who is in it, and the addresses it has come by."""

    session: Session
    served: Served
    organiser: Visitor
    approver: Visitor
    participant: Visitor
    folder: Path
    round: str = ""
    desk: str = ""
    public: str = ""
    asked_to_check: int = 0
    receipts: list[str] = field(default_factory=list)


def test_a_round_goes_all_the_way_round_without_script(browser, session, settings, tmp_path):
    carers_support(session)
    accounts = [
        make_account(session, role, email=f"{role.value}@example.org") for role in (Role.ORGANISER, Role.APPROVER)
    ]
    session.commit()
    with serving(settings, with_worker=True, PORTAL_DEMO="1") as served:
        organiser, approver = (Visitor(browser, served.address, script=False) for _ in range(2))
        participant = Visitor(browser, served.address, script=False, screen=PHONE)
        loop = Loop(session, served, organiser, approver, participant, tmp_path)
        for visitor, account in zip((organiser, approver), accounts, strict=True):
            sign_in(visitor, account)
        for step in STEPS:
            step(loop)
        assert counts_for_anyone(loop) == (loop.asked_to_check, 2, 1)


def counts_for_anyone(loop: Loop) -> tuple[int, int, int]:
    """What the public pages say: people asked to check the summary, people who did, and promises made."""
    words = loop.participant.go(loop.public).words
    found = [re.search(rf"(\d+) people {what}", words) for what in ("were asked", "checked it")]
    asked, checked = (int(one[1]) if one else 0 for one in found)
    return asked, checked, loop.participant.go("/promises").page.locator("main").get_by_text("The carers’ team").count()


def sign_in(visitor: Visitor, account: Account) -> None:
    visitor.go("/sign-in").fill(email=account.email, password=PASSWORD).press("Continue")
    visitor.fill(code=code_now(account)).press("Sign in")
    assert visitor.path == "/desk"


def bring_in_a_roster(loop: Loop) -> None:
    staff = loop.organiser
    staff.go("/rosters/").link("Add a service").fill(name_en="Carers’ service").press("Add the service")
    staff.link("Bring in a roster file")
    file = {"name": "roster.csv", "mimeType": "text/csv", "buffer": invented_roster(PEOPLE)}
    staff.page.locator("input[type=file]").set_input_files(file)
    staff.press("Upload the file")
    assert staff.page.locator("select[name=column_reference] option:checked").inner_text() == "ref"
    staff.press("Check the file").await_job()
    assert "Nothing is changed yet" in staff.words
    staff.press("Yes, bring them in").await_job()
    staff.go("/rosters/").link("Carers’ service").link("Freeze a frame")
    staff.fill(name="Autumn").press("Freeze the frame").await_job()


def plan_and_draw(loop: Loop) -> None:
    staff = loop.organiser
    staff.go("/rounds/").link("Start a round").fill(name="Autumn round", purpose="To make the service better.")
    service = staff.page.locator("select[name=service_id] option").last.get_attribute("value")
    asked = staff.page.locator("select[name=question_set_id] option").last.get_attribute("value")
    staff.choose(service_id=str(service), question_set_id=str(asked)).press("Save")
    loop.round = staff.path
    staff.link("Plan who to ask")
    frame = staff.page.locator("select[name=frame_id] option").last.get_attribute("value")
    staff.choose(frame_id=str(frame), strata_field="ethnicity", allocation="square_root")
    staff.fill(size=str(ASKED), least_disengaged="16", least_never_started="12").press("Show who would be asked")
    assert "would be asked" in staff.words
    staff.press("Agree this plan")
    staff.go(f"{loop.round}/draw").press("Draw now")
    staff.go(f"{loop.round}/draw/check")


def send(loop: Loop) -> None:
    staff = loop.organiser
    staff.go(f"{loop.round}/send").choose(template="invitation").press("Send").await_job()


def answer_as_an_invited_person(loop: Loop) -> None:
    """The link is read where the message is: in the outbox, opened with a reason that is noted."""
    staff, person = loop.organiser, loop.participant
    staff.go(f"/outbox/?channel=email&round_id={loop.round.split('/')[2]}")
    in_english = staff.page.locator("main tr", has=staff.page.get_by_text("English", exact=True)).first
    lead_on(staff.page, in_english.locator("a"))
    staff.press("Show the words and the address")
    link = re.search(r"/i/[\w-]{22}", staff.page.content())
    assert link is not None
    person.go(link[0])
    person.press("Go on").link("Start")
    for answer in ({"answer": "2"}, {"answer": ["talking", "money"]}, {"answer": "7"}, {"answer": "stopped"}):
        assert person.fits()
        person.choose(**answer).press("Continue")
    person.fill(answer__day="27", answer__month="3", answer__year="2026").press("Continue")
    person.choose(answer="mostly").press("Continue")
    person.fill(answer__text=WORDS).press("Continue")
    person.choose(who="helped").press("Continue").choose(helper="family_or_friend").press("Continue")
    person.choose(agree=["quote", "tell_result", "check_summary"]).press("Continue")
    assert WORDS in person.words
    send_twice(person)
    loop.receipts.append(person.page.locator("[data-receipt]").inner_text())
    person.go(link[0])
    assert WORDS not in person.page.content()
    assert loop.receipts[0] not in person.page.content()


def send_twice(person: Visitor) -> None:
    """The impatient finger: two presses before the page has changed."""
    button = person.page.locator("main form button", has_text="Send my answers")
    button.dblclick()  # the second press breaks off the page that the first one called: no navigation to wait for
    expect(person.page).to_have_url(re.compile("/answer/done"))
    assert person.heading == "Thank you. We have your answers."


def let_others_answer(loop: Loop) -> None:
    """Enough others for a figure that may be shown; two of them will check the summary."""
    ids = loop.session.scalars(
        sa.select(Invitation.id).where(Invitation.answered_at.is_(None)).order_by(Invitation.id).limit(OTHERS)
    ).all()
    loop.session.commit()
    for number, invitation_id in enumerate(ids):
        phone = Phone(loop.served.port)
        agree = ["quote", "check_summary"] if number < 2 else ["quote"]
        loop.receipts.append(whole_journey(phone, f"/i/{link_of(invitation_id)}", f"{WORDS} ({number})", agree=agree))
        phone.close()
    responses = loop.session.scalars(sa.select(Response)).all()
    for receipt in loop.receipts:
        assert questions.response_by_receipt(loop.session, code=receipt) in responses
    assert len(responses) == len(loop.receipts) == OTHERS + 1
    loop.session.commit()


def ring_someone(loop: Loop) -> None:
    staff = loop.organiser
    staff.go(f"{loop.round}/calls/")
    for path in [one.get_attribute("href") for one in staff.page.locator("main a[href*='/calls/']").all()]:
        staff.go(str(path)).press("Show how to ring this person")
        if "Do not ring this person." not in staff.words:
            break  # who is drawn is left to chance, and so is who comes first
    staff.choose(result="call_back", best_time="morning").press("Save")
    assert staff.path == f"{loop.round}/calls/"


def understand(loop: Loop) -> None:
    staff = loop.organiser
    staff.go(f"{loop.round}/comments/")
    staff.page.locator("input[type=file]").set_input_files(
        real_data("feedback", "nhs_patient_feedback.csv") or SMALL_COMMENTS
    )
    staff.press("Continue").press("Check the file")
    lead_on(staff.page, "main form[action$='/agree'] button")
    staff.await_job()
    staff.go(f"{loop.round}/themes/").fill(name="Waiting", description="Calls and lists").press("Add")
    staff.go(f"{loop.round}/coding/?word=Nobody+rang+back")
    for box in staff.page.locator("main input[name=answers]").all():
        box.check(force=True)
    theme = staff.page.locator("form[method=post] select[name=theme] option", has_text="Waiting").get_attribute("value")
    staff.page.locator("form[method=post] select[name=theme]").select_option(theme)
    staff.press("Put under this theme")
    staff.go(f"{loop.round}/coding/quotes")
    assert WORDS in staff.words
    staff.go(f"{loop.round}/results/")
    assert "Who is missing" in staff.words
    staff.go(f"{loop.round}/results/release").press("Release the results").await_job()
    staff.go(f"{loop.round}/findings/new").fill(words="People wait too long for someone to ring back.")
    staff.page.locator("main label", has_text="Waiting").first.click()
    staff.press("Save")


def write_a_summary(loop: Loop) -> None:
    staff = loop.organiser
    staff.go("/desk/summaries/start").fill(title=TITLE["en"])
    source = staff.page.locator("select[name=source] option").last.get_attribute("value")
    staff.choose(source=str(source)).press("Start writing")
    loop.desk = staff.path
    for one in STATEMENTS:
        staff.go(f"{loop.desk}/statements/add?section={one.section.value}")
        texts = {f"text_{code.replace('-', '_')}": words for code, words in one.texts.items()}
        staff.fill(**texts, find=one.picture).press("Find pictures and ask the coach")
        staff.choose(picture=one.picture).press("Save")
    staff.go(f"{loop.desk}/title")
    staff.fill(**{f"title_{code.replace('-', '_')}": words for code, words in TITLE.items()}).press("Save")
    assert len(STATEMENTS) >= 8
    for language in TITLE:
        staff.go(f"{loop.desk}/preview?in={language}")


def approve(loop: Loop) -> None:
    staff = loop.organiser
    staff.go(loop.desk).press("Hand it in")
    loop.approver.go(loop.desk).press("Approve it")


def check_it(loop: Loop) -> None:
    staff, person = loop.organiser, loop.participant
    until = clock.today() + dt.timedelta(days=10)
    staff.go(f"{loop.desk}/send").fill(
        until__day=str(until.day),
        until__month=str(until.month),
        until__year=str(until.year),
        talk_to="Olu Organiser",
        phone="0300 000 0000",
        sample="2",
    ).press("Send")
    invitations = loop.session.scalars(sa.select(CheckInvitation).order_by(CheckInvitation.id)).all()
    loop.session.commit()
    assert len(invitations) >= 3
    loop.asked_to_check = len(invitations)
    mine, rung = invitations[:2]
    person.go(f"/c/{tokens.link_token(TOKEN_KIND, mine.id)}").press("Start")
    person.choose(verdict="wrong").fill(comment="It got better in spring.").press("Continue")
    for verdict in ("right", "nearly", "leave_out"):
        assert person.fits()
        person.choose(verdict=verdict).press("Continue")
    while person.path != "/check/missing":
        person.choose(verdict="right").press("Continue")
    person.fill(words="The bus.").press("Continue").choose(helped="own_words").press("Send")
    assert person.path == "/check/done"
    staff.go(f"/desk/summaries/calls/{rung.id}").choose(verdict_0="right", verdict_1="nearly", helped="interpreted")
    staff.press("Save what they said")
    print_it(loop)


def print_it(loop: Loop) -> None:
    """A PDF is given out only after both gates; one refused would say so instead of how many pages it has."""
    staff = loop.organiser
    for size, language in ((PrintSize.NORMAL, "en"), (PrintSize.LARGE, "ur")):
        staff.go(loop.desk)
        lead_on(staff.page, staff.page.locator("main a[href*='/versions/'][href$='/print']").first)
        staff.choose(language=language, size=size.value).press("Make it")
        if staff.path.startswith("/jobs/"):
            staff.await_job()
    assert "Not given out" not in staff.words
    assert staff.page.locator("main a[href$='.pdf']").count() == 2


def answer_what_was_wrong_and_publish(loop: Loop) -> None:
    staff = loop.organiser
    staff.go(loop.desk).press("End the check and answer people")
    while True:
        staff.go(f"{loop.desk}/verdicts")
        if "Needs a reply" not in staff.words:
            break
        staff.link("Reply")
        reply(staff)
    staff.go(f"{loop.desk}/title")
    staff.fill(**{f"changed_{code.replace('-', '_')}": words for code, words in WHAT_CHANGED.items()}).press("Save")
    staff.go(loop.desk).press("Everyone is answered: ready to publish")
    loop.approver.go(loop.desk).press("Publish")
    loop.public = loop.approver.path
    reader = loop.participant.go(loop.public)
    assert loop.public.endswith("/2")
    assert "were asked" in reader.words
    assert "It got better in spring." in reader.words
    assert WHAT_CHANGED["en"] in reader.words


def reply(staff: Visitor) -> None:
    """What someone called wrong is changed; what only one of them would leave out is kept, and what someone missed is
    not added, with the reason."""
    if "What is missing" in staff.words:
        staff.choose(kind="not_added").fill(words="Another round asks about buses.").press("Save")
        return
    if "It got better in spring." not in staff.words:
        staff.choose(kind="kept").fill(words="Most people said it like this.").press("Save")
        return
    staff.choose(kind="changed").fill(words="We say now that it got better.").press("Save")
    said = staff.page.locator("main [name=text_en]").input_value()
    staff.fill(text_en=f"{said}\nIt got better in spring.").press("Save")


def promise(loop: Loop) -> None:
    staff = loop.organiser
    year = clock.today().year + 1
    staff.go(loop.desk)
    lead_on(staff.page, staff.page.locator("main a[href*='/desk/promises/make/']").first)
    owner = staff.page.locator("select[name=owner] option").last.get_attribute("value")
    staff.choose(owner=str(owner)).fill(
        owner_words="The carers’ team",
        know="Someone rings you back within two days.",
        due__day="1",
        due__month="3",
        due__year=str(year),
    ).press("Promise it")
    public = loop.participant.go("/promises").words
    assert "The carers’ team" in public
    assert f"1 March {year}" in public


STEPS = (
    bring_in_a_roster,
    plan_and_draw,
    send,
    answer_as_an_invited_person,
    let_others_answer,
    ring_someone,
    understand,
    write_a_summary,
    approve,
    check_it,
    answer_what_was_wrong_and_publish,
    promise,
)
