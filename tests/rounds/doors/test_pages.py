"""Every page of the doors in the states people meet: strict HTML, one heading, named controls, in English and Urdu."""

import pytest

from portal.questions.examples import every_kind
from portal.rounds.models import Round
from tests.guards.pages import faults
from tests.rounds.doors.conftest import code, receipt_on
from tests.rounds.doors.test_kiosk import lend


class Looked:
    """Notes what is wrong with each page looked at."""

    def __init__(self, language):
        self.language, self.wrong = language, {}

    def at(self, one):
        direction = "rtl" if self.language == "ur" else "ltr"
        assert one.status == 200, one.path
        found = faults(one.page, language=self.language, direction=direction)
        if found:
            self.wrong[one.path] = found
        return one


@pytest.fixture(params=["en", "ur"])
def looked(request):
    return Looked(request.param)


@pytest.fixture
def asking_everything(session, asking):
    asking = session.get(Round, asking.id)
    asking.question_set_id = every_kind(session).id
    session.commit()
    return asking


def speaking(one, language):
    one.client.get(f"/?lang={language}")
    return one


def test_pages_where_staff_ask_and_type(organiser, asking_everything, invite, looked, open_doors):
    open_doors(is_open=True, double_entry=True)
    asking, staff = asking_everything, speaking(organiser(), looked.language)
    invitation, on_paper = invite("ur"), invite("en")
    for page in ("doors/", "doors/settings", "doors/receipt", "tablets/", "tablets/new", "paper/"):
        looked.at(staff.get(f"/rounds/{asking.id}/{page}"))
    looked.at(staff.get(f"/rounds/{asking.id}/doors/").send(short=code(invitation)))
    looked.at(staff.get(f"/rounds/{asking.id}/helped/{invitation.id}"))
    looked.at(staff.get(f"/rounds/{asking.id}/interviews/new/{invitation.id}"))
    looked.at(staff.send(channel="phone", provenance="own_words", language="ur"))
    for _question in range(40):
        if "/consents" in staff.path:
            break
        looked.at(staff.send(do="next") if 'value="rather_not"' not in staff.page else staff.send(do="rather_not"))
    looked.at(staff.send(agreed=["quote"]))
    looked.at(staff.send())
    receipt = receipt_on(staff.page)
    looked.at(staff.get(f"/rounds/{asking.id}/doors/receipt").send(receipt=receipt))
    looked.at(staff.get(f"/rounds/{asking.id}/paper/of/{on_paper.id}"))
    looked.at(staff.send())
    for _question in range(40):
        if "/last-page" in staff.path:
            break
        looked.at(staff.send(do="next"))
    looked.at(staff.send(provenance="none", helper="none"))
    looked.at(staff.send())
    assert looked.wrong == {}


def test_pages_of_a_tablet_and_of_a_helper(organiser, asking, invitation, looked, open_doors, answer_all):
    open_doors(is_open=True)
    tablet = lend(organiser(), asking, language=looked.language)
    looked.at(tablet)
    looked.at(tablet.get("/kiosk/leave"))
    looked.at(tablet.get("/kiosk/").send(code=code(invitation)))
    looked.at(tablet.get("/answer/hand-over"))
    looked.at(tablet.send(how="helped", helper="advocate"))
    looked.at(tablet.get("/answer/1"))
    looked.at(answer_all(tablet))
    looked.at(tablet.send())
    looked.at(tablet.send())
    looked.at(tablet.press("/kiosk/clear"))
    looked.at(tablet.get("/kiosk/").send(code=code(invitation)))
    assert looked.wrong == {}


def test_pages_of_changing_and_taking_back(someone, invitation, answer_all, looked):
    person = speaking(someone(), looked.language)
    receipt = receipt_on(answer_all(person.opens(invitation)).send(do="skip").send().send().page)
    looked.at(person)
    looked.at(person.get("/change/"))
    looked.at(speaking(person, looked.language).get("/change/").send(receipt="x", second="y"))
    looked.at(person.get("/change/").send(receipt=receipt, second=code(invitation)))
    looked.at(person.get("/change/take-back"))
    looked.at(person.send(what=""))
    looked.at(person.send(what="delete"))
    looked.at(person.get("/answer/handed-back"))
    looked.at(person.get("/kiosk/over"))
    assert looked.wrong == {}
