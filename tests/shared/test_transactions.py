import uuid

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from portal.shared import audit
from portal.shared.transactions import HandledForm
from tests.databases import without_triggers
from tests.forms import forms_on


def press(client, key, path="/preferences?next=/privacy", **typed):
    token = forms_on(client.get("/preferences").text)[0]["fields"]
    return client.post(path, data={"csrf_token": dict(token)["csrf_token"], "idempotency_key": key, **typed})


def test_a_form_pressed_twice_answers_the_same_and_counts_once(client, session):
    key = str(uuid.uuid4())
    first, second = (press(client, key) for _time in range(2))
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert session.scalar(sa.select(sa.func.count()).select_from(HandledForm)) == 1


def test_the_same_key_with_other_answers_elsewhere_or_by_someone_else_is_a_new_form(client, session):
    """A shared phone: the next person presses a button the browser had kept alive."""
    key = str(uuid.uuid4())
    assert press(client, key).headers["Location"] == "/privacy"
    press(client, key, text_size="large")
    press(client, key, path="/preferences")
    with client.session_transaction() as cookie:
        cookie["visit"] = str(uuid.uuid4())
    press(client, key)
    stranger = client.application.test_client()
    with stranger.session_transaction() as cookie:
        cookie["_user_id"] = str(uuid.uuid4())
    press(stranger, key)
    assert session.scalar(sa.select(sa.func.count()).select_from(HandledForm)) == 5


def test_what_is_kept_of_a_form_opens_nothing(client, session):
    key = str(uuid.uuid4())
    press(client, key, path="/preferences?next=/c/a-token-that-opens")
    kept = session.scalars(sa.select(HandledForm)).one()
    assert kept.path == "front.preferences"


def test_the_audit_chain_is_whole_until_someone_touches_it(session):
    for number in range(5):
        audit.record(session, action="try", subject="test", number_of=number)
    session.commit()
    assert audit.verify(session) == []
    entries = session.scalars(sa.select(audit.AuditEntry).order_by(audit.AuditEntry.number)).all()
    head = entries[-1].link

    without_triggers(session, "audit_entry")
    entries[2].details = {"number_of": 99}
    session.flush()
    assert audit.verify(session) == ["entry 3 does not follow from the one before it"]
    session.rollback()

    without_triggers(session, "audit_entry")
    session.execute(sa.delete(audit.AuditEntry).where(audit.AuditEntry.number == 2))
    assert audit.verify(session)[0] == "entries 2 to 2 are missing"
    session.rollback()

    without_triggers(session, "audit_entry")
    session.execute(sa.delete(audit.AuditEntry).where(audit.AuditEntry.number == 5))
    assert audit.verify(session) == []
    cut = "the entry noted outside is not there: the end was cut off or rewritten"
    assert audit.verify(session, head=head) == [cut]


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET action = 'nothing'", "DELETE FROM audit_entry"])
def test_the_database_itself_keeps_the_chain(session, change):
    audit.record(session, action="try", subject="test")
    session.commit()
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(sa.text(change))
    session.rollback()
