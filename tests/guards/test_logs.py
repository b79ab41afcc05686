"""What the server writes down while someone signs in, imports, sends, answers and checks: ids and codes, no person.

The words looked for really are on the pages and in the database, so the logs *could* hold them.
"""

import re
import uuid

import pytest
import sqlalchemy as sa
from flask import url_for

from portal.people.enums import Role
from portal.rounds.enums import InvitationState
from portal.rounds.models import Invitation
from portal.rounds.operations import fieldwork
from portal.rounds.operations.answering import code_of, link_of
from portal.shared.database import only_reading
from portal.shared.logs import redact
from portal.shared.queue import Job, JobState
from tests.journeys.live import serving
from tests.journeys.phone import Phone, whole_journey
from tests.journeys.world import make_world
from tests.patience import until
from tests.people.factories import PASSWORD, code_now, make_account

WORDS = "Nobody rang Zebedee back"
EMAIL = "organiser@example.org"

pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.mark.usefixtures("client")
def test_whatever_opens_something_is_cut_out_of_its_address(app):
    """Every address with a token or a code in it, those of rooms to come as well."""
    secret, values = "Zq7-token_that-opens", {"uuid": uuid.uuid4(), "int": 3}
    seen = []
    for rule in app.url_map.iter_rules():
        opening = {"token", "code"} & rule.arguments
        if opening and not rule.rule.startswith("/questions/<uuid:set_id>/in/"):  # there a code is a language's
            given = {
                name: secret if name in opening else values.get(kind_of(rule, name), "x") for name in rule.arguments
            }
            with app.test_request_context():
                path = url_for(rule.endpoint, **given)
            seen.append(redact(None, "info", {"path": path})["path"])
    assert len(seen) >= 8
    assert [path for path in seen if secret in path] == []


def kind_of(rule, name) -> str:
    return type(rule._converters[name]).__name__.removesuffix("Converter").lower().replace("integer", "int")


def sign_in(phone: Phone, code: str) -> None:
    phone.get("/sign-in").send(email=EMAIL, password=PASSWORD)
    phone.send(code=code)
    assert phone.path == "/desk"


def all_sent(session) -> bool:
    session.rollback()
    with only_reading():  # looking must not hold up who is watched
        jobs = session.scalars(sa.select(Job)).all()
        session.rollback()
    assert not [job.error for job in jobs if job.state is JobState.FAILED]
    return bool(jobs) and all(job.state is JobState.DONE for job in jobs)


def test_the_logs_of_a_whole_journey_name_nobody(session, settings):
    world = make_world(session, people=24)
    account = make_account(session, Role.ORGANISER, email=EMAIL)
    fieldwork.start_wave(session, round_=world.round, template="invitation", by=account.id)
    session.commit()
    invitation = session.scalars(sa.select(Invitation).where(Invitation.state == InvitationState.WAITING)).first()
    round_id, link, code = world.round.id, link_of(invitation.id), code_of(invitation.id)
    session.commit()
    with serving(settings, with_worker=True, PORTAL_WEB_LOG="debug", PORTAL_DEMO="1") as served:
        until(lambda: all_sent(session), what="the messages to be sent", seconds=120)
        staff = Phone(served.port)
        totp = code_now(account)
        session.rollback()  # what was read a moment ago must not stand in the server's way
        sign_in(staff, totp)
        staff.get("/outbox/").get("/rosters/").get(f"/rounds/{round_id}").get("/nowhere?name=Zebedee")
        phone = Phone(served.port)
        receipt = whole_journey(phone, f"/i/{link}", WORDS)
        phone.get("/code").send(code=code)
        phone.get(f"/c/{link}")
        for one in (staff, phone):
            one.close()
        text = served.log_text()
    assert text.count('"event": "request"') > 30
    assert "rounds.send_wave" in text or str(round_id) in text  # the worker and the staff side are in it
    secrets = {link, code, receipt, totp, PASSWORD, EMAIL, "Ana Example", "@example.org", "Zebedee", "Nobody rang"}
    told = [line for line in text.splitlines() if any(secret.casefold() in line.casefold() for secret in secrets)]
    assert told == []
    assert re.findall(r"csrf_token|idempotency_key|password", text) == []
