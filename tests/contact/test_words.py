"""Words staff write: neutral, complete, used only in languages somebody checked, and kept as they were sent."""

import uuid

import pytest
import sqlalchemy as sa
import time_machine

from portal.contact.errors import NotNeutral, WrongState
from portal.contact.models import MessageWording
from portal.contact.operations import words
from portal.contact.wording import VERSIONS, OwnWords, built_in
from portal.contact.words_rules import Fault, faults_of
from portal.people.enums import Role
from portal.rounds.outreach_wording import TEMPLATE_NAMES
from portal.shared.i18n import LANGUAGES, speaking
from tests.contact.factories import TUESDAY, reachable, send_to
from tests.forms import submit
from tests.people.factories import signed_in
from tests.rounds.asking.factories import make_service

STAFF = uuid.uuid4()
FINE = OwnWords(headline="A question", opening="Hello from {who}.\n\nTell us more.", short="{who}: {link} or {phone}")


@pytest.fixture(autouse=True)
def a_tuesday():
    with time_machine.travel(TUESDAY, tick=False):
        yield


@pytest.mark.parametrize("template", VERSIONS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_the_portal_comes_with_pass_their_own_rules(template, language):
    with speaking(language):
        assert faults_of(built_in(template)) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"headline": ""}, Fault("headline", "empty")),
        ({"headline": "A" * 71}, Fault("headline", "too_long")),
        ({"headline": "Your carers survey"}, Fault("headline", "telling", "survey")),
        ({"opening": "Hello {name}."}, Fault("opening", "unknown_sign", "name")),
        ({"opening": "About your refuge."}, Fault("opening", "telling", "refuge")),
        ({"short": "{link}"}, Fault("short", "missing_sign", "phone")),
        ({"short": "{link} {phone} Harbour House"}, Fault("short", "telling", "Harbour House")),
    ],
)
def test_what_is_missing_unknown_or_telling_is_refused(change, fault):
    own = OwnWords(**{**vars(FINE), **change})
    assert fault in faults_of(own, telling=["Harbour House"])


def test_what_stands_further_down_may_name_the_service():
    own = OwnWords("A question", "Hello.\n\nHow are you?\n\nIt is about your support.", FINE.short)
    assert faults_of(own) == []


def used(session, *languages: str) -> MessageWording:
    draft = words.start_draft(session, template="invitation", by=STAFF)
    for language in languages:
        words.save_words(session, wording=draft, language=language, own=FINE, telling=())
        words.check_words(session, wording=draft, language=language, by=STAFF)
    words.use_words(session, wording=draft, by=STAFF)
    return draft


def test_new_words_are_said_in_languages_that_were_checked_and_no_others(session):
    used(session, "en", "cy")
    said = {
        language: send_to(session, reachable(session, language=language, mobile=None)).message
        for language in ("en", "cy", "ur")
    }
    assert {code: m.template_version for code, m in said.items()} == {"en": 2, "cy": 2, "ur": 1}
    assert said["en"].words.startswith("Hello from Northshire Council.\n\nTell us more.\n\nOpen this page:")
    assert said["en"].headline == "A question"


def test_what_is_written_after_a_check_must_be_checked_again(session):
    draft = words.start_draft(session, template="invitation", by=STAFF)
    words.check_words(session, wording=draft, language="en", by=STAFF)
    words.save_words(session, wording=draft, language="en", own=FINE, telling=())
    with pytest.raises(WrongState):
        words.use_words(session, wording=draft, by=STAFF)


def test_words_in_use_cannot_be_changed_and_a_new_version_retires_them(session):
    first = used(session, "en")
    with pytest.raises(WrongState):
        words.save_words(session, wording=first, language="en", own=FINE, telling=())
    second = used(session, "en")
    states = session.execute(sa.select(MessageWording.number, MessageWording.state).order_by(MessageWording.number))
    assert [(number, str(state)) for number, state in states] == [(2, "retired"), (3, "in_use")]
    assert second.number == 3


def test_telling_words_are_not_kept(session):
    draft = words.start_draft(session, template="invitation", by=STAFF)
    with pytest.raises(NotNeutral):
        words.save_words(
            session, wording=draft, language="en", own=OwnWords("Your carer", FINE.opening, FINE.short), telling=()
        )


def test_from_better_words_to_a_message_by_pages(client, session):
    signed_in(client, session, Role.ORGANISER)
    make_service(session)
    session.commit()
    assert "the words the portal comes with" in client.get("/outbox/words/").text
    submit(client, "/outbox/words/")
    draft = session.scalars(sa.select(MessageWording)).one()
    path = f"/outbox/words/{draft.id}"
    typed = {"headline": "A question", "opening": FINE.opening, "short": FINE.short}
    refused = submit(client, f"{path}/en", **{**typed, "headline": "Carers' support"})
    assert "could tell others what it is about" in refused.text
    assert submit(client, f"{path}/en", **typed).status_code == 303
    assert submit(client, f"{path}/ur", **typed).status_code == 303
    page = client.get(path).text
    assert "Tell us more." in page
    assert "Use these words from now on" not in page
    submit(client, path)
    assert "Use these words from now on" in client.get(path).text


def test_every_message_has_a_name_on_the_page_of_its_words():
    assert set(VERSIONS) <= set(TEMPLATE_NAMES)
