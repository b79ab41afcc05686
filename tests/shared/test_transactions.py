import uuid

import sqlalchemy as sa

from portal.shared import audit
from portal.shared.transactions import HandledForm


def test_a_form_pressed_twice_answers_the_same_and_counts_once(client, session):
    key = str(uuid.uuid4())
    client.application.config["WTF_CSRF_ENABLED"] = False
    try:
        first = client.post("/leave", data={"idempotency_key": key})
        second = client.post("/leave", data={"idempotency_key": key})
    finally:
        client.application.config["WTF_CSRF_ENABLED"] = True
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    assert session.scalar(sa.select(sa.func.count()).select_from(HandledForm)) == 1


def test_the_audit_chain_is_whole_until_someone_touches_it(session):
    for number in range(5):
        audit.record(session, action="try", subject="test", number_of=number)
    session.commit()
    assert audit.verify(session) == []
    entries = session.scalars(sa.select(audit.AuditEntry).order_by(audit.AuditEntry.number)).all()
    head = entries[-1].link

    entries[2].details = {"number_of": 99}
    session.flush()
    assert audit.verify(session) == ["entry 3 does not follow from the one before it"]
    session.rollback()

    session.execute(sa.delete(audit.AuditEntry).where(audit.AuditEntry.number == 2))
    assert audit.verify(session)[0] == "entries 2 to 2 are missing"
    session.rollback()

    session.execute(sa.delete(audit.AuditEntry).where(audit.AuditEntry.number == 5))
    assert audit.verify(session) == []
    cut = "the entry noted outside is not there: the end was cut off or rewritten"
    assert audit.verify(session, head=head) == [cut]
