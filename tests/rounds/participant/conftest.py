"""One round of a carers' service with people invited to it, and the small moves of someone answering."""

import re
from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient

from portal.people.models import Person
from portal.questions import queries
from portal.questions.examples import carers_support
from portal.rosters.models import Service
from portal.rounds.enums import MemberState, RoundState
from portal.rounds.models import Invitation, Round, SampleMember
from portal.rounds.operations.answering import code_of, link_of
from portal.rounds.queries.standing import INVITATION
from portal.shared import clock, tokens
from tests.forms import filled, forms_on


@pytest.fixture
def question_set(session):
    made = carers_support(session)
    session.commit()
    return made


@pytest.fixture
def asking(session, question_set):
    service = Service(name={"en": "Carers' service"}, created_at=clock.now())
    session.add(service)
    session.flush()
    row = Round(
        service_id=service.id,
        question_set_id=question_set.id,
        name={"en": "Carers 2026"},
        purpose={"en": "We want to know if the carers' service helped you."},
        state=RoundState.FIELDWORK,
        created_at=clock.now(),
    )
    session.add(row)
    session.commit()
    return row


@pytest.fixture
def invite(session, asking):
    def make(language: str = "en") -> Invitation:
        person = Person(name="Mair Invented", created_at=clock.now(), language=language)
        session.add(person)
        session.flush()
        member = SampleMember(
            round_id=asking.id,
            person_id=person.id,
            frame_entry_id=person.id,
            state=MemberState.SAMPLE,
            stratum="active",
            place=1,
            chance=0.5,
            traits={},
        )
        session.add(member)
        session.flush()
        invitation = Invitation(
            round_id=asking.id,
            member_id=member.id,
            person_id=person.id,
            language=language,
            link_index="",
            code_index="",
        )
        invitation.link_index = tokens.link_index(INVITATION, link_of(invitation.id))
        invitation.code_index = tokens.code_index(INVITATION, code_of(invitation.id))
        session.add(invitation)
        session.commit()
        return invitation

    return make


@pytest.fixture
def invitation(invite):
    return invite()


@dataclass
class Someone:
    """A person with a browser. `page` is the HTML in front of them."""

    client: FlaskClient
    page: str = ""
    path: str = ""
    status: int = 0

    def get(self, path: str) -> "Someone":
        answer = self.client.get(path, follow_redirects=True)
        return self._see(answer)

    def send(self, path: str | None = None, **values) -> "Someone":
        """Sends the form on the page with these values, as a browser would, and follows where it leads."""
        # A dash in a field's name is written as an underscore here.
        typed = {
            name.replace("_", "-") if name.startswith("answer_") else name: value for name, value in values.items()
        }
        data: dict[str, list] = {}
        for name, value in filled(self.form, typed):
            data.setdefault(name, []).append(value)
        return self._see(self.client.post(path or self.form["action"] or self.path, data=data, follow_redirects=True))

    @property
    def form(self) -> dict:
        """The form of the page: not the one for leaving."""
        return next(form for form in forms_on(self.page) if form["method"] == "post" and form["action"] != "/leave")

    @property
    def heading(self) -> str:
        return re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", self.page, re.S)[0]).strip()

    @property
    def title(self) -> str:
        return re.search(r"<title>(.*?)</title>", self.page, re.S)[1].strip()

    @property
    def error(self) -> str | None:
        found = re.search(r'class="govuk-error-message">.*?</span>(.*?)</p>', self.page, re.S)
        return found[1].strip() if found else None

    def _see(self, answer) -> "Someone":
        self.page, self.path, self.status = answer.get_data(as_text=True), answer.request.path, answer.status_code
        return self

    def opens(self, invitation: Invitation) -> "Someone":
        """Opens the link, presses "Go on" and "Start"."""
        self.get(f"/i/{link_of(invitation.id)}").send()
        return self.get(re.search(r'class="govuk-button" role="button"[^>]*href="([^"]+)"', self.page)[1])


@pytest.fixture
def someone(app):
    """A way to make people with separate browsers."""
    return lambda: Someone(app.test_client())


ANSWERS = (
    {"answer": "4"},
    {"answer": ["talking", "money"]},
    {"answer": "7"},
    {"answer": "stopped"},
    {"answer_day": "27", "answer_month": "3", "answer_year": "2026"},
    {"answer": "mostly"},
    {"answer_text": "Nobody rang back — ever"},
)


@pytest.fixture
def answer_all():
    def walk(person: Someone) -> Someone:
        for values in ANSWERS:
            person.send(do="next", **values)
        return person

    return walk


@pytest.fixture
def responses(session, asking):
    def read():
        session.expire_all()
        session.rollback()
        return queries.responses_of(session, asked_in=asking.id)

    return read
