"""Each door to answer is used once in one round; the results say by which door people came and whose words they are.

What people do themselves they do in Urdu, on a screen 320 pixels wide, without script; one of them without a mouse.
"""

from dataclasses import dataclass

import pytest
import sqlalchemy as sa

from portal.people.enums import Role
from portal.questions.enums import Provenance
from portal.questions.models import Response
from portal.rounds.models import Invitation
from portal.rounds.operations.answering import code_of, link_of
from tests.journeys import doors, staff
from tests.journeys.answering import comes_in
from tests.journeys.live import serving, working
from tests.journeys.outreach import Mail
from tests.journeys.tab import Tab
from tests.journeys.world import make_world
from tests.people.factories import make_account
from tests.rounds.understanding.factories import Asked, respond

pytestmark = [pytest.mark.browser, pytest.mark.both, pytest.mark.slow]
# Before the walk: 46 answers. The walk adds three on the web and one by each of the other doors.
BEFORE = (
    ("web", Provenance.OWN_WORDS, 21),
    ("phone", Provenance.INTERPRETED, 11),
    ("paper", Provenance.HELPED, 14),
)
ASKED = 70


@dataclass
class House:
    """A round in which some have answered, with six people who have not, and how to sign in."""

    round: str
    mails: list[Mail]
    organiser: object
    lender: object


@pytest.fixture
def house(session):
    world = make_world(session, people=ASKED, language="ur")
    invitations = list(session.scalars(sa.select(Invitation).order_by(Invitation.id)))
    mails = [Mail(f"/i/{link_of(one.id)}", code_of(one.id)) for one in invitations[:6]]
    asked, waiting = Asked(world.round, {one.key: one for one in world.question_set.questions}), invitations[6:]
    for channel, provenance, count in BEFORE:
        some, waiting = waiting[:count], waiting[count:]
        respond(session, asked, some, channel=channel, provenance=provenance, support=4, using="yes")
    accounts = [make_account(session, Role.ORGANISER, email=f"{name}@example.org") for name in ("desk", "tablet")]
    found = House(f"/rounds/{world.round.id}", mails, *accounts)
    session.commit()
    return found


def test_every_door_is_used_once_and_the_results_say_so(browser, session, settings, house):
    by_link, by_code, on_tablet, with_help, by_phone, on_paper = house.mails
    with serving(settings) as served:

        def small() -> Tab:
            return Tab(browser, served.address, phone=True, script=False)

        comes_in(one := small(), by_link, "ur", by_code=False)
        doors.answers_by_keyboard(one)
        comes_in(one := small(), by_code, "ur", by_code=True)
        doors.answers_and_sends(one, whose="helped")
        comes_in(one := small(), with_help, "ur", by_code=False)
        doors.hands_over_to_an_interpreter(one)
        doors.answers_and_sends(one, whose=None)
        staff.signs_in(tablet := small(), house.lender)
        doors.lends_this_tablet(tablet, house.round)
        doors.types_a_code_on_the_tablet(tablet, on_tablet.code)
        doors.answers_and_sends(tablet, whose="own_words")
        doors.finishes_on_the_tablet(tablet)
        staff.signs_in(desk := Tab(browser, served.address), house.organiser)
        doors.asks_by_phone(desk, house.round, by_phone.code)
        doors.types_in_a_paper_form(desk, house.round, on_paper.code)
        with working(settings, ["-m", "portal", "worker"]):
            desk.go(house.round).follow("Results").press("Count them now").waits_for_the_work()
        shown = doors.counted_by(desk, "How people answered"), doors.counted_by(desk, "Whose words these are")
        assert (desk.value_of("People asked"), desk.value_of("People who answered")) == ("70", "50")
    assert came_by(session) == {
        ("web", Provenance.OWN_WORDS): 22,
        ("web", Provenance.HELPED): 1,
        ("web", Provenance.INTERPRETED): 1,
        ("kiosk", Provenance.OWN_WORDS): 1,
        ("phone", Provenance.INTERPRETED): 12,
        ("paper", Provenance.HELPED): 15,
    }
    # Small numbers are hidden, and the next smallest with them: 12 by phone, 13 put into another language.
    assert shown == (
        {
            "base": "People who answered: 50",
            "On the web": "25",
            "By phone": "hidden",
            "Face to face": "hidden",
            "On a shared tablet": "hidden",
            "On paper": "15",
        },
        {
            "base": "From 50 answers",
            "Nobody helped me": "25",
            "Someone helped me read or write. The answers are mine.": "15",
            "Someone put my words into another language": "hidden",
            "Someone else answered for me": "hidden",
            "Not said": "hidden",
        },
    )


def came_by(session) -> dict[tuple[str, Provenance], int]:
    rows = session.execute(
        sa.select(Response.channel, Response.provenance, sa.func.count()).group_by(
            Response.channel, Response.provenance
        )
    )
    return {(channel, provenance): count for channel, provenance, count in rows}
