"""An organiser's way to people: signing in, roster, frame, questions, round, plan, draw."""

import csv
import io
import re

import pyotp

from portal.people.models import Account
from portal.questions.examples import QUESTIONS
from portal.shared import clock
from tests.journeys.tab import Tab
from tests.people.factories import PASSWORD
from tests.real_data import real_data
from tests.rosters.factories import invented_roster

PEOPLE = 2_000
BAD_ROSTER = b"""ref,status,age,ethnicity,language
X-001,active,12,White,en
,active,12,White,en
X-003,active,abc,White,en
X-004,unicorn,12,White,en
"""


def roster_file() -> bytes:
    """The first rows of the real roster; invented ones of the same columns where it is not at hand.

    Of those who never started only the postcode is known, and a third of those who stopped may only be written to by
    e-mail but have none: so that whoever is drawn, there are letters to print and people who must not be written to.
    """
    path = real_data("frames", "roster_20000.csv")
    text = (path.read_bytes() if path else invented_roster(PEOPLE)).decode()
    rows = list(csv.DictReader(io.StringIO(text)))[:PEOPLE]
    for place, row in enumerate(rows):
        if row["status"] == "never_started":
            row |= {"email": "", "mobile": "", "safe_contact": ""}
        elif row["status"] == "disengaged" and place % 3 == 0:
            row |= {"email": "", "safe_contact": "email_only"}
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def signs_in(tab: Tab, account: Account) -> None:
    """With the password, then with the code of an app that was set up from the page."""
    tab.go("/sign-in").is_titled("Sign in")
    tab.fill(email=account.email, password=PASSWORD).press("Continue")
    tab.is_titled("Enter your code").sees("This is your first time")
    secret = tab.page.locator("main code").inner_text()
    tab.fill(code=pyotp.TOTP(secret).at(clock.now())).press("Sign in")
    tab.is_titled("Your desk")


def adds_a_service(tab: Tab) -> None:
    tab.go("/desk").follow("Rosters").sees("There is no service yet.")
    tab.follow("Add a service").press("Add the service").sees("Enter a name")
    tab.fill(name_en="Carers’ support").press("Add the service")
    tab.is_titled("Carers’ support").sees("Nobody is on this roster yet")


def sees_what_is_wrong_with_a_bad_file(tab: Tab) -> None:
    """Nothing comes in, and each problem has its row in words."""
    roster = tab.page.url
    tab.follow("Bring in a roster file").attach("file", "bad.csv", BAD_ROSTER).press("Upload the file")
    tab.is_titled("What do the columns hold?").press("Check the file").waits_for_the_work()
    tab.is_titled("What is in the file").sees("Nothing was changed.", "Row 3", "Row 4", "Row 5", "unicorn")
    assert tab.page.get_by_role("button", name="Yes, bring them in").count() == 0
    tab.press("Throw this file away").go(roster).sees("Nobody is on this roster yet")


def brings_in_the_roster(tab: Tab) -> None:
    """Columns guessed, rows shown, agreed, in."""
    tab.follow("Bring in a roster file").attach("file", "roster.csv", roster_file()).press("Upload the file")
    tab.is_titled("What do the columns hold?").sees("We made a guess", "2,000")
    guessed = {
        field: tab.page.locator(f"select[name='column_{field}'] option:checked").inner_text()
        for field in ("reference", "status", "area", "ethnicity", "email", "mobile", "postcode", "safe_contact")
    }
    assert guessed == {
        "reference": "ref",
        "status": "status",
        "area": "district",
        "ethnicity": "ethnicity",
        "email": "email",
        "mobile": "mobile",
        "postcode": "postcode",
        "safe_contact": "safe_contact",
    }
    tab.press("Check the file").waits_for_the_work()
    tab.is_titled("What is in the file").sees(
        "The file is fine. Nothing is changed yet", "The first rows as we read them"
    )
    assert tab.value_of("New people") == "2,000"
    tab.press("Yes, bring them in").waits_for_the_work()
    tab.is_titled("The file is in the roster")
    assert tab.value_of("New people") == "2,000"
    tab.follow("Go to the roster").sees("2,000 people", "Using the service", "Never started")


def freezes_a_frame(tab: Tab) -> None:
    tab.follow("Freeze a frame").fill(name="Autumn").press("Freeze the frame").waits_for_the_work()
    tab.is_titled("Autumn").sees("Who was left out, and why", "Asked not to be contacted", "Fingerprint (SHA-256)")
    people = int(tab.value_of("People in the frame").replace(",", ""))
    assert 1_500 < people < PEOPLE  # those who asked to be left alone are not among them


def publishes_questions(tab: Tab) -> None:
    """There are none; the example is looked at in Urdu and published."""
    tab.go("/desk").follow("Questions").sees("There are no questions yet.")
    tab.press("Start from this example").is_titled("Support for carers").sees("Being written")
    questions = tab.page.url
    in_urdu = tab.main.get_by_role("listitem").filter(has=tab.page.get_by_text("اردو", exact=True))
    tab.follow("See it", inside=in_urdu.first).sees(QUESTIONS[0]["texts"]["ur"])
    assert tab.page.locator("html").get_attribute("dir") == "rtl"
    tab.go(questions).press("Publish these questions").sees("Published")
    assert tab.page.get_by_role("button", name="Publish these questions").count() == 0


def starts_a_round(tab: Tab) -> str:
    """Returns the round's address."""
    tab.go("/desk").follow("Rounds").follow("Start a round")
    tab.fill(name="Autumn round", purpose="We want to know if the carers’ service helped you.")
    tab.fill(purpose_ur="ہم جاننا چاہتے ہیں کہ کیا اس سروس سے آپ کی مدد ہوئی۔")
    tab.choose("service_id", label="Carers’ support").choose("question_set_id", label="Support for carers")
    tab.press("Save").is_titled("Autumn round")
    return tab.page.url


def plans_whom_to_ask(tab: Tab) -> None:
    """A plan that cannot be is told apart in words; then one that can."""
    tab.follow("Plan who to ask")
    tab.page.locator("select[name='frame_id']").select_option(index=1)
    tab.fill(size=120, least_disengaged=30, least_never_started=5_000, least_completed="", least_active="")
    tab.choose("strata_field", "ethnicity").choose("allocation", "square_root")
    tab.press("Show who would be asked").sees("This plan cannot be drawn")
    tab.sees("Any one of these would be enough.", "Never started")
    tab.fill(least_never_started=20).press("Show who would be asked")
    tab.sees("The sample against those who may be drawn", "How sure you could be", "120 people would be asked")
    tab.press("Agree this plan").is_titled("Draw the sample")


def draws(tab: Tab) -> None:
    """Drawn once from the sealed seed; drawn again it is the same."""
    promise = tab.value_of("Promise about the seed")
    tab.press("Draw now").is_titled("The record of the draw")
    assert (tab.value_of("People drawn"), tab.value_of("Promise about the seed")) == ("120", promise)
    assert re.fullmatch(r"[0-9a-f]{32,}", tab.value_of("The seed"))
    tab.follow("Draw again and compare").sees("The same, bit for bit")
